"""What a move changes in the row beside its state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchange.records import route, versions
from exchange.records.rows import closed
from exchange.rules import time_limit, time_limits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exchange.records.step import Step


def late(step: Step) -> bool:
    """Published later than the limit that applies to the item (双公示: seven working days); published all the same."""
    return step.today > (step.row["publish_due_on"] or step.due("publish", step.row["decided_on"]))


def _arrive(step: Step) -> dict[str, Any]:
    """On its way again, from the first level on."""
    decided_on = step.details.corrections.get("decided_on", step.row["decided_on"])
    accepted = {"catalogue_edition": step.listed.edition}
    return (
        accepted | route.waiting(step.origin.start, step.today) | route.publication(step.item.key, decided_on)
    )


def _pass_level(step: Step) -> dict[str, Any]:
    level = step.details.level
    return {"level": level, **route.waiting(route.next_level(step.origin.start, level), step.today)}


def _stop(step: Step) -> dict[str, Any]:
    """No level waits for it any more."""
    return route.waiting(None, step.today)


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


def _withdraw(step: Step) -> dict[str, Any]:
    """Everywhere within the limit of the rule: counted from the annulment here, and from today for whoever used it."""
    annulled = step.details.annulled_on or step.today
    due = {
        "annulled_on": annulled,
        "withdraw_due_on": step.due("withdraw", annulled),
        "user_remove_due_on": step.due("user_remove", step.today),
    }
    return {**_end(step), **_stop(step), **due}


def _repair(step: Step) -> dict[str, Any]:
    return {**_end(step), "duty_done": True}


def _expire(step: Step) -> dict[str, Any]:
    return {**_end(step), "duty_done": step.duty_done}


EFFECTS: Mapping[str, Callable[[Step], dict[str, Any]]] = {
    "submit": _arrive,
    "correct": _arrive,
    "pass_level": _pass_level,
    "return": lambda step: {"level": None, **_stop(step)},
    "classify": _classify,
    "share": _share,
    "publish": _publish,
    "repair": _repair,
    "remove": _end,
    "withdraw": _withdraw,
    "replace": lambda step: _end(step) | versions.leave(step),
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
    "withdraw": lambda step: (
        time_limit("withdraw", step.details.annulled_on or step.today, time_limits()).rule
    ),
    "repair": lambda step: step.row["publish_rule"] or step.publicity().rule,
    "expire": lambda step: step.row["publish_rule"],
    "hold": lambda step: step.row["publish_rule"],
}
"""The dated rule by which the move was allowed, for the audit trail."""
