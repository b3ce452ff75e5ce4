"""What people are given of roles, in an administrator's name: the sensitive ones by two persons, taken away by one.

A role is sensitive where any of its scopes is (`auth/second_person.toml`), and so is a wider region or another department for whoever holds
one. An account is made at once, without its sensitive roles: so its initial password is told to whoever asked for it, and opens nothing.

Who approves gets a code that the second factor asks for when it is set up: so neither administrator comes in as the person alone. The same
holds for what would let one come in otherwise: a link to an external identity, a new password where no factor is set up. It holds for data
subjects too: whoever came in as one would read what no administrator reads.

An operator on the machine itself makes the first administrators whole (`exchange user`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchange.access import Scope, roles, second_person
from exchange.divisions import divisions
from exchange.errors import SandboxOnly, SecondPerson
from exchange.grants import accounts, external, factors, proposals
from exchange.grants.terms import text

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable, Mapping

    from exchange.access import Caller
    from exchange.clock import Clock
    from exchange.database import WriteSession

KIND = "ROLES"
LINK = "LINK"


def sensitive(names: Iterable[str]) -> frozenset[str]:
    """Those of the roles that a person is given by two."""
    rule = second_person()
    return frozenset(one for one in names if one in roles() and roles()[one].scopes & rule.scopes)


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


async def settle(session: WriteSession, clock: Clock, caller: Caller, what: Mapping[str, Any]) -> str | None:
    """Do what was proposed, judged once more; whom it is about cannot be the one who approves.

    With the first sensitive role of an account its second factor is set up by a code, which is given.
    """
    parts = {name: what[name] for name in ("roles", "department", "jurisdiction")}
    held, _ = await accounts.changed_to(session, caller.actor, what["login"], **parts)
    await accounts.change_account(session, clock, caller.actor, what["login"], **parts)
    if sensitive(held["roles"]) or await proposals.approved(session, KIND, what["login"]) > 1:
        return None
    return await factors.ask_anew(session, clock, what["login"])


async def reset(session: WriteSession, clock: Clock, caller: Caller, login: str) -> accounts.Told:
    """Give an account a new initial password; SecondPerson where that alone would let somebody in who reads data."""
    _may(caller)
    held, _ = await accounts.changed_to(session, caller.actor, login)
    if sensitive(held["roles"]) and not await factors.asks(session, login):
        raise SecondPerson(
            problem="no second factor is set up, so the password alone would let in. Ask for a recovery first, and have it approved."
        )
    return await accounts.reset_password(session, clock, caller.actor, login)


async def link(
    session: WriteSession, clock: Clock, caller: Caller, login: str, value: str | None, reason: str
) -> uuid.UUID | None:
    """Say by which value the external issuer knows a person: whoever has that identity comes in, so a second person agrees to it."""
    _may(caller)
    if value is None:
        await external.link_account(session, clock, caller.actor, login, None)
        return None
    await external.linkable(session, caller.actor, login, value)
    text(reason, "reason", "linkPerson", 2000)
    what = {"login": login, "value": value}
    return await proposals.propose(session, clock, caller, proposals.What(LINK, login, what), reason)


async def settle_link(session: WriteSession, clock: Clock, caller: Caller, what: Mapping[str, Any]) -> None:
    """Make the link that was proposed, judged once more."""
    await external.link_account(session, clock, caller.actor, what["login"], what["value"])


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
