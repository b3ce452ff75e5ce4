"""What the day brings to cases: who has to act is reminded, what is overdue goes its way or to the superior, limits follow the calendar.

Each step is found by what is stored (a limit, and that the step was not made yet), made on the locked row, and leaves what says that it
was made. So whoever stops in the middle, or sleeps for weeks, goes on where it was: nothing is made twice, and nothing that still matters
is left out. A reminder of a limit that is over by then does not matter any more: the step to the superior says more.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.access import CLOCK
from exchange.calendar import working_days
from exchange.cases import deadlines, moves
from exchange.cases.turn import Given
from exchange.disclosure.binds import constant
from exchange.disclosure.predicates import cases
from exchange.due import Job
from exchange.workflows import ESCALATE, RECKON, REMIND, WORKFLOWS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from exchange.clock import Clock
    from exchange.database import WriteSession
    from exchange.lifecycle import Move
    from exchange.model import Item

    Row = Mapping[Any, Any]
    Clause = sa.ColumnElement[bool]


def jobs() -> Iterator[Job]:
    """For every type of case: limits first, since the others go by them; what comes near begins its stage before that is reminded of."""
    for item in cases():
        table = WORKFLOWS[item.key].moves
        own = [one for one in table.values() if one.clock and one.name not in {RECKON, REMIND, ESCALATE}]
        ahead = [one for one in own if one.ahead]
        over = [one for one in own if not one.ahead]
        for move in (table[RECKON], *ahead, table[REMIND], *over, table[ESCALATE]):
            where = partial(_when(move), item, move)
            yield Job(
                f"{item.key}.{move.name}", item.table, item.table.c.due_on, where, partial(_act, item, move)
            )


def _when(move: Move) -> Any:  # noqa: ANN401 - one of the functions below
    return {RECKON: _by_another_calendar, REMIND: _to_be_reminded, ESCALATE: _to_be_escalated}.get(
        move.name, _its_day
    )


def _by_another_calendar(item: type[Item], _move: Move, _today: dt.date) -> Clause:
    return sa.and_(item.table.c.closed_on.is_(None), item.table.c.reckoned_by != working_days().version)


def _to_be_reminded(item: type[Item], move: Move, today: dt.date) -> Clause:
    columns = item.table.c
    return sa.and_(_its_day(item, move, today), columns.reminded_on.is_(None), columns.due_on >= today)


def _to_be_escalated(item: type[Item], move: Move, today: dt.date) -> Clause:
    return sa.and_(_its_day(item, move, today), item.table.c.escalated_on.is_(None))


def _its_day(item: type[Item], move: Move, today: dt.date) -> Clause:
    columns = item.table.c
    day = columns.due_on <= deadlines.near(today) if move.ahead else columns.due_on < today
    return sa.and_(
        columns.closed_on.is_(None),
        columns.state.in_([constant(state) for state in sorted(move.sources)]),
        day,
    )


async def _act(item: type[Item], move: Move, session: WriteSession, clock: Clock, row: Row) -> None:
    if move.name == RECKON and not _moved(item, row):
        here = (item.table.c.subject_id == row["subject_id"], item.table.c.id == row["id"])
        await session.execute(sa.update(item.table).where(*here).values(reckoned_by=working_days().version))
        return
    await moves.turned(session, clock, await moves.turn_of(session, CLOCK, clock, item, move, row, Given()))


def _moved(item: type[Item], row: Row) -> bool:
    """The calendar gives another limit than it did."""
    return bool(deadlines.deadline(WORKFLOWS[item.key], row).due_on != row["due_on"])
