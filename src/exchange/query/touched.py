"""How many records a change of the catalogue is about: of its item, about subjects of its kinds, as this caller sees them.

Organisations alone: natural persons are counted in one fixed partition and nowhere else (`query.counts`), so a change about persons has no
number here. Each record item is asked by a subquery of its own, of which one is run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.disclosure.predicates import exists, records
from exchange.model import NATURAL_KINDS, Subject
from exchange.query import limits
from exchange.query.values import NOTHING, Level, tables

if TYPE_CHECKING:
    from sqlalchemy.sql.elements import ColumnElement

    from exchange.model import Item
    from exchange.query.rows import Rows

    Expr = ColumnElement[Any]


def touched(writer: Rows, level: Level) -> Expr:
    """The number for the change of `level`; null where it is about persons alone, or about no records."""
    change = level.row.main.c
    writer.pages.append((limits.TOTAL, writer.outer))
    asked = [(change["item"] == _text(item.key), _number(writer, level, item)) for item in records()]
    persons = change.subject_kinds.contained_by(sa.cast(_kinds(), change.subject_kinds.type))
    return sa.case((persons, sa.cast(NOTHING, sa.Integer())), *asked)


def _number(writer: Rows, level: Level, item: type[Item]) -> Expr:
    row, about = writer.row(item, level.row), Subject.table.alias()
    kinds = level.row.main.c.subject_kinds
    where = (
        writer.view.visible(row),
        sa.not_(row.main.c.natural),
        exists(about, about.c.id == row.main.c.subject_id, about.c.kind == sa.any_(kinds)),
    )
    chosen = sa.select(sa.func.count()).select_from(writer.joined(Level(row), *where)).where(*where)
    return chosen.correlate_except(*tables(row)).scalar_subquery()


def _kinds() -> Expr:
    return sa.literal_column("ARRAY[" + ",".join(f"'{kind}'" for kind in sorted(NATURAL_KINDS)) + "]")


def _text(word: str) -> Expr:
    return sa.literal_column(f"'{word}'", sa.Text())
