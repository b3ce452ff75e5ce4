"""Whoever was given a personal value in clear stands in the access log, wherever the connection to the database breaks.

A small proxy stands between the exchange and PostgreSQL and cuts the stream after so many bytes in one direction: at the boundaries of
the protocol's messages and between them. Nothing is told to the caller but that the exchange is busy; and never a value without its entry.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import pytest
from tests.query.test_corpus import WORLD

from exchange import policy_check
from exchange.api.engine import Engine, Request
from exchange.api.schema import schema
from exchange.clock import Clock
from exchange.database import Database
from exchange.errors import ExchangeError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    import asyncpg

    from exchange.access import Caller
    from exchange.settings import Settings

LONGEST = 8.0
"""Seconds that any answer may take: a server that fell silent is given up after four or five."""
UP, DOWN = "to the server", "to the exchange"
NAMES = "{ penalties { edges { node { id partyName } } } }"
PERSON = "林大山"


def refusing(state: str, at: str = "TRIGGER refuse BEFORE", when: str = "") -> str:
    """A trigger that refuses every entry with an SQLSTATE."""
    body = f"BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{state}'; END"
    return (
        f"CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$; "
        f"CREATE {at} INSERT ON access_entry {when} FOR EACH ROW EXECUTE FUNCTION refuse()"
    )


@dataclass
class Proxy:
    """Passes bytes on; cuts after `left` more of them in one direction, or goes silent there."""

    far: Callable[[], Awaitable[tuple[asyncio.StreamReader, asyncio.StreamWriter]]]
    direction: str = ""
    left: int = 0
    silent: bool = False
    passed: dict[str, bytes] = field(default_factory=lambda: {UP: b"", DOWN: b""})

    def arm(self, direction: str = "", left: int = 0, *, silent: bool = False) -> None:
        """Cut after so many more bytes in this direction; never, without one."""
        self.direction, self.left, self.silent = direction, left, silent
        self.passed = {UP: b"", DOWN: b""}

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until either side ends it."""
        far_reader, far_writer = await self.far()
        ways = [
            asyncio.create_task(self._pass(reader, far_writer, UP)),
            asyncio.create_task(self._pass(far_reader, writer, DOWN)),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in ways:
                task.cancel()
            for one in (writer, far_writer):
                one.close()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, way: str) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(65536):
                kept = data[: self.left] if self.direction == way else data
                self.left -= len(kept) if self.direction == way else 0
                self.passed[way] += kept
                writer.write(kept)
                await writer.drain()
                if self.direction == way and not self.left:
                    await asyncio.sleep(60 * self.silent)
                    return


@pytest.fixture
async def proxy(settings: Settings, folder: Path) -> AsyncIterator[Proxy]:
    """A proxy before this test's server, at a socket of the same name in another folder."""
    parts = urlsplit(settings.database_url or "")
    asked = dict(parse_qsl(parts.query))
    if "host" in asked:
        far = partial(asyncio.open_unix_connection, f"{asked['host']}/.s.PGSQL.{asked['port']}")
    else:
        far = partial(asyncio.open_connection, parts.hostname, parts.port)
    found = Proxy(far)
    server = await asyncio.start_unix_server(found.accept, folder / ".s.PGSQL.5432")
    yield found
    server.close()


@pytest.fixture
async def engine(proxy: Proxy, db: Database, settings: Settings, folder: Path) -> AsyncIterator[Engine]:
    """An engine that reaches its database through the proxy; the world is arranged past it."""
    clock = Clock(settings)
    async with db.writing() as session:
        await policy_check._build(session, WORLD, clock)
    parts = urlsplit(settings.database_url or "")
    login = parts.netloc.partition("@")[0]
    query = urlencode({"host": str(folder), "port": "5432"}, safe="/")
    through = settings.at(urlunsplit(parts._replace(netloc=f"{login}@", query=query)))
    async with Database.open(through) as far:
        yield Engine(schema(), far, clock, unchanged)
        proxy.arm()


async def unchanged(caller: Caller) -> Caller:
    """The world's callers are no rows; their rights stand."""
    return caller


async def told(engine: Engine) -> str:
    """The answer to a question that gives a name in clear, or the code of the refusal; in time, and never an internal error."""
    began = time.monotonic()
    answer = await asyncio.gather(
        engine.answer(Request(NAMES), policy_check._caller(WORLD, "origin", 1)), return_exceptions=True
    )
    assert time.monotonic() - began < LONGEST
    if isinstance(answer[0], ExchangeError):
        assert answer[0].status == 503
        return answer[0].code
    if isinstance(answer[0], BaseException):
        raise answer[0]
    assert "errors" not in json.loads(answer[0].body)
    return answer[0].body.decode()


async def warm(engine: Engine, proxy: Proxy) -> None:
    """A connection on which the statement is prepared."""
    proxy.arm()
    for _ in range(5):
        if PERSON in await told(engine):
            return
    pytest.fail("the exchange does not recover")


def boundaries(stream: bytes) -> list[int]:
    """Where messages of the protocol end: a letter and a length that counts itself."""
    found, place = [0], 0
    while place < len(stream):
        place += 1 + int.from_bytes(stream[place + 1 : place + 5], "big")
        found.append(place)
    return found


async def entered(owner: asyncpg.Connection[asyncpg.Record]) -> int:
    """Entries about the person."""
    person = policy_check.identity(WORLD, "subject", "person")
    return int(await owner.fetchval("SELECT count(*) FROM access_entry WHERE $1 = ANY(subjects)", person))


@pytest.mark.soak
@pytest.mark.parametrize("way", [UP, DOWN])
async def test_no_cut_gives_a_name_without_its_entry(
    engine: Engine,
    proxy: Proxy,
    owner: asyncpg.Connection[asyncpg.Record],
    way: str,
    soaking: bool,
    tell: Callable[[str], None],
) -> None:
    await warm(engine, proxy)
    await warm(engine, proxy)
    stream = proxy.passed[way]
    ends = boundaries(stream)
    near = {place + step for place in ends for step in (-1, 0, 1)}
    points = range(len(stream) + 1) if soaking else sorted(near & set(range(len(stream) + 1)))
    given = lost = 0

    for point in points:
        await warm(engine, proxy)
        before = await entered(owner)
        proxy.arm(way, max(point, 1))
        if PERSON in await told(engine):
            given += 1
            assert await entered(owner) == before + 1
        else:
            lost += 1

    assert lost >= len(points) - 2
    assert ends[-1] == len(stream)
    tell(
        f"connection cut {way}, warm: {len(points)} points of {len(stream)} bytes, {given} answered, {lost} refused, 0 without entry"
    )


@pytest.mark.soak
@pytest.mark.parametrize("way", [UP, DOWN])
async def test_no_cut_of_a_new_connection_gives_a_name_without_its_entry(
    engine: Engine,
    proxy: Proxy,
    owner: asyncpg.Connection[asyncpg.Record],
    way: str,
    soaking: bool,
    tell: Callable[[str], None],
) -> None:
    proxy.arm()
    await told(engine)
    size = len(proxy.passed[way])
    points = range(1, size, 7 if soaking else size // 20)
    given = 0

    for point in points:
        proxy.arm(UP, 1)
        await told(engine)
        before = await entered(owner)
        proxy.arm(way, point)
        if PERSON in await told(engine):
            given += 1
            assert await entered(owner) == before + 1

    tell(
        f"connection cut {way}, new: {len(points)} points of {size} bytes, {given} answered, 0 without entry"
    )


async def test_silence_after_the_commit_is_told_as_busy_and_in_time(
    engine: Engine, proxy: Proxy, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    await warm(engine, proxy)
    await warm(engine, proxy)
    size = len(proxy.passed[DOWN])
    before = await entered(owner)

    proxy.arm(DOWN, size - 6, silent=True)
    answer = await told(engine)

    assert answer == "UNAVAILABLE"
    assert await entered(owner) == before + 1


REFUSALS = {
    "right taken away": "REVOKE INSERT ON access_entry FROM exchange_reader",
    "constraint": "ALTER TABLE access_entry ADD CHECK (actor <> 'origin') NOT VALID",
    "disk full": refusing("53100"),
    "out of memory": refusing("53200"),
    "failing disk": refusing("58030"),
    "at the commit": refusing(
        "23514", at="CONSTRAINT TRIGGER refuse AFTER", when="DEFERRABLE INITIALLY DEFERRED"
    ),
    "disk full at the commit": refusing(
        "53100", at="CONSTRAINT TRIGGER refuse AFTER", when="DEFERRABLE INITIALLY DEFERRED"
    ),
    "standby": "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', current_database()); END $$",
}


@pytest.mark.parametrize("refusal", REFUSALS)
async def test_where_no_entry_can_be_made_nothing_is_told(
    engine: Engine, owner: asyncpg.Connection[asyncpg.Record], refusal: str
) -> None:
    await owner.execute(REFUSALS[refusal])

    answer = await told(engine)

    assert answer == "UNAVAILABLE"
    assert await entered(owner) == 0
