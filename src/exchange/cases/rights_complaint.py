"""What holds for complaints about handling: about a case of one's own, in time, decided by others than who decided it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.access import Audience
from exchange.calendar import working_days
from exchange.cases import standing, steps
from exchange.cases.complaint import NO_RESULT
from exchange.cases.onto_records import carry_out
from exchange.disclosure.predicates import cases, subtree_column
from exchange.divisions import divisions
from exchange.model import Department, Objection
from exchange.rules import time_limit, time_limits
from exchange.values import CHINA
from exchange.workflows import HURRY, REOPEN, WORKFLOWS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Awaitable, Callable, Mapping

    from exchange.cases.turn import Turn
    from exchange.clock import Clock
    from exchange.database import WriteSession
    from exchange.model import Item

    Row = Mapping[Any, Any]

_AGAINST: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "WRONG_DECISION": {
        "objection": ("DECIDED",),
        "repair_application": ("REFUSED",),
        "complaint": ("FEEDBACK", "CLOSED", "REVIEWED"),
    },
    "NOT_ACCEPTED": {
        "objection": ("NOT_ACCEPTED",),
        "repair_application": (),
        "complaint": ("NOT_ACCEPTED",),
    },
}
"""In which states of the handled case a ground about its result can be."""
_UNDONE: Mapping[str, Mapping[str, None]] = {"complaint": NO_RESULT}
"""What of a case does not stand any more when it is taken up again: nobody is told a result that was wrong."""
_BESIDE = frozenset({"supplement", "rate", "publicise", "conceal"})
"""Steps by which an office hands in, rates or shows what another one decided."""
_LEVELS = ("province", "city", "county")


async def _name_what_was_handled(session: WriteSession, _clock: Clock, turn: Turn) -> dict[str, Any]:
    """The case that it is about, with who decided it. Raises GuardRefused where it cannot be complained of."""
    handled = turn.handled
    if handled is None:  # pragma: no cover - only workflows about cases name this effect
        return {}
    problem = _not_to_be_complained_of(handled.item, handled.row, turn)
    if problem:
        raise turn.refuse("handled", problem)
    department, place = await _who_decides(session, handled.row, turn)
    return {
        "handled_number": handled.row["number"],
        "handled_item": handled.item.key,
        "handled_id": handled.row["id"],
        "decided_by": department,
        "decided_in": place,
    }


def _not_to_be_complained_of(item: type[Item], row: Row, turn: Turn) -> str | None:
    """Why not, by ground and time."""
    ground, closed = turn.value("ground"), row["closed_on"]
    if ground in _AGAINST and row["state"] not in _AGAINST[ground][item.key]:
        return f"the case is {row['state']}, so {ground} does not fit it. Give the ground that does, or wait for its decision."
    if ground == "TOO_LATE" and not _overdue(row, turn.today):
        return "the case is not late. Its dueOn and totalDueOn say until when it has to be handled."
    if closed is None and ground not in _AGAINST:
        return None
    since = closed or row["stage_since"]
    last = time_limit("rights_complaint_request", since, time_limits()).due(since, working_days())
    if turn.today > last:
        return f"one could complain until {last.isoformat()}. Reconsideration and the court have time limits of their own."
    again = (
        one for one in turn.others if one["handled_number"] == row["number"] and one["filed_on"] >= since
    )
    if any((one["ground"], one["outcome"]) == (ground, "DISMISSED") for one in again):
        return "this was decided already. Appeal against that decision (appealRightsComplaint)."
    return None


def _overdue(row: Row, today: dt.date) -> bool:
    return bool(row["late"]) or any(day and day < today for day in (row["due_on"], row["total_due_on"]))


async def _who_decides(session: WriteSession, row: Row, turn: Turn) -> tuple[str | None, str | None]:
    """The department that made the last step that decided something, and its division; of what waits for somebody else, who has to act.

    A superior is known by its division alone: the one above a government, that of any other body.
    """
    if row["closed_on"] is None and row["waits_for"] == Audience.SUPERIOR:
        return None, _above(turn.subject)
    if row["closed_on"] is None and row["waits_for"] == Audience.ORIGIN:
        department = row["source_department"]
    else:
        made = (
            one["department"] for one in reversed(await steps.of(session, row)) if one["move"] not in _BESIDE
        )
        department = next((one for one in made if one), None)
    columns = Department.table.c
    place = await session.scalar(sa.select(columns.region_code).where(columns.code == department))
    return department, place


def _above(body: Row) -> str:
    """The division whose government is the superior of a body; nobody in the province is above its government."""
    place = divisions().successor(body["region"])
    return (body["kind"] == "GOVERNMENT" and place.parent) or place.code


def _not_who_decided(turn: Turn) -> str | None:
    """Nor anybody who stands under it."""
    department, place, own = turn.row["decided_by"], turn.row["decided_in"], turn.caller.jurisdiction
    if department in turn.caller.departments:
        return "your department decided what is complained of. Leave it to its superior."
    if department is None and place is None and Audience.SUPERIOR not in turn.capacities:
        return "nobody has handled the case yet, so it is about the platform itself. Leave it to the superior government."
    if not place or not own:
        return None
    if department is None and _rank(own) == _rank(place) and not _platform_of_the_province(turn):
        return "the case waits for your own government. Leave it to its superior, or to the platform of the province."
    if _rank(own) > _rank(place):
        return "your department stands under the one that decided. Leave it to its superior."
    return None


def _platform_of_the_province(turn: Turn) -> bool:
    return Audience.KEEPER in turn.capacities and _rank(turn.caller.jurisdiction or "") == 0


def _rank(place: str) -> int:
    return _LEVELS.index(subtree_column(place))


def _not_who_decided_before(turn: Turn) -> str | None:
    deciders = {one["department"] for one in turn.before if one["move"] in {"decide", "refuse"}}
    if deciders.isdisjoint(turn.caller.departments):
        return None
    return (
        "whoever decided the complaint cannot decide the appeal. Leave it to another office of the province."
    )


def _nothing_upheld(turn: Turn) -> str | None:
    return (
        "the complaint was upheld: there is nothing to appeal against."
        if turn.row["outcome"] == "UPHELD"
        else None
    )


def _in_time_for_appeal(turn: Turn) -> str | None:
    decided = next(
        one["at"].astimezone(CHINA).date()
        for one in reversed(turn.before)
        if one["move"] in {"decide", "refuse"}
    )
    last = time_limit("rights_appeal_request", decided, time_limits()).due(decided, working_days())
    if turn.today <= last:
        return None
    return f"one could appeal until {last.isoformat()}. The decision told of reconsideration and the court, and until when."


async def _take_up_again(session: WriteSession, clock: Clock, turn: Turn) -> dict[str, Any]:
    """What was decided wrongly is taken up again, what waits is hurried; of bad conduct in a case that has ended the finding stays."""
    if turn.value("outcome") != "UPHELD":
        return {}
    item = next(one for one in cases() if one.key == turn.row["handled_item"])
    here = (item.table.c.subject_id == turn.row["subject_id"], item.table.c.id == turn.row["handled_id"])
    row = (await session.mappings(sa.select(item.table).where(*here).with_for_update()))[0]
    wrong, ended = turn.row["ground"] in _AGAINST, row["closed_on"] is not None
    if wrong and (ended or row["state"] in WORKFLOWS[item.key].moves[REOPEN].sources):
        again = {"counts_from": turn.today, "extended": False, **_UNDONE.get(item.key, {})}
        await standing.carry_over(session, clock, turn, REOPEN, item, row, **again)
        if item is Objection:
            await carry_out(session, clock, turn, "dispute")
    elif not ended:
        await standing.carry_over(session, clock, turn, HURRY, item, row)
    return {}


async def _tell_remedies(_session: WriteSession, _clock: Clock, turn: Turn) -> dict[str, Any]:
    """The ways outside of the exchange, with their last days, wherever the subject did not get what it asked for."""
    if turn.value("outcome") == "UPHELD":
        return {"reconsideration_until": None, "litigation_until": None}
    return {
        f"{way}_until": time_limit(f"remedy_{way}", turn.today, time_limits()).due(turn.today, working_days())
        for way in ("reconsideration", "litigation")
    }


def _one_complaint_of_a_case(turn: Turn) -> str | None:
    number = turn.handled.row["number"] if turn.handled else None
    if all(one["closed_on"] is not None or one["handled_number"] != number for one in turn.others):
        return None
    return "another one about the same is open already. Go on with that one, or end it first."


GUARDS: Mapping[str, Callable[[Turn], str | None]] = {
    "one_complaint_of_a_case": _one_complaint_of_a_case,
    "not_who_decided": _not_who_decided,
    "not_who_decided_before": _not_who_decided_before,
    "nothing_upheld": _nothing_upheld,
    "in_time_for_appeal": _in_time_for_appeal,
}
EFFECTS: Mapping[str, Callable[[WriteSession, Clock, Turn], Awaitable[dict[str, Any]]]] = {
    "name_what_was_handled": _name_what_was_handled,
    "take_up_again": _take_up_again,
    "tell_remedies": _tell_remedies,
}
