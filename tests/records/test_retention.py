"""What the catalogue keeps no longer is archived: all of it, once, however often a run is cut off."""

from __future__ import annotations

import datetime as dt
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from exchange.lifecycle import State
from exchange.model import DishonestyRecord
from exchange.records import retention
from tests.records.conftest import COMPANY, PERSON, PUBLISHED, SHARED, Office, details, stored

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import asyncpg

    from exchange.database import Database, WriteSession
    from tests.records.conftest import Taken

AFTER = dt.date(2031, 6, 2)
"""Five years and a day after the decisions."""
CALLER = retention.keeper("350000", "test")


async def ended(office: Office, number: int, **values: Any) -> list[Taken]:  # noqa: ANN401 - field values of any kind
    """Records that were withdrawn, whose five years count from the decision."""
    return [await office.go(await office.take(**values), *SHARED, "withdraw") for _ in range(number)]


async def states(owner: asyncpg.Connection[Any]) -> dict[str, int]:
    rows = await owner.fetch("SELECT state, count(*) n FROM penalty GROUP BY state")
    return {row["state"]: row["n"] for row in rows}


async def test_what_is_due_is_archived_and_nothing_else(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    await ended(office, 2)
    await ended(office, 1, item=DishonestyRecord, party=PERSON)
    await ended(
        office, 1, decided_on=dt.date(2026, 5, 31) + dt.timedelta(days=1), party=COMPANY, publish_until=AFTER
    )
    live = await office.go(await office.take(), *PUBLISHED)
    disputed = (await ended(office, 1))[0]
    await owner.execute("UPDATE penalty SET disputed = true WHERE id = $1", disputed.id)
    office.today = AFTER - dt.timedelta(days=1)
    async with office.db.writing() as session:
        early = await retention.due(session, office.today)
        due = await retention.due(session, AFTER)
    office.today = AFTER

    first = await retention.run(office.db, CALLER, office.clock)
    again = await retention.run(office.db, CALLER, office.clock)

    assert (early["penalty"], due["penalty"], due["dishonesty_record"]) == (0, 2, 1)
    assert (first["penalty"].done, first["dishonesty_record"].done, first["penalty"].refused) == (2, 1, 0)
    assert all((one.done, one.refused) == (0, 0) for one in again.values())
    assert await states(owner) == {"ARCHIVED": 2, "WITHDRAWN": 2, "PUBLISHED": 1}
    assert (await stored(owner, live))["state"] == State.PUBLISHED
    with pytest.raises(Exception, match="Settle that first"):
        await office.move(disputed, "archive", **details("archive", AFTER))


class Cut(Exception):
    """The process dies."""


class CutOff:
    """Transactions of which one dies before its commit."""

    def __init__(self, db: Database, dies: int) -> None:
        self._db, self._left = db, dies

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[WriteSession]:
        async with self._db.writing() as session:
            yield session
            self._left -= 1
            if not self._left:
                raise Cut


async def test_a_run_that_dies_anywhere_neither_misses_nor_repeats(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    await ended(office, 5)
    office.today = AFTER
    for dies in (1, 2, 3):
        with pytest.raises(Cut):
            await retention.run(CutOff(office.db, dies), CALLER, office.clock, chunk=2)

    await retention.run(office.db, CALLER, office.clock, chunk=2)

    assert await states(owner) == {"ARCHIVED": 5}
    entries = "SELECT count(*) n, count(DISTINCT record_id) d FROM {} WHERE move = 'archive'"
    for journal in ("audit_entry", "change"):
        row = await owner.fetchrow(entries.format(journal))
        assert row is not None
        assert (row["n"], row["d"]) == (5, 5)


async def test_two_runs_at_once_pass_over_each_others_rows(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    records = await ended(office, 2)
    office.today = AFTER
    async with office.db.writing() as session:
        await office_holds(session, records[0])

        meanwhile = await retention.run(office.db, CALLER, office.clock)

    assert meanwhile["penalty"].done == 1
    assert (await retention.run(office.db, CALLER, office.clock))["penalty"].done == 1
    assert await states(owner) == {"ARCHIVED": 2}


async def office_holds(session: WriteSession, record: Taken) -> None:
    """Another run has the row in hand."""
    table = record.item.table
    await session.execute(table.select().where(table.c.id == record.id).with_for_update())
