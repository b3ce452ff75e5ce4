"""Submitting a batch: judge every row, then store chunk by chunk.

Judging is pure and comes first, so that a refused row never holds an accepted one back and the hash of the batch is known before
anything is written. A dry run goes the whole way in one transaction and rolls it back: its verdicts are those of the real thing,
duplicates included.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NoReturn

from exchange.access import Scope
from exchange.editions.stored import in_force
from exchange.errors import ArgumentInvalid, FeedOnly
from exchange.records import intake, subjects
from exchange.submissions import departments, store
from exchange.submissions.columns import Columns
from exchange.submissions.entry import entry, party
from exchange.submissions.findings import finding
from exchange.submissions.judge import Judge, Judged
from exchange.submissions.names import item_of, submitted
from exchange.submissions.report import Report, RowReport, Tally, Verdict
from exchange.submissions.spool import Spool

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Mapping, Sequence
    from uuid import UUID

    from exchange.access import Caller
    from exchange.clock import Clock
    from exchange.database import Writes, WriteSession
    from exchange.model import Item
    from exchange.submissions.formats import Unreadable
    from exchange.submissions.mapping import Mapping as ColumnMapping

CHUNK = 500
"""Rows of one transaction: long enough to be quick, short enough not to hold up the readers of the change log."""
TRIED = 20_000
"""Rows of a dry run, which is one transaction: a longer one would hold up the readers of the change log, and others' new subjects."""

_DIGITS = 24  # of a hash, in a batch number made from content
_BATCH_NUMBER = re.compile(r"[\w.:/\-]{1,64}")


class _Rehearsed(Exception):
    """Rolls a dry run back; no error."""


async def submit(  # noqa: PLR0913 - who, when, what, how
    db: Writes,
    caller: Caller,
    clock: Clock,
    item_key: str,
    batch: str | None,
    rows: Iterable[Mapping[str, object] | Unreadable],
    mapping: ColumnMapping | None = None,
    *,
    dry_run: bool = False,
    progress: Callable[[int, int], None] | None = None,
    each: Callable[[Sequence[RowReport]], None] | None = None,
) -> Report:
    """Submit rows of an item under a batch number; the caller's department is the submitter. Without a number the content gives one.

    Sending the same batch again gives its report and changes nothing. `progress` is told rows done and rows in all; `each` gets verdicts
    page by page, and the report then holds none of them: a million rows need no more memory than a few thousand. Whatever a sandbox
    client sends is a dry run. Raises ScopeMissing,
    ArgumentInvalid for an unknown item or an unusable batch number, BatchConflict, Unavailable, OutcomeUnknown (send it again).
    """
    caller.require(Scope.RECORD_SUBMIT)
    dry_run = dry_run or caller.sandbox
    item = _item(item_key)
    if item.fed_by and not {*item.fed_by} & {*caller.departments}:
        raise FeedOnly(item=f"{item.en} ({item.zh})", departments=", ".join(item.fed_by))
    if batch is not None and not usable(batch):
        raise _invalid("batch", "write 1 to 64 letters, digits and . : / _ -")
    async with db.writing() as session:
        submitter = await departments.submitter(session, caller)
        catalogue = await in_force(session, clock.today())
    columns = Columns(item, mapping)
    kept: list[RowReport] = []
    tally = Tally()
    with Spool[Judged](CHUNK) as judged:
        content = hashlib.sha256(f"{item.key}\0{mapping.digest if mapping else ''}".encode())
        async for row in Judge(columns, submitter, catalogue).all(rows):
            if dry_run and row.number > TRIED:
                raise _invalid("dryRun", f"it takes at most {TRIED} rows. Try a part of the file")
            content.update(hashlib.sha256(row.trace).digest())
            judged.add(row)
        number = batch or f"{item.key}-{content.hexdigest()[:_DIGITS]}"
        sent = store.Batch(submitter, number, item.key, content.digest(), clock.now())
        work = _Work(caller, clock, item, sent, judged, progress)
        async with aclosing(work.rehearse(db) if dry_run else work.do(db)) as pages:
            async for page in pages:
                tally.add(page)
                (each or kept.extend)(page)
    return tally.report(number, tuple(kept), columns.notes, dry_run=dry_run)


@dataclass(frozen=True, slots=True)
class _Work:
    """One batch on its way into the database."""

    caller: Caller
    clock: Clock
    item: type[Item]
    batch: store.Batch
    judged: Spool[Judged]
    progress: Callable[[int, int], None] | None

    async def do(self, db: Writes) -> AsyncGenerator[Sequence[RowReport]]:
        """Store every chunk in a transaction of its own, then read what is stored."""
        for chunk in self.judged.chunks():
            async with db.writing() as session:
                await store.take(session, self.batch)
                await self._chunk(session, chunk)
            self._tell(chunk)
        async with db.writing() as session:
            async for page in store.pages(session, self.batch, self.judged.total):
                yield page

    async def rehearse(self, db: Writes) -> AsyncGenerator[Sequence[RowReport]]:
        """The same in one transaction that is rolled back; records that came to be in it have no id to give."""
        rows: tuple[RowReport, ...] = ()
        before: frozenset[UUID | None] = frozenset()
        async with _rolled_back(db) as session:
            before = _records(await self._rows(session))
            await store.take(session, self.batch)
            for chunk in self.judged.chunks():
                await self._chunk(session, chunk)
                self._tell(chunk)
            rows = await self._rows(session)
        gone = _records(rows) - before
        yield tuple(replace(row, record_id=None) if row.record_id in gone else row for row in rows)

    async def _rows(self, session: WriteSession) -> tuple[RowReport, ...]:
        return await store.rows_of(session, self.batch, 1, max(self.judged.total, 1))

    def _tell(self, chunk: Sequence[Judged]) -> None:
        if self.progress is not None and chunk:
            self.progress(chunk[-1].number, self.judged.total)

    async def _chunk(self, session: WriteSession, chunk: Sequence[Judged]) -> None:
        if not chunk or await store.present(session, self.batch, chunk[0].number, chunk[-1].number):
            return
        good = [row for row in chunk if row.values is not None]
        submitter = self.batch.submitter.code
        resolved = await subjects.resolve(session, submitter, [party(row) for row in good])
        entries = [entry(row, subject) for row, subject in zip(good, resolved, strict=True)]
        taken = await intake.accept(
            session, self.caller, self.clock, self.item, entries, batch=self.batch.number
        )
        accepted = {row.number: one for row, one in zip(good, taken, strict=True)}
        await store.enter(session, self.batch, [_verdict(row, accepted.get(row.number)) for row in chunk])


def _verdict(row: Judged, accepted: intake.Accepted | None) -> RowReport:
    if accepted is None:
        return RowReport(row.number, Verdict.REFUSED, None, row.findings)
    if accepted.repeated:
        return RowReport(row.number, Verdict.DUPLICATE, accepted.record_id, (finding("DUPLICATE"),))
    verdict = Verdict.WARNED if row.findings else Verdict.ACCEPTED
    return RowReport(row.number, verdict, accepted.record_id, row.findings)


def _records(rows: Iterable[RowReport]) -> frozenset[UUID | None]:
    """The records that came of rows, not those that rows repeat."""
    return frozenset(row.record_id for row in rows if row.verdict in {Verdict.ACCEPTED, Verdict.WARNED})


@asynccontextmanager
async def _rolled_back(db: Writes) -> AsyncIterator[WriteSession]:
    try:
        async with db.writing() as session:
            yield session
            _end()
    except _Rehearsed:
        return


def _end() -> NoReturn:
    raise _Rehearsed


def usable(batch: str) -> bool:
    """Whether a text can be a batch number."""
    return _BATCH_NUMBER.fullmatch(batch) is not None


def _item(key: str) -> type[Item]:
    item = item_of(key)
    if item is None:
        raise _invalid("item", f"it is none of {', '.join(item.key for item in submitted())}")
    return item


def _invalid(argument: str, problem: str) -> ArgumentInvalid:
    return ArgumentInvalid(argument=argument, field="submitRecords", problem=f"{problem}.")
