"""The one cookie of the pages, and the proof that a form came from them.

Before anybody signs in the cookie holds a random value that means nothing; afterwards that of the session. Every form carries a hash of it,
which no other site can know: neither can it read our pages, nor set the cookie, whose `__Host-` name only this very host may use. A browser
that says that a form comes from another site is believed as well.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

FOREIGN = frozenset({"cross-site", "same-site"})
LONGEST = 100


class Cookie:
    """The cookie of one exchange; over https its name binds it to the host."""

    def __init__(self, issuer: str) -> None:
        self._secure = issuer.startswith("https://")
        self.name = "__Host-exchange" if self._secure else "exchange"

    def held(self, request: Request) -> str:
        """What the browser holds; nothing when that is longer than anything of ours."""
        value = request.cookies.get(self.name, "")
        return value if len(value) <= LONGEST else ""

    def give(self, response: Response, value: str) -> Response:
        """Let the browser hold this from now on."""
        response.set_cookie(self.name, value, path="/", secure=self._secure, httponly=True, samesite="lax")
        return response

    def take(self, response: Response) -> Response:
        """Take it away."""
        response.delete_cookie(self.name, path="/", secure=self._secure, httponly=True, samesite="lax")
        return response


def drawn() -> str:
    """A value for somebody who holds none yet."""
    return secrets.token_urlsafe(32)


def proof_of(value: str) -> str:
    """What a form carries to show that it comes from our page."""
    return hashlib.sha256(f"form\0{value}".encode()).hexdigest()


def proven(request: Request, form: Mapping[str, str], value: str) -> bool:
    """Whether a form came from our page, shown to this very browser."""
    ours = secrets.compare_digest(proof_of(value).encode(), form.get("proof", "").encode("utf-8", "replace"))
    return bool(value) and ours and request.headers.get("sec-fetch-site") not in FOREIGN
