"""The words that rules are made of: relations of a caller to a row, row predicates, conditions of a treatment.

Each yields one SQL clause over one row and branches on nothing else. What differs between callers is bound at run time under the names
in `BINDS`, so that callers of the same shape share one compiled statement. What differs in *shape* — at which level of divisions the
caller works, whether it named a case — is in `Stance`, which is part of the plan's key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ARRAY

from exchange.access import Audience
from exchange.disclosure.binds import consenting, constant, departments, names, sources, today
from exchange.disclosure.once import BODY, PERSON, UNNARROWED, Facts, Narrowing
from exchange.lifecycle import State
from exchange.model import ITEMS, Shape, Share, Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sqlalchemy.sql.elements import ColumnElement
    from sqlalchemy.sql.selectable import FromClause

    from exchange.model import Item

    Clause = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Stance:
    """The shape of a caller: everything about it that changes the text of a statement rather than a bound value."""

    audiences: frozenset[Audience]
    personal: bool
    confidential: bool
    identity: bool
    level: str | None
    agreed: bool
    case: bool
    narrowing: Narrowing = UNNARROWED
    manages: bool = False
    audits: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an item inside a statement: its aliases, the shape of who looks, and the row it hangs on, if any.

    `flags` has a column per audience that tells whether the caller sees the row in that capacity: worked out once, named by many.
    `facts` is there where the clauses become part of a statement that begins with them. `kinds` is there where the row is one of `lead`,
    which stands for a record: the kinds of records that it may stand for.
    """

    item: type[Item]
    main: FromClause
    apart: FromClause | None
    stance: Stance
    parent: Row | None = None
    flags: FromClause | None = None
    facts: Facts | None = None
    kinds: tuple[str, ...] = ()

    @property
    def kind(self) -> ColumnElement[Any]:
        """What the row is an item of."""
        return self.main.c["item"] if self.kinds else constant(self.item.key)

    def once(self, ask: Callable[[Facts], ColumnElement[Any]]) -> ColumnElement[Any]:
        """A value that does not depend on the row; outside of a statement with facts, a subquery of its own."""
        if self.facts is not None:
            return ask(self.facts)
        own = Facts(self.stance.narrowing)
        value = ask(own)
        found = sa.select(value).select_from(own.table()).correlate(None).scalar_subquery()
        return sa.cast(found, value.type)  # of a bare subquery, ANY takes the rows and not the list


def subtree_column(code: str) -> str:
    """The column that holds the ancestor of this code's level: `350000` → province, `350500` → city, `350502` → county."""
    if code.endswith("0000"):
        return "province"
    return "city" if code.endswith("00") else "county"


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
    level = row.stance.level
    if level is None or level not in row.main.c:
        return sa.false()
    return row.main.c[level] == sa.bindparam("caller_jurisdiction", type_=sa.Text())


def _is_subject(row: Row) -> Clause:
    """Its own row or record, and the records of a subject that was merged into it."""
    column, oneself = row.item.subject_column, sa.bindparam("caller_subject", type_=sa.Uuid())
    if row.item.subjects_column is not None:
        several = row.main.c[row.item.subjects_column]
        found: Clause = several.contains(sa.cast(postgresql.array([oneself]), several.type))
        return found
    if column is None:
        return sa.false()
    own = row.main.c[column] == oneself
    return sa.or_(own, row.main.c.found_under == oneself) if "found_under" in row.main.c else own


def _live_agreement(row: Row) -> Clause:
    """The agreement named by the call lives, is this caller's, and covers the item and the region; read in this snapshot.

    A share is seen by the client that it was made for, under the agreement that it was made under.
    """
    if not row.stance.agreed:
        return sa.false()
    if row.item is Share:
        own = row.main.c.client == sa.bindparam("caller_client", type_=sa.Text())
        return sa.and_(own, row.main.c.agreement == row.once(Facts.agreement))
    levels = [row.main.c[level] for level in ("province", "city", "county")]
    if row.kinds:
        region = row.once(Facts.agreed_region)
        covers = row.kind == sa.any_(row.once(Facts.agreed_items))
        return sa.and_(covers, sa.or_(*(one == region for one in levels)), *_narrowed(row))
    covered = row.once(lambda facts: facts.agreed(row.item))
    return sa.and_(sa.or_(*(one == covered for one in levels)), *_narrowed(row))


def _narrowed(row: Row) -> Iterable[Clause]:
    """Only records of the department that provides, and only those about the subject who consented."""
    columns, narrowing = row.main.c, row.stance.narrowing
    if narrowing.sourced and "source_department" in columns:
        yield columns.source_department == sa.any_(sources())
    if narrowing.consented:
        about = row.item.subject_column
        yield columns[about] == consenting() if about is not None and about in columns else sa.false()


def _is_superior(row: Row) -> Clause:
    """Inside the jurisdiction, but never about the government that looks, wherever the row is held: nobody supervises itself."""
    if row.item is Subject:
        return sa.and_(_in_jurisdiction(row), sa.not_(_own_government(row.main)))
    one = Subject.table.alias("itself")
    own = exists(one, one.c.id == row.main.c.subject_id, _own_government(one))
    return sa.and_(_in_jurisdiction(row), sa.not_(own))


def _own_government(subject: FromClause) -> Clause:
    """The subject is the government of the very division that the caller works for."""
    here = subject.c.region == sa.bindparam("caller_jurisdiction", type_=sa.Text())
    return sa.and_(here, subject.c.kind == constant("GOVERNMENT"))


def _is_side(row: Row) -> Clause:
    """The caller's department is party to the row; of several in one column, one of them."""
    columns = (row.main.c[name] for name in row.item.sides)
    return sa.or_(*(
        one.bool_op("&&")(departments()) if isinstance(one.type, ARRAY) else one == sa.any_(departments()) for one in columns
    ))  # fmt: skip


def _is_partner(row: Row) -> Clause:
    """Inside the jurisdiction; of what has sides, only its own."""
    return _is_side(row) if row.item.sides else _in_jurisdiction(row)


def _is_origin(row: Row) -> Clause:
    """The row came from the caller's department: a record, a submission, or a subject that its records are about; or it is a side of it."""
    columns = row.main.c
    if row.item.sides:
        return _is_side(row)
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
    Audience.PARTNER: _is_partner,
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


def _case_number(row: Row) -> Clause:
    """Discipline inspection looks with a case number only."""
    return sa.true() if row.stance.case else sa.false()


def _waits_for(audience: Audience) -> Callable[[Row], Clause]:
    """Somebody has to act in this very capacity."""
    return lambda row: row.main.c.waits_for == constant(audience)


def _waits_for_superior(row: Row) -> Clause:
    """The superior has to act, or was told that somebody did not."""
    return sa.or_(_waits_for(Audience.SUPERIOR)(row), row.main.c.escalated)


def in_force(row: Row) -> Clause:
    """A measure or incentive that was neither lifted nor ended, on a day between its first and its last."""
    columns = row.main.c
    running = columns.state.in_([constant(state) for state in ("CONFERRED", "IN_FORCE", "USED")])
    return sa.and_(running, columns.starts_on <= today(), columns.ends_on >= today())


def _not_kept_from(row: Row) -> Clause:
    """The case is not against the caller's own body, nor one that is above it: whatever its capacity, it learns nothing of it."""
    return sa.not_(row.main.c.kept_from.bool_op("&&")(names()))


def _publicised(row: Row) -> Clause:
    """Its result was made public, in words written for that."""
    return row.main.c.publicised_on.is_not(None)


def _manages_access(row: Row) -> Clause:
    """The caller manages access."""
    return sa.true() if row.stance.manages else sa.false()


def _audits(row: Row) -> Clause:
    """The caller looks into the journals."""
    return sa.true() if row.stance.audits else sa.false()


def _administered(row: Row) -> Clause:
    """What somebody of the caller's region did; the province also sees what was done by those who work in no region."""
    here = _in_jurisdiction(row)
    return sa.or_(here, row.main.c.province.is_(None)) if row.stance.level == "province" else here


def _told(row: Row) -> Clause:
    """Nothing keeps it from the subjects any more."""
    return row.main.c.told_on <= today()


def _promised_openly(row: Row) -> Clause:
    """It was published: neither a draft, nor one that was taken back."""
    return row.main.c.state.not_in([constant("DRAFT"), constant("RETRACTED")])


def _organisation(row: Row) -> Clause:
    return sa.not_(row.main.c.natural)


def _organisation_or_basis(row: Row) -> Clause:
    return sa.or_(_organisation(row), row.main.c.publication_basis.is_not(None))


def _class_is(sharing_class: str) -> Callable[[Row], Clause]:
    """The catalogue edition in force gives this kind of row the sharing class."""

    def given(row: Row, who: str) -> Clause:
        if row.kinds:
            return row.kind == sa.any_(row.once(lambda facts: facts.shared(sharing_class, who, row.kinds)))
        return row.once(lambda facts: facts.is_shared(sharing_class, who, row.item.key))

    def clause(row: Row) -> Clause:
        natural = row.main.c.natural
        return sa.or_(sa.and_(natural, given(row, PERSON)), sa.and_(sa.not_(natural), given(row, BODY)))

    return clause


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


STATED = frozenset(_STATES)
"""The row predicates that ask for the state and for nothing else."""


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
    "case_number": _case_number,
    **{f"waits_for_{one}": _waits_for(one) for one in (Audience.SUBJECT, Audience.KEEPER, Audience.ORIGIN)},
    "waits_for_superior": _waits_for_superior,
    "announced": lambda row: row.main.c.announced_on.is_not(None),
    "in_force": in_force,
    "open_case": lambda row: row.main.c.closed_on.is_(None),
    "not_fallen": lambda row: row.main.c.state != constant("FALLEN"),
    "not_kept_from": _not_kept_from,
    "publicised": _publicised,
    "promised_openly": _promised_openly,
    "manages_access": _manages_access,
    "audits": _audits,
    "administered": _administered,
    "told": _told,
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


def _unsealed(row: Row) -> Clause:
    """The document does not tell who filed the case: somebody of an office handed it in."""
    return sa.not_(row.main.c.sealed)


CONDITIONS: Mapping[str, Callable[[Row], Clause]] = {
    "unsealed": _unsealed,
    "manages_subject": _manages_subject,
    "organisation": _organisation,
}

REASONS: Mapping[str, str] = {
    "unsealed": "RULE",
    "manages_subject": "NOT_MANAGED",
    "organisation": "NATURAL_PERSON",
}
"""Why a condition gave less: depends on the caller's role and visible attributes only."""


def records() -> list[type[Item]]:
    """The items that are credit records."""
    return [item for item in ITEMS.values() if item.shape is Shape.RECORD]


def cases() -> list[type[Item]]:
    """The items that are cases with a workflow."""
    return [item for item in ITEMS.values() if item.shape is Shape.CASE]
