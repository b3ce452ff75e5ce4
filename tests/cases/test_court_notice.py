"""A government body before the court: warned five working days ahead, listed and taken off the list by the court's feed alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.calendar import working_days
from exchange.lifecycle import State
from exchange.model import JudgmentDebtor
from exchange.records.subjects import Party
from tests.api.conftest import KEEPER, NOBODY, PARTNER, caller
from tests.cases.conftest import PROVIDER
from tests.cases.duties import ADMINISTRATOR, BODY, CITY, COMPANY, COUNTY, DISCIPLINE, OTHER_CITY

if TYPE_CHECKING:
    import datetime as dt

    from tests.cases.conftest import Found, House
    from tests.cases.duties import Duties

COURT = caller(
    "origin",
    client="court",
    department="FJ_HIGH_COURT",
    departments=("FJ_HIGH_COURT",),
    jurisdiction="350000",
)
GOVERNMENT = Party("GOVERNMENT", "福州市鼓楼区人民政府", "350102", credit_code=COUNTY)
NUMBER = "(2026)闽0102执901号"
SEEN = "{ courtNotices { totalCount edges { node { state duty urging record { id } subject { name } } } } }"


async def told(
    house: House, who: object = COURT, key: str = "N-1", code: str = COUNTY, days: int = 5
) -> Found:
    """The court's notice, so many working days ahead."""
    day = working_days().add(house.today, days)
    given = f'key: "{key}", creditCode: "{code}", caseNumber: "{NUMBER}", court: "鼓楼区人民法院", duty: "支付工程款", listingOn: "{day}"'
    return await house.mutate(who, "fileCourtNotice", given)  # type: ignore[arg-type]


async def test_the_superior_is_warned_and_urges_and_the_court_confirms(house: House, duties: Duties) -> None:
    notice = await told(house)
    case = notice["caseId"]

    again = await told(house, key="N-2")
    late = await told(house, key="N-3", days=4)
    of_a_firm = await told(house, key="N-4", code=str(COMPANY.credit_code))
    no_court = await told(house, PROVIDER, key="N-5")
    urged = await house.move(CITY, "urgeCourtNotice", case, 'urging: "约谈主要负责人"')
    reported = await house.move(CITY, "reportCourtNotice", case, 'fulfilment: "已支付"')
    foreign = await house.move(BODY, "confirmCourtNotice", case, 'reason: "x", document: "x"')
    done = await house.move(COURT, "confirmCourtNotice", case, 'reason: "已履行", document: "结案通知书"')

    assert (notice["case"]["state"], notice["case"]["waitsFor"]) == ("NOTICED", "superior")
    assert notice["case"]["dueOn"] == working_days().add(house.today, 5).isoformat()
    assert "a notice of this very case is open already" in again["message"]
    assert "the notice comes too late" in late["message"]
    assert "only a body of government" in of_a_firm["message"]
    assert "only the court tells of a listing" in no_court["message"]
    assert (urged["case"]["state"], reported["case"]["state"]) == ("URGED", "URGED")
    assert foreign["code"] == "NOT_FOUND"
    assert (done["case"]["state"], done["case"]["waitsFor"]) == ("PERFORMED", None)


async def test_the_body_its_superiors_the_court_and_clerks_see_it_and_nobody_else(
    house: House, duties: Duties
) -> None:
    await told(house)

    seeing = (CITY, KEEPER, COURT, DISCIPLINE, duties.body)
    blind = (NOBODY, PARTNER, PROVIDER, OTHER_CITY, ADMINISTRATOR, BODY)
    nodes = [(await house.ask(who, SEEN))["data"]["courtNotices"]["edges"] for who in seeing]
    counts = [(await house.ask(who, SEEN))["data"]["courtNotices"]["totalCount"] for who in blind]

    assert [one[0]["node"]["duty"] for one in nodes] == ["支付工程款"] * 5
    assert counts == [0] * 6


async def test_it_is_listed_with_the_record_of_the_feed_and_ends_when_that_leaves_the_list(
    house: House, duties: Duties
) -> None:
    case = (await told(house))["caseId"]
    early = await house.move(COURT, "listCourtNotice", case, 'document: "决定书"')
    house.on(working_days().add(house.today, 5))
    unlisted = await house.move(COURT, "listCourtNotice", case, 'document: "决定书"')
    duties.office.today = house.today
    record = await duties.office.take(
        JudgmentDebtor, GOVERNMENT, COURT, State.PUBLISHED, **_listed(house.today)
    )
    listed = await house.move(COURT, "listCourtNotice", case, 'document: "决定书"')
    node = (await house.ask(CITY, SEEN))["data"]["courtNotices"]["edges"][0]["node"]
    overview = '{ courtNotices(where: {state: {is: LISTED}, region: {within: "350100"}}) { totalCount } }'
    counts = [(await house.ask(CITY, overview))["data"]["courtNotices"]["totalCount"]]
    await duties.office.move(record, "remove", COURT, reason="履行完毕", document="屏蔽决定书")
    counts.append((await house.ask(CITY, overview))["data"]["courtNotices"]["totalCount"])

    assert "its day has not come" in early["message"]
    assert "the court's list does not have this case" in unlisted["message"]
    assert (listed["case"]["state"], listed["case"]["waitsFor"]) == ("LISTED", "superior")
    assert node["record"] == {"id": str(record.id)}
    assert counts == [1, 0]
    assert await duties.state("court_notice", case) == "DELISTED"


def _listed(day: dt.date) -> dict[str, object]:
    """What the court's list says."""
    kept = {
        "duty": "支付工程款",
        "performance": "NONE",
        "party_type": "ORGANISATION",
        "conduct": ["NO_REPORT"],
        "listed_on": day,
    }
    return kept | {
        "document_number": NUMBER,
        "basis_number": "(2026)闽0102民初1号",
        "basis_authority": "鼓楼区人民法院",
    }
