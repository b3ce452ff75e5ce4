"""The day as of which natural persons are counted, and what the records about them looked like then.

A count that follows every record would tell of one person whoever knows that just one came or went between two questions. So counts of
persons stand still for a month, and move then only where enough changed: the records of one year and county are taken over together, once
as many persons came, went or changed as a group must have to be told at all (`small_group.csv`). Until then they stay as they were counted
last. What is larger than a county moves by such groups alone.

The first time everything is taken as it is. Taken over late, because nobody called, the counts are only older.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from exchange.disclosure.predicates import records
from exchange.model import counted_person, headcount
from exchange.rules import small_group, small_groups

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from exchange.database import WriteSession

    Expr = sa.ColumnElement[Any]

_T = counted_person.c
_COLUMNS = [column.name for column in _T]
_ONE_AT_A_TIME = 0x68656164  # "head"


async def begin(session: WriteSession, day: dt.date) -> None:
    """Count for the first time; a start need not wait for more."""
    if await session.scalar(sa.select(headcount.c.as_of)) is None:
        await renew(session, day)


async def renew(session: WriteSession, day: dt.date) -> bool:
    """Take over what has changed enough, once in a period; whether anything was looked at."""
    await session.execute(sa.select(sa.func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
    last = await session.scalar(sa.select(headcount.c.as_of))
    empty = await session.scalar(sa.select(_T.id).limit(1)) is None
    rule = small_group(day, small_groups())
    if last is not None and not empty and last >= rule.begins(day):
        return False
    now = _now().cte("now").prefix_with("MATERIALIZED", dialect="postgresql")
    if empty:
        await _take(session, sa.select(*now.c))
    else:
        await _move(session, now, rule.fewest)
    taken = insert(headcount).values(one=True, as_of=day)
    await session.execute(taken.on_conflict_do_update(index_elements=["one"], set_={"as_of": day}))
    return True


async def _take(session: WriteSession, chosen: sa.Select[Any]) -> None:
    await session.execute(insert(counted_person).from_select(_COLUMNS, chosen).on_conflict_do_nothing())


async def _move(session: WriteSession, now: sa.CTE, fewest: int) -> None:
    """The groups in which enough persons changed, replaced as a whole."""
    cells: Sequence[Any] = await session.all(_changed(now, fewest))
    if not cells:
        return
    parts = [list(part) for part in zip(*cells, strict=True)]
    kinds: tuple[Any, ...] = (sa.Text(), sa.Integer(), sa.Text())
    wanted = (
        sa.func.unnest(*(sa.literal(part, sa.ARRAY(kind)) for part, kind in zip(parts, kinds, strict=True)))
        .table_valued(
            sa.column("item", sa.Text()), sa.column("year", sa.Integer()), sa.column("place", sa.Text())
        )
        .render_derived("wanted")
    )
    chosen = sa.select(wanted.c["item"], wanted.c.year, wanted.c.place)
    await session.execute(sa.delete(counted_person).where(sa.tuple_(*_cell(_T)).in_(chosen)))
    await _take(session, sa.select(*now.c).where(sa.tuple_(*_cell(now.c)).in_(chosen)))


def _changed(now: sa.CTE, fewest: int) -> sa.Select[Any]:
    """Item, year and place of the groups with at least so many persons whose records differ from when they were counted last."""
    before = sa.select(*_T)
    sides = (sa.except_(sa.select(*now.c), before), sa.except_(before, sa.select(*now.c)))
    rows = sa.union_all(*(sa.select(*side.subquery().c) for side in sides)).subquery("rows")
    item, year, place = _cell(rows.c)
    return (
        sa.select(item, year, place)
        .group_by(item, year, place)
        .having(sa.func.count(sa.distinct(rows.c.subject_id)) >= fewest)
    )


def _cell(columns: Any) -> tuple[Expr, Expr, Expr]:  # noqa: ANN401 - a collection of columns
    """Of a row: item, year, and the smallest division that it lies in."""
    year = sa.cast(sa.extract("year", columns.decided_on), sa.Integer())
    place = sa.func.coalesce(columns.county, columns.city, columns.province, "")
    return columns["item"], year, place


def _now() -> sa.CompoundSelect[Any]:
    """Every record about a natural person, as it stands."""
    return sa.union_all(
        *(
            sa.select(
                *(
                    sa.literal(item.key).label("item") if name == "item" else item.table.c[name]
                    for name in _COLUMNS
                )
            ).where(item.table.c.natural)
            for item in records()
        )
    )
