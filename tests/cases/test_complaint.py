"""A complaint from the website to the record of dishonesty, seen through the eyes of everybody, the accused first of all."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from starlette.applications import Starlette

from exchange.access import ANONYMOUS, Scope
from exchange.api.http import Endpoint
from exchange.calendar import working_days
from exchange.cases.tracking import LETTERS, presented
from exchange.clock import Clock
from exchange.errors import BadRequest
from exchange.oauth.door import Door
from tests.api.conftest import KEEPER, NOBODY
from tests.cases.town import (
    ACCUSED,
    ASIDE,
    CITY,
    COUNTY,
    DISCIPLINE,
    FIRM,
    HANDLER,
    HOUSING,
    INTAKE,
    PROVINCE,
    office,
    tracker,
)

if TYPE_CHECKING:
    from exchange.access import Caller
    from exchange.database import Database
    from exchange.settings import Settings
    from tests.cases.town import Town

Found = dict[str, Any]
SAID = "区政府承诺的厂房补贴三年未兑现，经办人黄大明，电话13900001111。"
WEB = (
    f'channel: WEBSITE, content: "{SAID}", area: INVESTMENT, complainantName: "陈小明", complainantPhone: "13800002222", '
    'complainantDocumentType: RESIDENT_ID, complainantDocumentNumber: "350102197904120017"'
)
WHO = "complainantName complainantPhone complainantDocumentNumber"
ALL = (
    f"number state content {WHO} findings answer note summary receipt waitsFor disclosure {{ field treatment reason }} "
    "subject { name } documents { title } timeline { move reason document actor } responsible { code }"
)


async def seen(town: Town, who: Caller, case: str, fields: str = ALL) -> Found | None:
    """The case as somebody sees it, by its id; None for nothing, whether or not the argument is open to it."""
    body = await town.house.ask(who, f'{{ complaint(id: "{case}") {{ {fields} }} }}')
    if "errors" in body:
        assert body["errors"][0]["extensions"]["code"] == "ARGUMENT_NOT_ALLOWED", body
        return None
    found: Found | None = body["data"]["complaint"]
    return found


async def traces(town: Town, who: Caller) -> tuple[Any, ...]:
    """All other ways to notice that there is a case: lists, totals, the body's own page, the worklist."""
    document = (
        "{ complaints { totalCount } myWork { totalCount edges { node { item state } } } "
        f'subject(by: {{creditCode: "{COUNTY}"}}) {{ complaints {{ totalCount edges {{ node {{ number }} }} }} }} }}'
    )
    body = (await town.house.ask(who, document))["data"]
    work = [one["node"] for one in body["myWork"]["edges"] if one["node"]["item"] == "complaint"]
    return body["complaints"]["totalCount"], body["subject"]["complaints"], work


NOTHING: tuple[Any, ...] = (0, {"totalCount": 0, "edges": []}, [])
ENTERED = "{ accessEntries(first: 50) { edges { node { fields department } } } }"


async def verifying(town: Town, track: str = "OTHER", who: Caller = ANONYMOUS) -> Found:
    """A complaint that the city's DRC verifies."""
    filed = await town.complain(who, WEB)
    await town.move(INTAKE, "dispatchComplaint", filed["caseId"], f"track: {track}")
    assigned = await town.move(CITY, "assignComplaint", filed["caseId"], 'responsible: "350100_DRC"')
    assert assigned["case"]["state"] == "VERIFYING", assigned
    return filed


async def upheld(town: Town) -> Found:
    """A complaint that was found to be true."""
    filed = await verifying(town)
    until = working_days().add(town.house.today, 20).isoformat()
    details = f'findings: "招商协议第5条未兑现", misconduct: BREACH, rectification: "限期兑现补贴", rectifyUntil: "{until}"'
    done = await town.move(HANDLER, "upholdComplaint", filed["caseId"], details)
    assert (done["case"]["state"], done["case"]["dueOn"]) == ("RECTIFYING", until), done
    return filed


async def answered(town: Town, track: str = "OTHER") -> Found:
    """A complaint that was unfounded, and answered."""
    filed = await verifying(town, track)
    await town.move(HANDLER, "dismissComplaint", filed["caseId"], 'findings: "补贴已按约定发放"')
    await town.move(HANDLER, "feedbackComplaint", filed["caseId"], 'answer: "经核查，补贴已于五月发放。"')
    return filed


async def test_the_accused_learns_nothing_of_it_in_whatever_capacity_it_looks(town: Town) -> None:
    filed = await verifying(town)
    case = filed["caseId"]

    looking = {**ACCUSED, **ASIDE, "the county as a subject": town.accused}
    views = {name: await seen(town, who, case) for name, who in looking.items()}
    noticed = {name: await traces(town, who) for name, who in looking.items()}
    moved = {
        name: (await town.move(who, "dismissComplaint", case, 'findings: "x"'))["code"]
        for name, who in ACCUSED.items()
    }
    known = {
        name: await seen(town, who, case, "number") for name, who in {"intake": INTAKE, "city": CITY}.items()
    }

    assert views == dict.fromkeys(looking)
    assert noticed == dict.fromkeys(looking, NOTHING)
    assert set(moved.values()) <= {"NOT_FOUND", "SCOPE_MISSING"}
    assert list(known.values()) == [{"number": filed["number"]}] * 2


async def test_who_reads_it_leaves_an_entry_of_its_own_and_none_by_which_the_accused_learns_of_it(
    town: Town,
) -> None:
    case = (await verifying(town))["caseId"]
    await town.move(CITY, "reassignComplaint", case, 'responsible: "350100_DRC", note: "由市发改委办理"')
    await town.house.owner.execute(
        "INSERT INTO subject_person (id, phone) VALUES ($1, '059112345678')", town.ids[COUNTY]
    )
    await town.house.owner.execute("UPDATE case_step SET reason = '群众来信'")

    for who in (INTAKE, CITY, HANDLER):
        await seen(town, who, case)
    beside = await seen(town, DISCIPLINE, case, "content subject { phone } timeline { reason }")
    lines = await town.house.owner.fetch("SELECT subjects, fields FROM access_entry ORDER BY id")
    await town.house.owner.execute("UPDATE access_entry SET told_on = CURRENT_DATE")
    told = (await town.house.ask(town.accused, ENTERED))["data"]["accessEntries"]["edges"]

    assert beside
    assert (beside["content"], beside["subject"]) == (SAID, {"phone": "059112345678"})
    assert [one["node"]["fields"] for one in told] == [["Subject.phone"]]
    kept = [one["fields"] for one in lines if town.ids[COUNTY] not in one["subjects"]]
    assert len(kept) == 4
    assert all("Complaint.content" in one or "CaseStep.reason" in one for one in kept)


async def test_who_complained_is_for_intake_and_for_discipline_with_a_case_number(town: Town) -> None:
    case = (await verifying(town))["caseId"]

    views = {
        name: await seen(town, who, case)
        for name, who in {"intake": INTAKE, "keeper": KEEPER, "city": CITY, "handler": HANDLER, "discipline": DISCIPLINE}.items()
    }  # fmt: skip

    named = {
        name: [view[field] for field in ("complainantName", "complainantPhone", "complainantDocumentNumber")]
        for name, view in views.items()
        if view
    }
    identity = ["陈小明", "13800002222", "350102197904120017"]
    nobody = [None] * 3
    assert named == {
        "intake": identity, "keeper": nobody, "city": nobody, "handler": nobody, "discipline": identity,
    }  # fmt: skip
    told = [one for one in (views["keeper"] or {})["disclosure"] if one["field"] == "complainantName"]
    assert [one["treatment"] for one in told] == ["HIDDEN"]


async def test_the_handling_department_reads_it_without_names_and_numbers(town: Town) -> None:
    case = (await verifying(town))["caseId"]

    mine, theirs = await seen(town, HANDLER, case), await seen(town, CITY, case)

    assert mine
    assert theirs
    assert theirs["content"] == SAID
    assert mine["content"] == "区政府承诺的厂房补贴三年未兑现，经办人［姓名］，电话［电话］。"
    assert mine["subject"]["name"] == "福州市鼓楼区人民政府"


async def test_number_and_secret_open_what_was_filed_and_nothing_else_does(town: Town) -> None:
    filed = await town.complain(ANONYMOUS, WEB)
    other = await town.complain(ANONYMOUS, WEB.replace("三年", "两年"))
    case = filed["caseId"]
    swapped = presented(f"{filed['number']} {other['secret']}")

    mine = await seen(town, tracker(filed), case)
    listed = await town.house.ask(tracker(filed), "{ complaints { edges { node { number } } } }")
    wrong = await town.house.ask(swapped, f'{{ complaint(id: "{case}") {{ number state }} }}')
    missing = await town.house.ask(
        swapped, '{ complaint(id: "00000000-0000-4000-8000-000000000000") { number state } }'
    )

    assert filed["case"] is None  # without the secret nobody sees it, not even in the answer to the filing
    assert len(filed["secret"]) == 20
    assert set(filed["secret"]) <= set(LETTERS)
    assert mine
    assert (mine["content"], mine["complainantPhone"], mine["state"]) == (SAID, "13800002222", "RECEIVED")
    assert [one["actor"] for one in mine["timeline"]] == [None]
    assert listed["data"]["complaints"]["edges"] == [{"node": {"number": filed["number"]}}]
    assert wrong == missing
    assert wrong["data"] == {"complaint": None}
    stored = await town.house.owner.fetch(
        "SELECT c::text FROM complaint c UNION ALL SELECT m::text FROM moved_row m"
    )
    assert not any(filed["secret"] in row[0] for row in stored)


async def test_the_same_request_again_opens_no_second_case_and_tells_the_same_secret(town: Town) -> None:
    first = await town.complain(ANONYMOUS, WEB, key="K" * 16)
    again = await town.complain(ANONYMOUS, WEB, key="K" * 16)
    stranger = await town.complain(ANONYMOUS, WEB.replace("三年", "两年"), key="K" * 16)
    hotline = await town.complain(INTAKE, WEB.replace("WEBSITE", "HOTLINE_12345"), key="K" * 16)
    conflict = await town.complain(INTAKE, WEB.replace("WEBSITE", "PROCUREMENT"), key="K" * 16)

    assert (first["number"], first["secret"]) == (again["number"], again["secret"])
    assert len({first["number"], stranger["number"], hotline["number"]}) == 3
    assert len({first["secret"], stranger["secret"], hotline["secret"]}) == 3
    assert conflict["code"] == "BATCH_CONFLICT"


async def test_a_header_that_is_no_number_and_secret_is_told_how_it_looks() -> None:
    with pytest.raises(BadRequest) as refused:
        presented("7")

    assert (
        "Exchange-Tracking is the number of the case (12 letters and digits), a blank, and its secret (20)"
        in str(refused.value)
    )


async def test_an_enterprise_that_complains_with_its_account_needs_no_secret(town: Town) -> None:
    filed = await town.complain(town.firm, WEB)

    view = await seen(town, town.firm, filed["caseId"])

    assert filed["secret"] is None
    assert view
    assert view["complainantName"] == "陈小明"
    assert view["findings"] is None


async def test_only_a_superior_of_the_accused_handles_it(town: Town) -> None:
    filed = await town.complain(ANONYMOUS, WEB)
    case = filed["caseId"]
    await town.move(INTAKE, "dispatchComplaint", case, "track: OTHER")

    codes = ("350102_GOVERNMENT", "350102_HOUSING", "350103_DRC")
    refused = [await town.move(CITY, "assignComplaint", case, f'responsible: "{code}"') for code in codes]
    unknown = await town.move(CITY, "assignComplaint", case, 'responsible: "NOBODY"')
    of_department = await town.complain(ANONYMOUS, WEB, about=HOUSING)
    await town.move(INTAKE, "dispatchComplaint", of_department["caseId"], "track: OTHER")
    by_itself = await town.move(
        INTAKE, "assignComplaint", of_department["caseId"], 'responsible: "350102_HOUSING"'
    )
    by_county = await town.move(
        INTAKE, "assignComplaint", of_department["caseId"], 'responsible: "350102_GOVERNMENT"'
    )

    told = "this department is the body that the case is against, or under it, or beside it. Name one of its superior."
    assert all(told in one["message"] for one in (*refused, by_itself))
    assert "there is no department of this code" in unknown["message"]
    assert by_county["case"]["state"] == "VERIFYING"
    assert await seen(town, ACCUSED["its departments"], of_department["caseId"]) is None
    county = await seen(
        town, office("origin", "350102_GOVERNMENT", "350102"), of_department["caseId"], "state"
    )
    assert county == {"state": "VERIFYING"}


DAYS = {"ENQUIRY": 2, "OTHER": 5, "COMPLEX": 15}


async def test_its_kind_gives_its_time_in_working_days_and_of_a_petition_in_days(town: Town) -> None:
    start, due, longer = town.house.today, dict[str, str](), dict[str, str]()
    filed, received = dict[str, Any](), None

    for track in (*DAYS, "PETITION"):
        filed = await town.complain(ANONYMOUS, WEB)
        received = await seen(town, INTAKE, filed["caseId"], "dueOn dueRule")
        await town.move(INTAKE, "dispatchComplaint", filed["caseId"], f"track: {track}")
        assigned = await town.move(CITY, "assignComplaint", filed["caseId"], 'responsible: "350100_DRC"')
        extended = await town.move(HANDLER, "extendComplaint", filed["caseId"], 'note: "需实地核查"')
        due[track], longer[track] = assigned["case"]["dueOn"], extended["case"]["dueOn"]
    again = await town.move(HANDLER, "extendComplaint", filed["caseId"], 'note: "需实地核查"')

    first = working_days().add(start, 1).isoformat()
    assert received == {"dueOn": first, "dueRule": "LIMIT-COMPLAINT-DISPATCH-1"}
    petition = (start + dt.timedelta(days=60)).isoformat()
    working = {track: working_days().add(start, days).isoformat() for track, days in DAYS.items()}
    assert due == working | {"PETITION": petition}
    assert all(longer[track] > due[track] for track in due)
    assert longer["PETITION"] == (start + dt.timedelta(days=90)).isoformat()
    assert "its time was extended once already" in again["message"]


async def test_a_breach_that_is_refused_to_be_put_right_becomes_a_draft_that_nobody_published(
    town: Town,
) -> None:
    case = (await upheld(town))["caseId"]
    await town.move(HANDLER, "reportRefusalComplaint", case, 'rectificationResult: "区政府书面表示不予兑现"')

    done = await town.move(
        HANDLER, "confirmComplaint", case, 'document: "榕发改认〔2026〕3号", reason: "认定失信"'
    )
    fields = "record { ... on DishonestyRecord { id state title facts authorityName misconduct area } }"
    linked = ((await seen(town, HANDLER, case, fields)) or {})["record"]
    others = [await seen(town, who, case, "record { __typename }") for who in (INTAKE, CITY, DISCIPLINE)]
    public = await town.house.ask(NOBODY, "{ dishonestyRecords { totalCount } }")
    sent = await town.house.ask(
        HANDLER,
        f'mutation {{ submitRecord(input: {{id: "{linked["id"]}"}}) {{ ... on Moved {{ record {{ state }} }} '
        "... on Refused { message } } }",
    )

    assert done["case"]["state"] == "CONFIRMED_BREACH"
    assert (linked["state"], linked["facts"], linked["area"]) == (
        "DRAFT",
        "招商协议第5条未兑现",
        "INVESTMENT",
    )
    assert (linked["authorityName"], linked["misconduct"]) == ("福州市发展和改革委员会", "BREACH")
    assert others == [{"record": None}] * 3  # a draft is its department's alone
    assert public["data"]["dishonestyRecords"]["totalCount"] == 0
    assert sent["data"]["submitRecord"] == {"record": {"state": "SUBMITTED"}}


async def test_what_is_put_right_is_answered_rated_and_made_public_in_words_for_everybody(town: Town) -> None:
    filed = await upheld(town)
    case = filed["caseId"]
    steps = [
        await town.move(HANDLER, "rectifyComplaint", case, 'rectificationResult: "补贴已发放"'),
        await town.move(HANDLER, "feedbackComplaint", case, 'answer: "补贴已于六月发放，请查收。"'),
        await town.move(
            tracker(filed), "rateComplaint", case, 'satisfaction: SATISFIED, satisfactionComment: "谢谢"'
        ),
    ]
    hidden = await seen(town, NOBODY, case, "state")
    await town.move(INTAKE, "publiciseComplaint", case, 'summary: "招商承诺已兑现，咨询电话13900001111。"')
    shown = await seen(town, NOBODY, case)
    twice = await town.move(INTAKE, "publiciseComplaint", case, 'summary: "再次公开"')
    await town.move(INTAKE, "concealComplaint", case, 'note: "摘要需更正"')
    back = await seen(town, NOBODY, case)
    not_public = await town.move(INTAKE, "concealComplaint", case, 'note: "摘要需更正"')

    assert [one["case"]["state"] for one in steps] == ["RECTIFIED", "FEEDBACK", "CLOSED"]
    assert steps[1]["case"]["waitsFor"] == "subject"
    assert hidden is None
    assert shown
    assert (shown["state"], shown["summary"]) == ("CLOSED", "招商承诺已兑现，咨询电话［电话］。")
    assert {name for name, value in shown.items() if value} == {
        "state",
        "summary",
        "disclosure",
        "subject",
        "responsible",
    }
    assert "its result is public already" in twice["message"]
    assert back is None
    assert "its result is not public." in not_public["message"]


async def test_of_what_is_handed_over_to_discipline_inspection_a_receipt_stays(town: Town) -> None:
    case = (await upheld(town))["caseId"]
    owner = town.house.owner
    await owner.execute(
        "INSERT INTO document_content VALUES ('d1', 'image/png', 1, '\\x00'), ('d2', 'image/png', 1, '\\x01')"
    )
    await owner.execute(
        "INSERT INTO document_upload VALUES ('d1', $1, now()), ('d2', 'somebody', now())", HANDLER.client
    )
    await owner.execute(
        "INSERT INTO case_document (id, subject_id, case_id, kind, title, digest, media_type, size, added_on, added_by) "
        "SELECT gen_random_uuid(), subject_id, id, 'EVIDENCE', '照片', digest, 'image/png', 1, filed_on, $1 "
        "FROM complaint, unnest(ARRAY['d1', 'd2']) digest",
        HANDLER.client,
    )

    done = await town.move(HANDLER, "handOverComplaint", case, 'receipt: "闽纪收〔2026〕7号"')
    kept = await seen(town, INTAKE, case)
    rest = await owner.fetchrow(
        "SELECT (SELECT count(*) FROM complaint_person), (SELECT count(*) FROM case_document), "
        "(SELECT string_agg(digest, ',') FROM document_content), (SELECT string_agg(c::text, '') FROM complaint c), "
        "(SELECT string_agg(s::text, '') FROM case_step s)"
    )

    assert done["case"]["state"] == "HANDED_OVER"
    assert kept
    assert rest
    assert kept["receipt"] == "闽纪收〔2026〕7号"
    assert [kept[name] for name in ("content", "complainantName", "findings")] == [None] * 3
    assert [one["move"] for one in kept["timeline"]] == ["file", "dispatch", "assign", "uphold", "hand_over"]
    assert (rest[0], rest[1], rest[2]) == (0, 0, "d2")  # d2 was uploaded by somebody else as well
    assert not any(word in rest[3] + rest[4] for word in ("补贴", "INVESTMENT", "BREACH", "招商"))


async def test_what_is_not_accepted_is_told_why(town: Town) -> None:
    filed = await town.complain(ANONYMOUS, WEB)
    case = filed["caseId"]

    bare = await town.move(INTAKE, "refuseComplaint", case, 'refusalGround: IN_LITIGATION, answer: " "')
    done = await town.move(
        INTAKE, "refuseComplaint", case, 'refusalGround: IN_LITIGATION, answer: "已进入诉讼程序"'
    )
    told = await seen(town, tracker(filed), case, "state refusalGround answer note closedOn")
    late = await town.move(tracker(filed), "retractComplaint", case)

    assert "answer is missing. Give it with the move." in bare["message"]
    assert done["case"]["state"] == "NOT_ACCEPTED"
    assert told == {
        "state": "NOT_ACCEPTED", "refusalGround": "IN_LITIGATION", "answer": "已进入诉讼程序", "note": None,
        "closedOn": town.house.today.isoformat(),
    }  # fmt: skip
    assert late["code"] == "MOVE_NOT_ALLOWED"


async def test_an_enquiry_is_answered_and_not_verified(town: Town) -> None:
    enquiry, other = (
        (await verifying(town, "ENQUIRY"))["caseId"],
        (await town.complain(INTAKE, WEB))["caseId"],
    )
    await town.move(INTAKE, "dispatchComplaint", other, "track: OTHER")
    await town.move(CITY, "assignComplaint", other, 'responsible: "350100_DRC"')

    verified = await town.move(HANDLER, "dismissComplaint", enquiry, 'findings: "x"')
    replied = await town.move(HANDLER, "answerComplaint", enquiry, 'answer: "请向区招商局申请。"')
    wrong = await town.move(HANDLER, "answerComplaint", other, 'answer: "请向区招商局申请。"')
    past = f'findings: "x", misconduct: BREACH, rectification: "y", rectifyUntil: "{town.house.today.isoformat()}"'
    in_time = await town.move(HANDLER, "upholdComplaint", other, past)

    assert "it is an enquiry: answer it." in verified["message"]
    assert replied["case"]["state"] == "FEEDBACK"
    assert "it is no enquiry: verify it, and say what was found." in wrong["message"]
    assert "rectifyUntil is not after today" in in_time["message"]


async def test_a_petition_is_reviewed_and_re_reviewed_within_thirty_days_and_no_third_time(
    town: Town,
) -> None:
    filed = await answered(town, "PETITION")
    case, me = filed["caseId"], tracker(filed)
    ordinary = await answered(town)

    no_petition = await town.move(
        tracker(ordinary), "requestReviewComplaint", ordinary["caseId"], 'reviewGround: "不服"'
    )
    first = await town.move(me, "requestReviewComplaint", case, 'reviewGround: "仍未收到补贴"')
    reviewed = await town.move(CITY, "reviewComplaint", case, 'answer: "维持原答复"')
    await town.move(me, "requestReviewComplaint", case, 'reviewGround: "仍未收到补贴"')
    await town.move(CITY, "reviewComplaint", case, 'answer: "维持复查意见"')
    third = await town.move(me, "requestReviewComplaint", case, 'reviewGround: "仍未收到补贴"')
    late = await answered(town, "PETITION")
    town.house.on(town.house.today + dt.timedelta(days=31))
    too_late = await town.move(
        tracker(late), "requestReviewComplaint", late["caseId"], 'reviewGround: "不服"'
    )

    assert "review is for petitions" in no_petition["message"]
    assert (first["case"]["state"], first["case"]["waitsFor"]) == ("REVIEW_REQUESTED", "superior")
    assert reviewed["case"]["state"] == "REVIEWED"
    assert "it was reviewed and re-reviewed. That answer is final." in third["message"]
    assert "review could be asked for until" in too_late["message"]


async def test_what_cannot_be_complained_of_here_is_told_where_to_go(town: Town) -> None:
    firm = await town.complain(ANONYMOUS, WEB, about=FIRM)
    top = await town.complain(ANONYMOUS, WEB, about=PROVINCE)
    oneself = await town.complain(town.accused, WEB)
    channel = await town.complain(ANONYMOUS, WEB.replace("WEBSITE", "HOTLINE_12345"))
    unknown = await town.complain(ANONYMOUS, WEB, about="11350102999999999X")
    secret = await town.complain(ANONYMOUS, 'channel: WEBSITE, content: "机密★10年"')
    empty = await town.complain(ANONYMOUS, 'channel: WEBSITE, content: " "')
    strange = await town.complain(ANONYMOUS, WEB, key="bad key!")
    short = await town.complain(ANONYMOUS, WEB, key="C-1")
    sandboxed = await town.complain(replace(INTAKE, sandbox=True), WEB)

    assert "this way is for public bodies" in firm["message"]
    assert "Complain to the State Council" in top["message"]
    assert "this is a complaint of yourself" in oneself["message"]
    assert "Give channel: WEBSITE." in channel["message"]
    assert unknown["code"] == "NOT_FOUND"
    assert "must not be collected" in secret["message"]
    assert "content is missing" in empty["message"]
    assert strange["code"] == short["code"] == "ARGUMENT_INVALID"
    assert "drawn at random for this request" in short["message"]
    assert sandboxed["code"] == "SANDBOX_ONLY"
    assert await town.house.owner.fetchval("SELECT count(*) FROM complaint") == 0


async def test_whoever_has_no_account_can_file_a_complaint_and_no_other_case(town: Town) -> None:
    other = await town.ask_mutation(
        ANONYMOUS,
        "fileObjection",
        f'key: "K-0123456789abcdef", record: "{town.ids[COUNTY]}", ground: OTHER, statement: "x"',
    )
    moved = await town.move(ANONYMOUS, "rateComplaint", str(town.ids[COUNTY]), "satisfaction: FAIR")

    assert other["code"] == "SCOPE_MISSING"
    assert moved["code"] == "SCOPE_MISSING"
    assert Scope.COMPLAINT_FILE not in ANONYMOUS.scopes


async def test_what_the_media_told_is_taken_with_where_and_when_they_did(town: Town) -> None:
    day = town.house.today.isoformat()
    media = WEB.replace("WEBSITE", "MEDIA")

    refused = [
        (await town.complain(INTAKE, media))["message"],
        (await town.complain(INTAKE, f'{media}, medium: "海峡都市报"'))["message"],
        (await town.complain(INTAKE, f'{media}, medium: "海峡都市报", reportedOn: "2999-01-01"'))["message"],
        (await town.complain(INTAKE, f'{WEB.replace("WEBSITE", "HOTLINE_12345")}, medium: "海峡都市报"'))[
            "message"
        ],
        (await town.complain(NOBODY, f'{media}, medium: "海峡都市报", reportedOn: "{day}"'))["message"],
    ]
    case = (await town.complain(INTAKE, f'{media}, medium: "海峡都市报", reportedOn: "{day}"'))["caseId"]
    told = [await seen(town, who, case, "channel medium reportedOn") for who in (INTAKE, CITY)]

    wanted = ("medium or reportedOn is missing", "medium or reportedOn is missing", "reportedOn is after today", "belong to channel MEDIA",
              "Give channel: WEBSITE")  # fmt: skip
    assert [text for text, message in zip(wanted, refused, strict=True) if text not in message] == []
    assert told == [{"channel": "MEDIA", "medium": "海峡都市报", "reportedOn": day}] * 2


async def test_a_determination_needs_a_department_and_an_area(town: Town) -> None:
    filed = await town.complain(ANONYMOUS, f'channel: WEBSITE, content: "{SAID}"')
    case, until = filed["caseId"], working_days().add(town.house.today, 9).isoformat()
    await town.move(INTAKE, "dispatchComplaint", case, "track: OTHER")
    await town.move(CITY, "assignComplaint", case, 'responsible: "350100_DRC"')
    told = f'findings: "x", misconduct: BREACH, rectification: "y", rectifyUntil: "{until}"'
    await town.move(HANDLER, "upholdComplaint", case, told)
    await town.move(HANDLER, "reportRefusalComplaint", case, 'rectificationResult: "不予兑现"')

    area = await town.move(
        HANDLER, "confirmComplaint", case, 'document: "榕发改认〔2026〕3号", reason: "认定失信"'
    )
    nobody = await town.move(
        replace(HANDLER, department=None), "confirmComplaint", case, 'document: "1号", reason: "认定失信"'
    )

    assert "its area is not known" in area["message"]
    assert "you belong to none. Let the department do it." in nobody["message"]


async def test_over_http_the_header_opens_the_case_and_no_cache_may_keep_the_answer(
    town: Town, db: Database, settings: Settings
) -> None:
    door = Door(db, Clock(settings), "http://exchange.example")
    app = Starlette(routes=[Endpoint(town.house.engine, door).route()])
    asked = "{ complaints { totalCount edges { node { state content } } } }"

    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://exchange.example"
    ) as web:
        given = f'key: "A-0123456789abcdef", creditCode: "{COUNTY}", {WEB}'
        document = (
            f"mutation {{ fileComplaint(input: {{{given}}}) {{ ... on CaseMoved {{ number secret }} }} }}"
        )
        filed = (await web.post("/graphql", json={"query": document})).json()["data"]["fileComplaint"]
        key = {"Exchange-Tracking": f"{filed['number']} {filed['secret'].lower()}"}
        mine = await web.get("/graphql", params={"query": asked}, headers=key)
        public = await web.get("/graphql", params={"query": "{ complaints { totalCount } }"})
        wrong = await web.get(
            "/graphql",
            params={"query": asked},
            headers={"Exchange-Tracking": f"{filed['number']} {'A' * 20}"},
        )
        malformed = await web.get("/graphql", params={"query": asked}, headers={"Exchange-Tracking": "7 8"})
        both = await web.get("/graphql", params={"query": asked}, headers=key | {"Authorization": "Bearer x"})

    assert mine.json()["data"]["complaints"]["edges"] == [{"node": {"state": "RECEIVED", "content": SAID}}]
    assert mine.headers["cache-control"] == "private, no-store"
    assert "Exchange-Tracking" in public.headers["vary"]
    assert public.json()["data"]["complaints"] == {"totalCount": 0}
    assert wrong.json()["data"]["complaints"] == {"totalCount": 0, "edges": []}
    assert malformed.status_code == both.status_code == 400
    assert "Leave out one of the two." in both.text
    entry = await town.house.owner.fetchrow("SELECT client, actor, fields FROM access_entry")
    assert entry
    assert tuple(entry) == (None, "anonymous", ["Complaint.content"])
