"""The statement: one plan becomes one SELECT that returns JSON.

Every row of an item is `(SELECT row_to_json(o) FROM (SELECT … AS "key") o)`, so keys come back in the order in which they were asked for.
Edges are LATERAL subqueries, each with its own visibility: a visible record does not make its subject visible. Aliases are numbered in
the order of the walk, so equal plans give equal text.

Beside its JSON each level hands up `seen`: the subjects of which something personal or confidential was given in clear. At the top
`access` turns that into the access entry, inside the same statement.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from exchange.disclosure import CLEAR, HIDDEN, Row
from exchange.disclosure.predicates import departments, subtree_column
from exchange.model import OPENED, FormerName, Secrecy, Subject
from exchange.model.kinds import Codes, Identity, Wan
from exchange.query import names
from exchange.query.binding import (
    Bind,
    cursor_part,
    identities,
    identity,
    order_mark,
    page_size,
    plain,
    spelling,
)
from exchange.query.explain import explanation
from exchange.query.plan import (
    AnyOf,
    CursorPart,
    EdgePart,
    Explain,
    Filter,
    Fixed,
    Listing,
    Many,
    NodePart,
    One,
    PagePart,
    Pick,
    TotalPart,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy.sql.elements import ColumnElement
    from sqlalchemy.sql.selectable import FromClause

    from exchange.disclosure import Branch, View
    from exchange.model import Edge, Field, Item
    from exchange.query.plan import Body, OrderKey, Output
    from exchange.query.selection import Leaf

    Expr = ColumnElement[Any]
    Clause = ColumnElement[bool]

NOTHING: Expr = sa.literal_column("NULL")
ONE: Expr = sa.literal_column("1")


class Level:
    """What is built up while one row is written: joined edges, and what of it must be entered in the access log."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.edges: list[FromClause] = []
        self.seen: list[Expr] = []
        self.clear: dict[str, Clause] = {}


class Writer:
    """Writes the SQL of one operation for one view; collects the binds and the fields that must be logged."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.binds: dict[str, Bind] = {}
        self.logged: dict[str, None] = {}
        self.lookup = False
        self.pages: list[tuple[Bind, ...]] = []
        self._outer: tuple[Bind, ...] = ()
        self._number = 0

    # --- values -------------------------------------------------------------------------------------------------------

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
        row = Row(item, item.table.alias(f"t{self._number}"), apart, self.view.stance, parent)
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
        if isinstance(field.kind, Wan):
            return sa.cast(sa.func.trim_scale(seen), sa.Text())
        return seen

    def _note(self, level: Level, field: Field) -> None:
        if field.secrecy is Secrecy.OPEN or level.row.item.subject_column is None:
            return
        clause = self._given_clear(level.row, field)
        if clause is None:
            return
        self.logged[f"{level.row.item.__name__}.{field.graphql}"] = None
        level.clear[str(clause)] = clause

    def _given_clear(self, row: Row, field: Field) -> Clause | None:
        if CLEAR not in self.view.ever(row.item, field):
            return None
        seen = self.view.where_seen(row, field, CLEAR)
        return sa.and_(seen, row.main.c.natural) if field.openable else seen

    # --- rows ---------------------------------------------------------------------------------------------------------

    def body(self, level: Level, body: Body) -> Expr:
        """The JSON object of one row."""
        return self.json_object([(one.key, self._one(level, one)) for one in body.outputs])

    def json_object(self, pairs: Iterable[tuple[str, Expr]]) -> Expr:
        """`row_to_json` over named columns; everything named inside belongs to the statement around it."""
        self._number += 1
        columns = [expression.label(key) for key, expression in pairs]
        inner = sa.select(*columns).correlate_except().subquery(f"o{self._number}")
        return sa.select(sa.func.row_to_json(inner.table_valued())).correlate_except(inner).scalar_subquery()

    def _one(self, level: Level, one: Output) -> Expr:
        match one:
            case Pick():
                return self.output(level, one.field)
            case Fixed():
                return sa.literal_column(f"'{one.value}'", sa.Text())
            case Explain():
                return explanation(self.view, level.row, one)
            case One():
                return self._attach(level, self.single(one, level.row))
            case Listing():
                return self._attach(level, self.listing(one, level.row))
            case Many():
                return self._attach(level, self.connection(one, level.row))
        raise TypeError(type(one).__name__)  # pragma: no cover - the planner makes no other

    def _attach(self, level: Level, lateral: FromClause) -> Expr:
        level.edges.append(lateral)
        if "seen" in lateral.c:
            level.seen.append(lateral.c.seen)
        return lateral.c.value

    def seen(self, level: Level) -> Expr | None:
        """The subjects given in clear by this row and below it, as nested JSON arrays; None when there can be none."""
        column = level.row.item.subject_column
        own = []
        if level.clear and column:
            own = [sa.case((sa.or_(*level.clear.values()), level.row.main.c[column]))]
        parts = [*own, *level.seen]
        return sa.func.json_build_array(*parts) if parts else None

    def joined(self, level: Level, *mentioned: object) -> FromClause:
        """The row's tables and edges. The apart table is joined only where something mentions it."""
        row = level.row
        source: FromClause = row.main
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
        # By an edge the row is found by its key, so its flags can be asked; a look-up wants the clauses themselves for an index.
        visible = self.view.visible(row) if plan.edge is None else self.view.visible_by_flags(row)
        where = [self.related(row, plan.edge), visible, *self._conditions(row, plan.filters)]
        if plan.mine:
            where.append(row.main.c.submitter == sa.any_(departments()))
        value = self.body(level, plan.body)
        seen = self.seen(level)
        chosen = self.lateral(value, seen, self.joined(level, value, seen, *where), *where).limit(ONE)
        return self._lateral(chosen)

    def any_of(self, plan: AnyOf) -> FromClause:
        """One row of whichever item has the id."""
        found = [self.single(one, None) for one in plan.choices]
        source: FromClause = sa.select(ONE.label("one")).subquery(f"n{self._number}")
        for lateral in found:
            source = source.outerjoin(lateral, sa.true())
        if not found:
            return self._lateral(sa.select(NOTHING.label("value")))
        seen = [one.c.seen for one in found if "seen" in one.c]
        value = sa.func.coalesce(*(one.c.value for one in found))
        return self._lateral(self.lateral(value, sa.func.json_build_array(*seen) if seen else None, source))

    def listing(self, plan: Listing, parent: Row) -> FromClause:
        """All rows of an edge."""
        row = self.row(plan.body.item, parent)
        level = Level(row)
        value = self.body(level, plan.body)
        where = (self.related(row, plan.edge), self.view.visible(row))
        seen = self.seen(level)
        order = [_directed(row.main.c[name], descending=way == "DESC") for name, way in row.item.order]
        page = (
            self.lateral(value, seen, self.joined(level, value, seen, *where), *where)
            .add_columns(sa.func.row_number().over(order_by=order).label("n"))
            .correlate(*_around(row))
            .subquery(f"l{self._number}")
        )
        return self._lateral(self.lateral(_collected(page.c.value, page), _gathered(page), page))

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
        where = [self.related(row, plan.edge), self.view.visible(row), *self._conditions(row, plan.filters)]
        if plan.mine:
            where.append(row.main.c.submitter == sa.any_(departments()))
        if plan.search is not None:
            where.append(self._found(row, plan.search))
        page = self._page(plan, row, where)
        return self._connection(plan, row, where, page)

    # --- pages --------------------------------------------------------------------------------------------------------

    def _page(self, plan: Many, row: Row, where: list[Clause]) -> FromClause | None:
        """The rows of the page and one more, which tells whether there is a next page. None when only the total is asked for."""
        if not any(isinstance(part, EdgePart | PagePart) for part in plan.parts):
            return None
        level = Level(row)
        keys = [self.value(row, one.field) for one in plan.order]
        edges = self._edges(plan, level, keys)
        cursor = self._cursor(plan.order, keys)
        after = [] if plan.after is None else [self._after(plan, keys)]
        order = [_directed(key, descending=one.descending) for key, one in zip(keys, plan.order, strict=True)]
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
            .correlate(*_around(row))
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
        if len(ways) == 1 and not any(key.field.nullable for key in plan.order):
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
        gathered: FromClause | None = None
        if page is not None:
            gathered = self._gathered(plan, page)
        edges = 0
        for part in plan.parts:
            match part:
                case Fixed():
                    parts.append((part.key, sa.literal_column(f"'{part.value}'", sa.Text())))
                case TotalPart():
                    parts.append((part.key, self._total(row, where)))
                case EdgePart() if gathered is not None:
                    parts.append((part.key, gathered.c[f"edges{edges}"]))
                    edges += 1
                case PagePart() if gathered is not None:
                    parts.append((part.key, self._page_info(part, gathered, after=plan.after is not None)))
        value = self.json_object(parts)
        if gathered is None:
            return self._lateral(sa.select(value.label("value")))
        return self._lateral(self.lateral(value, gathered.c.seen if "seen" in gathered.c else None, gathered))

    def _gathered(self, plan: Many, page: FromClause) -> FromClause:
        first = self.bind(plan.first, sa.Integer(), page_size(plan.field_name, 0))
        within = page.c.n <= first
        columns = [
            _collected(page.c[f"edge{number}"], page, within).label(f"edges{number}")
            for number in range(sum(isinstance(part, EdgePart) for part in plan.parts))
        ]
        ends = {
            "start": _picked(page, within, descending=False),
            "end": _picked(page, within, descending=True),
            "more": sa.func.count() > first,
        }
        seen = [_gathered(page, within).label("seen")] if "seen" in page.c else []  # type: ignore[union-attr]
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
        return counted.correlate_except(*_tables(row)).scalar_subquery()

    # --- conditions ---------------------------------------------------------------------------------------------------

    def _conditions(self, row: Row, filters: Iterable[Filter]) -> list[Clause]:
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
        if one.field.secrecy is Secrecy.PERSONAL and CLEAR in self.view.ever(row.item, one.field):
            self.lookup = True
            self.logged[f"{row.item.__name__}.{one.field.graphql}"] = None
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
        convert = spelling(one.field.check)
        match one.operator:
            case "in" if isinstance(kind, Codes):
                return column.op("&&", is_comparison=True)(self.bind(one.value, kind.sql()))
            case "in" if isinstance(kind, Identity):
                return column == sa.any_(self.bind(one.value, ARRAY(sa.Uuid()), identities))
            case "in":
                return column == sa.any_(
                    self.bind(one.value, ARRAY(kind.sql()), lambda value: convert(plain(value)))
                )
            case "from":
                return column >= self.bind(one.value, kind.sql())
            case "to":
                return column <= self.bind(one.value, kind.sql())
            case "within":
                return self._within(row, one)
        if isinstance(kind, Identity):
            return column == self.bind(one.value, sa.Uuid(), identity)
        return column == self.bind(one.value, kind.sql(), lambda value: convert(plain(value)))

    def _within(self, row: Row, one: Filter) -> Clause:
        """A division and all below it: one equality on the column of its level."""
        level = subtree_column(str(one.value.sample))
        if level in row.main.c:
            return row.main.c[level] == self.bind(one.value, sa.Text())
        width = {"province": 2, "city": 4, "county": 6}[level]
        prefix = self.bind(one.value, sa.Text(), lambda value: str(value)[:width])
        return sa.func.left(row.main.c[one.field.name], sa.literal_column(str(width))) == prefix

    def _found(self, row: Row, leaf: Leaf) -> Clause:
        """Search by a fragment of a name: candidates by grams, then the fragment on the name as the caller sees it."""
        grams = self.bind(leaf, ARRAY(sa.Text()), names.grams_of)
        count = self.bind(leaf, sa.BigInteger(), names.gram_count)
        text = self.bind(leaf, sa.Text(), names.fragment)
        key = row.main.c.id
        former = FormerName.table.alias("formerly")
        borne = sa.exists(
            sa.select(ONE).select_from(former)
            .where(former.c.subject_id == key, sa.func.strpos(former.c.name, text) > sa.literal_column("0"))
            .correlate_except(former)
        )  # fmt: skip
        contains = sa.or_(sa.func.strpos(row.main.c.name_opened, text) > sa.literal_column("0"), borne)
        found = sa.and_(key.in_(names.candidates(grams, count, persons=False)), contains)
        name = Subject.fields["name"]
        if row.apart is None or CLEAR not in self.view.ever(row.item, name):
            return found
        self.lookup = True
        self.logged[f"Subject.{name.graphql}"] = None
        person = sa.and_(
            key.in_(names.candidates(grams, count, persons=True)),
            self.view.where_seen(row, name, CLEAR),
            sa.func.strpos(row.apart.c.name, text) > sa.literal_column("0"),
        )
        return sa.or_(found, person)

    def _lateral(self, chosen: sa.Select[Any]) -> FromClause:
        self._number += 1
        return chosen.lateral(f"e{self._number}")


def _mentions(expression: object, table: FromClause) -> bool:
    """Does an expression name a column of the table, at any depth?"""
    if expression is None:
        return False
    walk = sa.sql.visitors.iterate(expression)  # type: ignore[arg-type]
    return any(getattr(part, "table", None) is table for part in walk)


def _nothing(item: type[Item], name: str) -> FromClause:
    """In place of a table that no audience of the caller ever sees: its columns without a row, so that no right to it is needed."""
    columns = (sa.cast(NOTHING, column.type).label(column.name) for column in item.table.c)
    return sa.select(*columns).where(sa.false()).subquery(name)


def _around(row: Row) -> list[FromClause]:
    """The tables of the rows around this one, which a subquery of it may refer to."""
    found: list[FromClause] = []
    outer = row.parent
    while outer is not None:
        found += _tables(outer)
        outer = outer.parent
    return found


def _tables(row: Row) -> list[FromClause]:
    return [one for one in (row.main, row.apart, row.flags) if one is not None]


def _directed(key: Expr, *, descending: bool) -> ColumnElement[Any]:
    return key.desc().nulls_last() if descending else key.asc().nulls_last()


def _collected(column: Expr, page: FromClause, within: Clause | None = None) -> Expr:
    ordered = sa.func.json_agg(sa.dialects.postgresql.aggregate_order_by(column, page.c.n))
    kept: Any = ordered if within is None else ordered.filter(within)
    return sa.func.coalesce(kept, sa.literal_column("'[]'::json"))


def _gathered(page: FromClause, within: Clause | None = None) -> Expr | None:
    if "seen" not in page.c:
        return None
    everything = sa.func.json_agg(page.c.seen)
    return everything if within is None else everything.filter(within)


def _picked(page: FromClause, within: Clause, *, descending: bool) -> Expr:
    order = page.c.n.desc() if descending else page.c.n.asc()
    listed: Any = sa.func.json_agg(sa.dialects.postgresql.aggregate_order_by(page.c.cursor, order)).filter(
        within
    )
    return listed.op("->>", return_type=sa.Text())(sa.literal_column("0"))  # type: ignore[no-any-return]
