"""`/exports/<item>.csv`, `.ndjson` and `.xlsx`: all that a caller may see of an item, as a file; and the same for the command.

Each page is a question of the caller in GraphQL, asked of the engine like any other: the same rows, treatments and refusals, rights as
they are at that moment, and one statement that reads and enters what is read. A page is sent when its statement is committed, so whatever
of a person is in the file is in the access log before. The scope is `export:read`: to ask is one thing, to carry everything away another.
"""

from __future__ import annotations

import asyncio
import csv
import datetime as dt
import io
import re
import tempfile
from dataclasses import dataclass
from functools import partial
from typing import IO, TYPE_CHECKING, Any

import orjson
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from exchange.access import Scope as Right
from exchange.api import lines
from exchange.api.copying import Copy, Copying
from exchange.api.engine import Request as Asked
from exchange.api.published import SUBJECT, Page
from exchange.api.sender import MEDIA, known, parameters
from exchange.cells import bare
from exchange.database import Login
from exchange.disclosure import HIDDEN
from exchange.errors import BadRequest, InternalError, MethodNotAllowed, NotFound
from exchange.grants import agreed
from exchange.model import ITEMS, Shape, camel
from exchange.submissions.sheets import MOST, write_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from starlette.types import Receive, Scope, Send

    from exchange.access import Caller
    from exchange.api.engine import Engine
    from exchange.api.shares import Shares
    from exchange.model import Field, Item
    from exchange.oauth.door import Door

ROWS = 100
"""Rows of a page."""
FORMS = ("csv", "ndjson", "xlsx")
NAMES = ("region", "from", "to", "after", "first")
_REGION = re.compile(r"[1-9][0-9]{5}", re.ASCII)
_NUMBER = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)
_BLOCK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Extract:
    """What a caller wants of an item, and the question that asks for it."""

    item: type[Item]
    fields: tuple[Field, ...]
    document: str
    variables: Mapping[str, str]
    after: str | None = None
    most: int | None = None


def extract(engine: Engine, caller: Caller, name: str, given: Mapping[str, str]) -> Extract:
    """The extract of an item by its key. Raises ScopeMissing, BadRequest; NotFound where the caller sees nothing of the item."""
    caller.require(Right.EXPORT_READ)
    view = engine.runner.views.of(caller)
    item = next((one for one in ITEMS.values() if one.key == name and one.shape is Shape.RECORD), None)
    fields = tuple(one for one in item.fields.values() if view.ever(item, one) - {HIDDEN}) if item else ()
    if item is None or not fields:
        raise NotFound(what="item")
    variables = {name: _checked(name, given[name]) for name in ("region", "from", "to") if name in given}
    first = given.get("first")
    if first is not None and not _NUMBER.fullmatch(first):
        raise BadRequest(problem="first must be a whole number from 1 on.")
    most = None if first is None else int(first)
    return Extract(item, fields, _document(item, fields, variables), variables, given.get("after"), most)


async def uncounted(engine: Engine, caller: Caller) -> None:
    """Refuse an agreement of the caller's with a number of uses. Of one that is not its own nothing is told, not even that."""
    if caller.agreement is None or not caller.narrowed.counted:
        return
    runner = engine.runner
    async with runner.db.reading(Login.READER) as session:
        own = await agreed.living(session, caller.departments, caller.agreement, runner.clock.today())
    if own is not None:
        caller.require_uncounted()


def _checked(name: str, text: str) -> str:
    if name == "region":
        if not _REGION.fullmatch(text):
            raise BadRequest(problem="region must be a division code of six digits.")
        return text
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").date().isoformat()  # noqa: DTZ007 - a day
    except ValueError:
        raise BadRequest(problem=f"{name} must be a day, written like 2026-11-24.") from None


def _document(item: type[Item], fields: tuple[Field, ...], given: Mapping[str, str]) -> str:
    """The question in GraphQL; it names only the arguments that are used, since a caller may not have the others."""
    kinds = {"region": "DivisionCode", "from": "Date", "to": "Date"}
    words = "".join(f", ${name}: {kind}" for name, kind in kinds.items() if name in given)
    days = " ".join(f"{name}: ${name}" for name in ("from", "to") if name in given)
    where = [
        *(["region: {within: $region}"] if "region" in given else []),
        *([f"decidedOn: {{{days}}}"] if days else []),
    ]
    narrowed = f", where: {{{', '.join(where)}}}" if where else ""
    asked = " ".join(one.graphql for one in fields)
    return (
        f"query Extract{item.__name__}($first: Int!, $after: String{words}) {{ "
        f"{camel(item.plural)}(first: $first, after: $after{narrowed}) {{ "
        f"pageInfo {{ hasNextPage }} edges {{ cursor node {{ {asked} subject {{ {' '.join(SUBJECT)} }} }} }} }} }}"
    )


async def page(engine: Engine, caller: Caller, wanted: Extract, after: str | None) -> Page:
    """One page, entered where something of a person is in it. Raises BadRequest for what the caller may not ask; Unauthenticated."""
    given = {"first": ROWS, "after": after, **wanted.variables}
    answer = await engine.answer(Asked(wanted.document, given), caller)
    body = orjson.loads(answer.body)
    if body.get("errors"):
        error = body["errors"][0]
        if error["extensions"]["code"] == InternalError.code:
            raise RuntimeError(error["message"])
        raise BadRequest(problem=error["message"])
    found = body["data"][camel(wanted.item.plural)]
    rows = [(one["cursor"], one["node"]) for one in found["edges"]]
    return Page(rows, found["pageInfo"]["hasNextPage"])


class Extracts:
    """The addresses of the extracts."""

    def __init__(self, engine: Engine, door: Door, shares: Shares) -> None:
        self._engine = engine
        self._door = door
        self._copying = Copying(shares)

    def routes(self) -> list[Route]:
        """What the application mounts."""
        return [Route("/exports/{name}.{form}", self)]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope)
        if request.method not in {"GET", "HEAD"}:
            raise MethodNotAllowed(method=request.method, allow="GET")
        name, form = request.path_params["name"], request.path_params["form"]
        caller = await known(request, self._door)
        if form not in FORMS:
            raise NotFound(what="address")
        await uncounted(self._engine, caller)
        wanted = extract(self._engine, caller, name, parameters(request, NAMES))
        copy = self._copy(caller, wanted, form, request.client.host if request.client else "")
        with self._copying.room(copy.asker):
            answer = await self._answer(scope, copy, wanted, form)
            await answer(scope, receive, send)

    def _copy(self, caller: Caller, wanted: Extract, form: str, address: str) -> Copy:
        async def make(after: str | None, _row: dict[str, Any] | None) -> Page:
            return await page(self._engine, caller, wanted, after)

        write = lines.as_ndjson if form == "ndjson" else lines.as_csv
        heading = b"" if form == "ndjson" else lines.heading(wanted.fields)
        cost = ROWS * len(wanted.fields)
        return Copy(caller.client, address, make, partial(write, wanted.fields), heading, cost, wanted.most)

    async def _answer(self, scope: Scope, copy: Copy, wanted: Extract, form: str) -> Response:
        first = await self._copying.page(copy, wanted.after)
        headers = {
            "Cache-Control": "no-store",
            "Content-Disposition": f'attachment; filename="{wanted.item.key}.{form}"',
        }
        media = next(kind for kind, suffix in MEDIA.items() if suffix == form)
        content = self._copying.stream(scope, copy, first)
        if form != "xlsx":
            return StreamingResponse(content, headers=headers, media_type=media)
        table: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed below, or when it was sent
        count = 0
        async for piece in content:
            count += piece.count(b"\n")
            if count > MOST:
                table.close()
                raise BadRequest(problem=f"a workbook holds at most {MOST} rows. Narrow it, or take csv.")
            table.write(piece)
        made = await asyncio.to_thread(as_sheet, table)
        return StreamingResponse(
            iter(partial(made.read, _BLOCK), b""),
            headers=headers,
            media_type=media,
            background=BackgroundTask(made.close),
        )


def as_sheet(table: IO[bytes]) -> IO[bytes]:
    """A CSV file as a workbook; closes the one, opens the other."""
    made: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - whoever asked closes it
    table.seek(0)
    with io.TextIOWrapper(table, "utf-8-sig", newline="") as text:
        write_sheet(_bared(csv.reader(text)), made)
    made.seek(0)
    return made


def _bared(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """Cells of a workbook are text and need no shield."""
    return ([bare(cell) for cell in row] for row in rows)
