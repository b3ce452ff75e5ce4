"""Files that were received whole, judged one at a time beside everything else that the server does.

Nothing here is remembered that a stop could lose: a file waits on disk until it has its outcome. Whoever asks about it has it judged; if
nobody asks, every process looks every few seconds for what waits, from its start on, and judges it in the name of the client or person
that sent it, by the rights which they have now. Of all processes the one that holds the file judges it. What a stop or a busy database
interrupts leaves no outcome; what is stored by then is found again under the batch number, so nothing is lost and nothing done twice.
"""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import orjson

from exchange.access import Caller
from exchange.api import problems
from exchange.api.engine import Context
from exchange.api.sender import item_named
from exchange.errors import ExchangeError, UploadBusy
from exchange.submissions import submit
from exchange.submissions.mapping import parse_mapping
from exchange.submissions.opening import open_rows
from exchange.submissions.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exchange.api.engine import Engine
    from exchange.grants.standing import Standing
    from exchange.submissions import Mapping as ColumnMapping
    from exchange.submissions import Report, RowReport
    from exchange.submissions.formats import Row
    from exchange.submissions.uploads import Upload, Uploads


LOOK = 5.0
"""Seconds between two looks for what waits."""


class Judge:
    """Judges uploads."""

    def __init__(self, engine: Engine, uploads: Uploads) -> None:
        self._engine = engine
        self._uploads = uploads
        self._running: dict[str, asyncio.Task[None]] = {}
        self._turn = asyncio.Semaphore(1)
        self._watching: asyncio.Task[None] | None = None

    def at(self, upload: Upload) -> bool:
        """Whether this process judges an upload, or will when others are done."""
        return str(upload.folder) in self._running

    def take(self, caller: Caller, upload: Upload) -> asyncio.Task[None]:
        """The judging of a complete upload; begun in this caller's name if nobody is at it."""
        key = str(upload.folder)
        if key not in self._running:
            self._running[key] = asyncio.create_task(self._judge(key, caller, upload))
        return self._running[key]

    def begin(self) -> None:
        """Look for what waits, now and again."""
        self._watching = asyncio.create_task(self._watch())

    async def close(self) -> None:
        """Stop judging; what is not done is done by another process, or after the next start."""
        tasks = [*self._running.values(), *([self._watching] if self._watching else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _watch(self) -> None:
        while True:
            try:
                for upload in await asyncio.to_thread(self._uploads.waiting):
                    await self._resume(upload)
            except Exception as error:  # noqa: BLE001 - it must go on looking; the operator is told
                problems.public(error)
            await asyncio.sleep(LOOK)

    async def _resume(self, upload: Upload) -> None:
        """Judge it as who sent it. One whose sender may not come in any more waits until its department asks about it."""
        about = upload.about
        sent = Caller(
            client=None if about.person else about.client,
            actor=about.person or about.client,
            person=about.person,
        )
        try:
            caller = await self._engine.runner.refresh(sent)
        except ExchangeError:
            return
        if caller.department == about.department:
            await asyncio.wait({self.take(caller, upload)})

    async def _judge(self, key: str, caller: Caller, upload: Upload) -> None:
        try:
            async with self._turn:
                with upload.held() as waiting:
                    if waiting:
                        await self._ended(caller, upload)
        except UploadBusy:
            return  # another process judges it
        finally:
            del self._running[key]

    async def _ended(self, caller: Caller, upload: Upload) -> None:
        try:
            upload.end({"state": "DONE", **await self._submitted(caller, upload)})
        except ExchangeError as error:
            if error.status < HTTPStatus.INTERNAL_SERVER_ERROR and error.status != HTTPStatus.UNAUTHORIZED:
                upload.end({"code": error.code, "status": max(error.status, 400), "message": error.message})
        except Exception as error:  # noqa: BLE001 - a task of its own: nobody else would tell the operator
            told = problems.public(error)
            upload.end({"code": told.code, "status": told.status, "message": told.message})

    async def _submitted(self, caller: Caller, upload: Upload) -> dict[str, Any]:
        about, context = upload.about, Context(self._engine, caller)
        mapping = (
            parse_mapping(f"{about.mapping}.toml", upload.mapping.read_text("utf-8"))
            if about.mapping
            else None
        )
        item, name = item_named(about.item), f"{about.batch}.{about.suffix}"
        with ExitStack() as stack:
            rows, total = await asyncio.to_thread(open_rows, stack, upload.body, item, mapping, name)
            upload.tell(0, total)
            report = await context.write(partial(self._attempt, upload, rows, mapping))
        return report.plain()

    async def _attempt(
        self, upload: Upload, rows: Iterable[Row], mapping: ColumnMapping | None, standing: Standing
    ) -> Report:
        """Judge and store; from the beginning again when rights moved meanwhile."""
        about = upload.about
        with upload.rows.open("wb") as kept, Refused() as refused:

            def each(reports: Sequence[RowReport]) -> None:
                refused.add(reports)
                if about.dry_run:  # else they are in the tables
                    kept.writelines(orjson.dumps(row.plain()) + b"\n" for row in reports)

            report = await submit(
                standing, standing.caller, self._engine.runner.clock, about.item, about.batch, rows, mapping,
                dry_run=about.dry_run, progress=upload.tell, each=each,
            )  # fmt: skip
            with upload.refused.open("wb") as back:
                await asyncio.to_thread(refused.keep, rows, back)
        return report
