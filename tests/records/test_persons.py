"""What a recorded basis opens of a person, and that it closes again with the last record that had one."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from exchange.errors import ExchangeError
from tests.records.conftest import (
    PERSON,
    PUBLISHED,
    SHARED,
    DishonestyRecord,
    Office,
    details,
    everything,
    stored,
)

if TYPE_CHECKING:
    import asyncpg

    from tests.records.conftest import Taken

ENDS = [("withdraw", 0), ("repair", 100), ("expire", 400), ("hold", 400), ("restrict", 0)]


async def person(owner: asyncpg.Connection[Any], record: Taken) -> tuple[Any, ...]:
    """What is open of the person: name, employer, post, and whether it is searched by its name."""
    found = await owner.fetchrow("SELECT * FROM subject WHERE id = $1", record.subject_id)
    assert found is not None
    keys = await owner.fetchval(
        "SELECT count(*) FROM subject_search WHERE subject_id = $1", record.subject_id
    )
    return found["name_opened"], found["employer_opened"], found["post_opened"], keys > 0


OPEN = (PERSON.name, PERSON.employer, PERSON.post, True)
CLOSED = (None, None, None, False)


async def test_until_it_is_published_nothing_of_a_person_is_open(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    record = await office.go(await office.take(DishonestyRecord, PERSON), *SHARED)

    now = await stored(owner, record)

    assert await person(owner, record) == CLOSED
    assert {now[name] for name in now.keys() if name.endswith("_opened")} == {None}  # noqa: SIM118 - a Record, not a dict


async def test_publishing_opens_the_record_and_the_person(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    record = await office.go(await office.take(DishonestyRecord, PERSON), *PUBLISHED)

    now = await stored(owner, record)

    assert await person(owner, record) == OPEN
    assert (now["party_name_opened"], now["person_post_opened"]) == (PERSON.name, PERSON.post)
    assert (now["publication_basis"], now["publication_document"]) == ("STATUTE", "闽信办〔2026〕1号")


@pytest.mark.parametrize(("name", "days"), ENDS, ids=[name for name, _ in ENDS])
async def test_the_end_of_publication_closes_both(
    office: Office, owner: asyncpg.Connection[Any], name: str, days: int
) -> None:
    record = await office.go(await office.take(DishonestyRecord, PERSON), *PUBLISHED)
    office.later(days=days)

    await office.go(record, name)

    now = await stored(owner, record)
    assert await person(owner, record) == CLOSED
    assert {now[column] for column in now.keys() if column.endswith("_opened")} == {None}  # noqa: SIM118 - a Record, not a dict
    assert now["publication_basis"] is None


async def test_a_person_stays_open_as_long_as_another_record_is_published(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    first, second = [
        await office.go(await office.take(DishonestyRecord, PERSON), *PUBLISHED) for _ in range(2)
    ]

    await office.go(first, "withdraw")
    between = await person(owner, first)
    await office.go(second, "withdraw")

    assert first.subject_id == second.subject_id
    assert (between, await person(owner, first)) == (OPEN, CLOSED)


@pytest.mark.usefixtures("patient")
async def test_two_last_records_that_end_at_once_still_close_the_person(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    for _ in range(5):
        records = [await office.go(await office.take(DishonestyRecord, PERSON), *PUBLISHED) for _ in range(2)]

        await asyncio.gather(*(office.go(record, "withdraw") for record in records))

        assert await person(owner, records[0]) == CLOSED


@pytest.mark.usefixtures("patient")
async def test_of_two_clerks_with_the_same_move_one_makes_it_and_one_is_refused(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    record = await office.go(await office.take(DishonestyRecord, PERSON), *SHARED)
    given = details("publish", office.today)

    results = await asyncio.gather(
        *(office.move(record, "publish", **given) for _ in range(4)), return_exceptions=True
    )

    refused = [one for one in results if isinstance(one, ExchangeError)]
    lines = await owner.fetch("SELECT move FROM audit_entry WHERE move = 'publish'")
    assert [one.code for one in refused] == ["MOVE_NOT_ALLOWED"] * 3
    assert len(lines) == 1


async def test_what_fails_after_the_row_was_written_leaves_nothing(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    record = await office.go(await office.take(DishonestyRecord, PERSON), *SHARED)
    await owner.execute("ALTER TABLE change ADD CONSTRAINT broken CHECK (move <> 'publish')")
    before = await everything(owner)

    with pytest.raises(Exception, match="broken"):
        await office.go(record, "publish")

    assert await everything(owner) == before


async def test_an_organisation_is_open_from_the_first_day(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    record = await office.take()

    found = await person(owner, record)

    assert (found[0], found[3]) == ("福州榕测贸易有限公司", True)


async def test_the_same_person_is_found_again_by_the_document_alone(office: Office) -> None:
    first = await office.take(DishonestyRecord, PERSON)

    second = await office.take(DishonestyRecord, replace(PERSON, post="局长"))

    assert first.subject_id == second.subject_id
