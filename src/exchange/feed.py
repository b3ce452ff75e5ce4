"""The change log: one line per move, written with it; outbox, feed and source of every later notice.

Readers go by what is visible, never by the highest id: ids are handed out before the commit, and whoever remembers the last one skips the
slow transaction for ever. A position is the pair (transaction id, line id); lines of transactions that may still commit are not given yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.model import change

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from exchange.audit import Entry
    from exchange.database import WriteSession

START = (-(1 << 63), 0)
"""Before the first line; what a restore put back stands at places up to zero (`exchange.backup.take`)."""
_HORIZON: sa.ColumnElement[int] = sa.literal_column("pg_snapshot_xmin(pg_current_snapshot())::text::bigint")


async def write(session: WriteSession, entries: Sequence[Entry]) -> None:
    """Add the lines that belong to these moves."""
    await session.insert(change, [row(entry) for entry in entries])


def row(entry: Entry) -> dict[str, Any]:
    """Column values of the line of a move."""
    return {
        "subject_id": entry.subject_id,
        "at": entry.at,
        "item": entry.item,
        "record_id": entry.record_id,
        "move": entry.move,
        "state": entry.state_after,
    }


def held() -> sa.Select[int, dt.datetime | None]:
    """How many lines are there that no reader is given yet, because a transaction older than theirs is under way; and since when."""
    oldest: sa.ColumnElement[dt.datetime | None] = sa.func.min(change.c.at)
    return sa.select(sa.func.count(), oldest).where(change.c.xid >= _HORIZON)


def since(position: tuple[int, int], limit: int) -> sa.Select[Any]:
    """Lines after a position whose transactions have ended, in the order in which every reader sees them."""
    after = sa.tuple_(change.c.xid, change.c.id) > sa.tuple_(
        *(sa.literal(part, sa.BigInteger()) for part in position)
    )
    return (
        sa.select(change)
        .where(change.c.xid < _HORIZON, after)
        .order_by(change.c.xid, change.c.id)
        .limit(limit)
    )
