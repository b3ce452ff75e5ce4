"""What a case does to the record that it is about: by the case's own right, through the one write path of records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchange.lifecycle import CYCLES
from exchange.records import moves as records
from exchange.records.step import Details

if TYPE_CHECKING:
    from exchange.cases.turn import Turn
    from exchange.clock import Clock
    from exchange.database import WriteSession


async def carry_out(session: WriteSession, clock: Clock, turn: Turn, name: str, **details: Any) -> None:  # noqa: ANN401 - details of any kind
    """Make a move of the record. Raises MoveNotAllowed or GuardRefused where its state or a rule forbids it; then nothing has changed."""
    if turn.about is None:  # pragma: no cover - only workflows about records name such effects
        return
    place = turn.about.item, turn.about.row["subject_id"], turn.about.row["id"]
    takes = CYCLES[turn.about.item.cycle].moves[name].inputs
    document = (turn.given.document or turn.row["number"]) if "document" in takes else None
    reason = turn.given.reason or f"{turn.workflow.zh} {turn.row['number']}"
    await records.consequence(
        session, turn.caller, clock, name, place, Details(reason=reason, document=document, **details)
    )
