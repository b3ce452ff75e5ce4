"""Rows: one row of an item as a JSON object, its edges beside it.

Every row is `(SELECT row_to_json(o) FROM (SELECT … AS "key") o)`, so keys come back in the order in which they were asked for. Edges are
LATERAL subqueries, each with its own visibility: a visible record does not make its subject visible. Aliases are numbered in the order
of the walk, so equal plans give equal text.

Beside its JSON each level hands up `seen`: the subjects of which something personal or confidential was given in clear, as text, which is
handed on faster than JSON or arrays. A mark before the id says what is entered apart (`touching`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import aggregate_order_by

from exchange.disclosure import CLEAR
from exchange.disclosure.binds import constant, departments
from exchange.disclosure.predicates import exists, in_force
from exchange.model import ITEMS, Shape
from exchange.query.conditions import Conditions
from exchange.query.differences import differences
from exchange.query.explain import explanation
from exchange.query.plan import (
    AnyOf,
    Changes,
    Eligible,
    Explain,
    Fixed,
    Listing,
    Many,
    One,
    Pick,
    Possible,
    Touched,
)
from exchange.query.possible import possible
from exchange.query.touched import touched
from exchange.query.values import NOTHING, ONE, Level, tables, whose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy.sql.elements import ColumnElement
    from sqlalchemy.sql.selectable import FromClause

    from exchange.disclosure import Row
    from exchange.model import Edge
    from exchange.query.plan import Body, Output

    Expr = ColumnElement[Any]
    Clause = ColumnElement[bool]

_BETWEEN: ColumnElement[Any] = sa.literal_column("','")
KEPT, LATER, PLAIN = "~", "!", "?"
"""Marks before an id that was seen: of a row that is kept from somebody; of one that its subject does not see; of any other."""


class Rows(Conditions):
    """Writes rows; connections are the next layer's."""

    def connection(self, plan: Many, parent: Row | None) -> FromClause:
        """A page of rows."""
        raise NotImplementedError

    def body(self, level: Level, body: Body) -> Expr:
        """The JSON object of one row."""
        return self.json_object([(one.key, self._one(level, one)) for one in body.outputs])

    def json_object(self, pairs: Iterable[tuple[str, Expr]]) -> Expr:
        """`row_to_json` over named columns; everything named inside belongs to the statement around it."""
        columns = [expression.label(key) for key, expression in pairs]
        inner = (
            sa.select(*columns).correlate_except().subquery(self._apart_from({one.name for one in columns}))
        )
        return sa.select(sa.func.row_to_json(inner.table_valued())).correlate_except(inner).scalar_subquery()

    def _apart_from(self, keys: set[str]) -> str:
        """A name for a row that none of its columns bears: PostgreSQL would take the column for the row."""
        self._number += 1
        while f"o{self._number}" in keys:
            self._number += 1
        return f"o{self._number}"

    def _one(self, level: Level, one: Output) -> Expr:
        match one:
            case Pick():
                return self.output(level, one.field)
            case Fixed():
                return sa.literal_column(f"'{one.value}'", sa.Text())
            case Explain():
                return explanation(self.view, level.row, one)
            case Possible():
                return possible(self, level)
            case Touched():
                return touched(self, level)
            case Eligible():
                return self._eligible(level, one)
        return self._attach(level, self._beside(level, one))

    def _beside(self, level: Level, one: Output) -> FromClause:
        """What stands beside the row as a subquery of its own."""
        match one:
            case Changes():
                return differences(self, level, one)
            case One():
                return self.single(one, level.row)
            case AnyOf():
                return self.any_of(one, level.row)
            case Listing():
                return self.listing(one, level.row)
            case Many():
                return self.connection(one, level.row)
        raise TypeError(type(one).__name__)  # pragma: no cover - the planner makes no other

    def _attach(self, level: Level, lateral: FromClause) -> Expr:
        level.edges.append(lateral)
        if "seen" in lateral.c:
            level.seen.append(lateral.c.seen)
        return lateral.c.value

    def seen(self, level: Level) -> Expr | None:
        """The subjects given in clear by this row and below it; None when there can be none."""
        own = []
        if level.clear:
            own = [sa.case((sa.or_(*level.clear.values()), self._about(level.row)))]
        return together([*own, *level.seen])

    def _about(self, row: Row) -> Expr:
        """Whose data the row is, marked where that is entered apart; a mark alone where nobody is known."""
        above = whose(row)
        about: Expr = above.main.c[str(above.item.subject_column)]
        kept, unseen = self.view.kept_from_somebody(above.item), list(self._unseen(above))
        if not kept and not unseen and not can_be_null(about):
            return about
        self.marks = True
        self.later |= not kept and bool(unseen)
        mark = literal(KEPT if kept else PLAIN)
        if not kept and unseen:
            mark = sa.case((sa.or_(*unseen), literal(LATER)), else_=mark)
        return mark.concat(sa.func.coalesce(sa.cast(about, sa.Text()), literal("")))

    def _unseen(self, row: Row) -> Iterator[Clause]:
        """Where its subject does not see the row, or a record or case through which it was reached."""
        one: Row | None = row
        while one is not None:
            if one.item.shape in {Shape.RECORD, Shape.CASE}:
                hidden = self.view.hidden_from_itself(one)
                kept = one is not row and self.view.kept_from_somebody(one.item)
                yield from [sa.true()] if kept else [] if hidden is None else [hidden]
            one = one.parent

    def joined(self, level: Level, *mentioned: object) -> FromClause:
        """The row's tables and edges. The apart table is joined only where something mentions it."""
        row = level.row
        source: FromClause = row.main
        if level.through is not None:
            source = level.through.join(row.main, level.through.c.subject_id == row.main.c.id)
        flagged = row.flags is not None and any(
            _mentions(one, row.flags) for one in (*mentioned, *level.edges)
        )
        if row.apart is not None and any(
            _mentions(one, row.apart) for one in (*mentioned, *level.edges, *([row.flags] * flagged))
        ):
            keys = (row.main.c[name] == row.apart.c[name] for name in row.item.primary)
            source = source.outerjoin(row.apart, sa.and_(*keys))
        if flagged:
            source = source.join(row.flags, sa.true())  # type: ignore[arg-type]  # flagged says that it is there
        for lateral in level.edges:
            source = source.outerjoin(lateral, sa.true())
        return source

    def related(self, row: Row, edge: Edge | None) -> Clause:
        """The condition that ties a row to the row around it."""
        if edge is None or row.parent is None:
            return sa.true()
        return sa.and_(*(row.parent.main.c[own] == row.main.c[other] for own, other in edge.on))

    def lateral(self, value: Expr, seen: Expr | None, source: FromClause, *where: Clause) -> sa.Select[Any]:
        """SELECT value (and what it gave in clear)."""
        columns = [value.label("value")] + ([seen.label("seen")] if seen is not None else [])
        return sa.select(*columns).select_from(source).where(*where)

    def single(self, plan: One, parent: Row | None) -> FromClause:
        """One row: by edge or unique filter."""
        row = self.row(plan.body.item, parent)
        level = Level(row)
        # By an edge, an id, or what is unique of a subject, the row is found by a key, so its flags can be asked; any other look-up
        # wants the clauses themselves for an index.
        named = any(one.field.name == "id" and one.operator == "is" for one in plan.filters)
        keyed = named or plan.edge is not None or row.item.shape is not Shape.RECORD
        visible = self.view.visible_by_flags(row) if keyed else self.view.visible(row)
        where = [self.related(row, plan.edge), visible, *self.conditions(row, plan.filters)]
        if plan.mine:
            where.append(row.main.c.submitter == sa.any_(departments()))
        value = self.body(level, plan.body)
        seen = self.seen(level)
        chosen = self.lateral(value, seen, self.joined(level, value, seen, *where), *where).limit(ONE)
        # Said outright, since the row around it may be further out than the next SELECT.
        return self.named(chosen if parent is None else chosen.correlate(*around(row)))

    def any_of(self, plan: AnyOf, parent: Row | None) -> FromClause:
        """One row of whichever item has it."""
        found = [self.single(one, parent) for one in plan.choices]
        source: FromClause = sa.select(ONE.label("one")).subquery(f"n{self._number}")
        for lateral in found:
            source = source.outerjoin(lateral, sa.true())
        if not found:
            return self.named(sa.select(NOTHING.label("value")))
        seen = together([one.c.seen for one in found if "seen" in one.c])
        value = sa.func.coalesce(*(one.c.value for one in found))
        return self.named(self.lateral(value, seen, source))

    def listing(self, plan: Listing, parent: Row) -> FromClause:
        """All rows of an edge."""
        row = self.row(plan.body.item, parent)
        level = Level(row)
        value = self.body(level, plan.body)
        where = [self.related(row, plan.edge), self.view.visible(row)]
        if plan.barring:
            where.append(_bars(row, plan.barring))
        seen = self.seen(level)
        order = [
            directed(row.main.c[name], descending=way == "DESC") for name, way in self._order(row, plan.edge)
        ]
        page = (
            self.lateral(value, seen, self.joined(level, value, seen, *where), *where)
            .add_columns(sa.func.row_number().over(order_by=order).label("n"))
            .correlate(*around(row))
            .subquery(f"l{self._number}")
        )
        return self.named(self.lateral(collected(page.c.value, [page.c.n]), gathered(page), page))

    def _eligible(self, level: Level, plan: Eligible) -> Expr:
        """No measure that the caller sees bars from it. That a person was asked about is entered, whatever the answer."""
        row = self.row(ITEMS["Sanction"], level.row)
        here = row.main.c.subject_id == level.row.main.c.id
        if self._persons:
            self.logged["Eligibility.eligible"] = None
            level.clear["eligible"] = level.row.main.c.natural
        return sa.not_(exists(row.main, here, self.view.visible(row), _bars(row, plan.purpose)))

    def _order(self, row: Row, edge: Edge) -> tuple[tuple[str, str], ...]:
        """That of the edge, unless it goes by a field that the caller never gets; then that of the item."""
        fields = row.item.fields
        known = all(CLEAR in self.view.ever(row.item, fields[name]) for name, _ in edge.order)
        return edge.order if edge.order and known else row.item.order

    def named(self, chosen: sa.Select[Any]) -> FromClause:
        """A LATERAL subquery with a name of its own."""
        self._number += 1
        return chosen.lateral(f"e{self._number}")


def _bars(row: Row, purpose: str) -> Clause:
    """A measure in force that bars from the purpose."""
    return sa.and_(in_force(row), constant(purpose) == sa.any_(row.main.c.bars))


def _mentions(expression: object, table: FromClause) -> bool:
    """Does an expression name a column of the table, at any depth?

    Each part is looked at once: the levels of a statement share theirs, and along every path there are a hundred times as many.
    """
    waiting: list[Any] = [] if expression is None else [expression]
    known: dict[int, object] = {}
    while waiting:
        part = waiting.pop()
        if id(part) in known:
            continue
        if getattr(part, "table", None) is table:
            return True
        known[id(part)] = part
        waiting += part.get_children()
    return False


def literal(marks: str) -> Expr:
    """Marks as a literal of the statement; `constant` is for words."""
    return sa.literal_column(f"'{marks}'", sa.Text())


def around(row: Row) -> list[FromClause]:
    """The tables of the rows around this one, which a subquery of it may refer to."""
    found: list[FromClause] = []
    outer = row.parent
    while outer is not None:
        found += tables(outer)
        outer = outer.parent
    return found


def directed(key: Expr, *, descending: bool, of: Expr | None = None) -> ColumnElement[Any]:
    """An order in which nulls come last either way; nothing is said of nulls where there are none, so that an index fits both ways.

    `of` is what the key is further in: said alike, PostgreSQL knows the order again and sorts nothing twice.
    """
    if not can_be_null(key if of is None else of):
        return key.desc() if descending else key.asc()
    return key.desc().nulls_last() if descending else key.asc().nulls_last()


def can_be_null(key: Expr) -> bool:
    """A column that is never null, and given whatever the row; a field that some rows hide is null there."""
    return not isinstance(key, sa.Column) or bool(key.nullable)


def collected(column: Expr, order: list[Expr], within: Clause | None = None) -> Expr:
    """A column of the page's rows as a JSON array, in their order."""
    ordered = sa.func.json_agg(aggregate_order_by(column, *order))
    kept: Any = ordered if within is None else ordered.filter(within)
    return sa.func.coalesce(kept, sa.literal_column("'[]'::json"))


def gathered(page: FromClause, within: Clause | None = None) -> Expr | None:
    """What the page's rows gave in clear."""
    if "seen" not in page.c:
        return None
    everything = sa.func.string_agg(page.c.seen, _BETWEEN)
    return everything if within is None else everything.filter(within)


def together(seen: Sequence[Expr]) -> Expr | None:
    """Subjects given in clear, of several places: their ids with commas between; null for none."""
    if len(seen) > 1:
        return sa.func.nullif(sa.func.concat_ws(_BETWEEN, *seen), sa.literal_column("''"))
    return sa.cast(seen[0], sa.Text()) if seen else None
