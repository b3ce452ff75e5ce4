"""Files that were received whole, judged one at a time beside everything else that the server does.

Nothing here is remembered that a stop could lose: a file waits on disk until it has its outcome, and whoever asks about it has it judged,
by the rights of that moment. What a stop or a busy database interrupts leaves no outcome; what is stored by then is found again under the
batch number.
"""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import orjson

from exchange.api import problems
from exchange.api.engine import Context
from exchange.errors import BadRequest, ExchangeError
from exchange.submissions import open_mapping, submit
from exchange.submissions.names import item_of, submitted
from exchange.submissions.opening import open_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchange.access import Caller
    from exchange.api.engine import Engine
    from exchange.model import Item
    from exchange.submissions import Mapping as ColumnMapping
    from exchange.submissions import RowReport
    from exchange.submissions.uploads import Upload


@dataclass(slots=True)
class Judging:
    """One file being judged."""

    task: asyncio.Task[None]
    done: int = 0
    total: int = 0


class Judge:
    """Judges uploads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._running: dict[str, Judging] = {}
        self._turn = asyncio.Semaphore(1)

    def at(self, upload: Upload) -> Judging | None:
        """How far the judging of an upload is, if it is under way."""
        return self._running.get(str(upload.folder))

    def take(self, caller: Caller, upload: Upload) -> Judging:
        """The judging of a complete upload; begun in this caller's name if nobody is at it."""
        key = str(upload.folder)
        if key in self._running:
            return self._running[key]
        task = asyncio.create_task(self._judge(key, caller, upload))
        self._running[key] = judging = Judging(task)
        return judging

    async def close(self) -> None:
        """Stop judging; what is not done is done when it is asked about again."""
        tasks = [one.task for one in self._running.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _judge(self, key: str, caller: Caller, upload: Upload) -> None:
        try:
            async with self._turn:
                upload.end({"state": "DONE", **await self._submitted(key, caller, upload)})
        except ExchangeError as error:
            if error.status < HTTPStatus.INTERNAL_SERVER_ERROR and error.status != HTTPStatus.UNAUTHORIZED:
                upload.end({"code": error.code, "status": max(error.status, 400), "message": error.message})
        except Exception as error:  # noqa: BLE001 - a task of its own: nobody else would tell the operator
            told = problems.public(error)
            upload.end({"code": told.code, "status": told.status, "message": told.message})
        finally:
            del self._running[key]

    async def _submitted(self, key: str, caller: Caller, upload: Upload) -> dict[str, Any]:
        about, judging = upload.about, self._running[key]
        mapping: ColumnMapping | None = open_mapping(about.mapping) if about.mapping else None
        item, name = item_named(about.item), f"{about.batch}.{about.suffix}"
        stack = ExitStack()

        def progress(done: int, total: int) -> None:
            judging.done, judging.total = done, total

        with stack, upload.rows.open("wb") as kept:
            opening = asyncio.to_thread(open_rows, stack, upload.body, item, mapping, name)
            rows, judging.total = await opening
            context = Context(self._engine, caller)
            report = await context.write(
                lambda standing: submit(
                    standing,
                    standing.caller,
                    context.clock,
                    item.key,
                    about.batch,
                    rows,
                    mapping,
                    dry_run=about.dry_run,
                    progress=progress,
                    each=partial(_keep, kept) if about.dry_run else _drop,
                )
            )
        return report.plain()


def item_named(key: str) -> type[Item]:
    """The item of a key. Raises BadRequest."""
    item = item_of(key)
    if item is None:
        raise BadRequest(problem=f"item must be one of {', '.join(one.key for one in submitted())}.")
    return item


def _keep(file: Any, rows: Sequence[RowReport]) -> None:  # noqa: ANN401 - a binary file
    file.writelines(orjson.dumps(row.plain()) + b"\n" for row in rows)


def _drop(_rows: Sequence[RowReport]) -> None:
    """They are in the tables."""
