"""The second line, rows: row level security for the public login, compiled from the same row rules as the statements themselves.

Every item table whose rows the public does not all see has row level security, enabled and forced. The public login gets one policy
per table, made of the policy file's own words (`View.judged`); a table without one shows it nothing, whatever a GRANT may say. The logins
of known callers see all rows here: what those see depends on who asks, which only the statement knows. So does the owner, who migrates
and would otherwise change nothing without being told.

**The date.** A statement binds the exchange's date; a policy may not, since whoever holds the login could bind another. It asks the
server's clock instead, in China's time whatever zone the session sets. So a record whose period is over, and which nobody has moved to
`expired` yet, stays hidden even when the statement forgets its row rule. Where `EXCHANGE_NOW` sets the clock for a demo or a test, the
policy names that day instead; a real start on such a database finds the difference and replaces it. Two clocks that disagree around
midnight hide a row, and never show one.

**What remains.** Who runs SQL of his own as the public login learns no value, but may count: `pg_class` knows how long a table is, and
EXPLAIN ANALYZE how many rows a policy took away. PostgreSQL has no means against that; no text of a caller's ever becomes SQL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.visitors import replacement_traverse

from exchange.access import ANONYMOUS, Audience
from exchange.database.logins import OWNER
from exchange.disclosure.facts import PUBLIC, READER, WRITER, Fact, Kind
from exchange.disclosure.predicates import Row, cases, exists, records
from exchange.disclosure.view import View, stance
from exchange.model import CASES, ITEMS, LEAD, RECORDS, Shape, Subject, lead

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from sqlalchemy.sql.elements import ColumnElement
    from sqlalchemy.sql.visitors import ExternallyTraversible

    from exchange.disclosure.policy import Policy
    from exchange.model import Edge, Item

SEEN, ALL = "seen_by_the_public", "all_rows"
_TODAY = "(now() AT TIME ZONE INTERVAL '8 hours')::date"
"""China's day. By its offset, which costs 25 ns a row; by its name the zone is looked up each time."""
_ALL = f"FOR ALL TO {OWNER}, {READER}, {WRITER} USING (true) WITH CHECK (true)"


def rules(policy: Policy, day: dt.date | None) -> Iterator[Fact]:
    """Row level security of every table that has it; `day` where the exchange's clock stands still."""
    yield from _walled(lead, _text(lead, _leading(policy), day))
    for item in ITEMS.values():
        rule = policy.of(item).rows[Audience.PUBLIC]
        if rule.when == ("always",) and item.apart is None:
            continue
        yield from _walled(item.table, "" if rule.never else _text(item.table, _seen(policy, item), day))
        if item.apart is not None:
            yield from _walled(item.apart)


def following() -> Iterator[Fact]:
    """That `lead` follows every table of records, and the worklist every record and case."""
    for item in records():
        yield from (Fact(Kind.FOLLOWED, item.table.name, what=one.name) for one in (LEAD, RECORDS))
    yield from (Fact(Kind.FOLLOWED, item.table.name, what=CASES.name) for item in cases())


def _walled(table: sa.Table, seen: str = "") -> Iterator[Fact]:
    """Nobody but known callers sees a row, and the public those that are named."""
    yield from (Fact(Kind.ROWS, table.name, what=word) for word in ("ENABLE", "FORCE"))
    yield Fact(Kind.POLICY, table.name, ALL, _ALL)
    if seen:
        yield Fact(Kind.POLICY, table.name, SEEN, f"FOR SELECT TO {PUBLIC} USING ({seen})")


def _leading(policy: Policy) -> ColumnElement[bool]:
    """The public sees that a record leads to a person where it sees the record."""
    row = Row(Subject, Subject.table, None, stance(ANONYMOUS))
    return View(policy, row.stance).leads(row, lead, Audience.PUBLIC)


class _Composed(View):
    """The public's view where every other table is read through its own policy, as PostgreSQL does it inside a policy."""

    def sees(self, row: Row, audience: Audience) -> ColumnElement[bool]:  # noqa: ARG002 - whatever row, whoever looks
        """Whatever row of another table is there at all."""
        return sa.true()


def _seen(policy: Policy, item: type[Item]) -> ColumnElement[bool]:
    """The row rule of the public. A row that hangs on another is seen with any row that it can hang on."""
    row = Row(item, item.table, None, stance(ANONYMOUS))
    own = _Composed(policy, row.stance).judged(row, Audience.PUBLIC)
    if item.shape is not Shape.CHILD:
        return own
    ways = (
        _hangs(item, above, edge)
        for above in ITEMS.values()
        for edge in above.edges.values()
        if edge.many and edge.target == item.__name__ and not policy.of(above).rows[Audience.PUBLIC].never
    )
    return sa.and_(own, sa.or_(sa.false(), *ways))


def _hangs(item: type[Item], above: type[Item], edge: Edge) -> ColumnElement[bool]:
    one = above.table.alias(f"of_{above.key}")
    return exists(one, *(one.c[own] == item.table.c[other] for own, other in edge.on), each=True)


def _text(table: sa.Table, clause: ColumnElement[bool], day: dt.date | None) -> str:
    """The clause as SQL of its own, without a parameter; compiled in a SELECT from the table, to which its subqueries refer."""
    today = sa.literal_column(_TODAY if day is None else f"DATE '{day.isoformat()}'", sa.Date())

    def dated(element: ExternallyTraversible, **_: object) -> ColumnElement[dt.date] | None:
        return today if isinstance(element, sa.BindParameter) and element.key == "caller_today" else None

    fixed: ColumnElement[bool] = replacement_traverse(clause, {}, dated)
    selected: sa.Select[Any] = sa.select(sa.literal_column("1")).select_from(table).where(fixed)
    text = str(selected.compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True}))
    return " ".join(text.partition("WHERE ")[2].split())
