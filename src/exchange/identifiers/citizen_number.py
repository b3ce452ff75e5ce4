"""Citizen identification number (公民身份号码), GB 11643-1999 with ISO 7064 MOD 11-2."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from exchange.identifiers import writing
from exchange.identifiers.fault import IdentifierError

ADULT = 18
"""未成年人保护法 art. 2."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_SHAPE = re.compile(r"[1-9][0-9]{16}[0-9X]")


@dataclass(frozen=True, slots=True)
class CitizenNumber:
    """A number that passed."""

    text: str
    area: str
    born: dt.date
    sequence: int

    @property
    def male(self) -> bool:
        """Odd sequence numbers are given to men."""
        return self.sequence % 2 == 1

    def age_on(self, day: dt.date) -> int:
        """Completed years."""
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))

    def is_minor(self, day: dt.date) -> bool:
        """Under 18 on that day."""
        return self.age_on(day) < ADULT


def normalise(text: str) -> str:
    """Half width, capital X, no blanks or hyphens."""
    return writing.code(text)


def check_digit(first17: str) -> str:
    """The check character."""
    total = sum(int(one) * weight for one, weight in zip(first17, _WEIGHTS, strict=True))
    return "10X98765432"[total % 11]


def check(text: str) -> CitizenNumber:
    """A checked number; IdentifierError CITIZEN_NUMBER_SHAPE, CITIZEN_NUMBER_BIRTH or CITIZEN_NUMBER_CHECK_DIGIT."""
    found = normalise(text)
    if not _SHAPE.fullmatch(found) or not found.isascii():
        message = "The citizen number (公民身份号码) has 17 digits and a digit or X. Copy it from the identity card."
        raise IdentifierError("CITIZEN_NUMBER_SHAPE", message)
    try:
        born = dt.date(int(found[6:10]), int(found[10:12]), int(found[12:14]))
    except ValueError:
        message = "Digits 7 to 14 of the citizen number (公民身份号码) are no date of birth. Check them."
        raise IdentifierError("CITIZEN_NUMBER_BIRTH", message) from None
    if check_digit(found[:17]) != found[17]:
        message = "The check character of the citizen number (公民身份号码) does not fit. Compare it with the identity card."
        raise IdentifierError("CITIZEN_NUMBER_CHECK_DIGIT", message)
    return CitizenNumber(found, found[:6], born, int(found[14:17]))
