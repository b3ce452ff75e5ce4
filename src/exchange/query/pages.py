"""Pages: connections as Relay has them — filtered, ordered, counted when asked, cut by keyset cursors that hold only visible values.

`Writer` is the whole of the four layers; `compile` puts its laterals into one statement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import aggregate_order_by

from exchange.disclosure.predicates import departments
from exchange.query.binding import Bind, cursor_part, order_mark, page_size
from exchange.query.plan import CursorPart, EdgePart, Fixed, NodePart, PagePart, TotalPart
from exchange.query.rows import Rows, around, can_be_null, collected, directed, gathered, tables
from exchange.query.values import Level

if TYPE_CHECKING:
    from sqlalchemy.sql.elements import ColumnElement
    from sqlalchemy.sql.selectable import FromClause

    from exchange.disclosure import Row
    from exchange.query.plan import Many, OrderKey

    Expr = ColumnElement[Any]
    Clause = ColumnElement[bool]


class Writer(Rows):
    """Writes the SQL of one operation for one view."""

    def connection(self, plan: Many, parent: Row | None) -> FromClause:
        """A page of rows with what Relay wants around it."""
        outer = self._outer
        self._outer = (*outer, Bind(plan.first, page_size(plan.field_name, 0)))
        self.pages.append(self._outer)
        try:
            return self._listed(plan, parent)
        finally:
            self._outer = outer

    def _listed(self, plan: Many, parent: Row | None) -> FromClause:
        row = self.row(plan.item, parent)
        where = [self.related(row, plan.edge), self.view.visible(row), *self.conditions(row, plan.filters)]
        if plan.mine:
            where.append(row.main.c.submitter == sa.any_(departments()))
        if plan.search is not None:
            where.append(self.found(row, plan.search))
        page = self._page(plan, row, where)
        return self._connection(plan, row, where, page)

    def _page(self, plan: Many, row: Row, where: list[Clause]) -> FromClause | None:
        """The rows of the page and one more, which tells whether there is a next page. None when only the total is asked for."""
        if not any(isinstance(part, EdgePart | PagePart) for part in plan.parts):
            return None
        level = Level(row)
        keys = [self.value(row, one.field) for one in plan.order]
        edges = self._edges(plan, level, keys)
        cursor = self._cursor(plan.order, keys)
        after = [] if plan.after is None else [self._after(plan, keys)]
        order = [directed(key, descending=one.descending) for key, one in zip(keys, plan.order, strict=True)]
        seen = self.seen(level)
        extra = [] if seen is None else [seen.label("seen")]
        number = sa.func.row_number().over(order_by=order).label("n")
        limit = self.bind(plan.first, sa.Integer(), page_size(plan.field_name, 1))
        self._number += 1
        return (
            sa.select(*edges, cursor.label("cursor"), number, *extra)
            .select_from(self.joined(level, *edges, *keys, seen, *where))
            .where(*where, *after)
            .order_by(*order)
            .limit(limit)
            .correlate(*around(row))
            .subquery(f"page{self._number}")
        )

    def _edges(self, plan: Many, level: Level, keys: list[Expr]) -> list[sa.Label[Any]]:
        parts = [part for part in plan.parts if isinstance(part, EdgePart)]
        return [
            self._edge(plan, part, level, keys).label(f"edge{number}") for number, part in enumerate(parts)
        ]

    def _edge(self, plan: Many, part: EdgePart, level: Level, keys: list[Expr]) -> Expr:
        pairs: list[tuple[str, Expr]] = []
        for one in part.parts:
            match one:
                case NodePart():
                    pairs.append((one.key, self.body(level, one.body)))
                case CursorPart():
                    pairs.append((one.key, self._cursor(plan.order, keys)))
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

    def _connection(self, plan: Many, row: Row, where: list[Clause], page: FromClause | None) -> FromClause:
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
                    parts.append((part.key, self._total(row, where)))
                case EdgePart() if whole is not None:
                    parts.append((part.key, whole.c[f"edges{edges}"]))
                    edges += 1
                case PagePart() if whole is not None:
                    parts.append((part.key, self._page_info(part, whole, after=plan.after is not None)))
        value = self.json_object(parts)
        if whole is None:
            return self.named(sa.select(value.label("value")))
        return self.named(self.lateral(value, whole.c.seen if "seen" in whole.c else None, whole))

    def _gathered(self, plan: Many, page: FromClause) -> FromClause:
        first = self.bind(plan.first, sa.Integer(), page_size(plan.field_name, 0))
        within = page.c.n <= first
        columns = [
            collected(page.c[f"edge{number}"], page, within).label(f"edges{number}")
            for number in range(sum(isinstance(part, EdgePart) for part in plan.parts))
        ]
        ends = {
            "start": _picked(page, within, descending=False),
            "end": _picked(page, within, descending=True),
            "more": sa.func.count() > first,
        }
        seen = [gathered(page, within).label("seen")] if "seen" in page.c else []  # type: ignore[union-attr]
        self._number += 1
        return sa.select(*columns, *(one.label(name) for name, one in ends.items()), *seen).subquery(
            f"a{self._number}"
        )

    def _page_info(self, part: PagePart, gathered: FromClause, *, after: bool) -> Expr:
        known: dict[str, Expr] = {
            "hasNextPage": gathered.c.more,
            "hasPreviousPage": sa.true() if after else sa.false(),
            "startCursor": gathered.c.start,
            "endCursor": gathered.c.end,
            "__typename": sa.literal_column("'PageInfo'", sa.Text()),
        }
        return self.json_object((key, known[name]) for key, name in part.parts)

    def _total(self, row: Row, where: list[Clause]) -> Expr:
        """How many rows there are that the caller sees; its aliases repeat those of the page, in a scope of its own."""
        level = Level(row)
        counted = sa.select(sa.func.count()).select_from(self.joined(level, *where)).where(*where)
        return counted.correlate_except(*tables(row)).scalar_subquery()


def _picked(page: FromClause, within: Clause, *, descending: bool) -> Expr:
    order = page.c.n.desc() if descending else page.c.n.asc()
    listed: Any = sa.func.json_agg(aggregate_order_by(page.c.cursor, order)).filter(within)
    return listed.op("->>", return_type=sa.Text())(sa.literal_column("0"))  # type: ignore[no-any-return]
