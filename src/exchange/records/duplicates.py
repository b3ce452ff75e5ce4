"""Records that may be one decision in two spellings: found from the change log, decided by a keeper.

The same decision of one department about one subject is a repetition and never becomes a second record (`intake.fingerprint`). What is left
are other spellings: of the number (字 and 第, brackets), of the party (a name without its code), of the authority, or two departments that
sent it both. A pair has the same item, the same day, numbers that differ in such signs alone, and one more thing in common: the subject,
the party's name, or the authority.

Finding changes no record and withholds none. A pair that was decided is not found again.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from exchange import audit, feed
from exchange.access import Audience, Scope
from exchange.disclosure import reach
from exchange.disclosure.predicates import records
from exchange.errors import GuardRefused, NotFound
from exchange.lifecycle import State
from exchange.model import OPENED, Duplicate, log_position
from exchange.records.moves import Details, move

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from exchange.access import Caller
    from exchange.clock import Clock
    from exchange.database import Writes, WriteSession
    from exchange.model import Item
    from exchange.records.sameness import Paper

    Found = Mapping[Any, Any]

LINES = 500
"""Lines of the log that are looked at in one transaction."""
GONE = frozenset({State.WITHDRAWN, State.REPLACED, State.ARCHIVED})
"""States in which there is nothing left to decide about a record; a draft is not there yet."""
_READER = "duplicates"
_SIGNS = "〔〕()[]【】第字号-·. "
_TABLE = Duplicate.table
_C = _TABLE.c
_LEVELS = ("province", "city", "county")


async def find(db: Writes, clock: Clock) -> int:
    """Look through what changed since the last time; how many pairs came to light. Killed at any moment, it goes on where it was."""
    found = 0
    while True:
        async with db.writing() as session:
            lines, pairs = await _step(session, clock.today())
        found += pairs
        if lines < LINES:
            return found


async def _step(session: WriteSession, day: dt.date) -> tuple[int, int]:
    """The next lines of the log; how many they were, and how many pairs they led to."""
    fresh = dict(zip(("xid", "line"), feed.START, strict=True))
    await session.execute(insert(log_position).values(reader=_READER, **fresh).on_conflict_do_nothing())
    own = log_position.c.reader == _READER
    held = (await session.all(sa.select(log_position).where(own).with_for_update()))[0]
    lines = await session.all(feed.since((held.xid, held.line), LINES))
    if not lines:
        return 0, 0
    pairs = 0
    for item in records():
        touched = sorted({line.record_id for line in lines if line.item == item.key})
        if touched:
            pairs += await _pairs(session, item, touched, day)
    await _moot(session, {line.record_id for line in lines if line.state in GONE}, day)
    reached = {"xid": lines[-1].xid, "line": lines[-1].id}
    await session.execute(sa.update(log_position).where(own).values(**reached))
    return len(lines), pairs


async def _pairs(session: WriteSession, item: type[Item], touched: Sequence[uuid.UUID], day: dt.date) -> int:
    """Enter the pairs that these records belong to; those that are known stay as they are."""
    rows = [_pair(row, item, day) for row in await session.mappings(_alike(item, touched))]
    if not rows:
        return 0
    made = (
        insert(_TABLE)
        .values(rows)
        .on_conflict_do_nothing(index_elements=["subject_id", "record_id", "other_id"])
    )
    return len(await session.scalars(made.returning(_C.id)))


def _pair(row: Found, item: type[Item], day: dt.date) -> dict[str, Any]:
    """Which of the two stands first is settled by their ids, so that each pair is entered once."""
    one, other = sorted(((row["id"], row["subject_id"]), (row["other_id"], row["other_subject_id"])))
    common = {level: row[level] if row[level] == row[f"other_{level}"] else None for level in _LEVELS}
    return {
        "id": uuid.uuid4(), "item": item.key, "record_id": one[0], "subject_id": one[1], "other_id": other[0],
        "other_subject_id": other[1], "found_on": day, "outcome": "OPEN", "settled_on": None, "reason": None, **common,
    }  # fmt: skip


def _alike(item: type[Item], touched: Sequence[uuid.UUID]) -> sa.Select[Any]:
    here, there = item.table.alias("here"), item.table.alias("there")
    one, other = here.c, there.c
    shared = ["found_under", "authority_name", "authority_code"]
    shared += [name for name in (f"party_name_{OPENED}",) if name in one]
    pairs = sa.and_(
        other.decided_on == one.decided_on,
        other.id != one.id,
        _bare(other.canonical_number) == _bare(one.canonical_number),
        sa.or_(*(one[name] == other[name] for name in shared)),
        sa.or_(one.lineage.is_(None), one.lineage.is_distinct_from(other.lineage)),
    )
    live = [table.state.not_in(sorted({*GONE, State.DRAFT})) for table in (one, other)]
    levels = [other[level].label(f"other_{level}") for level in _LEVELS]
    return (
        sa.select(
            one.id, one.subject_id, *(one[level] for level in _LEVELS),
            other.id.label("other_id"), other.subject_id.label("other_subject_id"), *levels,
        )
        .select_from(here.join(there, pairs))
        .where(one.id == sa.any_(sa.literal(list(touched), sa.ARRAY(sa.Uuid()))), *live)
    )  # fmt: skip


def _bare(number: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    """A number without the signs in which its spellings differ."""
    return sa.func.translate(number, _SIGNS, "")


async def _moot(session: WriteSession, gone: set[uuid.UUID], day: dt.date) -> None:
    either = sa.or_(_C.record_id.in_(gone), _C.other_id.in_(gone))
    if gone:
        await session.execute(
            sa.update(_TABLE).where(_C.outcome == "OPEN", either).values(outcome="MOOT", settled_on=day)
        )


async def settle(
    session: WriteSession, caller: Caller, clock: Clock, pair: uuid.UUID, keep: uuid.UUID | None, paper: Paper
) -> uuid.UUID:
    """Decide about a pair: with `keep` it is one decision, and the other record is withdrawn; without, they are two.

    Raises ScopeMissing, NotFound, GuardRefused or what the withdrawal raises; then nothing has changed.
    """
    caller.require(Scope.RECORD_VERIFY)
    mine = reach(Audience.KEEPER, Duplicate, caller, clock.today())
    rows = await session.mappings(sa.select(_TABLE).where(_C.id == pair, mine).with_for_update())
    if not rows:
        raise NotFound(what="id")
    found = rows[0]
    if found["outcome"] != "OPEN":
        raise _refused("open", f"it is decided already: {found['outcome']}. Look at both records again.")
    both = await _both(session, caller, clock, found)
    if keep is None:
        await _tell(session, caller, clock, found, both, paper)
    else:
        await move(
            session,
            caller,
            clock,
            "withdraw",
            _given_up(found, keep),
            Details(reason=paper.reason, document=paper.document),
        )
    outcome = {
        "outcome": "DIFFERENT" if keep is None else "SAME",
        "settled_on": clock.today(),
        "reason": paper.reason,
    }
    await session.execute(sa.update(_TABLE).where(_C.id == pair).values(**outcome))
    return pair


def _given_up(found: Found, keep: uuid.UUID) -> uuid.UUID:
    ids: set[uuid.UUID] = {found["record_id"], found["other_id"]}
    if keep not in ids:
        raise _refused("keep", "keep names neither of the two records. Give the id of the one that stays.")
    (other,) = ids - {keep}
    return other


async def _both(session: WriteSession, caller: Caller, clock: Clock, found: Found) -> list[Found]:
    """Both records, among those that the caller keeps: nobody decides about what it may not see."""
    item = next(one for one in records() if one.key == found["item"])
    columns = item.table.c
    wanted = sa.select(columns.id, columns.subject_id, columns.state).where(
        columns.id.in_([found["record_id"], found["other_id"]]),
        reach(Audience.KEEPER, item, caller, clock.today()),
    )
    rows = await session.mappings(wanted.order_by(columns.id))
    if len(rows) != 2:  # noqa: PLR2004 - a pair
        raise NotFound(what="id")
    return list(rows)


async def _tell(
    session: WriteSession, caller: Caller, clock: Clock, found: Found, both: Sequence[Found], paper: Paper
) -> None:
    """A line in the timeline of each record: it was told apart from another."""
    await audit.write(session, [
        audit.Entry(
            at=clock.now(), actor=caller.actor, client=caller.client, department=caller.department, item=found["item"],
            subject_id=one["subject_id"], record_id=one["id"], move="tell_apart", state_before=one["state"], state_after=one["state"],
            reason=paper.reason, document=paper.document,
        )
        for one in both
    ])  # fmt: skip


def _refused(guard: str, problem: str) -> GuardRefused:
    return GuardRefused(move="settle_duplicate", guard=guard, problem=problem)
