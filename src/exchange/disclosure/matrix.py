"""The matrix item × field × audience, and what is different between two of them.

A cell is what the rules say of one field for one audience: on which rows, how, by which law. Whether a change opens or closes is worked out
branch by branch and in doubt taken for both: only what certainly gives nobody more counts as narrower, since that alone needs no second
person.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exchange.access import Audience
from exchange.disclosure.policy import HIDDEN
from exchange.disclosure.predicates import records
from exchange.disclosure.view import openness
from exchange.model import ITEMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exchange.disclosure.policy import FieldRule, Policy, RowRule, Treatment
    from exchange.model import Field, Item


@dataclass(frozen=True, slots=True)
class Cell:
    """One field for one audience."""

    item: type[Item]
    field: Field
    audience: Audience
    rows: RowRule
    rule: FieldRule
    leads: Mapping[str, RowRule] = dataclasses.field(default_factory=dict)
    """Of a person, the row rules of the records that may lead to it: it is seen with any of them."""

    @property
    def closed(self) -> bool:
        """Nothing of the field is ever given."""
        return self.rows.never or {*self.rule.treatment.names} == {HIDDEN}

    @property
    def given(self) -> str:
        """The treatment as the rule file words it; `hidden` where no row is seen."""
        return HIDDEN if self.rows.never else said(self.rule.treatment)


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that two sets of rules fill differently."""

    before: Cell
    after: Cell

    @property
    def gained(self) -> bool:
        """The audience may get more than before."""
        return not _within(self.after, self.before)

    @property
    def lost(self) -> bool:
        """The audience may get less than before."""
        return not _within(self.before, self.after)


def said(treatment: Treatment) -> str:
    """`clear if manages_subject else surname`."""
    if treatment.condition is None:
        return treatment.name
    return f"{treatment.name} if {treatment.condition} else {treatment.otherwise}"


def cells(policy: Policy) -> Iterator[Cell]:
    """All of them, in the order of the declarations."""
    for item in ITEMS.values():
        rules = policy.of(item)
        for one in item.fields.values():
            for audience in Audience:
                rows = rules.rows[audience]
                leads = _leads(policy, audience) if "organisation_or_led_to" in rows.when else {}
                yield Cell(item, one, audience, rows, rules.fields[one.name][audience], leads)


def _leads(policy: Policy, audience: Audience) -> dict[str, RowRule]:
    return {one.key: policy.of(one).rows[audience] for one in records()}


def changes(before: Policy, after: Policy) -> list[Change]:
    """The cells that give something else under the other rules, or give it on other rows. A change of wording is none."""
    pairs = zip(cells(before), cells(after), strict=True)
    return [Change(one, other) for one, other in pairs if _differ(one, other)]


def widens(before: Policy, after: Policy) -> bool:
    """Whether anybody may get more than before."""
    return any(one.gained for one in changes(before, after))


def _differ(one: Cell, other: Cell) -> bool:
    if one.closed and other.closed:
        return False
    led = any({*rule.when} != {*other.leads[key].when} for key, rule in one.leads.items() if other.leads)
    return led or one.rule.treatment != other.rule.treatment or {*one.rows.when} != {*other.rows.when}


def _within(narrow: Cell, wide: Cell) -> bool:
    """Certainly gives nothing that the other does not."""
    if narrow.closed:
        return True
    led = all(_fewer(rule, wide.leads[key]) for key, rule in narrow.leads.items() if wide.leads)
    return led and _fewer(narrow.rows, wide.rows) and _treated(narrow, wide)


def _fewer(narrow: RowRule, wide: RowRule) -> bool:
    """Certainly lets no row through that the other does not."""
    if narrow.never:
        return True
    return not wide.never and {*narrow.when} >= {*wide.when} - {"always", "with_parent"}


def _treated(narrow: Cell, wide: Cell) -> bool:
    """No branch of the one is more open than what the other gives in the same case, whichever that is."""
    one, other, field = narrow.rule.treatment, wide.rule.treatment, narrow.field
    if one.condition == other.condition:
        pairs = zip(one.names, other.names, strict=True)
        return all(openness(field, mine) >= openness(field, theirs) for mine, theirs in pairs)
    most_open = min(openness(field, name) for name in one.names)
    most_closed = max(openness(field, name) for name in other.names)
    return most_open >= most_closed
