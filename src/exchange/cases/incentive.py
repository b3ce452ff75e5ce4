"""What holds for incentives.

Whether somebody may have one is asked by `eligibility`: a refusal here would tell of measures that the giver may not see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exchange.cases.turn import Turn


def _period_in_order(turn: Turn) -> str | None:
    if turn.value("ends_on") < turn.value("starts_on"):
        return "endsOn lies before startsOn. Exchange them."
    if turn.value("ends_on") < turn.today:
        return "endsOn is over already. Give a day that is to come."
    return None


def _running(turn: Turn) -> str | None:
    if turn.row["starts_on"] <= turn.today <= turn.row["ends_on"]:
        return None
    return "it is used between its first and its last day, and today is neither."


GUARDS: Mapping[str, Callable[[Turn], str | None]] = {
    "period_in_order": _period_in_order,
    "running": _running,
}
