"""What holds for material on good faith: a course says when and how long, and nothing is published whose day is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exchange.cases.turn import Turn

_LONGEST = 1_000


def _hours_of_a_course(turn: Turn) -> str | None:
    hours, begins = turn.value("hours"), turn.value("held_from")
    if turn.value("kind") != "COURSE":
        return (
            None
            if hours is None and begins is None
            else "hours and heldFrom belong to a course. Leave them out."
        )
    if hours is None or begins is None:
        return "a course says when it begins and how long it takes. Give heldFrom and hours."
    return (
        None
        if 0 < hours <= _LONGEST
        else f"hours is not between 1 and {_LONGEST}. Give the hours of teaching."
    )


def _still_valid(turn: Turn) -> str | None:
    until = turn.value("valid_until")
    if until is None or until >= turn.today:
        return None
    return "validUntil is over. Give a day to come, or none."


GUARDS: Mapping[str, Callable[[Turn], str | None]] = {
    "hours_of_a_course": _hours_of_a_course,
    "still_valid": _still_valid,
}
