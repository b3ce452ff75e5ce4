"""Files of a department on their way in by the console: the same uploads, judged by the same judge, as those that programs send.

A file is tried first. What it says is shown, and the same bytes wait beside it, not yet sent in: confirming sends exactly what was judged.
What is given up goes after a day, like any upload that was never completed.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exchange.access import Scope
from exchange.errors import BadRequest, NotFound, PayloadTooLarge, RowsNotKept, UploadBusy
from exchange.submissions import formats
from exchange.submissions.submit import usable
from exchange.submissions.uploads import About

if TYPE_CHECKING:
    from pathlib import Path

    from exchange.access import Caller
    from exchange.api.judging import Judge
    from exchange.submissions.uploads import Upload, Uploads

PATIENCE = 3.0
"""Seconds until a page tells how far it is."""
KINDS = ("csv", "tsv", "txt", "json", "ndjson", "xlsx")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it came in a form."""

    item: str
    batch: str
    suffix: str
    content: bytes


class Intake:
    """Takes files of people; every step needs the scope to submit and a department."""

    def __init__(self, uploads: Uploads, judge: Judge) -> None:
        self._uploads = uploads
        self._judge = judge

    def _find(self, caller: Caller, batch: str, *, dry_run: bool) -> Upload:
        caller.require(Scope.RECORD_SUBMIT)
        if caller.department is None:
            raise BadRequest(problem="your client belongs to no department, so it cannot submit.")
        if not usable(batch):
            raise BadRequest(problem="batch must be 1 to 64 letters, digits and . : / _ -.")
        return self._uploads.find(caller.department, batch, dry_run=dry_run)

    async def preview(self, caller: Caller, sent: Sent) -> None:
        """Try a file, and keep it beside until it is confirmed. Raises BadRequest, PayloadTooLarge, UploadBusy, TooManyRequests."""
        if sent.suffix not in KINDS:
            raise BadRequest(problem=f"the file must be one of {', '.join(KINDS)}.")
        if len(sent.content) > formats.limit(sent.suffix):
            raise PayloadTooLarge(limit=formats.limit(sent.suffix))
        for dry_run in (False, True):
            before = self._find(caller, sent.batch, dry_run=dry_run)
            if self._judge.at(before):
                raise UploadBusy
            about = About(
                str(caller.department), sent.batch, dry_run, sent.item, sent.suffix, person=caller.person
            )
            await asyncio.to_thread(_kept, self._uploads, about, sent.content)
        tried = self._find(caller, sent.batch, dry_run=True)
        tried.finish()
        outcome = await self.waited(caller, tried)
        if outcome is not None and not (outcome.get("accepted") or outcome.get("warned")):
            self._find(caller, sent.batch, dry_run=False).remove()  # nothing of it can be sent in

    async def waited(self, caller: Caller, upload: Upload) -> dict[str, Any] | None:
        """What became of an upload; None while it is being judged."""
        if upload.outcome is None and upload.complete:
            await asyncio.wait({self._judge.take(caller, upload)}, timeout=PATIENCE)
        return upload.outcome

    def tried(self, caller: Caller, batch: str) -> Upload:
        """The trial of a batch. Raises NotFound."""
        return self._mine(caller, batch, dry_run=True)

    def stored(self, caller: Caller, batch: str) -> Upload | None:
        """The upload of a batch that was sent in by this person, while something of it is kept."""
        found = self._find(caller, batch, dry_run=False)
        return found if found.sent_by_person(caller.person) else None

    async def confirm(self, caller: Caller, batch: str) -> None:
        """Send in what was tried. Raises NotFound where it is not kept any more."""
        upload = self._mine(caller, batch, dry_run=False)
        if not upload.complete:
            upload.finish()
        await self.waited(caller, upload)

    def drop(self, caller: Caller, batch: str) -> None:
        """Forget a trial and what waits beside it; what was sent in stays. Raises NotFound."""
        beside = self.stored(caller, batch)
        if beside is not None and not beside.complete:
            beside.remove()
        self._mine(caller, batch, dry_run=True).remove()

    def _mine(self, caller: Caller, batch: str, *, dry_run: bool) -> Upload:
        upload = self._find(caller, batch, dry_run=dry_run)
        if not upload.sent_by_person(caller.person):
            raise NotFound(what="batch")
        return upload

    async def refused(self, caller: Caller, batch: str, *, dry_run: bool) -> tuple[Upload, list[Row]]:
        """The refused rows of a batch with their cells. Raises NotFound, RowsNotKept."""
        upload = self._mine(caller, batch, dry_run=dry_run)
        if not upload.refused.exists():
            raise RowsNotKept
        return upload, await asyncio.to_thread(lines, upload.refused)


def _kept(uploads: Uploads, about: About, content: bytes) -> None:
    upload = uploads.begin(about)
    with upload.open() as file:
        view = memoryview(content)
        while view:
            view = view[file.write(view) :]


def lines(file: Path) -> list[Row]:
    """The rows of a file of the upload: what a trial found of each, or the cells of those that were refused."""
    with file.open("rb") as kept:
        return [json.loads(line) for line in kept]
