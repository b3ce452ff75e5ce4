"""What holds for tasks of the plan and plans of work: which clause, until when, and that every report of progress stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.model import ProgressReport
from exchange.records.rows import prepare
from exchange.reference import table

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from exchange.cases.turn import Turn
    from exchange.clock import Clock
    from exchange.database import WriteSession

_WHOLE = 100
_UNDONE = ("CANCELLED", "RETRACTED")


def _clause_of_the_plan(turn: Turn) -> str | None:
    if turn.value("clause") in {line.text("clause") for line in table("plan_clause")}:
        return None
    return "clause is none of the plan's. Write it as chapter and section, like 4.2."


def _deadline_to_come(turn: Turn) -> str | None:
    deadline = turn.value("deadline")
    if deadline is None or deadline > turn.today:
        return None
    return "deadline is not to come any more. Give a day after today, or none for a task that goes on."


def _planned_ahead(turn: Turn) -> str | None:
    if turn.value("period_until") > turn.today:
        return None
    return "periodUntil is not to come any more. Give a day after today."


def _one_task_of_a_title(turn: Turn) -> str | None:
    if not _there_already(turn, ("clause", "title")):
        return None
    return "a task of this clause and title was given to this body already. Go on with that one."


def _one_plan_of_a_field(turn: Turn) -> str | None:
    if not _there_already(turn, ("year", "key_field")):
        return None
    return "a plan of this year and field is there already. Go on with that one."


def _there_already(turn: Turn, names: tuple[str, ...]) -> bool:
    mine = [turn.value(name) for name in names]
    return any(one["state"] not in _UNDONE and [one[name] for name in names] == mine for one in turn.known)


def _as_lead_of_the_task(turn: Turn) -> str | None:
    if turn.row["source_department"] in turn.caller.departments:
        return None
    return "the department that leads reports (牵头单位); those that help tell it what they did."


def _a_percentage(turn: Turn) -> str | None:
    if 0 <= turn.value("progress") <= _WHOLE:
        return None
    return "progress is no percentage. Give a whole number from 0 to 100."


async def _enter_progress(session: WriteSession, _clock: Clock, turn: Turn) -> dict[str, Any]:
    said = {name: turn.given.values[name] for name in ("progress", "report")}
    made = prepare(ProgressReport, said | {"reported_on": turn.today}, natural=False)
    place = {
        "subject_id": turn.row["subject_id"],
        "case_id": turn.row["id"],
        "department": turn.caller.department,
    }
    await session.execute(sa.insert(ProgressReport.table), [made.main | place])
    return {}


GUARDS: Mapping[str, Callable[[Turn], str | None]] = {
    "clause_of_the_plan": _clause_of_the_plan,
    "deadline_to_come": _deadline_to_come,
    "planned_ahead": _planned_ahead,
    "one_task_of_a_title": _one_task_of_a_title,
    "one_plan_of_a_field": _one_plan_of_a_field,
    "as_lead_of_the_task": _as_lead_of_the_task,
    "a_percentage": _a_percentage,
}
EFFECTS: Mapping[str, Callable[[WriteSession, Clock, Turn], Awaitable[dict[str, Any]]]] = {
    "enter_progress": _enter_progress,
}
