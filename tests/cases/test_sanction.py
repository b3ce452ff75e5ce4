"""Measures against who broke faith: nothing but the list, seen by whom it concerns, gone at once with the record they hang on."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from exchange.calendar import add_months
from exchange.cases.measures import listed
from exchange.model import DishonestyRecord, Penalty
from tests.api.conftest import KEEPER, NOBODY, PARTNER, caller
from tests.cases.conftest import PROVIDER, STRANGER
from tests.cases.duties import ADMINISTRATOR, BODY, CITY, COMPANY, COUNTY, DISCIPLINE, PERSON

if TYPE_CHECKING:
    from tests.cases.conftest import Found, House
    from tests.cases.duties import Duties

SEEN = "{ sanctions { totalCount edges { node { id state measure basis summary personInCharge startsOn endsOn subject { name } } } } }"
MAY = '{ eligibility(by: {creditCode: "%s"}, purpose: AWARD) { purpose eligible reasons { measure basis endsOn } } }'


@pytest.mark.parametrize(
    ("measure", "before", "since"),
    [("LIMIT_PILOT", "2023-08-04", "2023-08-05"), ("LIMIT_PROJECT", "2021-12-15", "2021-12-16")],
)
def test_a_measure_is_on_the_list_from_its_own_day_on(measure: str, before: str, since: str) -> None:
    assert listed(measure, dt.date.fromisoformat(before)) == ()
    assert len(listed(measure, dt.date.fromisoformat(since))) == 1


async def test_of_a_body_it_is_seen_by_whom_it_concerns_and_by_the_public_where_it_is_announced(
    house: House, duties: Duties
) -> None:
    await duties.measure("measure: CANCEL_HONOURS")
    told = 'measure: PUBLIC_CRITICISM, summary: "鼓楼区失信，联系人13900001111"'
    await duties.measure(told)
    await duties.measure('measure: ACCOUNTABILITY, personInCharge: "欧阳试"')

    everybody = (NOBODY, ADMINISTRATOR, PARTNER, CITY, KEEPER, PROVIDER, DISCIPLINE, duties.body, STRANGER)
    counts = [(await house.ask(who, SEEN))["data"]["sanctions"]["totalCount"] for who in everybody]
    public = (await house.ask(NOBODY, SEEN))["data"]["sanctions"]["edges"][0]["node"]
    named = {who.client: _person(await house.ask(who, SEEN)) for who in (PARTNER, CITY, KEEPER, PROVIDER)}

    assert counts == [1, 1, 3, 3, 3, 3, 3, 3, 3]
    assert (public["measure"], public["subject"]["name"]) == ("PUBLIC_CRITICISM", "福州市鼓楼区人民政府")
    assert "13900001111" not in public["summary"]
    assert public["basis"].startswith("福建省加强政务诚信建设实施方案 4.3")
    assert named == {
        "test-partner": None,
        "test-superior": "欧阳试",
        "test-keeper": "欧阳**",
        "test-origin": "欧阳试",
    }


def _person(body: Found) -> str | None:
    nodes = [one["node"] for one in body["data"]["sanctions"]["edges"]]
    return next((one["personInCharge"] for one in nodes if one["measure"] == "ACCOUNTABILITY"), None)


async def test_what_the_list_does_not_allow_is_refused_with_what_it_allows(
    house: House, duties: Duties
) -> None:
    firm = await duties.another(Penalty, COMPANY, severity="SERIOUS")
    minor = await duties.another(
        Penalty,
        replace(COMPANY, name="福州榕测二号贸易有限公司", credit_code="91350102MAFJ0002XK"),
        severity="MINOR",
    )
    longest = add_months(house.today, 36).isoformat()

    refused = [
        await duties.measure("measure: LIMIT_PROJECT"),
        await duties.measure("measure: CANCEL_HONOURS", PROVIDER),
        await duties.measure("measure: LIMIT_PROJECT", PROVIDER, minor),
        await duties.measure("measure: CANCEL_HONOURS", last=2000),
        await duties.measure("measure: CANCEL_HONOURS", first=-1),
        await duties.measure("measure: CANCEL_HONOURS", first=9, last=8),
        await duties.measure("measure: ACCOUNTABILITY"),
        await duties.measure('measure: CANCEL_HONOURS, personInCharge: "欧阳试"'),
        await duties.measure("measure: PUBLIC_CRITICISM"),
        await duties.measure('measure: CANCEL_HONOURS, summary: "x"'),
    ]
    right = [
        await duties.measure("measure: LIMIT_PROJECT", PROVIDER, firm),
        await duties.measure("measure: CANCEL_HONOURS"),
    ]
    again = await duties.measure("measure: CANCEL_HONOURS")

    said = [
        "for COOPERATIVE, ENTERPRISE, SELF_EMPLOYED, SOCIAL_ORGANISATION, not for this kind",
        "the superior government decides this measure",
        "for records of severity SERIOUS or graver, this one is MINOR",
        f"endsOn is {longest} at the latest (MEASURE-HONOURS-1)",
        "startsOn is over already",
        "endsOn lies before startsOn",
        "personInCharge is missing",
        "personInCharge belongs to ACCOUNTABILITY alone",
        "summary is missing",
        "summary is for measures that the public is told of",
    ]
    assert [text for text, one in zip(said, refused, strict=True) if text not in one["message"]] == []
    assert [one["case"]["state"] for one in right] == ["IN_FORCE"] * 2
    assert "is in force on this record already" in again["message"]


async def test_a_civil_servant_is_limited_inside_the_effect_window_alone(
    house: House, duties: Duties
) -> None:
    until = house.today + dt.timedelta(days=60)
    servant = await duties.another(DishonestyRecord, PERSON, sanction_until=until)
    without = await duties.another(DishonestyRecord, PERSON, sanction_until=None)
    asked = f'{{ eligibility(by: {{id: "{servant.subject_id}"}}, purpose: AWARD) {{ eligible reasons {{ measure }} }} }}'

    open_end = await duties.measure("measure: LIMIT_PERSON_AWARD", PROVIDER, without)
    beyond = await duties.measure("measure: LIMIT_PERSON_AWARD", PROVIDER, servant, last=61)
    decided = await duties.measure("measure: LIMIT_PERSON_AWARD", PROVIDER, servant, last=60)
    entries = "SELECT fields FROM access_entry WHERE subjects @> ARRAY[$1::uuid] AND client = 'test-origin'"
    answers = [
        (await house.ask(who, asked))["data"]["eligibility"] for who in (NOBODY, PARTNER, PROVIDER, CITY)
    ]
    logged = [one["fields"] for one in await house.owner.fetch(entries, servant.subject_id)]
    counts = [
        (await house.ask(who, SEEN))["data"]["sanctions"]["totalCount"] for who in (NOBODY, PARTNER, PROVIDER)
    ]

    assert "has no effect window" in open_end["message"]
    assert "after the effect window of the sanction" in beyond["message"]
    assert until.isoformat() not in beyond["message"]
    assert decided["case"]["state"] == "IN_FORCE"
    assert answers[0] is None
    assert answers[2] == {"eligible": False, "reasons": [{"measure": "LIMIT_PERSON_AWARD"}]}
    assert answers[3] == answers[2]
    assert ["Eligibility.eligible", "Sanction.measure"] in [sorted(one) for one in logged]
    assert counts == [0, 0, 1]


async def test_whoever_uses_results_asks_and_hears_of_no_measure_that_it_may_not_see(
    house: House, duties: Duties
) -> None:
    asked = MAY % COUNTY
    none = (await house.ask(PARTNER, asked))["data"]["eligibility"]
    await duties.measure("measure: CANCEL_HONOURS", first=10, last=20)
    answers = {}
    for day in (9, 10, 20, 21):
        house.on(duties.office.today + dt.timedelta(days=day))
        answers[day] = [
            (await house.ask(who, asked))["data"]["eligibility"]["eligible"]
            for who in (PARTNER, CITY, NOBODY)
        ]
    house.on(duties.office.today + dt.timedelta(days=15))
    other = (await house.ask(PARTNER, asked.replace("AWARD", "PILOT")))["data"]["eligibility"]
    reasons = (await house.ask(PARTNER, asked))["data"]["eligibility"]["reasons"]
    unknown = await house.ask(PARTNER, MAY % "91350102MAFJ0009XX")

    assert none == {"purpose": "AWARD", "eligible": True, "reasons": []}
    assert answers == {9: [True] * 3, 10: [False, False, True], 20: [False, False, True], 21: [True] * 3}
    assert other == {"purpose": "PILOT", "eligible": True, "reasons": []}
    assert [(one["measure"], one["endsOn"]) for one in reasons] == [
        ("CANCEL_HONOURS", (duties.office.today + dt.timedelta(days=20)).isoformat())
    ]
    assert unknown["data"] == {"eligibility": None}


async def test_it_falls_with_the_record_in_one_moment_and_revives_with_it(
    house: House, duties: Duties
) -> None:
    await duties.measure("measure: CANCEL_HONOURS")
    lifted = (await duties.measure("measure: LIMIT_FUNDS"))["caseId"]
    order = (await duties.order())["caseId"]
    await house.move(CITY, "liftSanction", lifted, 'reason: "已纠正", document: "榕信〔2026〕9号"')

    await duties.office.move(duties.county, "restrict", reason="破产重整临时屏蔽")
    states = [one["state"] for one in await house.owner.fetch("SELECT state FROM sanction ORDER BY state")]
    seen = [
        (await house.ask(who, SEEN))["data"]["sanctions"]["totalCount"]
        for who in (PARTNER, CITY, PROVIDER, duties.body)
    ]
    may = (await house.ask(PARTNER, MAY % COUNTY))["data"]["eligibility"]["eligible"]
    await house.owner.execute("UPDATE dishonesty_record SET state = 'CLASSIFIED'")
    await duties.office.move(duties.county, "share", KEEPER)
    again = [one["state"] for one in await house.owner.fetch("SELECT state FROM sanction ORDER BY state")]
    await duties.office.move(duties.county, "withdraw", reason="原决定撤销", document="复议1号")
    steps = await house.owner.fetch(
        "SELECT item, move FROM case_step WHERE move IN ('fall', 'revive') ORDER BY id"
    )
    changes = await house.owner.fetchval("SELECT count(*) FROM change WHERE move IN ('fall', 'revive')")

    assert states == ["FALLEN", "LIFTED"]
    assert seen == [0, 1, 2, 2]
    assert may is True
    assert again == ["IN_FORCE", "LIFTED"]
    assert [tuple(one) for one in steps] == [
        ("sanction", "fall"), ("sanction", "revive"), ("rectification", "fall"), ("sanction", "fall"),
    ]  # fmt: skip
    assert changes == len(steps)
    assert (await house.ask(CITY, f'{{ rectification(id: "{order}") {{ state }} }}'))["data"][
        "rectification"
    ]["state"] == "CANCELLED"


async def test_a_new_version_of_the_record_keeps_its_measures(house: House, duties: Duties) -> None:
    case = (await duties.measure("measure: CANCEL_HONOURS"))["caseId"]
    row = await house.owner.fetchrow("SELECT * FROM dishonesty_record")
    assert row is not None
    corrections = {
        name: row[name] for name in DishonestyRecord.fields if name in row and row[name] is not None
    }

    moved = await duties.office.move(
        duties.county, "replace", reason="金额有误", document="更正1号", corrections=corrections
    )

    hangs = await house.owner.fetchrow("SELECT record_id, state FROM sanction WHERE id = $1", case)
    assert hangs is not None
    told = await house.owner.fetch(
        "SELECT item, move, state FROM change WHERE record_id = $1 ORDER BY id", case
    )
    assert (hangs["record_id"], hangs["state"]) == (moved.record_id, "IN_FORCE")
    assert [tuple(one) for one in told] == [
        ("sanction", "file", "IN_FORCE"),
        ("sanction", "replace", "IN_FORCE"),
    ]


async def test_whoever_decided_it_lifts_it_and_the_day_ends_it(house: House, duties: Duties) -> None:
    firm = await duties.another(Penalty, COMPANY, severity="SERIOUS")
    case = (await duties.measure("measure: LIMIT_AWARD", PROVIDER, firm))["caseId"]
    ends = (await duties.measure("measure: CANCEL_HONOURS", last=5))["caseId"]

    foreign = await house.move(CITY, "liftSanction", case, 'reason: "x", document: "x"')
    unseen = await house.move(BODY, "liftSanction", case, 'reason: "x", document: "x"')
    house.on(duties.office.today + dt.timedelta(days=6))
    await duties.awake()
    ended = await duties.state("sanction", ends)
    late = await house.move(CITY, "liftSanction", ends, 'reason: "x", document: "x"')

    assert "whoever decided the measure lifts it" in foreign["message"]
    assert unseen["code"] == "NOT_FOUND"
    assert ended == "ENDED"
    assert late["code"] == "MOVE_NOT_ALLOWED"


async def test_an_incentive_is_granted_used_and_ended(house: House, duties: Duties) -> None:
    last = duties.office.today + dt.timedelta(days=30)
    given = f'kind: PRIORITY, content: "优先安排技改资金", basis: "闽政〔2026〕7号", startsOn: "{duties.office.today}", endsOn: "{last}"'
    firm = await duties.another(Penalty, COMPANY)
    who = f'key: "I-{{}}", creditCode: "{COMPANY.credit_code}", '
    asked = "{ incentives { totalCount edges { node { state kind content use } } } }"
    enterprise = caller("subject", subject=firm.subject_id)

    granted = await house.mutate(PROVIDER, "fileIncentive", who.format(1) + given)
    wrong = await house.mutate(
        PROVIDER, "fileIncentive", who.format(2) + given.replace(str(last), str(last - dt.timedelta(days=40)))
    )
    nobody = await house.mutate(PARTNER, "fileIncentive", who.format(3) + given)
    used = await house.move(PROVIDER, "useIncentive", granted["caseId"], 'use: "获得技改资金"')
    public, own = [
        (await house.ask(one, asked))["data"]["incentives"]["edges"][0]["node"]
        for one in (NOBODY, enterprise)
    ]
    house.on(last + dt.timedelta(days=1))
    unused = await house.move(PROVIDER, "useIncentive", granted["caseId"], 'use: "再次使用"')
    after = [
        (await house.ask(one, asked))["data"]["incentives"]["totalCount"]
        for one in (NOBODY, PARTNER, enterprise)
    ]
    await duties.awake()
    ended = await duties.state("incentive", granted["caseId"])

    assert granted["case"]["state"] == "CONFERRED"
    assert "endsOn lies before startsOn" in wrong["message"]
    assert nobody["code"] == "SCOPE_MISSING"
    assert used["case"]["state"] == "USED"
    assert (public["kind"], public["content"], public["use"]) == ("PRIORITY", "优先安排技改资金", None)
    assert own["use"] == "获得技改资金"
    assert "used between its first and its last day" in unused["message"]
    assert after == [0, 0, 1]
    assert ended == "ENDED"
