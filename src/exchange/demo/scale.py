"""A world of any number of records, for measuring: the sample world and a crowd around it, written by COPY in several processes.

Secondary indexes are dropped before and built after, which is faster than keeping them. Such a load is no single transaction, so the
database says that it is under way until it is whole: until then nothing starts on it, and the next load clears it and begins afresh.
"""

from __future__ import annotations

import asyncio
import gc
import signal
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import asynccontextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING, ClassVar

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, DropIndex

from exchange.clock import Clock
from exchange.database import Database, WriteSession, owner_engine
from exchange.demo import callers, crowd
from exchange.demo.load import KIND, former_keys, former_names, loaded, person_keys
from exchange.demo.load import load as load_sample
from exchange.demo.world import SEED, plan
from exchange.errors import StartupError
from exchange.model import (
    DishonestyRecord,
    FormerName,
    LevelCheck,
    Penalty,
    Subject,
    audit_entry,
    change,
    counted_person,
    metadata,
    open_search,
    person_key,
    person_search,
)
from exchange.prepare import UNDER_WAY, prepare
from exchange.records import bulk, headcount
from exchange.records.load import is_open, record_lines
from exchange.records.subjects import PERSON_KEY, subject_lines

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import AsyncIterator, Callable

    from exchange.demo.callers import Callers
    from exchange.demo.crowd import Block
    from exchange.records.rows import Lines
    from exchange.settings import Settings

    Progress = Callable[[int, int], None]

KEPT = frozenset(
    {
        *(
            "division",
            "department",
            "catalogue_item",
            "catalogue_change",
            "keyring",
            "signing_key",
            "access_epoch",
        ),
        *("rights_applied", "world"),
    }
)
"""Tables that a database has before its first record; the others are cleared when a load was cut off."""
_ONE_AT_A_TIME = 7_305_411_209_345_701_121
"""Number of the advisory lock that a load holds."""
_AT_ONCE = 2
"""Indexes built side by side."""
_SESSION = {"synchronous_commit": "off", "maintenance_work_mem": "256MB", "statement_timeout": "0"}
"""What is lost by a crash is loaded again; the end of the load is committed in full, and with it everything before."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a load made; `credentials` are those of the sample world's callers."""

    records: int
    subjects: int
    seconds: float
    seconds_writing: float
    credentials: Callers


def kind(records: int) -> str:
    """How the database is marked."""
    return f"{KIND}:{records}"


def load(
    settings: Settings,
    records: int,
    *,
    seed: int = SEED,
    workers: int = 2,
    credentials: Callers | None = None,
    progress: Progress | None = None,
) -> Made:
    """Load the sample world and so many further records into an empty database. Not to be called inside an event loop.

    The same seed, number and day make the same world. `progress` is told records done and in all. Raises StartupError when the database
    holds anything else; what an earlier load left unfinished is cleared first.
    """
    return asyncio.run(_load(settings, records, seed, workers, credentials, progress or _untold))


def _untold(_done: int, _all: int) -> None:
    """Nobody asked."""


async def _load(
    settings: Settings,
    records: int,
    seed: int,
    workers: int,
    credentials: Callers | None,
    progress: Progress,
) -> Made:
    start = time.monotonic()
    await prepare(settings, unfinished=True)
    clock = Clock(settings)
    made = plan(clock.today(), seed)
    known = credentials or callers.drawn(made.agreement)
    async with _alone(settings) as connection:
        await _clear(connection)
        async with Database.open(settings) as db, db.writing() as session:
            await loaded(session, UNDER_WAY)
            await load_sample(session, clock, made, known, UNDER_WAY)
        await _drop_indexes(connection)
        key = await connection.fetchval("SELECT key FROM keyring WHERE name = $1", PERSON_KEY)
        work = _Work(str(settings.database_url), clock.today(), seed, bytes(key), records)
        writing = time.monotonic()
        subjects = await asyncio.to_thread(_write, work, workers, progress)
        written = time.monotonic() - writing
        await _build_indexes(str(settings.database_url))
        await _count_persons(settings)
        await _settle(connection, records)
    return Made(
        records + len(made.records),
        subjects + len(made.subjects),
        time.monotonic() - start,
        written,
        known,
    )


@asynccontextmanager
async def _alone(settings: Settings) -> AsyncIterator[asyncpg.Connection[asyncpg.Record]]:
    """The owner's connection, and no second load meanwhile."""
    connection = await asyncpg.connect(settings.database_url, server_settings=_SESSION)
    try:
        if not await connection.fetchval("SELECT pg_try_advisory_lock($1)", _ONE_AT_A_TIME):
            raise StartupError("Another load into this database is under way. Wait for its end.")
        yield connection
    finally:
        await connection.close()


async def _clear(connection: asyncpg.Connection[asyncpg.Record]) -> None:
    """Away with what a load left that was cut off, and with nothing else."""
    if await connection.fetchval("SELECT kind FROM world") != UNDER_WAY:
        return
    filled = ", ".join(table.name for table in metadata.sorted_tables if table.name not in KEPT)
    async with connection.transaction():
        await connection.execute(f"TRUNCATE {filled}")
        await connection.execute("DELETE FROM world")


def filled_tables() -> tuple[sa.Table, ...]:
    """What the crowd is written to."""
    items = (Subject, Penalty, DishonestyRecord)
    own = [table for item in items for table in (item.table, item.apart) if table is not None]
    return (
        *own, FormerName.table, LevelCheck.table, open_search, person_search, person_key, audit_entry, change,
    )  # fmt: skip


def _indexes() -> list[sa.Index]:
    """Secondary ones of these tables; keys stay, so that a wrong row is refused."""
    return [
        index
        for table in filled_tables()
        for index in sorted(table.indexes, key=lambda one: str(one.name))
        if not index.unique
    ]


async def _drop_indexes(connection: asyncpg.Connection[asyncpg.Record]) -> None:
    for index in _indexes():
        await connection.execute(_sql(DropIndex(index, if_exists=True)))


async def _build_indexes(url: str) -> None:
    """All of them, a few side by side."""
    waiting = _indexes()

    async def build() -> None:
        connection = await asyncpg.connect(url, server_settings=_SESSION)
        try:
            while waiting:
                await connection.execute(_sql(CreateIndex(waiting.pop(), if_not_exists=True)))
        finally:
            await connection.close()

    await asyncio.gather(*(build() for _ in range(_AT_ONCE)))


def _sql(statement: sa.schema.ExecutableDDLElement) -> str:
    return str(statement.compile(dialect=postgresql.dialect()))


async def _count_persons(settings: Settings) -> None:
    """The crowd is counted from its first day on."""
    engine = owner_engine(settings)
    async with engine.begin() as connection:
        await connection.execute(sa.delete(counted_person))
        await headcount.renew(WriteSession(connection), Clock(settings).today())
    await engine.dispose()


async def _settle(connection: asyncpg.Connection[asyncpg.Record], records: int) -> None:
    """Statistics and visibility as a database has them that has been in use for long, then the mark that it is whole."""
    for table in filled_tables():
        await connection.execute(f"VACUUM (FREEZE, ANALYZE) {table.name}")
    await connection.execute("SET synchronous_commit = on")
    await connection.execute("UPDATE world SET kind = $1", kind(records))


@dataclass(frozen=True, slots=True)
class _Work:
    """What a worker has to know."""

    url: str
    today: dt.date
    seed: int
    key: bytes
    records: int

    def size(self, number: int) -> int:
        """Records of a block: the last one has what remains."""
        return min(crowd.BLOCK, self.records - number * crowd.BLOCK)


def _write(work: _Work, workers: int, progress: Progress) -> int:
    """All blocks, by several processes; gives the number of new subjects."""
    blocks, done, subjects = -(-work.records // crowd.BLOCK), 0, 0
    with ProcessPoolExecutor(workers, get_context("spawn"), _Worker.begin, (work,)) as pool:
        try:
            for ended in as_completed([pool.submit(_Worker.write, number) for number in range(blocks)]):
                wrote = ended.result()
                done, subjects = done + wrote.records, subjects + wrote.subjects
                progress(done, work.records)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return subjects


@dataclass(frozen=True, slots=True)
class _Wrote:
    records: int
    subjects: int


class _Worker:
    """One process: a stage, a connection, a loop, for one block after the other."""

    here: ClassVar[_Worker]

    def __init__(self, work: _Work) -> None:
        self.work = work
        self.stage = crowd.stage(work.today, work.seed)
        self.loop = asyncio.new_event_loop()
        gc.freeze()  # what lives as long as the process need not be looked at again and again
        gc.disable()
        self.connection = self.loop.run_until_complete(asyncpg.connect(work.url, server_settings=_SESSION))

    @classmethod
    def begin(cls, work: _Work) -> None:
        """Called once in each process. Ctrl-C is the parent's to hear."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        cls.here = cls(work)

    @classmethod
    def write(cls, number: int) -> _Wrote:
        """Write one block in a transaction of its own."""
        here = cls.here
        made = crowd.block(here.stage, number, here.work.size(number))
        here.loop.run_until_complete(here.store(made))
        wrote = _Wrote(len(made.records), len(made.subjects))
        del made
        gc.collect()
        return wrote

    async def store(self, made: Block) -> None:
        """Rows of the one preparer, by COPY."""
        async with self.connection.transaction():
            await bulk.copy(self.connection, parts(made, self.work.key))


def parts(made: Block, key: bytes) -> tuple[Lines, ...]:
    """The rows of a block: subjects first, since records lead to them."""
    shown = {record.subject_id for record in made.records if is_open(record)}
    subjects = subject_lines(((one.id, one.values, one.links) for one in made.subjects), shown)
    former = former_names(made.subjects)
    keys = {(row["subject_id"], row["key"]): row for row in (*subjects[open_search], *former_keys(former))}
    further = {
        open_search: list(keys.values()),
        person_key: person_keys(key, made.subjects),
        FormerName.table: former,
    }
    return subjects | further, record_lines(made.records)
