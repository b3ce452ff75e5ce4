"""The rows of what somebody holds, kept in the transaction of the change that gave or took it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from exchange.model import held_scope

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exchange.clock import Clock
    from exchange.database import WriteSession


async def renew(session: WriteSession, clock: Clock, holder: str, scopes: Iterable[str]) -> None:
    """Make the rows of a client or person those of these scopes; what stays keeps its last use."""
    wanted, day = sorted(scopes), clock.today()
    gone = held_scope.c.holder == holder, held_scope.c.scope.not_in(wanted)
    await session.execute(sa.delete(held_scope).where(*gone))
    if wanted:
        rows = [
            {"id": uuid.uuid4(), "holder": holder, "scope": one, "given_on": day, "idle_since": day}
            for one in wanted
        ]
        await session.execute(insert(held_scope).values(rows).on_conflict_do_nothing())
