"""Which way a record has gone by today: states that fit its severity, dates and rules, and the moves that led there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exchange.values import CHINA
from exchange.records.load import PastMove

if TYPE_CHECKING:
    from exchange.demo.chance import Chance
    from exchange.rules import Publicity

KEEPER, PLATFORM = "demo-keeper", "FJ_INFORMATION_CENTRE"
WAY = ["SUBMITTED", "VERIFIED", "CLASSIFIED", "SHARED", "PUBLISHED"]
MOVES = {
    "SUBMITTED": "receive",
    "VERIFIED": "verify",
    "CLASSIFIED": "classify",
    "SHARED": "share",
    "PUBLISHED": "publish",
}
ENDS = {
    "REPAIRED": ("repair", "义务履行完毕，作出信用承诺", "修复决定"),
    "WITHDRAWN": ("withdraw", "原决定经复议撤销", "复议决定"),
    "EXPIRED": ("expire", None, None),
    "HELD": ("hold", "义务未履行完毕", None),
    "RESTRICTED": ("restrict", "涉及商业秘密，限制公开", None),
    "ARCHIVED": ("archive", None, None),
    "RETURNED": ("return", "处罚金额与决定书不一致", None),
}
FRESH = 25
"""Days in which a record may still be on its way."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides a record's way."""

    decided_on: dt.date
    today: dt.date
    period: Publicity
    retention_ends: dt.date
    natural: bool
    basis: bool


def state_of(chance: Chance, facts: Facts) -> str:
    """A state that the record can be in today."""
    if (facts.today - facts.decided_on).days <= FRESH:
        return chance.weighted(
            {
                "DRAFT": 2,
                "SUBMITTED": 5,
                "RETURNED": 2,
                "VERIFIED": 3,
                "CLASSIFIED": 3,
                "SHARED": 3,
                "PUBLISHED": 4,
            }
        )
    if chance.often(0.03):
        return "WITHDRAWN"
    if chance.often(0.03):
        return "RESTRICTED"
    if facts.retention_ends < facts.today:
        return "ARCHIVED"
    if not facts.period.publish or (facts.natural and not facts.basis):
        return "SHARED"
    if facts.period.max_until < facts.today:
        return chance.weighted({"EXPIRED": 5, "HELD": 2})
    if facts.period.min_until < facts.today and chance.often(0.25):
        return "REPAIRED"
    return "PUBLISHED"


def steps(state: str, *, shown: bool) -> list[str]:
    """The states passed through, in order; `shown` tells whether an ended record had been published."""
    if state == "DRAFT":
        return ["DRAFT"]
    if state == "RETURNED":
        return ["SUBMITTED", "RETURNED"]
    if state in WAY:
        return WAY[: WAY.index(state) + 1]
    whole = WAY if shown and state != "RESTRICTED" else WAY[:4]
    return [*whole, "EXPIRED", "ARCHIVED"] if state == "ARCHIVED" else [*whole, state]


def history(passed: list[str], decided_on: dt.date, today: dt.date, source: str) -> tuple[PastMove, ...]:
    """A move a day or two, none in the future, the last ones where their periods end."""
    moves, before, day = [], None, decided_on
    for state in passed:
        day = min(day + dt.timedelta(days=1), today)
        name, reason, document = ENDS.get(state, (MOVES.get(state, "receive"), None, None))
        own = state in {"SUBMITTED", "DRAFT", "WITHDRAWN"}
        at = dt.datetime.combine(day, dt.time(9, 30), CHINA)
        actor, department = ("demo-origin", source) if own else (KEEPER, PLATFORM)
        moves.append(PastMove(name, at, actor, department, before, state, reason, document))
        before = state
    return tuple(moves)
