"""`/submissions/rows`: what became of each row of a batch, page by page; and the refused rows as a file to mend.

Verdicts are read through the compiler, those of a dry run from what it kept. The cells of refused rows are in no table: a day long the
exchange keeps them for the client that sent them. After that, or where they came another way, the file sent again under its number
changes nothing and brings them back.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

import orjson
from starlette.background import BackgroundTask
from starlette.responses import JSONResponse, Response, StreamingResponse

from exchange.api.engine import Request as Asked
from exchange.api.sender import MEDIA, chosen, sender
from exchange.errors import BadRequest, MethodNotAllowed, NotFound, RowsNotKept, UploadBusy
from exchange.submissions import refused
from exchange.submissions.report import Verdict
from exchange.submissions.sheets import MOST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request

    from exchange.api.engine import Engine
    from exchange.api.sender import Sender
    from exchange.oauth.door import Door
    from exchange.submissions.uploads import Upload, Uploads

PATH = "/submissions/rows"
PAGE = 1_000
"""Rows of a page of a dry run; the compiler gives at most `COMPILED`."""
COMPILED = 100
_NAMES = ("batch", "dryRun", "first", "after", "verdict", "format")
_DIGITS = 9
_BLOCK = 64 * 1024
_ROWS = """query ($batch: String!, $first: Int!, $after: String, $where: SubmissionRowWhere) { submission(batch: $batch) {
  rows(first: $first, after: $after, where: $where) { pageInfo { hasNextPage endCursor }
    edges { node { number verdict recordId findings { code field message } } } } } }"""


@dataclass(slots=True)
class Verdicts:
    """The endpoint."""

    engine: Engine
    door: Door
    uploads: Uploads

    async def __call__(self, request: Request) -> Response:
        """A page, in which `next` is what `after` takes for the following one; or a file."""
        if request.method not in {"GET", "HEAD"}:
            raise MethodNotAllowed(method=request.method, allow="GET")
        by = await sender(request, self.door, _NAMES)
        upload = self.uploads.find(by.department, by.batch, dry_run=by.dry_run)
        if "verdict" in by.given:
            chosen(by.given, "verdict", Verdict)
        if "format" in by.given:
            return await _file(by, upload)
        if by.dry_run:
            page = await asyncio.to_thread(_tried, upload, _first(by), by.given)
        else:
            page = await self._stored(by)
        return JSONResponse(page, headers={"Cache-Control": "no-store"})

    async def _stored(self, by: Sender) -> dict[str, Any]:
        verdict = by.given.get("verdict")
        asked = {
            "batch": by.batch,
            "first": min(_first(by), COMPILED),
            "after": by.given.get("after"),
            "where": {"verdict": {"is": verdict}} if verdict else None,
        }
        found = (await submission(self.engine, by, _ROWS, asked))["rows"]
        info = found["pageInfo"]
        return {
            "rows": [one["node"] for one in found["edges"]],
            "next": info["endCursor"] if info["hasNextPage"] else None,
        }


async def submission(engine: Engine, by: Sender, document: str, variables: dict[str, Any]) -> dict[str, Any]:
    """What the compiler gives the sender of a batch. Raises NotFound."""
    answer = await engine.answer(Asked(document, variables), by.caller)
    body = orjson.loads(answer.body)
    if body.get("errors"):
        raise BadRequest(problem=str(body["errors"][0]["message"]))
    found: dict[str, Any] | None = body["data"]["submission"]
    if found is None:
        raise NotFound(what="batch")
    return found


def _first(by: Sender) -> int:
    text = by.given.get("first", "100")
    if not text.isdecimal() or not 0 < int(text[:5]) <= PAGE or len(text) > len(str(PAGE)):
        raise BadRequest(problem=f"first must be a number from 1 to {PAGE}.")
    return int(text)


def _tried(upload: Upload, first: int, given: Any) -> dict[str, Any]:  # noqa: ANN401 - parameters of the address
    """A page of what a dry run kept."""
    if upload.outcome is None or "code" in upload.outcome:
        raise NotFound(what="batch")
    after, verdict = given.get("after", "0"), given.get("verdict")
    if not after.isdecimal() or len(after) > _DIGITS:
        raise BadRequest(problem="after must be what `next` of the page before said.")
    with upload.rows.open("rb") as file:
        rows = (row for row in map(json.loads, file) if row["number"] > int(after))
        wanted = [row for row in rows if verdict in {None, row["verdict"]}]
    page = wanted[:first]
    return {"rows": page, "next": str(page[-1]["number"]) if len(wanted) > first else None}


async def _file(by: Sender, upload: Upload) -> Response:
    """The refused rows, in the format that is asked for, with a column of reasons."""
    kind = chosen(by.given, "format", refused.WRITERS)
    if by.given.get("verdict") != Verdict.REFUSED:
        raise BadRequest(
            problem="format goes with verdict=REFUSED: the other rows are stored as you sent them."
        )
    if upload.waiting:
        raise UploadBusy
    if not upload.refused.exists() or not upload.sent_by(by.caller.client):
        raise RowsNotKept
    file = await asyncio.to_thread(made, upload, kind)
    headers = {
        "Content-Disposition": f'attachment; filename="{upload.about.item}-refused.{kind}"',
        "Cache-Control": "no-store",
    }
    kinds = {suffix: media for media, suffix in MEDIA.items()}
    return StreamingResponse(
        blocks(file), headers=headers, media_type=kinds[kind], background=BackgroundTask(file.close)
    )


def made(upload: Upload, kind: str) -> IO[bytes]:
    """The file, which has no name and is gone when it is closed."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed when it was sent
    with upload.refused.open("rb") as kept:
        if kind == "xlsx" and sum(1 for _ in kept) > MOST:
            raise BadRequest(problem=f"more than {MOST} rows were refused. Take them as csv.")
        kept.seek(0)
        refused.write(kept, kind, file)
    file.seek(0)
    return file


def blocks(file: IO[bytes]) -> Iterator[bytes]:
    """The file piece by piece."""
    while block := file.read(_BLOCK):
        yield block
