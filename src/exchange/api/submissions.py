"""`/submissions`: a department's file by HTTP, of any size, that goes on where it was cut off.

Resumption follows the IETF's resumable uploads (draft-ietf-httpbis-resumable-upload): `Upload-Complete`, `Upload-Offset`, HEAD asks, PATCH
goes on. It is plain HTTP, so curl is a client; a part needs no numbering of its own. The one difference: the address of an upload follows
from the batch number instead of being handed out, so a sender that never heard the first answer knows it as well.

Judging a million rows takes minutes, longer than any proxy waits: an answer that is not there after `PATIENCE` is 202, and the same
address tells how far it is and then what became of it. A file that was acknowledged is judged after any stop, whether or not anybody asks,
chunk by chunk under its batch number, so nothing is done twice. The same code judges and stores as for `submitRecords`; the rows of
the report are read through the compiler.
"""

from __future__ import annotations

import asyncio
import json
import os
from dataclasses import dataclass
from http import HTTPStatus
from itertools import islice
from typing import TYPE_CHECKING, Any

import orjson
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from exchange.access import Scope
from exchange.api import edge, problems
from exchange.api.engine import Request as Asked
from exchange.api.judging import item_named
from exchange.errors import (
    BadRequest,
    MethodNotAllowed,
    NotFound,
    PayloadTooLarge,
    Unauthenticated,
    Unavailable,
    UnsupportedMediaType,
    UploadBusy,
    UploadOffsetWrong,
)
from exchange.submissions import formats, shipped
from exchange.submissions.submit import usable
from exchange.submissions.template import FORMATS, template
from exchange.submissions.uploads import About, Upload, Uploads

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from exchange.access import Caller
    from exchange.api.engine import Engine
    from exchange.api.judging import Judge
    from exchange.oauth.door import Door

PATH = "/submissions"
ROWS = "/submissions/rows"
TEMPLATE = "/submissions/template"
PATIENCE = 5.0
"""Seconds until an answer is 202."""
PAGE = 1_000
KINDS = {
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "text/plain": "txt",
    "application/json": "json",
    "application/x-ndjson": "ndjson",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}
PARTIAL = "application/partial-upload"
_FLAGS = {None: False, "true": True, "false": False}
_PARAMETERS = frozenset({"item", "batch", "mapping", "dryRun", "first", "after"})
_KEPT = 8 * 1024 * 1024
"""Bytes between two syncs."""
_SUMMARY = """query ($batch: String!) { submission(batch: $batch) { batch item receivedAt accepted warned refused duplicates } }"""
_ROWS = """query ($batch: String!, $first: Int!, $after: String) { submission(batch: $batch) {
  rows(first: $first, after: $after) { pageInfo { hasNextPage endCursor }
    edges { node { number verdict recordId findings { code field message } } } } } }"""


@dataclass(slots=True)
class Submissions:
    """The endpoint."""

    engine: Engine
    door: Door
    uploads: Uploads
    judge: Judge

    def routes(self) -> list[Route]:
        """What the application mounts."""
        return [_Route(PATH, self._any), _Route(ROWS, self._rows), _Route(TEMPLATE, _template)]

    async def _any(self, request: Request) -> Response:
        methods: dict[str, Callable[[Request, Caller, Upload], Awaitable[Response]]] = {
            "POST": self._begin,
            "PATCH": self._go_on,
            "HEAD": self._how_far,
            "GET": self._status,
            "DELETE": self._forget,
        }
        if request.method not in methods:
            raise MethodNotAllowed(method=request.method, allow=", ".join(methods))
        caller, upload = await self._found(request)
        return await methods[request.method](request, caller, upload)

    async def _found(self, request: Request) -> tuple[Caller, Upload]:
        """Who asks, and the upload that the address means. Only who may submit gets any further."""
        headers = request.headers
        caller = await self.door.resolve(headers.get("authorization"))
        if caller.anonymous:
            raise Unauthenticated
        caller = await self.door.refresh(caller)
        edge.note(request.scope, client=caller.client)
        caller.require(Scope.RECORD_SUBMIT)
        if caller.department is None:
            raise BadRequest(problem="your client belongs to no department, so it cannot submit.")
        given = request.query_params
        if len(given.multi_items()) > len(given) or given.keys() - _PARAMETERS:
            raise BadRequest(
                problem=f"the address takes each of {', '.join(sorted(_PARAMETERS))} at most once."
            )
        if given.get("dryRun") not in _FLAGS:
            raise BadRequest(problem="dryRun must be true or false.")
        dry = _FLAGS[given.get("dryRun")] or caller.sandbox
        batch = given.get("batch", "")
        if not usable(batch):
            raise BadRequest(problem="batch must be 1 to 64 letters, digits and . : / _ -.")
        return caller, self.uploads.find(caller.department, batch, dry_run=dry)

    # --- receiving ------------------------------------------------------------------------------------------------------------

    async def _begin(self, request: Request, caller: Caller, upload: Upload) -> Response:
        given = request.query_params
        suffix = KINDS.get(_media(request))
        if suffix is None or request.headers.get("content-encoding", "identity") != "identity":
            raise UnsupportedMediaType(expected=f"{', '.join(KINDS)}, not compressed")
        item = item_named(given.get("item", ""))
        mapping = given.get("mapping")
        if mapping is not None and mapping not in shipped():
            raise BadRequest(problem=f"mapping must be one of {', '.join(shipped())}.")
        if self.judge.at(upload):
            raise UploadBusy
        dry = _FLAGS[given.get("dryRun")] or caller.sandbox
        about = About(
            caller.department or "", given["batch"], dry, item.key, suffix, mapping, caller.client or ""
        )
        upload = await asyncio.to_thread(self.uploads.begin, about)
        return await self._receive(request, caller, upload)

    async def _go_on(self, request: Request, caller: Caller, upload: Upload) -> Response:
        if not upload.exists:
            raise NotFound(what="batch")
        if _media(request) != PARTIAL:
            raise UnsupportedMediaType(expected=f"{PARTIAL}, not compressed")
        try:
            return await self._receive(request, caller, upload, request.headers.get("upload-offset"))
        except UploadOffsetWrong as error:
            return _with_offset(problems.details(error), upload)

    async def _receive(
        self, request: Request, caller: Caller, upload: Upload, offset: str | None = "0"
    ) -> Response:
        """Take the bytes that come from `offset` on."""
        complete = request.headers.get("upload-complete", "?1")
        if complete not in {"?0", "?1"}:
            raise BadRequest(problem="the header Upload-Complete must be ?1 or ?0.")
        most = formats.limit(upload.about.suffix)
        try:
            with upload.open() as file:
                if offset != str(upload.offset) or upload.complete:
                    raise UploadOffsetWrong(offset=upload.offset)
                await _copy(request, file, most)
        except OSError as error:
            raise Unavailable from error
        except (
            asyncio.CancelledError
        ):  # the server stops; what came is kept, and the sender is told to come again
            raise Unavailable from None
        if complete == "?0":
            return _with_offset(Response(status_code=HTTPStatus.CREATED, headers=_where(upload)), upload)
        upload.finish()
        return await self._answer(caller, upload)

    async def _how_far(self, _request: Request, _caller: Caller, upload: Upload) -> Response:
        if not upload.exists:
            raise NotFound(what="batch")
        return _with_offset(Response(status_code=HTTPStatus.NO_CONTENT), upload)

    async def _forget(self, _request: Request, _caller: Caller, upload: Upload) -> Response:
        if not upload.exists:
            raise NotFound(what="batch")
        if self.judge.at(upload):
            raise UploadBusy
        with upload.open():
            upload.remove()
        return Response(status_code=HTTPStatus.NO_CONTENT)

    # --- judging --------------------------------------------------------------------------------------------------------------

    async def _answer(self, caller: Caller, upload: Upload) -> Response:
        """What became of a complete upload; judge it if nobody does, and wait a little."""
        if upload.outcome is None:
            await asyncio.wait({self.judge.take(caller, upload)}, timeout=PATIENCE)
        outcome = upload.outcome
        if outcome is None:
            return self._waiting(upload)
        if "code" in outcome:
            return problems.told(outcome["code"], outcome["status"], outcome["message"], {})
        return JSONResponse(outcome, headers=_where(upload))

    def _waiting(self, upload: Upload) -> Response:
        """Still at it; or stopped by what may pass, so that asking again goes on."""
        if not self.judge.at(upload) and not upload.busy:
            raise Unavailable
        done, total = upload.far
        told = {"state": "JUDGING", "batch": upload.about.batch, "done": done, "total": total}
        headers = {**_where(upload), "Retry-After": "2"}
        return JSONResponse(told, HTTPStatus.ACCEPTED, headers)

    # --- telling --------------------------------------------------------------------------------------------------------------

    async def _status(self, request: Request, caller: Caller, upload: Upload) -> Response:
        if not upload.exists:
            found = await self._asked(caller, _SUMMARY, batch=request.query_params["batch"])
            return JSONResponse({"state": "DONE", **found}, headers={"Cache-Control": "no-store"})
        if upload.complete:
            return await self._answer(caller, upload)
        told = {"state": "UPLOADING", "batch": upload.about.batch, "offset": upload.offset}
        return _with_offset(JSONResponse(told), upload)

    async def _rows(self, request: Request) -> Response:
        """A page of verdicts; `next`, if there is more, is what `after` takes."""
        if request.method not in {"GET", "HEAD"}:
            raise MethodNotAllowed(method=request.method, allow="GET")
        caller, upload = await self._found(request)
        first, after = _first(request), request.query_params.get("after")
        if _FLAGS[request.query_params.get("dryRun")] or caller.sandbox:
            if upload.outcome is None or "code" in upload.outcome:
                raise NotFound(what="batch")
            page = await asyncio.to_thread(_tried, upload, first, after)
        else:
            found = await self._asked(
                caller, _ROWS, batch=request.query_params["batch"], first=min(first, 100), after=after
            )
            rows, info = found["rows"]["edges"], found["rows"]["pageInfo"]
            page = {
                "rows": [one["node"] for one in rows],
                "next": info["endCursor"] if info["hasNextPage"] else None,
            }
        return JSONResponse(page, headers={"Cache-Control": "no-store"})

    async def _asked(self, caller: Caller, document: str, **variables: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
        answer = await self.engine.answer(Asked(document, variables), caller)
        body = orjson.loads(answer.body)
        if body.get("errors"):
            raise BadRequest(problem=str(body["errors"][0]["message"]))
        found: dict[str, Any] | None = body["data"]["submission"]
        if found is None:
            raise NotFound(what="batch")
        return found


class _Route(Route):
    """A route for every method: which are allowed, the endpoint says in the catalogue's words."""

    def __init__(self, path: str, endpoint: Callable[[Request], Awaitable[Response]]) -> None:
        super().__init__(path, endpoint)
        self.methods = set()


async def _template(request: Request) -> Response:
    """The file that a department fills in; there is nothing of anybody in it, so whoever asks gets it."""
    if request.method not in {"GET", "HEAD"}:
        raise MethodNotAllowed(method=request.method, allow="GET")
    item, kind = item_named(request.query_params.get("item", "")), request.query_params.get("format", "xlsx")
    if kind not in FORMATS:
        raise BadRequest(problem=f"format must be one of {', '.join(FORMATS)}.")
    data = await asyncio.to_thread(template, item.key, kind)
    media = next(media for media, suffix in KINDS.items() if suffix == kind)
    headers = {
        "Content-Disposition": f'attachment; filename="{item.key}.{kind}"',
        "Cache-Control": "public, max-age=3600",
    }
    return Response(data, media_type=media, headers=headers)


async def _copy(request: Request, file: Any, most: int) -> None:  # noqa: ANN401 - an unbuffered file
    size, unsynced = file.tell(), 0
    async for piece in request.stream():
        size += len(piece)
        if size > most:
            raise PayloadTooLarge(limit=most)
        view = memoryview(piece)
        while view:
            view = view[file.write(view) :]
        unsynced += len(piece)
        if unsynced > _KEPT:
            unsynced = 0
            await asyncio.to_thread(os.fsync, file.fileno())
    await asyncio.to_thread(os.fsync, file.fileno())


def _media(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _first(request: Request) -> int:
    text = request.query_params.get("first", "100")
    if not text.isdecimal() or not 0 < int(text[:5]) <= PAGE or len(text) > len(str(PAGE)):
        raise BadRequest(problem=f"first must be a number from 1 to {PAGE}.")
    return int(text)


def _where(upload: Upload) -> dict[str, str]:
    about = upload.about
    dry = "&dryRun=true" if about.dry_run else ""
    return {"Location": f"{PATH}?batch={about.batch}{dry}", "Cache-Control": "no-store"}


def _with_offset(response: Response, upload: Upload) -> Response:
    response.headers["Upload-Offset"] = str(upload.offset)
    response.headers["Upload-Complete"] = "?1" if upload.complete else "?0"
    response.headers["Cache-Control"] = "no-store"
    return response


def _tried(upload: Upload, first: int, after: str | None) -> dict[str, Any]:
    """A page of what a dry run kept."""
    start = int(after) if after is not None and after.isdecimal() and len(after) < len(str(_KEPT)) + 3 else 0
    with upload.rows.open("rb") as file:
        lines = list(islice(file, start, start + first + 1))
    rows = [json.loads(line) for line in lines[:first]]
    return {"rows": rows, "next": str(start + first) if len(lines) > first else None}
