"""What holds for objections, and what they do to the record: disputed at once, settled with the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchange.calendar import working_days
from exchange.cases.onto_records import carry_out
from exchange.lifecycle import CYCLES, State
from exchange.rules import time_limit, time_limits
from exchange.values import CHINA

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from exchange.cases.turn import Turn
    from exchange.clock import Clock
    from exchange.database import WriteSession

_DONE_BY = {
    "CORRECTED": (State.REPLACED,),
    "SUPPLEMENTED": (State.REPLACED,),
    "WITHDRAWN": (),  # the decision itself withdraws it
    "STOPPED_EXPIRED": (State.EXPIRED, State.ARCHIVED),
}
"""The states of the record that show an outcome to be carried out."""


def _record_can_be_disputed(turn: Turn) -> str | None:
    record = turn.about.row if turn.about else {}
    if record.get("disputed"):
        return "another objection to this record is open already. Wait for its decision, or add to it."
    if turn.about and record["state"] in CYCLES[turn.about.item.cycle].moves["dispute"].sources:
        return None
    return "the record is neither shared nor published, nor kept from the public by a restriction, so nothing of it can be disputed."


def _outcome_carried_out(turn: Turn) -> str | None:
    """What is decided is done when it is decided: a correction is a new version, an end is an end."""
    outcome, record = turn.value("outcome"), turn.about.row if turn.about else {}
    wanted = _DONE_BY.get(outcome)
    if not wanted or record.get("state") in wanted:
        return None
    mend = (
        "Let the provider replace it first"
        if State.REPLACED in wanted
        else "Let its publication expire first"
    )
    return f"the outcome {outcome} is not carried out: the record is still {record.get('state')}. {mend}."


def _upheld(turn: Turn) -> str | None:
    if turn.row["outcome"] == "UPHELD_WITH_STATEMENT":
        return None
    return "a statement stands beside a record that was upheld. This one was not."


def _no_comment_yet(turn: Turn) -> str | None:
    return "a statement stands beside the record already." if turn.row["comment"] else None


def _in_time_for_review(turn: Turn) -> str | None:
    decided = next(
        one["at"].astimezone(CHINA).date() for one in reversed(turn.before) if one["move"] == "decide"
    )
    last = time_limit("objection_review_request", decided, time_limits()).due(decided, working_days())
    if turn.today <= last:
        return None
    return f"re-examination could be asked for until {last.isoformat()}. File a new objection on new grounds."


async def _dispute(session: WriteSession, clock: Clock, turn: Turn) -> dict[str, Any]:
    await carry_out(session, clock, turn, "dispute")
    return {}


async def _settle(session: WriteSession, clock: Clock, turn: Turn) -> dict[str, Any]:
    """The mark goes; a record that was replaced meanwhile has none any more."""
    if turn.about and turn.about.row["disputed"]:
        outcome = turn.given.values.get("outcome") or turn.move.name.upper()
        await carry_out(session, clock, turn, "settle", outcome=outcome)
    return {}


async def _withdraw(session: WriteSession, clock: Clock, turn: Turn) -> dict[str, Any]:
    if turn.given.values.get("outcome") == "WITHDRAWN":
        await carry_out(session, clock, turn, "withdraw")
    return {}


GUARDS: Mapping[str, Callable[[Turn], str | None]] = {
    "record_can_be_disputed": _record_can_be_disputed,
    "outcome_carried_out": _outcome_carried_out,
    "upheld": _upheld,
    "no_comment_yet": _no_comment_yet,
    "in_time_for_review": _in_time_for_review,
}
EFFECTS: Mapping[str, Callable[[WriteSession, Clock, Turn], Awaitable[dict[str, Any]]]] = {
    "dispute": _dispute,
    "settle": _settle,
    "withdraw_where_so_decided": _withdraw,
}
