"""Counts by group, such that no question and no pair of questions tells of one natural person.

Suppressing small cells does not do it by itself: a total less the other cells gives the cell back, and so do two overlapping conditions
(complementary disclosure; statistical offices answer it with secondary suppression, with fixed tables instead of free ones, and with
rounding to a base — see the SDC handbooks of Eurostat's and the UK's statistical services). With free conditions, secondary suppression
would have to know every question asked before. So the two kinds of rows are kept apart:

* **Organisations are counted exactly**, by any keys and conditions, as the caller sees their records. `count` holds these alone. A group
  that has only records of persons is not there at all, and no key or condition ever touches a person's record.
* **Natural persons are counted in one fixed partition**: by year of the decision, over all that the caller sees, without conditions. No
  two cells of a partition overlap, and there is no total to take them from. A cell counts distinct persons, not records; below
  `FEWEST` it is withheld, none being told like one or two; from there it is rounded down to a multiple of `FEWEST`, so that a cell read
  before and after a record came in stays the same or moves by three. Everything else gives null with the reason.

Who may list the records sees them one by one in lists; nobody gets finer counts of persons than these, since the matrix gives nobody more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.disclosure import CLEAR, Row
from exchange.disclosure.binds import today
from exchange.model.kinds import Codes
from exchange.query import limits
from exchange.query.grouping import PERSONS_BY, keys
from exchange.query.plan import CountPart, Fixed, One
from exchange.query.rows import around, collected
from exchange.query.values import NOTHING, Level

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy.sql.elements import ColumnElement
    from sqlalchemy.sql.selectable import FromClause

    from exchange.query.grouping import Key
    from exchange.query.pages import Writer
    from exchange.query.plan import Counts

    Expr = ColumnElement[Any]

FEWEST = 3
"""Natural persons of a cell that is told; also the base to which it is rounded down (domain/disclosure.md 6.4)."""
GROUPS = 1_000
"""Groups of one answer, the first in the order of their keys."""


def counted(writer: Writer, plan: Counts) -> FromClause:
    """The groups as a JSON array, in the order of their keys."""
    writer.pages.append((limits.TOTAL, ()))
    writer.custom = True
    groups = _groups(writer, plan)
    level = Level(Row(plan.item, groups, None, writer.view.stance, facts=writer.facts))
    value = writer.json_object([(one.key, _part(writer, level, plan, one)) for one in plan.parts])
    number = sa.func.row_number().over(order_by=[groups.c[f"k{place}"] for place in _places(plan)] or None)
    listed = (
        sa.select(value.label("value"), number.label("n"))
        .select_from(writer.joined(level))
        .correlate(*around(level.row))
    )
    page = listed.subquery("listed")
    return writer.named(writer.lateral(collected(page.c.value, page), None, page))


def _places(plan: Counts) -> range:
    return range(len(plan.by))


def _fixed(plan: Counts) -> bool:
    """The one question in which natural persons are counted."""
    return plan.by == PERSONS_BY and not plan.filters


def _groups(writer: Writer, plan: Counts) -> FromClause:
    """One row per group: its keys, organisations' records, and distinct natural persons where that may be told."""
    row, known = writer.row(plan.item), keys(plan.item)
    stored = [_clear(writer, row, known[word]) for word in plan.by]
    columns = [
        _read(known[word], one, place) for place, (word, one) in enumerate(zip(plan.by, stored, strict=True))
    ]
    where = [writer.view.visible(row), *writer.conditions(row, plan.filters)]
    if not _fixed(plan):
        where.append(_organisations_only(row))
    source = writer.joined(Level(row), *stored, *where)
    for one in columns:
        if isinstance(getattr(one, "table", None), sa.TableValuedAlias):
            source = source.outerjoin(one.table, sa.true())
    # Distinct persons are counted where they may be told: elsewhere they would cost a sort of all rows for nothing.
    bodies, persons = _bodies(row), _persons(row) if _fixed(plan) else _whole(0)
    named = [one.label(known[word].name) for word, one in zip(plan.by, columns, strict=True)]
    places = [one.label(f"k{place}") for place, one in enumerate(columns)]
    chosen = sa.select(*places, *named, bodies.label("bodies"), persons.label("people"))
    chosen = chosen.select_from(source).where(*where)
    return _kept(chosen, columns, sa.or_(bodies > _whole(0), persons >= _whole(FEWEST)))


def _kept(chosen: sa.Select[Any], columns: list[Expr], told: ColumnElement[bool]) -> FromClause:
    """The groups that are told at all. Without keys there is one group, if it is told."""
    if columns:
        chosen = chosen.group_by(*columns).order_by(*columns).limit(_whole(GROUPS))
    return chosen.having(told).subquery("groups")


def _clear(writer: Writer, row: Row, key: Key) -> Expr:
    """The column of a key, null where the caller does not get the field."""
    column = row.main.c[key.column]
    if writer.view.ever(row.item, key.field) == {CLEAR}:
        return column
    return sa.case((writer.view.where_seen(row, key.field, CLEAR), column))


def _read(key: Key, column: Expr, place: int) -> Any:  # noqa: ANN401 - a column, or an expression over one
    """What a key reads; of a list of codes each member is a group of its own, and a record counts in every one it has."""
    if isinstance(key.field.kind, Codes):
        members = sa.func.unnest(column).table_valued(sa.column("member", sa.Text()))
        return members.render_derived(name=f"member{place}").c.member
    return _PARTS[key.part](column)


_PARTS: Mapping[str, Callable[[Expr], Expr]] = {
    "": lambda column: column,
    "year": lambda column: sa.cast(sa.extract("year", column), sa.Integer()),
    "month": lambda column: sa.func.to_char(column, _text("YYYY-MM")),
    "overdue": lambda column: column < today(),
}


def _organisations_only(row: Row) -> ColumnElement[bool]:
    return sa.not_(row.main.c.natural)


def _bodies(row: Row) -> Expr:
    return sa.func.count().filter(sa.not_(row.main.c.natural))


def _persons(row: Row) -> Expr:
    return sa.func.count(sa.distinct(row.main.c.subject_id)).filter(row.main.c.natural)


def _part(writer: Writer, level: Level, plan: Counts, part: Fixed | CountPart | One) -> Expr:
    groups = level.row.main
    match part:
        case Fixed():
            return _text(part.value)
        case One():
            found = writer.single(part, level.row)
            level.edges.append(found)
            return found.c.value
    if part.name == "count":
        return groups.c.bodies
    if part.name in {"persons", "personsWithheld"}:
        return _told(plan, groups)[part.name]
    return groups.c[part.name] if part.name in groups.c else sa.cast(NOTHING, sa.Text())


def _told(plan: Counts, groups: FromClause) -> dict[str, Expr]:
    """How many persons, rounded down; or why that is not told."""
    if not _fixed(plan):
        return {"persons": sa.cast(NOTHING, sa.Integer()), "personsWithheld": _text("FIXED_GROUPS_ONLY")}
    enough = groups.c.people >= _whole(FEWEST)
    return {
        "persons": sa.case((enough, groups.c.people - groups.c.people % _whole(FEWEST))),
        "personsWithheld": sa.case((sa.not_(enough), _text("SMALL_GROUP"))),
    }


def _whole(number: int) -> Expr:
    return sa.literal_column(str(number), sa.Integer())


def _text(word: str) -> Expr:
    return sa.literal_column(f"'{word}'", sa.Text())
