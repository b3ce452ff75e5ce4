"""`/open-data/<item>.csv` and `.ndjson`: all that the public may copy of an item."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from exchange.api import lines
from exchange.api.copying import Copy, Copying
from exchange.api.explorer import language, rendered
from exchange.api.published import Page, Published, page, published
from exchange.errors import BadRequest, MethodNotAllowed, NotFound

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from exchange.api.engine import Engine
    from exchange.api.shares import Shares

ROWS = 100
"""Rows of a page."""
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
        self._issuer = issuer
        self._copying = Copying(shares)

    def routes(self) -> list[Route]:
        """What the application mounts."""
        return [Route("/open-data", overview), Route("/open-data/{name}.{form}", self)]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope)
        if request.method not in {"GET", "HEAD"}:
            raise MethodNotAllowed(method=request.method, allow="GET")
        found, form = _named(request)
        asked = wanted(request)
        copy = self._copy(found, form, asked, request.client.host if request.client else "")
        with self._copying.room(copy.asker):
            first = await self._copying.page(copy, asked.after)
            headers = self._headers(found, form)
            kind = WRITERS[form][1]
            if request.method == "HEAD":
                await Response(None, headers=headers, media_type=kind)(scope, receive, send)
                return
            content = self._copying.stream(scope, copy, first)
            await StreamingResponse(content, headers=headers, media_type=kind)(scope, receive, send)

    def _copy(self, found: Published, form: str, asked: Wanted, address: str) -> Copy:
        return Copy(
            None,
            address,
            partial(self._page, found, asked),
            partial(WRITERS[form][0], found.fields),
            lines.heading(found.fields) if form == "csv" else b"",
            ROWS * len(found.fields),
            asked.first,
        )

    async def _page(
        self, found: Published, asked: Wanted, after: str | None, row: dict[str, Any] | None
    ) -> Page:
        """One page. News go on from the day of the row before, so that they need not be read from the start again."""
        document, day = found.news if asked.since else found.whole, row["lastUpdated"] if row else None
        variables = {"region": asked.region, "from": asked.since, "to": day if asked.since else None}
        return await page(self._engine, found.item.key, document, first=ROWS, after=after, **variables)

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
