"""What is the same for every row of a statement: the region of the caller's agreement, the sharing classes of the catalogue in force.

The statement begins with a row `facts` of these values: worked out once, from one look at each source, and named by many. As subqueries
where they are needed, a hundred of them would be prepared for each request, which takes longer than most answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, distinct_on

from exchange.disclosure.binds import consenting, constant, departments, today
from exchange.model import CatalogueItem, access_epoch, agreement, revoked_token

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy.sql.elements import ColumnElement
    from sqlalchemy.sql.selectable import FromClause
    from sqlalchemy.types import TypeEngine

    from exchange.model import Item

PERSON, BODY = "person", "body"
"""Whom an entry of the catalogue is about: natural persons, or everybody else."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """How the agreement that a call names is narrowed: to which fields, and whether to senders, to one subject, to a number of uses."""

    fields: frozenset[str] | None = None
    sourced: bool = False
    consented: bool = False
    counted: bool = False


UNNARROWED = Narrowing()


_ONE: ColumnElement[Any] = sa.literal_column("1")


class Facts:
    """Collects which values a statement asks for; `table` is the one row that holds them."""

    name: ClassVar[str] = "facts"

    def __init__(self, narrowing: Narrowing = UNNARROWED, rules: str = "") -> None:
        self._narrowing = narrowing
        self._rules = rules
        self._named = _looked_at(*self._fits())
        self._agreed: dict[str, ColumnElement[Any]] = {}
        self._classes: dict[str, tuple[str, str]] = {}
        self._lists: set[str] = set()
        self._shared: dict[str, tuple[str, str]] = {}
        self._kinds: set[str] = set()

    def agreed(self, item: type[Item]) -> ColumnElement[Any]:
        """The region of the agreement that the call named, if it covers the item, lives and is the caller's; read in this snapshot."""
        covers = constant(item.key) == sa.any_(self._named.c["items"])
        return self._living(f"agreed_{item.key}", self._named.c.region, covers)

    def agreed_region(self) -> ColumnElement[Any]:
        """The region of that agreement, whatever it covers."""
        return self._living("agreed_region", self._named.c.region)

    def agreed_items(self) -> ColumnElement[Any]:
        """What it covers."""
        return self._living("agreed_items", self._named.c["items"])

    def agreement(self) -> ColumnElement[Any]:
        """The agreement that the call named, if it lives and is the caller's."""
        return self._living("agreement", self._named.c.id)

    def purpose(self) -> ColumnElement[Any]:
        """The purpose of the agreement that the call named, whatever became of it."""
        self._agreed["purpose"] = self._named.c.purpose.label("purpose")
        return self._column("purpose", self._named.c.purpose.type)

    def shared(self, sharing_class: str, who: str, kinds: Iterable[str]) -> ColumnElement[Any]:
        """Those of the kinds to which the catalogue edition in force gives the class, as a list."""
        name = self._class(sharing_class, who, kinds)
        self._lists.add(name)
        return self._column(name, ARRAY(sa.Text()))

    def is_shared(self, sharing_class: str, who: str, kind: str) -> ColumnElement[Any]:
        """Whether that edition gives the kind the class: for many rows of one kind, none of which has to look into a list."""
        listed = self._class(sharing_class, who, [kind])
        name = f"{listed}_{kind}"
        self._shared[name] = (listed, kind)
        return self._column(name, sa.Boolean())

    def _class(self, sharing_class: str, who: str, kinds: Iterable[str]) -> str:
        name = f"{sharing_class.lower()}_{who}"
        self._classes[name] = (sharing_class, who)
        self._kinds.update(kinds)
        return name

    def table(self) -> FromClause:
        """The row; OFFSET 0 keeps the planner from working its columns out wherever they are named."""
        source: FromClause = sa.select(_ONE.label("one")).subquery("one")
        if not self._agreed and not self._classes:
            return source
        columns = [source.c.one, *self._agreed.values()]
        if self._agreed:
            source = source.outerjoin(self._named, sa.true())
        if self._classes:
            classes = self._in_force().subquery("classes")
            source = source.outerjoin(classes, sa.true())
            columns += [one for one in classes.c if one.name in self._lists]
            columns += [
                (constant(kind) == sa.any_(classes.c[listed])).label(name)
                for name, (listed, kind) in self._shared.items()
            ]
        return sa.select(*columns).select_from(source).offset(sa.literal_column("0")).subquery(self.name)

    def _fits(self) -> Iterator[ColumnElement[bool]]:
        """The agreement is narrowed just so: a statement made for another would give more than it covers."""
        one, how = _AGREED.c, self._narrowing
        fields = sa.bindparam("caller_fields", type_=ARRAY(sa.Text()))
        yield one.field_names.is_(None) if how.fields is None else one.field_names == fields
        yield one.provider.is_not(None) if how.sourced else one.provider.is_(None)
        yield one.subject_id == consenting() if how.consented else one.subject_id.is_(None)
        if not how.counted:
            yield one.max_uses.is_(None)
        elif self._rules:
            yield sa.exists(_ONE).select_from(use(self._rules))
        else:  # a clause outside of a statement takes no use, so it gives nothing
            yield sa.false()

    def _living(self, name: str, value: ColumnElement[Any], *more: ColumnElement[bool]) -> ColumnElement[Any]:
        self._agreed[name] = sa.case((sa.and_(self._named.c.lives, *more), value)).label(name)
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


_AGREED = agreement.alias("agreed")


def _looked_at(*fits: ColumnElement[bool]) -> FromClause:
    """The agreement that the call named, looked at once; `lives` where it is this caller's, lives and is narrowed just so."""
    one = _AGREED.c
    named, *living = _named(_AGREED)
    lives = sa.and_(*living, *fits).label("lives")
    found = sa.select(one.id, one.region, one["items"], one.purpose, lives).where(named)
    return found.offset(sa.literal_column("0")).subquery("named")


def _named(one: FromClause) -> tuple[ColumnElement[bool], ...]:
    """The agreement that the call named is this caller's and lives."""
    return (
        one.c.id == sa.bindparam("caller_agreement", type_=sa.Uuid()),
        one.c.department == sa.any_(departments()),
        one.c.suspended_at.is_(None),
        one.c.terminated_at.is_(None),
        one.c.valid_from <= today(),
        one.c.valid_until >= today(),
    )


@cache
def use(rules: str) -> sa.CTE:
    """One use of the call's agreement, taken where one is left.

    The row's lock puts readers in a row, and each looks at the number as the one before left it: so the last use is given once. Who is not
    let in at all takes none.
    """
    left = sa.or_(agreement.c.max_uses.is_(None), agreement.c.uses < agreement.c.max_uses)
    taken = sa.update(agreement).where(*_named(agreement), left, now_as(by_active(rules), *still_current()))
    counted = taken.values(uses=agreement.c.uses + _ONE).returning(agreement.c.id)
    return counted.cte("used")


def now_as(*known: ColumnElement[bool]) -> ColumnElement[bool]:
    """What is known holds in this very snapshot: one look at the row that says what is followed now."""
    return sa.exists(_ONE).select_from(access_epoch).where(*known).correlate(None)


def by_active(rules: str) -> ColumnElement[bool]:
    """The version of the rules that the statement was compiled from is the one that is followed."""
    return access_epoch.c.policy == constant(rules)


def still_current() -> tuple[ColumnElement[bool], ...]:
    """The caller's rights are those of that row, and its token is not revoked."""
    here = revoked_token.c.jti == sa.bindparam("caller_token", type_=sa.Text())
    revoked = sa.exists(_ONE).select_from(revoked_token).where(here).correlate(None)
    return access_epoch.c.epoch == sa.bindparam("caller_epoch", type_=sa.BigInteger()), ~revoked
