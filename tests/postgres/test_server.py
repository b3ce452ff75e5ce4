"""The embedded server over its life: first start, second user, kill -9, leftovers."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import asyncpg
import pytest

from exchange import postgres
from exchange.postgres import process
from exchange.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

START_AND_WAIT = """
import sys, pathlib, time
from exchange import postgres
with postgres.start(pathlib.Path(sys.argv[1])):
    print("up", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def data(folder: Path) -> Iterator[Path]:
    """A data folder; what a test leaves running in it is stopped."""
    yield folder / "data"
    postgres.start(folder / "data").stop()


def other_process(data: Path) -> subprocess.Popen[str]:
    """Another process that uses the server, until a line or a signal ends it."""
    started = subprocess.Popen(
        [sys.executable, "-c", START_AND_WAIT, str(data)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "up\n"
    return started


def postmaster(data: Path) -> int:
    return int((data / "postgres" / "cluster" / "postmaster.pid").read_text().splitlines()[0])


def status(data: Path) -> str | None:
    return process.status(data / "postgres" / "cluster")


async def ask(url: str, question: str = "SELECT 1") -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


async def test_the_first_start_makes_a_database_in_utf8_ordered_by_code_point(data: Path) -> None:
    with postgres.start(data) as server:
        encoding = await ask(server.url, "SHOW server_encoding")
        order = await ask(
            server.url, "SELECT string_agg(x, '' ORDER BY x) FROM unnest('{b,A,a,B,福}'::text[]) x"
        )

    assert (encoding, order) == ("UTF8", "ABab福")


async def test_what_was_written_is_there_at_the_next_start(data: Path) -> None:
    with postgres.start(data) as server:
        await ask(server.url, "CREATE TABLE kept AS SELECT 7 AS n")

    with postgres.start(data) as server:
        assert await ask(server.url, "SELECT n FROM kept") == 7


async def test_nobody_gets_in_without_the_password(data: Path) -> None:
    with postgres.start(data) as server:
        with pytest.raises(asyncpg.InvalidPasswordError):
            await ask(server.url.replace("exchange:", "exchange:x", 1))

        assert await ask(server.url, "SHOW listen_addresses") == ""  # an empty setting


def test_password_and_socket_are_private(data: Path) -> None:
    with postgres.start(data):
        modes = {
            name: stat.S_IMODE((data / "postgres" / name).stat().st_mode)
            for name in ("password", "socket", "cluster", "start.log", "users.lock", "starting.lock")
        }

    assert modes == {
        "password": 0o600,
        "socket": 0o700,
        "cluster": 0o700,
        "start.log": 0o600,
        "users.lock": 0o600,
        "starting.lock": 0o600,
    }


async def test_the_last_user_stops_the_server(data: Path) -> None:
    server = postgres.start(data)
    other = other_process(data)

    server.stop()
    server.stop()
    still = status(data)
    other.communicate("enough\n", timeout=30)

    assert still == "ready"
    assert status(data) is None


def test_two_first_starts_at_once_make_one_server(data: Path) -> None:
    command = [sys.executable, "-c", START_AND_WAIT, str(data)]
    both = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in "ab"]

    said = [one.communicate("enough\n", timeout=60)[0] for one in both]

    assert said == ["up\n", "up\n"]
    assert status(data) is None


def test_ctrl_c_stops_the_server_in_order(data: Path) -> None:
    other = other_process(data)

    other.send_signal(signal.SIGINT)
    other.communicate(timeout=30)

    log = "".join(path.read_text() for path in (data / "postgres" / "cluster" / "log").iterdir())
    assert status(data) is None
    assert "received fast shutdown request" in log
    assert log.rstrip().endswith("database system is shut down")


async def test_a_server_whose_starter_was_killed_is_adopted(data: Path) -> None:
    other = other_process(data)
    before = postmaster(data)
    other.kill()
    other.communicate()

    with postgres.start(data) as server:
        assert postmaster(data) == before
        assert await ask(server.url) == 1

    assert status(data) is None


async def test_a_server_that_was_killed_itself_recovers(data: Path) -> None:
    with postgres.start(data) as server:
        await ask(server.url, "CREATE TABLE kept AS SELECT 7 AS n")
        os.kill(postmaster(data), signal.SIGKILL)
        until = time.monotonic() + 10
        while status(data) is not None and time.monotonic() < until:
            time.sleep(0.01)  # noqa: ASYNC251  # nothing else runs in this loop

        with postgres.start(data) as again:
            assert await ask(again.url, "SELECT n FROM kept") == 7


async def test_a_pid_file_that_names_a_stranger_is_no_obstacle(data: Path) -> None:
    postgres.start(data).stop()
    stale = data / "postgres" / "cluster" / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{stale.parent}\n1\n5432\n\n\n\nready\n")

    with postgres.start(data) as server:
        assert await ask(server.url) == 1


async def test_an_interrupted_first_start_leaves_nothing_in_the_way(data: Path) -> None:
    postgres.start(data).stop()
    cluster = data / "postgres" / "cluster"
    cluster.rename(cluster.with_suffix(".new"))

    with postgres.start(data) as server:
        assert await ask(server.url) == 1


async def test_settings_get_the_embedded_database_when_they_name_none(data: Path) -> None:
    with postgres.reachable(Settings.load({"EXCHANGE_DATA_DIR": str(data)})) as settings:
        assert settings.database_url is not None
        assert await ask(settings.database_url, "SELECT current_user::text") == "exchange"


def test_a_database_of_the_operators_is_left_alone(folder: Path) -> None:
    settings = Settings.load(
        {"EXCHANGE_DATABASE_URL": "postgresql://a:b@host/db", "EXCHANGE_DATA_DIR": str(folder / "data")}
    )

    with postgres.reachable(settings) as same:
        assert same is settings

    assert not (folder / "data").exists()
