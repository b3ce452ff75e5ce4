"""The three logins on a server of the test's own: roles belong to the whole server, so the shared one must not see this."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import asyncpg
import pytest
from tests.demo.test_scale import small

from exchange import postgres
from exchange.database import Database, Login, owner_engine
from exchange.demo import scale
from exchange.disclosure import policy, second_line
from exchange.errors import StartupError
from exchange.migrate import migrate
from exchange.prepare import prepare
from exchange.settings import Settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@pytest.fixture
async def operator(folder: Path) -> AsyncIterator[Settings]:
    """Settings of an owner who is no superuser, as an operator would make one."""
    with postgres.reachable(Settings.load({"EXCHANGE_DATA_DIR": str(folder / "data")})) as settings:
        await run(
            settings,
            "CREATE ROLE operator LOGIN CREATEROLE PASSWORD 'first'",
            "CREATE DATABASE theirs OWNER operator",
        )
        yield settings.at(as_operator(settings, "first"))


def as_operator(settings: Settings, password: str) -> str:
    assert settings.database_url is not None
    where = settings.database_url.partition("@")[2].replace("/exchange?", "/theirs?")
    return f"postgresql://operator:{password}@{where}"


async def run(settings: Settings, *statements: str) -> None:
    connection = await asyncpg.connect(settings.database_url)
    for statement in statements:
        await connection.execute(statement)
    await connection.close()


async def logs_in(settings: Settings, login: Login) -> bool:
    try:
        connection = await asyncpg.connect(settings.url_of(login))
    except asyncpg.InvalidPasswordError:
        return False
    await connection.close()
    return True


async def test_an_owner_without_superuser_can_set_everything_up_and_do_it_again(operator: Settings) -> None:
    await prepare(operator)
    await prepare(operator)

    assert [await logs_in(operator, login) for login in Login] == [True, True, True]
    async with Database.open(operator) as db, db.reading(Login.PUBLIC) as session:
        assert await session.fetchval("SELECT current_user::text") == "exchange_public"
        assert await session.fetchval("SELECT count(*) FROM penalty") == 0
    async with owner_engine(operator).connect() as connection:
        assert await second_line.plan(connection, policy(), operator) == []


async def test_such_an_owner_can_load_a_world_of_any_size(
    operator: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scale, "plan", small)

    made = await asyncio.to_thread(scale.load, operator, 40, workers=1)

    async with Database.open(operator) as db, db.reading(Login.READER) as session:
        found = await session.fetchval("SELECT count(*) FROM subject")
    assert found == made.subjects
    await prepare(operator)


async def test_logins_follow_when_the_owners_password_changes(operator: Settings) -> None:
    await migrate(operator)
    await run(operator, "ALTER ROLE operator PASSWORD 'second'")
    changed = operator.at(as_operator(operator, "second"))
    before = await logs_in(changed, Login.READER)

    await migrate(changed)

    assert (before, await logs_in(changed, Login.READER)) == (False, True)


async def test_a_login_kept_apart_is_never_changed_behind_the_operators_back(operator: Settings) -> None:
    await migrate(operator)
    assert operator.database_url is not None
    wrong = f"postgresql://exchange_reader:wrong@{operator.database_url.partition('@')[2]}"
    environ = {"EXCHANGE_DATABASE_URL": operator.database_url, "EXCHANGE_READER_URL": wrong}

    with pytest.raises(StartupError, match="EXCHANGE_READER_URL does not let exchange_reader in"):
        await migrate(Settings.load(environ))

    assert await logs_in(operator, Login.READER)
