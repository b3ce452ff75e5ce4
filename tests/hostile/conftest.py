"""One server without a database for what must never reach one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, cast

import pytest
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from exchange.api.edge import Edge
from exchange.api.http import Endpoint
from exchange.settings import Settings
from tests.api.stub import Stub
from tests.hostile.house import House, house

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchange.api.engine import Engine
    from exchange.oauth.door import Door


BIG = 32 * 1024 * 1024
"""Bytes of an answer that fits into no buffer."""


@pytest.fixture(scope="session")
def bare() -> Iterator[House]:
    """`/graphql` with the real engine, and nothing behind it."""
    stub = Stub()
    endpoint = Endpoint(cast("Engine", stub), cast("Door", stub))
    app = Starlette(routes=[endpoint.route(), Route("/big", lambda _: Response(b"x" * BIG))])
    app.add_middleware(Edge)
    known = {name: value for name, value in os.environ.items() if not name.startswith("EXCHANGE_")}
    settings = Settings.load(known | {"EXCHANGE_CONNECTIONS_PER_ADDRESS": "40"})
    with house(app, settings, lifespan=False) as found:
        yield found
