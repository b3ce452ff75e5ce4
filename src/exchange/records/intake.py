"""Taking in: checked rows become records in state SUBMITTED, each with its audit entry and its change.

A decision is one record of one submitter, however its number is spelled: the fingerprint is over authority, canonical number, party and
kinds, and stands in a unique key together with subject and source department. A conflict therefore only ever means the submitter's own
earlier row; another department's record is never met.
"""

from __future__ import annotations

import asyncio
import hashlib
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange import audit, feed
from exchange.disclosure.predicates import subtree_column
from exchange.editions.stored import in_force
from exchange.lifecycle import CYCLES, State
from exchange.model import Department, Subject
from exchange.records import opening, route
from exchange.records.rows import empty, prepare

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exchange.access import Caller
    from exchange.clock import Clock
    from exchange.database import WriteSession
    from exchange.model import Item
    from exchange.records.subjects import Resolved


_TURN = 50  # rows, some 5 ms; other requests get their turn in between


@dataclass(frozen=True, slots=True)
class Entry:
    """A checked row and the subject it is about."""

    values: Mapping[str, Any]
    subject: Resolved


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of it: a new record, or the submitter's own earlier one."""

    record_id: uuid.UUID
    subject_id: uuid.UUID
    repeated: bool


async def accept(
    session: WriteSession,
    caller: Caller,
    clock: Clock,
    item: type[Item],
    entries: Sequence[Entry],
    *,
    batch: str,
    state: State | None = None,
) -> list[Accepted]:
    """Store the entries in the caller's department's name, in the state in which the item's life cycle begins; results in their order."""
    state = state or CYCLES[item.cycle].start
    edition = (await in_force(session, clock.today())).edition
    first = route.waiting(
        await start_of(session, caller.department) if state is State.SUBMITTED else None, clock.today()
    )
    rows = []
    for number, entry in enumerate(entries, 1):
        rows.append(_row(caller, clock, item, entry, batch, state, edition))
        rows[-1]["main"] |= first
        if number % _TURN == 0:
            await asyncio.sleep(0)
    await _insert(session, item, rows)
    stored = await _stored(session, item, rows)
    results = [_result(row, stored) for row in rows]
    fresh = [row for row, result in zip(rows, results, strict=True) if not result.repeated]
    await _apart(session, item, fresh)
    await _found_under(session, item, fresh)
    if state is State.PUBLISHED:
        for row in fresh:
            if row["main"]["natural"]:
                await opening.open_row(session, item, row["main"]["subject_id"], row["main"]["id"])
    moved = [_entry(caller, clock, item, row, state) for row in fresh]
    await audit.write(session, moved)
    await feed.write(session, moved)
    return results


async def start_of(session: WriteSession, department: str | None) -> str:
    """The level at which the way of a department's records begins."""
    columns = Department.table.c
    code = await session.scalar(sa.select(columns.region_code).where(columns.code == department))
    return subtree_column(code).upper()


def fingerprint(item: type[Item], values: Mapping[str, Any], canonical: str) -> bytes:
    """What makes a decision the same decision, the party apart."""
    kind = values.get("kind") or ()
    kinds = kind if isinstance(kind, str) else ",".join(sorted(kind))
    authority = values.get("authority_code") or values.get("authority_name") or ""
    return hashlib.sha256(f"{item.key}\0{authority}\0{canonical}\0{kinds}".encode()).digest()


def _row(
    caller: Caller,
    clock: Clock,
    item: type[Item],
    entry: Entry,
    batch: str,
    state: State,
    edition: int | None,
) -> dict[str, Any]:
    values = {"region": entry.subject.region, **entry.values}
    prepared = prepare(item, values, natural=entry.subject.natural)
    defaults = {"disputed": False, "late": False, "duty_done": False, "version": 1}
    main = {
        **empty(item),
        **defaults,
        **{name: value for name, value in prepared.main.items() if value is not None},
        **route.publication(item.key, prepared.main["decided_on"]),
        "id": uuid.uuid4(),
        "subject_id": entry.subject.subject_id,
        "natural": entry.subject.natural,
        "state": state,
        "batch": batch,
        "catalogue_edition": edition,
        "source_department": caller.department,
        "submitted_by": caller.actor,
        "fingerprint": fingerprint(item, entry.values, prepared.main["canonical_number"]),
    }
    if state is State.PUBLISHED:
        main |= _listed(clock, natural=entry.subject.natural)
    return {"main": main, "apart": prepared.apart}


def _listed(clock: Clock, *, natural: bool) -> dict[str, Any]:
    """What is published on arrival is on a list that a court published; that is the basis of showing a person."""
    today, basis = clock.today(), "COURT_LIST" if natural else None
    return {"publish_from": today, "last_updated": today, "publication_basis": basis}


async def _insert(session: WriteSession, item: type[Item], rows: list[dict[str, Any]]) -> None:
    await session.insert(item.table, [row["main"] for row in rows], unless_there=True)


def _key(row: Mapping[Any, Any]) -> tuple[uuid.UUID, bytes]:
    return row["subject_id"], bytes(row["fingerprint"])


async def _stored(
    session: WriteSession, item: type[Item], rows: list[dict[str, Any]]
) -> dict[tuple[uuid.UUID, bytes], uuid.UUID]:
    """The ids under which the rows stand. Their keys go as two arrays: a list of pairs would be a statement of its own each time."""
    if not rows:
        return {}
    columns = item.table.c
    subjects, prints = zip(*(_key(row["main"]) for row in rows), strict=True)
    wanted = (
        sa.func.unnest(
            sa.literal(list(subjects), sa.ARRAY(sa.Uuid())),
            sa.literal(list(prints), sa.ARRAY(sa.LargeBinary())),
        )
        .table_valued(sa.column("subject_id", sa.Uuid()), sa.column("fingerprint", sa.LargeBinary()))
        .render_derived("wanted")
    )
    same = (columns.subject_id == wanted.c.subject_id, columns.fingerprint == wanted.c.fingerprint)
    chosen = (
        sa.select(columns.id, columns.subject_id, columns.fingerprint)
        .join_from(wanted, item.table, sa.and_(*same))
        .where(columns.source_department == rows[0]["main"]["source_department"])
    )
    return {_key(row): row["id"] for row in await session.mappings(chosen)}


def _result(row: dict[str, Any], stored: Mapping[tuple[uuid.UUID, bytes], uuid.UUID]) -> Accepted:
    record = stored[_key(row["main"])]
    return Accepted(record, row["main"]["subject_id"], repeated=record != row["main"]["id"])


async def _apart(session: WriteSession, item: type[Item], rows: list[dict[str, Any]]) -> None:
    if item.apart is None:
        return
    empty = dict.fromkeys(item.apart.c.keys())
    listed = [
        {**empty, **row["apart"], "subject_id": row["main"]["subject_id"], "id": row["main"]["id"]}
        for row in rows
        if row["apart"]
    ]
    await session.insert(item.apart, listed)


async def _found_under(session: WriteSession, item: type[Item], rows: list[dict[str, Any]]) -> None:
    """Records of a subject that was merged into another are found under that one.

    Asked after they are stored: their foreign keys hold the subject by then, so no merge comes in between.
    """
    subject, record = Subject.table.c, item.table.c
    about = {row["main"]["subject_id"] for row in rows}
    merged = sa.select(subject.id, subject.same_as_id).where(
        subject.id.in_(about), subject.same_as_id.is_not(None)
    )
    for one in await session.all(merged) if about else ():
        here = record.subject_id == one.id, record.id.in_([row["main"]["id"] for row in rows])
        await session.execute(sa.update(item.table).where(*here).values(same_subject_id=one.same_as_id))


def _entry(caller: Caller, clock: Clock, item: type[Item], row: dict[str, Any], state: State) -> audit.Entry:
    return audit.Entry(
        at=clock.now(),
        actor=caller.actor,
        client=caller.client,
        department=caller.department,
        item=item.key,
        subject_id=row["main"]["subject_id"],
        record_id=row["main"]["id"],
        move="receive",
        state_before=None,
        state_after=state,
    )
