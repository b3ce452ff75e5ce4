"""Opening a case: who may, about what, and the row that it begins with."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.access import Audience
from exchange.cases import assignment, deadlines, moves, papers, rules, steps, tracking
from exchange.cases.moves import Done
from exchange.cases.reaching import reached
from exchange.cases.turn import About, Turn
from exchange.disclosure import reach
from exchange.disclosure.predicates import records
from exchange.errors import GuardRefused, NotFound, SandboxOnly, ScopeMissing
from exchange.model import Subject
from exchange.records.rows import empty, prepare, region_columns
from exchange.workflows import FILE, WORKFLOWS, Answers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.access import Caller
    from exchange.cases.turn import Given
    from exchange.clock import Clock
    from exchange.database import WriteSession
    from exchange.model import Item
    from exchange.workflows import Workflow


def _number() -> str:
    return "".join(secrets.choice(tracking.LETTERS) for _ in range(tracking.NUMBER))


@dataclass(frozen=True, slots=True)
class Marks:
    """By what a case is known; whoever has number and `secret` counts as who filed it, where nobody else does."""

    id: uuid.UUID = field(default_factory=uuid.uuid4)
    number: str = field(default_factory=_number)
    secret: str | None = None


async def file(
    session: WriteSession,
    caller: Caller,
    clock: Clock,
    key: str,
    target: uuid.UUID | str,
    what: Given,
    marks: Marks | None = None,
) -> Done:
    """Open a case about a record or subject, by id, or about a body by its credit code; or about one's own case, by number.

    Raises SandboxOnly, ScopeMissing, NotFound or GuardRefused; then nothing has changed.
    """
    if caller.sandbox:
        raise SandboxOnly
    item, workflow = moves.item_of(key), WORKFLOWS[key]
    chosen = workflow.moves[FILE]
    held = moves.capacities(caller, chosen)
    if not held:
        raise ScopeMissing(scope=chosen.scope)
    handled = about = None
    if workflow.on_case:
        handled, mine = await _case(session, caller, clock, workflow, what, held)
        about, subject = await moves.about(session, handled.row), await moves.subject_of(session, handled.row)
    elif workflow.on_record:
        about, mine = await _record(session, caller, clock, target, held)
        subject = await moves.subject_of(session, about.row)
    else:
        mine, subject = frozenset(held), await _subject(session, caller, clock, target, held)
    row = _row(item, workflow, caller, clock, subject, about, marks or Marks())
    if handled is not None:
        row |= {name: handled.row[name] for name in ("source_department", "kept_from")}
    if workflow.answers is Answers.BODY:
        row["source_department"] = await assignment.office(session, subject, clock.today())
    turn = Turn(
        item, workflow, chosen, row, about, caller, what, clock.today(),
        materials=frozenset(one.kind for one in what.documents),
        others=await moves.others(session, caller, clock.today(), item, row),
        subject=subject,
        capacities=mine,
        handled=handled,
    )  # fmt: skip
    return await _opened(session, clock, turn)


def _answering(workflow: Workflow, caller: Caller, about: About | None) -> str | None:
    if workflow.answers is Answers.FILER:
        return caller.department
    return about.row["source_department"] if about else None


def _filer(workflow: Workflow, caller: Caller, subject: Mapping[Any, Any], marks: Marks) -> uuid.UUID | None:
    """Who stands to the case as its subject: whom it is addressed to, whoever keeps its secret, or who filed it."""
    if workflow.addressed:
        found: uuid.UUID = subject["id"]
        return found
    return tracking.holder(marks.number, marks.secret) if marks.secret else caller.subject


async def number_of(session: WriteSession, key: str, case_id: uuid.UUID) -> str:
    """The number of a case that the caller opened."""
    columns = moves.item_of(key).table.c
    return str(await session.scalar(sa.select(columns.number).where(columns.id == case_id)))


async def _opened(session: WriteSession, clock: Clock, turn: Turn) -> Done:
    moves.check(turn)
    await assignment.check(session, turn)
    turn, changes = turn.decided(await rules.take_effect(session, clock, turn))
    prepared = prepare(turn.item, turn.given.values, natural=turn.row["natural"])
    state = turn.workflow.start
    row = (
        dict(turn.row) | prepared.main | {"state": state, "waits_for": turn.workflow.stages[state].waits_for}
    )
    if turn.given.responsible:
        row["source_department"] = turn.given.responsible
    row |= changes
    row |= deadlines.deadline(turn.workflow, row).columns()
    await session.execute(sa.insert(turn.item.table), [row])
    await papers.keep_apart(session, turn, prepared.apart)
    await papers.attach(session, turn, row)
    await steps.write(session, clock, turn, row)
    return Done(turn.item, row["subject_id"], row["id"], row["number"], state)


async def _record(
    session: WriteSession, caller: Caller, clock: Clock, target: uuid.UUID | str, held: list[Audience]
) -> tuple[About, frozenset[Audience]]:
    """The record, locked, among those that the caller sees in a capacity of who files; and those capacities."""
    for item in records():
        found = await reached(session, caller, clock.today(), item, target, held)
        if found is not None:
            row, mine = found
            return About(item, row, await moves.apart_of(session, item, row)), mine
    raise NotFound(what="record")


async def _case(
    session: WriteSession, caller: Caller, clock: Clock, workflow: Workflow, what: Given, held: list[Audience]
) -> tuple[About, frozenset[Audience]]:
    """The case of this number, locked, among those that the caller sees in a capacity of who files; and those capacities."""
    number = str(what.values.get("handled_number", "")).strip().upper()
    for key in workflow.on_case:
        item = moves.item_of(key)
        found = await reached(session, caller, clock.today(), item, number, held, by="number")
        if found is not None:
            row, mine = found
            return About(item, row), mine
    raise GuardRefused(
        move=FILE, guard="handled",
        problem="you have no objection, application for repair or complaint of this handledNumber. Take the number from the case.",
    )  # fmt: skip


async def _subject(
    session: WriteSession,
    caller: Caller,
    clock: Clock,
    target: uuid.UUID | str,
    held: list[Audience],
) -> Mapping[Any, Any]:
    """Whom the case concerns. Registry data of a body is open, so whoever files as a department finds every body by it."""
    subject = Subject.table.c
    seen = {Audience.PUBLIC if one is Audience.ORIGIN else one for one in held}
    named = subject.credit_code == target if isinstance(target, str) else subject.id == target
    mine = sa.or_(*(reach(one, Subject, caller, clock.today()) for one in seen))
    rows = await session.mappings(sa.select(Subject.table).where(named, subject.same_as_id.is_(None), mine))
    if not rows:
        raise NotFound(what="subject")
    return rows[0]


def _row(
    item: type[Item],
    workflow: Workflow,
    caller: Caller,
    clock: Clock,
    subject: Mapping[Any, Any],
    about: About | None,
    marks: Marks,
) -> dict[str, Any]:
    today = clock.today()
    region = about.row["region"] if about else subject["region"]
    return {
        **empty(item),
        "id": marks.id,
        "number": marks.number,
        "subject_id": subject["id"],
        "natural": subject["natural"],
        "filer_id": _filer(workflow, caller, subject, marks),
        "record_item": about.item.key if about else None,
        "record_id": about.row["id"] if about else None,
        "region": region,
        **region_columns(region),
        "source_department": _answering(workflow, caller, about),
        "kept_from": [],
        "filed_by": caller.actor,
        "filed_on": today,
        "stage_since": today,
        "counts_from": today,
        "extended": False,
        "late": False,
    }
