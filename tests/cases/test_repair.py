"""Credit repair: applied for by the subject, checked by the window, decided by who determined; granted, it ends everything at once."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from exchange.calendar import add_months
from exchange.cases.repair import regime
from tests.api.conftest import KEEPER, NOBODY, PARTNER
from tests.cases.conftest import PROVIDER, STRANGER

if TYPE_CHECKING:
    from tests.cases.conftest import House

APPLICATION = 'statement: "已缴清罚款并整改", commitmentSigned: true'


async def repairable(house: House) -> None:
    """The shortest period of the record is over."""
    await house.owner.execute("UPDATE penalty SET repairable_from = $1", house.today)


async def with_papers(house: House, *more: str) -> str:
    """Documents that the subject has uploaded, as an argument."""
    kinds = ("COMMITMENT_LETTER", "PROOF_OF_DUTY", *more)
    digests = [await house.upload(house.subject, f"%PDF-{kind}".encode()) for kind in kinds]
    listed = ", ".join(
        f'{{ digest: "{digest}", kind: {kind}, title: "{kind}" }}'
        for kind, digest in zip(kinds, digests, strict=True)
    )
    return f"documents: [{listed}]"


async def test_granted_it_ends_publication_and_sharing_for_everybody_at_once(house: House) -> None:
    await repairable(house)
    case = (
        await house.file(house.subject, "RepairApplication", f"{APPLICATION}, {await with_papers(house)}")
    )["caseId"]
    forwarded = await house.move(KEEPER, "forwardRepairApplication", case, 'findings: "材料齐全"')

    granted = await house.move(
        PROVIDER, "grantRepairApplication", case, 'reason: "义务履行完毕", document: "信用修复决定1号"'
    )

    assert (forwarded["case"]["state"], forwarded["case"]["waitsFor"]) == ("FORWARDED", "origin")
    assert granted["case"]["state"] == "GRANTED"
    assert [await house.state(who) for who in (NOBODY, PARTNER)] == [None, None]
    assert (await house.state(house.subject))["state"] == "REPAIRED"
    trail = await house.owner.fetchrow(
        "SELECT move, actor, document FROM audit_entry ORDER BY id DESC LIMIT 1"
    )
    assert trail is not None
    assert tuple(trail) == ("repair", PROVIDER.actor, "信用修复决定1号")


async def test_only_who_determined_decides(house: House) -> None:
    await repairable(house)
    case = (
        await house.file(house.subject, "RepairApplication", f"{APPLICATION}, {await with_papers(house)}")
    )["caseId"]
    await house.move(KEEPER, "forwardRepairApplication", case)

    by_keeper = await house.move(KEEPER, "grantRepairApplication", case, 'reason: "x", document: "y"')
    by_stranger = await house.move(STRANGER, "grantRepairApplication", case, 'reason: "x", document: "y"')

    assert {by_keeper["code"], by_stranger["code"]} == {"NOT_FOUND"}
    assert (await house.state())["state"] == "PUBLISHED"


async def test_what_is_missing_is_asked_for_and_sent(house: House) -> None:
    await repairable(house)
    case = (await house.file(house.subject, "RepairApplication", APPLICATION))["caseId"]

    early = await house.move(KEEPER, "forwardRepairApplication", case)
    asked = await house.move(
        KEEPER, "requestSupplementRepairApplication", case, 'reason: "缺少承诺书和缴款凭证"'
    )
    sent = await house.move(house.subject, "supplementRepairApplication", case, await with_papers(house))
    forwarded = await house.move(KEEPER, "forwardRepairApplication", case)

    assert (
        "materials are missing: COMMITMENT_LETTER, PROOF_OF_DUTY (REPAIR-36-1). Use requestSupplement."
        in early["message"]
    )
    assert (asked["case"]["state"], asked["case"]["waitsFor"]) == ("SUPPLEMENT_REQUESTED", "subject")
    assert [sent["case"]["state"], forwarded["case"]["state"]] == ["FILED", "FORWARDED"]


async def test_before_the_shortest_period_is_over_and_without_a_commitment_nothing_is_taken(
    house: House,
) -> None:
    early = await house.file(house.subject, "RepairApplication", APPLICATION)
    await repairable(house)
    unsigned = await house.file(
        house.subject, "RepairApplication", 'statement: "已整改", commitmentSigned: false'
    )

    assert "the shortest period runs until" in early["message"]
    assert "Sign it, and give commitmentSigned: true." in unsigned["message"]


async def test_one_at_a_time_and_after_a_refusal_only_on_new_grounds(house: House) -> None:
    await repairable(house)
    first = await house.file(house.subject, "RepairApplication", f"{APPLICATION}, {await with_papers(house)}")
    second = await house.file(house.subject, "RepairApplication", APPLICATION)
    await house.move(KEEPER, "forwardRepairApplication", first["caseId"])
    await house.move(
        PROVIDER, "refuseRepairApplication", first["caseId"], 'reason: "未整改", refusalGround: NOT_CORRECTED'
    )

    same = await house.file(house.subject, "RepairApplication", APPLICATION)
    new = await house.file(house.subject, "RepairApplication", APPLICATION.replace("整改", "完成复查"))

    assert "an application for this record is open already" in second["message"]
    assert "the same was refused before" in same["message"]
    assert new["case"]["state"] == "FILED"


async def test_forged_material_takes_the_repair_back_and_bars_a_new_application(house: House) -> None:
    await repairable(house)
    case = (
        await house.file(house.subject, "RepairApplication", f"{APPLICATION}, {await with_papers(house)}")
    )["caseId"]
    await house.move(KEEPER, "forwardRepairApplication", case)
    await house.move(PROVIDER, "grantRepairApplication", case, 'reason: "义务履行完毕", document: "修复1号"')

    revoked = await house.move(
        PROVIDER, "revokeRepairApplication", case, 'reason: "凭证系伪造", document: "撤销1号"'
    )
    state = await house.state()
    await house.owner.execute("UPDATE penalty SET state = 'PUBLISHED'")
    again = await house.file(house.subject, "RepairApplication", APPLICATION.replace("缴清", "补缴"))

    assert (revoked["case"]["state"], state["state"]) == ("REVOKED", "VERIFIED")
    until = add_months(house.today, regime(house.today).bar_months).isoformat()
    assert f"no application is taken before {until}" in again["message"]


async def test_a_bankrupts_record_is_screened_while_the_plan_runs_and_comes_back_if_it_fails(
    house: House,
) -> None:
    papers = await with_papers(house, "COURT_DOCUMENT")
    until = add_months(house.today, 12)
    filed = await house.file(house.subject, "RepairApplication", f"{APPLICATION}, bankruptcy: true, {papers}")
    case = filed["caseId"]
    await house.move(KEEPER, "forwardRepairApplication", case)

    screened = await house.move(
        PROVIDER,
        "screenRepairApplication",
        case,
        f'reason: "重整计划已批准", document: "破产裁定1号", screenedUntil: "{until}"',
    )
    hidden = [await house.state(NOBODY), await house.state(PARTNER)]
    restored = await house.move(
        PROVIDER, "restoreRepairApplication", case, 'reason: "计划终止", document: "破产裁定2号"'
    )

    assert (screened["case"]["state"], screened["case"]["dueOn"]) == ("TEMP_SCREENED", until.isoformat())
    assert hidden == [None, None]
    assert (restored["case"]["state"], (await house.state())["state"]) == ("RESTORED", "VERIFIED")


@pytest.mark.parametrize(
    ("decided", "rule"),
    [
        (dt.date(2023, 5, 1), "REPAIR-58-1"),
        (dt.date(2026, 3, 31), "REPAIR-58-1"),
        (dt.date(2026, 4, 1), "REPAIR-36-1"),
    ],
)
def test_a_decision_is_repaired_by_the_rules_of_its_day(decided: dt.date, rule: str) -> None:
    assert regime(decided).rule == rule
