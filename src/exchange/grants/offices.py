"""What people are given of roles, in an administrator's name: the sensitive ones by two persons, taken away by one.

A role is sensitive where any of its scopes is (`auth/second_person.toml`), and so is a wider region or another department for whoever holds
one. An account is made at once, without its sensitive roles: so its initial password is told to whoever asked for it, and opens nothing. An
operator on the machine itself makes the first administrators whole (`exchange user`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchange.access import Scope, roles, second_person
from exchange.divisions import divisions
from exchange.errors import SandboxOnly
from exchange.grants import accounts, proposals
from exchange.grants.terms import text

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable, Mapping

    from exchange.access import Caller
    from exchange.clock import Clock
    from exchange.database import WriteSession

KIND = "ROLES"


def sensitive(names: Iterable[str]) -> frozenset[str]:
    """Those of the roles that a person is given by two."""
    rule = second_person()
    return frozenset(
        one for one in names if one in roles() and one not in rule.own and roles()[one].scopes & rule.scopes
    )


async def appoint(
    session: WriteSession, clock: Clock, caller: Caller, wanted: accounts.Person, reason: str
) -> tuple[accounts.Told, uuid.UUID | None]:
    """Make an account; its sensitive roles are proposed, and the proposal's id given. Raises what `create_account` raises, ScopeMissing."""
    _may(caller)
    withheld = sensitive(wanted.roles)
    if withheld:
        text(reason, "reason", "createPerson", 2000)
    told = await accounts.create_account(session, clock, caller.actor, wanted, withheld=withheld)
    return told, await _proposed(session, clock, caller, wanted, reason) if withheld else None


async def change(  # noqa: PLR0913 - what can be changed
    session: WriteSession,
    clock: Clock,
    caller: Caller,
    login: str,
    reason: str,
    *,
    roles: Iterable[str] | None = None,
    department: str | None = None,
    jurisdiction: str | None = None,
) -> uuid.UUID | None:
    """Change an account: at once where nothing sensitive is gained; else what is lost is lost at once, and the whole is proposed."""
    _may(caller)
    parts: dict[str, Any] = {
        "roles": None if roles is None else tuple(roles),
        "department": department,
        "jurisdiction": jurisdiction,
    }
    held, wanted = await accounts.changed_to(session, caller.actor, login, **parts)
    if not _gained(held, wanted):
        await accounts.change_account(session, clock, caller.actor, login, **parts)
        return None
    text(reason, "reason", "changePerson", 2000)
    if set(held["roles"]) - {*wanted.roles}:
        await accounts.keep_roles(session, clock, caller.actor, held, wanted.roles)
    return await _proposed(session, clock, caller, wanted, reason)


async def settle(session: WriteSession, clock: Clock, caller: Caller, what: Mapping[str, Any]) -> None:
    """Do what was proposed, judged once more; whom it is about cannot be the one who approves."""
    parts = {name: what[name] for name in ("roles", "department", "jurisdiction")}
    await accounts.change_account(session, clock, caller.actor, what["login"], **parts)


def _may(caller: Caller) -> None:
    caller.require(Scope.ACCESS_MANAGE)
    if caller.sandbox:
        raise SandboxOnly


def _gained(held: Mapping[Any, Any], wanted: accounts.Person) -> frozenset[str]:
    """The sensitive roles that are new, or reach further than before."""
    here, there = held["jurisdiction"], wanted.jurisdiction
    further = here != there and not (here and there and divisions().within(there, here))
    moved = further or held["department"] != wanted.department
    return sensitive(one for one in wanted.roles if moved or one not in held["roles"])


async def _proposed(
    session: WriteSession, clock: Clock, caller: Caller, wanted: accounts.Person, reason: str
) -> uuid.UUID:
    detail = {
        "login": wanted.login,
        "roles": sorted({*wanted.roles}),
        "department": wanted.department,
        "jurisdiction": wanted.jurisdiction,
    }
    return await proposals.propose(session, clock, caller, proposals.What(KIND, wanted.login, detail), reason)
