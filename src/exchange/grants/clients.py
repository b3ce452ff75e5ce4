"""Clients: who may come in, in which role, for which department and region."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from exchange.access import roles
from exchange.errors import BadRequest, NotFound
from exchange.grants.journal import changed
from exchange.model import Department, Division, client

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


@dataclass(frozen=True, slots=True)
class Created:
    """The credentials, told once."""

    id: str
    secret: str


@cache
def hasher() -> PasswordHasher:
    """Argon2id with the parameters of RFC 9106's second recommendation, made light enough for a token endpoint."""
    return PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


async def create_client(session: WriteSession, clock: Clock, actor: str, wanted: Wanted) -> Created:
    """Make a client. BadRequest names what is unknown: role, department or division."""
    role = roles().get(wanted.role)
    if role is None:
        raise BadRequest(
            problem=f"there is no role of that name. The roles are {', '.join(sorted(roles()))}."
        )
    await _known(session, "department", Department.table, wanted.department)
    await _known(session, "jurisdiction", Division.table, wanted.jurisdiction)
    made = Created(
        wanted.client_id or f"client-{secrets.token_hex(6)}", wanted.secret or secrets.token_urlsafe(32)
    )
    await _fresh(session, made.id)
    await session.execute(
        sa.insert(client).values(
            id=made.id,
            name=wanted.name,
            secret_hash=hasher().hash(made.secret),
            role=wanted.role,
            department=wanted.department,
            subject_id=wanted.subject,
            jurisdiction=wanted.jurisdiction,
            scopes=sorted(role.scopes),
            created_at=clock.now(),
        )
    )
    detail = {"role": wanted.role, "department": wanted.department, "jurisdiction": wanted.jurisdiction}
    await changed(session, clock, actor, "client.create", made.id, detail)
    return made


async def revoke_client(session: WriteSession, clock: Clock, actor: str, client_id: str) -> None:
    """Shut a client out from its next request on; NotFound for one that is unknown or revoked already."""
    here = sa.update(client).where(client.c.id == client_id, client.c.revoked_at.is_(None))
    if await session.scalar(here.values(revoked_at=clock.now()).returning(client.c.id)) is None:
        raise NotFound(what="client id")
    await changed(session, clock, actor, "client.revoke", client_id, {})


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


async def _known(session: WriteSession, what: str, table: sa.Table, code: str | None) -> None:
    if code is not None and await session.scalar(sa.select(table.c.code).where(table.c.code == code)) is None:
        raise BadRequest(
            problem=f"the {what} is not in the registry. Look its code up with the query {table.name}s."
        )


async def _fresh(session: WriteSession, client_id: str) -> None:
    if await session.scalar(sa.select(client.c.id).where(client.c.id == client_id)) is not None:
        raise BadRequest(
            problem="there is a client of that id already. Choose another, or leave it out to have one drawn."
        )
