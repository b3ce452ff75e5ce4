"""Mitigation for self-correction: recorded with its proof by who decides measures, and respected by every measure on the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.calendar import add_months
from tests.api.conftest import KEEPER, NOBODY, PARTNER
from tests.cases.conftest import PROVIDER, STRANGER
from tests.cases.duties import BODY, CITY, DISCIPLINE, OTHER_CITY

if TYPE_CHECKING:
    from exchange.access import Caller
    from tests.cases.conftest import Found, House
    from tests.cases.duties import Duties

SAID = "已主动拨付欠款，联系电话13900001111。"
PAPER = 'reason: "不实", document: "榕信〔2026〕9号"'


async def recognise(
    house: House, duties: Duties, effect: str, who: Caller = CITY, kind: str = "EVIDENCE"
) -> Found:
    """Mitigation of the county's record."""
    digest = await house.upload(who, b"%PDF-1.4\n%%EOF\n")
    given = (
        f'ground: LOSS_RECOVERED, evidence: "{SAID}", effect: {effect}, basis: "实施方案4.4", reason: "主动挽回损失", '
        f'document: "榕信〔2026〕8号", documents: [{{digest: "{digest}", kind: {kind}, title: "拨款凭证"}}]'
    )
    return await house.file(who, "Mitigation", given, about=str(duties.county.id))


async def test_who_is_spared_is_freed_at_once_and_measured_again_only_after_that_was_taken_back(
    house: House, duties: Duties
) -> None:
    measure = (await duties.measure("measure: CANCEL_HONOURS"))["caseId"]

    case = (await recognise(house, duties, "EXEMPT"))["caseId"]
    freed = await duties.state("sanction", measure)
    last = await house.owner.fetch(
        "SELECT move, state_after, document FROM case_step WHERE case_id = $1 ORDER BY id DESC LIMIT 1",
        measure,
    )
    told = await house.owner.fetchval(
        "SELECT count(*) FROM change WHERE record_id = $1 AND move = 'spare'", measure
    )
    refused = await duties.measure("measure: LIMIT_FUNDS")
    twice = await recognise(house, duties, "LIGHTER")
    foreign = await house.move(PROVIDER, "cancelMitigation", case, PAPER)
    cancelled = await house.move(CITY, "cancelMitigation", case, PAPER)
    after = await duties.measure("measure: LIMIT_FUNDS")

    assert (freed, told) == ("LIFTED", 1)
    assert tuple(last[0]) == ("spare", "LIFTED", "榕信〔2026〕8号")
    assert "its subject was spared for self-correction" in refused["message"]
    assert "recognised already" in twice["message"]
    assert "whoever recognised it takes it back" in foreign["message"]
    assert cancelled["case"]["state"] == "CANCELLED"
    assert after["case"]["state"] == "IN_FORCE"
    assert await duties.state("sanction", measure) == "LIFTED"


async def test_lighter_the_list_has_half_the_time_and_what_is_in_force_stays(
    house: House, duties: Duties
) -> None:
    before = (await duties.measure("measure: CANCEL_HONOURS"))["caseId"]
    await recognise(house, duties, "LIGHTER")
    latest = add_months(house.today, 18)
    days = (latest - house.today).days

    longer = await duties.measure("measure: LIMIT_FUNDS", last=days + 1)
    shorter = await duties.measure("measure: LIMIT_FUNDS", last=days)

    assert f"so the list has 18 months: endsOn is {latest.isoformat()} at the latest" in longer["message"]
    assert shorter["case"]["state"] == "IN_FORCE"
    assert await duties.state("sanction", before) == "IN_FORCE"


async def test_without_proof_or_by_others_nothing_is_recognised_and_who_is_not_concerned_learns_of_nothing(
    house: House, duties: Duties
) -> None:
    bare = await recognise(house, duties, "EXEMPT", kind="OTHER")
    unseen = [await recognise(house, duties, "EXEMPT", who) for who in (BODY, OTHER_CITY)]
    await recognise(house, duties, "EXEMPT")
    ask = "{ mitigations { totalCount edges { node { evidence } } } }"

    asked = [NOBODY, PARTNER, STRANGER, OTHER_CITY, BODY, CITY, KEEPER, PROVIDER, DISCIPLINE, duties.body]
    seen = [(await house.ask(who, ask))["data"]["mitigations"] for who in asked]

    assert "hand in documents of kind EVIDENCE or PROOF_OF_DUTY" in bare["message"]
    assert [one["code"] for one in unseen] == ["NOT_FOUND"] * 2
    assert [one["totalCount"] for one in seen] == [0, 0, 0, 0, 0, 1, 1, 1, 1, 1]
    assert [one["edges"][0]["node"]["evidence"] for one in seen[5:7]] == [
        SAID,
        "已主动拨付欠款，联系电话［电话］。",
    ]
