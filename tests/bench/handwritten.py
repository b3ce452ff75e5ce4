"""The limit: a Starlette handler per question, with SQL written by hand and nothing that the question does not need.

`GET /<question>?…` for the public, `GET /granted/<question>?…` with a bearer token that is looked up in a dictionary, as a service with
an in-memory session would. `python -m tests.bench.handwritten` serves the database of the environment.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import uuid
from typing import TYPE_CHECKING, Any

import uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from exchange import postgres
from exchange.clock import Clock
from exchange.database.connect import reading_pool
from exchange.settings import Settings
from tests.bench.shapes import SHAPES

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from tests.bench.shapes import Shape

PORT = "BENCH_PORT"
CALLER = "BENCH_CALLER"
"""JSON: the client that is known, and what follows the data of each answer."""
TOKEN = "known-to-the-handler"
KIND = "application/graphql-response+json; charset=utf-8"
_READ: dict[str, Callable[[str], object]] = {
    "id": uuid.UUID, "first": int, "since": dt.date.fromisoformat
}  # fmt: skip


def build(settings: Settings, caller: dict[str, Any]) -> Starlette:
    """The application."""
    clock = Clock(settings)
    # The exchange's own pool, which costs less than the driver's: the limit shall not be lower than it need be.
    pools = {custom: reading_pool(settings, "exchange_reader", custom=custom) for custom in (False, True)}

    def handler(shape: Shape, *, granted: bool) -> Callable[[Request], Awaitable[Response]]:
        sql, told = shape.sql(granted=granted), caller["told"][shape.name][granted]
        head, tail = f'{{"data":{{"{shape.key}":'.encode(), b"}" + told.encode() + b"}"
        pool = pools[shape.name == "search"]

        async def answer(request: Request) -> Response:
            given = request.query_params
            arguments = [_READ.get(name, str)(given[name]) for name in shape.variables]
            now = clock.now()
            arguments.append(clock.day(now))
            if granted:
                if request.headers.get("authorization") != f"Bearer {TOKEN}":
                    return Response(status_code=401)
                agreement = uuid.UUID(request.headers["exchange-agreement"])
                arguments += [caller["client"], agreement, now, TOKEN]
            connection = await pool.acquire()
            try:
                found = await connection.fetchval(sql, *arguments)
            finally:
                pool.release(connection)
            return Response(head + found + tail, media_type=KIND)

        return answer

    routes = [Route(f"/{one.name}", handler(one, granted=False)) for one in SHAPES]
    routes += [
        Route("/alive", _alive),
        *(Route(f"/granted/{one.name}", handler(one, granted=True)) for one in SHAPES),
    ]
    return Starlette(routes=routes)


async def _alive(_: Request) -> Response:
    return Response()


def main() -> None:
    """Serve until stopped."""
    settings = Settings.load(
        {name: text for name, text in os.environ.items() if not name.startswith("BENCH_")}
    )
    with postgres.reachable(settings) as reachable:
        app = build(reachable, json.loads(os.environ[CALLER]))
        config = {"loop": "uvloop", "http": "httptools", "log_config": None, "access_log": False}
        uvicorn.run(app, port=int(os.environ[PORT]), proxy_headers=False, server_header=False, **config)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
