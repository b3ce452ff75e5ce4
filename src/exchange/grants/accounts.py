"""Accounts of people: who may sign in, in which roles, for which department and region.

An account is made with an initial password that is told once and has to be changed at the first sign-in. What changes somebody's rights is
never done by that person, so nobody widens their own. Every change ends what no longer holds: the raised epoch stops requests under
way, and a password that was set anew, or a lock, ends the open sessions.
"""

from __future__ import annotations

import asyncio
import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from exchange.access import SUBJECT, combined
from exchange.account_limits import Limit, span
from exchange.errors import BadRequest, NotFound, SecondPerson
from exchange.grants import families, sessions, spent
from exchange.grants import held as held_scopes
from exchange.grants.clients import hasher, known
from exchange.grants.journal import changed
from exchange.model import Department, Division, Subject, account, account_secret, account_session, client

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from uuid import UUID

    from exchange.access import Caller
    from exchange.clock import Clock
    from exchange.database import WriteSession

_LOGIN = re.compile(r"[a-z][a-z0-9._-]{1,62}", re.ASCII)
LONGEST_NAME = 100
RESERVED = frozenset({"exchange", "demo", "anonymous"})
"""Who answers for what no person does."""


@dataclass(frozen=True, slots=True)
class Person:
    """An account to be made.

    `password` None draws one. One that is given counts as initial all the same, unless a second factor comes with it.
    """

    login: str
    name: str
    roles: tuple[str, ...]
    department: str | None = None
    jurisdiction: str | None = None
    subject: UUID | None = None
    password: str | None = None
    factor: bytes | None = None
    """Key of a second factor that is set up already: in sample worlds alone."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told once: the login and its initial password."""

    login: str
    password: str


async def create_account(
    session: WriteSession,
    clock: Clock,
    actor: str,
    wanted: Person,
    *,
    withheld: frozenset[str] = frozenset(),
) -> Told:
    """Make an account, in its roles but those `withheld`. BadRequest says what is wrong, RolesApart which rule the roles break."""
    await _check(session, wanted)
    made = Told(wanted.login, wanted.password or secrets.token_urlsafe(12))
    values = {
        "login": made.login,
        "name": wanted.name.strip(),
        "department": wanted.department,
        "subject_id": wanted.subject,
        "jurisdiction": wanted.jurisdiction,
        "roles": sorted(set(wanted.roles) - withheld),
        "created_at": clock.now(),
        "factor": wanted.factor is not None,
    }
    fresh = insert(account).values(**values).on_conflict_do_nothing().returning(account.c.login)
    if await session.scalar(fresh) is None:
        raise BadRequest(problem="there is an account of that login already. Choose another.")
    ready = wanted.password is not None and wanted.factor is not None
    secret = {
        "login": made.login,
        "password_hash": await asyncio.to_thread(hasher().hash, made.password),
        "initial_until": None if ready else clock.now() + span(Limit.INITIAL, clock.today()),
        "factor_key": wanted.factor,
    }
    await session.execute(sa.insert(account_secret).values(**secret))
    detail = {name: values[name] for name in ("roles", "department", "jurisdiction")}
    await _holds(session, clock, made.login, {*wanted.roles} - withheld)
    await changed(session, clock, actor, "account.create", made.login, detail)
    return made


async def change_account(
    session: WriteSession,
    clock: Clock,
    actor: str,
    login: str,
    *,
    roles: Sequence[str] | None = None,
    department: str | None = None,
    jurisdiction: str | None = None,
) -> None:
    """Give an account other roles, another department or region; what is None stays. It takes effect with the person's next request."""
    _, wanted = await changed_to(
        session, actor, login, roles=roles, department=department, jurisdiction=jurisdiction
    )
    values = {
        "roles": sorted(set(wanted.roles)),
        "department": wanted.department,
        "jurisdiction": wanted.jurisdiction,
    }
    await session.execute(sa.update(account).where(account.c.login == login).values(**values))
    await _holds(session, clock, login, wanted.roles)
    await changed(session, clock, actor, "account.change", login, values)


async def changed_to(
    session: WriteSession,
    actor: str,
    login: str,
    *,
    roles: Sequence[str] | None = None,
    department: str | None = None,
    jurisdiction: str | None = None,
) -> tuple[Mapping[Any, Any], Person]:
    """The account's row, kept for this transaction, and the person that the change would make of it, checked."""
    _not_oneself(actor, login, "nobody changes their own rights.")
    held = await _held(session, login)
    wanted = Person(
        login,
        held["name"],
        tuple(held["roles"] if roles is None else roles),
        department or held["department"],
        jurisdiction or held["jurisdiction"],
        held["subject_id"],
    )
    await _check(session, wanted)
    return held, wanted


async def keep_roles(
    session: WriteSession, clock: Clock, actor: str, held: Mapping[Any, Any], kept: Sequence[str]
) -> None:
    """Take from an account all roles but these; it may be left without any, and then nobody acts by it."""
    login, left = held["login"], sorted({*held["roles"]} & {*kept})
    await session.execute(sa.update(account).where(account.c.login == login).values(roles=left))
    await _holds(session, clock, login, left)
    detail = {"roles": left, "department": held["department"], "jurisdiction": held["jurisdiction"]}
    await changed(session, clock, actor, "account.change", login, detail)


async def _holds(session: WriteSession, clock: Clock, login: str, roles: Iterable[str]) -> None:
    scopes = combined(roles).scopes if [*roles] else ()
    await held_scopes.renew(session, clock, login, scopes)


async def lock_account(session: WriteSession, clock: Clock, actor: str, login: str) -> None:
    """Shut a person out from their next request on; NotFound for an account that is unknown or locked."""
    here = sa.update(account).where(account.c.login == login, account.c.locked_at.is_(None))
    if await session.scalar(here.values(locked_at=clock.now()).returning(account.c.login)) is None:
        raise NotFound(what="login")
    await end_sessions(session, clock, login)
    await changed(session, clock, actor, "account.lock", login, {})


async def unlock_account(session: WriteSession, clock: Clock, actor: str, login: str) -> None:
    """Let a locked person in again; NotFound when there is none of that login."""
    _not_oneself(actor, login, "nobody unlocks their own account.")
    here = sa.update(account).where(account.c.login == login, account.c.locked_at.is_not(None))
    if await session.scalar(here.values(locked_at=None).returning(account.c.login)) is None:
        raise NotFound(what="login")
    forgiven = sa.update(account_secret).where(account_secret.c.login == login).values(factor_failures=0)
    await session.execute(forgiven)
    await changed(session, clock, actor, "account.unlock", login, {})


async def reset_password(session: WriteSession, clock: Clock, actor: str, login: str) -> Told:
    """Give an account a new initial password and end its sessions. The second factor stays, so this lets nobody in by itself."""
    _not_oneself(actor, login, "nobody resets their own password; change it on the page for that.")
    await _held(session, login)
    made = Told(login, secrets.token_urlsafe(12))
    values = {
        "password_hash": await asyncio.to_thread(hasher().hash, made.password),
        "initial_until": clock.now() + span(Limit.INITIAL, clock.today()),
    }
    await session.execute(sa.update(account_secret).where(account_secret.c.login == login).values(**values))
    await end_sessions(session, clock, login)
    await changed(session, clock, actor, "account.password.reset", login, {})
    return made


async def change_password(session: WriteSession, clock: Clock, login: str, hashed: str, mark: bytes) -> None:
    """Take a new password of the person's own into use; sessions other than the one of this mark end."""
    values = {"password_hash": hashed, "initial_until": None}
    await session.execute(sa.update(account_secret).where(account_secret.c.login == login).values(**values))
    await end_sessions(session, clock, login, mark)
    await changed(session, clock, login, "account.password.change", login, {})


async def end_sessions(session: WriteSession, clock: Clock, login: str, but: bytes = b"") -> None:
    """End the open sessions of an account, except the one with this mark, and what the person allowed to clients."""
    await families.end_all(session, clock, login)
    gone = sa.delete(account_session).where(account_session.c.login == login, account_session.c.mark != but)
    for one in await session.all(gone.returning(account_session.c.mark, account_session.c.ends_at)):
        await spent.revoke_session(session, clock, sessions.jti_of(one.mark), one.ends_at)


async def all_accounts(session: WriteSession) -> Sequence[Mapping[Any, Any]]:
    """Every account by login, without anything secret; `factor` tells whether a second factor is set up."""
    return await session.mappings(sa.select(account).order_by(account.c.login))


@dataclass(frozen=True, slots=True)
class Described:
    """A person in words: names of the person, the department and the region."""

    name: str
    department: str
    region: str
    roles: tuple[str, ...]


async def described(session: WriteSession, caller: Caller) -> Described:
    """Who the person behind a caller is, for people to read."""
    names = (
        sa.select(table.c.name).where(column == value).scalar_subquery()
        for table, column, value in (
            (account, account.c.login, caller.person),
            (Department.table, Department.table.c.code, caller.department),
            (Division.table, Division.table.c.code, caller.jurisdiction),
        )
    )
    roles = sa.select(account.c.roles).where(account.c.login == caller.person).scalar_subquery()
    name, department, region, held = tuple((await session.all(sa.select(*names, roles)))[0])
    return Described(name or "", department or "", region or "", tuple(held or ()))


async def _held(session: WriteSession, login: str) -> Mapping[Any, Any]:
    """The account's row, kept for this transaction; NotFound when there is none."""
    found = await session.mappings(sa.select(account).where(account.c.login == login).with_for_update())
    if not found:
        raise NotFound(what="login")
    return found[0]


async def _check(session: WriteSession, wanted: Person) -> None:
    if not _LOGIN.fullmatch(wanted.login):
        raise BadRequest(
            problem="a login has 2 to 63 small letters, digits, dots, hyphens and underscores, the first a letter."
        )
    name = wanted.name.strip()
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
        raise BadRequest(problem=f"a name has 1 to {LONGEST_NAME} printable characters.")
    if wanted.login in RESERVED or await session.scalar(
        sa.select(client.c.id).where(client.c.id == wanted.login)
    ):
        raise BadRequest(problem="that name stands for a client or for the exchange itself. Choose another.")
    combined(wanted.roles)
    _belongs(wanted)
    await known(session, "department", Department.table, wanted.department)
    await known(session, "jurisdiction", Division.table, wanted.jurisdiction)
    there = sa.select(Subject.table.c.id).where(Subject.table.c.id == wanted.subject)
    if wanted.subject is not None and await session.scalar(there) is None:
        raise NotFound(what="subject id")


def _belongs(wanted: Person) -> None:
    """An office belongs to a department and a region, a person's own account to the subject that the person is."""
    if SUBJECT in wanted.roles:
        if wanted.subject is None or wanted.department or wanted.jurisdiction:
            raise BadRequest(
                problem=f"an account in the role {SUBJECT} has a subject, and no department and no jurisdiction."
            )
    elif wanted.subject is not None or not (wanted.department and wanted.jurisdiction):
        raise BadRequest(problem="a person belongs to a department and works in a jurisdiction: give both.")


def _not_oneself(actor: str, login: str, problem: str) -> None:
    if actor == login:
        raise SecondPerson(problem=problem)
