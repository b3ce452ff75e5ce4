"""One embedded server for the whole run, one template database migrated once, one clone of it per test that asks.

The controller makes the folder, and every worker joins the server there as any second process of the exchange would; the last one
to leave stops it. These databases live for seconds: the server lies in memory where there is room (a clone takes 20 ms there, and up
to a second on a disk), safety against a power cut is switched off, and passwords are stretched once instead of 4,096 times.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import shutil
import tempfile
import uuid
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest

from exchange import postgres
from exchange.database import Database, connect, logins
from exchange.prepare import prepare
from exchange.settings import Settings
from tests.durability.scene import in_memory, roomy

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

FOLDER = "CREDIT_TESTS_FOLDER"
TOLD = "told"
OTHER_SERVER = "CREDIT_TESTS_URL"
"""Environment variable with a superuser's URL of another PostgreSQL to run the tests on, 15 or newer."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """`make soak` runs the long form of every test that has one."""
    parser.addoption("--soak", action="store_true", help="run the long form of tests that have one")


@pytest.fixture
def soaking(request: pytest.FixtureRequest) -> bool:
    """Whether the long form is wanted."""
    return bool(request.config.getoption("--soak"))


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Say a line that is printed after the run: `tell("paired worlds, public: 300 examples, 0 differences")`.

    What a test measured or counted is part of its result; a line survives the way from a worker to the terminal.
    """
    return lambda line: request.node.user_properties.append((TOLD, line))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the tests told, in the order of their names."""
    reports = [one for kind in ("passed", "failed") for one in terminalreporter.stats.get(kind, [])]
    told = [
        line
        for one in sorted(reports, key=lambda one: one.nodeid)
        for name, line in one.user_properties
        if name == TOLD
    ]
    if told:
        terminalreporter.section("counts")
        for line in told:
            terminalreporter.write_line(str(line))


def pytest_configure(config: pytest.Config) -> None:
    """The controller makes the folder that its workers share."""
    if not hasattr(config, "workerinput"):
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="credit-exchange-tests-", dir=roomy(3 << 30))
        Path(os.environ[FOLDER]).chmod(0o711)


def pytest_unconfigure(config: pytest.Config) -> None:
    """The controller ends last."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ[FOLDER], ignore_errors=True)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A new folder that the server's account can enter, unlike pytest's own; short enough for a socket."""
    path = Path(tempfile.mkdtemp(prefix="exchange-"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def memory() -> Iterator[Path]:
    """The same, in memory where there is room."""
    with in_memory() as path:
        yield path


@pytest.fixture(scope="session")
def server() -> Iterator[Settings]:
    """Settings of the shared server; the database they name is nobody's."""
    environ = {
        "EXCHANGE_DATA_DIR": f"{os.environ[FOLDER]}/data",
        "EXCHANGE_DATABASE_URL": os.environ.get(OTHER_SERVER, ""),
        "EXCHANGE_DOCUMENTS_PER_MINUTE": "0",  # tests that generate documents are one client
        "EXCHANGE_COST_PER_MINUTE": "0",
        "EXCHANGE_WORKER": "no",  # a test says itself what the day brings
    }
    with postgres.reachable(Settings.load(environ)) as settings:
        yield settings


@pytest.fixture(scope="session")
def template(server: Settings) -> str:
    """Name of the migrated database that tests clone."""
    with (Path(os.environ[FOLDER]) / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        name = "template_" + Path(os.environ[FOLDER]).name.replace("-", "_").lower()
        asyncio.run(_make_template(server, name))
    return name


@asynccontextmanager
async def cloned(server: Settings, template: str) -> AsyncIterator[Settings]:
    """Settings of a clone of the template, which goes with the block."""
    name = f"test_{uuid.uuid4().hex}"
    await _as_owner(
        server,
        f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy",
        f"REVOKE TEMPORARY ON DATABASE {name} FROM PUBLIC",  # a clone does not carry rights on the database itself
    )
    yield server.at(_named(server, name))
    await _as_owner(server, f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def shared(server: Settings, template: str) -> Iterator[Settings]:
    """The same outside of a loop: one for all tests of a module that only look."""
    with asyncio.Runner() as runner:
        clone = cloned(server, template)
        settings = runner.run(clone.__aenter__())
        try:
            yield settings
        finally:
            runner.run(clone.__aexit__(None, None, None))


@pytest.fixture
async def settings(server: Settings, template: str) -> AsyncIterator[Settings]:
    """Settings of a database of this test's own, migrated, without rows."""
    async with cloned(server, template) as own:
        yield own


@pytest.fixture
async def database_url(settings: Settings) -> str:
    """The owner's URL of this test's database."""
    assert settings.database_url is not None
    return settings.database_url


@pytest.fixture
def statements() -> list[str]:
    """Text of every statement that `db` ran, in order."""
    return []


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Writers that wait for each other as long as it takes, for tests of what comes of it: half a second is short where much else runs."""
    monkeypatch.setitem(connect._WRITE_LIMITS, "lock_timeout", "20s")


@pytest.fixture
async def db(settings: Settings, statements: list[str]) -> AsyncIterator[Database]:
    """This test's database, opened."""
    async with Database.open(settings, statements.append) as database:
        yield database


@pytest.fixture
async def owner(database_url: str) -> AsyncIterator[asyncpg.Connection[asyncpg.Record]]:
    """A connection of the owner, for arranging and for looking behind the scenes."""
    connection = await asyncpg.connect(database_url)
    yield connection
    await connection.close()


async def _make_template(server: Settings, name: str) -> None:
    exists = "SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate"
    connection = await asyncpg.connect(_named(server, "postgres"))
    try:
        if await connection.fetchval(exists, name):
            return
        for setting in ("fsync", "full_page_writes", "synchronous_commit", "autovacuum"):
            await connection.execute(f"ALTER SYSTEM SET {setting} = off")
        await connection.execute("ALTER SYSTEM SET max_wal_size = '256MB'")
        await connection.execute("SELECT pg_reload_conf()")
        await connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(logins, "_ROUNDS", 1)
            await prepare(server.at(_named(server, name)))
        await connection.execute(f"ALTER DATABASE {name} IS_TEMPLATE true ALLOW_CONNECTIONS false")
    finally:
        await connection.close()


async def _as_owner(server: Settings, *statements: str) -> None:
    connection = await asyncpg.connect(_named(server, "postgres"))
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


def _named(server: Settings, name: str) -> str:
    assert server.database_url is not None
    return urlunsplit(urlsplit(server.database_url)._replace(path=f"/{name}"))
