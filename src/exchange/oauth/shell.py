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
from exchange.grants import agreed, families, keys, people, profiles, spent
from exchange.oauth import credentials, details, forms, metadata
from exchange.oauth.authentication import Authentication
from exchange.oauth.door import Door
from exchange.oauth.refused import NO_STORE, Refused
from exchange.oauth.server import CODE, FOR_PEOPLE, REFRESH, Server, grant_refused

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from uuid import UUID

    from starlette.requests import Request

    from exchange.access import Call, Caller
    from exchange.clock import Clock
    from exchange.database import Database
    from exchange.grants.clients import Registered
    from exchange.grants.families import Living
    from exchange.oauth.tokens import Claims

    Endpoint = Callable[[Request], Awaitable[Response]]

_NOT_AGREED = f"{details.NAME}: your department has no agreement in force under this id and for this purpose. Copy both from it."
PUBLIC = {"Cache-Control": "public, max-age=60"}
"""How long what is published may be remembered; a revoked signing key must not be trusted for long."""
_USES = {CODE: (families.redeem, "code"), REFRESH: (families.rotate, "refresh_token")}
"""What a grant uses up, and the parameter that holds it."""


class Endpoints:
    """The OAuth endpoints of one exchange."""

    def __init__(self, db: Database, clock: Clock, issuer: str, door: Door | None = None) -> None:
        self._db = db
        self._clock = clock
        self._issuer = issuer
        self._door = door or Door(db, clock, issuer)
        self._authentication = Authentication(db, clock, issuer)

    async def token(self, request: Request) -> Response:
        """POST /oauth/token (RFC 6749 §4.1.3, §4.4, §6)."""
        form = await forms.read(request)
        server = Server(form, self._issuer, int(self._clock.now().timestamp()))
        server.check()
        call = details.asked(form.get(details.NAME))
        client = await self._client(request, form, named=True)
        given = form["grant_type"] in FOR_PEOPLE
        answer = await (self._exchanged if given else self._issued)(form, server, client, call)
        return JSONResponse(answer, headers=NO_STORE)

    async def _issued(
        self, _: Mapping[str, str], server: Server, client: Registered, call: Call | None
    ) -> dict[str, Any]:
        """A token for the client itself."""
        async with self._db.reading(Login.READER) as session:
            known = await profiles.read(session, client.id) if call else None
        await self._may(known.caller.departments if known else (), call)
        return server.answer(client, call=call)

    async def _exchanged(
        self, form: Mapping[str, str], server: Server, client: Registered, call: Call | None
    ) -> dict[str, Any]:
        """Tokens for a code or a refresh token. A refused request uses nothing up; one that comes a second time ends its family."""
        use, name = _USES[form["grant_type"]]
        if not form.get(name):
            raise Refused(f"With grant_type={form['grant_type']} goes {name}.")
        async with self._db.writing() as session:
            given = await use(session, self._clock, form[name], client.id)
            if given is not None:
                person = await self._stands(given.login, client.id)
                await self._may(person.departments, call)
                return server.answer(client, given, call)
        raise grant_refused()

    async def _stands(self, login: str, client: str) -> Caller:
        """The person through this client; refused when it may not come in by it any more."""
        async with self._db.reading(Login.READER) as session:
            found = await people.read_through(session, self._clock, login, client)
        if found is None:
            raise grant_refused()
        return found

    async def _may(self, departments: tuple[str, ...], call: Call | None) -> None:
        """An agreement that is not of these departments, does not live, or is for something else: one and the same refusal."""
        if call is None or call.agreement is None:
            return
        async with self._db.reading(Login.READER) as session:
            purpose = await agreed.living(session, departments, call.agreement, self._clock.today())
        if purpose is None or call.purpose not in {None, purpose}:
            raise Refused(_NOT_AGREED, details.INVALID)

    async def introspect(self, request: Request) -> Response:
        """POST /oauth/introspect."""
        form = await forms.read(request)
        asking = await self._client(request, form)
        refresh = await self._refresh(_token(form))
        if refresh is not None:
            shown = refresh.client == asking.id or Scope.AUDIT_READ in asking.scopes
            return JSONResponse(self._told_refresh(refresh) if shown else {"active": False}, headers=NO_STORE)
        found = await self._living(_token(form))
        if found is None or not (found[0].client == asking.id or Scope.AUDIT_READ in asking.scopes):
            return JSONResponse({"active": False}, headers=NO_STORE)
        return JSONResponse(self._told(*found), headers=NO_STORE)

    async def revoke(self, request: Request) -> Response:
        """POST /oauth/revoke."""
        form = await forms.read(request)
        asking = await self._client(request, form, named=True)
        refresh = await self._refresh(_token(form))
        if refresh is not None and refresh.client == asking.id:
            await self._end(refresh.family)
        found = await self._living(_token(form))
        if found is not None and found[0].client == asking.id and found[0].person is not None:
            await self._end(families.family_of(found[0].token.jti))
        elif found is not None and found[0].client == asking.id:
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

    async def _client(self, request: Request, form: Mapping[str, str], *, named: bool = False) -> Registered:
        proof = credentials.presented(form, request.headers.get("authorization"), named=named)
        return await self._authentication.client(proof, request.client.host if request.client else "")

    async def _end(self, family: UUID) -> None:
        async with self._db.writing() as session:
            await families.end(session, self._clock, family, families.REVOKED)

    async def _refresh(self, text: str) -> Living | None:
        """What a refresh token stands for, while it and its person are good."""
        async with self._db.writing() as session:
            found = await families.look(session, self._clock, text)
        try:
            if found is not None:
                await self._stands(found.login, found.client)
        except Refused:
            return None
        return found

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
            "sub": claims.person or claims.client,
            "client_id": claims.client,
            "token_type": "Bearer",
            "scope": " ".join(sorted(caller.scopes)),
            "iat": claims.issued_at,
            "exp": claims.expires_at,
            "jti": claims.jti,
            **({} if claims.token.call is None else {details.NAME: details.told(claims.token.call)}),
            **({"sandbox": True} if caller.sandbox else {}),
        }

    def _told_refresh(self, found: Living) -> dict[str, Any]:
        return {
            "active": True,
            "iss": self._issuer,
            "aud": found.resource,
            "sub": found.login,
            "client_id": found.client,
            "scope": found.scope,
            "iat": int(found.begun_at.timestamp()),
            "exp": int(found.expires_at.timestamp()),
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
