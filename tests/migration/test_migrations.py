"""Revisions lead to exactly the model, go forward only, and can be run by two starters at once."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import asyncpg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from exchange import migrate as migration
from exchange.database import Login, owner_engine
from exchange.errors import StartupError
from exchange.migrate import configuration, migrate
from exchange.model import metadata

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import sqlalchemy as sa

    from exchange.settings import Settings

Owner = asyncpg.Connection


@pytest.fixture
async def empty(settings: Settings, owner: Owner[asyncpg.Record]) -> Settings:
    """A database of a test's own without any table."""
    await owner.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    return settings


@pytest.fixture
async def weak(settings: Settings, owner: Owner[asyncpg.Record]) -> AsyncIterator[Settings]:
    """The same database, with an owner's URL of a user who may do nothing."""
    await owner.execute("CREATE ROLE weak_owner LOGIN PASSWORD 'weak'")
    assert settings.database_url is not None
    rest = settings.database_url.partition("@")[2]
    yield settings.at(f"postgresql://weak_owner:weak@{rest}")
    await owner.execute("DROP ROLE weak_owner")


def revisions() -> list[Any]:
    return list(ScriptDirectory.from_config(configuration()).walk_revisions())


async def test_a_migrated_database_is_exactly_the_model(settings: Settings) -> None:
    def difference(connection: sa.Connection) -> list[Any]:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        return list(compare_metadata(context, metadata))

    async with owner_engine(settings).connect() as connection:
        found = await connection.run_sync(difference)

    assert found == []


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory.from_config(configuration()).get_heads()) == 1


def test_every_revision_is_named_by_its_day_and_says_why() -> None:
    for revision in revisions():
        assert re.fullmatch(r"\d{8}_\d+", revision.revision)
        assert revision.doc


def test_no_revision_goes_backward() -> None:
    assert not [revision.revision for revision in revisions() if hasattr(revision.module, "downgrade")]


async def test_two_starters_at_once_both_find_it_done(empty: Settings, owner: Owner[asyncpg.Record]) -> None:
    await asyncio.gather(migrate(empty), migrate(empty))

    assert await owner.fetchval("SELECT count(*) FROM alembic_version") == 1


async def test_no_login_owns_a_table(settings: Settings, owner: Owner[asyncpg.Record]) -> None:
    owners = await owner.fetch("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'")

    assert [row["tableowner"] for row in owners] == ["exchange_owner"]
    assert await owner.fetchval("SELECT rolcanlogin FROM pg_roles WHERE rolname = 'exchange_owner'") is False


@pytest.mark.parametrize("login", Login)
async def test_a_login_has_no_power_of_its_own(
    settings: Settings, owner: Owner[asyncpg.Record], login: Login
) -> None:
    role = await owner.fetchrow("SELECT * FROM pg_roles WHERE rolname = $1", login.value)
    memberships = await owner.fetchval(
        "SELECT count(*) FROM pg_auth_members WHERE member = $1::regrole", login.value
    )

    assert role is not None
    powers = ("rolsuper", "rolinherit", "rolcreaterole", "rolcreatedb", "rolreplication", "rolbypassrls")
    assert [name for name in powers if role[name]] == []
    assert memberships == 0


@pytest.mark.parametrize("login", Login)
async def test_a_login_cannot_make_a_table(settings: Settings, login: Login) -> None:
    connection = await asyncpg.connect(settings.url_of(login))
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute("CREATE TABLE mine (id int)")
    finally:
        await connection.close()


async def test_an_owner_without_the_right_to_set_up_is_told_what_it_needs(weak: Settings) -> None:
    with pytest.raises(StartupError, match="needs CREATEROLE and must own the database"):
        await migrate(weak)


async def test_a_database_of_a_newer_exchange_is_told_in_one_sentence(
    settings: Settings, owner: Owner[asyncpg.Record]
) -> None:
    await owner.execute("UPDATE alembic_version SET version_num = '29990101_1'")

    with pytest.raises(StartupError) as refusal:
        await migrate(settings)

    assert "another version" in refusal.value.message


CONTRACTS = re.compile(
    r"op\.(drop_\w+|rename_table)|op\.alter_column\([^)]*(type_|new_column_name|nullable=False)", re.DOTALL
)
"""What the program of before would stumble over. An exception is named here with its reason."""


def test_revisions_only_add_so_that_the_program_of_before_goes_on() -> None:
    first = revisions()[-1].revision

    found = [
        one.revision
        for one in revisions()
        if one.revision != first and CONTRACTS.search(Path(one.path).read_text("utf-8"))
    ]

    assert found == []


async def test_a_statement_of_before_answers_while_and_after_the_schema_moves_on(
    empty: Settings, owner: Owner[asyncpg.Record]
) -> None:
    first = revisions()[-1].revision
    await migrate(empty, first)
    before = await owner.prepare(
        "SELECT id, state, party_name_opened FROM penalty WHERE state = $1 ORDER BY decided_on DESC LIMIT 5"
    )

    moving = asyncio.create_task(migrate(empty))
    while not moving.done():
        assert await before.fetch("PUBLISHED") == []
        await asyncio.sleep(0.01)
    await moving

    assert await before.fetch("PUBLISHED") == []
    assert await owner.fetchval("SELECT version_num FROM alembic_version") != first


async def test_what_people_hold_is_noted_for_those_who_were_there_before(
    empty: Settings, owner: Owner[asyncpg.Record]
) -> None:
    await migrate(empty, "20261128_13")
    await owner.execute(
        "INSERT INTO account (login, name, roles, created_at) VALUES ('old', 'x', '{administrator,gone}', now())"
    )
    await owner.execute(
        "INSERT INTO held_scope VALUES (gen_random_uuid(), 'old', 'audit:read', '2026-01-01', '2026-02-02', '2026-02-02')"
    )

    await migrate(empty)

    held = await owner.fetch("SELECT scope, last_used_on IS NULL AS never FROM held_scope ORDER BY scope")
    assert [tuple(one) for one in held] == [("access:manage", True), ("audit:read", False)]


async def test_a_revision_gives_way_to_a_long_transaction_and_says_so(
    empty: Settings, owner: Owner[asyncpg.Record], database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migration, "LOCK_WAIT", "200ms")
    monkeypatch.setattr(migration, "PAUSE", 0.1)
    await migrate(empty, revisions()[-1].revision)
    reader = await asyncpg.connect(database_url)
    async with owner.transaction():
        await owner.execute("LOCK TABLE penalty IN ROW EXCLUSIVE MODE")

        moving = asyncio.create_task(migrate(empty))
        while not moving.done():
            await asyncio.wait_for(reader.fetch("SELECT count(*) FROM penalty"), 1)
            await asyncio.sleep(0.02)

        with pytest.raises(StartupError, match="pg_stat_activity"):
            await moving
    await reader.close()
    await migrate(empty)

    assert await owner.fetchval("SELECT count(*) FROM alembic_version") == 1
