"""The way of a record through the levels (逐级推送) and its time limits: which level checks next, until when, and when it has to be public.

The route begins at the level of the department that the record came from and ends at the province. Limits are dated rules in working days;
what they give is stored with the record when it arrives somewhere, so that a later rule, or a later calendar, moves no date that an office
was told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchange.calendar import working_days
from exchange.rules import time_limit, time_limits

if TYPE_CHECKING:
    import datetime as dt

LEVELS = ("COUNTY", "CITY", "PROVINCE")


def next_level(start: str, passed: str | None) -> str | None:
    """The level that has to check next, on the way from `start` to the province; None when the province has."""
    first = LEVELS.index(start)
    reached = first if passed is None else max(first, LEVELS.index(passed) + 1)
    return LEVELS[reached] if reached < len(LEVELS) else None


def to_come(level: str | None) -> list[str] | None:
    """The rest of the way, from the level that waits for it on; None when no level does."""
    return None if level is None else list(LEVELS[LEVELS.index(level) :])


def late(checked_on: dt.date, due_on: dt.date | None) -> bool:
    """A level checked after the day it was told; where it was told none, it cannot be late."""
    return due_on is not None and checked_on > due_on


def waiting(level: str | None, arrived: dt.date) -> dict[str, Any]:
    """Columns of a record that waits for the check of a level, or for none any more."""
    due = (
        None
        if level is None
        else time_limit("level_check", arrived, time_limits()).due(arrived, working_days())
    )
    return {"next_level": level, "levels_to_come": to_come(level), "check_due_on": due}


def publication(item: str, decided_on: dt.date) -> dict[str, Any]:
    """The last day on which a decision is published in time, and the rule that says so."""
    limit = time_limit("publish", decided_on, time_limits(), item)
    return {"publish_due_on": limit.due(decided_on, working_days()), "publish_due_rule": limit.rule}
