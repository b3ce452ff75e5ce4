"""Which rows a caller may act on: those that it sees in a capacity of the move, locked until the move is made or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.disclosure import reach

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from exchange.access import Audience, Caller
    from exchange.database import WriteSession
    from exchange.model import Item

    Row = Mapping[Any, Any]


async def reached(
    session: WriteSession,
    caller: Caller,
    today: dt.date,
    item: type[Item],
    value: object,
    held: Sequence[Audience],
    by: str = "id",
) -> tuple[Row, frozenset[Audience]] | None:
    """A row, locked, of this id (or what else tells one row from all others), that the caller sees in one of these capacities.

    With those in which it does.
    """
    ways = {f"as_{one}": sa.func.coalesce(reach(one, item, caller, today), sa.false()) for one in held}
    chosen = (
        sa.select(item.table, *(clause.label(name) for name, clause in ways.items()))
        .where(item.table.c[by] == value, sa.or_(sa.false(), *ways.values()))
        .with_for_update()
    )
    rows = await session.mappings(chosen)
    if not rows:
        return None
    row = dict(rows[0])
    return row, frozenset(one for one in held if row.pop(f"as_{one}"))
