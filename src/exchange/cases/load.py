"""Loading cases with a history, as `records.load` does it: the moves are told instead of made, the lines are the same three.

The row is worked out by going through the moves: state, who has to act, limits and lateness follow from the table and the dated rules, so
a case that was told stands as one that was made.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange import audit, feed
from exchange.cases import deadlines
from exchange.model import CaseStep, change
from exchange.records.rows import empty, prepare, region_columns
from exchange.values import CHINA
from exchange.workflows import WORKFLOWS

if TYPE_CHECKING:
    import datetime as dt
    import uuid
    from collections.abc import Iterator, Mapping, Sequence

    from exchange.database import WriteSession
    from exchange.model import Item


@dataclass(frozen=True, slots=True)
class Told:
    """One move that was made: which, when, by whom of which department, and why."""

    move: str
    at: dt.datetime
    actor: str
    department: str | None = None
    reason: str | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class PastCase:
    """A case with its moves, the filing first. `values` are fields as they stand today, `columns` what is stored beside them.

    `record` is the key of the item and the id of the record it is about.
    """

    item: type[Item]
    id: uuid.UUID
    number: str
    subject_id: uuid.UUID
    natural: bool
    region: str
    source_department: str | None
    moves: tuple[Told, ...]
    values: Mapping[str, Any]
    filer_id: uuid.UUID | None = None
    record: tuple[str, uuid.UUID] | None = None
    columns: Mapping[str, Any] = field(default_factory=dict)


async def load(session: WriteSession, cases: Sequence[PastCase]) -> None:
    """Write the cases, within the session's transaction."""
    for case in cases:
        prepared = prepare(case.item, case.values, natural=case.natural)
        row = _opened(case, prepared.main)
        lines = list(_lived(case, row))
        await session.execute(sa.insert(case.item.table), [row])
        if case.item.apart is not None and prepared.apart:
            key = {name: row[name] for name in case.item.primary}
            await session.execute(sa.insert(case.item.apart), [prepared.apart | key])
        await session.execute(sa.insert(CaseStep.table), [audit.step(*line) for line in lines])
        await session.execute(sa.insert(change), [feed.row(entry) for entry, _ in lines])


def _opened(case: PastCase, main: Mapping[str, Any]) -> dict[str, Any]:
    first = case.moves[0]
    day = _day(first)
    return {
        **empty(case.item),
        "kept_from": [],
        **main,
        **case.columns,
        "id": case.id,
        "number": case.number,
        "subject_id": case.subject_id,
        "natural": case.natural,
        "filer_id": case.filer_id,
        "record_item": case.record[0] if case.record else None,
        "record_id": case.record[1] if case.record else None,
        "region": case.region,
        **region_columns(case.region),
        "source_department": case.source_department,
        "filed_by": first.actor,
        "filed_on": day,
        "stage_since": day,
        "counts_from": day,
        "extended": False,
        "late": False,
    }


def _lived(case: PastCase, row: dict[str, Any]) -> Iterator[tuple[audit.Entry, dt.date | None]]:
    """Go through the moves; the row is as the last one left it. Gives each line with the last day of the stage that it ended."""
    workflow = WORKFLOWS[case.item.key]
    for told in case.moves:
        before, due, rule = row["state"], row["due_on"], row["due_rule"]
        state = workflow.moves[told.move].target or before
        if state != before:
            stage, day = workflow.stages[state], _day(told)
            row |= {
                "state": state,
                "waits_for": stage.waits_for,
                "stage_since": day,
                "closed_on": day if stage.ended else None,
            }
        row["late"] = row["late"] or (due is not None and due < _day(told))
        row["extended"] = row["extended"] or told.move == "extend"
        row |= deadlines.deadline(workflow, row).columns()
        yield _entry(case, told, before, state, rule), due


def _entry(case: PastCase, told: Told, before: str | None, after: str, rule: str | None) -> audit.Entry:
    return audit.Entry(
        at=told.at, actor=told.actor, client=None, department=told.department, item=case.item.key, subject_id=case.subject_id,
        record_id=case.id, move=told.move, state_before=before, state_after=after, reason=told.reason, document=told.document, rule=rule,
    )  # fmt: skip


def _day(told: Told) -> dt.date:
    return told.at.astimezone(CHINA).date()
