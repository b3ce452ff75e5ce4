"""The databases that are measured: worlds of so many records, made once and kept for the next run, and the caller that asks.

The caller is the provincial finance department under an agreement on penalties and subjects in the whole province.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
import sys
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import asyncpg
import sqlalchemy as sa
import uvloop

from exchange import postgres
from exchange.clock import Clock
from exchange.database import Database
from exchange.demo import scale
from exchange.grants import agreements, clients
from exchange.model import client
from exchange.prepare import UNDER_WAY, prepare
from tests.bench.sides import Known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchange.settings import Settings
    from tests.bench.shapes import Shape

DEPARTMENT, PROVINCE, CITY = "FJ_FINANCE", "350000", "350100"
CHUNK = 2_000
WORKERS = 3


@contextmanager
def made(settings: Settings, records: int) -> Iterator[Settings]:
    """Settings of a database with so many records, running until the block ends."""
    own = replace(settings, data_dir=settings.data_dir / "bench" / str(records), database_url=None)
    with postgres.reachable(own) as reachable:
        uvloop.run(prepare(reachable, unfinished=True))
        if not uvloop.run(_filled(reachable)):
            scale.load(reachable, records, workers=WORKERS, progress=_told)
        yield reachable


def _told(done: int, whole: int) -> None:
    if done % 20_000 < CHUNK:
        print(f"\rloading {done} of {whole}", end="\n" if done >= whole else "", file=sys.stderr, flush=True)


async def _filled(settings: Settings) -> bool:
    """Whether a world is there, whole."""
    connection = await asyncpg.connect(settings.database_url)
    try:
        return bool(
            await connection.fetchval("SELECT EXISTS (SELECT FROM world WHERE kind <> $1)", UNDER_WAY)
        )
    finally:
        await connection.close()


@dataclass(frozen=True, slots=True)
class Partner:
    """A client with its secret, and its agreements: on the whole province, and on a city, outside of which it sees as others do."""

    client: str
    secret: str
    province: str
    city: str


def caller(settings: Settings) -> Partner:
    """A new client of the department."""
    return uvloop.run(_caller(settings))


async def _caller(settings: Settings) -> Partner:
    clock, name = Clock(settings), f"bench-{secrets.token_hex(4)}"
    wanted = clients.Wanted("性能测量", "agreed", DEPARTMENT, PROVINCE, client_id=name)
    year = dt.timedelta(days=365)
    terms = agreements.Terms(
        "性能测量", DEPARTMENT, "评先评优", "政务数据共享条例", ("penalty", "subject", "dishonesty_record"), PROVINCE,
        clock.today() - year, clock.today() + year,
    )  # fmt: skip
    narrower = replace(terms, region=CITY)
    async with Database.open(settings) as db, db.writing() as session:
        await session.execute(sa.delete(client).where(client.c.id.like("bench-%")))
        secret = (await clients.create_client(session, clock, "bench", wanted)).secret
        signed = [
            str(await agreements.sign_agreement(session, clock, "bench", one)) for one in (terms, narrower)
        ]
        return Partner(name, secret, *signed)


def token(port: int, partner: Partner, agreement: str) -> Known:
    """The caller with a fresh token: they live five minutes, a benchmark longer."""
    known = {"client_id": partner.client, "client_secret": partner.secret}
    form = urlencode({"grant_type": "client_credentials", **known})
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/oauth/token", form.encode()) as answer:
        return Known(json.load(answer)["access_token"], partner.client, agreement)


def samples(settings: Settings, shape: Shape, rows: int) -> list[tuple[Any, ...]]:
    """The variables of many requests of a shape."""

    async def drawn() -> list[tuple[Any, ...]]:
        connection = await asyncpg.connect(settings.database_url)
        try:
            found = await connection.fetch(shape.samples, rows, Clock(settings).today())
        finally:
            await connection.close()
        return [tuple(one) for one in found]

    return uvloop.run(drawn())
