"""The two ways to a session: as whom, how they end, what they say when the server does not answer."""

from __future__ import annotations

import asyncio
import dataclasses
from typing import TYPE_CHECKING

import asyncpg
import pytest
import sqlalchemy as sa

from exchange.database import Database, Login, OutcomeUnknown
from exchange.errors import StartupError, TimedOut, Unavailable

if TYPE_CHECKING:
    from typing import Literal

    from exchange.settings import Settings

Owner = asyncpg.Connection


@pytest.fixture
async def note(owner: Owner[asyncpg.Record]) -> sa.Table:
    await owner.execute("CREATE TABLE note (id int PRIMARY KEY, body text)")
    await owner.execute("GRANT SELECT, INSERT, UPDATE ON note TO exchange_writer")
    await owner.execute("GRANT SELECT, INSERT ON note TO exchange_reader")
    return sa.Table("note", sa.MetaData(), sa.Column("id", sa.Integer()), sa.Column("body", sa.Text()))


@pytest.mark.parametrize("login", [Login.PUBLIC, Login.READER])
async def test_a_read_session_speaks_as_the_login_asked_for(
    db: Database, login: Literal[Login.PUBLIC, Login.READER]
) -> None:
    async with db.reading(login) as session:
        user = await session.fetchval("SELECT current_user::text")

    assert user == login.value


async def test_a_write_session_speaks_as_the_writer(db: Database) -> None:
    async with db.writing() as session:
        user = await session.scalar(sa.text("SELECT current_user::text"))

    assert user == Login.WRITER


async def test_every_statement_is_told_to_the_one_who_counts(db: Database, statements: list[str]) -> None:
    async with db.reading() as session:
        await session.fetch("SELECT 1")
        await session.fetchrow("SELECT 2")
    async with db.writing() as session:
        await session.execute(sa.text("SELECT 3"))

    assert statements == ["SELECT 1", "SELECT 2", "SELECT 3"]


async def test_giving_a_connection_back_says_nothing_to_the_server(
    db: Database, owner: Owner[asyncpg.Record]
) -> None:
    async with db.reading() as session:
        await session.fetchval("SELECT 'the last word'")

    last = await owner.fetchval(
        "SELECT query FROM pg_stat_activity WHERE usename = 'exchange_reader' AND datname = current_database()"
    )

    assert last == "SELECT 'the last word'"


async def test_what_a_block_wrote_is_there_after_it(
    db: Database, note: sa.Table, owner: Owner[asyncpg.Record]
) -> None:
    async with db.writing() as session:
        await session.execute(sa.insert(note), [{"id": 1, "body": "a"}, {"id": 2, "body": "b"}])
        inside = await session.scalars(sa.select(note.c.body).order_by(note.c.id))

    assert inside == ["a", "b"]
    assert await owner.fetchval("SELECT count(*) FROM note") == 2


async def test_a_block_that_raises_leaves_nothing(
    db: Database, note: sa.Table, owner: Owner[asyncpg.Record]
) -> None:
    with pytest.raises(KeyError):
        async with db.writing() as session:
            await session.execute(sa.insert(note).values(id=1))
            raise KeyError

    assert await owner.fetchval("SELECT count(*) FROM note") == 0


async def test_a_cancelled_block_leaves_nothing_and_gives_its_connection_back(
    settings: Settings, note: sa.Table, owner: Owner[asyncpg.Record]
) -> None:
    async def write(db: Database) -> None:
        async with db.writing() as session:
            await session.execute(sa.insert(note).values(id=1))
            await asyncio.sleep(60)

    async with Database.open(dataclasses.replace(settings, write_pool=1)) as db:
        task = asyncio.create_task(write(db))
        await asyncio.sleep(0.3)
        task.cancel()
        await asyncio.wait([task])
        async with db.writing() as session:
            seen = await session.scalar(sa.select(sa.func.count()).select_from(note))

    assert seen == 0


async def test_synchronous_hooks_run_in_the_same_transaction(db: Database, note: sa.Table) -> None:
    async with db.writing() as session:
        await session.execute(sa.insert(note).values(id=7))
        seen = await session.run_sync(lambda connection: connection.scalar(sa.select(note.c.id)))

    assert seen == 7


async def test_a_broken_constraint_is_left_to_the_one_who_broke_it(db: Database, note: sa.Table) -> None:
    with pytest.raises(sa.exc.IntegrityError):
        async with db.writing() as session:
            await session.execute(sa.insert(note), [{"id": 1}, {"id": 1}])


async def test_a_statement_prepared_before_a_migration_still_answers(
    db: Database, note: sa.Table, owner: Owner[asyncpg.Record]
) -> None:
    async with db.reading() as session:
        await session.fetch("SELECT * FROM note")
        await owner.execute("ALTER TABLE note ADD COLUMN more int")
        await owner.execute("INSERT INTO note VALUES (1, 'a', 2)")
        row = await session.fetchrow("SELECT * FROM note")

    assert row is not None
    assert dict(row) == {"id": 1, "body": "a", "more": 2}


async def test_a_read_over_its_time_is_told_to_narrow_the_query(db: Database) -> None:
    with pytest.raises(TimedOut, match="Narrow it"):
        async with db.reading() as session:
            await session.fetchval("SELECT pg_sleep(10)")


async def test_a_row_locked_by_another_is_unavailable_for_the_moment(
    db: Database, note: sa.Table, owner: Owner[asyncpg.Record]
) -> None:
    await owner.execute("INSERT INTO note VALUES (1, 'a')")
    async with owner.transaction():
        await owner.execute("SELECT 1 FROM note FOR UPDATE")

        with pytest.raises(Unavailable, match="Try again"):
            async with db.writing() as session:
                await session.execute(sa.update(note).values(body="b"))


async def test_a_pool_without_a_free_connection_says_when_to_come_back(settings: Settings) -> None:
    async with Database.open(dataclasses.replace(settings, read_pool=1, write_pool=1)) as db:
        async with db.reading():
            with pytest.raises(Unavailable) as reading:
                async with db.reading():
                    pass
        async with db.writing() as session:
            await session.scalar(sa.text("SELECT 1"))
            with pytest.raises(Unavailable) as writing:
                async with db.writing():
                    pass

    assert reading.value.headers == writing.value.headers == {"Retry-After": "2"}


async def test_a_server_that_is_gone_is_unavailable_for_reading_and_writing(
    settings: Settings, tmp_path: object
) -> None:
    nowhere = f"postgresql://exchange:secret@/exchange?host={tmp_path}"
    async with Database.open(settings.at(nowhere)) as db:
        with pytest.raises(Unavailable):
            async with db.reading():
                pass
        with pytest.raises(Unavailable):
            async with db.writing():
                pass


async def test_connections_cut_by_a_restart_are_replaced(db: Database, owner: Owner[asyncpg.Record]) -> None:
    cut = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename LIKE 'exchange_%' AND datname = current_database()"
    async with db.reading() as reader:
        await reader.fetchval("SELECT 1")
    async with db.writing() as writer:
        await writer.scalar(sa.text("SELECT 1"))

    await owner.execute(cut)
    await asyncio.sleep(0.2)

    async with db.reading() as reader:
        assert await reader.fetchval("SELECT 1") == 1
    async with db.writing() as writer:
        assert await writer.scalar(sa.text("SELECT 1")) == 1


async def test_a_connection_lost_before_the_commit_is_a_clear_no(
    db: Database, note: sa.Table, owner: Owner[asyncpg.Record]
) -> None:
    cut = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = 'exchange_writer' AND datname = current_database()"
    with pytest.raises(Unavailable) as refused:
        async with db.writing() as session:
            await session.execute(sa.insert(note).values(id=1))
            await owner.execute(cut)
            await asyncio.sleep(0.2)

    assert not isinstance(refused.value, OutcomeUnknown)
    assert await owner.fetchval("SELECT count(*) FROM note") == 0


async def test_settings_without_a_database_cannot_be_opened(settings: Settings) -> None:
    bare = dataclasses.replace(settings, database_url=None)

    with pytest.raises(StartupError, match="EXCHANGE_DATABASE_URL"):
        async with Database.open(bare):
            pass
