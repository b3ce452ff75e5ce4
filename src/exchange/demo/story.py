"""The few whom documents and examples name: an enterprise, a district, two civil servants, two persons.

Their codes and ids stay the same in every world; their dates hang on today like all others.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from exchange.demo import breaches, decisions, numbers, penalties
from exchange.demo.bodies import Body, Former, government_id
from exchange.demo.businesses import STORY
from exchange.demo.filing import Case
from exchange.demo.paths import Fate
from exchange.model import DishonestyRecord

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchange.demo.filing import Filing
    from exchange.demo.seed import Seed
    from exchange.records.load import PastRecord

REGION = "350102"
CREDIT_CODE = "91350102MAFJ0001XP"
DISTRICT_ID = ("government", REGION)


def subjects(seed: Seed) -> dict[str, Body]:
    """The story's own subjects by name; the district is one of the governments."""
    return {
        "enterprise": _enterprise(seed),
        "servant": _servant(seed),
        "person": _person(seed, 1),
        "other": _person(seed, 2),
    }


def _enterprise(seed: Seed) -> Body:
    values = {
        "kind": "ENTERPRISE",
        "name": "福州闽江例星贸易有限公司",
        "credit_code": numbers.business_code(numbers.ENTERPRISE, REGION, STORY),
        "organisation_code": CREDIT_CODE[8:17],
        "region": REGION,
        "status": "ACTIVE",
        "founded_on": dt.date(2012, 3, 6),
        "legal_representative": "陈例文",
        "legal_representative_id_type": "RESIDENT_ID",
        "legal_representative_id_number": numbers.document(REGION, dt.date(1979, 4, 12), 1),
        "address": "福州市鼓楼区例江滨路18号",
        "unresolved": False,
    }
    former = Former("福州闽江例星商贸行", dt.date(2012, 3, 6), dt.date(2016, 8, 15))
    return Body(seed.id("story", "enterprise"), values, {}, (former,))


def _servant(seed: Seed) -> Body:
    values = {
        "kind": "CIVIL_SERVANT",
        "name": "林例信",
        "region": REGION,
        "document_type": "RESIDENT_ID",
        "document_number": numbers.document(REGION, dt.date(1976, 11, 3), 2),
        "employer": "福州市鼓楼区住房和城乡建设局",
        "post": "副局长",
        "rank": "DIVISION_DEPUTY",
        "managed_by": "350100_GOVERNMENT",
        "phone": "19900000002",
        "status": "IN_POST",
        "unresolved": False,
    }
    return Body(seed.id("story", "servant"), values, {"superior_id": government_id(seed, REGION)})


def _person(seed: Seed, number: int) -> Body:
    values = {
        "kind": "NATURAL_PERSON",
        "name": ("黄例安", "欧阳例宁")[number - 1],
        "region": REGION,
        "document_type": "RESIDENT_ID",
        "document_number": numbers.document(REGION, dt.date(1988, 2, 20), 10 + number),
        "phone": f"1990000001{number}",
        "status": "ACTIVE",
        "unresolved": False,
    }
    return Body(seed.id("story", f"person-{number}"), values)


def cases(filing: Filing, told: dict[str, Body], governments: list[Body]) -> list[Case]:
    """What happened to them, first things first."""
    district = next(one for one in governments if one.region == REGION)
    enterprise = told["enterprise"]
    return [
        penalties.told(filing, enterprise, Fate.USUAL, 120, name="published"),
        penalties.told(
            filing, enterprise, Fate.USUAL, 75, name="disputed", violation=3, disputed=True, yuan=120_000
        ),
        penalties.told(filing, enterprise, Fate.REPAIRED, 260, name="repaired", yuan=150_000),
        penalties.told(
            filing, enterprise, Fate.USUAL, 60, name="minor", violation=6, yuan=0, kinds=("WARNING",)
        ),
        penalties.told(filing, enterprise, Fate.USUAL, 1, name="fresh", violation=2, yuan=50_000),
        penalties.told(filing, enterprise, Fate.WITHDRAWN, 200, name="withdrawn"),
        penalties.told(
            filing, told["person"], Fate.USUAL, 90, name="person-with-basis", yuan=20_000, basis="STATUTE"
        ),
        penalties.told(filing, told["other"], Fate.USUAL, 90, name="person-without-basis", yuan=20_000),
        _broken_promise(filing, district, enterprise),
        _sanction(filing, told["servant"], enterprise),
    ]


def replaced(filing: Filing, firms: list[Body], governments: list[Body]) -> Iterator[PastRecord]:
    """A penalty and a breach whose departments found an error in what they had sent, and sent a new version."""
    firm = next(one for one in firms if one.region.startswith("3505") and one.kind == "ENTERPRISE")
    fined = penalties.told(filing, firm, Fate.REPLACED, 70, name="replaced", violation=2, yuan=150_000)
    yield from filing.versions(fined, {"fine": Decimal(12), "content": "罚款人民币120000元。"})
    district = next(one for one in governments if one.region == "350503")
    breach = replace(_broken_promise(filing, district, firm), fate=Fate.REPLACED, name="replaced-breach")
    yield from filing.versions(breach, {"social_impact": "MEDIUM", "decision": "责令限期兑现（更正）。"})


def spelled_twice(filing: Filing, firms: list[Body]) -> Iterator[PastRecord]:
    """A penalty that the market regulator and the reform commission of the county both sent, its number in two spellings."""
    firm = next(one for one in firms if one.region == REGION and one.kind == "ENTERPRISE")
    case = penalties.told(filing, firm, Fate.USUAL, 50, name="spelled", violation=2, yuan=50_000)
    one = filing.record(case)
    yield one
    other = one.values["document_number"].replace("〔", "字〔").replace("〕", "〕第")
    yield filing.record(replace(case, source=filing.office(REGION, "DRC"), name="spelled-again"), other)


def _broken_promise(filing: Filing, district: Body, firm: Body) -> Case:
    """The district broke an investment promise to the enterprise; the court said so."""
    decided_on = filing.today - dt.timedelta(days=100)
    draw = filing.seed.draws("story", "breach")
    values = breaches.of_body(draw, district, decisions.BREACHES[0], firm, "JUDGMENT", decided_on)
    court, source = filing.office("350100", "COURT"), filing.office("350100", "DRC")
    values |= {"social_impact": "HIGH"}
    return Case(DishonestyRecord, district, court, source, decided_on, values, Fate.USUAL, name="breach")


def _sanction(filing: Filing, servant: Body, firm: Body) -> Case:
    """A civil servant promised what was not his to promise; no basis to publish it."""
    decided_on = filing.today - dt.timedelta(days=150)
    office = filing.office(REGION, "SUPERVISION")
    draw = filing.seed.draws("story", "sanction")
    values = breaches.of_servant(draw, servant, decisions.PERSONAL[3], firm, decided_on)
    values |= {"social_impact": "MEDIUM"}
    return Case(DishonestyRecord, servant, office, office, decided_on, values, Fate.USUAL, name="sanction")
