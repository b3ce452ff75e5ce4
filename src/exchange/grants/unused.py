"""Taking away, in one step, the scopes that clients have not used for long (GB/T 22239—2019 8.1.10.2: 及时停用多余权限).

Whoever decides does so on a list that he looked at a while ago. So it is all or nothing: where one of the scopes was used or given anew
since, none is taken away. A scope that is not held any more is what was wanted: sending the same list again changes nothing.

What a person holds comes with the roles, and is taken away with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.access import Scope
from exchange.account_limits import Limit, span
from exchange.errors import ArgumentInvalid, NotFound, SandboxOnly
from exchange.grants import scopes
from exchange.grants.terms import text
from exchange.model import client, held_scope

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping, Sequence

    from exchange.access import Caller
    from exchange.clock import Clock
    from exchange.database import WriteSession

MUTATION = "revokeUnusedScopes"
MOST = 200
"""Grants of one step."""


@dataclass(frozen=True, slots=True, order=True)
class Grant:
    """One scope of one client."""

    client: str
    scope: str


async def end(
    session: WriteSession, clock: Clock, caller: Caller, grants: Collection[Grant], reason: str
) -> int:
    """Take unused scopes away from the clients' next requests on; how many were still held.

    Raises ScopeMissing, NotFound for an unknown client, ArgumentInvalid for what is no list of scopes or is not unused any more.
    """
    caller.require(Scope.ACCESS_MANAGE)
    if caller.sandbox:
        raise SandboxOnly
    text(reason, "reason", MUTATION, 2000)
    asked = _listed(grants)
    holding = await _holding(session, sorted({one.client for one in asked}))
    wanted = {name: {one.scope for one in asked if one.client == name} & {*holding[name]} for name in holding}
    last = clock.today() - span(Limit.UNUSED, clock.today())
    await _unused(session, wanted, last)
    why = {"reason": reason, "unused_since": last.isoformat()}
    for name, taken in wanted.items():
        if taken:
            await scopes.take(session, clock, caller, name, holding[name], taken, why)
    return sum(map(len, wanted.values()))


def _listed(grants: Collection[Grant]) -> Sequence[Grant]:
    if not 1 <= len(grants) <= MOST:
        raise _wrong(f"give 1 to {MOST} of them.")
    if unknown := {one.scope for one in grants} - {*Scope}:
        raise _wrong(f"{min(unknown)} is no scope.")
    return sorted({*grants})


async def _holding(session: WriteSession, names: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """What each client holds, its row kept for this transaction; one that was shut out holds nothing."""
    here = sa.select(client.c.id, client.c.scopes, client.c.revoked_at).where(client.c.id.in_(names))
    rows = await session.mappings(here.order_by(client.c.id).with_for_update())
    found = {row["id"]: () if row["revoked_at"] else tuple(row["scopes"]) for row in rows}
    if len(found) < len(names):
        raise NotFound(what="client id")
    return found


async def _unused(session: WriteSession, wanted: Mapping[str, Collection[str]], last: dt.date) -> None:
    """ArgumentInvalid names the first that was used, or given, after that day."""
    pairs = [(name, scope) for name, taken in wanted.items() for scope in taken]
    row = held_scope.c
    fresh: sa.Select[Any] = sa.select(row.holder, row.scope).where(
        sa.tuple_(row.holder, row.scope).in_(pairs), row.idle_since > last
    )
    for one in await session.all(fresh.order_by(row.holder, row.scope).limit(1)):
        raise _wrong(
            f"{one.holder} used {one.scope} after {last}, or was given it since. Nothing was taken away; leave it out."
        )


def _wrong(problem: str) -> ArgumentInvalid:
    return ArgumentInvalid(argument="grants", field=MUTATION, problem=problem)
