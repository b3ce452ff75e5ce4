"""Opening a case: who may, about what, and the row that it begins with."""

from __future__ import annotations

import secrets
import uuid
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.access import Audience
from exchange.cases import assignment, deadlines, moves, papers, rules, steps, tracking
from exchange.cases.moves import Done
from exchange.cases.turn import About, Turn
from exchange.disclosure import reach
from exchange.disclosure.predicates import records
from exchange.errors import NotFound, SandboxOnly, ScopeMissing
from exchange.model import Subject
from exchange.records.rows import empty, prepare, region_columns
from exchange.workflows import FILE, WORKFLOWS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.access import Caller
    from exchange.cases.turn import Given
    from exchange.clock import Clock
    from exchange.database import WriteSession
    from exchange.model import Item


async def file(
    session: WriteSession,
    caller: Caller,
    clock: Clock,
    key: str,
    target: uuid.UUID | str,
    what: Given,
    secret: str | None = None,
) -> Done:
    """Open a case about a record or subject, by id, or about a body by its credit code.

    Whoever has its number and the `secret` counts as who filed it, where nobody else does.
    Raises SandboxOnly, ScopeMissing, NotFound or GuardRefused; then nothing has changed.
    """
    if caller.sandbox:
        raise SandboxOnly
    item, workflow = moves.item_of(key), WORKFLOWS[key]
    chosen = workflow.moves[FILE]
    held = moves.capacities(caller, chosen)
    if not held:
        raise ScopeMissing(scope=chosen.scope)
    about = await _record(session, caller, clock, target, held) if workflow.on_record else None
    subject = await _subject(session, caller, clock, about, target, held)
    row = _row(item, caller, clock, subject, about, secret)
    turn = Turn(
        item, workflow, chosen, row, about, caller, what, clock.today(),
        subject=subject,
        materials=frozenset(one.kind for one in what.documents),
        others=await moves.others(session, item, row),
    )  # fmt: skip
    return await _opened(session, clock, turn)


def _number() -> str:
    return "".join(secrets.choice(tracking.LETTERS) for _ in range(tracking.NUMBER))


async def number_of(session: WriteSession, key: str, case_id: uuid.UUID) -> str:
    """The number of a case that the caller opened."""
    columns = moves.item_of(key).table.c
    return str(await session.scalar(sa.select(columns.number).where(columns.id == case_id)))


async def _opened(session: WriteSession, clock: Clock, turn: Turn) -> Done:
    moves.check(turn)
    prepared = prepare(turn.item, turn.given.values, natural=True)
    state = turn.workflow.start
    row = (
        dict(turn.row) | prepared.main | {"state": state, "waits_for": turn.workflow.stages[state].waits_for}
    )
    if turn.given.responsible:
        row["source_department"] = turn.given.responsible
    row |= await rules.take_effect(session, clock, turn)
    row |= deadlines.deadline(turn.workflow, row).columns()
    await assignment.check(session, turn)
    await session.execute(sa.insert(turn.item.table), [row])
    await papers.keep_apart(session, turn, prepared.apart)
    await papers.attach(session, turn, row)
    await steps.write(session, clock, turn, row)
    return Done(turn.item, row["subject_id"], row["id"], row["number"], state)


async def _record(
    session: WriteSession, caller: Caller, clock: Clock, target: uuid.UUID | str, held: list[Audience]
) -> About:
    """The record, locked, among those that the caller sees in the capacity of who files."""
    for item in records():
        mine = sa.or_(*(reach(one, item, caller, clock.today()) for one in held))
        rows = await session.mappings(
            sa.select(item.table).where(item.table.c.id == target, mine).with_for_update()
        )
        if rows:
            return About(item, rows[0])
    raise NotFound(what="record")


async def _subject(
    session: WriteSession,
    caller: Caller,
    clock: Clock,
    about: About | None,
    target: uuid.UUID | str,
    held: list[Audience],
) -> Mapping[Any, Any]:
    """Whom the case concerns. Registry data of a body is open, so whoever files as a department finds every body by it."""
    subject = Subject.table.c
    if about is not None:
        here: sa.ColumnElement[bool] = subject.id == about.row["subject_id"]
    else:
        seen = {Audience.PUBLIC if one is Audience.ORIGIN else one for one in held}
        named = subject.credit_code == target if isinstance(target, str) else subject.id == target
        here = sa.and_(
            named,
            subject.same_as_id.is_(None),
            sa.or_(*(reach(one, Subject, caller, clock.today()) for one in seen)),
        )
    rows = await session.mappings(sa.select(Subject.table).where(here))
    if not rows:
        raise NotFound(what="subject")
    return rows[0]


def _row(
    item: type[Item],
    caller: Caller,
    clock: Clock,
    subject: Mapping[Any, Any],
    about: About | None,
    secret: str | None,
) -> dict[str, Any]:
    today, number = clock.today(), _number()
    region = about.row["region"] if about else subject["region"]
    return {
        **empty(item),
        "id": uuid.uuid4(),
        "number": number,
        "subject_id": subject["id"],
        "natural": subject["natural"],
        "filer_id": tracking.holder(number, secret) if secret else caller.subject,
        "record_item": about.item.key if about else None,
        "record_id": about.row["id"] if about else None,
        "region": region,
        **region_columns(region),
        "source_department": about.row["source_department"] if about else None,
        "kept_from": [],
        "filed_by": caller.client or caller.actor,
        "filed_on": today,
        "stage_since": today,
        "counts_from": today,
        "extended": False,
        "late": False,
    }
