"""Organisation code (组织机构代码), GB 11714-1997: eight characters and a check character, printed `XXXXXXXX-X`."""

from __future__ import annotations

import re

from exchange.identifiers import writing
from exchange.identifiers.fault import IdentifierError

_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_SHAPE = re.compile(r"[0-9A-Z]{8}[0-9X]")


def normalise(text: str) -> str:
    """Capital letters, no hyphen."""
    return writing.code(text)


def check_digit(body: str) -> str:
    """The check character of eight characters; A = 10 … Z = 35."""
    remainder = 11 - sum(int(one, 36) * weight for one, weight in zip(body, _WEIGHTS, strict=True)) % 11
    return {10: "X", 11: "0"}.get(remainder, str(remainder))


def check(text: str) -> str:
    """The normalised code; IdentifierError ORGANISATION_CODE_SHAPE or ORGANISATION_CODE_CHECK_DIGIT."""
    found = normalise(text)
    if not _SHAPE.fullmatch(found):
        message = "The organisation code (组织机构代码) has 8 letters or digits and a check character. Copy it from the certificate."
        raise IdentifierError("ORGANISATION_CODE_SHAPE", message)
    if check_digit(found[:8]) != found[8]:
        message = "The check character of the organisation code (组织机构代码) does not fit. Compare it with the certificate."
        raise IdentifierError("ORGANISATION_CODE_CHECK_DIGIT", message)
    return found
