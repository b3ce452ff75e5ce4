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
import os
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.responses import JSONResponse, Response

from exchange.api import filling_in, mappings, problems, verdicts
from exchange.api.mappings import Mappings
from exchange.api.routes import AnyMethod
from exchange.api.sender import MEDIA, chosen, item_named, media, sender
from exchange.api.verdicts import Verdicts, submission
from exchange.errors import (
    BadRequest,
    MethodNotAllowed,
    NotFound,
    PayloadTooLarge,
    Unavailable,
    UnsupportedMediaType,
    UploadBusy,
    UploadOffsetWrong,
)
from exchange.submissions import formats, shipped
from exchange.submissions.mapping import parse_mapping
from exchange.submissions.uploads import About, Upload, Uploads

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.routing import Route

    from exchange.api.engine import Engine
    from exchange.api.judging import Judge
    from exchange.api.sender import Sender
    from exchange.model import Item
    from exchange.oauth.door import Door
    from exchange.submissions.own_mappings import OwnMappings

PATH = "/submissions"
PATIENCE = 5.0
"""Seconds until an answer is 202."""
PARTIAL = "application/partial-upload"
_NAMES = ("item", "batch", "mapping", "dryRun")
_KEPT = 8 * 1024 * 1024
"""Bytes between two syncs."""
_SUMMARY = """query ($batch: String!) { submission(batch: $batch) { batch item receivedAt accepted warned refused duplicates } }"""


@dataclass(slots=True)
class Submissions:
    """The endpoint."""

    engine: Engine
    door: Door
    uploads: Uploads
    mappings: OwnMappings
    judge: Judge

    def routes(self) -> list[Route]:
        """What the application mounts."""
        rows = Verdicts(self.engine, self.door, self.uploads)
        return [
            AnyMethod(PATH, self._any),
            AnyMethod(verdicts.PATH, rows.__call__),
            AnyMethod(mappings.PATH, Mappings(self.door, self.mappings).__call__),
            AnyMethod(filling_in.PATH, filling_in.to_fill_in),
        ]

    async def _any(self, request: Request) -> Response:
        methods: dict[str, Callable[[Request, Sender, Upload], Awaitable[Response]]] = {
            "POST": self._begin,
            "PATCH": self._go_on,
            "HEAD": self._how_far,
            "GET": self._status,
            "DELETE": self._forget,
        }
        if request.method not in methods:
            raise MethodNotAllowed(method=request.method, allow=", ".join(methods))
        by = await sender(request, self.door, _NAMES)
        upload = self.uploads.find(by.department, by.batch, dry_run=by.dry_run)
        return await methods[request.method](request, by, upload)

    # --- receiving ------------------------------------------------------------------------------------------------------------

    async def _begin(self, request: Request, by: Sender, upload: Upload) -> Response:
        suffix = MEDIA.get(media(request))
        if suffix is None or request.headers.get("content-encoding", "identity") != "identity":
            raise UnsupportedMediaType(expected=f"{', '.join(MEDIA)}, not compressed")
        item = item_named(by.given.get("item", ""))
        mapping = self._mapping(by, item)
        if self.judge.at(upload):
            raise UploadBusy
        named, client = by.given.get("mapping"), by.caller.client or ""
        about = About(by.department, by.batch, by.dry_run, item.key, suffix, named, client)
        upload = await asyncio.to_thread(self.uploads.begin, about, mapping)
        return await self._receive(request, by, upload)

    def _mapping(self, by: Sender, item: type[Item]) -> str:
        """The text of the mapping that is asked for. Raises BadRequest, FileUnreadable."""
        name, client = by.given.get("mapping"), by.caller.client or ""
        if name is None:
            return ""
        known = (*self.mappings.names(client), *shipped())
        text = self.mappings.text(client, chosen(by.given, "mapping", known))
        of = parse_mapping(f"{name}.toml", text).item
        if of != item.key:
            raise BadRequest(
                problem=f"the mapping is for {of}, not for {item.key}. Name the mapping of this item."
            )
        return text

    async def _go_on(self, request: Request, by: Sender, upload: Upload) -> Response:
        if not upload.exists:
            raise NotFound(what="batch")
        if media(request) != PARTIAL:
            raise UnsupportedMediaType(expected=f"{PARTIAL}, not compressed")
        try:
            return await self._receive(request, by, upload, request.headers.get("upload-offset"))
        except UploadOffsetWrong as error:
            return _with_offset(problems.details(error), upload)

    async def _receive(
        self, request: Request, by: Sender, upload: Upload, offset: str | None = "0"
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
        return await self._answer(by, upload)

    async def _how_far(self, _request: Request, _by: Sender, upload: Upload) -> Response:
        if not upload.exists:
            raise NotFound(what="batch")
        return _with_offset(Response(status_code=HTTPStatus.NO_CONTENT), upload)

    async def _forget(self, _request: Request, _by: Sender, upload: Upload) -> Response:
        if not upload.exists:
            raise NotFound(what="batch")
        if self.judge.at(upload):
            raise UploadBusy
        with upload.open():
            upload.remove()
        return Response(status_code=HTTPStatus.NO_CONTENT)

    # --- judging --------------------------------------------------------------------------------------------------------------

    async def _answer(self, by: Sender, upload: Upload) -> Response:
        """What became of a complete upload; judge it if nobody does, and wait a little."""
        if upload.outcome is None:
            await asyncio.wait({self.judge.take(by.caller, upload)}, timeout=PATIENCE)
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

    async def _status(self, _request: Request, by: Sender, upload: Upload) -> Response:
        if not upload.exists:
            found = await submission(self.engine, by, _SUMMARY, {"batch": by.batch})
            return JSONResponse({"state": "DONE", **found}, headers={"Cache-Control": "no-store"})
        if upload.complete:
            return await self._answer(by, upload)
        told = {"state": "UPLOADING", "batch": upload.about.batch, "offset": upload.offset}
        return _with_offset(JSONResponse(told), upload)


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


def _where(upload: Upload) -> dict[str, str]:
    about = upload.about
    dry = "&dryRun=true" if about.dry_run else ""
    return {"Location": f"{PATH}?batch={quote(about.batch, safe='/:')}{dry}", "Cache-Control": "no-store"}


def _with_offset(response: Response, upload: Upload) -> Response:
    response.headers["Upload-Offset"] = str(upload.offset)
    response.headers["Upload-Complete"] = "?1" if upload.complete else "?0"
    response.headers["Cache-Control"] = "no-store"
    return response
