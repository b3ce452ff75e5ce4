"""`moves`: what this caller can make of a row as it stands, by the names of the mutations.

By state and dispute as the caller sees them, the scopes that it holds and the capacities in which it stands to this row: the same that
decide when the move is asked for. What another guard may still find is not foreseen here, so that the list tells of nothing which the
caller does not see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, array

from exchange.disclosure.binds import constant, scope_of, scopes
from exchange.lifecycle import CYCLES
from exchange.model import Shape, camel
from exchange.workflows import FILE, WORKFLOWS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.sql.elements import ColumnElement

    from exchange.lifecycle import Move
    from exchange.model import Item
    from exchange.query.values import Level, Values

    Expr = ColumnElement[Any]


def by_hand(item: type[Item]) -> Iterator[tuple[str, Move]]:
    """The moves of an item that somebody can make, by the names of their mutations, in the order of its table."""
    record = item.shape is Shape.RECORD
    table = CYCLES[item.cycle].moves if record else WORKFLOWS[item.key].moves
    for move in table.values():
        if move.ways and move.name != FILE:
            yield camel(f"{move.name}_{'record' if record else item.key}"), move


def possible(writer: Values, level: Level) -> Expr:
    """An array of names."""
    held = writer.view.audiences(level.row.item)
    state = writer.value(level.row, level.row.item.fields["state"])
    found = []
    for name, move in by_hand(level.row.item):
        ways = [
            sa.and_(scope_of(scope) == sa.any_(scopes()), writer.view.sees(level.row, audience))
            for scope, audience in move.ways
            if audience in held
        ]
        if ways:
            here = state.in_([constant(one) for one in sorted(move.sources)])
            found.append(
                sa.case((sa.and_(here, sa.or_(*ways), *_disputed(writer, level, move)), constant(name)))
            )
    if not found:
        return sa.literal_column("'{}'::text[]", ARRAY(sa.Text()))
    return sa.func.array_remove(array(found), sa.cast(sa.null(), sa.Text()))


def _disputed(writer: Values, level: Level, move: Move) -> Iterator[ColumnElement[bool]]:
    """What a move asks of the mark of a dispute, which stands beside the state and is seen like it."""
    field = level.row.item.fields.get("disputed")
    if field is not None and "disputed" in move.guards:
        yield writer.value(level.row, field).is_(sa.true())
    if field is not None and "not_disputed" in move.guards:
        yield writer.value(level.row, field).is_(sa.false())
