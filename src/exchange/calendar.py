"""Working days as the State Council sets them, and periods by month.

Weekends alone are wrong: holidays fall on weekdays, and Saturdays and Sundays are worked in exchange. The
calendar of a year is published in the November before it, for that year only. So the exceptions are dated
rows: known years come from the holiday library, later ones hold the statutory days alone and are marked
provisional; open due dates are computed again when the year is published. A day in a year without rows is
judged by its weekday, and is provisional too.
"""

from __future__ import annotations

import calendar
import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from chinese_calendar.constants import holidays, workdays

from exchange.reference import Line, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DAY = timedelta(days=1)
_SATURDAY = 5
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day that its weekday would get wrong: a holiday in the week, or a worked Saturday or Sunday."""

    day: date
    working: bool
    provisional: bool
    reason: str


class WorkingDays:
    """Working days by a table of exceptions. `version` is equal exactly where the same days are worked."""

    def __init__(self, rows: Iterable[CalendarDay]) -> None:
        self._rows = {row.day: row for row in rows}
        told = "".join(
            f"{row.day}{row.working}" for row in sorted(self._rows.values(), key=lambda one: one.day)
        )
        self.version = hashlib.sha256(told.encode()).hexdigest()[:12]
        self._published = {row.day.year for row in self._rows.values() if not row.provisional}

    def is_working(self, day: date) -> bool:
        """Whether offices work on that day."""
        row = self._rows.get(day)
        return day.weekday() < _SATURDAY if row is None else row.working

    def is_provisional(self, day: date) -> bool:
        """Whether the calendar of that day's year is not published yet."""
        return day.year not in self._published

    def add(self, day: date, n: int) -> date:
        """The n-th working day after `day`, which itself is not counted; before it when n is negative.

        With n = 0: `day` if it is a working day, else the next one.
        """
        if n == 0:
            return day if self.is_working(day) else self.add(day, 1)
        step = _DAY if n > 0 else -_DAY
        left = abs(n)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def between(self, a: date, b: date) -> int:
        """How many working days lie after `a` up to and with `b`; negative when `b` is the earlier one."""
        if b < a:
            return -self.between(b, a)
        return sum(self.is_working(a + _DAY * offset) for offset in range(1, (b - a).days + 1))


def add_months(day: date, months: int) -> date:
    """The same day of the month, months later; the last day of a shorter month (Civil Code, art. 202)."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def published_days() -> Iterator[CalendarDay]:
    """The exceptions of all years that the holiday library knows, in order."""
    for day in sorted({*holidays, *workdays}):
        working = day in workdays
        if working != (day.weekday() < _SATURDAY):
            reason = str(workdays.get(day) or holidays.get(day))
            yield CalendarDay(day, working, provisional=False, reason=reason)


def provisional_days(festivals: Iterable[Line]) -> list[CalendarDay]:
    """The statutory days off of years to come, in order.

    Days moved and made up for are not known before publication.
    """
    reasons: dict[date, str] = {}
    for line in festivals:
        first = line.day("first")
        for day in (first + offset * _DAY for offset in range(line.whole("days"))):
            if day.weekday() < _SATURDAY:
                reasons.setdefault(day, line.text("festival"))
    days = sorted(reasons.items())
    return [CalendarDay(day, working=False, provisional=True, reason=reason) for day, reason in days]


def seed() -> list[CalendarDay]:
    """What `schema/codes/working_day.csv` holds: published years, then provisional ones."""
    published = list(published_days())
    last = published[-1].day.year
    later = (line for line in table("festival") if line.whole("year") > last)
    return published + provisional_days(later)


def load(lines: Iterable[Line]) -> list[CalendarDay]:
    """Checked rows. StartupError names file and line of a day that stands twice or cannot be read."""
    rows: dict[date, CalendarDay] = {}
    for line in lines:
        row = CalendarDay(
            line.day("day"), line.flag("working"), line.flag("provisional"), line.text("reason")
        )
        if row.day in rows:
            line.refuse(f"{row.day} stands twice. Remove one of the rows.")
        rows[row.day] = row
    return list(rows.values())


@cache
def working_days() -> WorkingDays:
    """The calendar of `schema/codes/working_day.csv`, loaded once."""
    return WorkingDays(load(table("working_day")))
