"""The words that rules are made of: relations of a caller to a row, row predicates, conditions of a treatment.

Each yields one SQL clause over one row and branches on nothing else. What differs between callers is bound at run time under the names
in `BINDS`, so that callers of the same shape share one compiled statement. What differs in *shape* — at which level of divisions the
caller works, whether it named a case — is in `Stance`, which is part of the plan's key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from exchange.access import Audience
from exchange.lifecycle import State
from exchange.model import ITEMS, CatalogueItem, Shape, Subject, agreement

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping

    from sqlalchemy.sql.elements import ColumnElement
    from sqlalchemy.sql.selectable import FromClause

    from exchange.access import Caller
    from exchange.model import Item

    Clause = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Stance:
    """The shape of a caller: everything about it that changes the text of a statement rather than a bound value."""

    audiences: frozenset[Audience]
    personal: bool
    confidential: bool
    level: str | None
    agreed: bool
    case: bool


class Facts:
    """What is the same for every row of a statement, such as the region of the caller's agreement: worked out once, named by many.

    The statement begins with a row `facts` of these columns. As subqueries where they are needed, a hundred of them would be prepared
    for each request, which takes longer than most answers.
    """

    name: ClassVar[str] = "facts"

    def __init__(self) -> None:
        self.columns: dict[str, ColumnElement[Any]] = {}

    def once(self, name: str, value: ColumnElement[Any]) -> ColumnElement[Any]:
        """The column that holds the value."""
        self.columns.setdefault(name, value.label(name))
        return sa.literal_column(f"{self.name}.{name}", value.type)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an item inside a statement: its aliases, the shape of who looks, and the row it hangs on, if any.

    `flags` has a column per audience that tells whether the caller sees the row in that capacity: worked out once, named by many.
    `facts` is there where the clauses become part of a statement that begins with them.
    """

    item: type[Item]
    main: FromClause
    apart: FromClause | None
    stance: Stance
    parent: Row | None = None
    flags: FromClause | None = None
    facts: Facts | None = None

    def once(self, name: str, value: ColumnElement[Any]) -> ColumnElement[Any]:
        """A value that does not depend on the row."""
        return value if self.facts is None else self.facts.once(f"{name}_{self.item.key}", value)


def departments() -> ColumnElement[Any]:
    """Codes of the caller's department and its predecessors."""
    return sa.bindparam("caller_departments", type_=ARRAY(sa.Text()))


def today() -> ColumnElement[Any]:
    """The exchange's date."""
    return sa.bindparam("caller_today", type_=sa.Date())


BINDS: Mapping[str, Callable[[Caller, dt.datetime, dt.date], object]] = {
    "caller_departments": lambda caller, *_: list(caller.departments),
    "caller_jurisdiction": lambda caller, *_: caller.jurisdiction,
    "caller_subject": lambda caller, *_: caller.subject,
    "caller_agreement": lambda caller, *_: caller.agreement,
    "caller_client": lambda caller, *_: caller.client,
    "caller_department": lambda caller, *_: caller.department,
    "caller_actor": lambda caller, *_: caller.actor,
    "caller_case": lambda caller, *_: caller.case,
    "caller_epoch": lambda caller, *_: caller.epoch,
    "caller_token": lambda caller, *_: caller.token.jti if caller.token else None,
    "caller_now": lambda _caller, now, _day: now,
    "caller_today": lambda _caller, _now, day: day,
}
"""How each name that a statement may bind is read off the caller, the moment and the day; a statement reads only those it has."""


def subtree_column(code: str) -> str:
    """The column that holds the ancestor of this code's level: `350000` → province, `350500` → city, `350502` → county."""
    if code.endswith("0000"):
        return "province"
    return "city" if code.endswith("00") else "county"


def constant(word: str) -> ColumnElement[str]:
    """A word of our own vocabulary as a literal of the statement, so that the planner knows it. Never for a value from outside."""
    if not word.replace("_", "").isalnum():
        raise ValueError(word)
    return sa.literal_column(f"'{word}'", sa.Text())


def exists(one: FromClause, *where: Clause, each: bool = False) -> Clause:
    """A row of `one` such that …; every other table named belongs to the statement around it, however deep.

    `each` has it looked up row by row (OFFSET 0): the planner else may read all of `one` first, to answer for a handful of rows, and
    plans it both ways to choose, which under row level security multiplies from policy to policy.
    """
    found: sa.Select[Any] = (
        sa.select(sa.literal_column("1")).select_from(one).where(*where).correlate_except(one)
    )
    return sa.exists(found.offset(sa.literal_column("0")) if each else found)


# Relations: does the caller stand in this capacity to this row?


def _in_jurisdiction(row: Row) -> Clause:
    if row.stance.level is None:
        return sa.false()
    return row.main.c[row.stance.level] == sa.bindparam("caller_jurisdiction", type_=sa.Text())


def _is_subject(row: Row) -> Clause:
    """Its own row or record, and the records of a subject that was merged into it."""
    column, oneself = row.item.subject_column, sa.bindparam("caller_subject", type_=sa.Uuid())
    if column is None:
        return sa.false()
    own = row.main.c[column] == oneself
    return sa.or_(own, row.main.c.found_under == oneself) if "found_under" in row.main.c else own


def _live_agreement(row: Row) -> Clause:
    """The agreement named by the call lives, is this caller's, and covers the item and the region; read in this snapshot."""
    if not row.stance.agreed:
        return sa.false()
    one = agreement.alias("agreed")
    region = (
        sa.select(one.c.region)
        .where(
            one.c.id == sa.bindparam("caller_agreement", type_=sa.Uuid()),
            one.c.department == sa.any_(departments()),
            one.c.suspended_at.is_(None),
            one.c.terminated_at.is_(None),
            one.c.valid_from <= today(),
            one.c.valid_until >= today(),
            constant(row.item.key) == sa.any_(one.c["items"]),
        )
        .correlate(None)
        .scalar_subquery()
    )
    covered = row.once("agreed", region)
    return sa.or_(*(row.main.c[level] == covered for level in ("province", "city", "county")))


def _is_superior(row: Row) -> Clause:
    """Inside the jurisdiction, but never the government that looks: nobody supervises itself."""
    here = row.main.c.region == sa.bindparam("caller_jurisdiction", type_=sa.Text())
    if row.item is Subject:
        government: Clause = row.main.c.kind == constant("GOVERNMENT")
    else:
        one = Subject.table.alias("itself")
        government = exists(one, one.c.id == row.main.c.subject_id, one.c.kind == constant("GOVERNMENT"))
    return sa.and_(_in_jurisdiction(row), sa.not_(sa.and_(here, government)))


def _is_origin(row: Row) -> Clause:
    """The row came from the caller's department: a record, a submission, or a subject that its records are about."""
    columns = row.main.c
    if "source_department" in columns:
        return columns.source_department == sa.any_(departments())
    if "submitter" in columns:
        return columns.submitter == sa.any_(departments())
    if row.item is Subject:
        return sa.or_(*(_own_record(row, item) for item in records()))
    return sa.false()


def _own_record(row: Row, item: type[Item]) -> Clause:
    one = item.table.alias(f"own_{item.key}")
    return exists(one, one.c.subject_id == row.main.c.id, one.c.source_department == sa.any_(departments()))


RELATIONS: Mapping[Audience, Callable[[Row], Clause]] = {
    Audience.PUBLIC: lambda _: sa.true(),
    Audience.SUBJECT: _is_subject,
    Audience.PARTNER: _in_jurisdiction,
    Audience.AGREED: _live_agreement,
    Audience.SUPERIOR: _is_superior,
    Audience.DISCIPLINE: _in_jurisdiction,
    Audience.KEEPER: _in_jurisdiction,
    Audience.ORIGIN: _is_origin,
    Audience.ADMINISTRATOR: lambda _: sa.true(),
}


# Row predicates: in which state, of which kind.

SHARED = (State.SHARED, State.PUBLISHED)
VERIFIED = (State.VERIFIED, State.CLASSIFIED, State.SHARED, State.PUBLISHED, State.RESTRICTED)
ENDED = (State.REPAIRED, State.WITHDRAWN, State.EXPIRED, State.HELD, State.REPLACED)


def in_states(row: Row, states: Iterable[State]) -> Clause:
    """True on rows in one of the states."""
    return row.main.c.state.in_([constant(state) for state in sorted(states)])


def _states(*states: State) -> Callable[[Row], Clause]:
    return lambda row: in_states(row, states)


def _published(row: Row) -> Clause:
    columns = row.main.c
    return sa.and_(
        columns.state == constant(State.PUBLISHED),
        columns.publish_from <= today(),
        sa.or_(columns.publish_until.is_(None), columns.publish_until >= today()),
    )


def _organisation(row: Row) -> Clause:
    return sa.not_(row.main.c.natural)


def _organisation_or_basis(row: Row) -> Clause:
    return sa.or_(_organisation(row), row.main.c.publication_basis.is_not(None))


def _class_is(sharing_class: str) -> Callable[[Row], Clause]:
    """The catalogue edition in force gives this kind of row the sharing class; both subqueries are uncorrelated and run once."""

    def clause(row: Row) -> Clause:
        persons, bodies = (
            row.once(f"class_{who}", _sharing_class(row.item, natural=who == "person"))
            == constant(sharing_class)
            for who in ("person", "body")
        )
        return sa.or_(sa.and_(row.main.c.natural, persons), sa.and_(sa.not_(row.main.c.natural), bodies))

    return clause


def _sharing_class(item: type[Item], *, natural: bool) -> ColumnElement[str]:
    """The class of the item's catalogue entry for natural persons, or for everybody else."""
    one = CatalogueItem.table.alias(f"in_force_{'person' if natural else 'body'}")
    about_persons = constant("NATURAL_PERSON") == sa.any_(one.c.subject_kinds)
    return (
        sa.select(one.c.sharing_class)
        .where(
            one.c["item"] == constant(item.key),
            about_persons if natural else sa.not_(about_persons),
            one.c.valid_from <= today(),
            sa.or_(one.c.valid_until.is_(None), one.c.valid_until > today()),
        )
        .order_by(one.c.edition.desc())
        .limit(sa.literal_column("1"))
        .correlate(None)
        .scalar_subquery()
    )


def _case_or_published(row: Row) -> Clause:
    """Discipline inspection: what is published, or with a case number everything from verification on."""
    return in_states(row, _WITH_CASE if row.stance.case else (State.PUBLISHED,))


_WITH_CASE = (*VERIFIED, *ENDED, State.ARCHIVED)
_STATES: Mapping[str, tuple[State, ...]] = {
    "shared_or_published": SHARED,
    "verified_to_published_or_restricted": VERIFIED,
    "shared_and_later": (*SHARED, State.RESTRICTED, *ENDED, State.ARCHIVED),
    "submitted_to_ended": (State.SUBMITTED, State.RETURNED, *VERIFIED, *ENDED),
    "all_but_archived": tuple(set(State) - {State.ARCHIVED}),
}


def states_of(word: str, who: Stance) -> frozenset[State]:
    """The states that a row predicate lets through; all of them where it does not look at the state."""
    if word == "published_in_period":
        return frozenset({State.PUBLISHED})
    if word == "published_or_case":
        return frozenset(_WITH_CASE if who.case else {State.PUBLISHED})
    return frozenset(_STATES.get(word, State))


ROWS: Mapping[str, Callable[[Row], Clause]] = {
    **{word: _states(*states) for word, states in _STATES.items()},
    "always": lambda _: sa.true(),
    "never": lambda _: sa.false(),
    "with_parent": lambda _: sa.true(),
    "published_in_period": _published,
    "published_or_case": _case_or_published,
    "organisation": _organisation,
    "organisation_or_basis": _organisation_or_basis,
    "unconditional_class": _class_is("UNCONDITIONAL"),
    # Replaced by the view, which knows the rules of the records that lead to a person.
    "organisation_or_led_to": _organisation,
}


# Conditions of a treatment.


def _manages_subject(row: Row) -> Clause:
    """The caller's department manages the appointment of the person (干部管理权限)."""
    person = Subject.apart
    if person is None:  # pragma: no cover - Subject has personal columns
        return sa.false()
    if row.item is Subject and row.apart is not None:
        return sa.func.coalesce(row.apart.c.managed_by == sa.any_(departments()), sa.false())
    one = person.alias("managed")
    return exists(one, one.c.id == row.main.c.subject_id, one.c.managed_by == sa.any_(departments()))


CONDITIONS: Mapping[str, Callable[[Row], Clause]] = {
    "manages_subject": _manages_subject,
    "organisation": _organisation,
}

REASONS: Mapping[str, str] = {"manages_subject": "NOT_MANAGED", "organisation": "NATURAL_PERSON"}
"""Why a condition gave less: depends on the caller's role and visible attributes only."""


def records() -> list[type[Item]]:
    """The items that are credit records."""
    return [item for item in ITEMS.values() if item.shape is Shape.RECORD]
