"""A file that was received whole is judged whatever stops in between: by itself, by one process, once."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import httpx
import pytest

from exchange.api import judging
from exchange.app import build
from exchange.clock import Clock
from exchange.grants import clients
from exchange.submissions import submit
from exchange.submissions.uploads import Uploads
from tests.api.test_submissions import JSON, WHERE, people, rows, settings, token

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import asyncpg

    from exchange.database import Database
    from exchange.settings import Settings

__all__ = ["settings"]


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "LOOK", 0.05)


@asynccontextmanager
async def process(settings: Settings, who: str = "sender") -> AsyncIterator[httpx.AsyncClient]:
    """One process of the exchange on the same folder, and a client of it."""
    app = build(settings)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=settings.issuer) as web,
    ):
        web.headers.update(await token(web, who))
        yield web


@asynccontextmanager
async def stopped(settings: Settings, patch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """A process received a file of three rows whole, and stopped before it judged it."""

    async def never(*_: object) -> None:
        await asyncio.sleep(60)

    with patch.context() as inner:
        inner.setattr(judging.Judge, "_ended", never)
        inner.setattr("exchange.api.submissions.PATIENCE", 0.05)
        async with process(settings) as web:
            told = await web.post("/submissions", params=WHERE, headers=JSON, content=rows(3))
    assert told.status_code == 202
    yield


async def _stored(owner: asyncpg.Connection[asyncpg.Record], number: int) -> int:
    found = 0
    for _ in range(100):
        found = await owner.fetchval("SELECT count(*) FROM submission_row")
        if found == number:
            break
        await asyncio.sleep(0.05)
    return found


async def test_what_waits_is_judged_after_a_start_though_nobody_asks(
    db: Database,
    settings: Settings,
    owner: asyncpg.Connection[asyncpg.Record],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with people(db, settings), stopped(settings, monkeypatch), process(settings) as web:
        stored = await _stored(owner, 3)
        await _until_done(web)
        told = await web.get("/submissions", params={"batch": "B-1"})

    assert stored == 3
    assert told.json()["state"] == "DONE"
    assert await owner.fetchval("SELECT count(DISTINCT submitted_by) FROM penalty") == 1
    assert await owner.fetchval("SELECT min(submitted_by) FROM penalty") == "sender"


async def test_of_two_processes_one_judges_and_the_other_tells_how_far_it_is(
    db: Database,
    settings: Settings,
    owner: asyncpg.Connection[asyncpg.Record],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("exchange.api.submissions.PATIENCE", 0.05)
    begun, on = asyncio.Event(), asyncio.Event()
    judged = []

    async def slow(*words: object, **more: object) -> object:
        judged.append(words[4])
        begun.set()
        await on.wait()
        return await submit(*words, **more)  # type: ignore[arg-type]  # as it came

    monkeypatch.setattr(judging, "submit", slow)
    async with people(db, settings), process(settings) as one, process(settings) as other:
        first = await one.post("/submissions", params=WHERE, headers=JSON, content=rows(3))
        await begun.wait()
        far = await other.get("/submissions", params={"batch": "B-1"})
        over = [
            await other.post("/submissions", params=WHERE, headers=JSON, content=rows(1)),
            await other.delete("/submissions", params={"batch": "B-1"}),
        ]
        on.set()
        await _until_done(other)
        stored = await owner.fetchval("SELECT count(*) FROM penalty")

    assert (first.status_code, far.status_code) == (202, 202)
    assert far.json() == {"state": "JUDGING", "batch": "B-1", "done": 0, "total": 3}
    assert [(one.status_code, one.json()["code"]) for one in over] == [(409, "UPLOAD_BUSY")] * 2
    assert (stored, judged) == (3, ["B-1"])


async def test_nothing_is_judged_in_the_name_of_who_was_revoked_and_its_department_can_still_ask_for_it(
    db: Database,
    settings: Settings,
    owner: asyncpg.Connection[asyncpg.Record],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with people(db, settings), stopped(settings, monkeypatch):
        async with db.writing() as session:
            await clients.revoke_client(session, Clock(settings), "test", "sender")
            after = clients.Wanted("a", "origin", "FJ_MARKET", "350000", client_id="a", secret="of a")
            await clients.create_client(session, Clock(settings), "test", after)
        async with process(settings, "a") as web:
            await asyncio.sleep(0.3)
            waited = await owner.fetchval("SELECT count(*) FROM submission_row")
            told = await web.get("/submissions", params={"batch": "B-1"})

    assert waited == 0
    assert told.json()["state"] == "DONE"
    assert await owner.fetchval("SELECT min(submitted_by) FROM penalty") == "a"


async def test_what_was_given_up_is_gone_after_a_day_and_what_waits_is_not(
    db: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    uploads = Uploads(settings.data_dir / "uploads")
    async with people(db, settings), stopped(settings, monkeypatch):
        async with process(settings) as web:
            part = {**JSON, "upload-complete": "?0"}
            await web.post("/submissions", params={**WHERE, "batch": "B-2"}, headers=part, content=b"[")
            await _until_done(web)
        half, whole = (uploads.find("FJ_MARKET", one, dry_run=False) for one in ("B-2", "B-1"))
        waiting = uploads.find("FJ_MARKET", "B-3", dry_run=False)
        half.folder.rename(waiting.folder)
        waiting.finish()
        assert (half.exists, whole.exists, waiting.waiting) == (False, True, True)

        monkeypatch.setattr("exchange.submissions.uploads.KEPT", -1)
        found = uploads.waiting()

    assert [one.folder for one in found] == [waiting.folder]
    assert not whole.folder.exists()


async def _until_done(web: httpx.AsyncClient) -> None:
    while (await web.get("/submissions", params={"batch": "B-1"})).json()["state"] != "DONE":
        await asyncio.sleep(0.05)
