"""Guards that several workflows share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.disclosure.predicates import subtree_column

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


GUARDS: Mapping[str, Callable[[Turn], str | None]] = {
    "not_extended": _not_extended,
    "province_level": _province_level,
    "other_clerk": _other_clerk,
}
