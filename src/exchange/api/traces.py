"""Traces for the operator's collector (OpenTelemetry, OTLP over HTTP): a span per request, below it what the time was spent on.

As in the metrics, nothing in them tells of anybody: address, status, codes and the hash of the document, from closed sets. Trace ids are
our own; one that a client sends could be a name for somebody, so it is not taken up.

Spans wait in a bounded queue and leave in a thread of their own. When the collector is slow or away they are dropped; no request waits.
This module is only imported when the operator names a collector.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

from exchange.api import logs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exchange.laps import Laps

QUEUE = 4096
"""Spans that wait for the collector; what comes then is dropped."""
EVERY = 1_000
"""Milliseconds between two deliveries."""
PATIENCE = 2
"""Seconds that a delivery may take, and that the last one is waited for when the server stops."""
SERVER_ERROR = 500


def attributes(
    path: str, document: str | None, status: int, codes: Iterable[str]
) -> dict[str, str | int | tuple[str, ...]]:
    """What a span says of its request."""
    told: dict[str, str | int | tuple[str, ...]] = {
        "http.route": path,
        "http.response.status_code": status,
        "exchange.codes": tuple(codes),
    }
    operation = logs.mark(document)
    return told if operation is None else told | {"exchange.operation": operation}


class Traces:
    """The spans of one process."""

    def __init__(self, collector: str) -> None:
        exporter = OTLPSpanExporter(f"{collector}/v1/traces", timeout=PATIENCE)
        self._provider = TracerProvider(
            resource=Resource({"service.name": "credit-exchange"}), shutdown_on_exit=False
        )
        self._provider.add_span_processor(
            BatchSpanProcessor(exporter, max_queue_size=QUEUE, schedule_delay_millis=EVERY)
        )
        self._tracer = self._provider.get_tracer("exchange")

    def request(self, path: str, document: str | None, status: int, codes: Iterable[str], laps: Laps) -> None:
        """A request that was answered, with its laps. Of the document only the hash is told."""
        first, last = laps.done[0][1], laps.done[-1][2]
        told = attributes(path, document, status, codes)
        span = self._tracer.start_span(path, kind=trace.SpanKind.SERVER, attributes=told, start_time=first)
        if status >= SERVER_ERROR:
            span.set_status(trace.StatusCode.ERROR)
        here = trace.set_span_in_context(span)
        for name, begun, ended in laps.done:
            self._tracer.start_span(name, context=here, start_time=begun).end(ended)
        span.end(last)

    async def close(self) -> None:
        """Deliver what waits, as far as the collector takes it in time."""
        await asyncio.to_thread(self._end)

    def _end(self) -> None:
        self._provider.force_flush(PATIENCE * 1000)
        self._provider.shutdown()
