"""Clients: who may come in, in which role, for which department and region."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from exchange.access import Scope, roles
from exchange.errors import BadRequest, NotFound
from exchange.grants import held as held_scopes
from exchange.grants.client_keys import live
from exchange.grants.journal import changed
from exchange.grants.profiles import held
from exchange.model import Department, Division, account, client, client_key, signing_key

if TYPE_CHECKING:
    from uuid import UUID

    from exchange.clock import Clock
    from exchange.database import WriteSession


@dataclass(frozen=True, slots=True)
class Wanted:
    """A client to be made. `secret` None draws one; `client_id` None draws one too."""

    name: str
    role: str
    department: str | None = None
    jurisdiction: str | None = None
    subject: UUID | None = None
    client_id: str | None = None
    secret: str | None = None
    sandbox: bool = False
    """For trying out: what it submits is judged and reported, and never stored."""
    public: bool = False
    """An application on people's own devices: it keeps no secret, and comes only with a person's consent."""


@dataclass(frozen=True, slots=True)
class Created:
    """The credentials, told once."""

    id: str
    secret: str


@cache
def hasher() -> PasswordHasher:
    """Argon2id with the parameters of RFC 9106's second recommendation, made light enough for a token endpoint."""
    return PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


async def create_client(
    session: WriteSession,
    clock: Clock,
    actor: str,
    wanted: Wanted,
    *,
    withheld: frozenset[Scope] = frozenset(),
) -> Created:
    """Make a client with what its role may, but what is `withheld`. BadRequest names what is unknown: role, department or division."""
    role = roles().get(wanted.role)
    if role is None:
        raise BadRequest(
            problem=f"there is no role of that name. The roles are {', '.join(sorted(roles()))}."
        )
    await known(session, "department", Department.table, wanted.department)
    await known(session, "jurisdiction", Division.table, wanted.jurisdiction)
    made = Created(
        wanted.client_id or f"client-{secrets.token_hex(6)}", wanted.secret or secrets.token_urlsafe(32)
    )
    await _fresh(session, made.id)
    await session.execute(
        sa.insert(client).values(
            id=made.id,
            name=wanted.name,
            secret_hash=None if wanted.public else hasher().hash(made.secret),
            role=wanted.role,
            department=wanted.department,
            subject_id=wanted.subject,
            jurisdiction=wanted.jurisdiction,
            scopes=sorted(role.scopes - withheld),
            created_at=clock.now(),
            sandbox=wanted.sandbox,
            public=wanted.public,
        )
    )
    detail = {
        "role": wanted.role,
        "department": wanted.department,
        "jurisdiction": wanted.jurisdiction,
        **({"sandbox": True} if wanted.sandbox else {}),
        **({"public": True} if wanted.public else {}),
    }
    await held_scopes.renew(session, clock, made.id, role.scopes - withheld)
    await changed(session, clock, actor, "client.create", made.id, detail)
    return made


async def revoke_client(
    session: WriteSession, clock: Clock, actor: str, client_id: str, reason: str | None = None
) -> None:
    """Shut a client out from its next request on; NotFound for one that is unknown or revoked already."""
    here = sa.update(client).where(client.c.id == client_id, client.c.revoked_at.is_(None))
    if await session.scalar(here.values(revoked_at=clock.now(), living=False).returning(client.c.id)) is None:
        raise NotFound(what="client id")
    await held_scopes.renew(session, clock, client_id, ())
    await changed(
        session, clock, actor, "client.revoke", client_id, {} if reason is None else {"reason": reason}
    )


async def remove_secret(session: WriteSession, clock: Clock, actor: str, client_id: str) -> None:
    """From now on the client comes in by its keys alone. BadRequest while it has none that is valid: nobody could come in."""
    held = sa.select(client_key.c.kid).where(client_key.c.client_id == client_id, live(clock.now()))
    if await session.scalar(held) is None:
        raise BadRequest(
            problem="the client has no valid key, so it could not come in any more. Add one first."
        )
    here = sa.update(client).where(client.c.id == client_id, client.c.secret_hash.is_not(None))
    if await session.scalar(here.values(secret_hash=None).returning(client.c.id)) is None:
        raise NotFound(what="client id")
    await changed(session, clock, actor, "client.secret.remove", client_id, {})


def secret_fits(stored: str | None, given: str) -> bool:
    """Compare a secret with its hash; an unknown client costs as much work as a wrong secret."""
    try:
        hasher().verify(stored or _decoy(), given)
    except (Argon2Error, InvalidHashError):
        return False
    return stored is not None


@cache
def _decoy() -> str:
    return hasher().hash(secrets.token_urlsafe(32))


@dataclass(frozen=True, slots=True)
class Registered:
    """A client as it stands when it asks: its secret's hash, the key of the kid it named, what it holds, and our key that signs."""

    id: str
    secret_hash: str | None
    jwk: str | None
    algorithm: str | None
    scopes: tuple[Scope, ...]
    signing_jwk: str
    name: str = ""
    public: bool = False
    redirect_uris: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()


async def registered(
    session: WriteSession, clock: Clock, client_id: str, kid: str | None = None
) -> Registered | None:
    """The client, unless it is unknown or revoked; with its key of that kid, if that key is valid now."""
    asked = {"client_id": client_id, "kid": kid, "now": clock.now()}
    for row in await session.mappings(_REGISTERED, asked):
        scopes = tuple(sorted(held(row["role"], row["scopes"])))
        return Registered(
            client_id,
            row["secret_hash"],
            row["jwk"],
            row["algorithm"],
            scopes,
            row["signing"],
            row["name"],
            row["public"],
            tuple(row["redirect_uris"]),
            tuple(row["audiences"]),
        )
    return None


def _registered() -> sa.Select[Any]:
    """Built once: building it costs more than running it."""
    now, kid = sa.bindparam("now", type_=sa.DateTime(timezone=True)), sa.bindparam("kid", type_=sa.Text())
    key = (client_key.c.client_id == client.c.id) & (client_key.c.kid == kid) & live(now)
    signing = sa.select(signing_key.c.private_jwk).where(signing_key.c.active).scalar_subquery()
    chosen = sa.select(
        client.c.secret_hash,
        client.c.role,
        client.c.scopes,
        client.c.name,
        client.c.public,
        client.c.redirect_uris,
        client.c.audiences,
        client_key.c.jwk,
        client_key.c.algorithm,
        signing.label("signing"),
    )
    asked = client.c.id == sa.bindparam("client_id", type_=sa.Text())
    return chosen.outerjoin_from(client, client_key, key).where(asked, client.c.revoked_at.is_(None))


_REGISTERED = _registered()


async def known(session: WriteSession, what: str, table: sa.Table, code: str | None) -> None:
    """BadRequest when a code is given and not in the registry."""
    if code is not None and await session.scalar(sa.select(table.c.code).where(table.c.code == code)) is None:
        raise BadRequest(
            problem=f"the {what} is not in the registry. Look its code up with the query {table.name}s."
        )


async def _fresh(session: WriteSession, client_id: str) -> None:
    if await session.scalar(sa.select(client.c.id).where(client.c.id == client_id)) is not None or (
        await session.scalar(sa.select(account.c.login).where(account.c.login == client_id)) is not None
    ):
        raise BadRequest(
            problem="there is a client or a person of that id already. Choose another, or leave it out to have one drawn."
        )
