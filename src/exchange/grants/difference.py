"""What other rules would do to what is stored: how many rows a changed cell touches, some of them before and after, who read them.

Whoever compares rules manages access and reads no data. So of a row there is nothing here but its treatment before and after: no value, no
id, no way from one comparison to the next. Rows are counted as the row rules let them through, whoever looks: jurisdiction, department and
subject of a caller are left aside, since they are its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.access import ANONYMOUS, Audience
from exchange.disclosure.matrix import changes, said
from exchange.disclosure.policy import HIDDEN
from exchange.disclosure.predicates import CONDITIONS, Row, Stance
from exchange.disclosure.view import View, bound
from exchange.model import access_entry

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from sqlalchemy.sql.elements import ColumnElement

    from exchange.database import WriteSession
    from exchange.disclosure.matrix import Cell, Change
    from exchange.disclosure.policy import Policy, Treatment
    from exchange.model import Item

    Clause = ColumnElement[bool]

SAMPLES = 3
_OF_ONES_REGION = "administered"
"""The row rule that asks where the caller works."""
RECENT_DAYS = 30


@dataclass(frozen=True, slots=True)
class Touched:
    """A changed cell, how many stored rows it gives otherwise, and what some of them had and would have."""

    change: Change
    rows: int
    samples: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """How often a client was given one of the changed fields lately."""

    client: str
    entries: int
    fields: tuple[str, ...]


class _Anybody(View):
    """Row rules alone: whoever holds the audience stands in that capacity to every row."""

    def judged(self, row: Row, audience: Audience) -> Clause:
        """The predicates of the row rule."""
        return sa.and_(
            sa.true(), *(self._predicate(row, audience, word) for word in self._when(row, audience))
        )

    def _predicate(self, row: Row, audience: Audience, word: str) -> Clause:
        return sa.true() if word == _OF_ONES_REGION else super()._predicate(row, audience, word)


async def touched(session: WriteSession, before: Policy, after: Policy, day: dt.date) -> list[Touched]:
    """Every changed cell with its numbers, in the order of the declarations."""
    groups: dict[tuple[type[Item], Audience], list[Change]] = {}
    for one in changes(before, after):
        groups.setdefault((one.before.item, one.before.audience), []).append(one)
    found = []
    for (item, audience), group in groups.items():
        found += await _counted(session, item, audience, group, (before, after), day)
    return found


async def readings(session: WriteSession, changed: Iterable[Change], since: dt.datetime) -> list[Reading]:
    """Which clients were given a changed field in clear since a moment, by their access entries."""
    names = sorted({f"{one.before.item.__name__}.{one.before.field.graphql}" for one in changed})
    each = (
        sa.func.unnest(access_entry.c.fields)
        .table_valued(sa.column("name", sa.Text()))
        .render_derived("each")
    )
    field = each.c.name
    columns: list[Any] = [
        access_entry.c.client.label("client"),
        sa.func.count(sa.distinct(access_entry.c.id)).label("entries"),
        sa.func.array_agg(sa.distinct(field)).label("fields"),
    ]
    source = access_entry.join(each, sa.true())
    kept: Any = (
        sa.select(*columns)
        .select_from(source)
        .where(access_entry.c.at >= since, field.in_(names), access_entry.c.client.is_not(None))
    )
    rows = await session.mappings(kept.group_by(access_entry.c.client).order_by(access_entry.c.client))
    return [Reading(one["client"], one["entries"], tuple(sorted(one["fields"]))) for one in rows]


async def _counted(
    session: WriteSession,
    item: type[Item],
    audience: Audience,
    group: Sequence[Change],
    rules: tuple[Policy, Policy],
    day: dt.date,
) -> list[Touched]:
    """One statement for all changed cells of an item and an audience, and one for their samples."""
    row, stance = _row(item, audience), _stance(audience)
    sees = [_Anybody(one, stance).judged(row, audience) for one in rules]
    differs = [_differs(row, one, sees) for one in group]
    columns: list[Any] = [sa.func.count().filter(one) for one in differs]
    counts: Any = sa.select(*columns).select_from(row.main)
    numbers: Sequence[int] = tuple((await session.all(bound(counts, ANONYMOUS, day)))[0])
    return [
        Touched(one, number, await _samples(session, row, (one, clause, sees), day) if number else ())
        for one, clause, number in zip(group, differs, numbers, strict=True)
    ]


async def _samples(
    session: WriteSession, row: Row, what: tuple[Change, Clause, list[Clause]], day: dt.date
) -> tuple[tuple[str, str], ...]:
    """What some rows have and would have, the different pairs only."""
    change, clause, sees = what
    pair: list[Any] = [
        _given(row, one, see).label(name)
        for one, see, name in zip((change.before, change.after), sees, ("before", "after"), strict=True)
    ]
    chosen: Any = sa.select(*pair).select_from(row.main).where(clause).distinct().limit(SAMPLES)
    rows = await session.mappings(bound(chosen, ANONYMOUS, day))
    return tuple(sorted((one["before"], one["after"]) for one in rows))


def _differs(row: Row, change: Change, sees: list[Clause]) -> Clause:
    """True on the rows that get the field otherwise."""
    pair = [_given(row, one, see) for one, see in zip((change.before, change.after), sees, strict=True)]
    return pair[0] != pair[1]


def _given(row: Row, cell: Cell, sees: Clause) -> ColumnElement[str]:
    """The treatment of the cell on this row, as a word. Whom a condition asks about is left open, so it is said as it stands."""
    return sa.case(
        (sa.func.coalesce(sees, sa.false()), _treated(row, cell.rule.treatment)), else_=_word(HIDDEN)
    )


def _treated(row: Row, treatment: Treatment) -> ColumnElement[str]:
    if treatment.condition != "organisation":
        return _word(said(treatment))
    return sa.case((CONDITIONS["organisation"](row), _word(treatment.name)), else_=_word(treatment.otherwise))


def _word(text: str) -> ColumnElement[str]:
    return sa.literal(text, sa.Text())


def _row(item: type[Item], audience: Audience) -> Row:
    return Row(item, item.table, None, _stance(audience))


def _stance(audience: Audience) -> Stance:
    """Whoever holds this audience, with a case and with every scope, where one would open more."""
    one: Any = frozenset({audience})
    return Stance(
        one, personal=True, confidential=True, identity=True, level=None, agreed=False, case=True, manages=True, audits=True
    )  # fmt: skip
