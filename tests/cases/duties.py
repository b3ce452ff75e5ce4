"""A county under its city, with records of dishonesty in effect: of its government, of a civil servant, of a firm."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from exchange import worker
from exchange.demo import numbers
from exchange.lifecycle import State
from exchange.model import DishonestyRecord, Penalty
from exchange.records.subjects import Party
from tests.api.conftest import caller
from tests.records.conftest import COMPANY, PERSON, Office

if TYPE_CHECKING:
    from exchange.access import Caller
    from exchange.model import Item
    from exchange.settings import Settings
    from tests.cases.conftest import Found, House
    from tests.records.conftest import Taken

COUNTY = numbers.office_code(numbers.OFFICE, "350102", 1)
CITY = caller(
    "superior", department="350100_GOVERNMENT", departments=("350100_GOVERNMENT",), jurisdiction="350100"
)
OTHER_CITY = replace(CITY, client="other-city", department="350200_GOVERNMENT", jurisdiction="350200")
BODY = caller(
    "origin", department="350102_GOVERNMENT", departments=("350102_GOVERNMENT",), jurisdiction="350102"
)
DISCIPLINE = caller("discipline", jurisdiction="350000", case="FJ-2026-0001")
ADMINISTRATOR = caller("administrator")
_OFFICES = (("350100_GOVERNMENT", "350100", None), ("350102_GOVERNMENT", "350102", COUNTY))


@dataclass(slots=True)
class Duties:
    """The house, and records in it that duties and measures hang on."""

    house: House
    office: Office
    county: Taken

    @property
    def body(self) -> Caller:
        """The county's government as the data subject."""
        return caller("subject", subject=self.county.subject_id)

    async def another(self, item: type[Item], party: Party, **columns: Any) -> Taken:  # noqa: ANN401 - columns of any kind
        """One more record in effect."""
        return await in_effect(self.office, self.house, item, party, **columns)

    async def order(self, who: Caller = CITY, details: str = "", about: Taken | None = None) -> Found:
        """A rectification, ordered for thirty days."""
        day = self.house.today + dt.timedelta(days=30)
        given = f'requirement: "兑现招商引资承诺", rectifyBy: "{day}", reason: "违约失信", document: "榕政〔2026〕1号"'
        return await self.house.file(
            who, "Rectification", f"{given}{details}", about=str((about or self.county).id)
        )

    async def measure(
        self, details: str, who: Caller = CITY, about: Taken | None = None, **days: int
    ) -> Found:
        """A measure from the list, of ninety days from today unless told otherwise."""
        first = self.house.today + dt.timedelta(days=days.get("first", 0))
        last = self.house.today + dt.timedelta(days=days.get("last", 90))
        given = f'startsOn: "{first}", endsOn: "{last}", reason: "依清单", document: "榕信〔2026〕2号"'
        return await self.house.file(
            who, "Sanction", f"{given}, {details}", about=str((about or self.county).id)
        )

    async def awake(self) -> None:
        """What the day brings."""
        await worker.round_of(self.house.engine.runner.db, self.house.engine.runner.clock)

    async def state(self, workflow: str, case: str) -> str:
        """The state of a case, as it is stored."""
        found: str = await self.house.owner.fetchval(f"SELECT state FROM {workflow} WHERE id = $1", case)
        return found


async def laid(house: House, settings: Settings) -> Duties:
    """The county's record, published by the department that determined it."""
    for code, region, credit_code in _OFFICES:
        await house.owner.execute(
            "INSERT INTO department (code, name, credit_code, region_code) VALUES ($1, $1, $2, $3)",
            code,
            credit_code,
            region,
        )
    office = Office(house.engine.runner.db, settings, house.today)
    county = await in_effect(
        office,
        house,
        DishonestyRecord,
        Party("GOVERNMENT", "福州市鼓楼区人民政府", "350102", credit_code=COUNTY),
    )
    return Duties(house, office, county)


async def in_effect(office: Office, house: House, item: type[Item], party: Party, **columns: Any) -> Taken:  # noqa: ANN401 - columns of any kind
    """A record as it stands after its publication, or of a person after it was shared, whatever brought it there."""
    taken = await office.take(item, party, state=State.SHARED if party.natural else State.PUBLISHED)
    severity = columns.pop("severity", "SERIOUS")
    await house.owner.execute(
        f"UPDATE {item.key} SET severity = $2, publish_from = $3 WHERE id = $1",
        taken.id, severity, house.today,
    )  # fmt: skip
    if columns:
        assert item.apart is not None
        for name, value in columns.items():
            await house.owner.execute(
                f"UPDATE {item.key}_person SET {name} = $2 WHERE id = $1", taken.id, value
            )
    return taken


__all__ = ["BODY", "CITY", "COMPANY", "PERSON", "Penalty"]
