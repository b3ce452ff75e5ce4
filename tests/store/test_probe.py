"""A database that cannot be used is one clear sentence, without the password."""

from __future__ import annotations

import dataclasses
import socket
from typing import TYPE_CHECKING

import pytest

from exchange.database import probe
from exchange.errors import StartupError

if TYPE_CHECKING:
    import asyncpg

    from exchange.settings import Settings


async def refusal(settings: Settings, url: str) -> str:
    with pytest.raises(StartupError) as refused:
        await probe.probe(settings.at(url))
    message = refused.value.message
    assert "s3cret" not in message
    assert "\n" not in message
    return message


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


async def test_a_fit_database_passes(settings: Settings) -> None:
    await probe.probe(settings)


async def test_a_wrong_password_is_said(settings: Settings, database_url: str) -> None:
    user, _, rest = database_url.partition("@")

    said = await refusal(settings, f"{user.rpartition(':')[0]}:s3cret@{rest}")

    assert "user or password is wrong" in said


async def test_a_missing_database_is_said(settings: Settings, database_url: str) -> None:
    said = await refusal(settings, database_url.replace("/test_", "/missing_"))

    assert "no database of that name" in said


async def test_a_port_where_nothing_listens_is_said(settings: Settings) -> None:
    said = await refusal(settings, f"postgresql://owner:s3cret@127.0.0.1:{free_port()}/exchange")

    assert "nothing listens there" in said


async def test_an_unknown_host_is_said(settings: Settings) -> None:
    said = await refusal(settings, "postgresql://owner:s3cret@db.invalid/exchange")

    assert "host name is not known" in said


async def test_something_else_than_postgresql_is_said(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(probe, "CONNECT_TIMEOUT", 0.3)
            said = await refusal(settings, f"postgresql://owner:s3cret@127.0.0.1:{port}/exchange")

    assert "does not answer" in said


async def test_a_database_that_is_not_utf8_is_said(
    settings: Settings, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    name = f"latin_{(await owner.fetchval('SELECT current_database()')).removeprefix('test_')}"
    await owner.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'SQL_ASCII'")
    assert settings.database_url is not None
    current = await owner.fetchval("SELECT current_database()")

    said = await refusal(settings, settings.database_url.replace(current, name))

    assert "encoded in SQL_ASCII" in said
    await owner.execute(f"DROP DATABASE {name} WITH (FORCE)")


async def test_a_server_too_old_is_said(
    settings: Settings, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probe, "OLDEST", 99)

    assert "the exchange needs 99 or newer" in await refusal(settings, database_url)


async def test_settings_without_a_database_are_said(settings: Settings) -> None:
    with pytest.raises(StartupError, match="There is no database"):
        await probe.probe(dataclasses.replace(settings, database_url=None))
