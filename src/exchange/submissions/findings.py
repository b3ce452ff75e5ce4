"""Everything that the exchange says about a submitted row, in one catalogue.

A clerk reads these sentences in a report of a thousand rows, so each says what is wrong and how to mend it; where, is the row number
and the field beside it. They hold names of fields, limits and codes, never a value of the row: a report is kept, mailed and read by
people who must not see what was refused.

A finding refuses its row, or warns about a row that is stored all the same, or notes something about the whole file.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exchange.model import Field


class Weight(Enum):
    """What a finding does."""

    REFUSES = "refuses"
    WARNS = "warns"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. `field` is the field's name in the API; None when it concerns the row or file as a whole."""

    code: str
    field: str | None
    message: str

    @property
    def refuses(self) -> bool:
        """Whether the row is not stored."""
        return CATALOGUE[self.code][0] is Weight.REFUSES


_REFUSES, _WARNS, _NOTES = Weight.REFUSES, Weight.WARNS, Weight.NOTES

CATALOGUE: dict[str, tuple[Weight, str]] = {
    # At the door: the sentence names the kind of thing, and nothing of the row is kept.
    "STATE_SECRET": (_REFUSES, "The row bears a mark of a state secret. Take it out of the file and tell your secrecy office."),
    "WORK_SECRET": (_REFUSES, "The row bears a mark of a work secret or internal matter. Take it out of the file."),
    "FORBIDDEN_CATEGORY": (_REFUSES, "The row holds {what}, which must never be collected. Take that part out and send the row again."),
    "CONSENT_NEEDED": (
        _REFUSES,
        "The row holds {what} of a person, which needs that person's written consent. Take that part out and send the row again.",
    ),
    "MINOR": (_REFUSES, "The row is about a person who was under 18. Records of minors are not collected. Take it out of the file."),
    # The row as a whole.
    "ROW_UNREADABLE": (_REFUSES, "The row cannot be read: {problem}"),
    "SECOND_HEADING": (
        _REFUSES,
        "The row holds names of columns, not values. A file has one heading line, the first. Delete this row.",
    ),
    "FIELD_TWICE": (_REFUSES, "Two columns give this field, and they differ. Keep the right one."),
    "NOT_IN_CATALOGUE": (_REFUSES, "The catalogue edition in force does not list this item for such a subject. It may not be collected."),
    "DECISION_REVOKED": (
        _REFUSES,
        "The row says that the decision was revoked. Nothing is stored; if you sent the decision earlier, withdraw that record.",
    ),
    "CODE_NOT_FOR_PARTY": (_REFUSES, "This code is not for a subject of this kind. Choose another of the list, or correct the party."),
    "OFF_DUTY": (_REFUSES, "A record of dishonesty in government affairs arises in performance of duty; this row says it did not."),
    # What must be given.
    "PARTY_MISSING": (_REFUSES, "There is no party. Give the name of whom the decision is about."),
    "FIELD_MISSING": (_REFUSES, "This is missing, and every such row needs it. Fill it in and send the row again."),
    "FIELD_EMPTY": (_WARNS, "This is missing. Send it with a correction when it is known."),
    "FIELD_ABSENT": (_WARNS, "The source has no value for this, as its mapping file says. Add it when the record is checked."),
    # Values by kind.
    "WRONG_TYPE": (_REFUSES, "The value has the wrong type. Give {expected}."),
    "CONTROL_CHARACTER": (_REFUSES, "The text holds control characters or broken Unicode. Remove them; often they come from copying."),
    "TEXT_TOO_LONG": (_REFUSES, "The text is longer than {limit} characters. Shorten it."),
    "DIGITS_LOST": (_REFUSES, "A spreadsheet turned this number into a rounded one. Format the column as text and enter it again."),
    "CODE_UNKNOWN": (_REFUSES, "The value is not in the code list {codes}. Write one of: {known}."),
    "DATE_UNREADABLE": (_REFUSES, "The date cannot be read. Write it as YYYY-MM-DD."),
    "DATE_IS_NUMBER": (
        _REFUSES,
        "The date is a spreadsheet's day number. Format the column as a date, or write it as YYYY-MM-DD.",
    ),
    "DATE_IMPOSSIBLE": (_REFUSES, "There is no such day. Write the date as YYYY-MM-DD."),
    "DATE_IN_FUTURE": (_REFUSES, "The date lies in the future. Correct it."),
    "DATE_TOO_EARLY": (_REFUSES, "The date lies before 1949-10-01. Correct it."),
    "UNTIL_BEFORE_DECISION": (_REFUSES, "This date lies before the date of the decision. Correct one of them."),
    "PERIOD_REVERSED": (_REFUSES, "The period ends before it begins. Correct one of the two dates."),
    "AMOUNT_UNREADABLE": (_REFUSES, "The amount cannot be read. Write a number in 万元, or the number with its unit, like 2000元."),
    "AMOUNT_NEGATIVE": (_REFUSES, "The amount is negative. Correct it."),
    "AMOUNT_TOO_LARGE": (_REFUSES, "The amount is larger than any that can be stored. Check its unit: a bare number means 万元."),
    "AMOUNT_ROUNDED": (_WARNS, "The amount has more than six decimals in 万元 and was rounded to the fen."),
    # Identifiers: the sentence is that of exchange.identifiers.
    "CREDIT_CODE_SHAPE": (_REFUSES, "{message}"),
    "CREDIT_CODE_AUTHORITY": (_REFUSES, "{message}"),
    "CREDIT_CODE_AREA": (_REFUSES, "{message}"),
    "CREDIT_CODE_CHECK_DIGIT": (_REFUSES, "{message}"),
    "CREDIT_CODE_OVERRIDDEN": (_WARNS, "The check character of the credit code does not fit; it was taken on your confirmation."),
    "ORGANISATION_CODE_SHAPE": (_REFUSES, "{message}"),
    "ORGANISATION_CODE_CHECK_DIGIT": (_REFUSES, "{message}"),
    "ORGANISATION_CODE_CONFLICT": (_WARNS, "The organisation code is not the one inside the credit code. Check both."),
    "CITIZEN_NUMBER_SHAPE": (_REFUSES, "{message}"),
    "CITIZEN_NUMBER_BIRTH": (_REFUSES, "{message}"),
    "CITIZEN_NUMBER_CHECK_DIGIT": (_REFUSES, "{message}"),
    "PERSON_WITH_CREDIT_CODE": (
        _REFUSES,
        "A natural person has no unified social credit code. For a self-employed business set the type of the party so.",
    ),
    "PERSON_FIELDS_DROPPED": (_WARNS, "The party is an organisation, so its fields about a natural person were not stored."),
    "DOCUMENT_NUMBER_WITHOUT_YEAR": (_WARNS, "The document number has no year in brackets, as in 机关代字〔年份〕序号号. Check it."),
    # The party.
    "PARTY_UNRESOLVED": (_WARNS, "The organisation has no code, so it is stored as unresolved. Send its credit code when it is known."),
    "PARTY_TYPE_INFERRED": (_WARNS, "The type of the party is missing; it was taken from name and code. Check it."),
    "PARTY_TYPE_CONFLICT": (_WARNS, "The type of the party does not fit the kind of its credit code. Check it."),
    "PARTY_MAY_BE_PERSON": (_WARNS, "The name looks like that of a natural person, but the party is given as an organisation. Check it."),
    # What the text of the decision says.
    "KIND_FROM_TEXT": (_WARNS, "The kinds of penalty are missing; they were taken from the content. Check them."),
    "KIND_CONFLICT": (_WARNS, "There is an amount whose kind of penalty is not among those given. Check both."),
    "SCORE_UNREADABLE": (_REFUSES, "The score cannot be read. Write plain digits with at most four decimals, like 92.5."),
    "AMOUNT_FROM_TEXT": (_WARNS, "The amount is missing; it was taken from the content of the penalty. Check it."),
    "AMOUNT_AMBIGUOUS": (_WARNS, "The content names several amounts, so none was taken from it. Give the amount."),
    "AMOUNT_CONFLICT": (_WARNS, "The amount is not the one in the content of the penalty. The column was used. Check both."),
    "AMOUNT_UNIT": (_WARNS, "The amount is 10,000 times the one in the content: it seems to be in 元. A bare number means 万元."),
    # Where it comes from.
    "SOURCE_DIFFERS": (_WARNS, "The source named in the row is not the submitting department. The submitting department counts."),
    "DISPUTED_BEFORE": (_WARNS, "The row says that the decision is disputed. Mark the record as disputed by its own move."),
    "DUPLICATE": (_NOTES, "Your department submitted this decision before. Nothing was stored again."),
    # The whole file.
    "UNKNOWN_COLUMN": (_NOTES, "{column} is not known for this item and was not read. Name it in a mapping file, or leave it out."),
    "LEGACY_COLUMN": (_NOTES, "{column} belongs to an older standard and is not read any more: {reason}"),
}  # fmt: skip
"""Sentence and weight of every finding code."""


TAKEN_OUT = frozenset(
    {"STATE_SECRET", "WORK_SECRET", "FORBIDDEN_CATEGORY", "CONSENT_NEEDED", "MINOR", "SECOND_HEADING"}
)
"""Of rows with these nothing is kept or given back for mending: they, or a part of them, must leave the file."""


def finding(code: str, field: Field | None = None, **facts: object) -> Finding:
    """A finding of the catalogue about a field or, without one, about the row or file."""
    sentence = CATALOGUE[code][1].format(**facts)
    if field is None:
        return Finding(code, None, sentence)
    return Finding(code, field.graphql, f"{field.graphql} ({field.zh}): {sentence}")


def refused(findings: Iterable[Finding]) -> bool:
    """Whether any of them refuses the row."""
    return any(found.refuses for found in findings)
