"""What the day brings to records: a publication whose period is over ends, or is held where the duty is still open.

Reading never waits for this: a record past its period is seen by nobody, whatever its state says. The move puts it on record.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.access import CLOCK
from exchange.disclosure.binds import constant
from exchange.disclosure.predicates import records
from exchange.due import Job
from exchange.lifecycle import CYCLES, State
from exchange.model.record import ends
from exchange.records import moves
from exchange.records.step import Details

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from exchange.clock import Clock
    from exchange.database import WriteSession
    from exchange.model import Item

REASONS = {"expire": "公示期限届满", "hold": "公示期限届满，义务尚未履行完毕"}


def jobs() -> Iterator[Job]:
    """For every item, the moves that its life cycle leaves to the clock."""
    for item in records():
        for move in CYCLES[item.cycle].moves.values():
            if move.clock:
                yield Job(
                    f"{item.key}.{move.name}",
                    item.table,
                    ends(dict(item.table.c.items())),
                    partial(_over, item, move.name),
                    partial(_act, item, move.name),
                )


def _over(item: type[Item], name: str, today: dt.date) -> sa.ColumnElement[bool]:
    """The period is over, and the duty is as the move wants it; what is held waits for its sector, not for a day."""
    columns, graded = item.table.c, CYCLES[item.cycle].graded
    states = CYCLES[item.cycle].moves[name].sources - {State.HELD}
    duty = columns.duty_done.is_(name == "expire") if graded else sa.true()
    there = columns.state.in_([constant(state) for state in sorted(states)])
    return sa.and_(there, ends(dict(item.table.c.items())) < today, duty)


async def _act(
    item: type[Item], name: str, session: WriteSession, clock: Clock, row: Mapping[Any, Any]
) -> None:
    place = item, row["subject_id"], row["id"]
    await moves.consequence(session, CLOCK, clock, name, place, Details(reason=REASONS[name]))
