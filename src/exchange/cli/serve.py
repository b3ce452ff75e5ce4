"""`exchange serve`: the exchange over HTTP, until Ctrl-C or SIGTERM.

The port is taken before anything else is started, so that a port in use is told at once and leaves nothing behind. Requests that run
when the signal comes are answered; then the pools close, then the embedded PostgreSQL stops, if nobody else uses it.
"""

from __future__ import annotations

import asyncio
import os
import socket
from typing import TYPE_CHECKING

import uvicorn

from exchange import postgres
from exchange.app import build
from exchange.cli import app
from exchange.errors import StartupError
from exchange.prepare import prepare
from exchange.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

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
    config = uvicorn.Config(
        build(settings),
        loop="uvloop",
        http="httptools",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE,
    )
    server = _Server(config, announce)
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        return
    except SystemExit as error:
        raise StartupError("The server could not start; the lines above say why.") from error
    if not server.started:
        raise StartupError("The server could not start; the lines above say why.")


class _Server(uvicorn.Server):
    """Says when it is ready."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start as always, then say so."""
        await super().startup(sockets)
        if self.started:
            self._announce()
