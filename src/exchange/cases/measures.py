"""The list of measures (失信惩戒措施清单): what may be decided against whom, by whom, for how long, and what it bars from.

Rows of `schema/codes/sanction_rule.csv` with validity, since the national list has editions: the one in force on the day of the decision
holds. What no row allows cannot be decided (国办发〔2020〕49号).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from exchange.access import Audience
from exchange.reference import Validity, table
from exchange.rules import Severity

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True)
class Measure:
    """A row of the list. `severity` is the least that its record must have, `announced`: the public is told of it.

    `lighter_months` is the longest where mitigation for self-correction is recognised, `max_months` elsewhere.
    """

    rule: str
    measure: str
    subject_kinds: frozenset[str]
    deciders: frozenset[Audience]
    bars: tuple[str, ...]
    severity: Severity | None
    max_months: int
    lighter_months: int
    within_window: bool
    announced: bool
    valid: Validity
    basis: str


@cache
def measures() -> tuple[Measure, ...]:
    """The list, loaded once."""
    return tuple(
        Measure(
            rule=line.text("rule"),
            measure=line.text("measure"),
            subject_kinds=frozenset(line.many("subject_kinds")),
            deciders=frozenset(Audience(one) for one in line.many("deciders")),
            bars=line.many("bars"),
            severity=Severity(line.text("severity")) if line.optional("severity") else None,
            max_months=line.whole("max_months"),
            lighter_months=line.whole("lighter_months"),
            within_window=line.flag("within_window"),
            announced=line.flag("announced"),
            valid=line.validity(),
            basis=line.text("basis"),
        )
        for line in table("sanction_rule")
    )


def listed(measure: str, day: dt.date) -> tuple[Measure, ...]:
    """The rows of a measure that are in force on a day."""
    return tuple(one for one in measures() if one.measure == measure and one.valid.covers(day))
