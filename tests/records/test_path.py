"""A record's way through its states, and the trail that each move leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from exchange.errors import MoveNotAllowed, NotFound
from exchange.lifecycle import State
from tests.records.conftest import (
    BY_HAND,
    COMPANY,
    DAY,
    KEEPER,
    ORIGIN,
    PERSON,
    PUBLISHED,
    SHARED,
    DishonestyRecord,
    Office,
    Penalty,
    details,
    everything,
    row,
    stored,
    trail,
)

if TYPE_CHECKING:
    import asyncpg

    from exchange.model import Item
    from exchange.records.subjects import Party

# State, moves before the pause, days of the pause, moves after it.
WAYS: list[tuple[State, tuple[str, ...], int, tuple[str, ...]]] = [
    (State.SUBMITTED, ("submit",), 0, ()),
    (State.RETURNED, ("submit", "return"), 0, ()),
    (State.VERIFIED, ("submit", *SHARED[:2]), 0, ()),
    (State.CLASSIFIED, ("submit", *SHARED[:3]), 0, ()),
    (State.SHARED, ("submit", *SHARED), 0, ()),
    (State.PUBLISHED, ("submit", *PUBLISHED), 0, ()),
    (State.RESTRICTED, ("submit", *SHARED, "restrict"), 0, ()),
    (State.REPAIRED, ("submit", *PUBLISHED), 100, ("repair",)),
    (State.WITHDRAWN, ("submit", *PUBLISHED, "withdraw"), 0, ()),
    (State.EXPIRED, ("submit", *PUBLISHED), 400, ("expire",)),
    (State.HELD, ("submit", *PUBLISHED), 400, ("hold",)),
    (State.ARCHIVED, ("submit", *PUBLISHED), 400, ("hold", "repair", "archive")),
]


@pytest.mark.parametrize(("item", "party"), [(Penalty, COMPANY), (DishonestyRecord, PERSON)])
@pytest.mark.parametrize(("state", "before", "days", "after"), WAYS, ids=[way[0] for way in WAYS])
async def test_every_state_is_reached_and_every_move_leaves_its_line(  # noqa: PLR0913, PLR0917 - a way has parts
    office: Office,
    owner: asyncpg.Connection[Any],
    item: type[Item],
    party: Party,
    state: State,
    before: tuple[str, ...],
    days: int,
    after: tuple[str, ...],
) -> None:
    record = await office.take(item, party, state=State.DRAFT)

    await office.go(record, *before)
    office.later(days=days)
    for name in after:
        office.later(days=2000 if name == "archive" else 0)
        await office.go(record, name)

    lines = await trail(owner, record)
    assert (await stored(owner, record))["state"] == state
    assert [line["move"] for line in lines] == ["receive", *before, *after]
    assert [line["state_before"] for line in lines[1:]] == [line["state_after"] for line in lines[:-1]]
    told = await owner.fetch("SELECT move, state FROM change WHERE record_id = $1 ORDER BY id", record.id)
    assert [tuple(one) for one in told] == [(line["move"], line["state_after"]) for line in lines]


async def test_a_move_stores_who_when_why_on_what_document_and_by_which_rule(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    record = await office.go(await office.take(), *SHARED)

    await office.move(record, "publish", reason="应示尽示", document="闽信办〔2026〕9号")

    line = (await trail(owner, record))[-1]
    assert line["at"] == office.clock.now()
    assert (line["actor"], line["client"], line["department"]) == (
        KEEPER.actor,
        "platform",
        "FJ_INFORMATION_CENTRE",
    )
    assert (line["reason"], line["document"]) == ("应示尽示", "闽信办〔2026〕9号")
    assert line["rule"] == "PUBLICITY-B-2"


async def test_the_outcome_of_an_objection_stands_beside_its_reason(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    record = await office.go(await office.take(), *SHARED, "dispute")
    assert (await stored(owner, record))["disputed"] is True

    await office.move(record, "settle", outcome="CORRECTED", reason="金额已更正")

    assert (await stored(owner, record))["disputed"] is False
    assert (await trail(owner, record))[-1]["reason"] == "CORRECTED: 金额已更正"


async def test_a_dispute_can_be_settled_after_the_record_has_ended(office: Office) -> None:
    record = await office.go(await office.take(), *PUBLISHED, "dispute", "withdraw")

    moved = await office.move(record, "settle", **details("settle", office.today))

    assert moved.state is State.WITHDRAWN


@pytest.mark.parametrize(
    "name", sorted(set(BY_HAND) - {"pass_level", "settle", "dispute", "correct", "replace", "archive"})
)
async def test_the_same_move_again_is_refused_and_changes_nothing(
    office: Office, owner: asyncpg.Connection[Any], name: str
) -> None:
    way = next((way for way in WAYS if name in (*way[1], *way[3])), None)
    names, days = ((*way[1], *way[3]), way[2]) if way else (("submit", *SHARED, "restrict", "unrestrict"), 0)
    record = await office.take(state=State.DRAFT)
    for one in names[: names.index(name) + 1]:
        office.later(days={"repair": days, "expire": days, "hold": days}.get(one, 0))
        await office.go(record, one)
    before = await everything(owner)

    with pytest.raises(MoveNotAllowed) as refused:
        await office.go(record, name)

    assert f"cannot take the move {name}" in refused.value.message
    assert await everything(owner) == before


async def test_a_returned_record_is_corrected_with_its_twins_and_comes_back(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    record = await office.go(await office.take(), "pass_level", "return")
    values = row(Penalty, COMPANY) | {"violation_fact": "联系人电话13800001234。"}

    await office.move(record, "correct", corrections=values)

    now = await stored(owner, record)
    assert (now["state"], now["level"], now["document_number"]) == (
        "SUBMITTED",
        None,
        values["document_number"],
    )
    assert "13800001234" in now["violation_fact"]
    assert "13800001234" not in now["violation_fact_redacted"]


async def test_a_correction_may_bring_the_first_personal_value(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    record = await office.go(await office.take(), "return")
    number = {
        "legal_representative_id_type": "RESIDENT_ID",
        "legal_representative_id_number": "35020319851123202X",
    }

    await office.move(record, "correct", corrections=row(Penalty, COMPANY) | number)

    found = await owner.fetchval(
        "SELECT legal_representative_id_number FROM penalty_person WHERE id = $1", record.id
    )
    assert found == "35020319851123202X"


async def test_a_correction_cannot_turn_one_record_into_another_of_the_same_department(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    await office.take(document_number="闽市监罚〔2026〕777号")
    record = await office.go(await office.take(), "return")
    before = await everything(owner)

    with pytest.raises(Exception, match="no_duplicate"):
        await office.move(
            record,
            "correct",
            corrections=row(Penalty, COMPANY) | {"document_number": "闽市监罚(2026)第777号"},
        )

    assert await everything(owner) == before


async def test_the_same_decision_is_taken_in_once_however_it_is_spelled(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    first = await office.take(document_number="闽市监罚〔2026〕777号")

    second = await office.take(document_number="闽市监罚(2026)第777号")

    assert second == first
    assert len(await trail(owner, first)) == 1


async def test_published_within_seven_working_days_is_in_time_and_after_them_late(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    prompt, tardy = [await office.go(await office.take(), *SHARED) for _ in range(2)]

    office.today = DAY.replace(day=10)
    await office.go(prompt, "publish")
    office.later(days=1)
    await office.go(tardy, "publish")

    assert (await stored(owner, prompt))["late"] is False
    assert (await stored(owner, tardy))["late"] is True


async def test_publishing_sets_the_period_from_the_day_of_the_decision(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    record = await office.go(await office.take(), *SHARED)
    office.later(days=3)

    await office.go(record, "publish")

    now = await stored(owner, record)
    assert (now["publish_from"], now["repairable_from"]) == (office.today, DAY.replace(month=9))
    assert now["publish_until"] == DAY.replace(year=2027)
    assert (now["severity"], now["severity_rule"]) == ("ORDINARY", "PENALTY-B-2")
    assert now["publication_approver"] == KEEPER.actor


async def test_the_keeper_withdraws_as_well_as_the_origin(office: Office) -> None:
    records = [await office.go(await office.take(), *PUBLISHED) for _ in range(2)]

    states = [
        (await office.move(record, "withdraw", who, reason="决定被撤销", document="复议决定1号")).state
        for record, who in zip(records, (KEEPER, ORIGIN), strict=True)
    ]

    assert states == [State.WITHDRAWN, State.WITHDRAWN]


async def test_an_archived_record_is_out_of_the_keepers_sight(office: Office) -> None:
    record = await office.go(await office.take(), "withdraw")
    office.later(days=2000)
    await office.go(record, "archive")

    with pytest.raises(NotFound):
        await office.go(record, "archive")
