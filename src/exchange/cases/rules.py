"""The guards and effects that the tables of workflows name, from the file of each type of case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from exchange.cases import (
    commitment,
    common,
    complaint,
    court_notice,
    incentive,
    integrity_material,
    mitigation,
    objection,
    partners,
    plan_task,
    proposal_handling,
    rectification,
    repair,
    rights_complaint,
    sanction,
    supervision,
)
from exchange.errors import StartupError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from exchange.cases.turn import Turn
    from exchange.clock import Clock
    from exchange.database import WriteSession

    Guard = Callable[[Turn], str | None]
    Effect = Callable[[WriteSession, Clock, Turn], Awaitable[dict[str, Any]]]

_Rule = TypeVar("_Rule")


def _together(*parts: Mapping[str, _Rule]) -> Mapping[str, _Rule]:
    """All of them; a name that stands for two rules would silently be the later one."""
    found: dict[str, _Rule] = {}
    for part in parts:
        twice = found.keys() & part.keys()
        if twice:
            problem = f"two rules of cases are called {', '.join(sorted(twice))}"
            raise StartupError(problem)
        found |= part
    return found


GUARDS: Mapping[str, Guard] = _together(
    common.GUARDS,
    objection.GUARDS,
    repair.GUARDS,
    complaint.GUARDS,
    commitment.GUARDS,
    rectification.GUARDS,
    sanction.GUARDS,
    incentive.GUARDS,
    court_notice.GUARDS,
    rights_complaint.GUARDS,
    mitigation.GUARDS,
    supervision.GUARDS,
    proposal_handling.GUARDS,
    plan_task.GUARDS,
    integrity_material.GUARDS,
)
"""Each gives None, or what is missing and how to mend it."""
EFFECTS: Mapping[str, Effect] = _together(
    objection.EFFECTS,
    repair.EFFECTS,
    complaint.EFFECTS,
    commitment.EFFECTS,
    rectification.EFFECTS,
    sanction.EFFECTS,
    court_notice.EFFECTS,
    rights_complaint.EFFECTS,
    mitigation.EFFECTS,
    supervision.EFFECTS,
    partners.EFFECTS,
    proposal_handling.EFFECTS,
    plan_task.EFFECTS,
)
"""What a move does beyond its own row; each gives further columns of the case."""


async def take_effect(session: WriteSession, clock: Clock, turn: Turn) -> dict[str, Any]:
    """Carry out the effects of a move in their order; the columns of the case that they change."""
    changes: dict[str, Any] = {}
    for name in turn.workflow.effects.get(turn.move.name, ()):
        changes |= await EFFECTS[name](session, clock, turn)
    return changes
