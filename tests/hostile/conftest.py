"""One server without a database for what must never reach one."""

from __future__ import annotations

import os
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import pytest
from starlette.applications import Starlette
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from exchange.access import ANONYMOUS
from exchange.api.edge import Edge
from exchange.api.engine import Engine
from exchange.api.http import Endpoint
from exchange.api.schema import schema
from exchange.app import Exchange
from exchange.clock import Clock
from exchange.database import Database
from exchange.settings import Settings
from tests.api.conftest import KEEPER, ORIGIN
from tests.api.stub import Stub
from tests.hostile.house import House, house

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from exchange.access import Caller
    from exchange.oauth.door import Door


BIG = 32 * 1024 * 1024
"""Bytes of an answer that fits into no buffer."""
PAGE = 128 * 1024
"""Bytes of one page of a download."""


@pytest.fixture(scope="session")
def bare() -> Iterator[House]:
    """`/graphql` with the real engine, and nothing behind it."""
    stub = Stub()
    endpoint = Endpoint(cast("Engine", stub), cast("Door", stub))
    pages = Route("/pages", lambda _: StreamingResponse(b"x" * PAGE for _ in range(BIG // PAGE)))
    app = Starlette(routes=[endpoint.route(), Route("/big", lambda _: Response(b"x" * BIG)), pages])
    app.add_middleware(Edge)
    known = {name: value for name, value in os.environ.items() if not name.startswith("EXCHANGE_")}
    settings = Settings.load(known | {"EXCHANGE_CONNECTIONS_PER_ADDRESS": "40", "EXCHANGE_CONNECTIONS": "50"})
    with house(app, settings, lifespan=False) as found:
        yield found


@dataclass
class Staff:
    """Stands for the door: callers by a word."""

    async def resolve(self, authorization: str | None, *_: str | None) -> Caller:
        """Who says the word."""
        return {None: ANONYMOUS, "origin": ORIGIN, "keeper": KEEPER}[authorization]


async def _same(caller: Caller) -> Caller:
    return caller


def staffed(settings: Settings) -> Exchange:
    """The application over a database, with a door that takes a word for a token."""

    @asynccontextmanager
    async def lifespan(app: Exchange) -> AsyncIterator[None]:
        async with Database.open(settings) as db:
            engine = Engine(schema(), db, Clock(settings), _same)
            app.graphql = Edge(Endpoint(engine, cast("Door", Staff())))
            yield

    return Exchange(lifespan=lifespan)


@pytest.fixture
def served(settings: Settings) -> Iterator[House]:
    """The engine over this test's database."""
    with house(staffed(settings), settings) as found:
        yield found
