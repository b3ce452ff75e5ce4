"""On the last day of an old rule it holds, on the first day of the new one that one: for every day on which a dated rule changes.

A day that somebody enters in one of the files without saying here what it changes fails.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from exchange.cases.measures import listed
from exchange.cases.repair import regime
from exchange.reference import table
from exchange.rules import Severity, publicity_of, publicity_rules, severity_of, severity_rules

if TYPE_CHECKING:
    from collections.abc import Callable

FILES = (
    *("severity_rule", "publicity_rule", "repair_rule", "sanction_rule"),
    *("time_limit", "account_limit", "small_group"),
)
"""All whose rows are rules with validity; divisions, departments and the catalogue have tests of their own."""
DAY = timedelta(days=1)
ORDER_58, ORDER_36 = date(2023, 5, 1), date(2026, 4, 1)


def severity(day: date) -> object:
    return severity_of("penalty", ["FINE"], {}, day, severity_rules())[1]


def publicity(day: date) -> object:
    return publicity_of(Severity.ORDINARY, [], day, publicity_rules()).rule


def repair(day: date) -> object:
    return regime(day).rule


def measures(*names: str) -> Callable[[date], object]:
    return lambda day: [len(listed(one, day)) for one in names]


CHANGES: dict[tuple[str, date], tuple[Callable[[date], object], object, object]] = {
    ("severity_rule", ORDER_58): (severity, "PENALTY-P-0", "PENALTY-A-2"),
    ("severity_rule", ORDER_36): (severity, "PENALTY-A-2", "PENALTY-B-0"),
    ("publicity_rule", ORDER_58): (publicity, "PUBLICITY-P-1", "PUBLICITY-A-2"),
    ("publicity_rule", ORDER_36): (publicity, "PUBLICITY-A-2", "PUBLICITY-B-2"),
    ("repair_rule", ORDER_36): (repair, "REPAIR-58-1", "REPAIR-36-1"),
    ("sanction_rule", date(2021, 12, 16)): (measures("LIMIT_AWARD", "LIMIT_PROJECT"), [0, 0], [1, 1]),
    ("sanction_rule", date(2023, 8, 5)): (measures("LIMIT_PILOT", "LIMIT_FUNDS"), [0, 0], [1, 1]),
}
"""File and first day of the new rule → how to ask, what held until then, what holds from then on."""


def test_no_day_of_change_is_left_out() -> None:
    entered = {
        (name, day)
        for name in FILES
        for line in table(name)
        for day in (line.validity().start, line.validity().end)
        if day is not None
    }

    assert entered == set(CHANGES)


@pytest.mark.parametrize("change", CHANGES, ids=lambda one: f"{one[0]}-{one[1]}")
def test_the_day_before_follows_the_old_rule_and_the_day_itself_the_new_one(change: tuple[str, date]) -> None:
    ask, old, new = CHANGES[change]
    day = change[1]

    assert [ask(day - 2 * DAY), ask(day - DAY), ask(day), ask(day + DAY)] == [old, old, new, new]
