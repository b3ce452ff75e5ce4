"""Special supervision (plan 3.1): a city plans, inspects, settles what it found, hands the result on, and tells the public of it."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

import pytest

from exchange.records.subjects import insert_subjects
from tests.api.conftest import KEEPER, NOBODY, PARTNER
from tests.cases.conftest import PROVIDER
from tests.cases.duties import ADMINISTRATOR, BODY, CITY, COMPANY, COUNTY, DISCIPLINE, OTHER_CITY
from tests.cases.town import ASIDE

if TYPE_CHECKING:
    from exchange.access import Caller
    from tests.cases.conftest import Found, House
    from tests.cases.duties import Duties

OFFICE = "11350100000000003C"
PUBLIC = (
    "{ supervisionProgrammes { edges { node { title summary plan result scope findings { finding } } } } }"
)
LED = "{ inspectionFindings { edges { node { state dueOn programme { title } rectification { number } } } } }"
HELD = "{ inspectionFindings { totalCount edges { node { finding answer } } } }"


class Led:
    """The house with an office of the city that inspects."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.keys = 0

    def day(self, days: int) -> dt.date:
        return self.house.today + dt.timedelta(days=days)

    async def plan(self, who: Caller = CITY, *, about: str = OFFICE, **changed: str) -> Found:
        """A programme of thirty days over the county, unless told otherwise."""
        said = {
            "title": '"招商承诺兑现专项督导"', "year": str(self.house.today.year), "periodFrom": f'"{self.day(0)}"',
            "periodUntil": f'"{self.day(30)}"', "scope": '["350102"]', "plan": '"查阅台账、实地走访"',
        }  # fmt: skip
        self.keys += 1
        given = ", ".join(f"{name}: {value}" for name, value in (said | changed).items())
        return await self.house.mutate(
            who, "fileSupervisionProgramme", f'key: "S-{self.keys}", creditCode: "{about}", {given}'
        )

    async def find(self, number: str, who: Caller = CITY, *, about: str = COUNTY, days: int = 20) -> Found:
        """Something found at the county."""
        self.keys += 1
        given = f'programmeNumber: "{number}", finding: "补贴未兑现", severity: ORDINARY, rectifyBy: "{self.day(days)}"'
        return await self.house.mutate(
            who, "fileInspectionFinding", f'key: "F-{self.keys}", creditCode: "{about}", {given}'
        )


@pytest.fixture
async def led(house: House, duties: Duties) -> Led:
    """The county has its government; the city an office."""
    del duties
    office = {
        "kind": "DEPARTMENT",
        "name": "福州市发展和改革委员会",
        "region": "350100",
        "credit_code": OFFICE,
    }
    async with house.engine.runner.db.writing() as session:
        await insert_subjects(
            session, [(uuid.uuid4(), office | {"status": "ACTIVE", "unresolved": False}, {})]
        )
    return Led(house)


async def test_a_programme_ends_when_all_that_it_found_is_settled_and_its_result_is_handed_on(
    house: House, led: Led
) -> None:
    programme = await led.plan()
    number, case = programme["case"]["number"], programme["caseId"]
    early = await led.find(number)
    await house.move(CITY, "startSupervisionProgramme", case)
    finding = (await led.find(number))["caseId"]

    open_still = await house.move(CITY, "concludeSupervisionProgramme", case, 'result: "良好"')
    given_up = await house.move(CITY, "cancelSupervisionProgramme", case, 'reason: "x"')
    answered = await house.move(BODY, "answerInspectionFinding", finding, 'answer: "已兑现"')
    again = await house.move(
        CITY, "returnInspectionFinding", finding, f'review: "补充凭证", rectifyBy: "{led.day(25)}"'
    )
    by_itself = await house.move(BODY, "settleInspectionFinding", finding, 'review: "x"')
    await house.move(BODY, "answerInspectionFinding", finding, 'answer: "凭证已附"')
    settled = await house.move(CITY, "settleInspectionFinding", finding, 'review: "销号"')
    hidden = (await house.ask(NOBODY, PUBLIC))["data"]["supervisionProgrammes"]["edges"]
    concluded = await house.move(CITY, "concludeSupervisionProgramme", case, 'result: "总体良好"')
    done = await house.move(
        KEEPER, "handOnSupervisionProgramme", case, 'handedTo: "省效能办", document: "榕督函1号"'
    )
    announced = await house.move(
        CITY,
        "announceSupervisionProgramme",
        case,
        'summary: "问题已整改，电话13912345678", document: "榕督通1号"',
    )
    twice = await house.move(CITY, "announceSupervisionProgramme", case, 'summary: "x", document: "x"')
    shown = (await house.ask(NOBODY, PUBLIC))["data"]["supervisionProgrammes"]["edges"][0]["node"]

    assert "no programme of this number is under way" in early["message"]
    assert "1 of its findings are open" in open_still["message"]
    assert "1 of its findings are open" in given_up["message"]
    assert (answered["case"]["state"], answered["case"]["waitsFor"]) == ("ANSWERED", "superior")
    assert (again["case"]["state"], again["case"]["dueOn"]) == ("FOUND", led.day(25).isoformat())
    assert by_itself["code"] == "NOT_FOUND"
    assert settled["case"]["state"] == "SETTLED"
    assert hidden == []
    assert [one["case"]["state"] for one in (concluded, done, announced)] == [
        "CONCLUDED",
        "HANDED_ON",
        "HANDED_ON",
    ]
    assert "told already" in twice["message"]
    assert "13912345678" not in shown.pop("summary")
    assert shown == {
        "title": "招商承诺兑现专项督导",
        "plan": None,
        "result": None,
        "scope": None,
        "findings": [],
    }


async def test_what_is_found_leads_to_a_rectification_of_the_same_body(
    house: House, led: Led, duties: Duties
) -> None:
    programme = await led.plan()
    await house.move(CITY, "startSupervisionProgramme", programme["caseId"])
    finding = (await led.find(programme["case"]["number"]))["caseId"]
    ordered = (await duties.order())["case"]["number"]

    unknown = await house.move(CITY, "orderInspectionFinding", finding, 'rectificationNumber: "ABCDEFGHJKLM"')
    done = await house.move(CITY, "orderInspectionFinding", finding, f'rectificationNumber: "{ordered}"')
    node = (await house.ask(duties.body, LED))["data"]["inspectionFindings"]["edges"][0]["node"]

    assert "no rectification of this number was ordered" in unknown["message"]
    assert done["case"]["state"] == "RECTIFICATION_ORDERED"
    assert (node["state"], node["rectification"], node["dueOn"]) == (
        "RECTIFICATION_ORDERED",
        {"number": ordered},
        None,
    )
    assert node["programme"] is None


async def test_the_government_that_was_inspected_and_its_superiors_see_the_finding_and_nobody_else(
    house: House, led: Led, duties: Duties
) -> None:
    programme = await led.plan()
    await house.move(CITY, "startSupervisionProgramme", programme["caseId"])
    await led.find(programme["case"]["number"])
    house.on(led.day(21))
    await duties.awake()

    seeing = (CITY, KEEPER, BODY, DISCIPLINE, duties.body)
    blind = (NOBODY, PARTNER, PROVIDER, OTHER_CITY, ADMINISTRATOR, *ASIDE.values())
    nodes = [(await house.ask(who, HELD))["data"]["inspectionFindings"]["edges"] for who in seeing]
    counts = [(await house.ask(who, HELD))["data"]["inspectionFindings"]["totalCount"] for who in blind]
    late = "{ inspectionFindingCounts(by: [REGION, SEVERITY, LATE]) { region { code } severity late count } }"
    counted = (await house.ask(CITY, late))["data"]["inspectionFindingCounts"]
    unknown = await house.ask(NOBODY, "{ inspectionFindingCounts(by: [REGION]) { count } }")

    assert [one[0]["node"]["finding"] for one in nodes] == ["补贴未兑现"] * 5
    assert set(counts) == {0}
    assert counted == [{"region": {"code": "350102"}, "severity": "ORDINARY", "late": True, "count": 1}]
    assert unknown["errors"][0]["extensions"]["code"] == "ARGUMENT_NOT_ALLOWED"


async def test_bad_programmes_and_findings_are_answered_with_what_is_wrong(house: House, led: Led) -> None:
    programme = await led.plan()
    await house.move(CITY, "startSupervisionProgramme", programme["caseId"])
    number = programme["case"]["number"]

    told = [
        await led.plan(title='"另一轮"', scope='["350100"]'),
        await led.plan(title='"另一轮"', scope='["350102", "350203"]'),
        await led.plan(title='"另一轮"', scope='["350102", "350102"]'),
        await led.plan(title='"另一轮"', scope="[]"),
        await led.plan(title='"另一轮"', year="26"),
        await led.plan(title='"另一轮"', periodUntil=f'"{led.day(-1)}"'),
        await led.plan(title='"另一轮"', periodFrom=f'"{led.day(40)}"'),
        await led.plan(),
        await led.plan(about=COUNTY, title='"另一轮"'),
        await led.find(number, days=0),
        await led.find(number, about=str(COMPANY.credit_code)),
        await led.find("NOSUCHNUMBER"),
    ]

    wanted = (
        "scope: 1 of them are no division below yours", "scope: 1 of them are no division below yours", "scope: one stands twice",
        "scope is missing", "year is more than 10 years", "periodUntil is before", "periodUntil is before",
        "a programme of this title and year", "an office of your own level", "rectifyBy is not to come", "only a body of government",
        "no programme of this number is under way",
    )  # fmt: skip
    assert [
        (part, one["message"]) for one, part in zip(told, wanted, strict=True) if part not in one["message"]
    ] == []
    assert (await led.find(number, OTHER_CITY))["code"] == "NOT_FOUND"
    assert (await led.plan(PARTNER))["code"] == "SCOPE_MISSING"
