"""What holds for measures against who broke faith: nothing but the list, within its limits, by whom it names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchange.calendar import add_months
from exchange.cases.measures import Measure, listed
from exchange.lifecycle import CYCLES
from exchange.rules import Severity

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from exchange.cases.turn import Turn
    from exchange.clock import Clock
    from exchange.database import WriteSession


def _row(turn: Turn) -> Measure | None:
    """The row of the list for the measure and the kind of its subject."""
    rows = listed(turn.value("measure"), turn.today)
    return next((one for one in rows if turn.subject["kind"] in one.subject_kinds), None)


def _of(turn: Turn) -> Measure:
    found = _row(turn)
    if found is None:  # pragma: no cover - the guards before ask for it
        raise LookupError(turn.value("measure"))
    return found


def _on_the_list(turn: Turn) -> str | None:
    if listed(turn.value("measure"), turn.today):
        return None
    return "the list of measures in force today does not have it, and nothing else may be decided (国办发〔2020〕49号)."


def _for_this_kind(turn: Turn) -> str | None:
    if _row(turn):
        return None
    kinds = sorted({kind for one in listed(turn.value("measure"), turn.today) for kind in one.subject_kinds})
    return (
        f"the list has this measure for {', '.join(kinds)}, not for this kind of subject. Choose another one."
    )


def _may_decide(turn: Turn) -> str | None:
    if _of(turn).deciders & turn.capacities:
        return None
    who = {"superior": "the superior government", "origin": "the department that the record came from"}
    return f"{' or '.join(who[one] for one in sorted(_of(turn).deciders))} decides this measure. Leave it to them."


def _severe_enough(turn: Turn) -> str | None:
    """过惩相当. Lists of courts and ministries are not graded here: whoever is on them was found serious."""
    least = _of(turn).severity
    if least is None or turn.about is None or not CYCLES[turn.about.item.cycle].graded:
        return None
    found = turn.about.row["severity"]
    if found and Severity(found).rank >= least.rank:
        return None
    return f"the measure is for records of severity {least} or graver, this one is {found or 'not classified'}. Choose a lesser one."


def _period_of_the_list(turn: Turn) -> str | None:
    first, last = turn.value("starts_on"), turn.value("ends_on")
    if first < turn.today:
        return "startsOn is over already: a measure begins on the day of its decision or later."
    if last < first:
        return "endsOn lies before startsOn. Exchange them."
    longest = add_months(first, _of(turn).max_months)
    if last <= longest:
        return None
    return f"the list allows {_of(turn).max_months} months, so endsOn is {longest.isoformat()} at the latest ({_of(turn).rule})."


def _within_the_window(turn: Turn) -> str | None:
    """公职人员政务处分法 art. 8: what limits a civil servant ends with the effect window of the sanction."""
    if not _of(turn).within_window:
        return None
    until = turn.about.apart.get("sanction_until") if turn.about else None
    if until is None:
        return "the record has no effect window (处分影响期), so nothing limits its person. Have the provider add it."
    if turn.value("ends_on") <= until:
        return None
    return "endsOn lies after the effect window of the sanction (处分影响期). Take its last day."


def _person_named(turn: Turn) -> str | None:
    wanted, given = turn.value("measure") == "ACCOUNTABILITY", turn.value("person_in_charge")
    if wanted and not given:
        return "personInCharge is missing: accountability is of the person in charge. Name that person."
    if given and not wanted:
        return "personInCharge belongs to ACCOUNTABILITY alone. Leave it out."
    return None


def _summary_for_the_public(turn: Turn) -> str | None:
    wanted, given = _of(turn).announced, turn.value("summary")
    if wanted and not given:
        return "summary is missing: the public is told of this measure. Write what it is told."
    if given and not wanted:
        return "summary is for measures that the public is told of; this is none. Leave it out."
    return None


def _not_the_same_measure(turn: Turn) -> str | None:
    measure = turn.value("measure")
    same = (one for one in turn.others if measure in {one["measure"], one["measure_opened"]})
    if all(one["closed_on"] is not None or one["ends_on"] < turn.today for one in same):
        return None
    return "this very measure is in force on this record already. Lift that one first, to decide it anew."


def _who_decided(turn: Turn) -> str | None:
    if turn.before and turn.before[0]["department"] in turn.caller.departments:
        return None
    return "whoever decided the measure lifts it. Ask that department, whose name stands in the timeline."


async def _take_from_the_list(_session: WriteSession, _clock: Clock, turn: Turn) -> dict[str, Any]:
    """Basis and rule of the list, and what it bars from, as they are on the day of the decision."""
    found = _of(turn)
    told = {"announced_on": turn.today} if found.announced else {}
    return {"basis": found.basis, "rule": found.rule, "bars": list(found.bars), **told}


GUARDS: Mapping[str, Callable[[Turn], str | None]] = {
    "on_the_list": _on_the_list,
    "for_this_kind": _for_this_kind,
    "may_decide": _may_decide,
    "severe_enough": _severe_enough,
    "period_of_the_list": _period_of_the_list,
    "within_the_window": _within_the_window,
    "person_named": _person_named,
    "summary_for_the_public": _summary_for_the_public,
    "not_the_same_measure": _not_the_same_measure,
    "who_decided": _who_decided,
}
EFFECTS: Mapping[str, Callable[[WriteSession, Clock, Turn], Awaitable[dict[str, Any]]]] = {
    "take_from_the_list": _take_from_the_list,
}
