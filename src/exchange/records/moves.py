"""Moving a record through its life cycle: row, audit entry and change in one transaction, or nothing.

The row is looked for among those that the caller sees in the capacity which the move asks for, and locked. What is not found there does
not exist for this caller: a foreign record and a missing one are the same answer. A second try of the same move meets the new state and
changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange import audit, feed
from exchange.calendar import working_days
from exchange.clock import CHINA
from exchange.disclosure import reach
from exchange.disclosure.predicates import subtree_column
from exchange.errors import MoveNotAllowed, NotFound
from exchange.lifecycle import RECORD_MOVES, State, moves_from
from exchange.model import ITEMS, Department, LevelCheck, Shape, Subject, audit_entry
from exchange.records import guards, opening
from exchange.records.effects import EFFECTS, RULES
from exchange.records.guards import Details, Step
from exchange.records.intake import fingerprint
from exchange.records.rows import prepare
from exchange.rules import time_limit, time_limits

if TYPE_CHECKING:
    import datetime as dt
    import uuid
    from collections.abc import Mapping

    from exchange.access import Caller
    from exchange.clock import Clock
    from exchange.database import WriteSession
    from exchange.lifecycle import Move
    from exchange.model import Item

__all__ = ["Details", "Moved", "move", "possible"]


@dataclass(frozen=True, slots=True)
class Moved:
    """Where the record is now."""

    item: type[Item]
    subject_id: uuid.UUID
    record_id: uuid.UUID
    state: State


def possible(caller: Caller, state: State) -> tuple[str, ...]:
    """The moves that the caller's scopes and audiences allow from a state; guards may still refuse."""
    return tuple(
        one.name for one in moves_from(state) if one.scope in caller.scopes and one.audience in caller.audiences
    )


async def move(  # noqa: PLR0913 - who, when, what
    session: WriteSession, caller: Caller, clock: Clock, name: str, record_id: uuid.UUID, details: Details
) -> Moved:
    """Make a move. Raises ScopeMissing, NotFound, MoveNotAllowed or GuardRefused; then nothing has changed."""
    chosen = RECORD_MOVES[name]
    caller.require(chosen.scope)
    step = await _locked(session, caller, clock, chosen, record_id, details)
    state = State(step.row["state"])
    if state not in chosen.sources:
        allowed = ", ".join(possible(caller, state)) or "none for you"
        raise MoveNotAllowed(state=state, move=name, possible=allowed)
    guards.check(step)
    target = chosen.target or state
    changes = EFFECTS[name](step) if name in EFFECTS else {}
    await _apply(session, step, {**changes, "state": target})
    await _record(session, clock, step, state, target, changes)
    return Moved(step.item, step.row["subject_id"], record_id, target)


async def _locked(  # noqa: PLR0913 - who, when, what
    session: WriteSession, caller: Caller, clock: Clock, chosen: Move, record_id: uuid.UUID, details: Details
) -> Step:
    today = clock.today()
    for item in ITEMS.values():
        if item.shape is not Shape.RECORD:
            continue
        mine = sa.false()
        if chosen.audience in caller.audiences:
            mine = reach(chosen.audience, item, caller, today)
        statement = sa.select(item.table).where(item.table.c.id == record_id, mine).with_for_update()
        rows = await session.mappings(statement)
        if rows:
            kind = await session.scalar(sa.select(Subject.table.c.kind).where(Subject.table.c.id == rows[0]["subject_id"]))
            start = await _start(session, rows[0]["source_department"])
            return Step(item, rows[0], kind, start, chosen, caller, details, today)
    raise NotFound(what="id")


async def _start(session: WriteSession, department: str) -> str:
    """The level of a department: that of its division."""
    code = await session.scalar(sa.select(Department.table.c.region_code).where(Department.table.c.code == department))
    return subtree_column(code).upper()


async def _apply(session: WriteSession, step: Step, changes: dict[str, Any]) -> None:
    main, apart = dict(changes), dict[str, Any]()
    if step.details.corrections:
        prepared = prepare(step.item, step.details.corrections, natural=step.row["natural"])
        mark = fingerprint(step.item, step.details.corrections, prepared.main["canonical_number"])
        await _refuse_twin(session, step, mark)
        main, apart = prepared.main | main | {"fingerprint": mark}, prepared.apart
    for table, values in ((step.item.table, main), (step.item.apart, apart)):
        if table is not None and values:
            await session.execute(sa.update(table).where(*_key(step, table)).values(**values))
    if step.move.name == "publish" and step.row["natural"]:
        await opening.open_row(session, step)
    elif "publication_basis" in changes:
        await opening.close_subject(session, step.row["subject_id"])
    if step.move.name == "pass_level":
        await _check_level(session, step)


async def _refuse_twin(session: WriteSession, step: Step, mark: bytes) -> None:
    """A correction must not make the record the same decision as another one of the same department."""
    columns = step.item.table.c
    twin = sa.select(columns.id).where(
        columns.subject_id == step.row["subject_id"],
        columns.source_department == step.row["source_department"],
        columns.fingerprint == mark,
        columns.id != step.row["id"],
    )
    if await session.scalar(twin) is not None:
        raise step.refuse("no_duplicate", "your department has another record of this very decision. Withdraw one of them.")


def _key(step: Step, table: sa.Table) -> tuple[sa.ColumnElement[bool], ...]:
    return tuple(table.c[name] == step.row[name] for name in step.item.primary)


async def _check_level(session: WriteSession, step: Step) -> None:
    checks = LevelCheck.table
    own = (checks.c.subject_id == step.row["subject_id"], checks.c.record_id == step.row["id"])
    latest = await session.scalar(sa.select(sa.func.max(checks.c.number)).where(*own))
    limit = time_limit("level_check", step.today, time_limits())
    arrived = await _arrived(session, step)
    await session.execute(
        sa.insert(checks).values(
            subject_id=step.row["subject_id"],
            record_id=step.row["id"],
            number=(latest or 0) + 1,
            level=step.details.level,
            department_code=step.caller.department,
            checked_on=step.today,
            due_on=limit.due(arrived, working_days()),
            findings=step.details.findings,
            checked_by=step.caller.actor,
        )
    )


async def _arrived(session: WriteSession, step: Step) -> dt.date:
    """The day on which the record came to this level: with its last submission or the last level's check."""
    came = sa.select(sa.func.max(audit_entry.c.at)).where(
        audit_entry.c.subject_id == step.row["subject_id"],
        audit_entry.c.record_id == step.row["id"],
        audit_entry.c.move.in_(("receive", "submit", "correct", "pass_level")),
    )
    moment: dt.datetime | None = await session.scalar(came)
    return step.today if moment is None else moment.astimezone(CHINA).date()


async def _record(  # noqa: PLR0913 - the parts of an entry
    session: WriteSession, clock: Clock, step: Step, before: State, after: State, changes: Mapping[str, Any]
) -> None:
    name = step.move.name
    entry = audit.Entry(
        at=clock.now(),
        actor=step.caller.actor,
        client=step.caller.client,
        department=step.caller.department,
        item=step.item.key,
        subject_id=step.row["subject_id"],
        record_id=step.row["id"],
        move=name,
        state_before=before,
        state_after=after,
        reason=step.details.reason or step.details.outcome,
        document=step.details.document,
        rule=changes.get(RULES[name]) if name in RULES else None,
    )
    await audit.write(session, [entry])
    await feed.write(session, [entry])
