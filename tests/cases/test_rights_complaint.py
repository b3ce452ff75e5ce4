"""A complaint about how an objection or an application for repair was handled, up to the appeal; never before who decided."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

import pytest

from exchange.calendar import add_months, working_days
from tests.api.conftest import KEEPER, NOBODY, PARTNER, caller
from tests.cases.conftest import PROVIDER, SECOND, STRANGER
from tests.cases.town import ACCUSED, ASIDE, CITY, DISCIPLINE, HANDLER, INTAKE, office, tracker

if TYPE_CHECKING:
    from exchange.access import Caller
    from tests.cases.conftest import Found, House
    from tests.cases.town import Town

WHY = 'ground: CONTENT_WRONG, statement: "处罚金额应为2万元。"'
SAID = '"未核对决定书原件，联系电话13900001111。"'
ABOVE = office("superior", "350000_GOVERNMENT", "350000")
BESIDE = office("keeper", "FJ_DRC", "350000")
BELOW = office("keeper", "350500_DRC", "350500")
ALL = "state outcome handledItem statement answer appeal reconsiderationUntil litigationUntil"


async def refused(house: House) -> Found:
    """An objection that the platform did not accept."""
    case = (await house.file(house.subject, "Objection", WHY))["caseId"]
    await house.move(KEEPER, "refuseObjection", case, 'reason: "不属于本平台"')
    return await looked(house, "objection", case)


async def looked(house: House, root: str, case: str, fields: str = "id number state") -> Found:
    """A case as its subject sees it."""
    body = await house.ask(house.subject, f'{{ {root}(id: "{case}") {{ {fields} }} }}')
    found: Found = body["data"][root]
    return found


async def complain(
    house: House, number: str, ground: str = "NOT_ACCEPTED", who: Caller | None = None
) -> Found:
    """Complain about a case."""
    house.keys += 1
    given = f'handledNumber: "{number}", ground: {ground}, statement: {SAID}'
    return await house.mutate(
        who or house.subject, "fileRightsComplaint", f'key: "R-{house.keys:020}", {given}'
    )


def decided(outcome: str) -> str:
    """What a decision says."""
    return f'outcome: {outcome}, reason: "经审查", document: "闽信诉〔2026〕1号"'


async def test_upheld_by_the_superior_it_has_the_objection_taken_up_again(house: House) -> None:
    objection = await refused(house)
    case = (await complain(house, objection["number"]))["caseId"]

    ways = [
        await house.move(ABOVE, "acceptRightsComplaint", case),
        await house.move(KEEPER, "answerRightsComplaint", case, 'answer: "已按规定办理"'),
        await house.move(ABOVE, "decideRightsComplaint", case, decided("UPHELD")),
    ]
    again = await looked(
        house, "objection", objection["id"], "state closedOn totalDueOn timeline { move by { name } }"
    )
    told = await looked(house, "rightsComplaint", case, ALL)
    appealed = await house.move(house.subject, "appealRightsComplaint", case, 'appeal: "仍不服"')

    assert [one["case"]["state"] for one in ways] == ["VERIFYING", "VERIFYING", "DECIDED"]
    assert ways[0]["case"]["dueOn"] == working_days().add(house.today, 20).isoformat()
    assert (again["state"], again["closedOn"]) == ("PLATFORM_CHECK", None)
    assert again["totalDueOn"] == working_days().add(house.today, 7).isoformat()
    assert again["timeline"][-1]["move"] == "reopen"
    assert await house.state(NOBODY) == {"state": "PUBLISHED", "disputed": True}
    assert told == {
        "state": "DECIDED", "outcome": "UPHELD", "handledItem": "objection", "statement": SAID.strip('"'), "answer": "已按规定办理",
        "appeal": None, "reconsiderationUntil": None, "litigationUntil": None,
    }  # fmt: skip
    assert "there is nothing to appeal against" in appealed["message"]


async def test_who_decided_and_who_stands_under_it_decide_nothing_about_it(house: House) -> None:
    objection = await refused(house)
    case = (await complain(house, objection["number"]))["caseId"]

    own = [await house.move(who, "acceptRightsComplaint", case) for who in (KEEPER, SECOND)]
    below = await house.move(BELOW, "acceptRightsComplaint", case)
    unseen = [
        await house.move(who, "decideRightsComplaint", case, decided("DISMISSED"))
        for who in (STRANGER, PARTNER)
    ]
    accepted = await house.move(BESIDE, "acceptRightsComplaint", case)
    decides = await house.move(KEEPER, "decideRightsComplaint", case, decided("DISMISSED"))

    assert ["your department decided what is complained of" in one["message"] for one in own] == [True, True]
    assert below["code"] in {"NOT_FOUND", "GUARD_REFUSED"}
    assert [one["code"] for one in unseen] == ["NOT_FOUND", "SCOPE_MISSING"]
    assert accepted["case"]["state"] == "VERIFYING"
    assert "Leave it to its superior" in decides["message"]


async def test_dismissed_it_tells_the_ways_outside_and_goes_once_to_other_hands_of_the_province(
    house: House,
) -> None:
    objection = await refused(house)
    case = (await complain(house, objection["number"]))["caseId"]
    await house.move(ABOVE, "acceptRightsComplaint", case)
    await house.move(ABOVE, "decideRightsComplaint", case, decided("DISMISSED"))
    begun = house.today

    told = await looked(house, "rightsComplaint", case, ALL)
    still = await looked(house, "objection", objection["id"])
    again = await complain(house, objection["number"])
    house.on(working_days().add(begun, 16))
    late = await house.move(house.subject, "appealRightsComplaint", case, 'appeal: "程序错误"')
    house.on(working_days().add(begun, 15))
    appealed = await house.move(house.subject, "appealRightsComplaint", case, 'appeal: "程序错误"')
    same = await house.move(ABOVE, "decideAppealRightsComplaint", case, decided("UPHELD"))
    first = await house.move(KEEPER, "decideAppealRightsComplaint", case, decided("UPHELD"))
    end = await house.move(BESIDE, "decideAppealRightsComplaint", case, decided("UPHELD"))
    after = await looked(house, "rightsComplaint", case, ALL)

    assert told["reconsiderationUntil"] == (begun + dt.timedelta(days=60)).isoformat()
    assert told["litigationUntil"] == add_months(begun, 6).isoformat()
    assert still["state"] == "NOT_ACCEPTED"
    assert "Appeal against that decision" in again["message"]
    assert f"one could appeal until {house.today.isoformat()}" in late["message"]
    assert (appealed["case"]["state"], appealed["case"]["waitsFor"]) == ("APPEALED", "keeper")
    assert "whoever decided the complaint cannot decide the appeal" in same["message"]
    assert "your department decided what is complained of" in first["message"]
    assert end["case"]["state"] == "APPEAL_DECIDED"
    assert (after["outcome"], after["reconsiderationUntil"]) == ("UPHELD", None)
    assert (await looked(house, "objection", objection["id"]))["state"] == "PLATFORM_CHECK"


async def test_a_refused_repair_goes_back_to_who_determined_and_a_late_case_is_hurried(house: House) -> None:
    given = 'statement: "已缴清", commitmentSigned: true'
    await house.owner.execute("UPDATE penalty SET repairable_from = NULL")
    repair = (await house.file(house.subject, "RepairApplication", given))["caseId"]
    number = (await looked(house, "repairApplication", repair))["number"]
    early = await complain(house, number, "TOO_LATE")
    house.on(working_days().add(house.today, 3))
    late = (await complain(house, number, "TOO_LATE"))["caseId"]
    about_itself = await house.move(KEEPER, "acceptRightsComplaint", late)
    await house.move(ABOVE, "acceptRightsComplaint", late)
    await house.move(ABOVE, "decideRightsComplaint", late, decided("UPHELD"))
    hurried = await looked(house, "repairApplication", repair, "state timeline { move }")
    await house.owner.execute("UPDATE repair_application SET state = 'FORWARDED', waits_for = 'origin'")
    await house.move(
        PROVIDER, "refuseRepairApplication", repair, 'reason: "未通过", refusalGround: NOT_CORRECTED'
    )
    wrong = (await complain(house, number, "WRONG_DECISION"))["caseId"]
    by_itself = await house.move(PROVIDER, "answerRightsComplaint", wrong, 'answer: "现场未整改"')
    await house.move(ABOVE, "acceptRightsComplaint", wrong)
    answered = await house.move(PROVIDER, "answerRightsComplaint", wrong, 'answer: "现场未整改"')
    await house.move(ABOVE, "decideRightsComplaint", wrong, decided("UPHELD"))
    again = await looked(house, "repairApplication", repair, "state dueOn timeline { move }")

    assert "the case is not late" in early["message"]
    assert "it is about the platform itself" in about_itself["message"]
    assert (hurried["state"], hurried["timeline"][-1]["move"]) == ("FILED", "hurry")
    assert by_itself["code"] == "MOVE_NOT_ALLOWED"
    assert answered["case"]["state"] == "VERIFYING"
    assert (again["state"], again["timeline"][-1]["move"]) == ("FORWARDED", "reopen")
    assert again["dueOn"] == working_days().add(house.today, 10).isoformat()


@pytest.mark.parametrize(
    ("number", "ground", "days", "says"),
    [
        (
            "QQQQQQQQ",
            "NOT_ACCEPTED",
            0,
            "you have no objection, application for repair or complaint of this handledNumber",
        ),
        ("", "WRONG_DECISION", 0, "the case is NOT_ACCEPTED, so WRONG_DECISION does not fit it"),
        ("", "NOT_ACCEPTED", 31, "one could complain until"),
    ],
)
async def test_what_cannot_be_complained_of_is_refused_with_what_can_be_done(
    house: House, number: str, ground: str, days: int, says: str
) -> None:
    objection = await refused(house)
    house.on(house.today + dt.timedelta(days=days))

    answer = await complain(house, number or objection["number"], ground)
    foreign = await complain(house, objection["number"], who=caller("subject", subject=uuid.UUID(int=7)))
    missing = await complain(house, "QQQQQQQQ", who=caller("subject", subject=uuid.UUID(int=7)))

    assert says in answer["message"]
    assert foreign == missing  # of what somebody else filed nobody learns that it is there


async def test_who_handled_it_reads_the_reasons_without_names_and_nobody_else_learns_of_it(
    house: House,
) -> None:
    objection = await refused(house)
    case = (await complain(house, objection["number"], "CONDUCT"))["caseId"]
    ask = f'{{ rightsComplaint(id: "{case}") {{ statement }} }}'

    seen = [
        (await house.ask(who, ask))["data"]["rightsComplaint"]
        for who in (house.subject, ABOVE, KEEPER, PROVIDER)
    ]
    unseen = [
        (await house.ask(who, "{ rightsComplaints { totalCount } }"))["data"]["rightsComplaints"][
            "totalCount"
        ]
        for who in (NOBODY, PARTNER, STRANGER, BELOW)
    ]

    whole = SAID.strip('"')
    assert [one["statement"] for one in seen] == [whole, whole, whole, "未核对决定书原件，联系电话［电话］。"]
    assert unseen == [0] * 4


async def unfounded(town: Town, who: Caller = NOBODY) -> Found:
    """A complaint about the county that the city's DRC found unfounded, answered and made public."""
    filed = await town.complain(who, 'channel: WEBSITE, content: "补贴未兑现", area: INVESTMENT')
    case = filed["caseId"]
    for clerk, name, details in (
        (INTAKE, "dispatch", "track: OTHER"),
        (CITY, "assign", 'responsible: "350100_DRC"'),
        (HANDLER, "dismiss", 'findings: "补贴已发放"'),
        (HANDLER, "feedback", 'answer: "补贴已发放"'),
        (INTAKE, "publicise", 'summary: "经查不实"'),
    ):
        moved = await town.move(clerk, f"{name}Complaint", case, details)
        assert moved["__typename"] == "CaseMoved", moved
    return filed


async def test_how_a_complaint_was_handled_goes_to_the_superior_of_who_handled_it_and_is_kept_from_the_accused(
    town: Town,
) -> None:
    house, filed = town.house, await unfounded(town)
    me = tracker(filed)
    case = (await complain(house, filed["number"], "WRONG_DECISION", me))["caseId"]
    again = await complain(house, filed["number"], "WRONG_DECISION", me)
    ask = f'{{ rightsComplaint(id: "{case}") {{ statement }} rightsComplaints {{ totalCount }} myWork {{ totalCount }} }}'

    away = {
        **ACCUSED,
        **{name: who for name, who in ASIDE.items() if who is not NOBODY},
        "subject": town.accused,
    }
    unseen = {name: (await house.ask(who, ask))["data"] or {} for name, who in away.items()}
    seen = [
        (await house.ask(who, ask))["data"]["rightsComplaint"]
        for who in (me, ABOVE, CITY, KEEPER, DISCIPLINE, HANDLER)
    ]
    by_the_accused = [
        (await house.move(who, "acceptRightsComplaint", case))["code"] for who in ACCUSED.values()
    ]
    by_itself = await house.move(HANDLER, "decideRightsComplaint", case, decided("DISMISSED"))
    accepted = await house.move(CITY, "acceptRightsComplaint", case)
    await house.move(HANDLER, "answerRightsComplaint", case, 'answer: "已核对拨付凭证"')
    shown = (await house.ask(NOBODY, f'{{ complaint(id: "{filed["caseId"]}") {{ summary }} }}'))["data"]
    await house.move(CITY, "decideRightsComplaint", case, decided("UPHELD"))
    gone = (await house.ask(NOBODY, f'{{ complaint(id: "{filed["caseId"]}") {{ summary }} }}'))["data"]
    told = (await house.ask(me, f'{{ complaint(id: "{filed["caseId"]}") {{ state timeline {{ move }} }} }}'))[
        "data"
    ]

    assert "open already" in again["message"]
    assert {name: one.get("rightsComplaint") for name, one in unseen.items()} == dict.fromkeys(away)
    assert {one["rightsComplaints"]["totalCount"] for one in unseen.values() if one} == {0}
    assert {one["myWork"]["totalCount"] for one in unseen.values() if one} == {0}
    whole = SAID.strip('"')
    assert [one["statement"] for one in seen] == [*[whole] * 5, "未核对决定书原件，联系电话［电话］。"]
    assert set(by_the_accused) <= {"NOT_FOUND", "SCOPE_MISSING"}
    assert by_itself["code"] == "NOT_FOUND"
    assert accepted["case"]["state"] == "VERIFYING"
    assert (shown, gone) == ({"complaint": {"summary": "经查不实"}}, {"complaint": None})
    assert (told["complaint"]["state"], told["complaint"]["timeline"][-1]["move"]) == ("RECEIVED", "reopen")


async def test_a_complaint_not_accepted_or_left_lying_goes_above_whoever_it_waited_for(town: Town) -> None:
    house = town.house
    refused = await town.complain(NOBODY, 'channel: WEBSITE, content: "补贴未兑现"')
    await town.move(
        INTAKE, "refuseComplaint", refused["caseId"], 'refusalGround: IN_LITIGATION, answer: "诉讼中"'
    )
    lying = await town.complain(NOBODY, 'channel: WEBSITE, content: "补贴仍未兑现"')
    await town.move(INTAKE, "dispatchComplaint", lying["caseId"], "track: OTHER")
    early = await complain(house, lying["number"], "TOO_LATE", tracker(lying))
    house.on(working_days().add(house.today, 2))

    wrong = (await complain(house, refused["number"], "NOT_ACCEPTED", tracker(refused)))["caseId"]
    late = (await complain(house, lying["number"], "TOO_LATE", tracker(lying)))["caseId"]
    below = await house.move(CITY, "acceptRightsComplaint", wrong)
    itself = await house.move(CITY, "acceptRightsComplaint", late)
    for who, case in ((ABOVE, wrong), (BESIDE, late)):
        await house.move(who, "acceptRightsComplaint", case)
        await house.move(who, "decideRightsComplaint", case, decided("UPHELD"))
    ask = "{{ complaint(id: {}) {{ state timeline {{ move }} }} }}"
    after = [
        (await house.ask(tracker(one), ask.format(f'"{one["caseId"]}"')))["data"]["complaint"]
        for one in (refused, lying)
    ]

    assert "the case is not late" in early["message"]
    assert "stands under the one that decided" in below["message"]
    assert "the case waits for your own government" in itself["message"]
    assert [(one["state"], one["timeline"][-1]["move"]) for one in after] == [
        ("RECEIVED", "reopen"),
        ("TRANSFERRED", "hurry"),
    ]


async def test_what_a_complainant_hands_in_is_for_intake_and_not_for_who_handled_it(town: Town) -> None:
    house, filed = town.house, await unfounded(town, town.firm)
    digest = await house.upload(town.firm, b"%PDF-1.4 receipt")
    papers = f'documents: [{{digest: "{digest}", kind: EVIDENCE, title: "陈小明的收据"}}]'
    given = f'handledNumber: "{filed["number"]}", ground: WRONG_DECISION, statement: "未到账", {papers}'
    case = (await house.mutate(town.firm, "fileRightsComplaint", f'key: "R-1", {given}'))["caseId"]
    ask = f'{{ rightsComplaint(id: "{case}") {{ documents {{ title digest }} }} }}'

    seen = [
        (await house.ask(who, ask))["data"]["rightsComplaint"]["documents"]
        for who in (town.firm, INTAKE, HANDLER)
    ]

    assert [[one["title"] for one in found] for found in seen[:2]] == [["陈小明的收据"]] * 2
    assert [(one["title"], one["digest"]) for one in seen[2]] in ([], [(None, None)])
