"""What falls due: how its rows are found, and what is done to one of them in a transaction of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

if TYPE_CHECKING:
    import datetime as dt
    import uuid
    from collections.abc import Awaitable, Callable, Collection, Mapping

    from exchange.clock import Clock
    from exchange.database import WriteSession

    Row = Mapping[Any, Any]
    Act = Callable[[WriteSession, Clock, Row], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Job:
    """One kind of step. What `where` finds is what was not made yet; `act` makes it, so that it is not found again.

    `order` is what an index finds it by: what fell due first is made first.
    """

    name: str
    table: sa.Table
    order: sa.ColumnElement[Any]
    where: Callable[[dt.date], sa.ColumnElement[bool]]
    act: Act

    def next(self, today: dt.date, skipped: Collection[uuid.UUID]) -> sa.Select[Any]:
        """One row that is due and that nobody else holds, locked."""
        columns = self.table.c
        return (
            sa.select(self.table)
            .where(self.where(today), columns.id.not_in(list(skipped)))
            .order_by(self.order)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
