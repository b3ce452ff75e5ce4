"""Identifiers of the sample world: valid by every check digit, and recognisably nobody's.

Organisation codes start with MAFJ or 00, which no registry has issued in this row; the sequence of a citizen number is 900 or above, a
part of the range that a county does not reach on one day of birth; telephone numbers lie in a block that is not assigned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.identifiers import citizen_number, credit_code, organisation_code

if TYPE_CHECKING:
    import datetime as dt
    from random import Random

OFFICE, INSTITUTION = "11", "12"
VILLAGE, SOCIAL = "54", "51"
ENTERPRISE, SELF_EMPLOYED, COOPERATIVE, COLLECTIVE = "91", "92", "93", "N2"
_OFFICES = 2_000
"""Organisation codes below are those of the provincial departments."""
_TOLD = 10_000
"""Businesses whose number is written as it is."""
_LETTERS = "KLMNPQRTUWXY"


def office_code(kind: str, area: str, number: int) -> str:
    """The credit code of a public body: kind of registration, division, running number from 1."""
    return _with_check(kind, area, f"{_OFFICES + number:08d}")


def business_code(kind: str, area: str, number: int) -> str:
    """The credit code of an enterprise, self-employed business, cooperative or association."""
    return _with_check(
        kind, area, f"MAFJ{number:04d}" if number < _TOLD else f"MAF{_counted(number - _TOLD)}"
    )


def _counted(number: int) -> str:
    """Five characters for a business of a world that is larger than the sample: a letter after J, and a number to base 31."""
    digits = ""
    for _ in range(4):
        number, digit = divmod(number, len(credit_code.ALPHABET))
        digits = credit_code.ALPHABET[digit] + digits
    return _LETTERS[number] + digits


def broken(code: str) -> str:
    """The same code with a check character that does not fit, as some real ones have."""
    place = credit_code.ALPHABET.index(code[-1])
    return code[:-1] + credit_code.ALPHABET[(place + 7) % len(credit_code.ALPHABET)]


def document(area: str, born: dt.date, sequence: int) -> str:
    """A citizen number."""
    first = f"{area}{born:%Y%m%d}{900 + sequence % 100}"
    return first + citizen_number.check_digit(first)


def phone(draw: Random) -> str:
    """A mobile number."""
    return f"1990000{draw.randrange(10_000):04d}"


def _with_check(kind: str, area: str, body: str) -> str:
    first = kind + area + body + organisation_code.check_digit(body)
    return first + credit_code.check_digit(first)
