"""A county breaks its word and has to put it right, seen through the eyes of everybody concerned; and what its being late leads to."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from exchange.calendar import working_days
from exchange.demo import numbers
from exchange.model import DishonestyRecord, Penalty
from exchange.records.subjects import Party
from tests.api.conftest import KEEPER, NOBODY, PARTNER
from tests.cases.conftest import PROVIDER, STRANGER
from tests.cases.duties import ADMINISTRATOR, BODY, CITY, COMPANY, DISCIPLINE, OTHER_CITY

if TYPE_CHECKING:
    from tests.cases.conftest import House
    from tests.cases.duties import Duties
    from tests.records.conftest import Taken

PROVINCE = replace(
    CITY, client="province", department="FJ_DRC", departments=("FJ_DRC",), jurisdiction="350000"
)

SEEN = "{ rectifications { totalCount edges { node { state requirement rectifyBy explanation summary review subject { name } } } } }"


async def test_the_county_explains_puts_it_right_and_is_accepted(house: House, duties: Duties) -> None:
    ordered = await duties.order()
    case = ordered["caseId"]
    day = house.today + dt.timedelta(days=60)

    ways = [
        await house.move(BODY, "explainRectification", case, 'explanation: "资金调度困难"'),
        await house.move(BODY, "startRectification", case, 'plan: "分两期兑现"'),
        await house.move(BODY, "reportRectification", case, 'report: "已兑现一期"'),
        await house.move(CITY, "returnRectification", case, f'review: "尚有一期未兑现", rectifyBy: "{day}"'),
        await house.move(BODY, "reportRectification", case, 'report: "已全部兑现"'),
        await house.move(CITY, "acceptRectification", case, 'review: "验收通过"'),
    ]

    states = [one["case"]["state"] for one in ways]
    assert states == ["EXPLAINED", "IN_PROGRESS", "REPORTED", "RETURNED", "REPORTED", "ACCEPTED"]
    waits = [one["case"]["waitsFor"] for one in (ordered, *ways)]
    assert waits == ["origin", "origin", "origin", "superior", "origin", "superior", None]
    assert ordered["case"]["dueOn"] == working_days().add(house.today, 5).isoformat()
    assert ways[3]["case"]["dueOn"] == day.isoformat()
    assert ways[5]["case"]["closedOn"] == house.today.isoformat()


async def test_everybody_sees_of_it_what_the_matrix_gives(house: House, duties: Duties) -> None:
    case = (await duties.order())["caseId"]
    await house.move(BODY, "explainRectification", case, 'explanation: "资金调度困难"')
    quiet = [
        await house.ask(who, SEEN) for who in (NOBODY, PARTNER, PROVIDER, STRANGER, OTHER_CITY, ADMINISTRATOR)
    ]
    await house.move(
        CITY,
        "announceRectification",
        case,
        'summary: "鼓楼区逾期未兑现承诺，联系人13900001111", document: "通报1号"',
    )

    told = (await house.ask(NOBODY, SEEN))["data"]["rectifications"]["edges"][0]["node"]
    whole = [await house.ask(who, SEEN) for who in (CITY, KEEPER, DISCIPLINE, BODY, duties.body)]
    await house.move(CITY, "cancelRectification", case, 'reason: "责令有误", document: "榕政〔2026〕3号"')
    after = await house.ask(NOBODY, SEEN)

    assert [one["data"]["rectifications"]["totalCount"] for one in quiet] == [0] * 6
    assert told["summary"].startswith("鼓楼区逾期未兑现承诺")
    assert "13900001111" not in told["summary"]
    assert (told["requirement"], told["explanation"]) == (None, None)
    assert told["subject"] == {"name": "福州市鼓楼区人民政府"}
    nodes = [one["data"]["rectifications"]["edges"][0]["node"] for one in whole]
    assert {(one["requirement"], one["explanation"]) for one in nodes} == {
        ("兑现招商引资承诺", "资金调度困难")
    }
    assert after["data"]["rectifications"]["totalCount"] == 0


async def test_what_is_late_goes_up_and_ends_in_a_measure_that_was_decided(
    house: House, duties: Duties
) -> None:
    case = (await duties.order())["caseId"]
    house.on(working_days().add(house.today, 6))
    await duties.awake()
    missed = await duties.state("rectification", case)
    escalated = await house.move(CITY, "takeUpRectification", case)

    early = await house.move(
        CITY, "sanctionRectification", case, 'reason: "拒不整改", document: "榕政〔2026〕4号"'
    )
    decided = await duties.measure("measure: CANCEL_HONOURS")
    done = await house.move(
        CITY, "sanctionRectification", case, 'reason: "拒不整改", document: "榕政〔2026〕4号"'
    )

    assert (missed, escalated["case"]["state"], escalated["case"]["late"]) == ("OVERDUE", "ESCALATED", True)
    assert escalated["case"]["dueRule"] == "LIMIT-RECTIFICATION-SANCTION-1"
    assert "no measure was decided on this record since the order" in early["message"]
    assert decided["case"]["state"] == "IN_FORCE"
    assert (done["case"]["state"], done["case"]["waitsFor"]) == ("SANCTIONED", None)


async def test_a_refusal_is_a_record_of_its_own_in_draft_of_the_superior_that_confirms_it(
    house: House, duties: Duties
) -> None:
    case = (await duties.order())["caseId"]
    why = 'reason: "书面拒绝整改", document: "榕政认〔2026〕6号"'
    early = await house.move(CITY, "confirmRectification", case, why)
    house.on(working_days().add(house.today, 6))
    await duties.awake()
    await house.move(CITY, "takeUpRectification", case)

    itself = await house.move(BODY, "confirmRectification", case, why)
    done = await house.move(CITY, "confirmRectification", case, why)
    ask = f'{{ rectification(id: "{case}") {{ record {{ documentNumber }} ledTo {{ documentNumber state }} }} }}'
    sender = replace(BODY, department=CITY.department, departments=CITY.departments, jurisdiction="350100")
    sender = replace(sender, audiences=sender.audiences | CITY.audiences)
    seen = [(await house.ask(who, ask))["data"]["rectification"] for who in (CITY, duties.body, sender)]

    assert early["code"] == "MOVE_NOT_ALLOWED"
    assert itself["code"] == "NOT_FOUND"
    assert (done["case"]["state"], done["case"]["waitsFor"]) == ("CONFIRMED_BREACH", None)
    assert [one["ledTo"] for one in seen] == [
        None,
        None,
        {"documentNumber": "榕政认〔2026〕6号", "state": "DRAFT"},
    ]
    assert all(one["record"] for one in seen)


async def test_a_late_report_is_taken_with_its_explanation_and_time_is_given_once(
    house: House, duties: Duties
) -> None:
    case = (await duties.order())["caseId"]
    day, later = house.today + dt.timedelta(days=40), house.today + dt.timedelta(days=50)
    await house.move(BODY, "explainRectification", case, 'explanation: "资金调度困难"')
    back = await house.move(CITY, "extendRectification", case, f'rectifyBy: "{house.today}", reason: "疫情"')
    extended = await house.move(CITY, "extendRectification", case, f'rectifyBy: "{day}", reason: "资金在途"')
    again = await house.move(CITY, "extendRectification", case, f'rectifyBy: "{later}", reason: "资金在途"')
    await house.owner.execute("UPDATE rectification SET explanation = NULL")
    house.on(later)
    await duties.awake()

    silent = await house.move(BODY, "reportRectification", case, 'report: "已兑现"')
    told = await house.move(
        BODY, "reportRectification", case, 'report: "已兑现", explanation: "资金调度困难"'
    )

    assert "rectifyBy is no later than before" in back["message"]
    assert extended["case"]["dueOn"] == day.isoformat()
    assert "was extended once already" in again["message"]
    assert "nothing was explained in writing yet" in silent["message"]
    assert (told["case"]["state"], told["case"]["late"]) == ("REPORTED", True)


async def test_a_government_is_superior_of_whom_the_record_is_about_and_not_of_where_it_is_held(
    house: House, duties: Duties
) -> None:
    city = Party(
        "GOVERNMENT",
        "福州市人民政府",
        "350100",
        credit_code=numbers.office_code(numbers.OFFICE, "350100", 1),
    )
    itself = await duties.another(DishonestyRecord, city)
    await held(house, duties.county, "350100", None)
    await held(house, itself, "350102", "350102")
    ask = "{ rectifications { edges { node { subject { name } } } } }"

    above = await duties.order()
    of_itself = await duties.order(about=itself)
    by_the_province = await duties.order(PROVINCE, details=', responsible: "350100_GOVERNMENT"', about=itself)
    seen = [(await house.ask(who, ask))["data"]["rectifications"]["edges"] for who in (CITY, PROVINCE)]

    assert above["case"]["state"] == by_the_province["case"]["state"] == "ORDERED"
    assert of_itself["code"] == "NOT_FOUND"
    names = [{one["node"]["subject"]["name"] for one in edges} for edges in seen]
    assert names == [{"福州市鼓楼区人民政府"}, {"福州市鼓楼区人民政府", "福州市人民政府"}]


async def held(house: House, record: Taken, region: str, county: str | None) -> None:
    """The record stands in another division than its subject: it came there before the subject was known, or the subject moved."""
    await house.owner.execute(
        "UPDATE dishonesty_record SET region = $2, county = $3 WHERE id = $1", record.id, region, county
    )


async def test_who_may_not_order_or_answer_is_refused_without_a_word_of_it(
    house: House, duties: Duties
) -> None:
    firm = await duties.another(Penalty, COMPANY)
    first = await duties.order()

    second = await duties.order()
    wrong_city, keeper, body = [await duties.order(who) for who in (OTHER_CITY, KEEPER, BODY)]
    of_a_firm = await duties.order(about=firm)
    past = await house.file(
        CITY,
        "Rectification",
        f'requirement: "x", rectifyBy: "{house.today}", reason: "x", document: "x"',
        about=str(firm.id),
    )
    unnamed = await duties.order(details=', responsible: "NOBODY"')
    stranger = await house.move(STRANGER, "explainRectification", first["caseId"], 'explanation: "x"')
    early = await house.move(BODY, "reportRectification", first["caseId"], 'report: "x"')

    assert "another one about the same is open already" in second["message"]
    assert (wrong_city["code"], keeper["code"], body["code"]) == (
        "NOT_FOUND",
        "SCOPE_MISSING",
        "SCOPE_MISSING",
    )
    assert "only a body of government is ordered by its superior" in of_a_firm["message"]
    assert "only a body of government" in past["message"]
    assert unnamed["code"] == "GUARD_REFUSED"
    assert stranger["code"] == "NOT_FOUND"
    assert "explain" in early["message"]
