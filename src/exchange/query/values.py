"""Values: how a field of a row stands in the statement as the caller sees it, and what of that must be entered in the access log.

The writer of a statement is built in five layers, each a file: values, conditions, rows, searches, pages; the last is the whole `Writer`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.disclosure import CLEAR, HIDDEN, Facts, Row
from exchange.model import OPENED, Secrecy, Shape
from exchange.model.kinds import Exact, Json
from exchange.query.binding import Bind, plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.sql.elements import ColumnElement
    from sqlalchemy.sql.selectable import FromClause

    from exchange.disclosure import View
    from exchange.model import Field, Item
    from exchange.query.selection import Leaf

    Expr = ColumnElement[Any]
    Clause = ColumnElement[bool]

NOTHING: Expr = sa.literal_column("NULL")
ONE: Expr = sa.literal_column("1")


class Level:
    """What is built up while one row is written: joined edges, and what of it must be entered in the access log.

    `through` is what a search finds the row by.
    """

    def __init__(self, row: Row, through: FromClause | None = None) -> None:
        self.row = row
        self.through = through
        self.edges: list[FromClause] = []
        self.seen: list[Expr] = []
        self.clear: dict[str, Clause] = {}


class Values:
    """Reads fields for one view; collects the binds of the statement and the fields that must be logged.

    `custom` is set by conditions whose best plan depends on their values: lists, names, fields that are seen in several ways.

    What is given of a row that is kept from somebody is noted apart (`kept`): it is entered by itself, so that no line that one of its
    offices reads of itself names a field of it. `marks` is set where an id that was seen says what it is entered with,
    `later` where some of it is told to its subject later.
    """

    def __init__(self, view: View) -> None:
        self.view = view
        self.binds: dict[str, Bind] = {}
        self.logged: dict[str, None] = {}
        self.kept: dict[str, None] = {}
        self.facts = Facts(view.stance.narrowing, view.policy.version)
        self.lookups: set[bool] = set()
        self.marks = self.later = False
        self.custom = False
        self.pages: list[tuple[int, tuple[Bind, ...]]] = []
        self.outer: tuple[Bind, ...] = ()
        self._number = 0

    def bind(
        self, leaf: Leaf, kind: sa.types.TypeEngine[Any], convert: Callable[[Any], object] = plain
    ) -> Expr:
        """A parameter for a value of the request."""
        name = f"v{len(self.binds)}"
        self.binds[name] = Bind(leaf, convert)
        return sa.bindparam(name, type_=kind)

    def row(self, item: type[Item], parent: Row | None = None) -> Row:
        """Fresh aliases for a row of the item. The public's statement never knows the apart table."""
        self._number += 1
        if not self.view.audiences(item):
            return Row(item, _nothing(item, f"t{self._number}"), None, self.view.stance, parent)
        apart = item.apart.alias(f"p{self._number}") if item.apart is not None and self._persons else None
        row = Row(
            item, item.table.alias(f"t{self._number}"), apart, self.view.stance, parent, facts=self.facts
        )
        return replace(row, flags=self._flags(row, f"s{self._number}"))

    def _flags(self, row: Row, name: str) -> FromClause | None:
        """One column per audience; OFFSET 0 keeps the planner from working each out again wherever it is named."""
        audiences = self.view.audiences(row.item)
        if len(audiences) < 2:  # noqa: PLR2004 - a single audience is the visibility of the row itself
            return None
        columns = (sa.func.coalesce(self.view.judged(row, one), sa.false()).label(one) for one in audiences)
        return sa.select(*columns).correlate_except().offset(sa.literal_column("0")).lateral(name)

    @property
    def _persons(self) -> bool:
        return self.view.stance.audiences != {"public"}

    def stored(self, row: Row, field: Field, treatment: str) -> Expr:
        """The column (or pair of columns) that holds this treatment of the field."""
        if treatment == HIDDEN:
            return sa.cast(NOTHING, field.kind.sql())
        is_apart, name = row.item.column(field, treatment)
        if not is_apart:
            return row.main.c[name]
        if row.apart is None:
            return sa.cast(NOTHING, field.kind.sql())
        own = row.apart.c[name]
        return sa.func.coalesce(own, row.main.c[f"{field.name}_{OPENED}"]) if field.openable else own

    def value(self, row: Row, field: Field) -> Expr:
        """The field as the caller sees it."""
        branches = self.view.branches(row, field)
        cases = [
            (one.clause, self.stored(row, field, one.treatment)) for one in branches if one.clause is not None
        ]
        last = self.stored(row, field, branches[-1].treatment)
        return sa.case(*cases, else_=last) if cases else last

    def output(self, level: Level, field: Field) -> Expr:
        """The field as JSON wants it, noted for the access log where it is given in clear."""
        self._note(level, field)
        seen = self.value(level.row, field)
        if isinstance(field.kind, Exact):
            return sa.cast(sa.func.trim_scale(seen), sa.Text())
        return sa.cast(seen, sa.Text()) if isinstance(field.kind, Json) else seen

    def _note(self, level: Level, field: Field) -> None:
        if field.secrecy is Secrecy.OPEN or level.row.item.subject_column is None:
            return
        clause = self._given_clear(level.row, field)
        if clause is None:
            return
        self.note(level.row, field)
        level.clear[str(clause)] = clause

    def note(self, row: Row, field: Field, *, lookup: bool = False) -> None:
        """The statement gives a field that must be entered in the access log, or looks by it: that is entered even if nothing is found."""
        kept = self.view.kept_from_somebody(whose(row).item)
        noted = self.kept if kept else self.logged
        noted[f"{row.item.__name__}.{field.graphql}"] = None
        if lookup:
            self.lookups.add(kept)

    def _given_clear(self, row: Row, field: Field) -> Clause | None:
        if CLEAR not in self.view.ever(row.item, field):
            return None
        seen = self.view.where_seen(row, field, CLEAR)
        return sa.and_(seen, row.main.c.natural) if field.openable else seen


def whose(row: Row) -> Row:
    """The row that says whose data a row is: what hangs on a record or case is about whom that is about."""
    while row.item.shape is Shape.CHILD and row.parent is not None:
        row = row.parent
    return row


def tables(row: Row) -> list[FromClause]:
    """The tables of one row."""
    return [one for one in (row.main, row.apart, row.flags) if one is not None]


def _nothing(item: type[Item], name: str) -> FromClause:
    """In place of a table that no audience of the caller ever sees: its columns without a row, so that no right to it is needed."""
    columns = (sa.cast(NOTHING, column.type).label(column.name) for column in item.table.c)
    return sa.select(*columns).where(sa.false()).subquery(name)
