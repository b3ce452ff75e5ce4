"""The steps of a case: what was done, by whom, why, and whether in time; written with the move, with its line in the change log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange import audit, feed
from exchange.model import CaseStep

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.cases.turn import Turn
    from exchange.clock import Clock
    from exchange.database import WriteSession

    Row = Mapping[Any, Any]


async def of(session: WriteSession, row: Row) -> tuple[Row, ...]:
    """The steps so far, oldest first."""
    columns = CaseStep.table.c
    here = (columns.subject_id == row["subject_id"], columns.case_id == row["id"])
    return tuple(await session.mappings(sa.select(CaseStep.table).where(*here).order_by(columns.id)))


async def write(session: WriteSession, clock: Clock, turn: Turn, after: Row) -> None:
    """Add the step of a move that was made, and tell the readers of the change log."""
    line = audit.Entry(
        at=clock.now(),
        actor=turn.caller.actor,
        client=turn.caller.client,
        department=turn.caller.department,
        item=turn.item.key,
        subject_id=after["subject_id"],
        record_id=after["id"],
        move=turn.move.name,
        state_before=turn.row.get("state"),
        state_after=after["state"],
        reason=turn.given.reason,
        document=turn.given.document,
        rule=turn.row.get("due_rule"),
    )
    await session.execute(sa.insert(CaseStep.table), [audit.step(line, turn.row.get("due_on"))])
    await feed.write(session, [line])
