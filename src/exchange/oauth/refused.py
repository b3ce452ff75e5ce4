"""A refusal as OAuth tells it: an `error` code of the RFCs and a sentence for the person who runs the client.

A sentence speaks of what the request itself shows, or says the one thing that every failed proof is told: whether a client, a key or a
secret exists, is retired or revoked cannot be read off it.
"""

from __future__ import annotations

from starlette.responses import JSONResponse

NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}
CHALLENGE = {"WWW-Authenticate": 'Basic realm="exchange"'}


class Refused(Exception):
    """A request that gets no further; `error` is a code of RFC 6749 §5.2 or RFC 8707 §2."""

    def __init__(
        self,
        description: str,
        error: str = "invalid_request",
        status: int = 400,
        headers: dict[str, str] | None = None,
    ) -> None:
        self.description = description
        self.error = error
        self.status = status
        self.headers = headers or {}
        super().__init__(description)

    def response(self) -> JSONResponse:
        """The answer; never cached."""
        body = {"error": self.error, "error_description": self.description}
        return JSONResponse(body, self.status, {**NO_STORE, **self.headers})


def not_authenticated(description: str, *, challenged: bool = False) -> Refused:
    """401 with a challenge for who came with the header (RFC 6749 §5.2), 400 for what stood in the body.

    A browser that meets the challenge opens a window of its own and leaves the page waiting, so the page sends its secret in the body.
    """
    return Refused(
        description, "invalid_client", 401 if challenged else 400, CHALLENGE if challenged else None
    )
