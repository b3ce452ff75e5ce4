"""The endpoints around the server: strict about what comes in, plain about what goes out.

What Authlib would accept too generously is refused first: other content types, parameters in the address, a parameter given twice, NUL,
values of any length. Errors are those of RFC 6749 §5.2; nothing here is ever cached.
"""

from __future__ import annotations

import base64
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from starlette.responses import JSONResponse
from starlette.routing import Route

from exchange.access import Scope
from exchange.grants import keys
from exchange.oauth.server import METHODS, Server

if TYPE_CHECKING:
    from starlette.requests import Request

    from exchange.clock import Clock
    from exchange.database import Database

FORM = "application/x-www-form-urlencoded"
LARGEST = 8_192
LONGEST = 2_048
_NO_PAIR = "The Authorization header is no client id and secret: write id:secret in UTF-8, Base64, after the word Basic."
NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}


class _Refused(Exception):
    """A request that does not get as far as the server."""

    def __init__(self, description: str, status: int = 400) -> None:
        self.description = description
        self.status = status
        super().__init__(description)


class Endpoints:
    """The OAuth endpoints of one exchange."""

    def __init__(self, db: Database, clock: Clock, issuer: str) -> None:
        self._db = db
        self._clock = clock
        self._issuer = issuer

    async def token(self, request: Request) -> JSONResponse:
        """POST /oauth/token (RFC 6749 §4.4)."""
        try:
            form = await _form(request)
            headers = _credentials(request)
        except _Refused as refused:
            body = {"error": "invalid_request", "error_description": refused.description}
            return JSONResponse(body, refused.status, NO_STORE)
        now = int(self._clock.now().timestamp())
        async with self._db.writing() as session:
            key = await keys.active_key(session)
            status, body, _ = await session.run_sync(
                lambda connection: Server(connection, key, self._issuer, now).respond(
                    "/oauth/token", form, headers
                )
            )
        if status == HTTPStatus.UNAUTHORIZED:
            return _unauthorized(body, asked="Authorization" in headers)
        return JSONResponse(_explained(body), status, NO_STORE)

    async def jwks(self, _: Request) -> JSONResponse:
        """GET /oauth/jwks.json (RFC 7517)."""
        async with self._db.writing() as session:
            return JSONResponse(
                await keys.public_keys(session), headers={"Cache-Control": "public, max-age=300"}
            )

    async def metadata(self, _: Request) -> JSONResponse:
        """GET /.well-known/oauth-authorization-server (RFC 8414)."""
        base = self._issuer.rstrip("/")
        body = {
            "issuer": self._issuer,
            "token_endpoint": f"{base}/oauth/token",
            "jwks_uri": f"{base}/oauth/jwks.json",
            "grant_types_supported": ["client_credentials"],
            "response_types_supported": [],
            "token_endpoint_auth_methods_supported": METHODS,
            "scopes_supported": sorted(Scope),
        }
        return JSONResponse(body, headers={"Cache-Control": "public, max-age=300"})

    def routes(self) -> list[Route]:
        """What the application mounts."""
        return [
            Route("/oauth/token", self.token, methods=["POST"]),
            Route("/oauth/jwks.json", self.jwks, methods=["GET"]),
            Route("/.well-known/oauth-authorization-server", self.metadata, methods=["GET"]),
        ]


async def _form(request: Request) -> dict[str, str]:
    """The form's fields; `_Refused` for anything that is no plain form of plain fields."""
    if request.url.query:
        raise _Refused("Parameters belong into the body, not into the address.")
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != FORM:
        raise _Refused(f"Send the body as {FORM}.", 415)
    text = await _body(request)
    try:
        pairs = parse_qsl(
            text, keep_blank_values=True, strict_parsing=bool(text), max_num_fields=20, errors="strict"
        )
    except (ValueError, UnicodeDecodeError):
        raise _Refused("The body is not a form: write name=value pairs joined by &, in UTF-8.") from None
    if len({name for name, _ in pairs}) != len(pairs):
        raise _Refused("A parameter is given twice. Give each once.")
    if any("\0" in value or len(value) > LONGEST for _, value in pairs):
        raise _Refused(f"A parameter holds a NUL character or is longer than {LONGEST} characters.")
    return dict(pairs)


def _credentials(request: Request) -> dict[str, str]:
    """The Authorization header, if any; Authlib decodes it as UTF-8 unasked, and PostgreSQL takes no NUL."""
    header = request.headers.get("authorization")
    if not header:
        return {}
    try:
        pair = base64.b64decode(header.encode("ascii").partition(b" ")[2]).decode()
    except ValueError:  # of the alphabet, the padding or UTF-8
        raise _Refused(_NO_PAIR) from None
    if "\0" in pair or len(pair) > LONGEST:
        raise _Refused(_NO_PAIR)
    return {"Authorization": header}


async def _body(request: Request) -> str:
    read = b""
    async for chunk in request.stream():
        read += chunk
        if len(read) > LARGEST:
            raise _Refused(f"The body is larger than {LARGEST} bytes.", 413)
    try:
        return read.decode("ascii")
    except UnicodeDecodeError:
        raise _Refused("The body is not a form: characters outside ASCII are written as %XX.") from None


_SENTENCES = {
    "invalid_client": "Client id and secret do not fit, or the client was revoked. Check both, or ask the access administrator.",
    "unsupported_grant_type": "Only grant_type=client_credentials is offered here.",
}


def _explained(body: dict[str, Any]) -> dict[str, Any]:
    """Authlib's words would tell its internals; ours tell what to do."""
    error = body.get("error", "")
    return {"error": error, "error_description": _SENTENCES[error]} if error in _SENTENCES else body


def _unauthorized(body: dict[str, Any], *, asked: bool) -> JSONResponse:
    """401 with a challenge for who came with the header (RFC 6749 §5.2), 400 for a secret in the body.

    A browser that meets the challenge opens a window of its own and leaves the page waiting, so the page sends its secret in the body.
    """
    if asked:
        return JSONResponse(_explained(body), 401, {"WWW-Authenticate": 'Basic realm="exchange"', **NO_STORE})
    return JSONResponse(_explained(body), 400, NO_STORE)
