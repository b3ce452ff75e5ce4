"""Archiving what the catalogue keeps no longer: records that have ended and whose time of retention is over (归档).

Each is archived by the move that a clerk would make, so that row, trail and change stand together, and by the guard that a clerk meets: the
statement here only finds candidates. A chunk is one transaction; a run that is killed leaves whole chunks, and the next one finds the rest,
since what is archived is no candidate any more. Two runs at once pass over each other's rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.access import Audience, Caller, Scope
from exchange.disclosure.predicates import records
from exchange.editions.stored import TABLE as CATALOGUE
from exchange.errors import GuardRefused
from exchange.lifecycle import MOVES
from exchange.model import Subject
from exchange.records.moves import Details, move

if TYPE_CHECKING:
    import datetime as dt
    import uuid
    from collections.abc import Callable

    from exchange.clock import Clock
    from exchange.database import Writes, WriteSession
    from exchange.model import Item

CHUNK = 100
"""Records of one transaction, about a second's work."""
_REASON = "The time of retention is over."
_NONE = "00000000-0000-0000-0000-000000000000"


@dataclass(slots=True)
class Archived:
    """What a run did with the records of one item; `refused` were candidates that the guard of the move kept."""

    done: int = 0
    refused: int = 0


def keeper(region: str, actor: str) -> Caller:
    """The exchange itself, at work on the records of its own division."""
    return Caller(
        actor=actor,
        jurisdiction=region,
        scopes=frozenset({Scope.RECORD_READ, Scope.RECORD_PUBLISH}),
        audiences=frozenset({Audience.KEEPER}),
    )


async def due(session: WriteSession, day: dt.date) -> dict[str, int]:
    """How many records of each item would be archived on that day."""
    found = {}
    for item in records():
        over = _over(item, day).subquery()
        found[item.key] = await session.scalar(sa.select(sa.func.count()).select_from(over))
    return found


async def run(
    db: Writes,
    caller: Caller,
    clock: Clock,
    *,
    chunk: int = CHUNK,
    each: Callable[[str, Archived], None] | None = None,
) -> dict[str, Archived]:
    """Archive all that is due; counts by item. `each` is told the counts of an item after every chunk."""
    found = {item.key: Archived() for item in records()}
    for item in records():
        counts, last = found[item.key], _NONE
        while last:
            async with db.writing() as session:
                last = await _chunk(session, caller, clock, item, last, chunk, counts)
            if each is not None:
                each(item.key, counts)
    return found


async def _chunk(
    session: WriteSession,
    caller: Caller,
    clock: Clock,
    item: type[Item],
    after: str,
    most: int,
    counts: Archived,
) -> str:
    """Archive the next ones by id; the last id, empty at the end."""
    record = item.table.c.id
    chosen = _over(item, clock.today()).where(record > after).order_by(record).limit(most)
    ids: list[uuid.UUID] = list(
        await session.scalars(chosen.with_for_update(of=item.table, skip_locked=True))
    )
    done, refused = 0, 0
    for one in ids:
        try:
            await move(session, caller, clock, "archive", one, Details(reason=_REASON))
            done += 1
        except GuardRefused:
            refused += 1
    counts.done, counts.refused = counts.done + done, counts.refused + refused
    return str(ids[-1]) if len(ids) == most else ""


def _over(item: type[Item], day: dt.date) -> sa.Select[Any]:
    """Ids of records in an ended state, undisputed, whose retention by the edition that they were accepted under ended before the day."""
    one, entry, subject = item.table.c, CATALOGUE.c, Subject.table.c
    ends = sa.func.coalesce(one.publish_until, one.decided_on) + sa.func.make_interval(
        0, entry.retention_months
    )
    listed = sa.and_(
        entry["item"] == item.key,
        entry.edition == one.catalogue_edition,
        subject.kind == sa.any_(entry.subject_kinds),
    )
    return (
        sa.select(one.id)
        .join(Subject.table, subject.id == one.subject_id)
        .join(CATALOGUE, listed)
        .where(one.state.in_(sorted(MOVES["archive"].sources)), sa.not_(one.disputed), ends < day)
    )
