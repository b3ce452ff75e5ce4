"""The other end of a withdrawal: a recipient says that it removed what it was given (接收部门删除确认).

The duty outlives the agreement, so a line is the client's to confirm whether or not it may still read it. What is said stands: the day of
the first confirmation is kept, and sending it again changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from exchange.access import Scope
from exchange.errors import BadRequest, GuardRefused, NotFound, SandboxOnly
from exchange.model import Share

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from exchange.access import Caller
    from exchange.clock import Clock
    from exchange.database import WriteSession

MOST = 500
"""Lines of one call."""
_SHARE = Share.table


@dataclass(frozen=True, slots=True)
class Confirmed:
    """How many lines this call confirmed, and how many were confirmed before."""

    confirmed: int
    before: int


async def confirm(session: WriteSession, caller: Caller, clock: Clock, ids: Collection[UUID]) -> Confirmed:
    """Enter that what the lines named was removed; all of them or none.

    Raises ScopeMissing, SandboxOnly, BadRequest, NotFound for a line that is not this client's, GuardRefused for one that is not to be
    removed.
    """
    caller.require(Scope.RECORD_READ)
    if caller.sandbox:
        raise SandboxOnly
    if not 0 < len(ids) <= MOST:
        raise BadRequest(
            problem=f"ids names {len(ids)} shares. Name 1 to {MOST}, and send the rest in another call."
        )
    own = (
        _SHARE.c.id.in_(ids),
        _SHARE.c.client == caller.client,
        _SHARE.c.department.in_(caller.departments),
    )
    columns = (_SHARE.c.id, _SHARE.c.number, _SHARE.c.still_held, _SHARE.c.removed_on)
    lines = await session.all(sa.select(*columns).where(*own).order_by(_SHARE.c.id).with_for_update())
    if len(lines) < len(set(ids)):
        raise NotFound(what="share id")
    for line in lines:
        if not line.still_held and line.removed_on is None:
            raise _nothing_to_remove(line.number)
    held = [line.id for line in lines if line.still_held]
    done = sa.update(_SHARE).where(_SHARE.c.id.in_(held)).values(still_held=False, removed_on=clock.today())
    if held:
        await session.execute(done)
    return Confirmed(len(held), len(lines) - len(held))


def _nothing_to_remove(number: int) -> GuardRefused:
    return GuardRefused(
        move="confirm_removal",
        guard="gone",
        problem=f"number {number} is still shared with you, so there is nothing to remove. Leave it out; nothing was confirmed.",
    )
