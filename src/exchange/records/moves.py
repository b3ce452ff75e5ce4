"""Moving a record through its life cycle: row, audit entry and change in one transaction, or nothing.

The row is looked for among those that the caller sees in the capacity which the move asks for, and locked. What is not found there does
not exist for this caller: a foreign record and a missing one are the same answer. A second try of the same move meets the new state and
changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from exchange import audit, feed
from exchange.access import used
from exchange.disclosure import reach
from exchange.disclosure.predicates import records
from exchange.editions import stored
from exchange.errors import MoveNotAllowed, NotFound, SandboxOnly, ScopeMissing
from exchange.lifecycle import CYCLES, MOVES, State
from exchange.model import LevelCheck, Subject, audit_entry
from exchange.records import guards, hanging, opening, route, versions
from exchange.records.effects import EFFECTS, RULES
from exchange.records.intake import fingerprint, start_of
from exchange.records.recall import recall
from exchange.records.rows import prepare
from exchange.records.shown import stamped
from exchange.records.step import Details, Origin, Step
from exchange.values import CHINA

if TYPE_CHECKING:
    import datetime as dt
    import uuid
    from collections.abc import Mapping

    from exchange.access import Audience, Caller
    from exchange.clock import Clock
    from exchange.database import WriteSession
    from exchange.lifecycle import Cycle, Move
    from exchange.model import Item

__all__ = ["Details", "Moved", "move", "possible"]

HANDED = ("receive", "submit", "correct")
"""Moves by which a department answers for the content."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Where the record is now; of a replaced one, its new version."""

    item: type[Item]
    subject_id: uuid.UUID
    record_id: uuid.UUID
    state: State


def possible(caller: Caller, state: State, cycle: Cycle) -> tuple[str, ...]:
    """The moves that the caller's scopes and audiences allow from a state; guards may still refuse."""
    return tuple(
        one.name
        for one in cycle.moves_from(state)
        if any(scope in caller.scopes and audience in caller.audiences for scope, audience in one.ways)
    )


async def move(
    session: WriteSession, caller: Caller, clock: Clock, name: str, record_id: uuid.UUID, details: Details
) -> Moved:
    """Make a move. Raises SandboxOnly, ScopeMissing, NotFound, MoveNotAllowed or GuardRefused; then nothing has changed."""
    if caller.sandbox:
        raise SandboxOnly
    return await _made(
        session, clock, await _locked(session, caller, clock.today(), name, record_id, details)
    )


async def consequence(
    session: WriteSession,
    caller: Caller,
    clock: Clock,
    name: str,
    place: tuple[type[Item], uuid.UUID, uuid.UUID],
    details: Details,
) -> Moved:
    """Make a move that a case decides or a day brings: by the right of the case or of the clock, not of whoever triggers it.

    `place` is the item with the keys of subject and record. Guards hold as for everybody. Raises NotFound, MoveNotAllowed, GuardRefused.
    """
    item, subject_id, record_id = place
    columns = item.table.c
    here = (columns.subject_id == subject_id, columns.id == record_id)
    rows = await session.mappings(sa.select(item.table).where(*here).with_for_update())
    if not rows or name not in CYCLES[item.cycle].moves:
        raise NotFound(what="record")
    today = clock.today()
    origin, listed = await _origin(session, rows[0], today), await _listed(session, item, rows[0], today)
    chosen = CYCLES[item.cycle].moves[name]
    return await _made(session, clock, Step(item, rows[0], origin, listed, chosen, caller, details, today))


async def _made(session: WriteSession, clock: Clock, step: Step) -> Moved:
    """The move on a locked row: row, audit entry and change."""
    name, state, cycle = step.move.name, State(step.row["state"]), CYCLES[step.item.cycle]
    if name not in cycle.moves or state not in step.move.sources:
        allowed = ", ".join(possible(step.caller, state, cycle)) or "none for you"
        raise MoveNotAllowed(state=state, move=name, possible=allowed)
    guards.check(step)
    target = State(step.move.target or state)
    changes = EFFECTS[name](step) if name in EFFECTS else {}
    await _apply(session, step, {**changes, "state": target})
    if name == "withdraw":
        await recall(session, step, changes["user_remove_due_on"])
    entries = [_entry(clock, step, state, target)]
    if name == "replace":
        entries.append(await versions.follow(session, step, clock.now()))
    await audit.write(session, entries)
    await feed.write(session, entries)
    last = entries[-1]
    if name == "replace":
        await hanging.go_over(session, entries[0], last)
    await hanging.follow(session, entries[0])
    return Moved(step.item, last.subject_id, last.record_id, State(last.state_after))


def _capacities(caller: Caller, chosen: Move) -> list[Audience]:
    """In which capacities the caller may make the move."""
    return [
        audience for scope, audience in chosen.ways if scope in caller.scopes and audience in caller.audiences
    ]


async def _locked(
    session: WriteSession,
    caller: Caller,
    today: dt.date,
    name: str,
    record_id: uuid.UUID,
    details: Details,
) -> Step:
    """The row, locked, among those to which the caller stands in a capacity of the move; ScopeMissing when it holds none of the scopes.

    Where the item's life cycle has no such move, the row is looked for as if it had: whoever sees it is told what it can do instead.
    """
    if not any(scope in caller.scopes for scope, _ in MOVES[name].ways):
        raise ScopeMissing(scope=MOVES[name].scope)
    used(caller, *(scope for scope, _ in MOVES[name].ways if scope in caller.scopes))
    for item in records():
        chosen = CYCLES[item.cycle].moves.get(name, MOVES[name])
        capacities = _capacities(caller, chosen)
        if not capacities:
            continue
        mine = sa.or_(*(reach(one, item, caller, today) for one in capacities))
        statement = sa.select(item.table).where(item.table.c.id == record_id, mine).with_for_update()
        rows = await session.mappings(statement)
        if rows:
            origin, listed = (
                await _origin(session, rows[0], today),
                await _listed(session, item, rows[0], today),
            )
            return Step(item, rows[0], origin, listed, chosen, caller, details, today)
    raise NotFound(what="id")


async def _origin(session: WriteSession, row: Mapping[Any, Any], today: dt.date) -> Origin:
    start = await start_of(session, row["source_department"])
    hands, arrived = {row["submitted_by"]}, today
    for one in await session.mappings(_journey(row)):
        arrived = one["at"].astimezone(CHINA).date()
        if one["move"] in HANDED:
            hands.add(one["actor"])
    return Origin(start, arrived, frozenset(hands))


async def _listed(
    session: WriteSession, item: type[Item], row: Mapping[Any, Any], today: dt.date
) -> stored.Listed:
    subject = Subject.table.c
    kind = await session.scalar(sa.select(subject.kind).where(subject.id == row["subject_id"]))
    return await stored.listed(session, item.key, kind, today, row["catalogue_edition"])


def _journey(row: Mapping[Any, Any]) -> sa.Select[Any]:
    """How the record came to its next check, oldest first: handed in, or passed on by a level."""
    told = audit_entry.c
    return (
        sa.select(told.at, told.move, told.client, told.actor)
        .where(
            told.subject_id == row["subject_id"],
            told.record_id == row["id"],
            told.move.in_((*HANDED, "pass_level")),
        )
        .order_by(told.at, told.id)
    )


async def _apply(session: WriteSession, step: Step, changes: dict[str, Any]) -> None:
    main, apart = dict(changes), dict[str, Any]()
    if step.details.corrections:
        prepared = prepare(step.item, step.details.corrections, natural=step.row["natural"])
        mark = fingerprint(step.item, step.details.corrections, prepared.main["canonical_number"])
        await _refuse_twin(session, step, mark)
        if step.move.name == "correct":
            main, apart = prepared.main | main | {"fingerprint": mark}, prepared.apart
    table = step.item.table
    here = (table.c[name] == step.row[name] for name in step.item.primary)
    await session.execute(sa.update(table).where(*here).values(stamped(step.item, main, step.today)))
    await _apply_apart(session, step, apart)
    if step.move.name == "publish" and step.row["natural"]:
        await opening.open_row(session, step.item, step.row["subject_id"], step.row["id"])
    elif "publication_basis" in changes:
        await opening.close_subject(session, step.row["subject_id"])
    if step.move.name == "pass_level":
        await _check_level(session, step)


async def _refuse_twin(session: WriteSession, step: Step, mark: bytes) -> None:
    """A correction must not make the record the same decision as another one of the same department.

    The subject's row is held until the end, so that two corrections at once meet here and not at the unique key.
    """
    columns, subject = step.item.table.c, Subject.table.c
    await session.execute(sa.select(subject.id).where(subject.id == step.row["subject_id"]).with_for_update())
    twin = sa.select(columns.id).where(
        columns.subject_id == step.row["subject_id"],
        columns.source_department == step.row["source_department"],
        columns.fingerprint == mark,
        columns.id != step.row["id"],
    )
    if await session.scalar(twin) is not None:
        raise step.refuse(
            "no_duplicate", "your department has another record of this very decision. Withdraw one of them."
        )


async def _apply_apart(session: WriteSession, step: Step, values: dict[str, Any]) -> None:
    """A correction may bring the first personal value, so the row need not be there yet."""
    if step.item.apart is None or not values:
        return
    key = {name: step.row[name] for name in step.item.primary}
    row = insert(step.item.apart).values(**values, **key)
    await session.execute(row.on_conflict_do_update(index_elements=list(key), set_=values))


async def _check_level(session: WriteSession, step: Step) -> None:
    checks = LevelCheck.table
    own = (checks.c.subject_id == step.row["subject_id"], checks.c.record_id == step.row["id"])
    latest = await session.scalar(sa.select(sa.func.max(checks.c.number)).where(*own))
    due = step.due("level_check", step.origin.arrived)
    await session.execute(
        sa.insert(checks).values(
            subject_id=step.row["subject_id"],
            record_id=step.row["id"],
            number=(latest or 0) + 1,
            level=step.details.level,
            department_code=step.caller.department,
            checked_on=step.today,
            due_on=due,
            late=route.late(step.today, due),
            findings=step.details.findings,
            checked_by=step.caller.actor,
        )
    )


def _entry(clock: Clock, step: Step, before: State, after: State) -> audit.Entry:
    name, details = step.move.name, step.details
    return audit.Entry(
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
        reason=": ".join(filter(None, (details.outcome, details.reason, details.findings))) or None,
        document=details.document,
        rule=RULES[name](step) if name in RULES else None,
    )
