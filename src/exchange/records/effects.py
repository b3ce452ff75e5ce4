"""What a move changes in the row beside its state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchange.records.rows import closed
from exchange.rules import time_limit, time_limits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exchange.records.step import Step


def late(step: Step) -> bool:
    """Published later than the limit after the decision (双公示: seven working days); published all the same."""
    return step.today > step.due("publish", step.row["decided_on"])


def _classify(step: Step) -> dict[str, Any]:
    severity, rule = step.severity_by_rule()
    return {
        "severity": severity,
        "severity_rule": rule,
        **_reviewed(step),
    }


def _reviewed(step: Step) -> dict[str, Any]:
    return {
        "secrecy_reviewer": step.details.secrecy_reviewer,
        "secrecy_reviewed_on": step.details.secrecy_reviewed_on,
    }


def _share(step: Step) -> dict[str, Any]:
    """Where no severity is classified, the secrecy review comes with the sharing."""
    return _reviewed(step) if "secrecy_reviewer" in step.move.needed else {}


def _publish(step: Step) -> dict[str, Any]:
    period = step.period()
    return {
        "publish_from": step.today,
        "publish_until": period.until,
        "repairable_from": period.repairable_from,
        "publish_rule": period.rule,
        "late": late(step),
        "publication_basis": step.details.publication_basis if step.row["natural"] else None,
        "publication_document": step.details.document,
        "publication_approver": step.caller.actor,
    }


def _end(step: Step) -> dict[str, Any]:
    """The end of publication: what a basis opened is closed, the basis with it."""
    return {**closed(step.item), "publication_basis": None} if step.row["natural"] else {}


def _repair(step: Step) -> dict[str, Any]:
    return {**_end(step), "duty_done": True}


def _expire(step: Step) -> dict[str, Any]:
    return {**_end(step), "duty_done": step.duty_done}


EFFECTS: Mapping[str, Callable[[Step], dict[str, Any]]] = {
    "pass_level": lambda step: {"level": step.details.level},
    "return": lambda _: {"level": None},
    "classify": _classify,
    "share": _share,
    "publish": _publish,
    "repair": _repair,
    "remove": _end,
    "withdraw": _end,
    "expire": _expire,
    "hold": _end,
    "restrict": _end,
    "dispute": lambda _: {"disputed": True},
    "settle": lambda _: {"disputed": False},
}
"""Columns that change, by move; moves that are not named change the state alone."""

RULES: Mapping[str, Callable[[Step], str | None]] = {
    "pass_level": lambda step: time_limit("level_check", step.origin.arrived, time_limits()).rule,
    "classify": lambda step: step.severity_by_rule()[1],
    "publish": lambda step: step.period().rule,
    "repair": lambda step: step.row["publish_rule"] or step.publicity().rule,
    "expire": lambda step: step.row["publish_rule"],
    "hold": lambda step: step.row["publish_rule"],
}
"""The dated rule by which the move was allowed, for the audit trail."""
