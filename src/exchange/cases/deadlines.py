"""Until when: the limits of a stage and of the whole case, from the dated rules and the calendar of working days.

A limit is worked out from what is stored (when the stage began, from which day the case counts, whether it was extended), never added up on
the way. So it can be worked out again when the calendar of a year is published, and time that stood still only moves those two days.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exchange.calendar import working_days
from exchange.rules import TimeLimit, Unit, time_limit, time_limits

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from exchange.workflows import Workflow


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day in time for the stage with its rule, and for the whole case; None where nothing is limited."""

    due_on: dt.date | None = None
    rule: str | None = None
    total_due_on: dt.date | None = None

    def columns(self) -> dict[str, Any]:
        """As columns of a case."""
        return {
            "due_on": self.due_on,
            "due_rule": self.rule,
            "total_due_on": self.total_due_on,
            "reckoned_by": working_days().version,
        }


def deadline(workflow: Workflow, row: Mapping[Any, Any]) -> Deadline:
    """The limits of a case in its state. A stage never ends later than the case."""
    stage = workflow.stages[row["state"]]
    total = _total(workflow, row)
    if stage.ended or row["suspended_on"] is not None:
        return Deadline(total_due_on=total)
    due, rule = _stage(workflow, row)
    if total is not None and (due is None or total < due or row["extended"]):
        due = total
    return Deadline(due, rule, total)


def _stage(workflow: Workflow, row: Mapping[Any, Any]) -> tuple[dt.date | None, str | None]:
    stage = workflow.stages[row["state"]]
    since = row[stage.since]
    if stage.due:
        return row[stage.due], None
    if not stage.limit:
        return None, None
    limit = _limit(stage.limit, since, workflow, row)
    due = limit.due(since, working_days())
    if row["extended"] and not workflow.total and "extend" in _moves(workflow, row["state"]):
        longer = _limit(workflow.extended, since, workflow, row)
        return longer.due(due, working_days()), longer.rule
    return due, limit.rule


def _moves(workflow: Workflow, state: str) -> set[str]:
    return {one.name for one in workflow.moves_from(state)}


def _total(workflow: Workflow, row: Mapping[Any, Any]) -> dt.date | None:
    if not workflow.total:
        return None
    start: dt.date = row["counts_from"]
    return _limit(workflow.extended if row["extended"] else workflow.total, start, workflow, row).due(
        start, working_days()
    )


def _limit(stage: str, start: dt.date, workflow: Workflow, row: Mapping[Any, Any]) -> TimeLimit:
    """The rule of a limit; what stands in braces is a field of the case, whose code says which."""
    named = stage.format_map({name: str(value).lower() for name, value in row.items()})
    return time_limit(named, start, time_limits(), workflow.name)


def moved_on(workflow: Workflow, row: Mapping[Any, Any], today: dt.date) -> dict[str, dt.date]:
    """The two days that limits count from, moved by the time for which the clock stood still: in the unit that the limit counts."""
    stopped, days = row["suspended_on"], working_days()
    limit = workflow.stages[row["resumes_in"]].limit or workflow.total
    if limit and _limit(limit, row["stage_since"], workflow, row).unit is not Unit.WORKING_DAY:
        still = today - stopped
        return {name: row[name] + still for name in ("stage_since", "counts_from")}
    lost = days.between(stopped, today)
    return {name: days.add(row[name], lost) if lost else row[name] for name in ("stage_since", "counts_from")}


def near(today: dt.date) -> dt.date:
    """The latest limit that comes near on this day: whoever has to act is reminded so long before."""
    return time_limit("reminder", today, time_limits()).due(today, working_days())
