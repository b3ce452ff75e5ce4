"""The application, composed in one visible place: routes, headers, lifespan.

Everything that has state is made when the application starts and closed when it ends; importing this module does no work.
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from exchange.api import explorer, logs, problems
from exchange.api.edge import Edge
from exchange.api.engine import Engine
from exchange.api.http import Endpoint
from exchange.api.schema import schema
from exchange.clock import Clock
from exchange.database import Database
from exchange.disclosure import policy
from exchange.errors import ExchangeError, MethodNotAllowed, NotFound
from exchange.grants import keys
from exchange.health import ready
from exchange.oauth.door import Door
from exchange.oauth.shell import Endpoints

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from exchange.settings import Settings


def build(settings: Settings) -> Starlette:
    """The application for a prepared database (`exchange.prepare`). Raises PolicyError when a disclosure rule is missing."""
    policy()
    logs.configure(settings.log_level)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with Database.open(settings) as db:
            await _open(app, settings, db)
            yield

    app = Starlette(
        lifespan=lifespan, exception_handlers={404: _missing, 405: _method, ExchangeError: problems.problem}
    )
    app.router.redirect_slashes = False  # a redirect would be built from whatever Host the client sent
    app.add_middleware(Edge)
    return app


async def _open(app: Starlette, settings: Settings, db: Database) -> None:
    clock = Clock(settings)
    async with db.writing() as session:
        await keys.ensure_key(session, clock)
    door = Door(db, clock, settings.issuer)
    engine = Engine(schema(), db, clock, door.refresh)
    app.router.routes[:] = [
        Endpoint(engine, door).route(),
        *Endpoints(db, clock, settings.issuer).routes(),
        *explorer.routes(schema().as_str()),
        Route("/healthz", _alive),
        Route("/readyz", _readiness(db)),
    ]


async def _alive(_: Request) -> Response:
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


def _readiness(db: Database) -> Callable[[Request], Awaitable[Response]]:
    async def readiness(_: Request) -> Response:
        found = await ready(db)
        good = all(state == "ok" for state in found.values())
        return JSONResponse(
            {"status": "ok" if good else "unavailable", **found},
            200 if good else 503,
            headers={"Cache-Control": "no-store"},
        )

    return readiness


async def _missing(request: Request, _: Exception) -> Response:
    return await problems.problem(request, NotFound(what="address"))


async def _method(request: Request, error: Exception) -> Response:
    allow = (getattr(error, "headers", None) or {}).get("Allow", "GET")
    return await problems.problem(request, MethodNotAllowed(method=request.method, allow=allow))
