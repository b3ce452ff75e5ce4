"""`exchange serve`: the exchange over HTTP, until Ctrl-C or SIGTERM.

The port is taken before anything else is started, so that a port in use is told at once and leaves nothing behind. Requests that run
when the signal comes are answered; then the pools close, then the embedded PostgreSQL stops, if nobody else uses it.

SIGTERM comes from a machine that moves the traffic elsewhere: `/readyz` turns to 503 first, and requests are answered for a while longer.
Ctrl-C comes from a person who waits. A second signal of either kind stops at once.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import time
from typing import TYPE_CHECKING

import uvicorn

from exchange import postgres
from exchange.app import build
from exchange.cli import app
from exchange.errors import StartupError
from exchange.prepare import prepare
from exchange.settings import Settings
from exchange.wire.crowd import IDLE, Crowd
from exchange.wire.protocol import guarded

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from starlette.types import ASGIApp

    from exchange.app import Exchange

GRACE = 10
"""Seconds that running requests have to end."""


@app.command()
def serve() -> None:
    """Serve the exchange: GraphQL, OAuth, explorer, health."""
    settings = Settings.load(os.environ)
    with listener(settings) as listening, postgres.reachable(settings) as reachable:
        asyncio.run(prepare(reachable))
        answer(reachable, listening, lambda: print(f"Listening on {address(settings)}", flush=True))


def listener(settings: Settings) -> socket.socket:
    """The port, taken. StartupError when it is in use or not ours to take."""
    try:
        found = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        family, kind, protocol, _, where = found[0]
        taken = socket.socket(family, kind, protocol)
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(where)
        taken.listen(2048)
    except OSError as error:
        problem = (
            f"The address {settings.host} port {settings.port} cannot be listened on ({error.strerror}). "
            "Stop the program that uses it, or set EXCHANGE_HOST and EXCHANGE_PORT to others."
        )
        raise StartupError(problem) from None
    return taken


def address(settings: Settings) -> str:
    """Where a program on this machine reaches the exchange."""
    anywhere = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - recognised, not chosen
    host = anywhere.get(settings.host) or (f"[{settings.host}]" if ":" in settings.host else settings.host)
    return f"http://{host}:{settings.port}"


def answer(settings: Settings, listening: socket.socket, announce: Callable[[], None]) -> None:
    """Answer requests until a signal; `announce` is called once when the first can be answered."""
    application = build(settings)
    server = _Server(configured(application, settings), announce, application, settings.drain)
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        return
    except SystemExit as error:
        raise StartupError("The server could not start; the lines above say why.") from error
    if not server.started:
        raise StartupError("The server could not start; the lines above say why.")


def configured(application: ASGIApp, settings: Settings) -> uvicorn.Config:
    """How the server treats the net."""
    return uvicorn.Config(
        application,
        loop="uvloop",
        http=guarded(Crowd(settings.connections_per_address, settings.connections, settings.trusted_proxies)),
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_keep_alive=IDLE,
        timeout_graceful_shutdown=GRACE,
    )


class _Server(uvicorn.Server):
    """Says when it is ready, and when it is about to stop."""

    def __init__(
        self, config: uvicorn.Config, announce: Callable[[], None], application: Exchange, drain: int
    ) -> None:
        super().__init__(config)
        self._announce = announce
        self._application = application
        self._drain = drain
        self._until: float | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start as always, then say so."""
        await super().startup(sockets)
        if self.started:
            self._announce()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """The first SIGTERM begins the drain; any second signal ends everything."""
        again = self._until is not None or self.should_exit
        if again or sig != signal.SIGTERM or not self._drain:
            super().handle_exit(sig, frame)
            self.force_exit = self.force_exit or again
            return
        self._captured_signals.append(sig)
        self._application.stopping = True
        self._until = time.monotonic() + self._drain

    async def on_tick(self, counter: int) -> bool:
        """Stop when the drain is over."""
        self.should_exit = self.should_exit or (self._until is not None and time.monotonic() >= self._until)
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """However hurried, the pools are closed: what is cut off behind them would only be noise in two logs."""
        await super().shutdown(sockets)
        if self.force_exit:
            await self.lifespan.shutdown()
