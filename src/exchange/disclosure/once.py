"""What is the same for every row of a statement: the region of the caller's agreement, the sharing classes of the catalogue in force.

The statement begins with a row `facts` of these values: worked out once, from one look at each source, and named by many. As subqueries
where they are needed, a hundred of them would be prepared for each request, which takes longer than most answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, distinct_on

from exchange.disclosure.binds import constant, departments, today
from exchange.model import CatalogueItem, agreement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.sql.elements import ColumnElement
    from sqlalchemy.sql.selectable import FromClause
    from sqlalchemy.types import TypeEngine

    from exchange.model import Item

PERSON, BODY = "person", "body"
"""Whom an entry of the catalogue is about: natural persons, or everybody else."""

_ONE: ColumnElement[Any] = sa.literal_column("1")


class Facts:
    """Collects which values a statement asks for; `table` is the one row that holds them."""

    name: ClassVar[str] = "facts"

    def __init__(self) -> None:
        self._agreed: dict[str, ColumnElement[Any]] = {}
        self._classes: dict[str, tuple[str, str]] = {}
        self._kinds: set[str] = set()

    def agreed(self, item: type[Item]) -> ColumnElement[Any]:
        """The region of the agreement that the call named, if it covers the item, lives and is the caller's; read in this snapshot."""
        covers = constant(item.key) == sa.any_(_NAMED.c["items"])
        return self._living(f"agreed_{item.key}", _NAMED.c.region, covers)

    def agreed_region(self) -> ColumnElement[Any]:
        """The region of that agreement, whatever it covers."""
        return self._living("agreed_region", _NAMED.c.region)

    def agreed_items(self) -> ColumnElement[Any]:
        """What it covers."""
        return self._living("agreed_items", _NAMED.c["items"])

    def agreement(self) -> ColumnElement[Any]:
        """The agreement that the call named, if it lives and is the caller's."""
        return self._living("agreement", _NAMED.c.id)

    def purpose(self) -> ColumnElement[Any]:
        """The purpose of the agreement that the call named, whatever became of it."""
        self._agreed["purpose"] = _NAMED.c.purpose.label("purpose")
        return self._column("purpose", _NAMED.c.purpose.type)

    def shared(self, sharing_class: str, who: str, kinds: Iterable[str]) -> ColumnElement[Any]:
        """Those of the kinds to which the catalogue edition in force gives the class, as a list."""
        name = f"{sharing_class.lower()}_{who}"
        self._classes[name] = (sharing_class, who)
        self._kinds.update(kinds)
        return self._column(name, ARRAY(sa.Text()))

    def table(self) -> FromClause:
        """The row; OFFSET 0 keeps the planner from working its columns out wherever they are named."""
        source: FromClause = sa.select(_ONE.label("one")).subquery("one")
        columns = [source.c.one, *self._agreed.values()]
        if self._agreed:
            source = source.outerjoin(_NAMED, sa.true())
        if self._classes:
            classes = self._in_force().subquery("classes")
            source = source.outerjoin(classes, sa.true())
            columns += list(classes.c)
        return sa.select(*columns).select_from(source).offset(sa.literal_column("0")).subquery(self.name)

    def _living(self, name: str, value: ColumnElement[Any], *more: ColumnElement[bool]) -> ColumnElement[Any]:
        self._agreed[name] = sa.case((sa.and_(_NAMED.c.lives, *more), value)).label(name)
        return self._column(name, value.type)

    def _column(self, name: str, kind: TypeEngine[Any]) -> ColumnElement[Any]:
        return sa.literal_column(f"{self.name}.{name}", kind)

    def _in_force(self) -> sa.Select[Any]:
        """One column for each class asked for, of the newest edition whose period the day is in."""
        one = CatalogueItem.table.alias("entry_in_force")
        person = (constant("NATURAL_PERSON") == sa.any_(one.c.subject_kinds)).label("person")
        newest = (
            sa.select(one.c["item"], person, one.c.sharing_class)
            .where(
                one.c["item"].in_([constant(kind) for kind in sorted(self._kinds)]),
                one.c.valid_from <= today(),
                sa.or_(one.c.valid_until.is_(None), one.c.valid_until > today()),
            )
            .ext(distinct_on(one.c["item"], person))
            .order_by(one.c["item"], person, one.c.edition.desc())
            .subquery("in_force")
        )
        found = newest.c
        columns: Iterable[ColumnElement[Any]] = (
            sa.func.array_agg(found["item"])
            .filter(
                found.sharing_class == constant(word),
                found.person if who == PERSON else sa.not_(found.person),
            )
            .label(name)
            for name, (word, who) in self._classes.items()
        )
        return sa.select(*columns)


def _named() -> FromClause:
    """The agreement that the call named; `lives` where it is this caller's and lives."""
    one = agreement.alias("agreed").c
    lives = sa.and_(
        one.department == sa.any_(departments()),
        one.suspended_at.is_(None),
        one.terminated_at.is_(None),
        one.valid_from <= today(),
        one.valid_until >= today(),
    )
    named = one.id == sa.bindparam("caller_agreement", type_=sa.Uuid())
    found = sa.select(one.id, one.region, one["items"], one.purpose, lives.label("lives")).where(named)
    return found.offset(sa.literal_column("0")).subquery("named")


_NAMED = _named()
