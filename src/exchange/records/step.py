"""One move about to be made: the locked row, who asks, with what, and the day.

Guards and effects are functions of it alone; whatever has to be asked of the database is in it already. Severities and periods follow
the rules of the day of the decision, so a decision of 2025 is treated by the rules of 2025.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from exchange.calendar import working_days
from exchange.codes import code_list
from exchange.errors import GuardRefused
from exchange.lifecycle import CYCLES
from exchange.rules import (
    ORGANISATION,
    Publicity,
    Severity,
    publicity_of,
    publicity_rules,
    severity_of,
    severity_rules,
    time_limit,
    time_limits,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from exchange.access import Caller
    from exchange.editions.stored import Listed
    from exchange.lifecycle import Move
    from exchange.model import Item

NO_END = 2099


@dataclass(frozen=True, slots=True)
class Details:
    """What a clerk gives with a move; which parts a move takes stands in the table of moves."""

    reason: str | None = None
    document: str | None = None
    findings: str | None = None
    level: str | None = None
    secrecy_reviewer: str | None = None
    secrecy_reviewed_on: dt.date | None = None
    publication_basis: str | None = None
    annulled_on: dt.date | None = None
    necessary: bool | None = None
    duty_done: bool | None = None
    outcome: str | None = None
    corrections: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Period:
    """A time of publication: its last day, the last day on which it cannot be repaired yet, and the rule that gave both."""

    until: dt.date | None
    repairable_from: dt.date | None
    rule: str | None


@dataclass(frozen=True, slots=True)
class Origin:
    """How the record came here: level of its source department, when it reached its next check, by whose hands."""

    start: str
    arrived: dt.date
    hands: frozenset[str]


@dataclass(frozen=True, slots=True)
class Step:
    """The move, the row it is made on, and everything that its guards ask about."""

    item: type[Item]
    row: Mapping[Any, Any]
    origin: Origin
    listed: Listed
    move: Move
    caller: Caller
    details: Details
    today: dt.date

    @property
    def duty_done(self) -> bool:
        """Recorded already, or shown with this move."""
        return bool(self.row["duty_done"] or self.details.duty_done)

    @property
    def kinds(self) -> tuple[str, ...]:
        """What the rules go by: kinds of penalty, or social impact and misconduct."""
        if "kind" in self.row:
            return tuple(self.row["kind"] or ())
        return tuple(one for one in (self.row.get("social_impact"), self.row.get("misconduct")) if one)

    @property
    def law_fields(self) -> tuple[str, ...]:
        """The fields of law with periods of their own (Order 58: food, drugs, …) that the legal basis names."""
        basis = self.row.get("legal_basis") or ""
        return tuple(code for code, entry in code_list("law_field").entries.items() if entry.zh in basis)

    def severity_by_rule(self) -> tuple[Severity, str]:
        """Severity and rule by the day of the decision."""
        amounts = {name: self.row[name] for name in ("fine", "loss") if self.row.get(name) is not None}
        party = self.row["party_type"] if self.item.key == "penalty" else None
        return severity_of(
            self.item.key,
            self.kinds,
            amounts,
            self.row["decided_on"],
            severity_rules(),
            party=party or ORGANISATION,
        )

    def publicity(self) -> Publicity:
        """The period by the rule of the day of the decision, for the severity that `classify` recorded."""
        severity = Severity(self.row["severity"] or self.severity_by_rule()[0])
        return publicity_of(
            severity, self.kinds, self.row["decided_on"], publicity_rules(), fields=self.law_fields
        )

    def period(self) -> Period:
        """How long it is published: by the rule of its severity, or until its own validity ends."""
        if CYCLES[self.item.cycle].graded:
            found = self.publicity()
            return Period(found.max_until, found.min_until, found.rule)
        return Period(self.valid_until, None, None)

    @property
    def valid_until(self) -> dt.date | None:
        """The last day of its own validity; None for no end, which the standards write as 2099-12-31."""
        until: dt.date | None = self.row.get("valid_until")
        return None if until is None or until.year >= NO_END else until

    def due(self, stage: str, start: dt.date) -> dt.date:
        """The last day in time for a stage that began on `start`."""
        return time_limit(stage, start, time_limits(), self.item.key).due(start, working_days())

    def refuse(self, guard: str, problem: str) -> GuardRefused:
        """The refusal by one guard."""
        return GuardRefused(move=self.move.name, guard=guard, problem=problem)
