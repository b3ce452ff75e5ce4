"""The way of a record until today: one move after the other on working days, as the rules of its day allow.

A *fate* says what is going to happen to the record; the way is walked from the day of the decision and stops at today, so recent records
stand somewhere in the middle, and no state contradicts its dates. Severity, periods and limits come from the same dated rules as in real
operation.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from exchange.calendar import add_months, working_days
from exchange.lifecycle import RECORD_MOVES, State
from exchange.records import route
from exchange.records.load import PastMove
from exchange.rules import time_limit, time_limits
from exchange.values import CHINA

if TYPE_CHECKING:
    from random import Random

    from exchange.lifecycle import Cycle
    from exchange.rules import Publicity, Severity

KEEPER, APPROVER = "clerk-platform", "clerk-approver"
PLATFORM = "FJ_INFORMATION_CENTRE"
LEVELS = ("COUNTY", "CITY", "PROVINCE")
RETENTION_MONTHS = 60
LONGEST_REPAIR = 60
"""Days after which a repair that is due has been decided."""


LATELY = dt.timedelta(days=30)
"""How old a record is at most that should be published and is not: the worklist is that of an office which keeps up."""


class Fate(Enum):
    """What is going to happen to a record, if its dates allow."""

    USUAL = "usual"  # published until the period is over, then expired or held, then archived
    DRAFT = "draft"
    RETURNED = "returned"
    VERIFIED = "verified"  # waits for its classification
    CLASSIFIED = "classified"  # waits to be shared
    REPAIRED = "repaired"
    WITHDRAWN = "withdrawn"
    RESTRICTED = "restricted"
    SHARED = "shared"  # not published yet, where it was decided lately
    REPLACED = "replaced"  # its department sent a new version


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides a record's way; without severity and period it stands as long as it is valid.

    `checkers` are the departments that check it, by level from the start of its way; a later version `arrives` when it replaces the one
    before.
    """

    item: str
    decided_on: dt.date
    today: dt.date
    severity: tuple[Severity, str] | None
    period: Publicity | None
    valid_until: dt.date | None
    source: str
    submitter: str
    checkers: tuple[tuple[str, str], ...]
    natural: bool
    basis: str | None
    duty_done: bool
    fate: Fate
    cycle: Cycle
    arrives: dt.date | None = None

    @property
    def until(self) -> dt.date | None:
        """The last day on which it is published: by its severity, or by its own validity."""
        return self.valid_until if self.period is None else self.period.max_until


@dataclass(slots=True)
class Way:
    """Where the record stands, what the exchange noted on it, and how it came there."""

    facts: Facts
    draw: Random
    day: dt.date
    state: State | None = None
    values: dict[str, Any] = field(default_factory=dict)
    moves: list[PastMove] = field(default_factory=list)
    levels: list[dict[str, Any]] = field(default_factory=list)
    stopped: bool = False

    def on(self, day: dt.date) -> bool:
        """Wait for a day; False when it has not come yet, and from then on."""
        if not self.stopped and day <= self.facts.today:
            self.day = max(self.day, day)
        else:
            self.stopped = True
        return not self.stopped

    def soon(self) -> bool:
        """The next step, usually on the same or the next working day."""
        return self.on(working_days().add(self.day, self.draw.choices((0, 1, 2), (4, 3, 1))[0]))

    def go(
        self,
        move: str,
        after: State,
        actor: str = KEEPER,
        reason: str | None = None,
        document: str | None = None,
    ) -> None:
        """Enter a move."""
        at = dt.datetime.combine(self.day, dt.time(8, 30), CHINA) + dt.timedelta(minutes=7 * len(self.moves))
        department = self.facts.source if actor == self.facts.submitter else PLATFORM
        self.moves.append(PastMove(move, at, actor, department, self.state, after, reason, document))
        self.state = after


def walk(facts: Facts, draw: Random) -> Way:
    """The whole way."""
    if facts.cycle.start is State.PUBLISHED:
        return _listed(facts, draw)
    way = Way(facts, draw, facts.decided_on)
    way.values = {"disputed": False, "late": False, "duty_done": facts.duty_done}
    way.values |= route.publication(facts.item, facts.decided_on)
    way.on(
        facts.arrives
        or min(working_days().add(facts.decided_on, draw.choices((0, 1, 2, 6), (5, 4, 2, 1))[0]), facts.today)
    )
    if facts.fate is Fate.DRAFT:
        way.go("receive", State.DRAFT, facts.submitter)
        return way
    way.go("receive", State.SUBMITTED, facts.submitter)
    if facts.fate is Fate.RETURNED:
        if way.soon():
            way.go("return", State.RETURNED, reason="处罚内容中的金额与决定书不一致，请核对后更正")
        return way
    _check(way)
    if way.state is State.SUBMITTED:
        passed = way.values.get("level")
        way.values |= route.waiting(route.next_level(facts.checkers[0][0], passed), way.day)
    if facts.fate is Fate.RESTRICTED:
        if way.soon():
            way.go("restrict", State.RESTRICTED, reason="涉及第三方商业秘密，不予公开")
        return way
    _show(way)
    _end(way)
    return way


def _listed(facts: Facts, draw: Random) -> Way:
    """On a court's list from its arrival, until the court takes it off."""
    way = Way(facts, draw, facts.decided_on)
    way.on(working_days().add(facts.decided_on, 1))
    way.values = {
        "disputed": False,
        "late": False,
        "duty_done": False,
        "publish_from": way.day,
        "publication_basis": facts.basis if facts.natural else None,
    }
    way.go("receive", State.PUBLISHED, facts.submitter)
    if facts.fate is Fate.REPAIRED and way.on(facts.decided_on + dt.timedelta(days=draw.randrange(90, 700))):
        number = f"样例执恢〔{way.day.year}〕{draw.randrange(1, 900)}号"
        way.go("remove", State.REPAIRED, facts.submitter, "义务履行完毕，法院决定删除失信信息", number)
        way.values["publication_basis"] = None
    return way


def _check(way: Way) -> None:
    for level, department in way.facts.checkers:
        due = time_limit("level_check", way.day, time_limits()).due(way.day, working_days())
        if not way.soon():
            return
        way.levels.append(
            {
                "level": level,
                "department_code": department,
                "checked_on": way.day,
                "due_on": due,
                "findings": way.draw.choice(("要素齐全，与决定书一致", "经核对无误", "文号、金额与案卷一致")),
                "checked_by": f"{KEEPER}-{department}",
            }
        )
        way.go("pass_level", State.SUBMITTED)
        way.values["level"] = level
    if way.soon():
        way.go("verify", State.VERIFIED)


def _show(way: Way) -> None:
    """Classify what has a severity, share, and publish where rule, basis and period allow it."""
    if way.facts.fate is Fate.VERIFIED or not way.soon():
        return
    way.values |= {"secrecy_reviewer": "样例保密审查员", "secrecy_reviewed_on": way.day}
    if way.facts.severity is not None:
        way.values["severity"], way.values["severity_rule"] = way.facts.severity
        way.go("classify", State.CLASSIFIED)
        if way.facts.fate is Fate.CLASSIFIED or not way.soon():
            return
    way.go("share", State.SHARED)
    if _publishable(way.facts) and way.soon():
        _publish(way)


def _publishable(facts: Facts) -> bool:
    lately = facts.decided_on > facts.today - LATELY
    return (
        not (facts.fate is Fate.SHARED and lately)
        and (facts.period is None or facts.period.publish)
        and (not facts.natural or facts.basis is not None)
    )


def _publish(way: Way) -> None:
    facts = way.facts
    due = way.values["publish_due_on"]
    document = "样例公开依据审批表" if facts.natural else None
    way.values |= {
        "publish_from": way.day,
        "publish_until": facts.until,
        "repairable_from": facts.period and facts.period.min_until,
        "publish_rule": facts.period and facts.period.rule,
        "late": way.day > due,
        "publication_basis": facts.basis if facts.natural else None,
        "publication_document": document,
        "publication_approver": APPROVER,
    }
    way.go("publish", State.PUBLISHED, APPROVER, document=document)


def _end(way: Way) -> None:
    """Withdrawn, repaired, expired or held, and archived when its retention is over."""
    facts, draw = way.facts, way.draw
    if facts.fate is Fate.WITHDRAWN:
        if way.on(facts.decided_on + dt.timedelta(days=draw.randrange(30, 80))):
            number = f"样例复议〔{way.day.year}〕{draw.randrange(1, 90)}号"
            way.go("withdraw", State.WITHDRAWN, facts.submitter, "原决定经行政复议撤销", number)
            way.values |= _annulled(way)
    elif facts.fate is Fate.REPLACED:
        if way.on(facts.decided_on + dt.timedelta(days=draw.randrange(20, 30))):
            number = f"样例更正〔{way.day.year}〕{draw.randrange(1, 90)}号"
            way.go("replace", State.REPLACED, facts.submitter, "决定书文字有误，依法更正", number)
    elif facts.fate is Fate.REPAIRED and _clearable(way):
        _clear(way)
    elif (
        way.state is State.PUBLISHED
        and facts.until is not None
        and way.on(facts.until + dt.timedelta(days=1))
    ):
        over = facts.duty_done or facts.period is None
        way.go("expire" if over else "hold", State.EXPIRED if over else State.HELD)
    if way.state is not State.PUBLISHED:
        way.values["publication_basis"] = None
    _archive(way)


def _clear(way: Way) -> None:
    """Repaired under the rules of severity, or taken off a list."""
    facts, draw = way.facts, way.draw
    if facts.period is None:
        if way.on(way.day + dt.timedelta(days=draw.randrange(60, 600))):
            number = f"样例移出〔{way.day.year}〕{draw.randrange(1, 900)}号"
            way.go("remove", State.REPAIRED, facts.submitter, "列入情形已经消除，依法移出", number)
    elif way.on(facts.period.min_until + dt.timedelta(days=draw.randrange(5, LONGEST_REPAIR))):
        number = f"样例修复〔{way.day.year}〕{draw.randrange(1, 900)}号"
        way.go("repair", State.REPAIRED, KEEPER, "义务履行完毕，已作出信用承诺", number)
        way.values["duty_done"] = True


def _clearable(way: Way) -> bool:
    period = way.facts.period
    return "remove" in way.facts.cycle.moves if period is None else _repairable(way, period)


def _annulled(way: Way) -> dict[str, Any]:
    """The annulment of two working days ago, and the limits that follow from it."""
    annulled = working_days().add(way.day, -2)
    due = {
        name: time_limit(stage, day, time_limits()).due(day, working_days())
        for name, stage, day in (
            ("withdraw_due_on", "withdraw", annulled),
            ("user_remove_due_on", "user_remove", way.day),
        )
    }
    return {"annulled_on": annulled, **due}


def _repairable(way: Way, period: Publicity) -> bool:
    if way.state is State.SHARED:
        return True
    return (
        way.state is State.PUBLISHED
        and period.min_until + dt.timedelta(days=LONGEST_REPAIR) < period.max_until
    )


def dispute(way: Way) -> None:
    """The subject objected, and the record is marked until that is settled."""
    if way.state in RECORD_MOVES["dispute"].sources and way.facts.fate is not Fate.REPAIRED:
        state = way.state
        way.day = working_days().add(way.facts.today, -1) if way.day < way.facts.today else way.day
        way.go("dispute", state, reason="信用主体提出异议，核查期间予以标注")
        way.values["disputed"] = True
        if state is State.PUBLISHED:
            way.values["last_updated"] = way.day


def _archive(way: Way) -> None:
    kept_from = way.values.get("publish_until") or way.facts.decided_on
    after = add_months(kept_from, RETENTION_MONTHS) + dt.timedelta(days=1)
    if way.state in RECORD_MOVES["archive"].sources and way.on(max(after, way.day)):
        way.go("archive", State.ARCHIVED)
