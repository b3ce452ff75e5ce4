"""The worker: makes what the day brings, one step after the other, whenever and however often it is started.

A step is one transaction. It begins by taking the worker's lock, so of several workers only one makes steps at any moment, and ends with
the lock: a worker that is killed holds nothing back. What cannot be made (a rule forbids it, the row is held) is left for the next round
and counted; it holds up nothing else.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from itertools import count
from typing import TYPE_CHECKING

import sqlalchemy as sa

from exchange.access import CLOCK
from exchange.api.logs import FACTS
from exchange.cases import clockwork as cases
from exchange.cases import uploads
from exchange.database import Login
from exchange.errors import ExchangeError
from exchange.grants import seals, versions
from exchange.records import clockwork as records
from exchange.records import duplicates, headcount, retention

if TYPE_CHECKING:
    import uuid

    from exchange.clock import Clock
    from exchange.database import Database
    from exchange.due import Job

LOCK = 0x636C6F636B  # any number, the same for all workers: "clock"
PROVINCE = "350000"
PAUSE = 30.0
"""Seconds between two rounds."""
HOURLY = 120
"""Rounds from one look over many rows to the next."""
log = logging.getLogger("exchange.worker")


def jobs() -> list[Job]:
    """Everything that a day can bring."""
    return [*records.jobs(), *cases.jobs()]


async def round_of(
    db: Database, clock: Clock, kinds: list[Job] | None = None, *, region: str = PROVINCE, chores: bool = True
) -> Counter[str]:
    """Make every step that is due; how many of each kind, and under `left` how many could not be made.

    `region` is that of the node, whose records it may archive.
    """
    made: Counter[str] = Counter()
    async with db.reading(Login.READER) as session:
        await versions.learn(
            session
        )  # a worker of its own is told by nobody that other rules are followed now
    for job in jobs() if kinds is None else kinds:
        left: set[uuid.UUID] = set()
        while await _step(db, clock, job, left):
            made[job.name] += 1
        made["left"] += len(left)
    if kinds is None and chores:
        made += await _chores(db, clock, region)
    return +made


async def seal(db: Database, clock: Clock) -> int:
    """Seal what the journals have new, a batch at a time."""
    total = 0
    while True:
        async with db.writing() as session:
            made = await seals.seal(session, clock)
        total += made
        if made < seals.MOST:
            return total


async def _chores(db: Database, clock: Clock, region: str) -> Counter[str]:
    """What is done over many rows at once, each by a verb that knows itself what is left to do."""
    made: Counter[str] = Counter()
    async with db.writing() as session:
        made["documents forgotten"] = await uploads.forget(session, clock.now())
    async with db.writing() as session:
        made["persons counted"] = int(await headcount.renew(session, clock.today()))
    made["duplicates found"] = await duplicates.find(db, clock)
    kept = await retention.run(db, retention.keeper(region, CLOCK.actor), clock)
    made["archived"] = sum(one.done for one in kept.values())
    return made


async def _step(db: Database, clock: Clock, job: Job, left: set[uuid.UUID]) -> bool:
    """Make one step; false when there is none, or another worker is at it. A row that refuses is added to `left`."""
    while True:
        row = None
        try:
            async with db.writing() as session:
                if not await session.scalar(sa.select(sa.func.pg_try_advisory_xact_lock(LOCK))):
                    return False
                rows = await session.mappings(job.next(clock.today(), left))
                if not rows:
                    return False
                row = rows[0]
                await job.act(session, clock, row)
        except ExchangeError as error:
            if row is None:
                raise
            log.warning("step refused", extra={FACTS: {"job": job.name, "code": error.code}})
            left.add(row["id"])
            continue
        return True


async def run(db: Database, clock: Clock, region: str, pause: float = PAUSE) -> None:
    """Round after round, until it is cancelled. A database that is away is waited for."""
    for number in count():
        try:
            made = await round_of(db, clock, region=region, chores=number % HOURLY == 0)
            made["lines sealed"] = await seal(db, clock)
        except ExchangeError as error:
            log.warning("round broke off", extra={FACTS: {"code": error.code}})
        else:
            if +made:
                log.info("round", extra={FACTS: {"made": dict(+made)}})
        await asyncio.sleep(pause)
