"""Conditions: what `where` and `search` become. They work on what the caller sees, each way of seeing a field with its own column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from exchange.disclosure import CLEAR, HIDDEN
from exchange.disclosure.predicates import subtree_column
from exchange.model import OPENED, Shape
from exchange.model.kinds import Codes, Identities, Identity, Texts
from exchange.query.binding import bound_identity, identities, limit_value, plain, spelling
from exchange.query.values import Values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy.sql.elements import ColumnElement

    from exchange.disclosure import Branch, Row
    from exchange.model import Field
    from exchange.query.plan import Filter

    Expr = ColumnElement[Any]
    Clause = ColumnElement[bool]


class Conditions(Values):
    """Writes filters and searches."""

    def conditions(self, row: Row, filters: Iterable[Filter]) -> list[Clause]:
        """All of them must hold."""
        return [self._condition(row, one) for one in filters]

    def _condition(self, row: Row, one: Filter) -> Clause:
        """A filter matches what the caller sees: each way of seeing the field with its own column."""
        found: list[Clause] = []
        earlier: list[Clause] = []
        for branch in self.view.branches(row, one.field):
            here = sa.true() if branch.clause is None else branch.clause
            columns = self._searchable(row, one.field, branch)
            if columns:
                matches = sa.or_(*(self._compare(row, column, one) for column in columns))
                found.append(sa.and_(*(sa.not_(clause) for clause in earlier), here, matches))
            earlier.append(here)
        self.custom |= len(found) > 1 or one.operator == "in"
        if one.field.personal and CLEAR in self.view.ever(row.item, one.field):
            self.note(row, one.field, lookup=True)
        return sa.or_(sa.false(), *found)

    def _searchable(self, row: Row, field: Field, branch: Branch) -> list[Expr]:
        """The columns whose value the caller gets unmasked in this branch."""
        opened: list[Expr] = [row.main.c[f"{field.name}_{OPENED}"]] if field.openable else []
        if branch.treatment == HIDDEN:
            return []
        if branch.treatment != CLEAR:
            return opened
        if not field.personal:
            return [row.main.c[field.sought or field.name]]
        return opened + ([row.apart.c[field.name]] if row.apart is not None else [])

    def _compare(self, row: Row, column: Expr, one: Filter) -> Clause:
        kind = one.field.kind
        convert = self._sought(row, one.field)
        limit = limit_value(kind, row.item.__name__, one.field.graphql)
        match one.operator:
            case "in" if isinstance(kind, Codes | Texts):
                return column.op("&&", is_comparison=True)(self.bind(one.value, kind.sql()))
            case "in" if isinstance(kind, Identities):
                return column.op("&&", is_comparison=True)(self.bind(one.value, kind.sql(), identities))
            case "in" if isinstance(kind, Identity):
                return column == sa.any_(self.bind(one.value, ARRAY(sa.Uuid()), identities))
            case "in":
                return column == sa.any_(self.bind(one.value, ARRAY(kind.sql()), convert))
            case "from":
                return column >= self.bind(one.value, kind.sql(), limit)
            case "to":
                return column <= self.bind(one.value, kind.sql(), limit)
            case "within":
                return self._within(row, one)
        if isinstance(kind, Identity):
            return column == self.bind(one.value, sa.Uuid(), bound_identity)
        return column == self.bind(one.value, kind.sql(), convert)

    def _sought(self, row: Row, field: Field) -> Callable[[Any], object]:
        """What of an argument is compared with the column: of a record's states those alone in which the caller sees one.

        The row rule says so too; but PostgreSQL would look through all rows for what the two conditions have in common.
        """
        spelled = spelling(field.check)
        if row.item.shape is not Shape.RECORD or field.name != "state":
            return lambda value: spelled(plain(value))
        seen = self.view.states(row.item)

        def convert(value: Any) -> object:  # noqa: ANN401 - a coerced GraphQL value
            found = plain(value)
            if isinstance(found, list):
                return [one for one in found if one in seen]
            return found if found in seen else None

        return convert

    def _within(self, row: Row, one: Filter) -> Clause:
        """A division and all below it: one equality on the column of its level."""
        level = subtree_column(str(one.value.sample))
        if level in row.main.c:
            return row.main.c[level] == self.bind(one.value, sa.Text())
        width = {"province": 2, "city": 4, "county": 6}[level]
        prefix = self.bind(one.value, sa.Text(), lambda value: str(value)[:width])
        return sa.func.left(row.main.c[one.field.name], sa.literal_column(str(width))) == prefix
