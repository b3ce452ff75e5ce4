"""Pages: connections as Relay has them — filtered, ordered, counted when asked, cut by keyset cursors that hold only visible values.

`Writer` is the whole of the five layers; `compile` puts its laterals into one statement.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by

from exchange.disclosure.binds import departments
from exchange.query import limits
from exchange.query.binding import Bind, cursor_part, order_mark, page_size
from exchange.query.names import RANK
from exchange.query.plan import (
    AnyOf,
    Changes,
    CursorPart,
    EdgePart,
    Fixed,
    Listing,
    NodePart,
    One,
    PagePart,
    TotalPart,
)
from exchange.query.rows import around, can_be_null, collected, directed, gathered
from exchange.query.searches import NAME, Searches
from exchange.query.values import ONE, Level, tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.sql.elements import ColumnElement
    from sqlalchemy.sql.selectable import FromClause

    from exchange.disclosure import Row
    from exchange.model import Field
    from exchange.query.plan import Body, Many, OrderKey, Output
    from exchange.query.searches import Found

    Expr = ColumnElement[Any]
    Clause = ColumnElement[bool]

_CURSORS = frozenset({"startCursor", "endCursor"})


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of a page, and their order in its own columns. `ahead`: numbered, and one more, which tells whether there is a next page."""

    rows: FromClause
    order: list[Expr]
    ahead: bool


class Writer(Searches):
    """Writes the SQL of one operation for one view."""

    def connection(self, plan: Many, parent: Row | None) -> FromClause:
        """A page of rows with what Relay wants around it."""
        outer = self.outer
        self.outer = (*outer, Bind(plan.first, page_size(plan.field_name, 0)))
        self.pages.append((_weight(plan), self.outer))
        if any(isinstance(part, TotalPart) for part in plan.parts):
            self.pages.append((limits.TOTAL, outer))
        try:
            return self._listed(plan, parent)
        finally:
            self.outer = outer

    def _listed(self, plan: Many, parent: Row | None) -> FromClause:
        row = self.row(plan.item, parent)
        where = [self.related(row, plan.edge), self.view.visible(row), *self.conditions(row, plan.filters)]
        if plan.mine:
            where.append(row.main.c.submitter == sa.any_(departments()))
        found = self.found(row, plan)
        where += found.where
        # A page that is read in the order of an index is planned once; what reads all that matches depends on how much that is.
        counted = any(isinstance(part, TotalPart) for part in plan.parts)
        self.custom |= found.keys is not None and (counted or bool(plan.filters) or not _ranked(plan))
        page = self._page(plan, row, where, found)
        return self._connection(plan, row, where, page, found)

    def _page(self, plan: Many, row: Row, where: list[Clause], found: Found) -> Page | None:
        """The rows of the page with what is asked of them, and what they go by. None when only the total is asked for."""
        if not any(isinstance(part, EdgePart | PagePart) for part in plan.parts):
            return None
        level = Level(row, found.keys)
        if found.clear:
            self._note(level, NAME)
        keys = [self._key(row, one.field, found) for one in plan.order]
        where = [*where, *found.first]
        nodes = self._nodes(plan, level)
        named = [key.label(f"key{number}") for number, key in enumerate(keys)]
        after = [] if plan.after is None else [self._after(plan, keys)]
        order = [directed(key, descending=one.descending) for key, one in zip(keys, plan.order, strict=True)]
        seen = self.seen(level)
        extra = [] if seen is None else [seen.label("seen")]
        if any(isinstance(one, CursorPart) for _, part in _edge_parts(plan) for one in part.parts):
            extra.append(self._cursor(plan.order, keys).label("cursor"))
        ahead = "hasNextPage" in _told(plan)
        if ahead:
            extra.append(sa.func.row_number().over(order_by=order).label("n"))
        limit = self.bind(plan.first, sa.Integer(), page_size(plan.field_name, int(ahead)))
        self._number += 1
        rows = (
            sa.select(*nodes, *named, *extra)
            .select_from(self.joined(level, *nodes, *keys, seen, *where))
            .where(*where, *after)
            .order_by(*order)
            .limit(limit)
            .correlate(*around(row))
            .subquery(f"page{self._number}")
        )
        outside = [
            directed(rows.c[label.name], descending=one.descending, of=key)
            for label, key, one in zip(named, keys, plan.order, strict=True)
        ]
        return Page(rows, outside, ahead)

    def _key(self, row: Row, field: Field, found: Found) -> Expr:
        """What an order goes by."""
        return found.keys.c.key if found.keys is not None and field is RANK else self.value(row, field)

    def _nodes(self, plan: Many, level: Level) -> list[sa.Label[Any]]:
        """The nodes of every `edges`, a column each."""
        return [
            self.body(level, one.body).label(_node(number, place))
            for number, part in _edge_parts(plan)
            for place, one in enumerate(part.parts)
            if isinstance(one, NodePart)
        ]

    def _edge(self, number: int, part: EdgePart, page: FromClause) -> Expr:
        """One edge, of the columns of the page."""
        pairs: list[tuple[str, Expr]] = []
        for place, one in enumerate(part.parts):
            match one:
                case NodePart():
                    pairs.append((one.key, page.c[_node(number, place)]))
                case CursorPart():
                    pairs.append((one.key, page.c.cursor))
                case Fixed():
                    pairs.append((one.key, sa.literal_column(f"'{one.value}'", sa.Text())))
        return self.json_object(pairs)

    def _cursor(self, order: tuple[OrderKey, ...], keys: list[Expr]) -> Expr:
        """Base64 of [mark of the order, the visible values of its keys]."""
        mark = sa.literal_column(f"'{order_mark(order)}'", sa.Text())
        text = sa.cast(sa.func.json_build_array(mark, *keys), sa.Text())
        encoded = sa.func.encode(
            sa.func.convert_to(text, sa.literal_column("'UTF8'")), sa.literal_column("'base64'")
        )
        return sa.func.translate(
            encoded, sa.literal_column("E'+/=\\n'"), sa.literal_column("'-_'"), type_=sa.Text()
        )

    def _after(self, plan: Many, keys: list[Expr]) -> Clause:
        """Rows strictly after the cursor; nulls come last in either direction."""
        leaf = plan.after
        if leaf is None:  # pragma: no cover - asked only with a cursor
            return sa.true()
        values = [
            self.bind(leaf, key.field.kind.sql(), cursor_part(plan.field_name, plan.order, number))
            for number, key in enumerate(plan.order)
        ]
        ways = {key.descending for key in plan.order}
        if len(ways) == 1 and not any(can_be_null(key) for key in keys):
            here, there = sa.tuple_(*keys), sa.tuple_(*values)
            return here < there if ways == {True} else here > there
        steps = []
        for number, (key, point) in enumerate(zip(keys, values, strict=True)):
            beyond = key < point if plan.order[number].descending else key > point
            further = sa.or_(beyond, sa.and_(point.is_not(None), key.is_(None)))
            same = (
                earlier.is_not_distinct_from(at)
                for earlier, at in zip(keys[:number], values[:number], strict=True)
            )
            steps.append(sa.and_(*same, further))
        return sa.or_(*steps)

    def _connection(
        self, plan: Many, row: Row, where: list[Clause], page: Page | None, found: Found
    ) -> FromClause:
        parts: list[tuple[str, Expr]] = []
        whole: FromClause | None = None
        if page is not None:
            whole = self._gathered(plan, page)
        edges = 0
        for part in plan.parts:
            match part:
                case Fixed():
                    parts.append((part.key, sa.literal_column(f"'{part.value}'", sa.Text())))
                case TotalPart():
                    parts.append((part.key, self._total(row, where, found)))
                case EdgePart() if whole is not None:
                    parts.append((part.key, whole.c[f"edges{edges}"]))
                    edges += 1
                case PagePart() if whole is not None:
                    parts.append((part.key, self._page_info(part, plan, whole)))
        value = self.json_object(parts)
        if whole is None:
            return self.named(sa.select(value.label("value")))
        return self.named(self.lateral(value, whole.c.seen if "seen" in whole.c else None, whole))

    def _gathered(self, plan: Many, page: Page) -> FromClause:
        """The page in one row: a column for each `edges`, and what `pageInfo` is made of."""
        rows, within, columns = page.rows, None, list[sa.Label[Any]]()
        if page.ahead:
            first = self.bind(plan.first, sa.Integer(), page_size(plan.field_name, 0))
            within = rows.c.n <= first
            columns.append((sa.func.count() > first).label("more"))
        for number, part in _edge_parts(plan):
            edges = collected(self._edge(number, part, rows), page.order, within)
            columns.append(edges.label(f"edges{number}"))
        if _told(plan) & _CURSORS:
            for number in range(len(plan.order)):
                key = rows.c[f"key{number}"]
                keys: Any = sa.func.array_agg(aggregate_order_by(key, *page.order), type_=ARRAY(key.type))
                columns.append((keys if within is None else keys.filter(within)).label(f"keys{number}"))
        seen = gathered(rows, within)
        self._number += 1
        return sa.select(*columns, *([] if seen is None else [seen.label("seen")])).subquery(
            f"a{self._number}"
        )

    def _page_info(self, part: PagePart, plan: Many, whole: FromClause) -> Expr:
        """`pageInfo`; cursors are made for the rows that it names, not for all."""
        known: dict[str, Callable[[], Expr]] = {
            "hasNextPage": lambda: whole.c.more,
            "hasPreviousPage": lambda: sa.false() if plan.after is None else sa.true(),
            "startCursor": lambda: self._cursor_at(plan, whole, ONE),
            "endCursor": lambda: self._cursor_at(plan, whole, sa.func.cardinality(whole.c.keys0)),
            "__typename": lambda: sa.literal_column("'PageInfo'", sa.Text()),
        }
        return self.json_object((key, known[name]()) for key, name in part.parts)

    def _cursor_at(self, plan: Many, whole: FromClause, place: Expr) -> Expr:
        """The cursor of one row of the page; null where it has none."""
        keys = [whole.c[f"keys{number}"][place] for number in range(len(plan.order))]
        return sa.case((whole.c.keys0.is_not(None), self._cursor(plan.order, keys)))

    def _total(self, row: Row, where: list[Clause], found: Found) -> Expr:
        """How many rows there are that the caller sees; its aliases repeat those of the page, in a scope of its own."""
        level = Level(row, found.keys)
        own, number = tables(row), sa.func.count()
        if found.keys is not None:
            own, number = [*own, found.keys], sa.func.count(row.main.c.id.distinct())
        counted = sa.select(number).select_from(self.joined(level, *where)).where(*where)
        return counted.correlate_except(*own).scalar_subquery()


def _told(plan: Many) -> set[str]:
    """What is asked of `pageInfo`."""
    return {name for part in plan.parts if isinstance(part, PagePart) for _, name in part.parts}


def _ranked(plan: Many) -> bool:
    return plan.order[0].field is RANK


def _edge_parts(plan: Many) -> list[tuple[int, EdgePart]]:
    return list(enumerate(part for part in plan.parts if isinstance(part, EdgePart)))


def _node(number: int, place: int) -> str:
    return f"node{number}_{place}"


def _weight(plan: Many) -> int:
    """What a row of the connection costs: its fields, those of single rows below it too; connections below are weighed by themselves."""
    weight = 0
    for part in plan.parts:
        if isinstance(part, EdgePart):
            weight += 1 + sum(_fields(one.body) for one in part.parts if isinstance(one, NodePart))
    return weight


def _fields(body: Body) -> int:
    return sum(_cost(one) for one in body.outputs)


def _cost(one: Output) -> int:
    if isinstance(one, Changes):
        return 2 * len(one.fields)
    if isinstance(one, AnyOf):
        return sum(_cost(choice) for choice in one.choices)
    return _fields(one.body) if isinstance(one, One | Listing) else 1
