"""Moving a case: guards, effects, the row, its step and its change in one transaction, or nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.access import Audience, used
from exchange.cases import assignment, given, papers, rules, standing, steps
from exchange.cases.reaching import reached
from exchange.cases.turn import About, Turn
from exchange.disclosure import reach
from exchange.disclosure.predicates import cases, records
from exchange.errors import MoveNotAllowed, NotFound, SandboxOnly, ScopeMissing
from exchange.model import Subject
from exchange.workflows import WORKFLOWS

if TYPE_CHECKING:
    import datetime as dt
    import uuid
    from collections.abc import Mapping

    from exchange.access import Caller
    from exchange.cases.turn import Given
    from exchange.clock import Clock
    from exchange.database import WriteSession
    from exchange.lifecycle import Move
    from exchange.model import Item
    from exchange.workflows import Workflow

    Row = Mapping[Any, Any]


@dataclass(frozen=True, slots=True)
class Done:
    """Where the case is now."""

    item: type[Item]
    subject_id: uuid.UUID
    record_id: uuid.UUID
    number: str
    state: str


def item_of(key: str) -> type[Item]:
    """The item of a workflow."""
    return next(one for one in cases() if one.key == key)


def possible(caller: Caller, workflow: Workflow, state: str) -> tuple[str, ...]:
    """The moves that the caller's scopes and audiences allow from a state; guards may still refuse."""
    return tuple(one.name for one in workflow.moves_from(state) if capacities(caller, one))


def capacities(caller: Caller, move: Move) -> list[Audience]:
    """In which capacities the caller may make a move; what is open to anybody is made as the public, if as nothing else."""
    held = [
        audience for scope, audience in move.ways if scope in caller.scopes and audience in caller.audiences
    ]
    return [*held, Audience.PUBLIC] if move.anybody else held


async def move(
    session: WriteSession, caller: Caller, clock: Clock, key: str, name: str, case_id: uuid.UUID, what: Given
) -> Done:
    """Make a move. Raises SandboxOnly, ScopeMissing, NotFound, MoveNotAllowed or GuardRefused; then nothing has changed."""
    if caller.sandbox:
        raise SandboxOnly
    item, workflow = item_of(key), WORKFLOWS[key]
    chosen = workflow.moves[name]
    row, held = await _locked(session, caller, clock.today(), item, chosen, case_id)
    turn = await turn_of(session, caller, clock, item, chosen, row, what)
    return await turned(session, clock, replace(turn, capacities=held))


async def turned(session: WriteSession, clock: Clock, turn: Turn) -> Done:
    """Make the move of a turn on its locked row."""
    state = turn.row["state"]
    if state not in turn.move.sources:
        allowed = ", ".join(possible(turn.caller, turn.workflow, state)) or "none for you"
        raise MoveNotAllowed(state=state, move=turn.move.name, possible=allowed)
    check(turn)
    await assignment.check(session, turn)
    turn, changes = turn.decided(await rules.take_effect(session, clock, turn))
    after = standing.after(turn, changes)
    await standing.write(session, turn, after)
    await papers.attach(session, turn, after)
    await steps.write(session, clock, turn, after)
    return Done(turn.item, turn.row["subject_id"], turn.row["id"], turn.row["number"], after["state"])


def check(turn: Turn) -> None:
    """Raise GuardRefused for the first detail that is wrong or missing, or the first guard of the move that does not hold."""
    for problem in given.problems(turn):
        raise turn.refuse("details", problem)
    for name in turn.move.guards:
        refusal = rules.GUARDS[name](turn)
        if refusal is not None:
            raise turn.refuse(name, refusal)


async def _locked(
    session: WriteSession, caller: Caller, today: dt.date, item: type[Item], chosen: Move, case_id: uuid.UUID
) -> tuple[Row, frozenset[Audience]]:
    """The row, locked, among those to which the caller stands in a capacity of the move; and those capacities."""
    if not any(scope in caller.scopes for scope, _ in chosen.ways):
        raise ScopeMissing(scope=chosen.scope or "(none: the clock makes this move)")
    used(caller, *(scope for scope, _ in chosen.ways if scope in caller.scopes))
    found = await reached(session, caller, today, item, case_id, capacities(caller, chosen))
    if found is None:
        raise NotFound(what="id")
    return found


async def turn_of(
    session: WriteSession,
    caller: Caller,
    clock: Clock,
    item: type[Item],
    chosen: Move,
    row: Row,
    what: Given,
) -> Turn:
    """Everything that guards and effects ask about, read once."""
    return Turn(
        item, WORKFLOWS[item.key], chosen, row, await about(session, row), caller, what, clock.today(),
        before=await steps.of(session, row),
        materials=await papers.kinds(session, row) | {one.kind for one in what.documents},
        others=await others(session, caller, clock.today(), item, row),
        subject=await subject_of(session, row),
    )  # fmt: skip


async def subject_of(session: WriteSession, row: Row) -> Row:
    """Whom a case or record concerns."""
    subject = Subject.table
    return (await session.mappings(sa.select(subject).where(subject.c.id == row["subject_id"])))[0]


async def about(session: WriteSession, row: Row) -> About | None:
    """The record that the case is about, locked."""
    item = next((one for one in records() if one.key == row["record_item"]), None)
    if item is None:
        return None
    columns = item.table.c
    here = (columns.subject_id == row["subject_id"], columns.id == row["record_id"])
    found = await session.mappings(sa.select(item.table).where(*here).with_for_update())
    return About(item, found[0], await apart_of(session, item, found[0])) if found else None


async def apart_of(session: WriteSession, item: type[Item], row: Row) -> Row:
    """What is kept apart of a record; of a body there is nothing."""
    if item.apart is None or not row["natural"]:
        return {}
    here = (item.apart.c[name] == row[name] for name in item.primary)
    found = await session.mappings(sa.select(item.apart).where(*here))
    return found[0] if found else {}


async def others(
    session: WriteSession, caller: Caller, today: dt.date, item: type[Item], row: Row
) -> tuple[Row, ...]:
    """The cases of the same type about the same record, or about the subject itself, with what is kept apart; the newest first.

    `in_sight` says which of them the caller sees.
    """
    columns = item.table.c
    here = [columns.subject_id == row["subject_id"], columns.id != row["id"]]
    here.append(columns.record_id == row["record_id"] if row["record_id"] else columns.record_id.is_(None))
    source: sa.FromClause = item.table
    in_sight = sa.or_(sa.false(), *(reach(one, item, caller, today) for one in sorted(caller.audiences)))
    chosen = [*columns, sa.func.coalesce(in_sight, sa.false()).label("in_sight")]
    if item.apart is not None:
        source = item.table.outerjoin(item.apart)
        chosen += [one for one in item.apart.c if one.name not in item.primary]
    newest = sa.select(*chosen).select_from(source).where(*here)
    return tuple(await session.mappings(newest.order_by(columns.filed_on.desc(), columns.id.desc())))
