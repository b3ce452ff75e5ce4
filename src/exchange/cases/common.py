"""Guards that several workflows share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.disclosure.predicates import subtree_column
from exchange.lifecycle import State
from exchange.model import PUBLIC_BODIES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exchange.cases.turn import Turn


def _not_extended(turn: Turn) -> str | None:
    return "its time was extended once already. Decide it now." if turn.row["extended"] else None


def _province_level(turn: Turn) -> str | None:
    if turn.caller.jurisdiction and subtree_column(turn.caller.jurisdiction) == "province":
        return None
    return "the DRC of the province decides this (省发展改革委复核). Leave it to an office of the province."


def _other_clerk(turn: Turn) -> str | None:
    """Whoever decided does not decide about the decision."""
    deciders = {one["actor"] for one in turn.before if one["move"] == "decide"}
    if turn.hand not in deciders:
        return None
    return "whoever decided cannot decide the re-examination. Let another clerk do it."


_IN_EFFECT = (State.SHARED, State.PUBLISHED, State.HELD)


def _record_in_effect(turn: Turn) -> str | None:
    """What was repaired, withdrawn or is still being checked carries no duty and no measure."""
    if turn.about is None or turn.about.row["state"] in _IN_EFFECT:
        return None
    return f"the record is {turn.about.row['state']}: nothing can be ordered or decided on it. It has to be shared or published."


def _one_at_a_time(turn: Turn) -> str | None:
    if all(one["closed_on"] is not None for one in turn.others):
        return None
    return "another one about the same is open already. Go on with that one, or end it first."


def _public_body(turn: Turn) -> str | None:
    if turn.subject["kind"] in PUBLIC_BODIES:
        return None
    return "this is the business of a public body. Name one: a government, department, township, village committee or institution."


def _a_year(turn: Turn) -> str | None:
    if abs(turn.value("year") - turn.today.year) <= _YEARS:
        return None
    return f"year is more than {_YEARS} years from now. Write it with four digits."


_YEARS = 10


def _not_public(turn: Turn) -> str | None:
    return "it is public already." if turn.row["publicised_on"] else None


GUARDS: Mapping[str, Callable[[Turn], str | None]] = {
    "not_extended": _not_extended,
    "one_at_a_time": _one_at_a_time,
    "record_in_effect": _record_in_effect,
    "public_body": _public_body,
    "a_year": _a_year,
    "not_public": _not_public,
    "province_level": _province_level,
    "other_clerk": _other_clerk,
}
