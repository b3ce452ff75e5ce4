"""What holds for applications for credit repair, by the regime of the day of the decision, and what a decision does to the record."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from exchange.calendar import add_months
from exchange.cases.onto_records import carry_out
from exchange.lifecycle import CYCLES
from exchange.reference import Validity, table

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Awaitable, Callable, Mapping

    from exchange.cases.turn import Turn
    from exchange.clock import Clock
    from exchange.database import WriteSession


@dataclass(frozen=True, slots=True)
class Regime:
    """Which materials an application needs, and for how many months forged material bars a new one; by the day of the decision."""

    rule: str
    materials: tuple[str, ...]
    bar_months: int
    valid: Validity
    basis: str


@cache
def regimes() -> tuple[Regime, ...]:
    """The rows of `schema/codes/repair_rule.csv`, loaded once."""
    return tuple(
        Regime(
            line.text("rule"), line.many("materials"), line.whole("bar_months"), line.validity(), line.text("basis")
        )
        for line in table("repair_rule")
    )  # fmt: skip


def regime(decided_on: dt.date) -> Regime:
    """The regime of a decision: before 2026-04-01 Order 58, from then on Order 36."""
    return next(one for one in regimes() if one.valid.covers(decided_on))


def _of(turn: Turn) -> Regime:
    if turn.about is None:  # pragma: no cover - an application is about a record
        raise LookupError(turn.item.key)
    return regime(turn.about.row["decided_on"])


def _record_can_be_repaired(turn: Turn) -> str | None:
    about = turn.about
    cycle = CYCLES[about.item.cycle] if about else None
    if about is None or cycle is None or "repair" not in cycle.moves:
        return "this kind of record is not repaired. Whoever listed it takes it off the list."
    if about.row["state"] not in cycle.moves["repair"].sources:
        return f"a record in state {about.row['state']} is not repaired: it is not shown to anybody who could use it."
    earliest = about.row["repairable_from"]
    if earliest is not None and earliest > turn.today and not turn.value("bankruptcy"):
        return f"the shortest period runs until {earliest.isoformat()}. Apply from that day on, or under an approved plan."
    return None


def _not_barred(turn: Turn) -> str | None:
    until = max((one["barred_until"] for one in turn.others if one["barred_until"]), default=None)
    if until is None or until <= turn.today:
        return None
    return f"forged material was handed in before, so no application is taken before {until.isoformat()}."


def _not_the_same_again(turn: Turn) -> str | None:
    """One at a time; and after a refusal only on new grounds."""
    for one in turn.others:
        if one["closed_on"] is None:
            return "an application for this record is open already. Add to that one."
    if (
        turn.others
        and turn.others[0]["state"] == "REFUSED"
        and turn.others[0]["statement"] == turn.value("statement")
    ):
        return "the same was refused before. Say in statement what is new, and hand in its proof."
    return None


def _commitment_signed(turn: Turn) -> str | None:
    if turn.value("commitment_signed"):
        return None
    return "without a signed credit commitment (信用承诺书) nothing is repaired. Sign it, and give commitmentSigned: true."


def _materials_complete(turn: Turn) -> str | None:
    needed = [*_of(turn).materials, *(("COURT_DOCUMENT",) if turn.row["bankruptcy"] else ())]
    missing = [one for one in needed if one not in turn.materials]
    if not missing:
        return None
    return f"materials are missing: {', '.join(missing)} ({_of(turn).rule}). Use requestSupplement."


def _duty_shown(turn: Turn) -> str | None:
    if turn.materials & {"PROOF_OF_DUTY"} or (turn.about and turn.about.row["duty_done"]):
        return None
    return "nothing shows that the duty is done: no PROOF_OF_DUTY among the documents. Fetch it from your own system and add it."


def _in_bankruptcy(turn: Turn) -> str | None:
    if turn.row["bankruptcy"] and "COURT_DOCUMENT" in turn.materials:
        return None
    return "screening is for a plan that a court approved: bankruptcy must be said, and its COURT_DOCUMENT handed in."


async def _repair(session: WriteSession, clock: Clock, turn: Turn) -> dict[str, Any]:
    """Ends publication, sharing and sanctions together: whoever asks from now on does not get the record."""
    await carry_out(session, clock, turn, "repair", duty_done=True)
    return {"regime": _of(turn).rule}


async def _restrict(session: WriteSession, clock: Clock, turn: Turn) -> dict[str, Any]:
    await carry_out(session, clock, turn, "restrict")
    return {"regime": _of(turn).rule}


async def _reinstate(session: WriteSession, clock: Clock, turn: Turn) -> dict[str, Any]:
    await carry_out(session, clock, turn, "reinstate")
    return {}


async def _bar(_session: WriteSession, _clock: Clock, turn: Turn) -> dict[str, Any]:
    return {"barred_until": add_months(turn.today, _of(turn).bar_months)}


GUARDS: Mapping[str, Callable[[Turn], str | None]] = {
    "record_can_be_repaired": _record_can_be_repaired,
    "not_barred": _not_barred,
    "not_the_same_again": _not_the_same_again,
    "commitment_signed": _commitment_signed,
    "materials_complete": _materials_complete,
    "duty_shown": _duty_shown,
    "in_bankruptcy": _in_bankruptcy,
}
EFFECTS: Mapping[str, Callable[[WriteSession, Clock, Turn], Awaitable[dict[str, Any]]]] = {
    "repair": _repair,
    "restrict": _restrict,
    "reinstate": _reinstate,
    "bar": _bar,
}
