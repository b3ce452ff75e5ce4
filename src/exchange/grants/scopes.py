"""What a client holds of what its role may: given and taken away, the sensitive part of it by two persons.

A client never holds more than its role, never two scopes that are kept apart, and nobody gives anything to the client that he comes with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.access import Scope, apart, roles, second_person
from exchange.errors import AccessRefused, ArgumentInvalid, NotFound, SandboxOnly
from exchange.grants import clients, held, proposals
from exchange.grants.journal import changed
from exchange.grants.terms import text
from exchange.model import client

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable, Mapping

    from exchange.access import Caller
    from exchange.clock import Clock
    from exchange.database import WriteSession


async def onboard(
    session: WriteSession, clock: Clock, caller: Caller, wanted: clients.Wanted, reason: str
) -> tuple[clients.Created, uuid.UUID | None]:
    """Make a client with all that its role may but what is sensitive; that is proposed, and the proposal's id given.

    Raises ScopeMissing, BadRequest for what is unknown, ArgumentInvalid.
    """
    _may(caller)
    role = roles().get(wanted.role)
    sensitive = frozenset() if role is None else role.scopes & second_person().scopes
    text(reason, "reason", "createClient", 2000)
    text(wanted.name, "name", "createClient", 200)
    made = await clients.create_client(session, clock, caller.actor, wanted, withheld=sensitive)
    if not sensitive:
        return made, None
    return made, await _proposed(session, clock, caller, made.id, sensitive, reason)


async def grant(
    session: WriteSession, clock: Clock, caller: Caller, client_id: str, wanted: Iterable[str], reason: str
) -> uuid.UUID | None:
    """Give scopes: at once, or the sensitive ones by a proposal, whose id is given.

    Raises ScopeMissing, NotFound, ArgumentInvalid, AccessRefused with the rule that is against it.
    """
    _may(caller)
    text(reason, "reason", "grantScopes", 2000)
    asked = await _allowed(session, caller, client_id, wanted)
    sensitive = asked & second_person().scopes
    if asked - sensitive:
        await give(session, clock, caller, client_id, asked - sensitive)
    return await _proposed(session, clock, caller, client_id, sensitive, reason) if sensitive else None


async def give(
    session: WriteSession, clock: Clock, caller: Caller, client_id: str, wanted: Iterable[str]
) -> None:
    """Give scopes that may be given, judged once more."""
    asked = await _allowed(session, caller, client_id, wanted)
    row = await _held(session, client_id)
    await _write(session, clock, client_id, {*row["scopes"]} | asked)
    await changed(session, clock, caller.actor, "client.scopes.grant", client_id, {"scopes": sorted(asked)})


async def revoke(
    session: WriteSession, clock: Clock, caller: Caller, client_id: str, unwanted: Iterable[str], reason: str
) -> None:
    """Take scopes away, from the client's next request on; one person is enough to close. NotFound where it holds none of them."""
    _may(caller)
    text(reason, "reason", "revokeScopes", 2000)
    row = await _held(session, client_id)
    taken = {*row["scopes"]} & _known(unwanted)
    if not taken:
        raise NotFound(what="client id and scopes")
    await take(session, clock, caller, client_id, row["scopes"], taken, {"reason": reason})


async def take(
    session: WriteSession, clock: Clock, caller: Caller, client_id: str, held: Iterable[str],
    taken: Iterable[str], why: Mapping[str, Any],
) -> None:  # fmt: skip
    """Leave a client what it holds without what is taken, and enter that."""
    await _write(session, clock, client_id, {*held} - {*taken})
    detail = {"scopes": sorted(taken), **why}
    await changed(session, clock, caller.actor, "client.scopes.revoke", client_id, detail)


async def end(session: WriteSession, clock: Clock, caller: Caller, client_id: str, reason: str) -> None:
    """Shut a client out from its next request on, in a caller's name."""
    _may(caller)
    text(reason, "reason", "revokeClient", 2000)
    await clients.revoke_client(session, clock, caller.actor, client_id, reason)


def _may(caller: Caller) -> None:
    caller.require(Scope.ACCESS_MANAGE)
    if caller.sandbox:
        raise SandboxOnly


def _known(words: Iterable[str]) -> set[str]:
    found = {*words}
    if not found or found - {*Scope}:
        raise ArgumentInvalid(
            argument="scopes", field="scopes", problem=f"name one or more of {', '.join(Scope)}."
        )
    return found


async def _held(session: WriteSession, client_id: str) -> Mapping[str, Any]:
    """The client's row, locked; NotFound for one that is unknown or revoked."""
    here = sa.select(client.c.role, client.c.scopes).where(
        client.c.id == client_id, client.c.revoked_at.is_(None)
    )
    rows = await session.mappings(here.with_for_update())
    if not rows:
        raise NotFound(what="client id")
    return dict(rows[0])


async def _allowed(
    session: WriteSession, caller: Caller, client_id: str, wanted: Iterable[str]
) -> set[Scope]:
    """The scopes that the client would gain, if no rule is against it."""
    asked = {Scope(one) for one in _known(wanted)}
    if caller.client == client_id:
        raise AccessRefused(
            rule="own_client", problem="nobody gives scopes to the client that he comes in with."
        )
    row = await _held(session, client_id)
    holds = {Scope(one) for one in row["scopes"] if one in {*Scope}}
    for one, other in apart(holds | asked):
        raise AccessRefused(rule=f"{one} apart from {other}", problem="nobody holds both of them.")
    role = roles().get(str(row["role"]))
    if role is None or not asked <= role.scopes:
        raise AccessRefused(
            rule="role", problem="a client holds no more than its role may. Make a client in another role."
        )
    if asked <= holds:
        raise ArgumentInvalid(
            argument="scopes", field="grantScopes", problem="the client holds them already."
        )
    return asked - holds


async def _proposed(
    session: WriteSession,
    clock: Clock,
    caller: Caller,
    client_id: str,
    sensitive: Iterable[str],
    reason: str,
) -> uuid.UUID:
    what = {"client": client_id, "scopes": sorted(sensitive)}
    return await proposals.propose(session, clock, caller, proposals.What("SCOPES", client_id, what), reason)


async def _write(session: WriteSession, clock: Clock, client_id: str, scopes: Iterable[str]) -> None:
    wanted = sorted(scopes)
    await session.execute(sa.update(client).where(client.c.id == client_id).values(scopes=wanted))
    await held.renew(session, clock, client_id, wanted)
