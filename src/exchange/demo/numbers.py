"""Valid identifiers for invented bodies and persons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.identifiers import citizen_number, credit_code, organisation_code

if TYPE_CHECKING:
    import datetime as dt

    from exchange.demo.chance import Chance

ADULT_YEARS = (22, 60)


class Numbers:
    """Hands out each number once."""

    def __init__(self) -> None:
        self._next = 0

    def credit_code(self, authority: str, area: str) -> str:
        """A credit code of that registering authority and division."""
        self._next += 1
        body = f"MB{self._next:06d}" if authority.startswith("1") else f"MAF{self._next:05d}"
        first = f"{authority}{area}{body}{organisation_code.check_digit(body)}"
        return first + credit_code.check_digit(first)

    def organisation_code(self) -> str:
        """An organisation code."""
        self._next += 1
        body = f"{self._next:08d}"
        return body + organisation_code.check_digit(body)


def wrong_check_digit(code: str) -> str:
    """The code with a check character that does not fit, as some that are really in use."""
    other = "0" if code[-1] != "0" else "1"
    return code[:-1] + other


def citizen(chance: Chance, area: str, today: dt.date) -> str:
    """A citizen number of an adult; sequence numbers from 900 on, which are rarely given out."""
    born = today.replace(year=today.year - chance.number(*ADULT_YEARS), month=chance.number(1, 12), day=chance.number(1, 28))
    first = f"{area}{born:%Y%m%d}{chance.number(900, 999)}"
    return first + citizen_number.check_digit(first)
