"""Working days as the State Council sets them, and periods by month."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.calendar import WorkingDays, add_months, load, seed, working_days
from exchange.errors import StartupError
from exchange.reference import read, table

if TYPE_CHECKING:
    from pathlib import Path

DAYS = st.dates(date(2015, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2025, 9, 28), True),
        (date(2025, 9, 30), True),
        (date(2025, 10, 1), False),
        (date(2025, 10, 6), False),
        (date(2025, 10, 8), False),
        (date(2025, 10, 9), True),
        (date(2025, 10, 11), True),
        (date(2025, 10, 12), False),
        (date(2025, 1, 26), True),
        (date(2026, 2, 14), True),
        (date(2026, 2, 17), False),
        (date(2026, 11, 21), False),
        (date(2026, 11, 23), True),
    ],
)
def test_holidays_and_make_up_days_follow_the_published_calendar(day: date, *, working: bool) -> None:
    assert working_days().is_working(day) is working


def test_seven_working_days_across_the_national_day_of_2025() -> None:
    days = working_days()

    due = days.add(date(2025, 9, 26), 7)

    assert due == date(2025, 10, 13)
    assert days.between(date(2025, 9, 26), due) == 7


def test_no_days_means_the_day_itself_or_the_next_working_one() -> None:
    assert working_days().add(date(2025, 9, 30), 0) == date(2025, 9, 30)
    assert working_days().add(date(2025, 10, 1), 0) == date(2025, 10, 9)


def test_working_days_are_counted_backwards_too() -> None:
    assert working_days().add(date(2025, 10, 10), -2) == date(2025, 9, 30)


@given(start=DAYS, n=st.integers(1, 60))
def test_adding_and_counting_are_each_other_s_reverse(start: date, n: int) -> None:
    days = working_days()

    due = days.add(start, n)

    assert days.is_working(due)
    assert days.between(start, due) == n
    assert days.between(due, start) == -n


@given(start=DAYS, first=st.integers(1, 20), then=st.integers(1, 20))
def test_two_periods_in_a_row_are_one_long_one(start: date, first: int, then: int) -> None:
    days = working_days()

    assert days.add(days.add(start, first), then) == days.add(start, first + then)


def test_years_to_come_are_provisional_and_know_the_statutory_holidays() -> None:
    days = working_days()

    assert not days.is_provisional(date(2026, 5, 1))
    assert days.is_provisional(date(2028, 5, 1))
    assert not days.is_working(date(2028, 5, 1))


def test_a_year_without_any_rows_is_judged_by_the_weekday() -> None:
    days = WorkingDays([])

    assert days.is_working(date(2031, 10, 1))
    assert not days.is_working(date(2031, 10, 4))
    assert days.is_provisional(date(2031, 10, 1))


def test_the_file_holds_what_the_library_and_the_festivals_say() -> None:
    """When this fails after an update of the library: write `calendar.seed()` into the file again."""
    assert load(table("working_day")) == seed()


def test_a_day_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "working_day.csv"
    row = "2027-01-01,false,true,New Year's Day"
    path.write_text(f"day,working,provisional,reason\n{row}\n{row}\n", encoding="utf-8")

    with pytest.raises(StartupError, match="line 3: 2027-01-01 stands twice"):
        load(read(path))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 4, 1), 3, date(2026, 7, 1)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2025, 12, 15), 12, date(2026, 12, 15)),
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_the_month(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


@given(day=DAYS, months=st.integers(0, 120))
def test_months_never_run_over_into_the_next(day: date, months: int) -> None:
    later = add_months(day, months)

    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1
