"""Every guard: what it refuses, what it tells the clerk, and that nothing has changed then."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from exchange.errors import GuardRefused
from exchange.lifecycle import State
from exchange.records.route import next_level
from tests.records.conftest import (
    BY_HAND,
    DAY,
    KEEPER,
    ORIGIN,
    PERSON,
    PUBLISHED,
    SHARED,
    DishonestyRecord,
    Office,
    details,
    everything,
    row,
    stored,
)

if TYPE_CHECKING:
    import asyncpg

    from tests.records.conftest import Taken

MINOR: dict[str, Any] = {"kind": ["WARNING"], "fine": None, "content": "警告"}
ORIGIN_TWO = replace(ORIGIN, client="market-2", actor="market-2")


async def refused(
    office: Office,
    owner: asyncpg.Connection[Any],
    record: Taken,
    name: str,
    guard: str,
    /,
    **given: Any,  # noqa: ANN401 - details of any kind
) -> str:
    """The sentence with which the guard refuses the move; nothing may have changed."""
    before = await everything(owner)
    with pytest.raises(GuardRefused) as error:
        await office.move(record, name, given.pop("who", None), **given)
    assert error.value.facts["guard"] == guard
    assert await everything(owner) == before
    return error.value.message


async def test_verifying_waits_for_every_level(office: Office, owner: asyncpg.Connection[Any]) -> None:
    record = await office.take()

    told = await refused(office, owner, record, "verify", "levels_passed")

    assert "PROVINCE has not checked" in told


async def test_a_level_is_not_passed_twice(office: Office, owner: asyncpg.Connection[Any]) -> None:
    record = await office.go(await office.take(), "pass_level")

    told = await refused(office, owner, record, "pass_level", "next_level", level="PROVINCE")

    assert "Verify it now" in told


@pytest.mark.parametrize("finality", ["UNDER_RECONSIDERATION", "IN_LITIGATION"])
async def test_a_decision_that_is_not_final_is_not_verified(
    office: Office, owner: asyncpg.Connection[Any], finality: str
) -> None:
    record = await office.go(await office.take(DishonestyRecord, PERSON, finality=finality), "pass_level")

    told = await refused(office, owner, record, "verify", "decision_final")

    assert "Wait until it is final" in told


async def test_a_draft_outside_the_catalogue_is_not_submitted(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    record = await office.take(state=State.DRAFT)
    await owner.execute("UPDATE subject SET kind = 'FOREIGN' WHERE id = $1", record.subject_id)

    told = await refused(office, owner, record, "submit", "catalogue_allows")

    assert "may not be collected" in told


@pytest.mark.parametrize(
    ("given", "guard", "sentence"),
    [
        ({"secrecy_reviewed_on": DAY}, "details", "secrecyReviewer is missing"),
        ({"secrecy_reviewer": "王审查"}, "details", "secrecyReviewedOn is missing"),
        ({"secrecy_reviewer": "  ", "secrecy_reviewed_on": DAY}, "details", "secrecyReviewer is missing"),
        (
            {"secrecy_reviewer": "王审查", "secrecy_reviewed_on": DAY + dt.timedelta(days=1)},
            "secrecy_reviewed",
            "lies in the future",
        ),
    ],
)
async def test_classifying_needs_a_recorded_secrecy_review(
    office: Office, owner: asyncpg.Connection[Any], given: dict[str, Any], guard: str, sentence: str
) -> None:
    record = await office.go(await office.take(), "pass_level", "verify")

    assert sentence in await refused(office, owner, record, "classify", guard, **given)


async def test_what_the_catalogue_no_longer_lists_is_not_shared(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    record = await office.go(await office.take(), *SHARED[:3])
    await owner.execute("UPDATE subject SET kind = 'FOREIGN' WHERE id = $1", record.subject_id)

    assert "no entry" in await refused(office, owner, record, "share", "sharing_allowed")


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"necessary": True},
        {"necessary": True, "reason": "影响恶劣"},
        {"reason": "影响恶劣", "document": "1号"},
    ],
)
async def test_a_minor_case_stays_shared_unless_found_necessary_with_reason_and_document(
    office: Office, owner: asyncpg.Connection[Any], given: dict[str, Any]
) -> None:
    record = await office.go(await office.take(**MINOR), *SHARED)

    told = await refused(office, owner, record, "publish", "severe_enough", **given)

    assert "necessary: true" in told
    assert (await stored(owner, record))["severity"] == "MINOR"


async def test_a_minor_case_found_necessary_is_published_for_three_months(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    record = await office.go(await office.take(**MINOR), *SHARED)

    await office.move(record, "publish", necessary=True, reason="影响恶劣", document="1号")

    assert (await stored(owner, record))["publish_until"] == DAY.replace(month=9)


async def test_nothing_is_published_after_its_longest_period(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    record = await office.go(await office.take(), *SHARED)
    office.today = DAY.replace(year=2027) + dt.timedelta(days=1)

    assert "over already" in await refused(office, owner, record, "publish", "within_period")


@pytest.mark.parametrize(
    "given",
    [{}, {"publication_basis": "STATUTE"}, {"document": "1号"}, {"publication_basis": "", "document": "1号"}],
)
async def test_about_a_person_nothing_is_published_without_basis_and_document(
    office: Office, owner: asyncpg.Connection[Any], given: dict[str, Any]
) -> None:
    record = await office.go(await office.take(DishonestyRecord, PERSON), *SHARED)

    told = await refused(office, owner, record, "publish", "basis_for_person", **given)

    assert "publicationBasis" in told


async def test_whoever_submitted_a_persons_record_does_not_approve_its_publication(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    record = await office.go(await office.take(DishonestyRecord, PERSON), *SHARED)
    both = replace(KEEPER, client="market", actor="market")

    told = await refused(
        office,
        owner,
        record,
        "publish",
        "other_approver",
        who=both,
        publication_basis="STATUTE",
        document="1号",
    )

    assert "another person" in told


async def test_nor_does_whoever_corrected_it(office: Office, owner: asyncpg.Connection[Any]) -> None:
    record = await office.go(await office.take(DishonestyRecord, PERSON), "return")
    await office.move(record, "correct", ORIGIN_TWO, corrections=row(DishonestyRecord, PERSON))
    await office.go(record, *SHARED)
    both = replace(KEEPER, client="market-2", actor="market-2")

    await refused(
        office,
        owner,
        record,
        "publish",
        "other_approver",
        who=both,
        publication_basis="STATUTE",
        document="1号",
    )


async def test_an_organisations_record_may_be_published_by_whoever_submitted_it(office: Office) -> None:
    record = await office.go(await office.take(), *SHARED)

    moved = await office.move(record, "publish", replace(KEEPER, client="market", actor="market"))

    assert moved.state is State.PUBLISHED


async def test_repair_needs_the_duty_to_be_done(office: Office, owner: asyncpg.Connection[Any]) -> None:
    record = await office.go(await office.take(), *PUBLISHED)
    office.later(days=100)

    told = await refused(office, owner, record, "repair", "duty_done", reason="申请修复", document="1号")

    assert "dutyDone: true" in told


@pytest.mark.parametrize("steps", [SHARED, PUBLISHED], ids=["shared", "published"])
async def test_repair_waits_for_the_shortest_period_published_or_not(
    office: Office, owner: asyncpg.Connection[Any], steps: tuple[str, ...]
) -> None:
    record = await office.go(await office.take(), *steps)
    given = details("repair", DAY)
    office.today = DAY.replace(month=8, day=31)

    told = await refused(office, owner, record, "repair", "minimum_reached", **given)
    office.later(days=1)
    moved = await office.move(record, "repair", **given)

    assert "until 2026-09-01" in told
    assert moved.state is State.REPAIRED


async def test_a_decision_of_2025_follows_the_rules_of_2025(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    old = dt.date(2025, 12, 1)
    plain = await office.take(decided_on=old)
    food = await office.take(decided_on=old, legal_basis="《中华人民共和国食品安全法》第一百二十五条")

    for record in (plain, food):
        await office.go(record, *PUBLISHED)

    rules = [
        (one["publish_rule"], one["repairable_from"], one["publish_until"])
        for one in [await stored(owner, record) for record in (plain, food)]
    ]
    assert rules == [
        ("PUBLICITY-A-2", dt.date(2026, 3, 1), dt.date(2028, 12, 1)),
        ("PUBLICITY-A-3", dt.date(2026, 12, 1), dt.date(2028, 12, 1)),
    ]


@pytest.mark.parametrize(
    ("values", "severity", "rule"),
    [
        (MINOR, "MINOR", "PENALTY-B-1"),
        ({"kind": ["FINE"], "fine": Decimal("9.999999")}, "MINOR", "PENALTY-B-0"),
        ({"kind": ["FINE"], "fine": Decimal(10)}, "ORDINARY", "PENALTY-B-4"),
        ({"kind": ["FINE"], "fine": Decimal(100)}, "SERIOUS", "PENALTY-B-6"),
        ({"kind": ["WARNING", "REVOKE_LICENCE"], "fine": None}, "SERIOUS", "PENALTY-B-3"),
    ],
)
async def test_severity_comes_from_the_rule_of_the_day_of_the_decision(
    office: Office, owner: asyncpg.Connection[Any], values: dict[str, Any], severity: str, rule: str
) -> None:
    record = await office.go(await office.take(**values), *SHARED[:3])

    now = await stored(owner, record)

    assert (now["severity"], now["severity_rule"]) == (severity, rule)


@pytest.mark.parametrize("name", ["expire", "hold"])
async def test_nothing_expires_before_its_last_day_is_over(
    office: Office, owner: asyncpg.Connection[Any], name: str
) -> None:
    record = await office.go(await office.take(), *PUBLISHED)
    office.today = DAY.replace(year=2027)

    assert "not over yet" in await refused(
        office, owner, record, name, "period_over", **details(name, office.today)
    )


async def test_with_an_open_duty_it_is_held_and_expires_when_the_duty_is_done(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    record = await office.go(await office.take(), *PUBLISHED)
    office.later(days=400)

    told = await refused(office, owner, record, "expire", "duty_done_or_sector_rule")
    await office.move(record, "hold")
    still = await refused(office, owner, record, "expire", "duty_done_or_sector_rule", reason="到期")
    await office.move(record, "expire", duty_done=True)

    assert "use hold" in told
    assert "rule of the sector" in still
    assert [(await stored(owner, record))[name] for name in ("state", "duty_done")] == ["EXPIRED", True]


async def test_a_held_record_expires_by_a_rule_of_its_sector_too(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    record = await office.go(await office.take(), *PUBLISHED)
    office.later(days=400)
    await office.move(record, "hold")

    await office.move(record, "expire", reason="行业主管部门规定", document="闽市监规〔2027〕3号")

    assert [(await stored(owner, record))[name] for name in ("state", "duty_done")] == ["EXPIRED", False]


async def test_with_the_duty_done_it_is_not_held(office: Office, owner: asyncpg.Connection[Any]) -> None:
    record = await office.go(await office.take(duty_done=True), *PUBLISHED)
    office.later(days=400)

    assert "Use expire" in await refused(office, owner, record, "hold", "duty_open")


async def test_archiving_waits_for_the_retention_of_the_catalogue(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    record = await office.go(await office.take(), *PUBLISHED, "withdraw")
    office.today = DAY.replace(year=2032)

    told = await refused(office, owner, record, "archive", "retention_over")
    office.later(days=1)

    assert "until 2032-06-01" in told
    assert (await office.move(record, "archive")).state is State.ARCHIVED


async def test_disputed_twice_and_settled_without_dispute_are_refused(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    record = await office.go(await office.take(), *SHARED)

    nothing = await refused(office, owner, record, "settle", "disputed", **details("settle", DAY))
    await office.go(record, "dispute")
    again = await refused(office, owner, record, "dispute", "not_disputed", **details("dispute", DAY))

    assert "nothing to settle" in nothing
    assert "Settle that first" in again


@pytest.mark.parametrize("name", [name for name, move in BY_HAND.items() if move.needed])
async def test_a_missing_detail_is_named_as_the_interface_names_it(
    office: Office, owner: asyncpg.Connection[Any], name: str
) -> None:
    record = await office.take()
    move = BY_HAND[name]
    await owner.execute("UPDATE penalty SET state = $1", min(move.sources))

    told = await refused(office, owner, record, name, "details", who=ORIGIN if name == "replace" else None)

    assert "_" not in told.split("details: ")[1]
    assert "is missing. Give it with the move." in told


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"reason": "金额\x00有误"}, "control characters"),
        ({"reason": "金额\ud800有误"}, "control characters"),
        ({"reason": "误" * 2001}, "longer than 2000"),
        ({"reason": "金额有误", "duty_done": True}, "dutyDone does not belong"),
        ({"reason": "金额有误", "corrections": {"fine": Decimal(1)}}, "corrections does not belong"),
    ],
)
async def test_a_detail_that_cannot_be_stored_or_does_not_belong_is_refused(
    office: Office, owner: asyncpg.Connection[Any], given: dict[str, Any], sentence: str
) -> None:
    record = await office.take()

    assert sentence in await refused(office, owner, record, "return", "details", **given)


@pytest.mark.parametrize(
    ("start", "way"),
    [("COUNTY", ["COUNTY", "CITY", "PROVINCE"]), ("CITY", ["CITY", "PROVINCE"]), ("PROVINCE", ["PROVINCE"])],
)
def test_the_way_upward_begins_at_the_level_of_the_department(start: str, way: list[str]) -> None:
    passed, seen = None, []
    while (due := next_level(start, passed)) is not None:
        seen.append(due)
        passed = due

    assert seen == way
