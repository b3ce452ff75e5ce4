"""A commit whose wait for a replica is cut short has happened here and perhaps nowhere else: it is unknown, never stored."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import asyncpg
import pytest
import sqlalchemy as sa

from exchange import postgres
from exchange.database import Database, OutcomeUnknown
from exchange.database.connect import owner_engine
from exchange.database.logins import ensure_logins
from exchange.errors import Unavailable
from exchange.model import document_content
from exchange.settings import Settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

REPLICA_THAT_NEVER_COMES = (
    "CREATE TABLE note (id int)",
    "GRANT INSERT ON note TO exchange_writer",
    "ALTER SYSTEM SET synchronous_standby_names = 'nobody'",
    "SELECT pg_reload_conf()",
)


@pytest.fixture
async def waiting(folder: Path) -> AsyncIterator[Settings]:
    """A server of its own whose commits wait for a replica that never comes."""
    with postgres.reachable(Settings.load({"EXCHANGE_DATA_DIR": str(folder / "data")})) as settings:
        async with owner_engine(settings).connect() as connection:
            await ensure_logins(connection, settings)
        owner = await asyncpg.connect(settings.database_url)
        for statement in REPLICA_THAT_NEVER_COMES:
            await owner.execute(statement)
        await owner.close()
        yield settings


async def end_the_wait(settings: Settings, how: str) -> None:
    owner = await asyncpg.connect(settings.database_url, server_settings={"synchronous_commit": "local"})
    ask = f"SELECT {how}(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
    while not await owner.fetchval(ask):
        await asyncio.sleep(0.02)
    await owner.close()


@pytest.mark.parametrize("how", ["pg_cancel_backend", "pg_terminate_backend"])
async def test_a_wait_for_a_replica_that_is_cut_short_leaves_the_outcome_unknown(
    waiting: Settings, how: str
) -> None:
    note = sa.table("note", sa.column("id"))
    async with Database.open(waiting) as db:
        ending = asyncio.create_task(end_the_wait(waiting, how))

        with pytest.raises(OutcomeUnknown, match="not known whether"):
            async with db.writing() as session:
                await session.execute(sa.insert(note).values(id=1))

        await ending


async def lost(*_: object, **__: object) -> None:
    """What the driver says when the server goes while it speaks."""
    raise asyncpg.InternalClientError("cannot switch to state 12; another operation (2) is in progress")


@pytest.mark.parametrize(
    ("method", "told"),
    [
        (f"{asyncpg.Connection.__module__}.Connection.executemany", Unavailable),
        (f"{asyncpg.transaction.Transaction.__module__}.Transaction.commit", OutcomeUnknown),
    ],
)
async def test_a_server_that_goes_in_the_middle_is_told_as_such_even_where_the_driver_is_at_a_loss(
    db: Database, monkeypatch: pytest.MonkeyPatch, method: str, told: type[Unavailable]
) -> None:
    monkeypatch.setattr(method, lost)

    with pytest.raises(Unavailable) as found:
        async with db.writing() as session:
            await session.insert(
                document_content,
                [{"digest": "0" * 64, "media_type": "text/plain", "size": 1, "content": b"1"}],
            )

    assert type(found.value) is told
