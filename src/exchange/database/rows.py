"""Many rows into one table, handed to the driver as they are.

SQLAlchemy builds the parameters of each row anew and looks at each value; for a file of a million rows that is half of the work. Here it
says once for a table and its columns what the statement is and which values have to be put into the driver's form.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.dialects.postgresql.asyncpg import dialect as asyncpg_dialect

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Convert = Callable[[Any], Any]

_DIALECT = asyncpg_dialect()


@cache
def inserting(table: sa.Table, names: tuple[str, ...], *, unless_there: bool) -> tuple[str, tuple[str, ...]]:
    """The statement, and the columns in the order of its parameters; `unless_there` leaves rows alone that are there already."""
    made = insert(table).values({name: sa.bindparam(name, type_=table.c[name].type) for name in names})
    compiled = (made.on_conflict_do_nothing() if unless_there else made).compile(dialect=_DIALECT)
    return str(compiled), tuple(compiled.positiontup or ())


def records(
    table: sa.Table, names: tuple[str, ...], rows: Sequence[Mapping[str, Any]]
) -> list[tuple[Any, ...]]:
    """The values of the rows in that order, each as the driver wants it."""
    converted = [(place, convert) for place, name in enumerate(names) if (convert := _convert(table, name))]
    if not converted:
        return [tuple([row[name] for name in names]) for row in rows]
    listed = [[row[name] for name in names] for row in rows]
    for values in listed:
        for place, convert in converted:
            values[place] = convert(values[place])
    return [tuple(values) for values in listed]


@cache
def _convert(table: sa.Table, name: str) -> Convert | None:
    kind = table.c[name].type
    return kind.dialect_impl(_DIALECT).bind_processor(_DIALECT)
