"""Many moves in one mutation: each made by itself and reported by itself, none made twice however often the batch is sent."""

from __future__ import annotations

import hashlib
import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import strawberry

from exchange.api import types
from exchange.api.making import changes, input_name, make, mutation, union, values_of
from exchange.api.reports import MoveReport, MovesReport, Refused
from exchange.errors import ExchangeError
from exchange.lifecycle import MOVES
from exchange.model import camel
from exchange.records.once import once
from exchange.submissions.submit import usable

if TYPE_CHECKING:
    from uuid import UUID

    from exchange.grants.standing import Standing
    from exchange.lifecycle import Move

MOST = 100
"""Moves in one request."""


def move_records() -> types.Declared:
    """`moveRecords`: up to a hundred moves of any kind, each with an outcome of its own."""
    chosen = [_choice(name, move) for name, move in MOVES.items()]
    types.make("RecordMove", chosen, "One move of one record (单项办理).", is_input=True, one_of=True)
    fields = [
        types.plain(
            "batch", str, "Your own number of this batch; sent again it makes no move twice (批次号)."
        ),
        types.plain("moves", "list[RecordMove]", f"1 to {MOST} moves, made in this order (办理事项)."),
    ]
    types.make("MoveRecordsInput", fields, "Moves of many records (批量办理).", is_input=True)
    return mutation(
        "move_records", union("MoveRecordsResult", MovesReport), "MoveRecordsInput",
        "Make many moves, each by itself: one that is refused holds no other back (批量办理).", _many_moved,
    )  # fmt: skip


def _choice(name: str, move: Move) -> types.Declared:
    """One field of the choice; `return` is no name in Python."""
    one = types.plain(f"{name}_", f"{input_name(name)} | None", f"{move.en} ({move.zh}).")
    one.field.graphql_name = camel(name)
    return one


async def _many_moved(info: strawberry.Info, given: Any) -> Any:  # noqa: ANN401 - types made at run time
    if not usable(given.batch):
        return Refused(code="ARGUMENT_INVALID", message="batch: write 1 to 64 letters, digits and . : / _ -")
    if not 1 <= len(given.moves) <= MOST:
        return Refused(
            code="ARGUMENT_INVALID",
            message=f"moves: give 1 to {MOST} of them; send the others under another batch number.",
        )
    rows = [await _row_moved(info, given.batch, number, one) for number, one in enumerate(given.moves, 1)]
    done = sum(row.done for row in rows)
    return MovesReport(batch=given.batch, done=done, refused=len(rows) - done, rows=rows)


async def _row_moved(info: strawberry.Info, batch: str, number: int, chosen: Any) -> MoveReport:  # noqa: ANN401 - an input made at run time
    """What became of one; who may not come in any more, or must come back later, is told so for the whole request."""
    ((chosen_name, given),) = values_of(chosen).items()
    name = chosen_name.removesuffix("_")
    clock = info.context.clock

    async def work(standing: Standing) -> tuple[UUID, bool]:
        async with standing.writing() as session:
            return await once(
                session, standing.caller, clock.now(), (batch, number), _asked(name, given),
                lambda: make(session, standing.caller, clock, name, given),
            )  # fmt: skip

    try:
        record, repeated = await info.context.write(work)
    except ExchangeError as error:
        if error.status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.SERVICE_UNAVAILABLE}:
            raise
        return MoveReport(number=number, move=name, done=False, code=error.code, message=error.message)
    return MoveReport(
        number=number, move=name, done=True, repeated=repeated, record_id=strawberry.ID(str(record))
    )


def _asked(name: str, given: Any) -> bytes:  # noqa: ANN401 - an input made at run time
    """A hash of all that the move is asked with."""
    values = {key: value for key, value in values_of(given).items() if key != "corrections"}
    if "corrections" in values_of(given):
        values["corrections"] = changes(given)
    text = json.dumps([name, values], sort_keys=True, default=lambda one: str(getattr(one, "value", one)))
    return hashlib.sha256(text.encode()).digest()
