"""What holds for suggestions and proposals: which of the departments that are party to one makes which move, and whom it waits for then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from exchange.cases.turn import Turn
    from exchange.clock import Clock
    from exchange.database import WriteSession

_CONTENT = ("SATISFIED", "VERY_SATISFIED", "FAIR")


def _as_lead(turn: Turn) -> str | None:
    if turn.row["lead"] in turn.caller.departments:
        return None
    return "the department that leads does this (主办单位)."


def _as_who_handed_over(turn: Turn) -> str | None:
    if turn.row["handed_over_by"] in turn.caller.departments:
        return None
    return "the office that handed it over does this (交办单位)."


def _as_partner(turn: Turn) -> str | None:
    if not set(turn.row["partners"] or ()).isdisjoint(turn.caller.departments):
        return None
    return "a department that joins in does this (会办单位)."


def _one_handling_of_a_number(turn: Turn) -> str | None:
    names = ("kind", "session", "proposal_number")
    mine = [turn.value(name) for name in names]
    if all(one["state"] == "RETRACTED" or [one[name] for name in names] != mine for one in turn.known):
        return None
    return "this very suggestion or proposal was handed to this body already. Go on with that one."


def _satisfied(turn: Turn) -> str | None:
    if turn.value("satisfaction") in _CONTENT:
        return None
    return (
        "who made it is not satisfied, so it is handled again. Use reopenProposalHandling, with the opinion."
    )


def _dissatisfied(turn: Turn) -> str | None:
    if turn.value("satisfaction") not in _CONTENT:
        return None
    return "who made it is satisfied, so nothing is handled again. Use rateProposalHandling."


async def _begin_handling(_session: WriteSession, _clock: Clock, turn: Turn) -> dict[str, Any]:
    lead = turn.given.responsible or turn.row["source_department"]
    mine = {"lead": lead, "handed_over_by": turn.caller.department}
    return mine | {"handed_over_on": turn.today}


async def _pass_handling_on(_session: WriteSession, _clock: Clock, turn: Turn) -> dict[str, Any]:
    """What the answer waits for begins anew with who leads now."""
    return {"lead": turn.given.responsible, "handed_over_on": turn.today}


async def _back_to_who_handed_over(_session: WriteSession, _clock: Clock, turn: Turn) -> dict[str, Any]:
    return {"source_department": turn.row["handed_over_by"]}


async def _back_to_lead(_session: WriteSession, _clock: Clock, turn: Turn) -> dict[str, Any]:
    return {"source_department": turn.row["lead"]}


async def _note_answer(_session: WriteSession, _clock: Clock, turn: Turn) -> dict[str, Any]:
    return {"answered_on": turn.today}


GUARDS: Mapping[str, Callable[[Turn], str | None]] = {
    "as_lead": _as_lead,
    "as_who_handed_over": _as_who_handed_over,
    "as_partner": _as_partner,
    "one_handling_of_a_number": _one_handling_of_a_number,
    "satisfied": _satisfied,
    "dissatisfied": _dissatisfied,
}
EFFECTS: Mapping[str, Callable[[WriteSession, Clock, Turn], Awaitable[dict[str, Any]]]] = {
    "begin_handling": _begin_handling,
    "pass_handling_on": _pass_handling_on,
    "back_to_who_handed_over": _back_to_who_handed_over,
    "back_to_lead": _back_to_lead,
    "note_answer": _note_answer,
}
