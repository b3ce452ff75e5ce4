"""Courts put organisation codes, credit codes and masked identity numbers into one field: told apart by shape."""

from __future__ import annotations

import re
from enum import StrEnum

from exchange.identifiers import citizen_number, credit_code, organisation_code, writing
from exchange.identifiers.fault import IdentifierError


class Card(StrEnum):
    """What a text in such a field is."""

    CREDIT_CODE = "CREDIT_CODE"
    ORGANISATION_CODE = "ORGANISATION_CODE"
    CITIZEN_NUMBER = "CITIZEN_NUMBER"
    MASKED = "MASKED"
    UNKNOWN = "UNKNOWN"


_CHECKS = (
    (Card.CITIZEN_NUMBER, citizen_number.check),
    (Card.CREDIT_CODE, credit_code.check),
    (Card.ORGANISATION_CODE, organisation_code.check),
)


def classify(text: str) -> Card:
    """The kind of number that this is."""
    if re.search(r"[*＊×]", writing.visible(text)):
        return Card.MASKED
    for kind, check in _CHECKS:
        try:
            check(text)
        except IdentifierError:
            continue
        return kind
    return Card.UNKNOWN
