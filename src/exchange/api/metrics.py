"""What an operator watches, as Prometheus reads it: counts, times and sizes, and nothing that tells of anybody.

Labels come from closed sets: addresses that the application serves, codes of the error catalogue, logins. An operation stands under the
hash of its document, and only the first `OPERATIONS` of them; a client, a caller, an address or a text is never a label.

`/metrics` answers to a bearer token that the operator sets; without one there is no such address, and nothing is counted.
"""

from __future__ import annotations

import asyncio
import hmac
import time
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from starlette.responses import Response
from starlette.routing import Route

from exchange import feed
from exchange.api import logs
from exchange.disclosure import policy
from exchange.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prometheus_client import Metric
    from starlette.requests import Request

    from exchange.api.engine import Engine
    from exchange.laps import Laps
    from exchange.query.run import Runner

PATH = "/metrics"
OPERATIONS = 200
"""Operations with a label of their own; the rest are `other`."""
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
BEAT = 0.25
"""Seconds between two looks at the event loop."""


class Metrics:
    """The counts of one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Histogram(
            "exchange_request_seconds", "Time to answer.", ("path", "operation", "status"), buckets=BUCKETS, registry=self.registry
        )  # fmt: skip
        self._refusals = Counter(
            "exchange_refusals", "Errors told, by code.", ("code",), registry=self.registry
        )
        self._lag = Gauge(
            "exchange_loop_lag_seconds",
            "Longest wait for the event loop since the last reading.",
            registry=self.registry,
        )
        self._held = Gauge(
            "exchange_change_log_held", "Changes that wait for an older transaction before readers get them.", registry=self.registry
        )  # fmt: skip
        self._behind = Gauge(
            "exchange_change_log_lag_seconds", "Age of the oldest of them.", registry=self.registry
        )
        self._known: dict[tuple[str, str, int], Histogram] = {}
        self._operations: set[str] = set()
        self._worst = 0.0
        self._rooms: Rooms | None = None
        self._runner: Runner | None = None

    def request(self, path: str, document: str | None, status: int, codes: Iterable[str], laps: Laps) -> None:
        """A request that was answered. `document` is the text asked for; only its hash is kept."""
        key = (path, self._operation(document), status)
        child = self._known.get(key)
        if child is None:
            child = self._known[key] = self._requests.labels(path, key[1], str(status))
        child.observe((laps.done[-1][2] - laps.done[0][1]) / 1e9)
        for code in codes:
            self._refusals.labels(code).inc()

    def _operation(self, document: str | None) -> str:
        found = logs.mark(document)
        if found is None:
            return "none"
        if found not in self._operations:
            if len(self._operations) >= OPERATIONS:
                return "other"
            self._operations.add(found)
        return found

    def look_at(self, engine: Engine) -> None:
        """Pools and caches from now on are those of this engine: an application may start again."""
        if self._rooms is not None:
            self.registry.unregister(self._rooms)
        self._rooms = Rooms(engine)
        self._runner = engine.runner
        self.registry.register(self._rooms)

    async def watch(self) -> None:
        """Measure how late the event loop wakes us, until cancelled."""
        while True:
            due = time.perf_counter() + BEAT
            await asyncio.sleep(BEAT)
            self._worst = max(self._worst, time.perf_counter() - due)

    async def look_at_changes(self) -> None:
        """Measure how far the readers of the change log are held up."""
        if self._runner is None:
            return
        async with self._runner.db.writing() as session:
            number, oldest = tuple((await session.execute(feed.held())).one())
        self._held.set(number)
        self._behind.set(max(0.0, (self._runner.clock.now() - oldest).total_seconds()) if oldest else 0.0)

    def text(self) -> bytes:
        """Everything, as of now."""
        self._lag.set(self._worst)
        self._worst = 0.0
        return generate_latest(self.registry)

    def route(self, token: str) -> Route:
        """`/metrics`, for whoever holds the token; to everybody else there is no such address."""
        wanted = f"Bearer {token}".encode()

        async def metrics(request: Request) -> Response:
            given = request.headers.get("authorization", "").encode()
            if not hmac.compare_digest(given, wanted):
                raise NotFound(what="address")
            await self.look_at_changes()
            return Response(
                self.text(), headers={"Content-Type": CONTENT_TYPE_LATEST, "Cache-Control": "no-store"}
            )

        return Route(PATH, metrics)


class Rooms(Collector):
    """Pools and caches, looked at when somebody reads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def collect(self) -> Iterator[Metric]:
        """As Prometheus asks for it."""
        pools = GaugeMetricFamily(
            "exchange_pool", "Connections of the reading logins.", labels=("login", "state")
        )
        for name, pool in self._engine.runner.db.pools():
            for state, number in pool.numbers().items():
                pools.add_metric((name, state), number)
        yield pools
        caches = GaugeMetricFamily("exchange_cache_entries", "What is kept.", labels=("cache",))
        caches.add_metric(("documents",), len(self._engine.documents.kept))
        caches.add_metric(("plans",), len(self._engine.runner.plans))
        yield caches
        yield GaugeMetricFamily(
            "exchange_plans_compiled", "Statements compiled so far.", value=self._engine.runner.compiled
        )
        rules = InfoMetricFamily("exchange_policy", "The rules in force.")
        rules.add_metric((), {"version": policy().version})
        yield rules
