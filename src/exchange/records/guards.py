"""The guards of the life cycle: what must hold before a move, and what the refusal tells the clerk.

Each is a small function over one `Step`, which gives None or the problem; the table of moves names it. Sources: the common model of
provincial credit statutes, Order 36 of the NDRC (信用修复管理办法), 政府信息公开条例 art. 17, 个人信息保护法 art. 25.
"""

from __future__ import annotations

import unicodedata
from dataclasses import fields
from typing import TYPE_CHECKING

from exchange.calendar import add_months
from exchange.catalogue import SharingClass
from exchange.disclosure.predicates import subtree_column
from exchange.errors import GuardRefused
from exchange.lifecycle import State
from exchange.model import camel
from exchange.records.route import LEVELS, next_level
from exchange.records.step import Details, Step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_LONGEST = {"reason": 2000, "findings": 2000, "document": 200, "outcome": 200, "secrecy_reviewer": 100}
"""Characters that a text given with a move may have."""


def _next_level(step: Step) -> str | None:
    due = next_level(step.origin.start, step.row["level"])
    if due is None:
        return "every level up to the province has checked it. Verify it now."
    return None if step.details.level == due else f"the level {due} has to check next. Give level: {due}."


def _own_level(step: Step) -> str | None:
    """A higher level may check in a lower one's place, never the other way round."""
    caller, level = step.caller, step.details.level
    if caller.department is None or caller.jurisdiction is None:
        return "your client belongs to no department with a jurisdiction. Ask the access administrator to enter one."
    if level not in LEVELS:
        return f"{level} is no level. Give one of {', '.join(LEVELS)}."
    own = subtree_column(caller.jurisdiction).upper()
    if LEVELS.index(own) >= LEVELS.index(level):
        return None
    return f"the level {level} is checked by an office of that level. Yours is {own}: leave this check to it."


def _levels_passed(step: Step) -> str | None:
    due = next_level(step.origin.start, step.row["level"])
    return None if due is None else f"the level {due} has not checked it yet. Pass that level first."


def _decision_final(step: Step) -> str | None:
    if step.row.get("finality") in {None, "FINAL"}:
        return None
    return "the decision is under reconsideration or in litigation. Wait until it is final, or return the record."


def _catalogue_allows(step: Step) -> str | None:
    if step.listed.today is None:
        return "the catalogue in force has no entry for this item and kind of subject, so it may not be collected."
    return None


def _secrecy_reviewed(step: Step) -> str | None:
    reviewed = step.details.secrecy_reviewed_on
    if not step.details.secrecy_reviewer or reviewed is None:
        return "the secrecy review is not recorded (政府信息公开条例 art. 17). Give secrecyReviewer and secrecyReviewedOn."
    if reviewed > step.today:
        return "the date of the secrecy review lies in the future. Give the day on which it was made."
    return None


def _sharing_allowed(step: Step) -> str | None:
    entry = step.listed.today
    if entry is None:
        return (
            "the catalogue in force has no entry for this item and kind of subject. Withdraw or restrict it."
        )
    if entry.sharing_class is SharingClass.NOT_SHARED:
        return "the catalogue says that it is not shared. It stays classified, or is restricted."
    return None


def _severe_enough(step: Step) -> str | None:
    details = step.details
    if step.publicity().publish or (details.necessary and details.reason and details.document):
        return None
    return (
        "a minor case is not published in principle (Order 36). If the competent department finds it necessary, give "
        "necessary: true with its reason and document."
    )


def _within_period(step: Step) -> str | None:
    if step.publicity().max_until >= step.today:
        return None
    return "the longest period of publication, counted from the decision, is over already. It stays shared."


def _in_effect(step: Step) -> str | None:
    if step.valid_until is None or step.valid_until >= step.today:
        return None
    return f"its validity ended on {step.valid_until.isoformat()}. Use expire."


def _basis_for_person(step: Step) -> str | None:
    if not step.row["natural"] or (step.details.publication_basis and step.details.document):
        return None
    return "about a natural person nothing is published without a recorded basis. Give publicationBasis and its document."


def _other_approver(step: Step) -> str | None:
    """Also not by whoever corrected it: they answer for the content as much as the first."""
    if not step.row["natural"] or step.caller.actor not in step.origin.hands:
        return None
    return (
        "whoever submitted or corrected a person's record cannot approve its publication. "
        "Let another person or client publish it."
    )


def _duty_done(step: Step) -> str | None:
    if step.duty_done:
        return None
    return "the legal duty is not shown to be done. Give dutyDone: true with the proof in your files."


def _duty_done_or_sector_rule(step: Step) -> str | None:
    held = step.row["state"] == State.HELD
    if step.duty_done or (held and step.details.reason and step.details.document):
        return None
    if held:
        return "the legal duty is not shown to be done. Give dutyDone: true, or the rule of the sector as document with a reason."
    return "the legal duty is not shown to be done. Give dutyDone: true with the proof in your files, or use hold."


def _duty_open(step: Step) -> str | None:
    if step.row["duty_done"]:
        return "the duty is done, so the record expires instead of being held. Use expire."
    return None


def _minimum_reached(step: Step) -> str | None:
    """From the day of the decision, published or not (Order 36)."""
    earliest = step.row["repairable_from"] or step.publicity().min_until
    if earliest <= step.today:
        return None
    return f"the shortest period runs until {earliest.isoformat()}. Apply again from that day on."


def _period_over(step: Step) -> str | None:
    last = step.row["publish_until"] or step.valid_until
    if last is not None and last < step.today:
        return None
    return "the period of publication is not over yet. Wait for its end; publishUntil says when."


def _retention_over(step: Step) -> str | None:
    """Counted from the end of publication, or else the decision, by the edition that the record was accepted under."""
    entry = step.listed.accepted
    if entry is None:
        return "no edition of the catalogue says how long it is kept. Ask whoever maintains the catalogue."
    if entry.retention_months is None:
        return "the catalogue keeps it for good. Leave it as it is."
    ends = add_months(step.row["publish_until"] or step.row["decided_on"], entry.retention_months)
    if ends < step.today:
        return None
    return f"the catalogue keeps it until {ends.isoformat()}. Archive it after that day."


def _annulled_by_now(step: Step) -> str | None:
    day = step.details.annulled_on
    if day is None or step.row["decided_on"] <= day <= step.today:
        return None
    return "annulledOn lies before the decision or in the future. Give the day on which the decision was annulled or changed."


def _not_disputed(step: Step) -> str | None:
    return "it is marked as disputed. Settle that first." if step.row["disputed"] else None


def _disputed(step: Step) -> str | None:
    return None if step.row["disputed"] else "it is not marked as disputed, so there is nothing to settle."


GUARDS: Mapping[str, Callable[[Step], str | None]] = {
    "next_level": _next_level,
    "own_level": _own_level,
    "levels_passed": _levels_passed,
    "decision_final": _decision_final,
    "catalogue_allows": _catalogue_allows,
    "secrecy_reviewed": _secrecy_reviewed,
    "sharing_allowed": _sharing_allowed,
    "severe_enough": _severe_enough,
    "within_period": _within_period,
    "in_effect": _in_effect,
    "basis_for_person": _basis_for_person,
    "other_approver": _other_approver,
    "duty_done": _duty_done,
    "duty_done_or_sector_rule": _duty_done_or_sector_rule,
    "duty_open": _duty_open,
    "minimum_reached": _minimum_reached,
    "period_over": _period_over,
    "retention_over": _retention_over,
    "annulled_by_now": _annulled_by_now,
    "not_disputed": _not_disputed,
    "disputed": _disputed,
}
"""Each gives None, or what is missing and how to mend it."""


def check(step: Step) -> None:
    """Raise `GuardRefused` for the first detail that is wrong or missing, or the first guard of the move that does not hold."""
    for problem in _details(step):
        raise step.refuse("details", problem)
    for name in step.move.guards:
        refusal = GUARDS[name](step)
        if refusal is not None:
            raise step.refuse(name, refusal)


def _details(step: Step) -> Iterator[str]:
    for name in (one.name for one in fields(Details)):
        value: object = getattr(step.details, name)
        text: str = value if isinstance(value, str) else ""
        if value and name not in step.move.inputs:
            yield f"{camel(name)} does not belong to this move. Leave it out."
        if name in step.move.needed and (not value or (text and not text.strip())):
            yield f"{camel(name)} is missing. Give it with the move."
        yield from _text(name, text)


def _text(name: str, text: str) -> Iterator[str]:
    if any(one not in "\t\r\n" and unicodedata.category(one) in {"Cc", "Cs"} for one in text):
        yield f"{camel(name)} holds control characters. Remove them; often they come from copying."
    if len(text) > _LONGEST.get(name, len(text)):
        yield f"{camel(name)} is longer than {_LONGEST[name]} characters. Shorten it."


def check_text(move: str, name: str, text: str, *, needed: bool) -> None:
    """Raise `GuardRefused` for a text given with what is no move of a record, by the same rules."""
    missing = [f"{camel(name)} is missing. Give it with the move."] if needed and not text.strip() else []
    for problem in (*missing, *_text(name, text)):
        raise GuardRefused(move=move, guard="details", problem=problem)
