"""A server as `exchange serve` makes it, in a thread with a loop of its own, and a ticker that measures how long that loop stood still."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import uvicorn
import uvloop

from exchange.cli.serve import configured

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.types import ASGIApp

    from exchange.settings import Settings

STALL = 0.1
"""Seconds that one request may hold up all others."""
TICK = 0.002


@dataclass
class House:
    """A running server."""

    server: uvicorn.Server
    port: int
    gaps: list[float] = field(default_factory=list)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def tick(self) -> None:
        """Note every gap between two rounds of the loop."""
        last = time.perf_counter()
        while True:
            await asyncio.sleep(TICK)
            now = time.perf_counter()
            self.gaps.append(now - last - TICK)
            last = now

    def longest(self, hostile: Callable[[], object]) -> float:
        """The longest stall while the request runs; best of three, for four cores are shared with others."""
        found = []
        for _ in range(3):
            time.sleep(0.05)
            self.gaps.clear()
            hostile()
            time.sleep(0.02)
            found.append(max(self.gaps, default=0.0))
            if found[-1] < STALL:
                break
        return min(found)

    def connect(self, source: str = "127.0.0.1") -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=20, source_address=(source, 0))


@contextmanager
def house(application: ASGIApp, settings: Settings, *, lifespan: bool = True) -> Iterator[House]:
    """Serve the application until the block ends."""
    config = configured(application, settings)
    config.lifespan = "on" if lifespan else "off"
    listening = socket.create_server(("127.0.0.1", 0))
    found = House(uvicorn.Server(config), listening.getsockname()[1])

    async def run() -> None:
        ticking = asyncio.create_task(found.tick())
        await found.server.serve([listening])
        ticking.cancel()

    thread = threading.Thread(target=lambda: uvloop.run(run()))
    thread.start()
    try:
        while not found.server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        yield found
    finally:
        found.server.should_exit = True
        thread.join(20)
