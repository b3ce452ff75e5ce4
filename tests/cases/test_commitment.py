"""Commitments of public bodies: published, due, kept or broken; and a promise that a county broke, from complaint to repair."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from exchange import worker
from exchange.access import Scope
from exchange.cases import clockwork
from exchange.model import DishonestyRecord
from tests.api.conftest import KEEPER, NOBODY, PARTNER
from tests.cases.town import ACCUSED, ASIDE, CITY, COUNTY, DISCIPLINE, FIRM, HANDLER, INTAKE, office

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from exchange.access import Caller
    from tests.cases.town import Town

Found = dict[str, Any]
BODY = office("origin", "350102_GOVERNMENT", "350102")
SUCCESSOR = replace(
    BODY, department="350102_DRC", departments=("350102_DRC", "350102_GOVERNMENT"), client="successor"
)
CLERK = office("origin", "350100_GOVERNMENT", "350100")
ELSEWHERE = office("origin", "350103_DRC", "350103")
DAYS = 30
OPEN = "state title content promisedUntil"
FOUND = 'area: INVESTMENT, reason: "区政府以换届为由拒绝兑现", document: "榕政函〔2026〕5号"'
CLOSED = "amount counterparty responsiblePerson evidence persons { name post since until }"


def terms(town: Town, **changed: str) -> str:
    """What is registered."""
    given = {
        "kind": "CONTRACT", "title": '"厂房租金补贴"', "content": '"三年内补贴租金100万元，联系人电话13900001111。"',
        "promisedUntil": f'"{(town.house.today + dt.timedelta(days=DAYS)).isoformat()}"', "beneficiaryCode": f'"{FIRM}"',
        "counterparty": '"福州闽江之星贸易有限公司"', "amount": '"100"', "responsiblePerson": '"黄大明"', "responsiblePost": '"副区长"',
    }  # fmt: skip
    return ", ".join(f"{name}: {value}" for name, value in (given | changed).items() if value)


async def file(town: Town, who: Caller = BODY, *, about: str = COUNTY, **changed: str) -> Found:
    """Register a commitment."""
    town.keys += 1
    given = f'key: "P-{town.keys}", creditCode: "{about}", {terms(town, **changed)}'
    return await town.ask_mutation(who, "fileGovernmentCommitment", given)


async def move(town: Town, who: Caller, name: str, case: str, details: str = "") -> Found:
    """Move it."""
    return await town.move(who, f"{name}GovernmentCommitment", case, details)


async def published(town: Town) -> str:
    """A commitment that everybody sees."""
    case = (await file(town))["caseId"]
    assert (await move(town, KEEPER, "publish", case))["case"]["state"] == "PUBLISHED"
    return str(case)


async def seen(town: Town, who: Caller, case: str, fields: str) -> Found | None:
    """It as somebody sees it."""
    body = await town.house.ask(who, f'{{ governmentCommitment(id: "{case}") {{ {fields} }} }}')
    found: Found | None = body["data"]["governmentCommitment"]
    return found


async def strike(town: Town) -> None:
    """Let the clock do what the day brings."""
    runner = town.house.engine.runner
    await worker.round_of(runner.db, runner.clock, list(clockwork.jobs()))


async def test_everybody_sees_text_day_and_state_and_who_answers_for_it_sees_the_rest(town: Town) -> None:
    draft = (await file(town))["caseId"]
    unseen = [await seen(town, who, draft, "state") for who in (NOBODY, PARTNER, town.firm)]
    case = await published(town)
    narrow = replace(CITY, scopes=CITY.scopes - {Scope.CONFIDENTIAL_READ})

    public = [await seen(town, who, case, f"{OPEN} {CLOSED}") for who in (NOBODY, PARTNER)]
    own, above = [await seen(town, who, case, f"{OPEN} {CLOSED}") for who in (BODY, CITY)]
    firm = await seen(town, town.firm, case, "content amount responsiblePerson persons { name }")
    short = await seen(town, narrow, case, "amount responsiblePerson")

    until = (town.house.today + dt.timedelta(days=DAYS)).isoformat()
    closed = dict.fromkeys(["amount", "counterparty", "responsiblePerson", "evidence"]) | {"persons": []}
    assert unseen == [None] * 3
    assert public == [
        {"state": "PUBLISHED", "title": "厂房租金补贴", "content": "三年内补贴租金100万元，联系人电话［电话］。",
         "promisedUntil": until, **closed}
    ] * 2  # fmt: skip
    assert own == above
    assert own
    assert (own["amount"], own["responsiblePerson"]) == ("100", "黄大明")
    assert own["persons"] == [
        {"name": "黄大明", "post": "副区长", "since": town.house.today.isoformat(), "until": None}
    ]
    assert firm == {
        "content": "三年内补贴租金100万元，联系人电话13900001111。", "amount": "100", "responsiblePerson": None, "persons": [],
    }  # fmt: skip
    assert short == {"amount": None, "responsiblePerson": "黄大明"}  # without confidential:read no amount


async def test_what_is_confidential_of_nobody_known_is_entered_too(town: Town) -> None:
    case = (await file(town, beneficiaryCode=""))["caseId"]

    found = await seen(town, CITY, case, "amount")
    entered = await town.house.owner.fetch("SELECT subjects, subject_count, fields FROM access_entry")

    assert found == {"amount": "100"}
    assert [tuple(one) for one in entered] == [([], 0, ["GovernmentCommitment.amount"])]


async def test_a_change_of_persons_ends_nothing_and_who_answered_before_stays_on_record(town: Town) -> None:
    case = await published(town)
    begun = town.house.today
    town.house.on(begun + dt.timedelta(days=2))

    bare = await move(town, BODY, "handOn", case, 'responsiblePerson: "林二", reason: " "')
    done = await move(
        town, BODY, "handOn", case, 'responsiblePerson: "林二", responsiblePost: "区长", reason: "岗位调整"'
    )
    persons = ((await seen(town, DISCIPLINE, case, "persons { name post since until }")) or {})["persons"]
    reported = await move(town, SUCCESSOR, "report", case, 'evidence: "补贴已拨付"')

    today = town.house.today.isoformat()
    assert "reason is missing" in bare["message"]
    assert done["case"]["state"] == "PUBLISHED"
    assert persons == [
        {"name": "黄大明", "post": "副区长", "since": begun.isoformat(), "until": today},
        {"name": "林二", "post": "区长", "since": today, "until": None},
    ]
    assert reported["case"]["state"] == "REPORTED"  # the successor of the department has its duties


async def test_the_clock_says_that_it_is_due_soon_and_tells_the_superior_when_it_is_over(town: Town) -> None:
    case = await published(town)
    await strike(town)
    early = await seen(town, NOBODY, case, "state")
    town.house.on(town.house.today + dt.timedelta(days=DAYS))
    await strike(town)
    soon = await seen(town, CITY, case, "state waitsFor escalatedOn")
    in_time = await move(town, CITY, "breach", case, FOUND)
    town.house.on(town.house.today + dt.timedelta(days=1))
    await strike(town)
    over = await seen(town, CITY, case, "state escalatedOn")
    broken = await move(town, CITY, "breach", case, FOUND)
    by_itself = await move(town, ACCUSED["its government"], "breach", case, FOUND)

    assert early == {"state": "PUBLISHED"}
    assert soon == {"state": "DUE_SOON", "waitsFor": "origin", "escalatedOn": None}
    assert "so it is not broken yet." in in_time["message"]
    assert over == {"state": "DUE_SOON", "escalatedOn": town.house.today.isoformat()}
    assert broken["case"]["state"] == "BREACHED"
    assert by_itself["code"] == "NOT_FOUND"


async def test_fulfilment_is_confirmed_by_whom_it_was_promised_to_or_by_the_superior_and_not_by_the_body(
    town: Town,
) -> None:
    case = await published(town)
    await move(town, BODY, "report", case, 'evidence: "补贴已拨付一半"')
    own = await move(town, BODY, "confirm", case)
    itself = await move(town, town.accused, "confirm", case)
    denied = await move(town, town.firm, "deny", case, 'confirmation: "未收到款项"')
    await move(town, BODY, "report", case, 'evidence: "补贴已拨付一半"')
    part = await move(town, town.firm, "confirmPart", case, 'confirmation: "收到50万元"')
    await move(town, BODY, "report", case, 'evidence: "余款已拨付"')
    whole = await move(town, CITY, "confirm", case)
    told = await seen(town, NOBODY, case, "state fulfilledOn confirmation")

    assert own["code"] == "SCOPE_MISSING"
    assert itself["code"] == "NOT_FOUND"
    assert [one["case"]["state"] for one in (denied, part, whole)] == ["PUBLISHED", "PARTIAL", "FULFILLED"]
    assert told == {"state": "FULFILLED", "fulfilledOn": town.house.today.isoformat(), "confirmation": None}


GROUND = 'changeAuthority: "福州市人民政府", changeProcedure: "常务会议审议并公示", compensation: "补偿20万元", document: "榕政〔2026〕8号"'


@pytest.mark.parametrize(
    "excuse",
    [
        'changeReason: TERM, reason: "规划调整"',
        'changeReason: PERSON, reason: "规划调整"',
        'changeReason: PUBLIC_INTEREST, reason: "因政府 换 届，原承诺不再履行"',
        'changeReason: OTHER_STATUTORY, reason: "责任人更替后无法继续履行"',
        'changeReason: NATIONAL_INTEREST, reason: "原区长已调离"',
        'changeReason: PUBLIC_INTEREST, reason: "主要领导发生变动"',
    ],
)  # fmt: skip
async def test_that_the_government_or_its_persons_changed_is_no_ground(town: Town, excuse: str) -> None:
    case = await published(town)

    refused = await move(town, CITY, "change", case, f"{excuse}, {GROUND}")

    assert "不得以政府换届、责任人更替等理由毁约" in refused["message"]
    assert (await seen(town, NOBODY, case, "state")) == {"state": "PUBLISHED"}


async def test_it_is_changed_for_the_public_interest_by_who_may_with_procedure_and_compensation(
    town: Town,
) -> None:
    case = await published(town)
    why = 'changeReason: PUBLIC_INTEREST, reason: "地块划入生态保护红线"'

    bare = await move(town, CITY, "change", case, f"{why}, {GROUND.replace('补偿20万元', ' ')}")
    by_itself = await move(town, BODY, "change", case, f"{why}, {GROUND}")
    done = await move(town, CITY, "change", case, f"{why}, {GROUND}")
    told = await seen(town, NOBODY, case, "state changeReason changeAuthority compensation")

    assert "compensation is missing" in bare["message"]
    assert by_itself["code"] == "SCOPE_MISSING"
    assert done["case"]["state"] == "LAWFULLY_CHANGED"
    assert told == {
        "state": "LAWFULLY_CHANGED", "changeReason": "PUBLIC_INTEREST", "changeAuthority": "福州市人民政府", "compensation": "补偿20万元",
    }  # fmt: skip


async def test_what_cannot_be_registered_is_told_why(town: Town) -> None:
    past = f'"{town.house.today.isoformat()}"'

    refused = [
        (await file(town, about=FIRM))["message"],
        (await file(town, ELSEWHERE))["message"],
        (await file(town, promisedUntil=past))["message"],
        (await file(town, kind="SERVICE"))["message"],
        (await file(town, domain="PARKING"))["message"],
        (await file(town, beneficiaryCode='"91350102999999999X"'))["message"],
        (await file(town, beneficiaryCode=f'"{COUNTY}"'))["message"],
        (await file(town, title='" "'))["message"],
    ]
    service = await file(
        town, kind="SERVICE", domain="PARKING", beneficiaryCode="", counterparty="", amount=""
    )
    stranger = await file(town, KEEPER)

    told = (
        "this is for commitments of public bodies", "the body is not of your division", "promisedUntil is not after today",
        "one of the 14 domains", "domain belongs to service commitments alone", "beneficiaryCode is of nobody that is known",
        "or of the body itself", "title is missing",
    )  # fmt: skip
    assert [text for text, message in zip(told, refused, strict=True) if text not in message] == []
    assert service["__typename"] == "CaseMoved"
    assert stranger["code"] == "SCOPE_MISSING"


async def test_a_draft_is_amended_or_taken_back_by_its_department(town: Town) -> None:
    case = (await file(town))["caseId"]

    amended = await move(town, BODY, "amend", case, 'title: "厂房租金补贴（修订）"')
    wrong = await move(town, BODY, "amend", case, f'promisedUntil: "{town.house.today.isoformat()}"')
    by_another = await move(town, ELSEWHERE, "amend", case, 'title: "x"')
    taken = await move(town, BODY, "retract", case)
    late = await move(town, KEEPER, "publish", case)

    assert amended["case"]["state"] == "DRAFT"
    assert "promisedUntil is not after today" in wrong["message"]
    assert by_another["code"] == "NOT_FOUND"
    assert taken["case"]["state"] == "RETRACTED"
    assert late["code"] == "MOVE_NOT_ALLOWED"


async def test_a_county_breaks_an_investment_promise_and_every_step_is_seen_by_whom_it_concerns_alone(
    town: Town,
) -> None:
    """Plan 5.4, 3.3, 4.2, 4.4: promised, broken, complained of, determined, recorded, published, put right, repaired."""
    everybody = {
        "public": NOBODY, "partner": PARTNER, "firm": town.firm, "county": ACCUSED["its government"], "county's clerks": BODY,
        "city": CITY, "handler": HANDLER, "intake": INTAKE, "platform": KEEPER, "discipline": DISCIPLINE,
        "county as a subject": town.accused, "next county": ELSEWHERE, "administrator": ASIDE["the administrator"],
    }  # fmt: skip
    seen: list[tuple[str, str, list[str]]] = []

    async def look(root: str, case: str) -> None:
        """Who sees it now; in one state, whoever does."""
        found = {}
        for name, who in everybody.items():
            body = await town.house.ask(who, f'{{ {root}(id: "{case}") {{ state }} }}')
            if (one := (body["data"] or {}).get(root)) is not None:
                found[name] = one["state"]
        assert len({*found.values()}) == 1, (root, found)
        seen.append((root, next(iter(found.values())), [*found]))

    async def step(who: Caller, mutation: str, root: str, case: str, details: str = "") -> None:
        """A move, and everybody's look at what it led to."""
        assert (await town.move(who, mutation, case, details))["__typename"] == "CaseMoved", mutation
        await look(root, case)

    everything = " ".join(one.graphql for one in DishonestyRecord.fields.values())
    begun = town.house.today - dt.timedelta(days=DAYS + 10)
    town.house.on(begun)  # all of it lies behind: what everybody sees goes by the server's day as well
    promise = (await file(town))["caseId"]
    await look("governmentCommitment", promise)
    await step(KEEPER, "publishGovernmentCommitment", "governmentCommitment", promise)
    town.house.on(begun + dt.timedelta(days=DAYS))
    await strike(town)
    await look("governmentCommitment", promise)
    town.house.on(begun + dt.timedelta(days=DAYS + 5))
    await strike(town)

    said = 'channel: WEBSITE, content: "补贴承诺未兑现", area: INVESTMENT'
    complained = await town.complain(town.firm, said)
    complaint = complained["caseId"]
    await look("complaint", complaint)
    until = (town.house.today + dt.timedelta(days=10)).isoformat()
    told = f'findings: "招商协议未兑现", misconduct: BREACH, rectification: "兑现", rectifyUntil: "{until}"'
    number = await town.house.owner.fetchval("SELECT number FROM government_commitment")
    for who, name, details in (
        (INTAKE, "dispatch", "track: COMPLEX"),
        (CITY, "assign", 'responsible: "350100_DRC"'),
        (HANDLER, "uphold", told),
        (HANDLER, "reportRefusal", 'rectificationResult: "拒绝兑现"'),
        (
            HANDLER,
            "confirm",
            f'document: "榕发改认〔2026〕3号", reason: "认定失信", promiseNumber: "{number}"',
        ),
    ):
        await step(who, f"{name}Complaint", "complaint", complaint, details)
    await look("governmentCommitment", promise)

    body = await town.house.ask(HANDLER, f'{{ complaint(id: "{complaint}") {{ record {{ id }} }} }}')
    record = body["data"]["complaint"]["record"]["id"]
    await look("dishonestyRecord", record)
    await carried_on(town, record, look=look)
    whole = f'{{ dishonestyRecord(id: "{record}") {{ {everything} timeline {{ move reason document by {{ name }} }} }} }}'
    read = json.dumps((await town.house.ask(town.accused, whole))["data"]["dishonestyRecord"])
    assert await repair(town, record, look=look) == "GRANTED"
    await look("dishonestyRecord", record)
    await look("governmentCommitment", promise)

    line, clerks = {"city", "intake", "platform", "discipline"}, {"handler", "intake", "platform"}
    told_of_it, applied = {*line, "firm"}, {*line, "handler", "county as a subject"}
    everyone, drafted = {*everybody}, {*line, "county's clerks"}
    assert [(root, state, {*found}) for root, state, found in seen] == [
        *(("governmentCommitment", state, drafted if state == "DRAFT" else everyone) for state in ("DRAFT", "PUBLISHED", "DUE_SOON")),
        *(("complaint", state, told_of_it) for state in ("RECEIVED", "TRANSFERRED")),
        *(("complaint", state, told_of_it | {"handler"})
          for state in ("VERIFYING", "RECTIFYING", "RECTIFICATION_REFUSED", "CONFIRMED_BREACH")),
        ("governmentCommitment", "BREACHED", everyone),
        ("dishonestyRecord", "DRAFT", {"handler"}),
        *(("dishonestyRecord", "SUBMITTED", clerks),) * 3,
        *(("dishonestyRecord", state, line | {"handler"}) for state in ("VERIFIED", "CLASSIFIED")),
        ("dishonestyRecord", "SHARED", applied | {"partner", "county's clerks"}),
        ("dishonestyRecord", "PUBLISHED", everyone),
        *(("repairApplication", state, applied) for state in ("FILED", "FORWARDED", "GRANTED")),
        ("dishonestyRecord", "REPAIRED", applied - {"city"}),
        ("governmentCommitment", "MADE_GOOD", everyone),
    ]  # fmt: skip
    assert "complaint" not in read
    assert complained["number"] not in read


async def test_a_broken_commitment_becomes_a_record_and_the_repair_of_that_record_makes_it_good(
    town: Town,
) -> None:
    begun = town.house.today - dt.timedelta(days=DAYS + 10)
    town.house.on(begun)
    case = await published(town)
    town.house.on(begun + dt.timedelta(days=DAYS + 5))
    homeless = await move(town, replace(CITY, department=None, departments=()), "breach", case, FOUND)
    await move(town, CITY, "breach", case, FOUND)
    link = "record { ... on DishonestyRecord { id state title misconduct area } }"

    drafted = (await seen(town, CLERK, case, f"state {link}") or {}).get("record")
    linked = [await seen(town, who, case, f"state {link}") for who in (CITY, NOBODY, town.firm)]
    record = str(
        await town.house.owner.fetchval("SELECT record_id FROM government_commitment WHERE id = $1", case)
    )
    await carried_on(town, record, CLERK)
    shown = await seen(town, NOBODY, case, f"state area {link}")
    await repair(town, record, CLERK)
    after = [await seen(town, who, case, f"state {link}") for who in (NOBODY, town.firm)]
    told = ((await seen(town, BODY, case, "timeline { move stateAfter }")) or {})["timeline"][-1]

    assert "the record comes from the department that determines" in homeless["message"]
    assert (drafted or {}).get(
        "state"
    ) == "DRAFT"  # the department that determined has its draft to go on with
    assert linked == [{"state": "BREACHED", "record": None}] * 3
    assert shown == {
        "state": "BREACHED", "area": "INVESTMENT",
        "record": {"id": record, "state": "PUBLISHED", "title": "福州市鼓楼区人民政府未履行承诺：厂房租金补贴",
                   "misconduct": "BREACH", "area": "INVESTMENT"},
    }  # fmt: skip
    assert after == [{"state": "MADE_GOOD", "record": None}] * 2
    assert told == {"move": "make_good", "stateAfter": "MADE_GOOD"}


async def refused_to_put_right(town: Town) -> str:
    """A complaint about the county that was found true, and not put right."""
    case = str(
        (await town.complain(town.firm, 'channel: WEBSITE, content: "补贴未兑现", area: INVESTMENT'))[
            "caseId"
        ]
    )
    await town.move(INTAKE, "dispatchComplaint", case, "track: COMPLEX")
    await town.move(CITY, "assignComplaint", case, 'responsible: "350100_DRC"')
    until = (town.house.today + dt.timedelta(days=10)).isoformat()
    told = f'findings: "招商协议未兑现", misconduct: BREACH, rectification: "兑现", rectifyUntil: "{until}"'
    await town.move(HANDLER, "upholdComplaint", case, told)
    await town.move(HANDLER, "reportRefusalComplaint", case, 'rectificationResult: "拒绝兑现"')
    return case


async def test_a_breach_is_one_record_whether_the_commitment_or_the_complaint_found_it_first(
    town: Town,
) -> None:
    found_first, complained_first, kept = [await published(town) for _ in range(3)]
    numbers = {
        str(row["id"]): row["number"]
        for row in await town.house.owner.fetch("SELECT id, number FROM government_commitment")
    }
    await move(town, BODY, "report", kept, 'evidence: "已拨付"')
    await move(town, CITY, "confirm", kept)
    town.house.on(town.house.today + dt.timedelta(days=DAYS + 5))
    later = await published(town)
    numbers[later] = await town.house.owner.fetchval(
        "SELECT number FROM government_commitment ORDER BY filed_on DESC LIMIT 1"
    )
    await move(town, CITY, "breach", found_first, FOUND)
    again, first = await refused_to_put_right(town), await refused_to_put_right(town)

    def why(promise: str) -> str:
        return f'document: "榕发改认〔2026〕3号", reason: "认定失信", promiseNumber: "{promise}"'

    wrong = [
        await town.move(HANDLER, "confirmComplaint", first, why(number)) for number in ("QQQQ", numbers[kept])
    ]
    early = await town.move(HANDLER, "confirmComplaint", first, why(numbers[later]))
    linked = await town.move(HANDLER, "confirmComplaint", again, why(numbers[found_first]))
    drafted = await town.move(HANDLER, "confirmComplaint", first, why(numbers[complained_first]))
    too_late = await move(town, CITY, "breach", complained_first, FOUND)

    record = "SELECT record_id FROM {} WHERE id = $1"
    owner = town.house.owner
    pairs = [
        (
            await owner.fetchval(record.format("government_commitment"), promise),
            await owner.fetchval(record.format("complaint"), complaint),
        )
        for promise, complaint in ((found_first, again), (complained_first, first))
    ]
    told = await seen(town, BODY, complained_first, "state area timeline { move }")
    assert all("promiseNumber is of no commitment of this body" in one["message"] for one in wrong)
    assert "so it is not broken yet" in early["message"]
    assert linked["case"]["state"] == drafted["case"]["state"] == "CONFIRMED_BREACH"
    assert too_late["code"] == "MOVE_NOT_ALLOWED"
    assert [one == other for one, other in pairs] == [True, True]
    assert (
        len({one for one, _ in pairs}) == await owner.fetchval("SELECT count(*) FROM dishonesty_record") == 2
    )
    assert told
    assert (told["state"], told["area"], told["timeline"][-1]["move"]) == (
        "BREACHED",
        "INVESTMENT",
        "found_broken",
    )


async def unseen(_root: str, _case: str) -> None:
    """Nobody looks."""


async def carried_on(
    town: Town, record: str, source: Caller = HANDLER, look: Callable[[str, str], Awaitable[None]] = unseen
) -> None:
    """The draft goes the way of every record of dishonesty, by hands that have nothing to do with the complaint."""
    today = town.house.today.isoformat()
    second, approver = replace(KEEPER, client="k2", actor="k2"), replace(KEEPER, client="k3", actor="k3")
    ways = [
        (source, "submit", ""),
        *((second, "passLevel", f"level: {level}") for level in ("CITY", "PROVINCE")),
        (second, "verify", ""),
        (second, "classify", f'secrecyReviewer: "审查人", secrecyReviewedOn: "{today}"'),
        (second, "share", ""),
        (approver, "publish", 'necessary: true, reason: "社会影响较大", document: "榕发改函〔2026〕9号"'),
    ]
    for who, name, details in ways:
        moved = await town.house.ask(
            who,
            f'mutation {{ {name}Record(input: {{id: "{record}", {details}}}) {{ __typename ... on Refused {{ message }} }} }}',
        )
        assert moved["data"][f"{name}Record"]["__typename"] == "Moved", (name, moved)
        await look("dishonestyRecord", record)


async def repair(
    town: Town,
    record: str,
    determined: Caller = HANDLER,
    look: Callable[[str, str], Awaitable[None]] = unseen,
) -> str:
    """The county puts it right, and applies."""
    town.house.on(town.house.today + dt.timedelta(days=1))
    house = town.house
    owner = house.owner
    await owner.execute("UPDATE dishonesty_record SET duty_done = true")
    given = 'statement: "补贴已全额兑现", commitmentSigned: true'
    filed = await house.file(town.accused, "RepairApplication", given, about=record)
    await owner.execute(
        "INSERT INTO document_content VALUES ('proof', 'application/pdf', 1, '\\x00') ON CONFLICT DO NOTHING"
    )
    await owner.execute(
        "INSERT INTO case_document (id, subject_id, case_id, kind, title, digest, media_type, size, added_on, added_by) "
        "SELECT gen_random_uuid(), subject_id, id, kind, '材料', 'proof', 'application/pdf', 1, filed_on, 'x' "
        "FROM repair_application, unnest(ARRAY['COMMITMENT_LETTER', 'PROOF_OF_DUTY']) kind"
    )
    await look("repairApplication", filed["caseId"])
    await house.move(KEEPER, "forwardRepairApplication", filed["caseId"])
    await look("repairApplication", filed["caseId"])
    done = await house.move(
        determined,
        "grantRepairApplication",
        filed["caseId"],
        'reason: "已兑现", document: "榕发改修〔2027〕1号"',
    )
    await look("repairApplication", filed["caseId"])
    return str(done["case"]["state"])
