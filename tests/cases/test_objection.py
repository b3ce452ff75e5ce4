"""An objection from filing to re-examination, seen through the eyes of everybody concerned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.calendar import working_days
from tests.api.conftest import KEEPER, NOBODY, PARTNER
from tests.cases.conftest import PROVIDER, SECOND, STRANGER

if TYPE_CHECKING:
    from tests.cases.conftest import House

WHY = 'ground: CONTENT_WRONG, statement: "处罚金额应为2万元，联系电话13900001111。"'


async def test_it_marks_the_record_at_once_and_everybody_who_sees_the_record_sees_the_mark(
    house: House,
) -> None:
    filed = await house.file(house.subject, "Objection", WHY)

    seen = [await house.state(who) for who in (NOBODY, PARTNER, KEEPER, PROVIDER, house.subject)]

    assert filed["case"]["state"] == "FILED"
    assert filed["case"]["waitsFor"] == "keeper"
    assert filed["case"]["dueOn"] == working_days().add(house.today, 1).isoformat()
    assert filed["case"]["totalDueOn"] == working_days().add(house.today, 7).isoformat()
    assert seen == [{"state": "PUBLISHED", "disputed": True}] * 5


async def test_platform_and_provider_check_it_and_the_decision_takes_the_mark_away(house: House) -> None:
    case = (await house.file(house.subject, "Objection", WHY))["caseId"]

    ways = [
        await house.move(KEEPER, "acceptObjection", case),
        await house.move(KEEPER, "referObjection", case, 'findings: "与报送数据一致"'),
        await house.move(
            PROVIDER, "answerObjection", case, 'answer: "决定无误", proposal: UPHELD_WITH_STATEMENT'
        ),
        await house.move(
            KEEPER, "decideObjection", case, 'outcome: UPHELD_WITH_STATEMENT, reason: "核查无误"'
        ),
        await house.move(house.subject, "commentObjection", case, 'comment: "我方已申请复议"'),
    ]

    assert [one["case"]["state"] for one in ways] == [
        "PLATFORM_CHECK",
        "PROVIDER_CHECK",
        "ANSWERED",
        "DECIDED",
        "DECIDED",
    ]
    assert [one["case"]["waitsFor"] for one in ways] == ["keeper", "origin", "keeper", None, None]
    assert ways[3]["case"]["closedOn"] == house.today.isoformat()
    assert await house.state(NOBODY) == {"state": "PUBLISHED", "disputed": False}


async def test_who_has_nothing_to_do_with_it_is_answered_as_if_it_did_not_exist(house: House) -> None:
    case = (await house.file(house.subject, "Objection", WHY))["caseId"]
    one, all_of_them = f'{{ objection(id: "{case}") {{ number }} }}', "{ objections { totalCount } }"

    named = [await house.ask(who, one) for who in (NOBODY, PARTNER, STRANGER)]
    listed = [await house.ask(who, all_of_them) for who in (NOBODY, PARTNER, STRANGER)]
    moved = await house.move(STRANGER, "answerObjection", case, 'answer: "x", proposal: CORRECTED')
    filed = await house.file(STRANGER, "Objection", WHY)

    told = [
        body["errors"][0]["extensions"]["code"] for body in named[:2]
    ]  # by the argument alone: their view has no cases
    assert told == ["ARGUMENT_NOT_ALLOWED"] * 2
    assert named[2] == {"data": {"objection": None}}
    assert [body["data"] for body in listed] == [{"objections": {"totalCount": 0}}] * 3
    assert (moved["code"], filed["code"]) == ("NOT_FOUND", "SCOPE_MISSING")


async def test_the_subject_reads_why_and_not_what_the_offices_wrote_to_each_other(house: House) -> None:
    case = (await house.file(house.subject, "Objection", WHY))["caseId"]
    await house.move(KEEPER, "acceptObjection", case)
    await house.move(KEEPER, "referObjection", case, 'findings: "内部比对意见"')
    ask = (
        f'{{ objection(id: "{case}") {{ statement findings disclosure {{ field treatment }} '
        "timeline { move stateAfter late actor by { name } } record { documentNumber } subject { name } } }"
    )

    mine = (await house.ask(house.subject, ask))["data"]["objection"]
    theirs = (await house.ask(KEEPER, ask))["data"]["objection"]

    assert (mine["findings"], theirs["findings"]) == (None, "内部比对意见")
    assert mine["statement"] == "处罚金额应为2万元，联系电话13900001111。"
    assert {"field": "findings", "treatment": "HIDDEN"} in mine["disclosure"]
    assert [one["move"] for one in mine["timeline"]] == ["file", "accept", "refer"]
    assert {one["actor"] for one in mine["timeline"]} == {None}
    assert theirs["timeline"][1]["actor"] == KEEPER.actor
    assert mine["record"]["documentNumber"] == "闽市监罚〔2026〕12号"


async def test_sent_again_under_its_number_it_opens_no_second_case(house: House) -> None:
    first = await house.file(house.subject, "Objection", WHY, key="A-1")
    again = await house.file(house.subject, "Objection", WHY, key="A-1")
    other = await house.file(house.subject, "Objection", WHY.replace("2万元", "3万元"), key="A-1")
    second = await house.file(house.subject, "Objection", WHY, key="A-2")

    assert first["caseId"] == again["caseId"]
    assert other["code"] == "BATCH_CONFLICT"
    assert second["code"] == "GUARD_REFUSED"
    assert "another objection to this record is open already" in second["message"]


async def test_a_correction_is_decided_when_it_is_made(house: House) -> None:
    case = (await house.file(house.subject, "Objection", WHY))["caseId"]
    await house.move(KEEPER, "acceptObjection", case)

    early = await house.move(KEEPER, "decideObjection", case, 'outcome: CORRECTED, reason: "金额有误"')
    replaced = await house.ask(
        PROVIDER,
        'mutation ($id: ID!) { replaceRecord(input: {id: $id, reason: "金额有误", document: "更正1号", '
        'corrections: {penalty: {fine: "2万元", content: "罚款20000元"}}}) { __typename ... on Refused { message } } }',
        id=house.record,
    )
    decided = await house.move(KEEPER, "decideObjection", case, 'outcome: CORRECTED, reason: "已更正"')

    assert "the record is still PUBLISHED. Let the provider replace it first." in early["message"]
    assert replaced["data"]["replaceRecord"]["__typename"] == "Moved", replaced
    assert decided["case"]["state"] == "DECIDED"


async def test_an_annulled_decision_is_withdrawn_with_the_objection(house: House) -> None:
    case = (await house.file(house.subject, "Objection", WHY))["caseId"]
    await house.move(KEEPER, "acceptObjection", case)

    await house.move(
        KEEPER, "decideObjection", case, 'outcome: WITHDRAWN, reason: "原决定已撤销", document: "复议决定9号"'
    )

    assert await house.state(NOBODY) is None
    assert (await house.state(KEEPER))["state"] == "WITHDRAWN"


async def test_an_appraisal_stops_the_clock_and_an_extension_is_given_once(house: House) -> None:
    days = working_days()
    case = (await house.file(house.subject, "Objection", WHY))["caseId"]
    filed = house.today
    await house.move(KEEPER, "acceptObjection", case)
    stopped = await house.move(KEEPER, "suspendObjection", case, 'reason: "笔迹鉴定"')
    house.on(days.add(filed, 10))
    resumed = await house.move(KEEPER, "resumeObjection", case, 'reason: "鉴定完毕"')
    extended = await house.move(KEEPER, "extendObjection", case, 'reason: "需跨省核查"')
    again = await house.move(KEEPER, "extendObjection", case, 'reason: "仍需核查"')

    assert (stopped["case"]["state"], stopped["case"]["dueOn"]) == ("SUSPENDED", None)
    assert resumed["case"]["state"] == "PLATFORM_CHECK"
    assert resumed["case"]["dueOn"] == days.add(filed, 13).isoformat()
    assert resumed["case"]["totalDueOn"] == days.add(filed, 17).isoformat()
    assert extended["case"]["dueOn"] == days.add(filed, 30).isoformat()
    assert again["code"] == "GUARD_REFUSED"


async def test_a_step_after_its_last_day_is_late_and_stays_so(house: House) -> None:
    case = (await house.file(house.subject, "Objection", WHY))["caseId"]
    house.on(working_days().add(house.today, 2))

    accepted = await house.move(KEEPER, "acceptObjection", case)

    assert accepted["case"]["late"] is True
    steps = (await house.ask(KEEPER, f'{{ objection(id: "{case}") {{ timeline {{ move late rule }} }} }}'))[
        "data"
    ]
    assert steps["objection"]["timeline"][1] == {
        "move": "accept",
        "late": True,
        "rule": "LIMIT-OBJECTION-ACCEPT-1",
    }


async def test_the_re_examination_is_decided_by_another_clerk_of_the_province(house: House) -> None:
    case = (await house.file(house.subject, "Objection", WHY))["caseId"]
    await house.move(KEEPER, "acceptObjection", case)
    await house.move(KEEPER, "decideObjection", case, 'outcome: UPHELD_WITH_STATEMENT, reason: "核查无误"')
    asked = await house.move(house.subject, "requestReviewObjection", case, 'statement: "有新证据"')

    same = await house.move(KEEPER, "reviewObjection", case, 'outcome: UPHELD_WITH_STATEMENT, reason: "维持"')
    other = await house.move(
        SECOND, "reviewObjection", case, 'outcome: UPHELD_WITH_STATEMENT, reason: "维持"'
    )

    assert asked["case"]["state"] == "REVIEW_REQUESTED"
    assert "Let another clerk do it." in same["message"]
    assert other["case"]["state"] == "REVIEWED"
    assert (await house.state())["disputed"] is False


async def test_bad_input_is_told_by_field(house: House) -> None:
    blank = await house.file(house.subject, "Objection", 'ground: OTHER, statement: " "')
    control = await house.file(house.subject, "Objection", 'ground: OTHER, statement: "a\\u0001b"')
    long = await house.file(house.subject, "Objection", f'ground: OTHER, statement: "{"长" * 4001}"')
    secret = await house.file(house.subject, "Objection", 'ground: OTHER, statement: "机密★10年 涉及内容"')
    paper = await house.file(
        house.subject, "Objection", f'{WHY}, documents: [{{digest: "abc", kind: EVIDENCE, title: "照片"}}]'
    )

    assert "statement is missing. Give it with the move." in blank["message"]
    assert "control characters" in control["message"]
    assert "longer than 4000 characters" in long["message"]
    assert "must not be collected" in secret["message"]
    assert "documents[1] was not uploaded by you. POST the file to /documents first" in paper["message"]
    assert (await house.state())["disputed"] is False
