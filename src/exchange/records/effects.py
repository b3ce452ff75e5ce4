"""What a move changes in the row beside its state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchange.calendar import working_days
from exchange.records.rows import closed
from exchange.rules import time_limit, time_limits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exchange.records.guards import Step


def late(step: Step) -> bool:
    """Published later than the limit after the decision (双公示: seven working days); published all the same."""
    limit = time_limit("publish", step.row["decided_on"], time_limits())
    return step.today > limit.due(step.row["decided_on"], working_days())


def _classify(step: Step) -> dict[str, Any]:
    severity, rule = step.severity_by_rule()
    return {
        "severity": severity,
        "severity_rule": rule,
        "secrecy_reviewer": step.details.secrecy_reviewer,
        "secrecy_reviewed_on": step.details.secrecy_reviewed_on,
    }


def _publish(step: Step) -> dict[str, Any]:
    period = step.publicity()
    return {
        "publish_from": step.today,
        "publish_until": period.max_until,
        "repairable_from": period.min_until,
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
    "publish": _publish,
    "repair": _repair,
    "withdraw": _end,
    "expire": _expire,
    "hold": _end,
    "restrict": _end,
    "dispute": lambda _: {"disputed": True},
    "settle": lambda _: {"disputed": False},
}
"""Columns that change, by move; moves that are not named change the state alone."""

RULES: Mapping[str, str] = {"classify": "severity_rule", "publish": "publish_rule"}
"""The column that holds the rule which decided, for the audit trail."""
