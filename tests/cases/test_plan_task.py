"""Tasks of the plan and plans of work (plan 6.1, 6.4): given, reported on, late by the clock, confirmed; every report stays."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from exchange import worker
from tests.api.conftest import KEEPER, NOBODY
from tests.cases.town import CITY, COUNTY, FIRM, HANDLER, HOUSING, office

if TYPE_CHECKING:
    from exchange.access import Caller
    from tests.cases.town import Found, Town

LEAD = office("origin", "350102_HOUSING", "350102")
HELPER = office("origin", "350102_DRC", "350102")
COUNTY_HALL = office("origin", "350102_GOVERNMENT", "350102")
TASK = "{ planTasks { edges { node { title state deadline late progress report reports { progress report by { code } } } } } }"
PLAN = "{ workPlans { edges { node { state content progress reports { progress } } } } }"


async def given(
    town: Town, more: str = "", *, clause: str = "5.1", title: str = "规范采购", about: str = HOUSING
) -> Found:
    """A task for the county's housing department."""
    town.keys += 1
    said = f'clause: "{clause}", title: "{title}", content: "按实施方案落实", {more}'
    return await town.ask_mutation(
        KEEPER, "filePlanTask", f'key: "T-{town.keys}", creditCode: "{about}", {said}'
    )


async def planned(
    town: Town, more: str = "", *, about: str = COUNTY, who: Caller = COUNTY_HALL, days: int = 100
) -> Found:
    """The county's plan of work."""
    town.keys += 1
    until = town.house.today + dt.timedelta(days=days)
    said = f'year: {town.house.today.year}, title: "工作计划", content: "清欠；联系电话13912345678", periodUntil: "{until}", {more}'
    return await town.ask_mutation(
        who, "fileWorkPlan", f'key: "W-{town.keys}", creditCode: "{about}", {said}'
    )


async def test_every_report_of_progress_stays_and_a_task_is_late_by_the_clock_until_it_is_confirmed(
    town: Town,
) -> None:
    day = town.house.today + dt.timedelta(days=30)
    case = (await given(town, f'deadline: "{day}", partners: ["350102_DRC"]'))["caseId"]
    for progress in (20, 60):
        await town.move(LEAD, "reportPlanTask", case, f'progress: {progress}, report: "第{progress}步"')
    helping = await town.move(HELPER, "reportPlanTask", case, 'progress: 90, report: "x"')
    town.house.on(day + dt.timedelta(days=1))
    await worker.round_of(town.house.engine.runner.db, town.house.engine.runner.clock)
    node = (await town.house.ask(HELPER, TASK))["data"]["planTasks"]["edges"][0]["node"]
    public = (await town.house.ask(NOBODY, TASK))["data"]["planTasks"]["edges"][0]["node"]

    finished = await town.move(LEAD, "finishPlanTask", case, 'result: "制度已印发"')
    back = await town.move(KEEPER, "returnPlanTask", case, 'reason: "缺附件"')
    await town.move(LEAD, "finishPlanTask", case, 'result: "附件已补"')
    confirmed = await town.move(KEEPER, "confirmPlanTask", case)

    assert "the department that leads reports" in helping["message"]
    assert (node["late"], node["progress"], node["report"]) == (True, 60, "第60步")
    assert node["reports"] == [
        {"progress": 20, "report": "第20步", "by": {"code": "350102_HOUSING"}},
        {"progress": 60, "report": "第60步", "by": {"code": "350102_HOUSING"}},
    ]
    assert public == {
        "title": "规范采购", "state": "ASSIGNED", "deadline": day.isoformat(),
        "late": None, "progress": None, "report": None, "reports": [],
    }  # fmt: skip
    assert [one["case"]["state"] for one in (finished, back, confirmed)] == ["REPORTED", "ASSIGNED", "DONE"]


async def test_a_task_without_a_day_goes_on_and_is_never_late(town: Town) -> None:
    await given(town)

    town.house.on(town.house.today + dt.timedelta(days=3000))
    await worker.round_of(town.house.engine.runner.db, town.house.engine.runner.clock)
    node = (await town.house.ask(CITY, TASK))["data"]["planTasks"]["edges"][0]["node"]

    assert (node["state"], node["deadline"], node["late"]) == ("ASSIGNED", None, False)


async def test_a_plan_of_work_is_approved_reported_on_and_shown_when_it_is_made_public(town: Town) -> None:
    case = (await planned(town))["caseId"]

    returned = await town.move(KEEPER, "returnWorkPlan", case, 'reason: "补充时限"')
    mended = await town.move(COUNTY_HALL, "amendWorkPlan", case, 'content: "补充时限；联系电话13912345678"')
    approved = await town.move(KEEPER, "approveWorkPlan", case)
    reported = await town.move(COUNTY_HALL, "reportWorkPlan", case, 'progress: 40, report: "已启动"')
    hidden = (await town.house.ask(NOBODY, PLAN))["data"]["workPlans"]["edges"]
    await town.move(KEEPER, "publiciseWorkPlan", case)
    public = (await town.house.ask(NOBODY, PLAN))["data"]["workPlans"]["edges"][0]["node"]
    own = (await town.house.ask(CITY, PLAN))["data"]["workPlans"]["edges"][0]["node"]
    done = await town.move(COUNTY_HALL, "finishWorkPlan", case, 'result: "完成"')

    states = [one["case"]["state"] for one in (returned, mended, approved, reported, done)]
    assert states == ["RETURNED", "SUBMITTED", "IN_FORCE", "IN_FORCE", "DONE"]
    assert hidden == []
    assert "13912345678" not in public["content"]
    assert (public["progress"], public["reports"]) == (None, [])
    assert (own["progress"], own["reports"]) == (40, [{"progress": 40}])


async def test_bad_tasks_and_plans_are_answered_with_what_is_wrong(town: Town) -> None:
    case, past = (await given(town))["caseId"], town.house.today
    plan = (await planned(town))["caseId"]
    await town.move(KEEPER, "approveWorkPlan", plan)

    told = [
        await given(town, clause="7.9", title="x"),
        await given(town, f'deadline: "{past}"', title="x"),
        await given(town),
        await given(town, about=FIRM),
        await given(town, 'partners: ["NO_SUCH"]', title="x"),
        await town.move(KEEPER, "reschedulePlanTask", case, f'deadline: "{past}", reason: "x"'),
        await town.move(LEAD, "reportPlanTask", case, 'progress: 101, report: "x"'),
        await town.move(COUNTY_HALL, "reportWorkPlan", plan, 'progress: -1, report: "x"'),
        await planned(town),
        await planned(town, "keyField: PPP", days=0),
        await planned(town, who=HANDLER, about="11350000000000001A"),
    ]

    wanted = (
        "clause is none of the plan's", "deadline is not to come", "a task of this clause and title", "the business of a public body",
        "1 of partners are no departments", "deadline is not to come", "progress is no percentage", "progress is no percentage",
        "a plan of this year and field", "periodUntil is not to come", "not of your division",
    )  # fmt: skip
    assert [
        (part, one["message"]) for one, part in zip(told, wanted, strict=True) if part not in one["message"]
    ] == []
    assert (await town.move(LEAD, "confirmPlanTask", case))["code"] == "NOT_FOUND"


async def test_a_plan_of_another_department_is_not_told_of_to_one_that_does_not_see_it(town: Town) -> None:
    elsewhere = office("origin", "350102_DRC", "350102")
    await planned(town, "keyField: PROCUREMENT")

    again = await planned(town, "keyField: PROCUREMENT")
    unseen = await planned(town, "keyField: PROCUREMENT", who=elsewhere)

    assert "a plan of this year and field is there already" in again["message"]
    assert unseen["case"]["state"] == "SUBMITTED"
