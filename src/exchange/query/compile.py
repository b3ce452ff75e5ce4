"""From an operation to a `Statement`: compiled once per document, shape of variables and shape of caller, bound on every request.

The statement answers three things in one snapshot: may this caller still come in (its profile's epoch is the current one, its token is not
revoked, the rules are those that are followed; no row comes back otherwise), what it asked for (one column of JSON per root field), and —
where something personal or confidential goes out in clear — the entry that says so. The entry is written by the same statement, so nothing
can be read without it. What is kept from somebody has an entry of its own; so has what its subject does not see, and is told later.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql.asyncpg import dialect as asyncpg_dialect

from exchange.access import Audience, Scope
from exchange.disclosure import BINDS
from exchange.disclosure.once import by_active, now_as, still_current
from exchange.model import ITEMS, Secrecy, access_entry
from exchange.query import explain, limits
from exchange.query.binding import Bind
from exchange.query.counts import counted
from exchange.query.pages import Writer
from exchange.query.plan import (
    AnyOf,
    Body,
    Changes,
    Counts,
    EdgePart,
    Fixed,
    Listing,
    Many,
    NodePart,
    One,
    Pick,
)
from exchange.query.planner import Planner
from exchange.query.rows import KEPT, LATER, PLAIN, literal, together
from exchange.query.selection import Const
from exchange.query.values import NOTHING, ONE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping

    from sqlalchemy.sql.elements import ColumnElement
    from sqlalchemy.sql.selectable import FromClause

    from exchange.access import Caller
    from exchange.disclosure import View
    from exchange.model import Field, Item
    from exchange.query.plan import Output
    from exchange.query.selection import Node

    Expr = ColumnElement[Any]
    CallerBind = Callable[[Caller, dt.datetime, dt.date], object]

DIALECT = asyncpg_dialect()


@dataclass(frozen=True)
class Statement:
    """A compiled operation. `order` says where its parameters $1, $2, … come from; `keys` are the response keys.

    `custom` says that PostgreSQL shall plan it for the values of each request; elsewhere one plan serves all.
    """

    sql: str
    order: tuple[Bind | CallerBind, ...]
    keys: tuple[str, ...]
    fixed: Mapping[str, str]
    disclosure: list[dict[str, str]]
    logs: bool
    custom: bool
    uses: tuple[Scope, ...]
    pages: list[tuple[int, tuple[Bind, ...]]]

    def arguments(
        self, variables: Mapping[str, Any], caller: Caller, now: dt.datetime, day: dt.date
    ) -> list[object]:
        """The values of one request, in the order of the parameters."""
        return [one.read(variables) if isinstance(one, Bind) else one(caller, now, day) for one in self.order]

    def cost(self, variables: Mapping[str, Any]) -> int:
        """Fields times rows; raises LimitExceeded for too much of either."""
        return self._written or limits.cost(self.pages, lambda one: one.read(variables))

    @cached_property
    def _written(self) -> int:
        """The cost where every page size is written in the document; 0 where a variable says it."""
        if any(not isinstance(one.leaf, Const) for _, chain in self.pages for one in chain):
            return 0
        return limits.cost(self.pages, lambda one: one.read({}))

    @cached_property
    def frame(self) -> tuple[bytes, ...]:
        """What stands in the response body before, between and after the columns."""
        pieces = [b'{"data":{']
        for number, key in enumerate(self.keys):
            pieces[-1] += (b"," if number else b"") + orjson.dumps(key) + b":"
            if key in self.fixed:
                pieces[-1] += orjson.dumps(self.fixed[key])
            else:
                pieces.append(b"")
        told = orjson.dumps({"disclosure": self.disclosure}) if self.disclosure else b""
        pieces[-1] += b"}" + (b',"extensions":' + told if told else b"") + b"}"
        return tuple(pieces)


def compile_operation(view: View, roots: tuple[Node, ...], *, known: bool) -> Statement:
    """Compile all root fields of an operation into one statement; `known` callers are held to their epoch."""
    planner, writer = Planner(view), Writer(view)
    plans = [planner.root(node) for node in roots]
    laterals = {plan.key: _lateral(writer, plan) for plan in plans if not isinstance(plan, Fixed)}
    statement = _statement(writer, laterals, known=known)
    compiled = statement.compile(dialect=DIALECT)
    return Statement(
        sql=str(compiled),
        order=tuple(writer.binds.get(name) or BINDS[name] for name in compiled.positiontup or ()),
        keys=tuple(plan.key for plan in plans),
        fixed={plan.key: plan.value for plan in plans if isinstance(plan, Fixed)},
        disclosure=explain.operation(view, picked(plans)),
        logs=bool(writer.logged or writer.kept),
        custom=writer.custom,
        uses=tuple(sorted(_uses(writer, plans))),
        pages=writer.pages,
    )


def _uses(writer: Writer, plans: list[Output]) -> set[Scope]:
    """The scopes that the operation makes use of, whatever rows it finds."""
    view, found = writer.view, set[Scope]()
    for item in {item for item, _ in picked(plans)}:
        held = view.audiences(item)
        found |= {
            _READS[word] for one in held for word in view.policy.of(item).rows[one].when if word in _READS
        }
        if {*held} - {Audience.PUBLIC, Audience.ADMINISTRATOR}:
            found.add(Scope.RECORD_READ)
    for name in {*writer.logged, *writer.kept}:
        item_name, _, field_name = name.partition(".")
        fields = ITEMS[item_name].fields.values() if item_name in ITEMS else ()
        secrecy = next((one.secrecy for one in fields if one.graphql == field_name), Secrecy.PERSONAL)
        found |= _GIVES[secrecy]
    return found


_READS = {"manages_access": Scope.ACCESS_MANAGE, "audits": Scope.AUDIT_READ}
_GIVES: Mapping[Secrecy, frozenset[Scope]] = {
    Secrecy.OPEN: frozenset(),
    Secrecy.PERSONAL: frozenset({Scope.PERSON_READ}),
    Secrecy.CONFIDENTIAL: frozenset({Scope.CONFIDENTIAL_READ}),
    Secrecy.IDENTITY: frozenset({Scope.PERSON_READ, Scope.COMPLAINT_IDENTITY}),
}


def _lateral(writer: Writer, plan: Output) -> FromClause:
    match plan:
        case Many():
            return writer.connection(plan, None)
        case One():
            return writer.single(plan, None)
        case AnyOf():
            return writer.any_of(plan, None)
        case Counts():
            return counted(writer, plan)
    raise TypeError(type(plan).__name__)  # pragma: no cover - the planner makes no other root


def _statement(writer: Writer, laterals: Mapping[str, FromClause], *, known: bool) -> sa.Select[Any]:
    values = [one.c.value.label(f"r{number}") for number, one in enumerate(laterals.values())]
    seen = [one.c.seen for one in laterals.values() if "seen" in one.c]
    purpose = writer.facts.purpose() if writer.logged or writer.kept else None
    source: Any = writer.facts.table()
    for one in laterals.values():
        source = source.outerjoin(one, sa.true())
    current = now_as(by_active(writer.view.policy.version), *(still_current() if known else ()))
    if purpose is None:
        return sa.select(*(_bytes(value) for value in values)).select_from(source).where(current)
    gathered = together(seen)
    given = sa.cast(NOTHING, sa.Text()) if gathered is None else gathered
    answer = (
        sa.select(*values, given.label("seen"), purpose.label("purpose"))
        .select_from(source)
        .where(current)
        .cte("answer")
    )
    columns = [_bytes(answer.c[f"r{number}"]) for number in range(len(values))]
    return sa.select(*columns).select_from(answer).add_cte(*_entries(writer, answer))


def _entries(writer: Writer, answer: sa.CTE) -> Iterator[sa.CTE]:
    """One entry, and one each of what its subject does not see, which it is told later, and of what is kept from somebody."""
    if writer.logged:
        yield _entry(writer, answer, PLAIN)
    if writer.logged and writer.later:
        yield _entry(writer, answer, LATER)
    if writer.kept:
        yield _entry(writer, answer, KEPT)


def _bytes(value: Expr) -> Expr:
    text = sa.func.coalesce(sa.cast(value, sa.Text()), sa.literal_column("'null'"))
    return sa.func.convert_to(text, sa.literal_column("'UTF8'"))


def _entry(writer: Writer, answer: sa.CTE, mark: str) -> Any:  # noqa: ANN401 - SQLAlchemy's CTE of an INSERT
    """The access entry: who, why, whose data, which fields, by which rules. Look-ups by personal data are entered even if empty."""
    number = {PLAIN: "", LATER: "_later", KEPT: "_kept"}[mark]
    touched = _touched(answer, mark, marked=writer.marks).cte(f"touched{number}")
    names = writer.kept if mark == KEPT else writer.logged
    fields: Expr = sa.literal_column("ARRAY[" + ",".join(f"'{name}'" for name in sorted(names)) + "]::text[]")
    chosen = sa.select(
        _caller("now", sa.DateTime(timezone=True)),
        _caller("actor", sa.Text()),
        _caller("client", sa.Text()),
        _caller("department", sa.Text()),
        sa.func.coalesce(touched.c.purpose, _caller("purpose", sa.Text())),
        _caller("agreement", sa.Uuid()),
        _caller("case", sa.Text()),
        touched.c.subjects,
        sa.func.cardinality(touched.c.subjects),
        fields,
        sa.literal_column(f"'{writer.view.policy.version}'"),
        _caller("told_later" if mark == LATER else "told_on", sa.Date()),
        *(_caller(level, sa.Text()) for level in ("province", "city", "county")),
    ).select_from(touched)
    if mark == LATER or (mark == KEPT) not in writer.lookups:
        chosen = chosen.where(touched.c.given)
    columns = [
        "at",
        "actor",
        "client",
        "department",
        "purpose",
        "agreement",
        "discipline_case",
        "subjects",
        "subject_count",
        "fields",
        "policy",
        "told_on",
        "province",
        "city",
        "county",
    ]
    return sa.insert(access_entry).from_select(columns, chosen).cte(f"entry{number}")


def _touched(answer: sa.CTE, mark: str, *, marked: bool) -> sa.Select[Any]:
    """Whose data was given, each once, and whether anything was; OFFSET 0 keeps the planner from working it out wherever it is named."""
    listed = sa.func.string_to_array(answer.c.seen, sa.literal_column("','"), type_=ARRAY(sa.Text()))
    if marked:
        ids, given = _marked(answer, listed, mark)
    else:
        ids = sa.select(sa.func.unnest(sa.cast(listed, ARRAY(sa.Uuid())))).distinct()
        given = answer.c.seen.is_not(None)
    subjects = sa.func.array(ids.correlate(answer).scalar_subquery(), type_=ARRAY(sa.Uuid()))
    found = sa.select(subjects.label("subjects"), given.label("given"), answer.c.purpose).select_from(answer)
    return found.offset(sa.literal_column("0"))


def _marked(answer: sa.CTE, listed: Expr, mark: str) -> tuple[sa.Select[Any], ColumnElement[bool]]:
    """The same where ids bear marks, some of them or all: those of one mark; of a mark alone nobody is known."""
    one = sa.func.unnest(listed).table_valued(sa.column("one", sa.Text())).render_derived("marked").c.one
    apart = sa.func.left(one, ONE).in_([literal(KEPT), literal(LATER)])
    mine = sa.not_(apart) if mark == PLAIN else sa.func.left(one, ONE) == literal(mark)
    bare = sa.func.ltrim(one, literal(f"{KEPT}{LATER}{PLAIN}"), type_=sa.Text())
    ids = sa.select(sa.cast(bare, sa.Uuid())).where(mine, bare != literal("")).distinct()
    return ids, sa.exists(sa.select(one).where(mine).correlate(answer))


def _caller(name: str, kind: Any) -> Expr:  # noqa: ANN401 - any SQL type
    return sa.bindparam(f"caller_{name}", type_=kind)


def picked(plans: list[Output]) -> Iterator[tuple[type[Item], Field]]:
    """Every field that the operation selects, at any depth."""
    for plan in plans:
        match plan:
            case One() | Listing():
                yield from _in_body(plan.body)
            case Changes():
                yield from ((plan.item, field) for field in plan.fields)
            case AnyOf() | Counts():
                within = plan.choices if isinstance(plan, AnyOf) else plan.parts
                yield from picked([one for one in within if isinstance(one, One)])
            case Many():
                for part in plan.parts:
                    if isinstance(part, EdgePart):
                        for one in part.parts:
                            if isinstance(one, NodePart):
                                yield from _in_body(one.body)


def _in_body(body: Body) -> Iterator[tuple[type[Item], Field]]:
    yield from ((body.item, one.field) for one in body.outputs if isinstance(one, Pick))
    yield from picked([one for one in body.outputs if not isinstance(one, Pick)])
