"""Batches in the database: what makes sending one twice harmless.

Submitter and batch number are the key, a hash of the content tells whether it is the same. Every chunk is a transaction of its own that
first takes the batch's row, so that two senders of one batch go one after the other, and then looks whether its rows are there already:
after a crash in between, sending again does what is missing. Of a refused row only number, verdict and findings are stored.
"""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from exchange.divisions import divisions
from exchange.errors import BatchConflict
from exchange.model import Finding as FindingItem
from exchange.model import Submission, SubmissionRow
from exchange.submissions.findings import Finding
from exchange.submissions.report import RowReport, Verdict

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from datetime import datetime

    from exchange.database import WriteSession
    from exchange.submissions.judge import Submitter

_BATCH, _ROW, _FINDING = Submission.table, SubmissionRow.table, FindingItem.table
_PAGE = 2_000
_COUNTS = {
    Verdict.ACCEPTED: "accepted",
    Verdict.WARNED: "warned",
    Verdict.REFUSED: "refused",
    Verdict.DUPLICATE: "duplicates",
}


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as it was sent."""

    submitter: Submitter
    number: str
    item: str
    digest: bytes
    received_at: datetime


async def take(session: WriteSession, batch: Batch) -> None:
    """Enter the batch, or find it entered, and hold it until the end of the transaction. Raises BatchConflict."""
    path = divisions().path(batch.submitter.region)
    entered = insert(_BATCH).values(
        id=uuid.uuid4(),
        submitter=batch.submitter.code,
        batch=batch.number,
        item=batch.item,
        body_hash=batch.digest,
        received_at=batch.received_at,
        **dict.fromkeys(_COUNTS.values(), 0),
        **path._asdict(),
    )
    await session.execute(entered.on_conflict_do_nothing())
    known = sa.select(_BATCH.c.body_hash).where(*_key(_BATCH, batch)).with_for_update()
    if bytes(await session.scalar(known)) != batch.digest:
        raise BatchConflict


async def present(session: WriteSession, batch: Batch, first: int, last: int) -> bool:
    """Whether the rows from `first` to `last` have their verdicts already."""
    counted = sa.select(sa.func.count()).where(*_key(_ROW, batch), _ROW.c.number.between(first, last))
    return bool(await session.scalar(counted))


async def enter(session: WriteSession, batch: Batch, rows: Sequence[RowReport]) -> None:
    """Store the verdicts of a chunk and count them."""
    key = {"submitter": batch.submitter.code, "batch": batch.number}
    findings = [
        {
            **key,
            "row_number": row.number,
            "number": number,
            "code": found.code,
            "field": found.field,
            "message": found.message,
        }
        for row in rows
        for number, found in enumerate(row.findings, 1)
    ]
    verdicts = [
        {**key, "number": row.number, "verdict": str(row.verdict), "record_id": row.record_id} for row in rows
    ]
    await session.insert(_ROW, verdicts)
    await session.insert(_FINDING, findings)
    more = Counter(_COUNTS[row.verdict] for row in rows)
    counts = {column: _BATCH.c[column] + count for column, count in more.items()}
    await session.execute(sa.update(_BATCH).where(*_key(_BATCH, batch)).values(**counts))


async def pages(session: WriteSession, batch: Batch, last: int) -> AsyncIterator[tuple[RowReport, ...]]:
    """The rows of a batch up to the last number, in pages that need little memory."""
    for start in range(0, last, _PAGE):
        yield await rows_of(session, batch, start + 1, start + _PAGE)


async def rows_of(session: WriteSession, batch: Batch, first: int, last: int) -> tuple[RowReport, ...]:
    """The rows of a batch from one number to another with their findings, as they were stored."""
    found: defaultdict[int, list[Finding]] = defaultdict(list)
    listed = sa.select(_FINDING.c.row_number, _FINDING.c.code, _FINDING.c.field, _FINDING.c.message)
    for row in await session.all(
        listed.where(*_key(_FINDING, batch), _FINDING.c.row_number.between(first, last)).order_by(
            _FINDING.c.row_number, _FINDING.c.number
        )
    ):
        found[row.row_number].append(Finding(row.code, row.field, row.message))
    verdicts = (
        sa.select(_ROW.c.number, _ROW.c.verdict, _ROW.c.record_id)
        .where(*_key(_ROW, batch), _ROW.c.number.between(first, last))
        .order_by(_ROW.c.number)
    )
    return tuple(
        RowReport(row.number, Verdict(row.verdict), row.record_id, tuple(found[row.number]))
        for row in await session.all(verdicts)
    )


def _key(table: sa.Table, batch: Batch) -> tuple[sa.ColumnElement[Any], sa.ColumnElement[Any]]:
    return table.c.submitter == batch.submitter.code, table.c.batch == batch.number
