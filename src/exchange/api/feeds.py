"""`/feeds/<item>.atom`: what was published last, for government websites and apps (plan 2.2-1); valid Atom (RFC 4287).

The entries are the same rows as in the open data, read by the same question. `published` is the first day of publication, `updated` is
`lastUpdated`, so nothing in a feed moves when only hidden things do, and its entity tag is a hash of its bytes. A record that is repaired
or withdrawn is simply no longer listed: a tombstone would tell for ever what should be forgotten.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from exchange.api import freshness, trusted
from exchange.api.explorer import text_of
from exchange.api.open_data import wanted
from exchange.api.published import page, published
from exchange.codes import code_list
from exchange.errors import NotFound
from exchange.model.kinds import Code, Codes

if TYPE_CHECKING:
    from exchange.api.engine import Engine
    from exchange.api.published import Published
    from exchange.api.shares import Shares
    from exchange.clock import Clock
    from exchange.model import Field

KIND = "application/atom+xml"
ENTRIES = 50
DAYS = 92
"""How far back a feed looks, so that a small county's need not search the whole province."""
NEVER = "1970-01-01"
"""When an empty feed was last updated: a day of today's would move although nothing does."""
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Feeds:
    """The addresses of the feeds."""

    def __init__(self, engine: Engine, shares: Shares, clock: Clock, issuer: str) -> None:
        self._engine = engine
        self._shares = shares
        self._clock = clock
        self._issuer = issuer
        self._record = trusted.name((trusted.shipped() / "record.graphql").read_bytes())

    def routes(self) -> list[Route]:
        """What the application mounts."""
        return [Route("/feeds/{name}.atom", self._answer)]

    async def _answer(self, request: Request) -> Response:
        found = published().get(request.path_params["name"])
        if found is None:
            raise NotFound(what="address")
        region = wanted(request, ("region",)).region
        body = self._written(found, region, await self._rows(request, found, region))
        tag = freshness.tag(KIND, body)
        headers = {"ETag": tag, "Cache-Control": freshness.PUBLIC}
        if freshness.held(request.headers.get("if-none-match"), tag):
            return Response(status_code=304, headers=headers)
        return Response(body, headers=headers, media_type=f"{KIND}; charset=utf-8")

    async def _rows(self, request: Request, found: Published, region: str | None) -> list[dict[str, Any]]:
        since = self._clock.today() - dt.timedelta(days=DAYS)
        share = self._shares.begin(None, request.client.host if request.client else "")
        try:
            variables = {"region": region, "from": since.isoformat()}
            made = await page(self._engine, found.item.key, found.news, first=ENTRIES, **variables)
            share.cost += ENTRIES * len(found.fields)
        finally:
            share.running -= 1
        return [row for _, row in made.rows]

    def _written(self, found: Published, region: str | None, rows: list[dict[str, Any]]) -> bytes:
        query = f"?region={region}" if region else ""
        text = text_of(
            "feed.xml",
            "zh",
            item=found.item,
            region=region,
            address=f"{self._issuer}/feeds/{found.item.key}.atom{query}",
            terms=f"{self._issuer}/open-data#terms",
            updated=_moment(rows[0]["lastUpdated"] if rows else NEVER),
            entries=[self._entry(found, row) for row in rows],
        )
        return _NOT_XML.sub("", text).encode()

    def _entry(self, found: Published, row: dict[str, Any]) -> dict[str, Any]:
        """What stands in one entry."""
        told = [(one.zh, _said(one, row[one.graphql])) for one in found.fields if one.given]
        variables = quote(orjson.dumps({"id": row["id"]}))
        return {
            "id": f"urn:uuid:{row['id']}",
            "title": " ".join(filter(None, (row.get("documentNumber"), row.get("partyName")))),
            "author": row.get("authorityName"),
            "updated": _moment(row["lastUpdated"]),
            "published": _moment(row["publishFrom"]),
            "link": f"{self._issuer}/graphql?documentId={quote(self._record)}&variables={variables}",
            "told": [(label, text) for label, text in told if text],
        }


def _said(field: Field, value: Any) -> str:  # noqa: ANN401 - any JSON value
    """A value in words."""
    if value is None or isinstance(value, bool):
        return {True: "是", False: "否"}.get(value, "") if value is not None else ""
    if isinstance(field.kind, Code | Codes):
        known = code_list(field.kind.codes).entries
        return "、".join(known[one].zh for one in (value if isinstance(value, list) else [value]))
    return str(value)


def _moment(day: str) -> str:
    """A day as Atom wants it: where it begins in China."""
    return f"{day}T00:00:00+08:00"
