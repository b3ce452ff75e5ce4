"""The application, composed in one visible place: routes, headers, lifespan.

Everything that has state is made when the application starts and closed when it ends; importing this module does no work.
"""

from __future__ import annotations

import asyncio
import gc
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from exchange import worker
from exchange.api import explorer, fields_page, http, logs, problems, trusted
from exchange.api.case_documents import CaseDocuments
from exchange.api.edge import Edge
from exchange.api.engine import Engine
from exchange.api.extracts import Extracts
from exchange.api.feeds import Feeds
from exchange.api.judging import Judge
from exchange.api.metrics import Metrics
from exchange.api.open_data import Downloads
from exchange.api.schema import schema
from exchange.api.shares import Shares
from exchange.api.submissions import Submissions
from exchange.calendar import working_days
from exchange.clock import Clock
from exchange.database import Database
from exchange.database.owner import Owner
from exchange.disclosure import policy
from exchange.divisions import divisions
from exchange.errors import ExchangeError, MethodNotAllowed, NotFound
from exchange.forbidden import forbidden_rules
from exchange.grants import keys
from exchange.grants.uses import Uses
from exchange.health import ready
from exchange.oauth import metadata
from exchange.oauth.authorize import Authorization
from exchange.oauth.door import Door
from exchange.oauth.issuer import Issuer, Registration
from exchange.oauth.shell import Endpoints
from exchange.oauth.sign_in import SignIn
from exchange.submissions.own_mappings import OwnMappings
from exchange.submissions.uploads import Uploads
from exchange.web.consent import Consent
from exchange.web.console import registry
from exchange.web.console.house import Console
from exchange.web.cookies import Cookie
from exchange.web.people import People

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import Receive, Scope, Send

    from exchange.api.traces import Traces
    from exchange.settings import Settings


class Exchange(Starlette):
    """Starlette, with a short way for the address that nearly every request goes to: middleware and router cost as much as a query."""

    graphql: Edge | None = None
    submissions: Submissions | None = None
    metrics: Metrics | None = None
    traces: Traces | None = None
    watching: asyncio.Task[None] | None = None
    uses: Uses | None = None
    stopping = False
    """Set when the server is about to stop: no more requests should be sent here."""

    @property
    def watchers(self) -> tuple[Metrics | Traces, ...]:
        """Who wants to know of every request."""
        return tuple(one for one in (self.metrics, self.traces) if one is not None)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request to `/graphql` or to everything else."""
        if self.graphql is not None and scope["type"] == "http" and scope["path"] == http.PATH:
            scope["app"], scope["endpoint"] = self, self.graphql
            await self.graphql(scope, receive, send)
            return
        await super().__call__(scope, receive, send)


def build(settings: Settings) -> Exchange:
    """The application for a prepared database (`exchange.prepare`). Raises PolicyError when a disclosure rule is missing."""
    policy()
    for table in (divisions, forbidden_rules, working_days):
        table()  # read now: the first caller to need one should not hold up the others while files are read
    logs.configure(settings.log_level)

    @asynccontextmanager
    async def lifespan(app: Exchange) -> AsyncIterator[None]:
        async with Database.open(settings) as db:
            await _open(app, settings, db)
            gc.collect()
            gc.freeze()  # schema and rules live as long as the process: they need not be looked through again and again
            app.uses = Uses(db, Clock(settings))
            noting = asyncio.create_task(app.uses.run())
            working = (
                asyncio.create_task(worker.run(db, Clock(settings), settings.region))
                if settings.worker
                else None
            )
            yield
            gc.unfreeze()
            if working is not None:
                working.cancel()
            if app.submissions is not None:
                await app.submissions.judge.close()
            if app.watching is not None:
                app.watching.cancel()
            noting.cancel()
            if app.uses is not None:
                await app.uses.flush()
        if app.traces is not None:
            await app.traces.close()

    app = Exchange(
        lifespan=lifespan, exception_handlers={404: _missing, 405: _method, ExchangeError: problems.problem}
    )
    app.router.redirect_slashes = False  # a redirect would be built from whatever Host the client sent
    app.metrics = Metrics() if settings.metrics_token else None
    app.traces = _traces(settings.traces_url) if settings.traces_url else None
    app.add_middleware(
        Edge, resource_metadata=_resource(settings), watchers=app.watchers, uses=lambda: app.uses
    )
    return app


async def _open(app: Exchange, settings: Settings, db: Database) -> None:
    clock = Clock(settings)
    async with db.writing() as session:
        await keys.ensure_key(session, clock)
    door = Door(db, clock, settings.issuer)
    shares = Shares(settings.documents_per_minute, settings.cost_per_minute)
    engine = Engine(schema(), db, clock, door.refresh)
    engine.owner = Owner(settings)
    known = trusted.load(_folders(settings), engine.documents, only=settings.trusted_only)
    app.graphql = Edge(
        http.Endpoint(engine, door, shares, known), _resource(settings), app.watchers, lambda: app.uses
    )
    uploads = Uploads(settings.data_dir / "uploads")
    own = OwnMappings.of(settings)
    app.submissions = Submissions(engine, door, uploads, own, Judge(engine, uploads))
    app.submissions.judge.begin()
    app.router.routes[:] = [
        *app.submissions.routes(),
        *CaseDocuments(engine, door).routes(),
        *Endpoints(db, clock, settings.issuer, door).routes(),
        *_pages(app.submissions, clock, settings),
        *explorer.routes(schema().as_str()),
        *fields_page.ROUTES,
        *Downloads(engine, shares, settings.issuer).routes(),
        *Extracts(engine, door, shares).routes(),
        *Feeds(engine, shares, clock, settings.issuer).routes(),
        *_watched(app, engine, settings),
        Route("/healthz", _alive),
        Route("/readyz", _readiness(app, db)),
    ]


def _pages(intake: Submissions, clock: Clock, settings: Settings) -> list[Route]:
    """What people sign in, allow things and work on."""
    engine, uploads, judge = intake.engine, intake.uploads, intake.judge
    db = engine.runner.db
    sign_in, cookie = SignIn(db, clock, _vouching(settings)), Cookie(settings.issuer)
    consent = Consent(Authorization(db, clock, settings.issuer), sign_in, cookie)
    console = Console(engine, sign_in, cookie, registry.sections(uploads, judge))
    return [*People(sign_in, cookie).routes(), *consent.routes(), *console.routes()]


def _vouching(settings: Settings) -> Issuer | None:
    """The external issuer, if one is set."""
    if settings.oidc_issuer is None or not (settings.oidc_client_id and settings.oidc_client_secret):
        return None
    known = (settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret, settings.oidc_claim)
    return Issuer(Registration(*known), settings.issuer)


def _folders(settings: Settings) -> list[Path]:
    """Where trusted documents lie."""
    return [trusted.shipped(), *([settings.documents_dir] if settings.documents_dir else [])]


def _traces(collector: str) -> Traces:
    """Imported when wanted: the libraries behind it are large, and most exchanges have no collector."""
    from exchange.api.traces import Traces as Spans  # noqa: PLC0415 - as said

    return Spans(collector)


def _watched(app: Exchange, engine: Engine, settings: Settings) -> list[Route]:
    """`/metrics`, if somebody may read it."""
    if app.metrics is None or settings.metrics_token is None:
        return []
    app.metrics.look_at(engine)
    app.watching = asyncio.create_task(app.metrics.watch())
    return [app.metrics.route(settings.metrics_token)]


def _resource(settings: Settings) -> str:
    return f"{settings.issuer}{metadata.RESOURCE}"


async def _alive(_: Request) -> Response:
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


def _readiness(app: Exchange, db: Database) -> Callable[[Request], Awaitable[Response]]:
    async def readiness(_: Request) -> Response:
        found = {"server": "STOPPING"} if app.stopping else await ready(db)
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
