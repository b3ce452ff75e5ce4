"""Traces: for the operator's collector, about nobody, and never in anybody's way."""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import httpx
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from exchange import policy_check
from exchange.api import logs
from exchange.app import build
from exchange.clock import Clock
from tests.api.collector import collector
from tests.query.test_corpus import WORLD

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from opentelemetry.proto.trace.v1.trace_pb2 import Span

    from exchange.database import Database
    from exchange.settings import Settings

ASKED = '{ subjects(search: "林大山") { totalCount edges { node { id name } } } }'
NOWHERE = "http://127.0.0.1:9"
SOON = 1.0
SLOW = 30.0


@asynccontextmanager
async def traced(settings: Settings, url: str | None) -> AsyncIterator[httpx.AsyncClient]:
    """The application with a collector, until it stops."""
    handlers, level = logging.root.handlers, logging.root.level
    made = build(replace(settings, traces_url=url))
    async with (
        made.router.lifespan_context(made),
        httpx.AsyncClient(transport=httpx.ASGITransport(made), base_url="http://test") as client,
    ):
        yield client
    logging.root.handlers, logging.root.level = handlers, level


@pytest.fixture
async def world(db: Database, settings: Settings) -> Settings:
    """The corpus' world."""
    async with db.writing() as session:
        await policy_check._build(session, WORLD, Clock(settings))
    return settings


def spans(received: list[bytes]) -> list[Span]:
    """The spans that the collector was sent."""
    messages = [ExportTraceServiceRequest.FromString(one) for one in received]
    return [
        span
        for message in messages
        for resource in message.resource_spans
        for scope in resource.scope_spans
        for span in scope.spans
    ]


def told(span: Span) -> dict[str, str]:
    """The attributes of a span, as text."""
    return {one.key: str(one.value).strip() for one in span.attributes}


async def test_a_request_is_a_span_and_its_laps_are_spans_below_it(world: Settings) -> None:
    with collector() as (url, received):
        async with traced(world, url) as web:
            await web.post("/graphql", json={"query": ASKED})
            await web.post("/graphql", json={"query": "{ broken"})
            await web.get("/nothing/350102198001011237")
        found = spans(received)

    whole = [one for one in found if not one.parent_span_id]
    assert [one.name for one in whole] == ["/graphql", "/graphql", "unknown"]
    assert str(logs.mark(ASKED)) in told(whole[0])["exchange.operation"]
    assert "SYNTAX_ERROR" in told(whole[1])["exchange.codes"]
    below = [one for one in found if one.parent_span_id == whole[0].span_id]
    assert [one.name for one in below] == ["read", "parse", "plan", "statement", "send"]
    assert whole[0].start_time_unix_nano == below[0].start_time_unix_nano
    assert whole[0].end_time_unix_nano == below[-1].end_time_unix_nano


async def test_nothing_tells_of_anybody(world: Settings) -> None:
    with collector() as (url, received):
        async with traced(world, url) as web:
            asked = {"query": ASKED}
            headers = {
                "traceparent": "00-11111111111111111111111111111111-2222222222222222-01",
                "Exchange-Case": "FJ-2026-0042",
            }
            await web.post("/graphql", json=asked, headers=headers)
            named = "query Lin350102199003071015($n: String!) { subjects(search: $n) { totalCount } }"
            await web.post("/graphql", json={"query": named, "variables": {"n": "林大山"}})
            await web.post(
                "/graphql", json={"query": '{ subject(by: {creditCode: "91350102MAFJ0001XP"}) { name } }'}
            )
        sent = b"".join(received)

    assert sent
    for word in (
        "林大山",
        "350102199003071015",
        "91350102MAFJ0001XP",
        "FJ-2026-0042",
        "subjects",
        "127.0.0.1",
        "\x11" * 16,
    ):
        assert word.encode() not in sent, word


async def test_a_collector_that_is_away_holds_up_no_request(world: Settings) -> None:
    async with traced(world, NOWHERE) as web:
        answers = [await web.post("/graphql", json={"query": ASKED}) for _ in range(3)]
        slowest = max(one.elapsed.total_seconds() for one in answers)
        stopping = time.monotonic()

    assert [one.status_code for one in answers] == [200, 200, 200]
    assert slowest < SOON
    assert time.monotonic() - stopping < 10 * SOON


async def test_a_collector_that_does_not_answer_holds_up_no_stop(world: Settings) -> None:
    with collector(SLOW) as (url, _):
        async with traced(world, url) as web:
            await web.post("/graphql", json={"query": ASKED})
            stopping = time.monotonic()
        assert time.monotonic() - stopping < 10 * SOON


def test_without_a_collector_nothing_of_it_is_imported() -> None:
    seen = "import sys, exchange.app; print(any(one.startswith('opentelemetry') for one in sys.modules))"
    done = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
