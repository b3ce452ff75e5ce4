"""Withdrawn at its source, a record is to be removed by everybody whom it was given to (撤下：使用单位删除).

The day is set here, with the withdrawal, and not when a recipient comes next: who does not come would else be late with nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from exchange.model import Share

if TYPE_CHECKING:
    import datetime as dt

    from exchange.database import WriteSession
    from exchange.records.step import Step

_C = Share.table.c


async def recall(session: WriteSession, step: Step, due_on: dt.date) -> None:
    """Mark the shares of a record that still stand; those that are gone have their own day."""
    standing = (
        _C.subject_id == step.row["subject_id"],
        _C.record_id == step.row["id"],
        _C.change != "GONE",
        sa.not_(_C.still_held),
    )
    await session.execute(
        sa.update(Share.table).where(*standing).values(still_held=True, remove_due_on=due_on)
    )
