"""Unified social credit code (统一社会信用代码), GB 32100-2015 with amendment 1-2016.

18 characters: registering authority, kind of body, division of the registration (6 digits), organisation code (9), check character.
Well-known libraries want eight leading digits and so refuse village collectives (N2…) and others; the table of the standard's
authorities is short, so it stands here. Some codes that are really in use fail the check digit: that finding alone may be overridden by
the supplying department.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import mul
from typing import TYPE_CHECKING

from exchange.identifiers import writing
from exchange.identifiers.fault import IdentifierError

if TYPE_CHECKING:
    from collections.abc import Container

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""GB 32100-2015 table 2: no I, O, S, V, Z."""
AUTHORITIES = frozenset(
    "11 12 13 19 21 29 31 32 33 34 35 39 41 49 51 52 53 54 55 59 61 62 69 71 72 79 81 89 91 92 93 A1 A9 N1 N2 N3 N9 Y1".split()  # noqa: SIM905 - reads better as a line
)
"""Registering authority and kind of body, as registered; 54 and 55 (village and residents' committees) are seen in use."""
OVERRIDABLE = "CREDIT_CODE_CHECK_DIGIT"
_SHAPE = re.compile(rf"[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{10}}")
_VALUES = {one: value for value, one in enumerate(ALPHABET)}
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))


@dataclass(frozen=True, slots=True)
class CreditCode:
    """A code that passed: `area` is the registering office's division at the time of issue, which may be long gone."""

    text: str

    @property
    def authority(self) -> str:
        """The first two characters."""
        return self.text[:2]

    @property
    def area(self) -> str:
        """The division of the registration."""
        return self.text[2:8]

    @property
    def organisation_code(self) -> str:
        """The organisation code inside."""
        return self.text[8:17]


def normalise(text: str) -> str:
    """Capital letters, no blanks or hyphens, half width."""
    return text if _SHAPE.fullmatch(text) else writing.code(text)  # nearly all come as they are to be


def check_digit(first17: str) -> str:
    """The check character: 31 − (Σ value × 3^(i−1)) mod 31."""
    total = sum(map(mul, map(_VALUES.__getitem__, first17), _WEIGHTS))
    return ALPHABET[(31 - total % 31) % 31]


def check(text: str, areas: Container[str] | None = None) -> CreditCode:
    """A checked code.

    `areas` are the division codes that were ever in force. IdentifierError: CREDIT_CODE_SHAPE, CREDIT_CODE_AUTHORITY,
    CREDIT_CODE_AREA, CREDIT_CODE_CHECK_DIGIT; only the last may be overridden.
    """
    found = normalise(text)
    if not _SHAPE.fullmatch(found):
        message = "The credit code (统一社会信用代码) has 18 digits and capital letters, without I, O, S, V, Z. Copy it from the licence."
        raise IdentifierError("CREDIT_CODE_SHAPE", message)
    if found[:2] not in AUTHORITIES:
        message = "No registering authority issues credit codes (统一社会信用代码) with these first two characters. Check them."
        raise IdentifierError("CREDIT_CODE_AUTHORITY", message)
    if areas is not None and not _known(found[2:8], areas):
        message = "Characters 3 to 8 of the credit code (统一社会信用代码) are no division that ever existed. Check them."
        raise IdentifierError("CREDIT_CODE_AREA", message)
    if check_digit(found[:17]) != found[17]:
        message = (
            "The check character of the credit code (统一社会信用代码) does not fit. Compare it with the licence; "
            "if the code is really in use, send the row again with creditCodeOverride: true."
        )
        raise IdentifierError(OVERRIDABLE, message)
    return CreditCode(found)


def _known(area: str, areas: Container[str]) -> bool:
    """Divisions of other provinces are not in our table; pseudo areas of registering offices (xx0000, xxxx01) exist."""
    return not area.startswith("35") or area in areas or area.endswith(("0000", "00", "01"))
