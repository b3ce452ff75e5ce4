"""Two versions of a record, field by field: what differs between what the caller sees of the one and what it sees of the other.

Compared is what is shown, never what is stored. So a hidden field is equal to itself whatever happened to it, a mask differs only where the
two masks do, and a version that the caller does not see is one that does not exist: null, as for no such version. Who never gets the number
of a version has no history.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.disclosure import CLEAR
from exchange.model.kinds import Codes
from exchange.query.binding import plain
from exchange.query.values import NOTHING, ONE, Level

if TYPE_CHECKING:
    from sqlalchemy.sql.elements import ColumnElement
    from sqlalchemy.sql.selectable import FromClause

    from exchange.model import Field
    from exchange.query.plan import Changes
    from exchange.query.rows import Rows

    Expr = ColumnElement[Any]


def differences(writer: Rows, level: Level, plan: Changes) -> FromClause:
    """A LATERAL subquery that gives the list for the row of `level`."""
    if CLEAR not in writer.view.ever(plan.item, plan.item.fields["version"]):
        return writer.named(sa.select(sa.cast(NOTHING, sa.JSON()).label("value")))
    earlier = writer.row(plan.item, level.row)
    other = Level(earlier)
    pieces = [_piece(writer, level, other, field, plan) for field in plan.fields]
    joined = _text("[").concat(sa.func.concat_ws(_text(","), *pieces)).concat(_text("]"))
    value = sa.cast(joined, sa.JSON())
    here, there = level.row.main.c, earlier.main.c
    number = here.version - ONE if plan.since is None else writer.bind(plan.since, sa.Integer(), plain)
    where = (
        there.subject_id == here.subject_id,
        there.lineage == here.lineage,
        there.version == number,
        writer.view.visible_by_flags(earlier),
    )
    seen = writer.seen(other)
    source = writer.joined(other, value, seen, *where)
    return writer.named(writer.lateral(value, seen, source, *where).limit(ONE))


def _piece(writer: Rows, level: Level, other: Level, field: Field, plan: Changes) -> Expr:
    after, before = writer.output(level, field), writer.output(other, field)
    known: dict[str, Expr] = {
        "field": _text(field.graphql),
        "label": _text(field.zh),
        "before": _written(field, before),
        "after": _written(field, after),
        "__typename": _text("FieldChange"),
    }
    entry = writer.json_object((key, known[part]) for key, part in plan.parts)
    return sa.case((before.is_distinct_from(after), sa.cast(entry, sa.Text())))


def _written(field: Field, value: Expr) -> Expr:
    """Any kind of value as text; several codes one after the other."""
    if isinstance(field.kind, Codes):
        return sa.func.array_to_string(value, _text(","))
    return sa.cast(value, sa.Text())


def _text(value: str) -> ColumnElement[str]:
    """A literal of our own declarations; quotes doubled."""
    return sa.literal_column("'" + value.replace("'", "''") + "'", sa.Text())
