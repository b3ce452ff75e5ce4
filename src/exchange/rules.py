"""Dated rules: how grave a decision is, how long it is published, how long an office has.

A decision is treated by the rules in force on the day it was made: one of 2025 by those of 2025, whatever
came later. So rules are rows with validity, and these functions pick from them; amounts such as 较大数额 and
巨额 stand in the rows too, because laws and departments change them. Every answer names the rule it came
from, which is stored with the record.

Several rows may fit one decision. The gravest severity wins, and the longest period (Order 58: several kinds
in one decision are published for the longest period of any of them).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from exchange.calendar import WorkingDays, add_months
from exchange.reference import Line, Validity, table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from decimal import Decimal

ORGANISATION = "ORGANISATION"

Choice = TypeVar("Choice", bound=StrEnum)


class Severity(StrEnum):
    """Gravity of a decision, from the least."""

    MINOR = "MINOR"
    ORDINARY = "ORDINARY"
    SERIOUS = "SERIOUS"

    @property
    def rank(self) -> int:
        """Place in the order of gravity, from 0."""
        return tuple(Severity).index(self)


class Renewed(StrEnum):
    """How often a count of persons is taken anew."""

    MONTH = "MONTH"
    YEAR = "YEAR"


class Unit(StrEnum):
    """What a time limit counts."""

    WORKING_DAY = "WORKING_DAY"
    DAY = "DAY"
    MONTH = "MONTH"


@dataclass(frozen=True, slots=True)
class SeverityRule:
    """A decision that has one of `codes`, or whose `measure` (万元) reaches `at_least`, is of this severity.

    Empty `codes` and `parties` fit all; a row with neither codes nor measure is what holds where nothing else
    is said.
    """

    rule: str
    item: str
    codes: frozenset[str]
    measure: str
    at_least: Decimal | None
    parties: frozenset[str]
    severity: Severity
    valid: Validity
    basis: str

    @property
    def default(self) -> bool:
        """Whether this row holds only where no other does."""
        return not self.codes and not self.measure

    def fits(self, kinds: Collection[str], amounts: Mapping[str, Decimal], party: str) -> bool:
        """Whether kinds, amounts (万元 by measure) and type of party fall under this row."""
        if self.parties and party not in self.parties:
            return False
        if self.at_least is None:
            return not self.codes or not self.codes.isdisjoint(kinds)
        return self.measure in amounts and amounts[self.measure] >= self.at_least


@dataclass(frozen=True, slots=True)
class PublicityRule:
    """Whether and how many months a decision is published. Empty sets fit all."""

    rule: str
    severities: frozenset[str]
    codes: frozenset[str]
    fields: frozenset[str]
    publish: bool
    min_months: int
    max_months: int
    valid: Validity
    basis: str

    def fits(self, severity: Severity, kinds: Collection[str], fields: Collection[str]) -> bool:
        """Whether severity, kinds and fields of law fall under this row."""
        asked = ((self.severities, {severity}), (self.codes, kinds), (self.fields, fields))
        return all(not wanted or not wanted.isdisjoint(given) for wanted, given in asked)


@dataclass(frozen=True, slots=True)
class Publicity:
    """The last days of the shortest and of the longest period, from the decision's date, and their rule.

    With `publish` false the record is not published by itself; where the competent department finds it
    necessary, these periods hold.
    """

    min_until: date
    max_until: date
    publish: bool
    rule: str


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """How long an office has for one step; `items` empty where no other row of the stage names the item."""

    rule: str
    stage: str
    items: frozenset[str]
    amount: int
    unit: Unit
    valid: Validity
    basis: str

    def due(self, start: date, days: WorkingDays) -> date:
        """The last day in time; the day of `start` is not counted."""
        if self.unit is Unit.WORKING_DAY:
            return days.add(start, self.amount)
        if self.unit is Unit.MONTH:
            return add_months(start, self.amount)
        return start + timedelta(days=self.amount)


@dataclass(frozen=True, slots=True)
class SmallGroup:
    """From how many natural persons on a group is told, and how long such a count stands still."""

    rule: str
    fewest: int
    renewed: Renewed
    valid: Validity
    basis: str

    def begins(self, day: date) -> date:
        """The first day of the period that the day lies in."""
        return day.replace(day=1) if self.renewed is Renewed.MONTH else day.replace(month=1, day=1)


def severity_of(
    item: str,
    kinds: Collection[str],
    amounts: Mapping[str, Decimal],
    decided_on: date,
    rules: Iterable[SeverityRule],
    *,
    party: str = ORGANISATION,
) -> tuple[Severity, str]:
    """The severity of a decision and the rule that gives it.

    `kinds` are penalty kinds for a penalty; social impact and misconduct category for a dishonesty record.
    `amounts` are in 万元 by measure: `fine`, `loss`. `party` is a code of `party_type`. LookupError when no
    rule of that item was in force on the day.
    """
    fitting = [
        rule
        for rule in rules
        if rule.item == item and rule.valid.covers(decided_on) and rule.fits(kinds, amounts, party)
    ]
    special = [rule for rule in fitting if not rule.default] or fitting
    if not special:
        problem = f"no severity rule for {item} was in force on {decided_on}"
        raise LookupError(problem)
    gravest = max(special, key=lambda rule: rule.severity.rank)
    return gravest.severity, gravest.rule


def publicity_of(
    severity: Severity,
    kinds: Collection[str],
    decided_on: date,
    rules: Iterable[PublicityRule],
    *,
    fields: Collection[str] = (),
) -> Publicity:
    """Whether and until when a decision is published. `fields` are codes of `law_field`.

    LookupError when no rule was in force on the day.
    """
    fitting = [rule for rule in rules if rule.valid.covers(decided_on) and rule.fits(severity, kinds, fields)]
    if not fitting:
        problem = f"no publicity rule for {severity} was in force on {decided_on}"
        raise LookupError(problem)
    longest = max(fitting, key=lambda rule: (rule.max_months, rule.min_months))
    return Publicity(
        min_until=add_months(decided_on, longest.min_months),
        max_until=add_months(decided_on, longest.max_months),
        publish=longest.publish,
        rule=longest.rule,
    )


def time_limit(stage: str, on: date, limits: Iterable[TimeLimit], item: str = "") -> TimeLimit:
    """The limit for a stage that began on a day, for the item if a row names it; LookupError when there is none."""
    fitting = [one for one in limits if one.stage == stage and one.valid.covers(on)]
    for limit in (*(one for one in fitting if item in one.items), *(one for one in fitting if not one.items)):
        return limit
    problem = f"no time limit for {stage} was in force on {on}"
    raise LookupError(problem)


def small_group(on: date, rules: Iterable[SmallGroup]) -> SmallGroup:
    """The rule for small groups in force on a day; LookupError when there is none."""
    for rule in rules:
        if rule.valid.covers(on):
            return rule
    problem = f"no rule for small groups was in force on {on}"
    raise LookupError(problem)


def load_small_groups(lines: Iterable[Line]) -> tuple[SmallGroup, ...]:
    """Checked rows of `small_group.csv`; a threshold under two would tell of single persons."""
    found = []
    for line in _unique(lines):
        fewest = line.whole("fewest")
        if fewest < 2:  # noqa: PLR2004 - one person is no group
            line.refuse("fewest is smaller than 2, so that single persons would be counted. Write 2 or more.")
        renewed = _member(Renewed, line, "renewed")
        found.append(SmallGroup(line.text("rule"), fewest, renewed, line.validity(), line.text("basis")))
    return tuple(found)


def load_severity(lines: Iterable[Line]) -> tuple[SeverityRule, ...]:
    """Checked rows of `severity_rule.csv`."""
    return tuple(
        SeverityRule(
            rule=line.text("rule"),
            item=line.text("item"),
            codes=frozenset(line.many("codes")),
            measure=line.optional("measure"),
            at_least=line.amount("at_least") if line.optional("measure") else None,
            parties=frozenset(line.many("parties")),
            severity=_member(Severity, line, "severity"),
            valid=line.validity(),
            basis=line.text("basis"),
        )
        for line in _unique(lines)
    )


def load_publicity(lines: Iterable[Line]) -> tuple[PublicityRule, ...]:
    """Checked rows of `publicity_rule.csv`."""
    return tuple(_publicity(line) for line in _unique(lines))


def load_limits(lines: Iterable[Line]) -> tuple[TimeLimit, ...]:
    """Checked rows of `time_limit.csv`."""
    return tuple(
        TimeLimit(
            rule=line.text("rule"),
            stage=line.text("stage"),
            items=frozenset(line.many("items")),
            amount=line.whole("amount"),
            unit=_member(Unit, line, "unit"),
            valid=line.validity(),
            basis=line.text("basis"),
        )
        for line in _unique(lines)
    )


def _publicity(line: Line) -> PublicityRule:
    shortest, longest = line.whole("min_months"), line.whole("max_months")
    if longest < shortest:
        line.refuse("max_months is smaller than min_months. Correct one of them.")
    return PublicityRule(
        rule=line.text("rule"),
        severities=frozenset(line.many("severities")),
        codes=frozenset(line.many("codes")),
        fields=frozenset(line.many("fields")),
        publish=line.flag("publish"),
        min_months=shortest,
        max_months=longest,
        valid=line.validity(),
        basis=line.text("basis"),
    )


def _unique(lines: Iterable[Line]) -> Sequence[Line]:
    seen: dict[str, Line] = {}
    for line in lines:
        if line.text("rule") in seen:
            line.refuse(f"the rule {line.text('rule')} stands twice. Give one of them another number.")
        seen[line.text("rule")] = line
    return tuple(seen.values())


def _member(of: type[Choice], line: Line, column: str) -> Choice:
    value = line.text(column)
    if value not in of.__members__:
        line.refuse(f"{column} {value!r} is none of {', '.join(of)}.")
    return of(value)


@cache
def severity_rules() -> tuple[SeverityRule, ...]:
    """The rules of `schema/codes/severity_rule.csv`, loaded once."""
    return load_severity(table("severity_rule"))


@cache
def publicity_rules() -> tuple[PublicityRule, ...]:
    """The rules of `schema/codes/publicity_rule.csv`, loaded once."""
    return load_publicity(table("publicity_rule"))


@cache
def time_limits() -> tuple[TimeLimit, ...]:
    """The limits of `schema/codes/time_limit.csv`, loaded once."""
    return load_limits(table("time_limit"))


@cache
def small_groups() -> tuple[SmallGroup, ...]:
    """The rules of `schema/codes/small_group.csv`, loaded once."""
    return load_small_groups(table("small_group"))
