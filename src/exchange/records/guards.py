"""The guards of the life cycle: what must hold before a move, and what the refusal tells the clerk.

Each is a small function over one `Step`; the table of moves names it. Periods, severities and limits come from dated rules by the day of
the decision, so a decision of 2025 is treated by the rules of 2025.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from exchange.calendar import add_months
from exchange.catalogue import SharingClass, catalogue
from exchange.errors import GuardRefused
from exchange.lifecycle import State
from exchange.rules import Publicity, Severity, publicity_of, publicity_rules, severity_of, severity_rules

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from exchange.access import Caller
    from exchange.lifecycle import Move
    from exchange.model import Item

LEVELS = ("COUNTY", "CITY", "PROVINCE")


@dataclass(frozen=True, slots=True)
class Details:
    """What a clerk gives with a move; which parts a move takes stands in the table of moves."""

    reason: str | None = None
    document: str | None = None
    findings: str | None = None
    level: str | None = None
    secrecy_reviewer: str | None = None
    secrecy_reviewed_on: dt.date | None = None
    publication_basis: str | None = None
    necessary: bool | None = None
    duty_done: bool | None = None
    outcome: str | None = None
    corrections: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """One move about to be made: the locked row, who asks, with what, and the day.

    `start` is the level of the source department, where the record's way upward begins.
    """

    item: type[Item]
    row: Mapping[str, Any]
    subject_kind: str
    start: str
    move: Move
    caller: Caller
    details: Details
    today: dt.date

    @property
    def duty_done(self) -> bool:
        """Recorded already, or shown with this move."""
        return bool(self.row["duty_done"] or self.details.duty_done)

    @property
    def severity(self) -> Severity:
        """The severity recorded by `classify`."""
        return Severity(self.row["severity"])

    @property
    def kinds(self) -> tuple[str, ...]:
        """What the rules go by: kinds of penalty, or social impact and misconduct."""
        if "kind" in self.row:
            return tuple(self.row["kind"] or ())
        return tuple(one for one in (self.row["social_impact"], self.row["misconduct"]) if one)

    def publicity(self) -> Publicity:
        """The period by the rule of the day of the decision."""
        return publicity_of(self.severity, self.kinds, self.row["decided_on"], publicity_rules())

    def severity_by_rule(self) -> tuple[Severity, str]:
        """Severity and rule by the day of the decision."""
        amounts = {name: self.row[name] for name in ("fine", "loss") if self.row.get(name) is not None}
        party = self.row["party_type"] if self.item.key == "penalty" and self.row["party_type"] else "ORGANISATION"
        return severity_of(self.item.key, self.kinds, amounts, self.row["decided_on"], severity_rules(), party=party)

    def refuse(self, guard: str, problem: str) -> GuardRefused:
        """The refusal by one guard."""
        return GuardRefused(move=self.move.name, guard=guard, problem=problem)


def next_level(start: str, passed: str | None) -> str | None:
    """The level that has to check next, on the way from `start` to the province; None when the province has."""
    way = LEVELS[LEVELS.index(start) :]
    if passed is None:
        return way[0]
    done = way.index(passed) + 1
    return way[done] if done < len(way) else None


def _next_level(step: Step) -> str | None:
    due = next_level(step.start, step.row["level"])
    if due is None:
        return "every level up to the province has checked it. Verify it now."
    return None if step.details.level == due else f"the level {due} has to check next. Give level: {due}."


def _levels_passed(step: Step) -> str | None:
    due = next_level(step.start, step.row["level"])
    return None if due is None else f"the level {due} has not checked it yet. Pass that level first."


def _decision_final(step: Step) -> str | None:
    finality = step.row.get("finality")
    if finality in {None, "FINAL"}:
        return None
    return "the decision is under reconsideration or in litigation. Wait until it is final, or return the record."


def _catalogue_allows(step: Step) -> str | None:
    if _entry(step) is None:
        return "the catalogue in force has no entry for this item and kind of subject, so it may not be collected."
    return None


def _entry(step: Step) -> Any:  # noqa: ANN401 - CatalogueEntry | None
    valid = (one for one in catalogue() if one.item == step.item.key and one.valid.covers(step.today))
    return next((one for one in valid if step.subject_kind in one.subject_kinds), None)


def _secrecy_reviewed(step: Step) -> str | None:
    reviewed = step.details.secrecy_reviewed_on
    if not step.details.secrecy_reviewer or reviewed is None:
        return "the secrecy review is not recorded (政府信息公开条例 art. 17). Give secrecyReviewer and secrecyReviewedOn."
    return "the date of the secrecy review lies in the future. Give the day on which it was made." if reviewed > step.today else None


def _sharing_allowed(step: Step) -> str | None:
    entry = _entry(step)
    if entry is None:
        return "the catalogue in force has no entry for this item and kind of subject."
    return "the catalogue says that it is not shared." if entry.sharing_class is SharingClass.NOT_SHARED else None


def _severe_enough(step: Step) -> str | None:
    if step.publicity().publish or (step.details.necessary and step.details.reason and step.details.document):
        return None
    return (
        "a minor case is not published in principle (Order 36). If the competent department finds it necessary, give "
        "necessary: true with its reason and document."
    )


def _within_period(step: Step) -> str | None:
    if step.publicity().max_until >= step.today:
        return None
    return "the longest period of publication, counted from the decision, is over already. Archive or keep it shared."


def _basis_for_person(step: Step) -> str | None:
    if not step.row["natural"] or (step.details.publication_basis and step.details.document):
        return None
    return "about a natural person nothing is published without a recorded basis. Give publicationBasis and its document."


def _other_approver(step: Step) -> str | None:
    if not step.row["natural"] or step.row["submitted_by"] != (step.caller.client or step.caller.actor):
        return None
    return "whoever submitted a person's record cannot approve its publication. Let another client publish it."


def _duty_done(step: Step) -> str | None:
    return None if step.duty_done else "the legal duty is not shown to be done. Give dutyDone: true with the proof in your files."


def _duty_open(step: Step) -> str | None:
    return "the duty is done, so the record expires instead of being held. Use expire." if step.row["duty_done"] else None


def _minimum_reached(step: Step) -> str | None:
    earliest = step.row["repairable_from"]
    if earliest is None or earliest <= step.today:
        return None
    return f"the shortest period of publication runs until {earliest.isoformat()}. Apply again from that day on."


def _period_over(step: Step) -> str | None:
    last = step.row["publish_until"]
    if last is not None and last < step.today:
        return None
    return "the period of publication is not over yet."


def _retention_over(step: Step) -> str | None:
    entry = _entry(step)
    months = entry.retention_months if entry else None
    if months is None:
        return None
    ends = add_months(step.row["publish_until"] or step.row["decided_on"], months)
    return None if ends < step.today else f"the catalogue keeps it until {ends.isoformat()}."


def _not_disputed(step: Step) -> str | None:
    return "it is marked as disputed already." if step.row["disputed"] else None


def _disputed(step: Step) -> str | None:
    return None if step.row["disputed"] else "it is not marked as disputed."


GUARDS: Mapping[str, Callable[[Step], str | None]] = {
    "next_level": _next_level,
    "levels_passed": _levels_passed,
    "decision_final": _decision_final,
    "catalogue_allows": _catalogue_allows,
    "secrecy_reviewed": _secrecy_reviewed,
    "sharing_allowed": _sharing_allowed,
    "severe_enough": _severe_enough,
    "within_period": _within_period,
    "basis_for_person": _basis_for_person,
    "other_approver": _other_approver,
    "duty_done": _duty_done,
    "duty_open": _duty_open,
    "minimum_reached": _minimum_reached,
    "period_over": _period_over,
    "retention_over": _retention_over,
    "not_disputed": _not_disputed,
    "disputed": _disputed,
}
"""Each gives None, or what is missing and how to mend it."""


def check(step: Step) -> None:
    """Raise `GuardRefused` for the first guard of the move that does not hold, or the first detail that is missing."""
    for name in step.move.needed:
        if not getattr(step.details, name):
            raise step.refuse("details", f"{name} is missing. Give it with the move.")
    for name in step.move.guards:
        problem = GUARDS[name](step)
        if problem is not None:
            raise step.refuse(name, problem)


