"""`/metrics`: for whoever holds the operator's token, and nothing in it that tells of anybody."""

from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import httpx
import pytest
import sqlalchemy as sa

from exchange import feed, policy_check
from exchange.api import logs
from exchange.api.metrics import OPERATIONS, Metrics
from exchange.app import build
from exchange.audit import Entry
from exchange.clock import Clock
from exchange.grants import clients
from exchange.laps import Laps
from exchange.model import change
from tests.query.test_corpus import WORLD

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import asyncpg

    from exchange.database import Database
    from exchange.settings import Settings

HOUR = 3600.0
CHANGED = Entry(
    at=datetime.now(UTC) - timedelta(hours=2),
    actor="a clerk",
    client=None,
    department=None,
    item="penalty",
    subject_id=uuid4(),
    record_id=uuid4(),
    move="publish",
    state_before="SHARED",
    state_after="PUBLISHED",
)
TOKEN = "operator-0123456789abcdef"
ADDRESS = {"Authorization": f"Bearer {TOKEN}"}
NAMES = '{ subjects(search: "林大山") { totalCount } }'


@pytest.fixture
async def web(db: Database, settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """The application over the corpus' world, with a known client."""
    handlers, level = logging.root.handlers, logging.root.level
    async with db.writing() as session:
        await policy_check._build(session, WORLD, Clock(settings))
        wanted = clients.Wanted(
            "纪检",
            "discipline",
            "FJ_FINANCE",
            "350000",
            client_id="lin-dashan-office",
            secret="a secret of theirs",
        )
        await clients.create_client(session, Clock(settings), "test", wanted)
    made = build(replace(settings, metrics_token=TOKEN))
    async with (
        made.router.lifespan_context(made),
        httpx.AsyncClient(transport=httpx.ASGITransport(made), base_url="http://test") as client,
    ):
        yield client
    logging.root.handlers, logging.root.level = handlers, level


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": f"bearer {TOKEN}x"}]
)
async def test_without_the_token_there_is_no_such_address(
    web: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    answer = await web.get("/metrics", headers=headers)
    missing = await web.get("/nothing-is-here")

    assert (answer.status_code, answer.json()) == (404, missing.json())


async def test_an_exchange_without_a_metrics_token_counts_nothing(settings: Settings) -> None:
    made = build(settings)

    assert made.metrics is None


async def test_requests_refusals_pools_and_caches_are_counted(web: httpx.AsyncClient) -> None:
    asked = "{ penalties { totalCount } }"
    for _ in range(3):
        await web.post("/graphql", json={"query": asked})
    await web.post("/graphql", json={"query": '{ penalties(where: {fine: {from: "x"}}) { totalCount } }'})
    await web.get("/nothing/350102198001011237")

    text = (await web.get("/metrics", headers=ADDRESS)).text

    mark = logs.mark(asked)
    assert f'exchange_request_seconds_count{{operation="{mark}",path="/graphql",status="200"}} 3.0' in text
    assert 'exchange_refusals_total{code="VALIDATION_FAILED"} 1.0' in text
    assert 'path="unknown",status="404"' in text
    assert 'exchange_pool{login="exchange_public",state="idle"}' in text
    assert 'exchange_cache_entries{cache="plans"} 1.0' in text
    assert "exchange_loop_lag_seconds" in text
    assert "exchange_policy_info" in text


async def test_nothing_tells_of_anybody(web: httpx.AsyncClient) -> None:
    form = {
        "grant_type": "client_credentials",
        "client_id": "lin-dashan-office",
        "client_secret": "a secret of theirs",
    }
    token = (await web.post("/oauth/token", data=form)).json()["access_token"]
    headers = {
        "Authorization": f"Bearer {token}",
        "Exchange-Case": "FJ-2026-0042",
        "X-Forwarded-For": "203.0.113.9",
    }
    for document, variables in (
        (NAMES, {}),
        (
            "query Lin350102199003071015($n: String!) { subjects(search: $n) { totalCount edges { node { id name } } } }",
            {"n": "林大山"},
        ),
        ('{ subject(by: {creditCode: "91350102MAFJ0001XP"}) { name legalRepresentative } }', {}),
        ("{ broken", {}),
    ):
        await web.post("/graphql", json={"query": document, "variables": variables}, headers=headers)

    text = (await web.get("/metrics", headers=ADDRESS)).text

    for told in (
        "林大山",
        "lin-dashan",
        "350102199003071015",
        "91350102MAFJ0001XP",
        "陈晓明",
        "FJ-2026-0042",
        "203.0.113.9",
        "127.0.0.1",
        "subjects",
        TOKEN,
    ):
        assert told not in text, told


def test_operations_have_a_bounded_number_of_labels() -> None:
    counts, laps = Metrics(), Laps()
    laps.lap("send")

    for number in range(OPERATIONS + 50):
        counts.request("/graphql", f"{{ a{number}: __typename }}", 200, (), laps)

    text = counts.text().decode()
    assert text.count("exchange_request_seconds_count") == OPERATIONS + 1
    assert 'exchange_request_seconds_count{operation="other",path="/graphql",status="200"} 50.0' in text


async def test_changes_held_up_by_an_older_transaction_are_told(
    web: httpx.AsyncClient, db: Database, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    before = (await web.get("/metrics", headers=ADDRESS)).text
    async with owner.transaction():
        await owner.fetchval("SELECT pg_current_xact_id()")
        async with db.writing() as session:
            await session.execute(sa.insert(change).values(feed.row(CHANGED)))
        during = (await web.get("/metrics", headers=ADDRESS)).text
    async with asyncio.timeout(20):  # the tests beside this one have transactions, too
        while lag(after := (await web.get("/metrics", headers=ADDRESS)).text):
            await asyncio.sleep(0.05)

    assert "exchange_change_log_held 0.0" in before
    assert "exchange_change_log_held 1.0" in during
    assert lag(during) > HOUR
    assert "exchange_change_log_held 0.0" in after


def lag(text: str) -> float:
    """The lag that the metrics tell, in seconds."""
    line = next(one for one in text.splitlines() if one.startswith("exchange_change_log_lag_seconds "))
    return float(line.split()[1])


async def test_the_loops_lag_is_the_longest_since_the_last_reading() -> None:
    counts = Metrics()
    counts._worst = 0.5

    first, second = counts.text().decode(), counts.text().decode()

    assert "exchange_loop_lag_seconds 0.5" in first
    assert "exchange_loop_lag_seconds 0.0" in second
    assert json.dumps(first)
