"""The database is slow, full, locked, cut off, changed or gone: 503 with a time to come back, in time, and all is well when it is back."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import httpx
import pytest

from exchange.database.pool import QUEUE
from tests.api.stub import code
from tests.hostile.conftest import staffed
from tests.hostile.house import house

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from exchange.settings import Settings
    from tests.hostile.house import House

READ = {"query": "{ penalties(first: 1) { edges { node { id } } } }"}
NOTHING: dict[str, Any] = {"data": {"penalties": {"edges": []}}}
MOVE = {
    "query": 'mutation { submitRecords(input: {batch: "b", penalties: [{}]}) { __typename ... on Refused { code } } }'
}
AT_ONCE = 1.2
"""Seconds: less than anybody waits, much more than a refusal takes."""


@pytest.fixture
def narrow(settings: Settings) -> Iterator[House]:
    """A server with one connection of each kind."""
    few = replace(settings, read_pool=1, write_pool=1)
    with house(staffed(few), few) as found:
        yield found


def web(found: House, **headers: str) -> httpx.AsyncClient:
    limits = httpx.Limits(max_connections=200)
    return httpx.AsyncClient(base_url=found.base, headers=headers, timeout=20, limits=limits)


@asynccontextmanager
async def locked(owner: asyncpg.Connection[asyncpg.Record], table: str) -> AsyncIterator[None]:
    """Nobody else gets at the table inside the block."""
    running = owner.transaction()
    await running.start()
    await owner.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
    try:
        yield
    finally:
        await running.rollback()


def is_busy(answer: httpx.Response) -> bool:
    """Whether the client is told to come back, and when."""
    body = answer.json()
    return (
        answer.status_code == 503
        and body["errors"][0]["extensions"]["code"] in {"UNAVAILABLE", "TIMED_OUT"}
        and ("retry-after" in answer.headers or body["errors"][0]["extensions"]["code"] == "TIMED_OUT")
    )


async def test_a_locked_table_is_unavailable_after_half_a_second(
    narrow: House, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    async with web(narrow) as asking:
        await asking.post("/graphql", json=READ)  # what is read and compiled once shall not count
        async with locked(owner, "penalty"):
            started = time.monotonic()
            refused = await asking.post("/graphql", json=READ)
            spent = time.monotonic() - started
        answered = await asking.post("/graphql", json=READ)

    assert (refused.status_code, code(refused)) == (503, "UNAVAILABLE")
    assert refused.headers["retry-after"] == "2"
    assert 0.4 < spent < 2
    assert answered.json() == NOTHING


@pytest.mark.parametrize(
    ("asked", "table", "headers"),
    [(READ, "penalty", {}), (MOVE, "department", {"Authorization": "origin"})],
    ids=["reading", "writing"],
)
async def test_a_full_pool_refuses_at_once_what_would_wait_in_vain(
    narrow: House,
    owner: asyncpg.Connection[asyncpg.Record],
    asked: dict[str, str],
    table: str,
    headers: dict[str, str],
) -> None:
    """One is at work, sixteen wait their turn and give up; whoever comes then is told at once."""
    async with web(narrow, **headers) as asking:
        await asking.post("/graphql", json=asked)
        async with locked(owner, table):
            running = [asyncio.create_task(asking.post("/graphql", json=asked)) for _ in range(QUEUE + 20)]
            done, waiting = await asyncio.wait(running, timeout=AT_ONCE)
            everything = await asyncio.gather(*running)
        after = await asking.post("/graphql", json=asked)

    assert waiting
    assert len(done) >= 15
    assert all(is_busy(one.result()) for one in done)
    assert not any(one.status_code == 500 or "INTERNAL_ERROR" in one.text for one in everything)
    assert all("UNAVAILABLE" in one.text for one in everything)
    assert after.status_code == 200
    assert "UNAVAILABLE" not in after.text


async def test_connections_cut_under_way_are_replaced(
    served: House, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    cut = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    got: list[httpx.Response] = []
    async with web(served) as asking:
        for _ in range(5):
            running = [asyncio.create_task(asking.post("/graphql", json=READ)) for _ in range(10)]
            await owner.fetchval(cut)
            got += await asyncio.gather(*running)
        await asyncio.sleep(0.1)
        after = [await asking.post("/graphql", json=READ) for _ in range(3)]

    assert {one.status_code for one in got} <= {200, 503}
    assert all(one.status_code == 200 or is_busy(one) for one in got)
    assert after[-1].json() == NOTHING


async def test_a_database_that_is_away_is_unavailable_until_it_is_back(
    served: House, database_url: str, settings: Settings
) -> None:
    parts = urlsplit(database_url)
    name = parts.path.strip("/")
    boss: Any = await asyncpg.connect(urlunsplit(parts._replace(path="/postgres")))
    try:
        async with web(served, Authorization="keeper") as asking:
            before = await asking.post("/graphql", json=READ)
            await boss.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
            await boss.execute(
                f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{name}'"
            )
            await asyncio.sleep(0.1)
            away = [await asking.post("/graphql", json=READ) for _ in range(3)]
            await boss.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
            back = await asking.post("/graphql", json=READ)
    finally:
        await boss.close()

    assert before.status_code == 200 or "UNAUTHENTICATED" in before.text
    assert [(one.status_code, code(one)) for one in away] == [(503, "UNAVAILABLE")] * 3
    assert back.status_code == before.status_code


async def test_a_table_changed_under_a_prepared_statement_is_no_error(
    served: House, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    async with web(served) as asking:
        before = await asking.post("/graphql", json=READ)
        await owner.execute("ALTER TABLE penalty ADD COLUMN added integer")
        after = [await asking.post("/graphql", json=READ) for _ in range(3)]

    assert before.json() == NOTHING
    assert [one.json() for one in after] == [NOTHING] * 3


async def test_a_client_that_does_not_read_its_answer_holds_no_connection(settings: Settings) -> None:
    app = staffed(replace(settings, read_pool=1))
    hung = asyncio.Event()

    async def never(message: Any) -> None:  # noqa: ANN401 - an ASGI message
        hung.set()
        await asyncio.Event().wait()

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b""}

    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as asking,
    ):
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/graphql",
            "query_string": b"query={penalties(first:1){edges{node{id}}}}",
            "headers": [],
            "client": ("192.0.2.1", 1),
        }
        task = asyncio.create_task(app(scope, receive, never))
        await asyncio.wait_for(hung.wait(), 10)

        answered = await asyncio.wait_for(asking.post("/graphql", json=READ), 10)

        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert answered.json() == NOTHING
