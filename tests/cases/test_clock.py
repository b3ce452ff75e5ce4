"""The clock: who has to act is reminded once, what is overdue goes to the superior once, whatever becomes of the worker in between."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING, Any

from exchange import calendar, worker
from exchange.calendar import CalendarDay, WorkingDays, published_days, working_days
from exchange.cases import deadlines
from exchange.cases import steps as steps_of_cases
from tests.api.conftest import KEEPER, NOBODY, caller
from tests.cases.conftest import PROVIDER

if TYPE_CHECKING:
    import pytest

    from tests.cases.conftest import House


class Killed(BaseException):
    """The worker dies between its last statement and its commit."""


WHY = 'ground: CONTENT_WRONG, statement: "金额有误"'
SUPERIOR = caller("superior", department="FJ_DRC", departments=("FJ_DRC",), jurisdiction="350000")


async def steps(house: House) -> list[tuple[str, dt.date]]:
    """The clock's steps of all cases, with the day on which each was made."""
    rows = await house.owner.fetch("SELECT move, at FROM case_step WHERE actor = 'clock' ORDER BY id")
    return [(row["move"], row["at"].astimezone(dt.timezone(dt.timedelta(hours=8))).date()) for row in rows]


async def awake(house: House) -> Any:  # noqa: ANN401 - a Counter
    """One round of the worker."""
    return await worker.round_of(house.engine.runner.db, house.engine.runner.clock)


async def test_a_day_before_the_last_one_is_reminded_and_after_it_told_to_the_superior_each_once(
    house: House,
) -> None:
    case, filed, days = (
        (await house.file(house.subject, "Objection", WHY))["caseId"],
        house.today,
        working_days(),
    )
    await house.move(KEEPER, "acceptObjection", case)

    for number in range(6):
        house.on(days.add(filed, number))
        await awake(house)
        await awake(house)

    assert await steps(house) == [("remind", days.add(filed, 2)), ("escalate", days.add(filed, 4))]


async def test_asleep_for_three_weeks_it_makes_what_still_matters_and_nothing_twice(house: House) -> None:
    await house.file(house.subject, "Objection", WHY)
    house.on(house.today + dt.timedelta(days=21))

    made, again = await awake(house), await awake(house)

    assert made["objection.escalate"] == 1
    assert [name for name in again if "." in name] == []
    assert [move for move, _ in await steps(house)] == ["escalate"]


async def test_killed_before_any_commit_it_comes_to_the_same_end(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance, days = random.Random(7), working_days()
    case, filed = (await house.file(house.subject, "Objection", WHY))["caseId"], house.today
    await house.move(KEEPER, "acceptObjection", case)
    true = steps_of_cases.write

    async def dying(*given: Any) -> None:  # noqa: ANN401 - those of `write`
        await true(*given)
        if chance.random() < 0.6:
            raise Killed

    monkeypatch.setattr(steps_of_cases, "write", dying)
    deaths = 0
    for number in range(6):
        house.on(days.add(filed, number))
        for _ in range(8):
            try:
                await awake(house)
            except Killed:
                deaths += 1

    assert deaths > 0
    assert [move for move, _ in await steps(house)] == ["remind", "escalate"]


async def test_what_is_escalated_is_on_the_superiors_worklist_and_what_waits_on_that_of_who_has_to_act(
    house: House,
) -> None:
    ask = "{ myWork { totalCount edges { node { item state waitsFor dueOn escalated case { number } record { documentNumber } } } } }"
    case = (await house.file(house.subject, "Objection", WHY))["caseId"]
    await house.move(KEEPER, "acceptObjection", case)
    await house.move(KEEPER, "referObjection", case)

    before = [
        (await house.ask(who, ask))["data"]["myWork"]["totalCount"]
        for who in (KEEPER, PROVIDER, SUPERIOR, house.subject, NOBODY)
    ]
    house.on(house.today + dt.timedelta(days=21))
    await awake(house)
    after = (await house.ask(SUPERIOR, ask))["data"]["myWork"]

    assert before == [0, 1, 0, 0, 0]
    assert after["totalCount"] == 1
    assert after["edges"][0]["node"]["escalated"] is True
    assert after["edges"][0]["node"]["case"]["number"]


async def test_a_published_calendar_moves_the_limits_of_open_cases_and_is_told(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = (await house.file(house.subject, "Objection", WHY))["caseId"]
    before = (await house.ask(KEEPER, f'{{ objection(id: "{case}") {{ dueOn totalDueOn }} }}'))["data"][
        "objection"
    ]
    last = dt.date.fromisoformat(before["dueOn"])
    later = WorkingDays(
        [*published_days(), CalendarDay(last, working=False, provisional=False, reason="补假")]
    )
    for module in (calendar, deadlines):
        monkeypatch.setattr(module, "working_days", lambda: later)
    monkeypatch.setattr("exchange.cases.clockwork.working_days", lambda: later)

    made, again = await awake(house), await awake(house)

    after = (
        await house.ask(KEEPER, f'{{ objection(id: "{case}") {{ dueOn totalDueOn timeline {{ move }} }} }}')
    )["data"]["objection"]
    assert made["objection.reckon"] == 1
    assert again["objection.reckon"] == 0
    assert dt.date.fromisoformat(after["dueOn"]) > last
    assert "reckon" in [one["move"] for one in after["timeline"]]


async def test_a_publication_ends_with_its_period_and_is_held_where_the_duty_is_open(house: House) -> None:
    until = await house.owner.fetchval("SELECT publish_until FROM penalty")
    house.on(until + dt.timedelta(days=1))

    made, again = await awake(house), await awake(house)

    told = await house.owner.fetch("SELECT move, actor, reason FROM audit_entry ORDER BY id DESC LIMIT 1")
    assert (made["penalty.hold"], again["penalty.hold"]) == (1, 0)
    assert (await house.state())["state"] == "HELD"
    assert tuple(told[0]) == ("hold", "clock", "公示期限届满，义务尚未履行完毕")


async def test_what_the_catalogue_keeps_no_longer_is_archived_by_the_clock(house: House) -> None:
    await house.owner.execute("UPDATE penalty SET state = 'EXPIRED', publish_until = $1", dt.date(2016, 1, 1))

    made, again = await awake(house), await awake(house)

    assert (made["archived"], again["archived"]) == (1, 0)
    assert await house.owner.fetchval("SELECT state FROM penalty") == "ARCHIVED"


async def test_what_was_left_undone_by_the_subject_lapses(house: House) -> None:
    await house.owner.execute("UPDATE penalty SET repairable_from = decided_on")
    case = (
        await house.file(house.subject, "RepairApplication", 'statement: "已缴款", commitmentSigned: true')
    )["caseId"]
    await house.move(KEEPER, "requestSupplementRepairApplication", case, 'reason: "缺少缴款凭证"')
    house.on(house.today + dt.timedelta(days=30))

    await awake(house)

    found = (
        await house.ask(house.subject, f'{{ repairApplication(id: "{case}") {{ state closedOn late }} }}')
    )["data"]
    assert found["repairApplication"] == {
        "state": "LAPSED",
        "closedOn": house.today.isoformat(),
        "late": True,
    }
