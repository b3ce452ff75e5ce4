"""View = policy × caller: what one caller sees of one item, as SQL clauses with their reasons.

**Effective right.** For one row, take the audiences that the caller holds for it; the most open treatment among them applies. Before
that each audience's treatment is cut by scope: personal fields in clear need `person:read`, confidential ones `confidential:read`,
the identity of a complainant `complaint:identity` as well.
The result for a field is a list of `Branch`es, most open first; the value, the per-row explanation and the access entry are all read
off that one list, so that what is said can never differ from what is done.

A field that is clear whenever the row is visible at all has a single branch without a condition: no CASE reaches the statement.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.sql.visitors import cloned_traverse

from exchange.access import Audience, Scope
from exchange.disclosure.binds import BINDS, constant
from exchange.disclosure.once import UNNARROWED, Narrowing
from exchange.disclosure.policy import CLEAR, HIDDEN, policy
from exchange.disclosure.predicates import (
    CONDITIONS,
    REASONS,
    RELATIONS,
    ROWS,
    STATED,
    Row,
    Stance,
    exists,
    in_states,
    records,
    states_of,
    subtree_column,
)
from exchange.lifecycle import State
from exchange.model import OPENED, Secrecy, Shape, lead

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sqlalchemy.sql.elements import ColumnElement
    from sqlalchemy.sql.selectable import FromClause

    from exchange.access import Caller, Narrowed
    from exchange.disclosure.policy import FieldRule, Policy
    from exchange.model import Field, Item

    Clause = ColumnElement[bool]

Bound = TypeVar("Bound", bound="ColumnElement[bool] | sa.Select[Any]")

KEPT = 1024
"""Shapes of callers that are remembered."""
_HELD: Mapping[Secrecy, Callable[[Stance], bool]] = {
    Secrecy.OPEN: lambda _: True,
    Secrecy.PERSONAL: lambda who: who.personal,
    Secrecy.CONFIDENTIAL: lambda who: who.confidential,
    Secrecy.IDENTITY: lambda who: who.personal and who.identity,
}
"""Whether the caller's scopes reach as far as a field of this secrecy in clear."""


@dataclass(frozen=True, slots=True)
class Branch:
    """What a caller gets of a field where `clause` holds (always, if None), and why not more."""

    clause: Clause | None
    treatment: str
    reason: str
    basis: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one audience can lead to for a field, before any row is looked at."""

    audience: Audience
    condition: str | None
    treatment: str
    reason: str
    basis: str


def stance(caller: Caller) -> Stance:
    """The shape of a caller. Every audience but the public one needs a reason to be held at all."""
    held = set(caller.audiences)
    if Scope.RECORD_READ not in caller.scopes:
        held &= {Audience.PUBLIC, Audience.ADMINISTRATOR}
    if caller.agreement is None:
        held.discard(Audience.AGREED)
    if caller.subject is None:
        held.discard(Audience.SUBJECT)
    return Stance(
        audiences=frozenset(held),
        personal=Scope.PERSON_READ in caller.scopes,
        confidential=Scope.CONFIDENTIAL_READ in caller.scopes,
        identity=Scope.COMPLAINT_IDENTITY in caller.scopes,
        level=subtree_column(caller.jurisdiction) if caller.jurisdiction else None,
        agreed=Audience.AGREED in held,
        case=caller.case is not None,
        narrowing=narrowing(caller.narrowed) if Audience.AGREED in held else UNNARROWED,
        manages=Scope.ACCESS_MANAGE in caller.scopes,
        audits=Scope.AUDIT_READ in caller.scopes,
    )


@lru_cache(maxsize=KEPT)
def narrowing(narrowed: Narrowed) -> Narrowing:
    """What of a narrowed agreement changes the text of a statement."""
    return Narrowing(
        narrowed.fields, narrowed.sources is not None, narrowed.subject is not None, narrowed.counted
    )


class View:
    """The policy as one shape of caller meets it. `fingerprint` is equal exactly where compiled statements may be shared."""

    def __init__(self, rules: Policy, who: Stance) -> None:
        self.policy = rules
        self.stance = who
        reach = f"{who.personal} {who.confidential} {who.identity} {who.manages} {who.audits}"
        self.fingerprint = (
            f"{rules.version} {sorted(who.audiences)} {reach} {who.level} {who.agreed} {who.case}"
        )
        if who.narrowing != UNNARROWED:
            how = who.narrowing
            fields = None if how.fields is None else sorted(how.fields)
            self.fingerprint += f" {fields} {how.sourced} {how.consented} {how.counted}"

    def audiences(self, item: type[Item]) -> tuple[Audience, ...]:
        """The audiences that could see any row of the item, in a fixed order."""
        rows = self.policy.of(item).rows
        return tuple(one for one in Audience if one in self.stance.audiences and not rows[one].never)

    def sees(self, row: Row, audience: Audience) -> Clause:
        """True on the rows that the caller sees in this capacity."""
        if row.flags is not None:
            return row.flags.c[audience]
        return self.judged(row, audience)

    def judged(self, row: Row, audience: Audience) -> Clause:
        """The same, worked out: the relation and every predicate of the row rule."""
        when = self._when(row, audience)
        belongs = row.item.shape is Shape.CHILD and row.parent is not None
        related = self.sees(row.parent, audience) if belongs and row.parent else RELATIONS[audience](row)
        return sa.and_(related, *(self._predicate(row, audience, word) for word in when))

    def visible(self, row: Row) -> Clause:
        """True on the rows that the caller sees in any capacity.

        What all capacities have in common stands first: out of a disjunction PostgreSQL takes no condition for an index by itself.
        """
        seen = sa.or_(sa.false(), *(self.judged(row, one) for one in self.audiences(row.item)))
        several = row.item.shape is Shape.RECORD and self.audiences(row.item)[1:]
        states = self.states(row.item) if several else frozenset(State)
        return sa.and_(in_states(row, states), seen) if states < frozenset(State) else seen

    def states(self, item: type[Item]) -> frozenset[State]:
        """The states in which the caller sees a record of the item at all."""
        rows = self.policy.of(item).rows
        each = (
            frozenset(State).intersection(*(states_of(word, self.stance) for word in rows[one].when))
            for one in self.audiences(item)
        )
        return frozenset[State]().union(*each)

    def kept_from_somebody(self, item: type[Item]) -> bool:
        """Rows of the item can be against a body that must learn nothing of them, whatever its capacity."""
        return any("not_kept_from" in one.when for one in self.policy.of(item).rows.values())

    def hidden_from_itself(self, row: Row) -> Clause | None:
        """True on the rows that whoever they are about does not see yet, or no more; None where the caller meets no such row.

        The row rule of the subject, without its relation: it is the row's own subject that is asked about, not the caller.
        """
        words = tuple(
            one for one in self._when(row, Audience.SUBJECT) if one not in {"always", "not_kept_from"}
        )
        if not words or self.states(row.item) <= self._shown_to_itself(row.item, words):
            return None
        return sa.not_(sa.and_(*(self._predicate(row, Audience.SUBJECT, one) for one in words)))

    def _shown_to_itself(self, item: type[Item], words: tuple[str, ...]) -> frozenset[State]:
        """The states in which its subject sees a record; none where that takes more than a state."""
        by_state = item.shape is Shape.RECORD and all(word in STATED for word in words)
        return (
            frozenset(State).intersection(*(states_of(one, self.stance) for one in words))
            if by_state
            else frozenset()
        )

    def visible_by_flags(self, row: Row) -> Clause:
        """The same, by the flags where the row has them."""
        return sa.or_(sa.false(), *(self.sees(row, one) for one in self.audiences(row.item)))

    def branches(self, row: Row, field: Field) -> tuple[Branch, ...]:
        """What the caller gets of the field, most open first; the last branch has no clause."""
        open_to_closed = sorted(
            self.outcomes(row.item, field), key=lambda one: openness(field, one.treatment)
        )
        return tuple(self._branches(row, open_to_closed))

    def outcomes(self, item: type[Item], field: Field) -> list[Outcome]:
        """Every treatment that some audience of the caller leads to, cut by scope."""
        rules = self.policy.of(item).fields[field.name]
        return [
            one
            for audience in self.audiences(item)
            for one in self._cut(item, field, audience, rules[audience])
        ]

    def ever(self, item: type[Item], field: Field) -> frozenset[str]:
        """The treatments that can occur at all; `clear` or `opened` among them makes the field a possible argument."""
        return frozenset(one.treatment for one in self.outcomes(item, field))

    def where_seen(self, row: Row, field: Field, treatment: str) -> Clause:
        """True on the rows where the caller gets the field by exactly this treatment."""
        clauses: list[Clause] = []
        for branch in self.branches(row, field):
            here = sa.true() if branch.clause is None else branch.clause
            if branch.treatment == treatment:
                return sa.and_(*(sa.not_(earlier) for earlier in clauses), here)
            clauses.append(here)
        return sa.false()

    def _when(self, row: Row, audience: Audience) -> tuple[str, ...]:
        return self.policy.of(row.item).rows[audience].when

    def _predicate(self, row: Row, audience: Audience, word: str) -> Clause:
        if word != "organisation_or_led_to":
            return ROWS[word](row)
        one = lead.alias("led")
        return sa.or_(
            ROWS["organisation"](row),
            exists(one, one.c.subject_id == row.main.c.id, self.leads(row, one, audience), each=True),
        )

    def leads(self, row: Row, one: FromClause, audience: Audience) -> Clause:
        """True on the rows of `lead` whose record the caller sees in this capacity; kinds under the same rule share one clause."""
        groups: dict[object, list[type[Item]]] = {}
        for item in records():
            rule = self.policy.of(item).rows[audience]
            if not rule.never:
                groups.setdefault(rule.when, []).append(item)
        return sa.or_(sa.false(), *(self._leads(row, one, audience, group) for group in groups.values()))

    def _leads(self, row: Row, one: FromClause, audience: Audience, group: list[type[Item]]) -> Clause:
        kinds = tuple(item.key for item in group)
        stands = Row(group[0], one, None, row.stance, facts=row.facts, kinds=kinds)
        return sa.and_(one.c["item"].in_([constant(kind) for kind in kinds]), self.sees(stands, audience))

    def _cut(self, item: type[Item], field: Field, audience: Audience, rule: FieldRule) -> Iterator[Outcome]:
        treatment = rule.treatment
        if audience is Audience.AGREED and not self._covered(item, field):
            yield Outcome(audience, None, HIDDEN, "NOT_AGREED", rule.basis)
            return
        held = _HELD[field.secrecy](self.stance)
        given = treatment.name if held or treatment.name != CLEAR else OPENED if field.openable else HIDDEN
        reason = "RULE" if given == treatment.name else "SCOPE_MISSING"
        yield Outcome(audience, treatment.condition, given, _reason(given, reason), rule.basis)
        if treatment.condition is not None:
            less = _reason(treatment.otherwise, REASONS[treatment.condition])
            yield Outcome(audience, None, treatment.otherwise, less, rule.basis)

    def _covered(self, item: type[Item], field: Field) -> bool:
        """The agreement leaves the field; what tells rows apart goes with the row."""
        fields = self.stance.narrowing.fields
        return fields is None or field.name == "id" or f"{item.__name__}.{field.graphql}" in fields

    def _branches(self, row: Row, outcomes: list[Outcome]) -> Iterator[Branch]:
        """Group outcomes by treatment; the most closed group is what remains, so it needs no clause of its own."""
        groups: dict[str, list[Outcome]] = {}
        for one in outcomes:
            groups.setdefault(one.treatment, []).append(one)
        everyone = set(self.audiences(row.item))
        for number, (treatment, group) in enumerate(groups.items(), 1):
            unconditional = {one.audience for one in group if one.condition is None}
            told = group[0]
            if unconditional == everyone or number == len(groups):
                yield Branch(None, treatment, told.reason, told.basis)
                return
            clause = sa.or_(sa.false(), *(self._applies(row, one) for one in group))
            yield Branch(clause, treatment, told.reason, told.basis)
        if not groups:
            yield Branch(None, HIDDEN, "RULE", "")

    def _applies(self, row: Row, one: Outcome) -> Clause:
        sees = self.sees(row, one.audience)
        return sees if one.condition is None else sa.and_(sees, CONDITIONS[one.condition](row))


def _reason(treatment: str, reason: str) -> str:
    """What was opened by a basis is explained by the basis, whatever led there."""
    return "NO_PUBLICATION_BASIS" if treatment == OPENED else reason


def openness(field: Field, treatment: str) -> int:
    """Rank of a treatment: clear first, then masks as the field declares them, then what was opened, then hidden."""
    order = (CLEAR, *field.masks, OPENED, HIDDEN)
    return order.index(treatment)


@lru_cache(maxsize=512)
def view(rules: Policy, who: Stance) -> View:
    """The view of one shape of caller."""
    return View(rules, who)


class Views:
    """The views of callers under one policy, found without working out the caller's shape on each request: it stands on the hot path."""

    def __init__(self, rules: Policy) -> None:
        self.rules = rules
        self._known: dict[tuple[object, ...], View] = {}

    def of(self, caller: Caller) -> View:
        """The view of a caller; what it is kept under is all that `stance` looks at."""
        level = subtree_column(caller.jurisdiction) if caller.jurisdiction else None
        parts = (
            caller.scopes,
            caller.audiences,
            level,
            caller.agreement is None,
            caller.subject is None,
            caller.case is None,
            caller.narrowed,
        )
        found = self._known.get(parts)
        if found is None:
            if len(self._known) >= KEPT:
                self._known.clear()
            found = self._known[parts] = view(self.rules, stance(caller))
        return found


def reach(audience: Audience, item: type[Item], caller: Caller, day: dt.date) -> Clause:
    """For writing: the rows of the item's own table that the caller sees in this capacity, with its values bound.

    The same row rule as for reading, so that a move on a record which the caller may not see is answered like one on no record at all.
    """
    row = Row(item, item.table, None, stance(caller))
    if (
        audience not in row.stance.audiences
    ):  # without record:read, for one, nobody sees a record as its keeper
        return sa.false()
    clause = view(policy(), row.stance).judged(row, audience)
    return bound(clause, caller, day)


def bound(clause: Bound, caller: Caller, day: dt.date) -> Bound:
    """A clause or statement with the caller's values in it: a write is no plan that others share. No row rule asks for the moment."""
    moment = dt.datetime.combine(day, dt.time(), dt.UTC)

    def put(bind: sa.BindParameter[object]) -> None:
        if bind.key in BINDS:
            bind.value, bind.required = BINDS[bind.key](caller, moment, day), False

    found: Bound = cloned_traverse(clause, {}, {"bindparam": put})
    return found
