"""A disk that says EIO when it is to keep what it was given: PostgreSQL panics and recovers, and nothing acknowledged is lost.

After a failed fsync the kernel forgets what could not be written, so trying again would lie. PostgreSQL stops everything and reads its log
anew; the exchange has to stay up, tell its callers to come back, and keep every promise.
"""

from __future__ import annotations

import asyncio
import random
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from exchange import postgres
from exchange.postgres import account
from tests.durability.load import Load, client
from tests.durability.scene import made

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.durability.scene import Site

SEED = 20261123
PATIENCE = 60.0
STORED = "SELECT batch, count(*) AS n FROM penalty GROUP BY batch"
DOUBLED = "SELECT document_number FROM penalty GROUP BY document_number HAVING count(*) > 1"


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder on the disk, in which PostgreSQL's account may remove the sign."""
    with tempfile.TemporaryDirectory(prefix="exchange-failing-") as name:
        path = Path(name)
        path.chmod(0o711)
        (path / "signs").mkdir()
        (path / "signs").chmod(0o777)
        yield path


def library(folder: Path) -> tuple[Path, Path]:
    """The library that lets a sync fail, and the sign that makes it."""
    built, sign = folder / "failing_sync.so", folder / "signs" / "next.fail"
    source = Path(__file__).with_name("failing_sync.c")
    named = f'-DEXCHANGE_FAILING_SYNC="{sign}"'
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", named, "-o", built, source, "-ldl"], check=True)  # noqa: S607
    built.chmod(0o755)
    return built, sign


def fail(site: Site, sign: Path) -> None:
    """Put up the sign; returns when a sync has failed and PostgreSQL is back."""
    made = sign.with_suffix(".made")  # put up whole: a sync may take it down at once
    made.touch()
    made.chmod(0o666)
    made.rename(sign)
    until = time.monotonic() + PATIENCE
    while sign.exists() or not site.ready():
        assert time.monotonic() < until, "no sync failed, or the server did not come back"
        time.sleep(0.01)


@pytest.mark.soak
async def test_a_sync_that_fails_costs_a_while_and_no_promise(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tell: Callable[[str], None], *, soaking: bool
) -> None:
    built, sign = library(folder)
    site = await made(folder / "data")
    monkeypatch.setitem(account.ENVIRONMENT, "LD_PRELOAD", str(built))
    draw, load, times = random.Random(SEED), Load(site, "failing"), 60 if soaking else 3
    with postgres.start(site.data) as server:
        site.start()  # joins the server that runs
        try:
            for _ in range(times):
                async with client(site) as http:
                    await load.enter(http)
                    working = [asyncio.create_task(load.work(http, draw)) for _ in range(6)]
                    await asyncio.sleep(draw.uniform(0.3, 0.8))
                    await asyncio.to_thread(fail, site, sign)
                    for task in working:
                        task.cancel()
                    ended = await asyncio.gather(*working, return_exceptions=True)
                    assert [one for one in ended if not isinstance(one, asyncio.CancelledError)] == []
            promised = len(load.reports)
            async with client(site) as http:
                await load.enter(http)
                resolved = await load.settle(http)

            assert promised
            assert {row["batch"]: row["n"] for row in await site.rows(STORED)} == dict.fromkeys(
                load.reports, 2
            )
            assert await site.rows(DOUBLED) == []
            panics = sum(one.read_text("utf-8").count("PANIC:") for one in server.log.iterdir())
            assert panics >= times
        finally:
            site.stop()
    tell(
        f"durability: {times} failed syncs, {panics} panics, {promised} batches acknowledged under load, {resolved} open ones resolved, "
        f"0 lost, 0 doubled; refusals {load.codes}, statuses {sorted(load.statuses)}"
    )
