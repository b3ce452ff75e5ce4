"""Dated limits of access: how long a password is at least, how many failures, how long a session, when a reading is told.

Rows of `schema/codes/account_limit.csv`, because an inspection of protection levels (等级保护测评) may ask for other values, and what
held on the day of an incident must stay readable.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from exchange.reference import Validity, table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exchange.reference import Line


class Limit(StrEnum):
    """What is limited, with the unit of its amount."""

    PASSWORD_LENGTH = "password_length"  # noqa: S105 - a name
    FAILURES = "failures"
    LOCK_OUT = "lock_out"
    FACTOR_FAILURES = "factor_failures"
    SIGNING_IN = "signing_in"
    IDLE = "idle"
    LONGEST = "longest"
    INITIAL = "initial"
    RECOVERY = "recovery"
    CODE = "code"
    REFRESH_IDLE = "refresh_idle"
    REFRESH_LONGEST = "refresh_longest"
    TOLD_LATER = "told_later"
    UNUSED = "unused"


UNITS = {
    Limit.PASSWORD_LENGTH: "CHARACTER",
    Limit.FAILURES: "TIME",
    Limit.FACTOR_FAILURES: "TIME",
}
"""All others are times, in MINUTE."""


@dataclass(frozen=True, slots=True)
class Row:
    """One dated limit."""

    rule: str
    limit: Limit
    amount: int
    valid: Validity


def load(lines: Iterable[Line]) -> tuple[Row, ...]:
    """Checked rows; StartupError names the line that cannot be used."""
    return tuple(_row(line) for line in lines)


def amount(limit: Limit, on: dt.date, rows: Iterable[Row] | None = None) -> int:
    """The limit on a day, in its unit; LookupError when no row was in force."""
    for row in account_limits() if rows is None else rows:
        if row.limit is limit and row.valid.covers(on):
            return row.amount
    problem = f"no limit {limit} was in force on {on}"
    raise LookupError(problem)


def span(limit: Limit, on: dt.date) -> dt.timedelta:
    """The same as a length of time."""
    return dt.timedelta(minutes=amount(limit, on))


def _row(line: Line) -> Row:
    name = line.text("limit")
    if name not in set(Limit):
        line.refuse(f"limit {name!r} is none of {', '.join(Limit)}.")
    limit = Limit(name)
    unit = UNITS.get(limit, "MINUTE")
    if line.text("unit") != unit:
        line.refuse(f"{limit} is counted in {unit}.")
    if not (found := line.whole("amount")):
        line.refuse("amount is 0. A limit is 1 or more.")
    line.text("basis")
    return Row(line.text("rule"), limit, found, line.validity())


@cache
def account_limits() -> tuple[Row, ...]:
    """The rows of `schema/codes/account_limit.csv`, read once."""
    return load(table("account_limit"))
