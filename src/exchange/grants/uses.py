"""When each scope and agreement was last used, to the day: so that what nobody needs can be taken away.

A use decides nothing, so it may be noted late: a process keeps what is new since its last visit to the database, which is at most a line
per holder, scope and day, and adds it once a minute and when it stops. A process that is killed loses a minute of this.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from exchange.access import Audience, Scope
from exchange.errors import ExchangeError
from exchange.model import agreement, held_scope

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from uuid import UUID

    from exchange.access import Caller
    from exchange.clock import Clock
    from exchange.database import Database, WriteSession

PAUSE = 60.0
"""Seconds between two visits to the database."""
log = logging.getLogger("exchange.uses")


class Uses:
    """What was used of what is held, since midnight and since the last visit."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock
        self._day: dt.date | None = None
        self._known: set[tuple[str, str]] = set()
        self._fresh: set[tuple[str, str]] = set()
        self._agreements: set[UUID] = set()

    def note(self, used: Iterable[tuple[Caller, Scope]]) -> None:
        """Note that callers made use of scopes; through a client a person uses both its own and the client's."""
        day = self._clock.today()
        if day != self._day:
            self._day, self._known = day, set()
        for caller, scope in used:
            for holder in (caller.client, caller.person):
                if holder is not None and (holder, scope) not in self._known:
                    self._known.add((holder, scope))
                    self._fresh.add((holder, scope))
            if (
                caller.agreement is not None
                and scope is Scope.RECORD_READ
                and Audience.AGREED in caller.audiences
            ):
                self._agreements.add(caller.agreement)

    async def flush(self) -> None:
        """Add what is new to the database; what could not be added is kept for the next time."""
        fresh, agreements = self._fresh, self._agreements
        if self._day is None or not (fresh or agreements):
            return
        self._fresh, self._agreements = set(), set()
        try:
            async with self._db.writing() as session:
                await _scopes(session, fresh, self._day)
                await _agreed(session, agreements, self._day)
        except ExchangeError as error:
            self._fresh |= fresh
            self._agreements |= agreements
            log.warning("uses not noted", extra={"code": error.code})

    async def run(self) -> None:
        """Visit the database again and again, until cancelled."""
        while True:
            await asyncio.sleep(PAUSE)
            await self.flush()


async def _scopes(session: WriteSession, used: set[tuple[str, str]], day: dt.date) -> None:
    if not used:
        return
    holders, scopes = zip(*sorted(used), strict=True)
    each = (
        sa.func.unnest(
            sa.cast(list(holders), ARRAY(sa.Text())), sa.cast([str(one) for one in scopes], ARRAY(sa.Text()))
        )
        .table_valued("holder", "scope")
        .render_derived()
    )
    here = held_scope.c.holder == each.c.holder, held_scope.c.scope == each.c.scope
    later = sa.func.coalesce(held_scope.c.last_used_on < day, sa.true())
    await session.execute(sa.update(held_scope).where(*here, later).values(last_used_on=day, idle_since=day))


async def _agreed(session: WriteSession, used: set[UUID], day: dt.date) -> None:
    """Of an agreement that lives: naming one that has ended is no use of it."""
    one = agreement.c
    living = (
        one.suspended_at.is_(None),
        one.terminated_at.is_(None),
        one.valid_from <= day,
        one.valid_until >= day,
    )
    later = sa.func.coalesce(one.last_used_on < day, sa.true())
    here = sa.update(agreement).where(one.id.in_(sorted(used)), *living, later)
    await session.execute(here.values(last_used_on=day))
