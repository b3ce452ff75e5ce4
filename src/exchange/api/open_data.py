"""`/open-data/<item>.csv` and `.ndjson`: all that the public may copy of an item, in one stream of constant memory.

A page is asked for when the one before has been taken, so a slow client holds a page in memory and no connection of the database. Few
pages are made at the same time, whoever asks, and each is charged to the address like any other question: a download that has used up its
minute waits for the next one, and the website goes on. What cannot be finished breaks off without the end that HTTP asks for, so that half
a file is never taken for a whole; `after` with the last row's place goes on from there.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from exchange.api import edge, lines
from exchange.api.explorer import language, rendered
from exchange.api.published import Page, Published, page, published
from exchange.errors import BadRequest, ExchangeError, MethodNotAllowed, NotFound, TooManyRequests

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from starlette.types import Receive, Scope, Send

    from exchange.api.engine import Engine
    from exchange.api.shares import Shares

ROWS = 100
"""Rows of a page."""
MAKING = 2
"""Pages that are made at the same time."""
AT_ONCE, EACH = 32, 4
"""Downloads under way, in all and from one address."""
WRITERS = {
    "csv": (lines.as_csv, "text/csv; charset=utf-8; header=present"),
    "ndjson": (lines.as_ndjson, "application/x-ndjson"),
}
_REGION = re.compile(r"[1-9][0-9]{5}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for: a division, what changed since a day, the place to go on from, and how many rows."""

    region: str | None = None
    since: str | None = None
    after: str | None = None
    first: int | None = None


class Downloads:
    """The addresses of the open data."""

    def __init__(self, engine: Engine, shares: Shares, issuer: str) -> None:
        self._engine = engine
        self._shares = shares
        self._issuer = issuer
        self._making = asyncio.Semaphore(MAKING)
        self._running: dict[str, int] = {}

    def routes(self) -> list[Route]:
        """What the application mounts."""
        return [Route("/open-data", overview), Route("/open-data/{name}.{form}", self)]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope)
        if request.method not in {"GET", "HEAD"}:
            raise MethodNotAllowed(method=request.method, allow="GET")
        found, form = _named(request)
        asked, address = wanted(request), request.client.host if request.client else ""
        with self._room(address):
            first = await self._page(found, asked, address, asked.after, None)
            headers = self._headers(found, form)
            kind = WRITERS[form][1]
            if request.method == "HEAD":
                await Response(None, headers=headers, media_type=kind)(scope, receive, send)
                return
            content = self._stream(scope, found, form, asked, first, address)
            await StreamingResponse(content, headers=headers, media_type=kind)(scope, receive, send)

    @contextmanager
    def _room(self, address: str) -> Iterator[None]:
        if sum(self._running.values()) >= AT_ONCE or self._running.get(address, 0) >= EACH:
            raise TooManyRequests(what="downloads at once", limit=EACH, retry_after=5)
        self._running[address] = self._running.get(address, 0) + 1
        try:
            yield
        finally:
            self._running[address] -= 1
            if not self._running[address]:
                del self._running[address]

    async def _stream(
        self, scope: Scope, found: Published, form: str, asked: Wanted, first: Page, address: str
    ) -> AsyncIterator[bytes]:
        """The file, a page at a time."""
        write, left = WRITERS[form][0], asked.first
        if form == "csv":
            yield lines.heading(found.fields)
        now = first
        while True:
            rows = now.rows if left is None else now.rows[:left]
            if rows:
                yield write(found.fields, rows)
            left = None if left is None else left - len(rows)
            if not now.more or left == 0:
                return
            place, row = now.rows[-1]
            now = await self._next(scope, found, asked, address, place, row["lastUpdated"])

    async def _next(
        self, scope: Scope, found: Published, asked: Wanted, address: str, place: str, day: str | None
    ) -> Page:
        """The following page; waits where the address has used up its minute."""
        while True:
            try:
                return await self._page(found, asked, address, place, day)
            except TooManyRequests as error:
                await asyncio.sleep(float(str(error.facts["retry_after"])))
            except ExchangeError as error:
                edge.note(scope, code=error.code)
                raise ClientDisconnect from error  # nothing can be said any more but by breaking off

    async def _page(
        self, found: Published, asked: Wanted, address: str, after: str | None, day: str | None
    ) -> Page:
        """One page, charged to the address. `day` is that of the row before, so that news need not be read from the start again."""
        document = found.news if asked.since else found.whole
        share = self._shares.begin(None, address)
        try:
            async with self._making:
                variables = {"region": asked.region, "from": asked.since, "to": day if asked.since else None}
                made = await page(
                    self._engine, found.item.key, document, first=ROWS, after=after, **variables
                )
            share.cost += ROWS * len(found.fields)
            return made
        finally:
            share.running -= 1

    def _headers(self, found: Published, form: str) -> dict[str, str]:
        """Where licence and field reference stand; nobody keeps a copy for others, since a repaired record would stay in it."""
        links = f'<{self._issuer}/open-data>; rel="license", <{self._issuer}/fields/{found.item.__name__}>; rel="describedby"'
        return {
            "Cache-Control": "no-store",
            "Content-Disposition": f'attachment; filename="{found.item.key}.{form}"',
            "Link": links,
        }


async def overview(request: Request) -> Response:
    """What there is, under which terms."""
    lang = language(request)
    return rendered("open_data.html", lang, "/open-data", listed=[one.item for one in published().values()])


def _named(request: Request) -> tuple[Published, str]:
    found = published().get(request.path_params["name"])
    form = request.path_params["form"]
    if found is None or form not in WRITERS:
        raise NotFound(what="address")
    return found, form


def wanted(request: Request, names: tuple[str, ...] = ("region", "since", "after", "first")) -> Wanted:
    """The parameters of the address, each once and each well formed; raises BadRequest."""
    given = request.query_params.multi_items()
    values: dict[str, Any] = dict(given)
    if len(values) != len(given) or values.keys() - set(names):
        raise BadRequest(problem=f"the address takes {', '.join(names)}, each once, and nothing else.")
    if "region" in values and not _REGION.fullmatch(values["region"]):
        raise BadRequest(problem="`region` must be a division code of six digits.")
    if "since" in values:
        values["since"] = _day(values["since"])
    if "first" in values:
        values["first"] = _number(values["first"])
    return Wanted(**values)


def _day(text: str) -> str:
    try:
        if _DAY.fullmatch(text):
            return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise BadRequest(problem="`since` must be a day, written like 2026-11-24.")


def _number(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,8}", text, re.ASCII):
        raise BadRequest(problem="`first` must be a whole number from 1 on.")
    return int(text)
