"""Authlib's authorization server: which grant, which scopes, what the answer looks like.

Who the client is has been found out before (`authentication`), asynchronously and by rules stricter than Authlib's own, so nothing in here
waits or touches the database. A request is pure data; its address comes from nowhere but here, never from a header.
"""

from __future__ import annotations

import json
import secrets
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from authlib.oauth2.rfc6749 import AuthorizationServer, ClientMixin, OAuth2Request
from authlib.oauth2.rfc6749.errors import InvalidScopeError, OAuth2Error
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant, ClientCredentialsGrant, RefreshTokenGrant
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from authlib.oauth2.rfc7636 import CodeChallenge, create_s256_code_challenge
from joserfc.jwk import ECKey

from exchange.access import Scope
from exchange.oauth import details, tokens
from exchange.oauth.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.access import Call
    from exchange.grants.clients import Registered
    from exchange.grants.families import Given

CODE, REFRESH = AuthorizationCodeGrant.GRANT_TYPE, RefreshTokenGrant.GRANT_TYPE
FOR_PEOPLE = [CODE, REFRESH]
"""Grants that a person's consent brings."""
GRANTS = [ClientCredentialsGrant.GRANT_TYPE, *FOR_PEOPLE]
_SENTENCES = {
    "invalid_scope": "A scope asked for does not exist, or the client holds none of them. Leave scope out to get all it holds.",
    "invalid_grant": (
        "The code or refresh token is unknown, another client's, expired, revoked or was used before, or redirect_uri or code_verifier is "
        "not the one it was made for. Let the person sign in once more."
    ),
    "unauthorized_client": "A public client comes with a person's consent alone: grant_type=authorization_code.",
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
        return grant_type in (FOR_PEOPLE if self.registered.public else GRANTS)


class _Granted:
    """A code or refresh token that was used up, as Authlib wants to see one."""

    code_challenge_method = "S256"

    def __init__(self, given: Given) -> None:
        self.given = given
        self.code_challenge = given.challenge

    def get_redirect_uri(self) -> str:
        return self.given.redirect_uri

    def get_scope(self) -> str:
        return self.given.scope

    def check_client(self, _: object) -> bool:
        """It was looked up with the client."""
        return True


class _Challenge(CodeChallenge):
    """PKCE by S256, for every client."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ["S256"]  # noqa: RUF012 - Authlib's
    CODE_CHALLENGE_METHODS = {  # noqa: RUF012 - the same
        "S256": lambda verifier, challenge: secrets.compare_digest(
            create_s256_code_challenge(verifier), challenge
        )
    }


class _Code(AuthorizationCodeGrant):
    """The grant of a code that was redeemed before Authlib sees it."""

    def query_authorization_code(self, *_: object) -> _Granted | None:
        found: _Granted | None = self.server.granted
        return found

    def authenticate_user(self, granted: _Granted) -> str:
        return granted.given.login

    def delete_authorization_code(self, _: object) -> None:
        """It is used up."""


class _Refresh(RefreshTokenGrant):
    """The same of a refresh token; another follows it."""

    INCLUDE_NEW_REFRESH_TOKEN = True

    def authenticate_refresh_token(self, _: object) -> _Granted | None:
        found: _Granted | None = self.server.granted
        return found

    def authenticate_user(self, granted: _Granted) -> str:
        return granted.given.login

    def revoke_old_credential(self, _: object) -> None:
        """It is used up."""


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
        self._resource = issuer
        self._call: Call | None = None
        self._issuer = issuer
        self._now = now
        self.register_token_generator("default", self._token)  # type: ignore[no-untyped-call]
        self.granted: _Granted | None = None
        self.register_grant(ClientCredentialsGrant)  # type: ignore[no-untyped-call]
        self.register_grant(_Code, [_Challenge(required=True)])  # type: ignore[no-untyped-call]
        self.register_grant(_Refresh)  # type: ignore[no-untyped-call]

    def check(self) -> None:
        """Refuse, before anybody proves anything, what is not offered to anybody."""
        try:
            self.get_token_grant(self._request)  # type: ignore[no-untyped-call]
        except OAuth2Error as error:
            raise _told(error) from None

    def answer(
        self, client: Registered, given: Given | None = None, call: Call | None = None
    ) -> dict[str, Any]:
        """The body of the answer for a client that has proven who it is and may make such calls, and for what a person gave it."""
        self._client, self._call = _Client(client), call
        self.granted = None if given is None else _Granted(given)
        self._resource = target(client, self._request.form.get("resource"), self._issuer, given)
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
        given = None if self.granted is None else self.granted.given
        login, handle = (given.login, given.handle) if given else (None, None)
        asked = tokens.Wanted(client.registered.id, scope, self._resource, login, handle, self._call)
        told = {
            "access_token": tokens.issue(key, self._issuer, asked, self._now),
            "token_type": "Bearer",
            "expires_in": tokens.LIFETIME,
            "scope": scope,
            **({} if self._call is None else {details.NAME: details.told(self._call)}),
        }
        return told if given is None else {**told, "refresh_token": given.refresh}


def target(client: Registered, asked: str | None, issuer: str, given: Given | None = None) -> str:
    """The resource that a token is for (RFC 8707): this exchange, or one on the client's list; never another than a person allowed."""
    wanted = asked or (given.resource if given else issuer)
    allowed = (given.resource,) if given else (issuer, *client.audiences)
    if wanted not in {issuer, *client.audiences} or wanted not in allowed:
        raise Refused(
            "The client has no tokens for that resource: send one that is registered for it and that the person allowed, or leave resource "
            f"out. This exchange is {issuer}",
            "invalid_target",
        )
    return wanted


@lru_cache(maxsize=4)
def _signing(jwk: str) -> ECKey:
    return ECKey.import_key(json.loads(jwk))


def grant_refused() -> Refused:
    """A code or refresh token that brings nothing."""
    return Refused(_SENTENCES["invalid_grant"], "invalid_grant")


def _told(error: OAuth2Error) -> Refused:
    code = str(error.error)
    return Refused(_SENTENCES.get(code, "The request does not follow RFC 6749."), code)
