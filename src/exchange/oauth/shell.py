"""The endpoints: token, introspection (RFC 7662), revocation (RFC 7009), and the documents that describe them.

All three prove their client alike. A token that is no token, another client's, expired or revoked is one and the same thing to whoever
asks: `{"active": false}`, and nothing to revoke. Only `audit:read` opens the tokens of others: to look is what that scope is for, and
whoever holds it reads no record; changing access (`access:manage`) needs no look into tokens, since it ends whole clients.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from exchange.access import Scope
from exchange.database import Login
from exchange.errors import ExchangeError, Unauthenticated
from exchange.grants import agreed, keys, spent
from exchange.oauth import credentials, details, forms, metadata
from exchange.oauth.authentication import Authentication
from exchange.oauth.door import Door
from exchange.oauth.refused import NO_STORE, Refused
from exchange.oauth.server import Server

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from starlette.requests import Request

    from exchange.access import Call, Caller
    from exchange.clock import Clock
    from exchange.database import Database
    from exchange.grants.clients import Registered
    from exchange.oauth.tokens import Claims

    Endpoint = Callable[[Request], Awaitable[Response]]

_NOT_AGREED = f"{details.NAME}: your department has no agreement in force under this id and for this purpose. Copy both from it."
PUBLIC = {"Cache-Control": "public, max-age=60"}
"""How long what is published may be remembered; a revoked signing key must not be trusted for long."""


class Endpoints:
    """The OAuth endpoints of one exchange."""

    def __init__(self, db: Database, clock: Clock, issuer: str, door: Door | None = None) -> None:
        self._db = db
        self._clock = clock
        self._issuer = issuer
        self._door = door or Door(db, clock, issuer)
        self._authentication = Authentication(db, clock, issuer)

    async def token(self, request: Request) -> Response:
        """POST /oauth/token (RFC 6749 §4.4)."""
        form = await forms.read(request)
        server = Server(form, self._issuer, int(self._clock.now().timestamp()))
        server.check()
        call = details.asked(form.get(details.NAME))
        client = await self._client(request, form)
        await self._may(client, call)
        return JSONResponse(server.answer(client, call), headers=NO_STORE)

    async def _may(self, client: Registered, call: Call | None) -> None:
        """An agreement that is not this client's, does not live, or is for something else: one and the same refusal."""
        if call is None or call.agreement is None:
            return
        async with self._db.reading(Login.READER) as session:
            purpose = await agreed.living(session, client.id, call.agreement, self._clock.today())
        if purpose is None or call.purpose not in {None, purpose}:
            raise Refused(_NOT_AGREED, details.INVALID)

    async def introspect(self, request: Request) -> Response:
        """POST /oauth/introspect."""
        form = await forms.read(request)
        asking = await self._client(request, form)
        found = await self._living(_token(form))
        if found is None or not (found[0].client == asking.id or Scope.AUDIT_READ in asking.scopes):
            return JSONResponse({"active": False}, headers=NO_STORE)
        return JSONResponse(self._told(*found), headers=NO_STORE)

    async def revoke(self, request: Request) -> Response:
        """POST /oauth/revoke."""
        form = await forms.read(request)
        asking = await self._client(request, form)
        found = await self._living(_token(form))
        if found is not None and found[0].client == asking.id:
            ends = dt.datetime.fromtimestamp(found[0].expires_at, dt.UTC)
            async with self._db.writing() as session:
                await spent.revoke_token(session, self._clock, asking.id, found[0].token.jti, ends)
        return Response(status_code=200, headers=NO_STORE)

    def routes(self) -> list[Route]:
        """What the application mounts."""
        posts = {
            metadata.TOKEN: self.token,
            metadata.INTROSPECT: self.introspect,
            metadata.REVOKE: self.revoke,
        }
        documents = {
            metadata.SERVER: metadata.server(self._issuer),
            metadata.RESOURCE: metadata.resource(self._issuer),
        }
        return [
            *(Route(path, _answering(one), methods=["POST"]) for path, one in posts.items()),
            *(Route(path, _document(body), methods=["GET"]) for path, body in documents.items()),
            Route(metadata.JWKS, self._jwks, methods=["GET"]),
        ]

    async def _jwks(self, _: Request) -> Response:
        async with self._db.writing() as session:
            return JSONResponse(await keys.public_keys(session, self._clock), headers=PUBLIC)

    async def _client(self, request: Request, form: Mapping[str, str]) -> Registered:
        proof = credentials.presented(form, request.headers.get("authorization"))
        return await self._authentication.client(proof, request.client.host if request.client else "")

    async def _living(self, text: str) -> tuple[Claims, Caller] | None:
        try:
            return await self._door.inspect(text)
        except Unauthenticated:
            return None

    def _told(self, claims: Claims, caller: Caller) -> dict[str, Any]:
        return {
            "active": True,
            "iss": self._issuer,
            "aud": self._issuer,
            "sub": claims.client,
            "client_id": claims.client,
            "token_type": "Bearer",
            "scope": " ".join(sorted(caller.scopes)),
            "iat": claims.issued_at,
            "exp": claims.expires_at,
            "jti": claims.token.jti,
            **({} if claims.token.call is None else {details.NAME: details.told(claims.token.call)}),
            **({"sandbox": True} if caller.sandbox else {}),
        }


def _token(form: Mapping[str, str]) -> str:
    if not form.get("token"):
        raise Refused("Send the token that it is about as the parameter token.")
    return form["token"]


def _document(body: dict[str, Any]) -> Endpoint:
    async def document(_: Request) -> Response:
        return JSONResponse(body, headers=PUBLIC)

    return document


def _answering(endpoint: Endpoint) -> Endpoint:
    """Refusals in OAuth's own form, those of the catalogue included; what nothing describes goes on to the edge."""

    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except Refused as refused:
            return refused.response()
        except ExchangeError as error:
            if error.status not in {429, 503}:
                raise
            told = Refused(error.message, "temporarily_unavailable", error.status, error.headers)
            return told.response()

    return answer
