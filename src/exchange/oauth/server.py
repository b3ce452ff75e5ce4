"""Authlib's authorization server: which grant, which scopes, what the answer looks like.

Who the client is has been found out before (`authentication`), asynchronously and by rules stricter than Authlib's own, so nothing in here
waits or touches the database. A request is pure data; its address comes from nowhere but here, never from a header.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from authlib.oauth2.rfc6749 import AuthorizationServer, ClientMixin, OAuth2Request
from authlib.oauth2.rfc6749.errors import InvalidScopeError, OAuth2Error
from authlib.oauth2.rfc6749.grants import ClientCredentialsGrant
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from joserfc.jwk import ECKey

from exchange.access import Scope
from exchange.oauth import details, tokens
from exchange.oauth.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.access import Call
    from exchange.grants.clients import Registered

GRANTS = [ClientCredentialsGrant.GRANT_TYPE]
_SENTENCES = {
    "invalid_scope": "A scope asked for does not exist, or the client holds none of them. Leave scope out to get all it holds.",
    "unsupported_grant_type": f"Only grant_type={' or '.join(GRANTS)} is offered here.",
}


class _Client(ClientMixin):
    """A client as Authlib wants to see one; it has proven who it is."""

    def __init__(self, registered: Registered) -> None:
        self.registered = registered

    def get_client_id(self) -> str:
        return self.registered.id

    def get_allowed_scope(self, scope: str | None) -> str:
        """What it asked for and holds; everything it holds when it asked for nothing."""
        held = self.registered.scopes
        asked = set(scope.split()) if scope else set(held)
        allowed = " ".join(one for one in held if one in asked)
        if scope and not allowed:
            raise InvalidScopeError
        return allowed

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type in GRANTS


class _Request(OAuth2Request):
    """Pure data. Authlib wants https; that the exchange itself speaks plain HTTP behind its proxy is the operator's business."""

    def __init__(self, form: Mapping[str, str]) -> None:
        super().__init__("POST", "https://issuer.invalid/oauth/token", headers={})
        self.payload: Any = BasicOAuth2Payload(dict(form))

    @property
    def form(self) -> Mapping[str, str]:
        """The form's fields."""
        found: Mapping[str, str] = self.payload.data
        return found


class Server(AuthorizationServer):
    """One request's server: bound to its form, an issuer and a moment, so nothing is shared between requests."""

    def __init__(self, form: Mapping[str, str], issuer: str, now: int) -> None:
        super().__init__(scopes_supported=sorted(Scope))  # type: ignore[no-untyped-call]
        self._request = _Request(form)
        self._client: _Client | None = None
        self._call: Call | None = None
        self._issuer = issuer
        self._now = now
        self.register_token_generator("default", self._token)  # type: ignore[no-untyped-call]
        self.register_grant(ClientCredentialsGrant)  # type: ignore[no-untyped-call]

    def check(self) -> None:
        """Refuse, before anybody proves anything, what is not offered to anybody: another grant, another resource (RFC 8707)."""
        try:
            self.get_token_grant(self._request)  # type: ignore[no-untyped-call]
        except OAuth2Error as error:
            raise _told(error) from None
        if self._request.form.get("resource", self._issuer) != self._issuer:
            text = f"Tokens are given for this exchange only: leave resource out, or send {self._issuer}"
            raise Refused(text, "invalid_target")

    def answer(self, client: Registered, call: Call | None = None) -> dict[str, Any]:
        """The body of the answer for a client that has proven who it is, and may make such calls."""
        self._client, self._call = _Client(client), call
        body: dict[str, Any] = self.create_token_response(self._request)  # type: ignore[no-untyped-call]
        return body

    def authenticate_client(self, *_: object) -> _Client | None:
        """It has been done."""
        return self._client

    def save_token(self, token: Mapping[str, Any], request: object) -> None:
        """Tokens are not stored: they are short, signed, and checked against the live client at every use."""

    def create_oauth2_request(self, request: _Request) -> _Request:
        """It is one already."""
        return request

    def handle_response(self, _status: int, body: dict[str, Any], _headers: object) -> dict[str, Any]:
        """Plain data."""
        return body

    def handle_error_response(self, _request: object, error: OAuth2Error) -> None:
        """In our words: Authlib's would tell its internals."""
        raise _told(error)

    def send_signal(self, name: str, *args: object, **kwargs: object) -> None:
        """Nobody listens."""

    def _token(self, grant_type: str, client: _Client, **wanted: Any) -> dict[str, Any]:  # noqa: ANN401, ARG002 - Authlib's hook
        scope = client.get_allowed_scope(wanted.get("scope"))
        key = _signing(client.registered.signing_jwk)
        text = tokens.issue(key, self._issuer, client.registered.id, scope, self._now, self._call)
        body = {
            "access_token": text,
            "token_type": "Bearer",
            "expires_in": tokens.LIFETIME,
            "scope": scope,
        }
        return body if self._call is None else body | {details.NAME: details.told(self._call)}


@lru_cache(maxsize=4)
def _signing(jwk: str) -> ECKey:
    return ECKey.import_key(json.loads(jwk))


def _told(error: OAuth2Error) -> Refused:
    code = str(error.error)
    return Refused(_SENTENCES.get(code, "The request does not follow RFC 6749."), code)
