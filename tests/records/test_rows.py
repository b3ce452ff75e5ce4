"""The row preparer, what is written with a record, masks written again, loading with history, and the reader of the change log."""

from __future__ import annotations

import asyncio
import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any

import pytest

from exchange import feed
from exchange.disclosure.masks import MASKS
from exchange.model import DishonestyRecord, Penalty
from exchange.records.load import PastMove, PastRecord, load
from exchange.records.remask import remask
from exchange.records.rows import closed, prepare
from tests.records.conftest import COMPANY, DAY, PERSON, PUBLISHED, Office, everything, row, stored

if TYPE_CHECKING:
    import asyncpg


def test_a_persons_values_stand_apart_with_their_masks() -> None:
    prepared = prepare(DishonestyRecord, row(DishonestyRecord, PERSON), natural=True)

    assert prepared.apart["party_name"] == "欧阳试"
    assert prepared.apart["party_name_surname"] == MASKS["surname"].apply("欧阳试")
    assert "欧阳试" not in {value for value in prepared.main.values() if isinstance(value, str)}


def test_an_organisations_name_is_open_and_has_no_mask() -> None:
    prepared = prepare(Penalty, row(Penalty, COMPANY), natural=False)

    assert prepared.main["party_name_opened"] == COMPANY.name
    assert "party_name" not in prepared.apart


def test_free_text_repeats_no_name_of_the_people_in_the_record() -> None:
    values = row(DishonestyRecord, PERSON) | {
        "facts": "欧阳试与陈试样商议，由周办案调查。",
        "responsible_person": "陈试样",
        "investigator": "周办案",
    }

    redacted = prepare(DishonestyRecord, values, natural=True).main["facts_redacted"]

    assert not any(name in redacted for name in ("欧阳试", "陈试样", "周办案"))


def test_what_is_closed_is_what_can_be_opened() -> None:
    assert set(closed(DishonestyRecord).values()) == {None}
    assert {"party_name_opened", "person_post_opened"} <= set(closed(DishonestyRecord))


async def test_masks_are_written_again_from_the_clear_values_and_nothing_else_changes(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    await office.take(DishonestyRecord, PERSON, facts="经周办案调查属实。", investigator="周办案")
    await office.take(violation_fact="联系电话13800001234。")
    before = await everything(owner)
    await owner.execute("UPDATE dishonesty_record SET facts_redacted = 'x'")
    await owner.execute(
        "UPDATE dishonesty_record_person SET party_name_surname = 'x', person_id_number_id_number = NULL"
    )
    await owner.execute(
        "UPDATE penalty SET violation_fact_redacted = 'x', legal_representative_surname = NULL"
    )
    await owner.execute("UPDATE subject_person SET name_surname = 'x'")

    visited = await remask(office.db, office.today)

    assert await everything(owner) == before
    assert (visited["dishonesty_record"], visited["penalty"], visited["subject"]) == (1, 1, 2)


async def test_masking_again_opens_and_closes_nothing(office: Office, owner: asyncpg.Connection[Any]) -> None:
    for _ in range(2):
        await office.take(DishonestyRecord, PERSON)
    await office.go(await office.take(DishonestyRecord, PERSON), *PUBLISHED)
    before = await everything(owner)

    await remask(office.db, office.today)

    assert await everything(owner) == before


async def test_a_loaded_record_has_its_row_its_checks_its_trail_and_its_changes(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    known = await office.take(DishonestyRecord, PERSON)
    past = published(known.subject_id)

    async with office.db.writing() as session:
        await load(session, [past])

    found = await owner.fetchrow("SELECT * FROM dishonesty_record WHERE id = $1", past.id)
    assert found is not None
    assert (found["state"], found["party_name_opened"]) == ("PUBLISHED", PERSON.name)
    trail = await owner.fetch("SELECT move, at FROM audit_entry WHERE record_id = $1 ORDER BY id", past.id)
    assert [one["move"] for one in trail] == ["receive", "publish"]
    assert await owner.fetchval("SELECT count(*) FROM change WHERE record_id = $1", past.id) == 2
    assert await owner.fetchval("SELECT level FROM level_check WHERE record_id = $1", past.id) == "PROVINCE"
    assert (
        await owner.fetchval("SELECT name_opened FROM subject WHERE id = $1", known.subject_id) == PERSON.name
    )


async def test_a_loaded_record_goes_on_like_any_other(office: Office, owner: asyncpg.Connection[Any]) -> None:
    known = await office.take(DishonestyRecord, PERSON)
    past = published(known.subject_id)
    async with office.db.writing() as session:
        await load(session, [past])

    moved = await office.move(past.id, "withdraw", reason="决定被撤销", document="复议决定1号")

    assert moved.state == "WITHDRAWN"
    assert await owner.fetchval("SELECT name_opened FROM subject WHERE id = $1", known.subject_id) is None


def published(subject_id: uuid.UUID) -> PastRecord:
    """A published record of a person, made elsewhere."""
    values = row(DishonestyRecord, PERSON) | {
        "state": "PUBLISHED",
        "region": "350102",
        "level": "PROVINCE",
        "severity": "ORDINARY",
        "publish_from": DAY,
        "publish_until": DAY.replace(year=2027),
        "publication_basis": "STATUTE",
        "catalogue_edition": 2026,
    }
    moment = dt.datetime.combine(DAY, dt.time(4), dt.UTC)
    check = {"level": "PROVINCE", "department_code": "FJ_INFORMATION_CENTRE", "checked_on": DAY}
    return PastRecord(
        DishonestyRecord,
        uuid.uuid4(),
        subject_id,
        natural=True,
        source_department="FJ_MARKET",
        submitted_by="market",
        values=values,
        history=(
            PastMove("receive", moment, "market", "FJ_MARKET", None, "SUBMITTED"),
            PastMove("publish", moment, "platform", "FJ_INFORMATION_CENTRE", "SHARED", "PUBLISHED"),
        ),
        levels=(check,),
    )


async def test_the_reader_of_the_change_log_waits_for_a_slow_writer_instead_of_skipping_it(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    """A transaction that took its number first may still write: nothing after it is given before it has ended."""
    async with owner.transaction():
        await owner.fetchval("SELECT pg_current_xact_id()")
        quick = await office.take()
        during = await changes(office, feed.START)
    after = await changes(office, feed.START, 1)

    assert during == []
    assert [one["record_id"] for one in after] == [quick.id]


async def changes(office: Office, position: tuple[int, int], count: int = 0) -> list[Any]:
    """The next lines after a position, once there are so many: transactions of other databases on the server hold them up too."""
    async with asyncio.timeout(30):
        while True:
            async with office.db.writing() as session:
                lines = list(await session.mappings(feed.since(position, 10)))
            if len(lines) >= count:
                return lines
            await asyncio.sleep(0.02)


async def test_the_change_log_is_read_on_from_where_one_stopped(office: Office) -> None:
    records = [await office.take() for _ in range(3)]

    first = await changes(office, feed.START, 3)
    rest = await changes(office, (first[0]["xid"], first[0]["id"]), 2)

    assert [one["record_id"] for one in first] == [record.id for record in records]
    assert rest == first[1:]


@pytest.mark.parametrize("again", [1, 2])
async def test_taking_in_again_writes_nothing(
    office: Office, owner: asyncpg.Connection[Any], again: int
) -> None:
    values: dict[str, Any] = {"document_number": "闽市监罚〔2026〕888号"}
    record = await office.take(**values)
    before = await everything(owner)

    repeated = [await office.take(**values) for _ in range(again)]

    assert set(repeated) == {record}
    assert await everything(owner) == before
    assert (await stored(owner, record))["batch"] == "B-1"
