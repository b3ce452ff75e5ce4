"""Where a case stands after a move: its row with what was given, its stage, its time; and one case moved by another's decision."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.cases import deadlines, papers, steps
from exchange.cases.turn import Given, Turn
from exchange.records.rows import prepare
from exchange.workflows import ESCALATE, REMIND, WORKFLOWS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.clock import Clock
    from exchange.database import WriteSession
    from exchange.model import Item

MARKS = {REMIND: "reminded_on", ESCALATE: "escalated_on"}
"""What says that the clock made a step of a stage."""


async def carry_over(
    session: WriteSession,
    clock: Clock,
    turn: Turn,
    name: str,
    item: type[Item],
    row: Mapping[Any, Any],
    **changes: Any,  # noqa: ANN401 - columns of any kind
) -> None:
    """Make a move that only a decision in another case makes (without hands and effects), on the locked row; `changes` are columns.

    Raises GuardRefused where its state forbids it; then nothing has changed.
    """
    workflow = WORKFLOWS[item.key]
    chosen = workflow.moves[name]
    if row["state"] not in chosen.sources:
        raise turn.refuse(
            name, f"the case {row['number']} is {row['state']} by now: nothing of it can be taken up again."
        )
    given = Given(reason=turn.given.reason, document=turn.given.document)
    other = replace(turn, item=item, workflow=workflow, move=chosen, row=row, given=given)
    moved = after(other, changes)
    await write(session, other, moved)
    await steps.write(session, clock, other, moved)


def after(turn: Turn, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The row after the move: what was given, what the effects say, the new stage and its limit."""
    row, today = dict(turn.row), turn.today
    row |= prepare(turn.item, turn.given.values, natural=row["natural"]).main
    row |= changes
    if turn.given.responsible:
        row["source_department"] = turn.given.responsible
    missed = turn.row["due_on"] is not None and turn.row["due_on"] < today
    row["late"] = bool(turn.row["late"] or missed)
    row |= _time(turn, row)
    return row | deadlines.deadline(turn.workflow, row).columns()


def _time(turn: Turn, row: Mapping[str, Any]) -> dict[str, Any]:
    """Where the case stands and since when; the moves about time alone leave the stage as it is."""
    name, today = turn.move.name, turn.today
    if name == "extend":
        return {"extended": True, "reminded_on": None}
    if name == "resume":
        moved = deadlines.moved_on(turn.workflow, row, today)
        return _stage(turn, row["resumes_in"]) | moved | {"suspended_on": None, "resumes_in": None}
    if name in MARKS:
        return {MARKS[name]: today}
    target = turn.move.target
    if target is None or target == turn.row["state"]:
        return {}
    if name == "suspend":
        waits = turn.workflow.stages[target].waits_for
        return {"state": target, "waits_for": waits, "suspended_on": today, "resumes_in": turn.row["state"]}
    return {"stage_since": today, **_stage(turn, target)}


def _stage(turn: Turn, state: str) -> dict[str, Any]:
    stage = turn.workflow.stages[state]
    fresh = {"state": state, "waits_for": stage.waits_for, "reminded_on": None, "escalated_on": None}
    return fresh | {"closed_on": turn.today if stage.ended else None}


async def write(session: WriteSession, turn: Turn, after: Mapping[str, Any]) -> None:
    """Change what the move changes of the row."""
    table = turn.item.table
    changed = {name: value for name, value in after.items() if value != turn.row[name]}
    here = (table.c.subject_id == turn.row["subject_id"], table.c.id == turn.row["id"])
    if changed:
        await session.execute(sa.update(table).where(*here).values(changed))
    apart = prepare(turn.item, turn.given.values, natural=turn.row["natural"]).apart
    await papers.keep_apart(session, turn, apart)
