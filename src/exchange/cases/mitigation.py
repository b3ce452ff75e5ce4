"""What holds for mitigation, and what it does to measures: none is decided against who is spared, and lighter ones against who is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.calendar import add_months
from exchange.cases import standing
from exchange.cases.measures import listed
from exchange.model import Mitigation, Sanction
from exchange.workflows import SPARE

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from exchange.cases.turn import Turn
    from exchange.clock import Clock
    from exchange.database import WriteSession

    Row = Mapping[Any, Any]

_RECOGNISED = "RECOGNISED"
_PROOF = frozenset({"PROOF_OF_DUTY", "EVIDENCE"})


def _no_other_mitigation(turn: Turn) -> str | None:
    if all(one["state"] != _RECOGNISED for one in turn.others):
        return None
    return "mitigation of this record is recognised already. Take that back first (cancelMitigation), to decide it anew."


def _proof_handed_in(turn: Turn) -> str | None:
    if turn.materials & _PROOF:
        return None
    return f"nothing shows it: hand in documents of kind {' or '.join(sorted(_PROOF))}."


def _who_recognised(turn: Turn) -> str | None:
    if turn.before and turn.before[0]["department"] in turn.caller.departments:
        return None
    return "whoever recognised it takes it back. Ask that department, whose name stands in the timeline."


async def _spare(session: WriteSession, clock: Clock, turn: Turn) -> dict[str, Any]:
    """Who is spared is freed of the measures in force on the record, in the same transaction."""
    if turn.value("effect") != "EXEMPT":
        return {}
    for row in await _on_record(session, Sanction.table, turn, "IN_FORCE"):
        await standing.carry_over(session, clock, turn, SPARE, Sanction, row)
    return {}


async def _respect_mitigation(session: WriteSession, _clock: Clock, turn: Turn) -> dict[str, Any]:
    """Raises GuardRefused for a measure against who is spared, and for one longer than the list has for who is treated lighter."""
    for found in await _on_record(session, Mitigation.table, turn, _RECOGNISED):
        if found["effect"] == "EXEMPT":
            raise turn.refuse(
                "mitigation",
                f"its subject was spared for self-correction (mitigation {found['number']}): no measure is decided.",
            )
        problem = _too_long(turn, found)
        if problem:
            raise turn.refuse("mitigation", problem)
    return {}


def _too_long(turn: Turn, found: Row) -> str | None:
    row = next(
        one for one in listed(turn.value("measure"), turn.today) if turn.subject["kind"] in one.subject_kinds
    )
    latest = add_months(turn.value("starts_on"), row.lighter_months)
    if turn.value("ends_on") <= latest:
        return None
    return (
        f"it was made up for (mitigation {found['number']}), so the list has {row.lighter_months} months: endsOn is {latest.isoformat()} "
        f"at the latest ({row.rule})."
    )


async def _on_record(session: WriteSession, table: sa.Table, turn: Turn, state: str) -> list[Row]:
    """The cases of a table on the record of the turn in this state, locked."""
    here = (table.c.subject_id == turn.row["subject_id"], table.c.record_id == turn.row["record_id"])
    chosen = sa.select(table).where(*here, table.c.state == state).order_by(table.c.id)
    return list(await session.mappings(chosen.with_for_update()))


GUARDS: Mapping[str, Callable[[Turn], str | None]] = {
    "no_other_mitigation": _no_other_mitigation,
    "proof_handed_in": _proof_handed_in,
    "who_recognised": _who_recognised,
}
EFFECTS: Mapping[str, Callable[[WriteSession, Clock, Turn], Awaitable[dict[str, Any]]]] = {
    "spare": _spare,
    "respect_mitigation": _respect_mitigation,
}
