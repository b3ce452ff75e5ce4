"""Level by level (逐级推送): who checks, in which order, until when, and what is kept of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from exchange.errors import GuardRefused
from exchange.lifecycle import State
from tests.records.conftest import DAY, KEEPER, ORIGIN, Office, stored, trail

if TYPE_CHECKING:
    import asyncpg

    from tests.records.conftest import Taken

COUNTY_OFFICE = replace(
    ORIGIN, client="county", department="GULOU", departments=("GULOU",), jurisdiction="350102"
)
KEEPERS = {
    "COUNTY": replace(KEEPER, client="county-platform", department="GULOU", jurisdiction="350102"),
    "CITY": replace(KEEPER, client="city-platform", department="FUZHOU", jurisdiction="350100"),
    "PROVINCE": KEEPER,
}


@pytest.fixture
async def record(office: Office, owner: asyncpg.Connection[Any]) -> Taken:
    """A record from a department of a county."""
    rows = [("GULOU", "福州市鼓楼区测试局", "350102"), ("FUZHOU", "福州市测试局", "350100")]
    await owner.executemany("INSERT INTO department (code, name, region_code) VALUES ($1, $2, $3)", rows)
    return await office.take(who=COUNTY_OFFICE)


async def test_each_level_leaves_its_check_with_day_limit_department_and_findings(
    office: Office, owner: asyncpg.Connection[Any], record: Taken
) -> None:
    for level, keeper in KEEPERS.items():
        office.later(days=1)
        await office.move(record, "pass_level", keeper, level=level, findings=f"{level}属实")

    checks = await owner.fetch("SELECT * FROM level_check WHERE record_id = $1 ORDER BY number", record.id)
    assert [one["level"] for one in checks] == ["COUNTY", "CITY", "PROVINCE"]
    assert [one["department_code"] for one in checks] == ["GULOU", "FUZHOU", "FJ_INFORMATION_CENTRE"]
    assert [one["checked_on"] for one in checks] == [DAY + dt.timedelta(days=days) for days in (1, 2, 3)]
    assert [one["due_on"] for one in checks] == [DAY + dt.timedelta(days=days) for days in (7, 8, 9)]
    assert [one["late"] for one in checks] == [False, False, False]
    assert [one["findings"] for one in checks] == ["COUNTY属实", "CITY属实", "PROVINCE属实"]
    assert (await trail(owner, record))[-1]["rule"] == "LIMIT-LEVEL-CHECK-1"
    assert (await office.move(record, "verify")).state is State.VERIFIED


async def test_no_level_is_skipped(office: Office, record: Taken) -> None:
    with pytest.raises(GuardRefused, match="COUNTY has to check next"):
        await office.move(record, "pass_level", level="CITY")


@pytest.mark.parametrize("passed", [(), ("COUNTY",), ("COUNTY", "CITY")])
async def test_it_is_verified_only_when_the_province_has_checked(
    office: Office, record: Taken, passed: tuple[str, ...]
) -> None:
    for level in passed:
        await office.move(record, "pass_level", KEEPERS[level], level=level)

    with pytest.raises(GuardRefused, match="levels_passed"):
        await office.move(record, "verify")


async def test_a_lower_level_does_not_check_in_a_higher_ones_place(office: Office, record: Taken) -> None:
    await office.move(record, "pass_level", KEEPERS["COUNTY"], level="COUNTY")

    with pytest.raises(GuardRefused, match="Yours is COUNTY"):
        await office.move(record, "pass_level", KEEPERS["COUNTY"], level="CITY")


async def test_a_higher_level_may_check_in_a_lower_ones_place(
    office: Office, owner: asyncpg.Connection[Any], record: Taken
) -> None:
    await office.move(record, "pass_level", KEEPERS["PROVINCE"], level="COUNTY")

    assert (await stored(owner, record))["level"] == "COUNTY"


async def test_a_keeper_without_department_checks_nothing(office: Office, record: Taken) -> None:
    with pytest.raises(GuardRefused, match="no department"):
        await office.move(record, "pass_level", replace(KEEPER, department=None), level="COUNTY")


async def test_a_level_of_no_list_is_refused(office: Office, record: Taken) -> None:
    with pytest.raises(GuardRefused, match="COUNTY, CITY, PROVINCE"):
        await office.move(record, "pass_level", level="NATION")


async def test_after_a_return_every_level_checks_again(
    office: Office, owner: asyncpg.Connection[Any], record: Taken
) -> None:
    await office.move(record, "pass_level", level="COUNTY")
    await office.move(record, "return", reason="金额有误")
    await owner.execute("UPDATE penalty SET state = 'SUBMITTED'")

    await office.move(record, "pass_level", level="COUNTY")

    numbers = await owner.fetch("SELECT number, level FROM level_check ORDER BY number")
    assert [tuple(one) for one in numbers] == [(1, "COUNTY"), (2, "COUNTY")]


async def test_a_level_that_checks_after_its_limit_is_marked_and_the_next_has_its_own_limit(
    office: Office, owner: asyncpg.Connection[Any], record: Taken
) -> None:
    due = (await stored(owner, record))["check_due_on"]

    office.later(days=(due - DAY).days)
    await office.move(record, "pass_level", KEEPERS["COUNTY"], level="COUNTY")
    office.later(days=(await stored(owner, record))["check_due_on"].toordinal() - due.toordinal() + 1)
    await office.move(record, "pass_level", KEEPERS["CITY"], level="CITY")
    await office.move(record, "pass_level", KEEPERS["PROVINCE"], level="PROVINCE")

    checks = await owner.fetch("SELECT late, checked_on, due_on FROM level_check ORDER BY number")
    assert [(one["late"], (one["checked_on"] - one["due_on"]).days) for one in checks[:2]] == [
        (False, 0),
        (True, 1),
    ]
    assert checks[2]["late"] is False


async def test_a_record_tells_the_levels_that_have_still_to_check_it(
    office: Office, owner: asyncpg.Connection[Any], record: Taken
) -> None:
    told = [(await stored(owner, record))["levels_to_come"]]

    for level in ("COUNTY", "CITY", "PROVINCE"):
        await office.move(record, "pass_level", level=level)
        told.append((await stored(owner, record))["levels_to_come"])

    assert told == [["COUNTY", "CITY", "PROVINCE"], ["CITY", "PROVINCE"], ["PROVINCE"], None]


async def test_a_returned_record_waits_for_no_level(
    office: Office, owner: asyncpg.Connection[Any], record: Taken
) -> None:
    await office.move(record, "return", reason="金额有误")

    row = await stored(owner, record)
    assert (row["next_level"], row["levels_to_come"], row["check_due_on"]) == (None, None, None)
