"""`lastUpdated` moves with what everybody sees of a record, and with nothing else."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from exchange.model import ITEMS
from exchange.records import sameness
from exchange.records.remask import remask
from exchange.records.shown import stamped
from tests.records.conftest import (
    COMPANY,
    DAY,
    KEEPER,
    PERSON,
    PUBLISHED,
    SHARED,
    DishonestyRecord,
    Office,
    Penalty,
    everything,
    stored,
)

if TYPE_CHECKING:
    import asyncpg

    from exchange.model import Item
    from exchange.records.subjects import Party
    from tests.records.conftest import Taken

LATER = DAY + dt.timedelta(days=9)


async def day(owner: asyncpg.Connection[Any], record: Taken) -> dt.date | None:
    """`lastUpdated` as it is stored."""
    found: dt.date | None = (await stored(owner, record))["last_updated"]
    return found


@pytest.mark.parametrize(("item", "party"), [(Penalty, COMPANY), (DishonestyRecord, PERSON)])
async def test_it_begins_with_the_publication(
    office: Office, owner: asyncpg.Connection[Any], item: type[Item], party: Party
) -> None:
    record = await office.take(item, party)
    await office.go(record, *SHARED)
    before = await day(owner, record)

    office.later(days=9)
    await office.go(record, "publish")

    assert (before, await day(owner, record)) == (None, LATER)


async def test_a_mark_of_dispute_moves_it_and_so_does_its_end(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    record = await office.go(await office.take(), *PUBLISHED)
    office.later(days=9)
    await office.go(record, "dispute")
    marked = await day(owner, record)
    office.later(days=1)
    await office.go(record, "settle")

    assert (marked, await day(owner, record)) == (LATER, LATER + dt.timedelta(days=1))


@pytest.mark.parametrize("moves", [("dispute",), ("dispute", "settle"), ("restrict",)])
async def test_a_record_that_is_not_published_has_none(
    office: Office, owner: asyncpg.Connection[Any], moves: tuple[str, ...]
) -> None:
    record = await office.go(await office.take(), *SHARED, *moves)

    assert await day(owner, record) is None


async def test_the_end_of_the_publication_leaves_it(office: Office, owner: asyncpg.Connection[Any]) -> None:
    record = await office.go(await office.take(), *PUBLISHED)
    office.later(days=9)
    await office.go(record, "withdraw")

    assert await day(owner, record) == DAY


async def test_masks_written_again_move_it_where_what_is_shown_changes(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    shown, masked, hidden = [
        await office.go(await office.take(document_number=f"〔2026〕{number}号", violation_fact="电话13800001234。"), *PUBLISHED)
        for number in (1, 2, 3)
    ]  # fmt: skip
    await owner.execute("UPDATE penalty SET violation_fact_redacted = 'x' WHERE id = $1", shown.id)
    await owner.execute("UPDATE penalty SET legal_representative_surname = 'x' WHERE id = $1", masked.id)
    await owner.execute("UPDATE penalty SET remark = 'x' WHERE id = $1", hidden.id)
    office.later(days=9)

    await remask(office.db, office.today)

    assert [await day(owner, one) for one in (shown, masked, hidden)] == [LATER, DAY, DAY]
    before = await everything(owner)
    await remask(office.db, LATER + dt.timedelta(days=9))
    assert await everything(owner) == before


async def test_a_subject_that_is_merged_moves_what_is_published_of_it(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    kept = (await office.take()).subject_id
    nameless = replace(COMPANY, credit_code=None)
    shown = await office.go(await office.take(party=nameless, document_number="〔2026〕1号"), *PUBLISHED)
    draft = await office.take(party=nameless, document_number="〔2026〕2号")
    office.later(days=9)

    async with office.db.writing() as session:
        await sameness.merge(
            session, KEEPER, office.clock, shown.subject_id, kept, sameness.Paper("同一主体")
        )

    assert (await day(owner, shown), await day(owner, draft)) == (LATER, None)


@pytest.mark.parametrize("item", ITEMS.values(), ids=ITEMS)
def test_what_the_public_cannot_read_never_moves_it(item: type[Item]) -> None:
    hidden = {"remark": "x", "publication_approver": "x", "next_level": "CITY", "check_due_on": DAY, "fingerprint": b"x"}  # fmt: skip

    assert stamped(item, hidden, DAY) == hidden
