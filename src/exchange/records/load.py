"""Loading records with a history: the sample world now, a node below handing up its records later.

The same preparer as for any other row, and the same three kinds of lines (row, audit, change); only the moves are told instead of made,
since they were made elsewhere or earlier. One transaction: all of it or nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from exchange import audit, feed
from exchange.lifecycle import State
from exchange.model import LevelCheck, Subject, audit_entry, change, open_search
from exchange.records import route, versions
from exchange.records.intake import fingerprint
from exchange.records.rows import empty, opened, prepare
from exchange.records.subjects import search_keys

if TYPE_CHECKING:
    import datetime as dt
    import uuid
    from collections.abc import Iterable, Sequence

    from exchange.database import WriteSession
    from exchange.model import Item
    from exchange.records.rows import Lines

CHUNK = 500


@dataclass(frozen=True, slots=True)
class PastMove:
    """One move that was made: when, by whom, to which state, and why."""

    move: str
    at: dt.datetime
    actor: str
    department: str | None
    before: str | None
    after: str
    reason: str | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class PastRecord:
    """A record with its history. `values` are field values, those set by the exchange (state, severity, periods) included.

    `levels` are rows of the level checks without their keys: level, department_code, checked_on, due_on, findings, checked_by.
    """

    item: type[Item]
    id: uuid.UUID
    subject_id: uuid.UUID
    natural: bool
    source_department: str
    submitted_by: str
    values: dict[str, Any]
    authority_department: str | None = None
    history: tuple[PastMove, ...] = ()
    levels: tuple[dict[str, Any], ...] = field(default=())
    lineage: uuid.UUID | None = None


async def load(session: WriteSession, records: Sequence[PastRecord]) -> None:
    """Write the records in chunks, within the session's transaction."""
    for start in range(0, len(records), CHUNK):
        await _chunk(session, records[start : start + CHUNK])


async def _chunk(session: WriteSession, records: Sequence[PastRecord]) -> None:
    for table, rows in record_lines(records).items():
        await session.insert(table, rows)
    await _open_persons(session, [record for record in records if is_open(record)])


def record_lines(records: Sequence[PastRecord]) -> Lines:
    """The rows of records by table: the records, their twins, their level checks, and the two journals of their moves."""
    lines: defaultdict[sa.Table, list[dict[str, Any]]] = defaultdict(list)
    for record in records:
        main, apart = _row(record)
        lines[record.item.table].append(main)
        if apart and record.item.apart is not None:
            lines[record.item.apart].append(apart)
        if record.levels:
            lines[LevelCheck.table].extend(_levels(record))
        entries = [_entry(record, past) for past in record.history]
        lines[audit_entry].extend(entry.row() for entry in entries)
        lines[change].extend(map(feed.row, entries))
    return {table: rows for table, rows in lines.items() if rows}


def is_open(record: PastRecord) -> bool:
    """About a natural person, and open to everybody by the basis recorded with its publication."""
    published = record.values["state"] == State.PUBLISHED
    return published and record.natural and record.values.get("publication_basis") is not None


def _row(record: PastRecord) -> tuple[dict[str, Any], dict[str, Any] | None]:
    item = record.item
    replaced = record.values["state"] == State.REPLACED
    prepared = prepare(item, record.values, natural=record.natural)
    key = {"subject_id": record.subject_id, "id": record.id}
    main = {
        **empty(item),
        "disputed": False,
        "late": False,
        "duty_done": False,
        "version": 1,
        "last_updated": record.values.get("publish_from"),
        **prepared.main,
        **(
            opened(item, {**dict.fromkeys(item.fields), **record.values, **prepared.apart})
            if is_open(record)
            else {}
        ),
        **key,
        "natural": record.natural,
        "source_department": record.source_department,
        "authority_department": record.authority_department,
        "submitted_by": record.submitted_by,
        "lineage": record.lineage,
    }
    mark = fingerprint(item, record.values, prepared.main["canonical_number"])
    main["fingerprint"] = versions.left(mark, record.id) if replaced else mark
    if item.apart is None or not prepared.apart:
        return main, None
    return main, {**dict.fromkeys(item.apart.c.keys()), **prepared.apart, **key}


async def _open_persons(session: WriteSession, records: Iterable[PastRecord]) -> None:
    for subject_id in dict.fromkeys(record.subject_id for record in records):
        if Subject.apart is None:  # pragma: no cover - subjects have personal columns
            return
        clear = (await session.mappings(sa.select(Subject.apart).where(Subject.apart.c.id == subject_id)))[0]
        here = Subject.table.c.id == subject_id
        await session.execute(sa.update(Subject.table).where(here).values(**opened(Subject, clear)))
        keys = search_keys(subject_id, [clear["name"]], natural=True)
        await session.execute(insert(open_search).on_conflict_do_nothing(), keys)


def _levels(record: PastRecord) -> Iterable[dict[str, Any]]:
    for number, level in enumerate(record.levels, 1):
        empty = {"due_on": None, "findings": None, "checked_by": None}
        late = route.late(level["checked_on"], level.get("due_on"))
        yield {
            **empty,
            **level,
            "late": late,
            "subject_id": record.subject_id,
            "record_id": record.id,
            "number": number,
        }


def _entry(record: PastRecord, past: PastMove) -> audit.Entry:
    return audit.Entry(
        at=past.at,
        actor=past.actor,
        client=None,
        department=past.department,
        item=record.item.key,
        subject_id=record.subject_id,
        record_id=record.id,
        move=past.move,
        state_before=past.before,
        state_after=past.after,
        reason=past.reason,
        document=past.document,
    )
