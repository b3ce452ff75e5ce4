"""A city with two counties, a promise that one of them broke, and everybody who could want to know of a complaint about it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.cases.tracking import presented
from exchange.model import Department, Subject
from exchange.records.subjects import insert_subjects
from tests.api.conftest import KEEPER, NOBODY, PARTNER, caller

if TYPE_CHECKING:
    from exchange.access import Caller
    from exchange.database import Database
    from tests.cases.conftest import House

Found = dict[str, Any]

OFFICES = (
    # code, name, division, superior, credit code
    ("350000_GOVERNMENT", "福建省人民政府", "350000", None, "11350000000000001A"),
    ("350100_GOVERNMENT", "福州市人民政府", "350100", "350000_GOVERNMENT", "11350100000000002B"),
    ("350100_DRC", "福州市发展和改革委员会", "350100", "350100_GOVERNMENT", "11350100000000003C"),
    ("350102_GOVERNMENT", "福州市鼓楼区人民政府", "350102", "350100_GOVERNMENT", "11350102000000004D"),
    ("350102_DRC", "福州市鼓楼区发展和改革局", "350102", "350102_GOVERNMENT", "11350102000000005E"),
    ("350102_HOUSING", "福州市鼓楼区住房和城乡建设局", "350102", "350102_GOVERNMENT", "11350102000000006F"),
    ("350103_DRC", "福州市台江区发展和改革局", "350103", "350100_GOVERNMENT", "11350103000000007G"),
)
COUNTY, HOUSING, PROVINCE = "11350102000000004D", "11350102000000006F", "11350000000000001A"
FIRM = "91350102MAFJ0001XP"


def office(role: str, code: str, jurisdiction: str, **more: Any) -> Caller:  # noqa: ANN401 - any part of a caller
    """A clerk of a department."""
    name = f"{role}-{code}-{jurisdiction}"
    return replace(
        caller(role, department=code, departments=(code,), jurisdiction=jurisdiction), client=name, actor=name, **more
    )  # fmt: skip


INTAKE = office("intake", "FJ_INFORMATION_CENTRE", "350000")
CITY = office("superior", "350100_GOVERNMENT", "350100")
HANDLER = office("origin", "350100_DRC", "350100")
DISCIPLINE = office("discipline", "FJ_SUPERVISION", "350000", case="FJ-2026-0001")
ACCUSED = {
    "its government": office("superior", "350102_GOVERNMENT", "350102"),
    "its clerks of the platform": office("keeper", "350102_DRC", "350102"),
    "its own intake": office("intake", "350102_DRC", "350102"),
    "its departments": office("origin", "350102_HOUSING", "350102"),
    "its supervision": office("discipline", "350102_SUPERVISION", "350102", case="FJ-2026-0002"),
}
"""Everybody who works for the county, in whatever capacity: none of them learns of a complaint about it."""
ASIDE = {
    "everybody": NOBODY,
    "a partner": PARTNER,
    "discipline without a case": replace(DISCIPLINE, case=None),
    "another department": office("origin", "350103_DRC", "350103"),
    "the administrator": caller("administrator", department="FJ_DRC", departments=("FJ_DRC",)),
}
"""Others whom it does not concern."""


@dataclass(slots=True)
class Town:
    """The house with these bodies in it."""

    house: House
    ids: dict[str, uuid.UUID] = field(default_factory=dict)
    keys: int = 0

    async def build(self, db: Database) -> None:
        """Register the departments, and make each a subject."""
        async with db.writing() as session:
            await session.execute(sa.insert(Department.table), [
                {"code": code, "name": name, "region_code": place, "superior_code": above, "credit_code": credit}
                for code, name, place, above, credit in OFFICES
            ])  # fmt: skip
            bodies = [
                (credit, self._body(code, name, place, credit)) for code, name, place, _, credit in OFFICES
            ]
            bodies.append((FIRM, {"kind": "ENTERPRISE", "name": "福州闽江之星贸易有限公司", "region": "350102", "credit_code": FIRM,
                                  "status": "ACTIVE", "unresolved": False}))  # fmt: skip
            for credit, _ in bodies:
                self.ids[credit] = uuid.uuid4()
            await insert_subjects(session, [(self.ids[credit], values, {}) for credit, values in bodies])

    @staticmethod
    def _body(code: str, name: str, place: str, credit: str) -> Found:
        kind = "GOVERNMENT" if code.endswith("_GOVERNMENT") else "DEPARTMENT"
        return {"kind": kind, "name": name, "region": place, "credit_code": credit, "status": "ACTIVE", "unresolved": False}  # fmt: skip

    @property
    def accused(self) -> Caller:
        """The county itself, as the subject that it is."""
        return caller("subject", subject=self.ids[COUNTY])

    @property
    def firm(self) -> Caller:
        """The enterprise, logged in."""
        return caller("subject", subject=self.ids[FIRM])

    async def complain(self, who: Caller, details: str = "", *, about: str = COUNTY, key: str = "") -> Found:
        """File a complaint."""
        self.keys += 1
        given = f'key: "{key or f"C-{self.keys:020}"}", creditCode: "{about}", {details}'
        return await self.ask_mutation(who, "fileComplaint", given)

    async def move(self, who: Caller, name: str, case: str, details: str = "") -> Found:
        """Move a case."""
        return await self.ask_mutation(who, name, f'id: "{case}", {details}')

    async def ask_mutation(self, who: Caller, name: str, given: str) -> Found:
        """What became of it, or why it was refused."""
        body = await self.house.ask(
            who,
            f"mutation {{ {name}(input: {{{given}}}) {{ __typename ... on CaseMoved {{ caseId number secret "
            "case { state waitsFor dueOn dueRule late } } ... on Refused { code message } } }",
        )
        assert "errors" not in body, body
        found: Found = body["data"][name]
        return found


def tracker(filed: Found) -> Caller:
    """Whoever holds number and secret of what was filed."""
    return presented(f"{filed['number']} {filed['secret']}")


__all__ = ["KEEPER", "NOBODY", "Subject", "Town"]
