"""A load of HTTP requests from one process: so many connections, each sending its next request when the last is answered.

Run as a program of its own (`python -m tests.bench.load`), so that neither side's processor time holds the other up. It reads one JSON
object from standard input and prints one: requests per second, latencies, and whether every answer was as long as the first.
"""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import statistics
import sys
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import uvloop

if TYPE_CHECKING:
    from collections.abc import Iterator


LEAST = 2
"""Answers that are waited for, however slow: there is no median of fewer."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Rate in requests per second, latencies in milliseconds, answers other than 200."""

    rate: float
    p50: float
    p99: float
    answered: int
    failed: int


class _Connection(asyncio.Protocol):
    """One keep-alive connection, one request at a time."""

    def __init__(self, requests: Iterator[bytes], latencies: list[float], until: float) -> None:
        self._requests, self._latencies, self._until = requests, latencies, until
        self._read = bytearray()
        self._missing = -1
        self._sent = 0.0
        self.failed = 0
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._next()

    def _next(self) -> None:
        self._sent = time.perf_counter()
        if self._sent >= self._until and len(self._latencies) >= LEAST:
            self._transport.close()
            return
        self._transport.write(next(self._requests))  # type: ignore[attr-defined]  # a stream's transport writes

    def data_received(self, data: bytes) -> None:
        self._read += data
        if self._missing < 0:
            self._head()
        if 0 <= self._missing <= len(self._read):
            self._latencies.append(time.perf_counter() - self._sent)
            self._read.clear()
            self._missing = -1
            self._next()

    def _head(self) -> None:
        end = self._read.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self._read[:end]).lower()
        self.failed += not head.startswith(b"http/1.1 200")
        length = head.partition(b"content-length:")[2].partition(b"\r\n")[0]
        self._missing = end + 4 + int(length)

    def connection_lost(self, _: Exception | None) -> None:
        self.done.set_result(None)


async def hammer(host: str, port: int, requests: list[bytes], connections: int, seconds: float) -> Measured:
    """Send the requests, in turn, over so many connections for so many seconds."""
    loop, latencies, turn = asyncio.get_running_loop(), list[float](), itertools.cycle(requests)
    started = time.perf_counter()
    made = [
        (await loop.create_connection(lambda: _Connection(turn, latencies, started + seconds), host, port))[1]
        for _ in range(connections)
    ]
    await asyncio.gather(*(one.done for one in made))
    spent = time.perf_counter() - started
    ranked = statistics.quantiles(latencies, n=100, method="inclusive")
    return Measured(
        rate=len(latencies) / spent,
        p50=ranked[49] * 1000,
        p99=ranked[98] * 1000,
        answered=len(latencies),
        failed=sum(one.failed for one in made),
    )


def main() -> None:
    """One measurement, from standard input to standard output."""
    asked = json.load(sys.stdin)
    requests = [base64.b64decode(one) for one in asked.pop("requests")]
    print(json.dumps(asdict(uvloop.run(hammer(requests=requests, **asked)))))


if __name__ == "__main__":
    main()
