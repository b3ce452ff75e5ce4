"""Counts by group, such that no question and no pair of questions tells of one natural person.

Suppressing small cells does not do it by itself: a total less the other cells gives the cell back, and so do two overlapping conditions
(complementary disclosure; statistical offices answer it with secondary suppression, with fixed tables instead of free ones, and with
rounding to a base — see the SDC handbooks of Eurostat's and the UK's statistical services). With free conditions, secondary suppression
would have to know every question asked before. So the two kinds of rows are kept apart:

* **Organisations are counted exactly**, by any keys and conditions, as the caller sees their records. `count` holds these alone. A group
  that has only records of persons is not there at all, and no key or condition ever touches a person's record.
* **Natural persons are counted in one fixed partition**: by year of the decision, over all that the caller sees, without conditions. No
  two cells of a partition overlap, and there is no total to take them from. A cell counts distinct persons, not records; below the
  threshold (`small_group.csv`) it is withheld, none being told like one or two; from there it is rounded down to a multiple of it. And it
  is taken from the records as they stood on one day (`records.headcount`), so that a record that comes or goes between two questions
  moves nothing. What is published by name is counted as it stands for whoever sees no more than that. Everything else gives null with
  the reason.

Who may list the records sees them one by one in lists; nobody gets finer counts of persons than these, since the matrix gives nobody more.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.access import Audience
from exchange.disclosure import CLEAR, Row
from exchange.disclosure.binds import constant, fewest, today
from exchange.model import Shape, counted_person, headcount
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

GROUPS = 1_000
"""Groups of one answer, the first in the order of their keys; each says so where there are more."""


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
    return writer.named(writer.lateral(collected(page.c.value, [page.c.n]), None, page))


def _places(plan: Counts) -> range:
    return range(len(plan.by))


def _fixed(plan: Counts) -> bool:
    """The one question in which natural persons are counted: of records alone. Cases about them are counted nowhere."""
    return plan.item.shape is Shape.RECORD and plan.by == PERSONS_BY and not plan.filters


def _groups(writer: Writer, plan: Counts) -> FromClause:
    """One row per group: its keys, organisations' records, distinct persons where they are counted, and whether groups are left out."""
    found = _of_organisations(writer, plan)
    if _fixed(plan):
        found = _with_persons(writer, plan, found)
    told = found.subquery("told")
    places = [told.c[f"k{place}"] for place in _places(plan)]
    more: Expr = sa.func.count().over() > _whole(GROUPS)
    chosen = sa.select(*told.c, more.label("more")).order_by(*places)
    return (chosen.limit(_whole(GROUPS)) if places else chosen).subquery("groups")


def _of_organisations(writer: Writer, plan: Counts) -> sa.Select[Any]:
    row, known = writer.row(plan.item), keys(plan.item)
    stored = [_clear(writer, row, known[word]) for word in plan.by]
    columns = [
        _read(known[word], one, place) for place, (word, one) in enumerate(zip(plan.by, stored, strict=True))
    ]
    where = [writer.view.visible(row), _organisations_only(row), *writer.conditions(row, plan.filters)]
    source = writer.joined(Level(row), *stored, *where)
    for one in columns:
        if isinstance(getattr(one, "table", None), sa.TableValuedAlias):
            source = source.outerjoin(one.table, sa.true())
    named = [one.label(known[word].name) for word, one in zip(plan.by, columns, strict=True)]
    places = [one.label(f"k{place}") for place, one in enumerate(columns)]
    bodies = _bodies(row)
    chosen = sa.select(*places, *named, bodies.label("bodies"), _whole(0).label("people"))
    chosen = chosen.select_from(source).where(*where)
    return (chosen.group_by(*columns) if columns else chosen).having(bodies > _whole(0))


def _with_persons(writer: Writer, plan: Counts, bodies: sa.Select[Any]) -> sa.Select[Any]:
    """Both sides of each year: organisations as they stand, persons as they were counted last."""
    (year,) = (keys(plan.item)[word] for word in PERSONS_BY)
    row = _counted(writer, plan)
    column, people = _read(year, _clear(writer, row, year), 0), _persons(row)
    where = [*_about(writer, plan, row), writer.view.visible(row), row.main.c.natural]
    persons = (
        sa.select(
            column.label("k0"), column.label(year.name), _whole(0).label("bodies"), people.label("people")
        )
        .select_from(row.main)
        .where(*where)
        .group_by(column)
        .having(people >= fewest())
    )
    sides = sa.union_all(bodies, persons).subquery("sides").c
    summed = (sa.cast(sa.func.sum(sides[name]), sa.Integer()).label(name) for name in ("bodies", "people"))
    return sa.select(sides.k0, sides[year.name], *summed).group_by(sides.k0, sides[year.name])


def _counted(writer: Writer, plan: Counts) -> Row:
    """Records about persons as they were counted last; as they stand for the public, which sees what is published by name alone."""
    if _public(writer):
        return replace(writer.row(plan.item), flags=None)
    return Row(plan.item, counted_person.alias("counted"), None, writer.view.stance, facts=writer.facts)


def _about(writer: Writer, plan: Counts, row: Row) -> list[ColumnElement[bool]]:
    return [] if _public(writer) else [row.main.c["item"] == constant(plan.item.key)]


def _public(writer: Writer) -> bool:
    return writer.view.stance.audiences == {Audience.PUBLIC}


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
    # Not EXTRACT: that reckons in exact numbers, which over a million rows takes longer than reading them.
    "year": lambda column: sa.cast(sa.func.date_part(_text("year"), column), sa.Integer()),
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
    if part.name in {"persons", "personsWithheld", "personsAsOf"}:
        return _told(writer, plan, groups)[part.name]
    if part.name == "more":
        return groups.c.more
    return groups.c[part.name] if part.name in groups.c else sa.cast(NOTHING, sa.Text())


def _told(writer: Writer, plan: Counts, groups: FromClause) -> dict[str, Expr]:
    """How many persons, rounded down, and as of which day; or why that is not told."""
    if not _fixed(plan):
        nothing: dict[str, Expr] = {
            "persons": sa.cast(NOTHING, sa.Integer()),
            "personsAsOf": sa.cast(NOTHING, sa.Date()),
        }
        return nothing | {"personsWithheld": _text("FIXED_GROUPS_ONLY")}
    enough = groups.c.people >= fewest()
    return {
        "persons": sa.case((enough, groups.c.people - groups.c.people % fewest())),
        "personsWithheld": sa.case((sa.not_(enough), _text("SMALL_GROUP"))),
        "personsAsOf": today() if _public(writer) else sa.select(headcount.c.as_of).scalar_subquery(),
    }


def _whole(number: int) -> Expr:
    return sa.literal_column(str(number), sa.Integer())


def _text(word: str) -> Expr:
    return sa.literal_column(f"'{word}'", sa.Text())
