"""Cases that hang on a record: what its state brings them, in the transaction of its own move, whoever makes it and however.

Which state brings which move stands in the tables of workflows (`brought`). So what a repair ends (publication, sharing, measures, orders)
ends at once and together. Such a move has no guards and takes nothing; its step names the hand that moved the record.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange import audit, feed
from exchange.disclosure.predicates import cases
from exchange.model import CaseStep
from exchange.values import CHINA
from exchange.workflows import WORKFLOWS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.database import WriteSession
    from exchange.lifecycle import Move
    from exchange.workflows import Workflow

    Row = Mapping[Any, Any]


async def follow(session: WriteSession, entry: audit.Entry) -> None:
    """Make the moves that the new state of a record brings, with their steps and changes."""
    if entry.state_before == entry.state_after:
        return
    for workflow in WORKFLOWS.values():
        name = workflow.brought.get(entry.state_after)
        if name is not None:
            await _bring(session, workflow, workflow.moves[name], entry)


async def go_over(session: WriteSession, old: audit.Entry, new: audit.Entry) -> None:
    """Let what hangs on a record that was replaced hang on its new version; readers of the change log learn that it does."""
    for workflow in WORKFLOWS.values():
        if workflow.brought:
            table = _table(workflow)
            here = (table.c.subject_id == old.subject_id, table.c.record_id == old.record_id)
            over = sa.update(table).where(*here).values(record_id=new.record_id)
            rows = await session.mappings(over.returning(table.c.id, table.c.state))
            await feed.write(session, [_told_over(old, workflow, row) for row in rows])


def _table(workflow: Workflow) -> sa.Table:
    return next(one.table for one in cases() if one.key == workflow.name)


async def _bring(session: WriteSession, workflow: Workflow, move: Move, entry: audit.Entry) -> None:
    table, stage = _table(workflow), workflow.stages[str(move.target)]
    here = (
        table.c.subject_id == entry.subject_id,
        table.c.record_id == entry.record_id,
        table.c.state.in_(sorted(move.sources)),
    )
    rows = await session.mappings(sa.select(table).where(*here).with_for_update())
    if not rows:
        return
    today = entry.at.astimezone(CHINA).date()
    after = {
        "state": stage.state,
        "waits_for": stage.waits_for,
        "stage_since": today,
        "due_on": table.c[stage.due] if stage.due else None,
        "due_rule": None,
        "reminded_on": None,
        "escalated_on": None,
        "closed_on": today if stage.ended else None,
    }
    await session.execute(sa.update(table).where(*here).values(after))
    lines = [_line(entry, workflow, move, row) for row in rows]
    steps = [audit.step(line, row["due_on"]) for line, row in zip(lines, rows, strict=True)]
    await session.execute(sa.insert(CaseStep.table), steps)
    await feed.write(session, lines)


def _told_over(entry: audit.Entry, workflow: Workflow, row: Row) -> audit.Entry:
    """The record's own line, told of a case that stays in its state."""
    return replace(
        entry, item=workflow.name, record_id=row["id"], state_before=row["state"], state_after=row["state"]
    )


def _line(entry: audit.Entry, workflow: Workflow, move: Move, row: Row) -> audit.Entry:
    """The record's own line, told of the case."""
    return replace(
        entry,
        item=workflow.name,
        record_id=row["id"],
        move=move.name,
        state_before=row["state"],
        state_after=str(move.target),
        rule=row["due_rule"],
    )
