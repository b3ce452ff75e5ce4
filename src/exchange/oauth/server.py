"""Authlib's authorization server, synchronous as it is, on our own asynchronous transaction.

The shell (`shell`) opens a writing transaction and calls `respond` inside `run_sync`: SQLAlchemy's bridge runs Authlib's hooks on the very
asyncpg connection of that transaction, so there is one driver and no blocked loop. A request in here is pure data: its address comes from
the configured issuer, never from a header.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from authlib.oauth2.rfc6749 import AuthorizationServer, ClientMixin, OAuth2Request
from authlib.oauth2.rfc6749.grants import ClientCredentialsGrant
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload

from exchange.access import Scope
from exchange.grants.clients import secret_fits
from exchange.model import client
from exchange.oauth import tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from joserfc.jwk import ECKey

METHODS = ["client_secret_basic", "client_secret_post"]
Reply = tuple[int, dict[str, Any], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Registered(ClientMixin):
    """A client as Authlib wants to see one. An unknown or revoked client is one whose secret never fits, after the same work."""

    id: str
    secret_hash: str | None
    scopes: tuple[str, ...]

    def get_client_id(self) -> str:
        """The id."""
        return self.id

    def get_allowed_scope(self, scope: str | None) -> str:
        """What it asked for and holds; everything it holds when it asked for nothing."""
        asked = set(scope.split()) if scope else set(self.scopes)
        return " ".join(one for one in self.scopes if one in asked)

    def check_client_secret(self, client_secret: str) -> bool:
        """Does the secret fit?"""
        return secret_fits(self.secret_hash, client_secret)

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        """Secrets only, at every endpoint."""
        return method in METHODS and bool(endpoint)

    def check_grant_type(self, grant_type: str) -> bool:
        """Client credentials only."""
        return grant_type == ClientCredentialsGrant.GRANT_TYPE


class _Grant(ClientCredentialsGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = METHODS


class _Request(OAuth2Request):
    """Pure data. Authlib wants https; that the exchange itself speaks plain HTTP behind its proxy is the operator's business."""

    def __init__(self, path: str, form: Mapping[str, str], headers: Mapping[str, str]) -> None:
        super().__init__("POST", f"https://issuer.invalid{path}", headers=dict(headers))
        self.payload: Any = BasicOAuth2Payload(dict(form))

    @property
    def form(self) -> Mapping[str, str]:
        """The form's fields."""
        found: Mapping[str, str] = self.payload.data
        return found


class Server(AuthorizationServer):
    """One request's server: bound to a connection, a key and a moment, so nothing is shared between requests."""

    def __init__(self, connection: sa.Connection, key: ECKey, issuer: str, now: int) -> None:
        super().__init__(scopes_supported=sorted(Scope))  # type: ignore[no-untyped-call]
        self._connection = connection
        self._key = key
        self._issuer = issuer
        self._now = now
        self.register_token_generator("default", self._token)  # type: ignore[no-untyped-call]
        self.register_grant(_Grant)  # type: ignore[no-untyped-call]

    def query_client(self, client_id: str) -> Registered:
        """The client, or one whose secret never fits."""
        chosen = sa.select(client.c.secret_hash, client.c.scopes).where(
            client.c.id == client_id, client.c.revoked_at.is_(None)
        )
        row = self._connection.execute(chosen).first()
        return (
            Registered(client_id, None, ()) if row is None else Registered(client_id, row[0], tuple(row[1]))
        )

    def save_token(self, token: Mapping[str, Any], request: object) -> None:
        """Tokens are not stored: they are short, signed, and checked against the live client at every use."""

    def create_oauth2_request(self, request: _Request) -> _Request:
        """It is one already."""
        return request

    def handle_response(self, status: int, body: dict[str, Any], headers: list[tuple[str, str]]) -> Reply:
        """Plain data for the shell."""
        return status, body, dict(headers)

    def send_signal(self, name: str, *args: object, **kwargs: object) -> None:
        """Nobody listens."""

    def respond(self, path: str, form: Mapping[str, str], headers: Mapping[str, str]) -> Reply:
        """The answer of the token endpoint."""
        reply: Reply = self.create_token_response(_Request(path, form, headers))  # type: ignore[no-untyped-call]
        return reply

    def _token(self, grant_type: str, client: Registered, **wanted: Any) -> dict[str, Any]:  # noqa: ANN401, ARG002 - Authlib's hook
        scope = client.get_allowed_scope(wanted.get("scope"))
        text = tokens.issue(self._key, self._issuer, client.id, scope, self._now)
        return {"access_token": text, "token_type": "Bearer", "expires_in": tokens.LIFETIME, "scope": scope}
