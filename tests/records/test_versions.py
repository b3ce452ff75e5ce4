"""A new version in the place of an old one: the old is kept for its history, the new begins at the first level."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from exchange.errors import GuardRefused, MoveNotAllowed, NotFound
from exchange.lifecycle import State
from exchange.model import DishonestyRecord, Penalty
from tests.records.conftest import (
    COMPANY,
    DAY,
    OTHER_ORIGIN,
    PERSON,
    PUBLISHED,
    SHARED,
    Office,
    Taken,
    everything,
    row,
    stored,
    trail,
)

if TYPE_CHECKING:
    import asyncpg

    from exchange.records.moves import Moved

PAPER: dict[str, Any] = {"reason": "决定书更正", "document": "闽市监更正〔2026〕1号"}


async def replaced(office: Office, record: Taken, **values: Any) -> Moved:  # noqa: ANN401 - field values of any kind
    """The new version of the record, with some values changed."""
    party = COMPANY if record.item is Penalty else PERSON
    return await office.move(record, "replace", **PAPER, corrections={**row(record.item, party), **values})


async def test_the_old_version_is_kept_and_the_new_one_begins_at_the_first_level(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    record = await office.go(await office.take(), *PUBLISHED, "dispute")
    number = (await stored(owner, record))["document_number"]

    moved = await replaced(office, record, document_number=number, content="罚款100000元")

    old, new = (
        await stored(owner, record),
        await stored(owner, Taken(Penalty, moved.record_id, record.subject_id)),
    )
    assert (old["state"], old["version"], old["content"]) == ("REPLACED", 1, "罚款200000元，没收违法所得")
    assert (new["state"], new["version"], new["content"]) == ("SUBMITTED", 2, "罚款100000元")
    assert (new["level"], new["next_level"], new["publish_from"], new["severity"]) == (
        None,
        "PROVINCE",
        None,
        None,
    )
    assert old["lineage"] == new["lineage"] == record.id
    assert new["disputed"] is True
    assert [line["move"] for line in await trail(owner, record)][-1] == "replace"
    assert moved.state is State.SUBMITTED


async def test_the_new_version_goes_the_whole_way_and_can_be_replaced_again(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    record = await office.go(await office.take(), *PUBLISHED)
    second = Taken(Penalty, (await replaced(office, record)).record_id, record.subject_id)
    await office.go(second, *PUBLISHED)

    third = await replaced(office, second)

    lines = await owner.fetch(
        "SELECT version, state FROM penalty WHERE lineage = $1 ORDER BY version", record.id
    )
    assert [tuple(one) for one in lines] == [(1, "REPLACED"), (2, "REPLACED"), (3, "SUBMITTED")]
    assert third.record_id != second.id


async def test_a_published_person_is_closed_with_the_old_version(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    record = await office.go(await office.take(DishonestyRecord, PERSON), *PUBLISHED)

    await replaced(office, record)

    old = await stored(owner, record)
    name = await owner.fetchval("SELECT name_opened FROM subject WHERE id = $1", record.subject_id)
    assert (old["publication_basis"], old["party_name_opened"], name) == (None, None, None)


async def test_a_second_try_meets_the_old_version_and_changes_nothing(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    record = await office.go(await office.take(), *SHARED)
    await replaced(office, record)
    before = await everything(owner)

    with pytest.raises(MoveNotAllowed, match="cannot take the move replace"):
        await replaced(office, record)

    assert await everything(owner) == before


async def test_a_version_does_not_take_the_place_of_another_decision_of_the_department(
    office: Office,
) -> None:
    other = row(Penalty, COMPANY)
    await office.take(document_number=other["document_number"])
    record = await office.go(await office.take(), *SHARED)

    with pytest.raises(GuardRefused, match=r"another record of this very decision\. Withdraw one of them"):
        await office.move(record, "replace", **PAPER, corrections=other)


async def test_another_department_replaces_nothing(office: Office) -> None:
    record = await office.go(await office.take(), *SHARED)

    with pytest.raises(NotFound):
        await office.move(record, "replace", OTHER_ORIGIN, **PAPER, corrections=row(Penalty, COMPANY))


async def test_a_returned_record_is_corrected_not_replaced(office: Office) -> None:
    record = await office.go(await office.take(), "return")

    with pytest.raises(MoveNotAllowed, match=r"Possible from here: correct, withdraw"):
        await replaced(office, record)


async def test_each_arrival_counts_the_working_days_of_the_next_check(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    record = await office.take()
    waits = await stored(owner, record)
    await office.go(record, "pass_level")
    passed = await stored(owner, record)

    assert (waits["next_level"], waits["check_due_on"].isoformat()) == ("PROVINCE", "2026-06-08")
    assert (passed["next_level"], passed["check_due_on"]) == (None, None)
    assert (waits["publish_due_on"].isoformat(), waits["publish_due_rule"]) == (
        "2026-06-10",
        "LIMIT-PUBLISH-1",
    )


async def test_withdrawing_counts_from_the_annulment(office: Office, owner: asyncpg.Connection[Any]) -> None:
    record = await office.go(await office.take(), *PUBLISHED)
    office.later(days=7)

    await office.move(record, "withdraw", **PAPER, annulled_on=DAY)

    now = await stored(owner, record)
    assert (now["annulled_on"], now["withdraw_due_on"].isoformat()) == (DAY, "2026-06-04")
    assert now["user_remove_due_on"].isoformat() == "2026-06-09"
    assert (await trail(owner, record))[-1]["rule"] == "LIMIT-WITHDRAW-1"


@pytest.mark.parametrize("days", [-1, 1])
async def test_an_annulment_before_the_decision_or_in_the_future_is_refused(
    office: Office, days: int
) -> None:
    record = await office.go(await office.take(), *SHARED)
    day = DAY.replace(day=DAY.day + days) if days > 0 else DAY.replace(month=5, day=31)

    with pytest.raises(GuardRefused, match="Give the day on which the decision was annulled or changed"):
        await office.move(record, "withdraw", **PAPER, annulled_on=day)
