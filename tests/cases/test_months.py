"""The clock through half a year: holidays, a calendar that comes late, rounds that die, three weeks of sleep; against a plain reckoning.

The reckoning knows nothing of tables, stages or rows: it walks the days on which the worker was awake, one by one, and counts working days
by asking the holiday library about each. What it says must be what the worker left, step by step and day by day.
"""

from __future__ import annotations

import datetime as dt
import random
import uuid
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import chinese_calendar

from exchange import worker
from exchange.calendar import CalendarDay, WorkingDays, add_months, published_days
from exchange.model import DishonestyRecord
from exchange.records.subjects import Party
from exchange.values import CHINA
from tests.api.conftest import KEEPER
from tests.cases.duties import BODY, CITY, COUNTY
from tests.cases.town import INTAKE, office

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    import pytest

    from exchange.due import Job
    from tests.cases.conftest import House
    from tests.cases.duties import Duties

BEGIN, END = dt.date(2025, 12, 1), dt.date(2026, 5, 29)
TOLD = dt.date(2026, 1, 20)
"""The day on which the calendar of 2026 is published."""
ASLEEP = (dt.date(2026, 2, 9), dt.date(2026, 3, 2))
"""The worker makes no round from the first day until before the last: make-up days, the Spring Festival and another make-up day."""
STATUTORY = {dt.date(2026, 1, 1), *(dt.date(2026, 2, day) for day in (16, 17, 18, 19)), dt.date(2026, 5, 1)}
"""What was known of 2026 before: the days off by law that are no Saturday or Sunday."""
CONGRESS = office("origin", "FJ_CONGRESS_DEPUTIES", "350000")
SAMPLE = 8
ONE = dt.timedelta(days=1)


def works(day: dt.date, asked: dt.date) -> bool:
    """Whether offices work on a day, as far as was known on another."""
    if day.year == TOLD.year and asked < TOLD:
        return day.weekday() < 5 and day not in STATUTORY
    return bool(chinese_calendar.is_workday(day))  # type: ignore[no-untyped-call] # of a library without types


def after(day: dt.date, working: int, asked: dt.date) -> dt.date:
    """So many working days later, one by one."""
    while working:
        day += ONE
        working -= works(day, asked)
    return day


@dataclass
class Stage:
    """So many working days (`d`: calendar days, `m`: months) from a day, or until a day; what the clock does when it is over.

    `near` is what it does when the day comes near, before it reminds.
    """

    limit: str | dt.date
    over: str = "escalate"
    near: str = ""

    def due(self, since: dt.date, asked: dt.date) -> dt.date:
        """The last day in time."""
        if isinstance(self.limit, dt.date):
            return self.limit
        if self.limit.endswith("d"):
            return since + dt.timedelta(days=int(self.limit[:-1]))
        if self.limit.endswith("m"):
            return add_months(since, int(self.limit[:-1]))
        return after(since, int(self.limit), asked)


@dataclass
class Plain:
    """A case as a clerk with a wall calendar would follow it: from a day on, through its stages."""

    since: dt.date
    stages: list[Stage]
    steps: list[tuple[str, dt.date]] = field(default_factory=list)
    due: dt.date | None = None
    done: set[str] = field(default_factory=set)

    def awake(self, day: dt.date) -> None:
        """What is to be done on this day."""
        if day < self.since or not self.stages:
            return
        stage = self.stages[0]
        due = stage.due(self.since, day)
        if self.due not in {None, due}:
            self.steps.append(("reckon", day))
        self.due = due
        if due <= after(day, 1, day):
            if stage.near:
                self.once(stage.near, day)
            if due >= day:
                self.once("remind", day)
        if due < day and stage.over == "escalate":
            self.once("escalate", day)
        elif due < day:
            self.steps.append((stage.over, day))
            self.since, self.due, self.done = day, None, set()
            self.stages = self.stages[1:]

    def once(self, name: str, day: dt.date) -> None:
        """A step of which one is enough."""
        if name not in self.done:
            self.done.add(name)
            self.steps.append((name, day))


def reckoned(cast: Iterable[tuple[dt.date, list[Stage]]], days: list[dt.date]) -> list[Plain]:
    """What a worker that is awake on these days does to each."""
    found = [Plain(since, list(stages)) for since, stages in cast]
    for day in days:
        for one in found:
            one.awake(day)
    return found


def every_day() -> list[dt.date]:
    """From the beginning to the end."""
    return [BEGIN + number * ONE for number in range((END - BEGIN).days + 1)]


class Killed(BaseException):
    """The worker dies, before a step or between its last statement and its commit."""


class Simulation:
    """The worker over the house, and the calendar as it is known on the day."""

    def __init__(self, duties: Duties, monkeypatch: pytest.MonkeyPatch) -> None:
        self.duties = duties
        self.house = duties.house
        self.chance = random.Random(20260120)
        self.deaths = 0
        known = [*published_days()]
        early = [one for one in known if one.day.year < TOLD.year] + [
            CalendarDay(day, working=False, provisional=True, reason="法定节假日") for day in STATUTORY
        ]
        calendars = {False: WorkingDays(early), True: WorkingDays(known)}
        for module in ("deadlines", "clockwork"):
            monkeypatch.setattr(
                f"exchange.cases.{module}.working_days", lambda: calendars[self.house.today >= TOLD]
            )

    async def day(self, day: dt.date, kinds: list[Job]) -> None:
        """The rounds of a day: some die, the last one does not, and now and then one more finds nothing to do."""
        self.house.on(day)
        runner = self.house.engine.runner
        mortal = [replace(one, act=self.dying(one.act)) for one in kinds]
        for _ in range(self.chance.randrange(4)):
            try:
                await worker.round_of(runner.db, runner.clock, mortal)
            except Killed:
                self.deaths += 1
        await worker.round_of(runner.db, runner.clock, kinds)
        if self.chance.random() < 0.2:
            assert not await worker.round_of(runner.db, runner.clock, kinds)

    def dying(self, act: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
        """A step that is not made, or made in vain, or made."""

        async def step(*given: Any) -> None:  # noqa: ANN401 - those of a step
            fate = self.chance.randrange(3)
            if fate == 0:
                raise Killed
            await act(*given)
            if fate == 1:
                raise Killed

        return step


async def objection(duties: Duties) -> str:
    """Three working days for the comparison, seven for all of it."""
    house = duties.house
    case = (await house.file(house.subject, "Objection", 'ground: CONTENT_WRONG, statement: "金额有误"'))[
        "caseId"
    ]
    await house.move(KEEPER, "acceptObjection", case)
    return str(case)


async def supplement(duties: Duties) -> str:
    """Ten working days to hand in what is missing; then it lapses."""
    house = duties.house
    await house.owner.execute("UPDATE penalty SET repairable_from = $1", house.today)
    given = 'statement: "已缴款", commitmentSigned: true'
    case = (await house.file(house.subject, "RepairApplication", given))["caseId"]
    await house.move(KEEPER, "requestSupplementRepairApplication", case, 'reason: "缺少缴款凭证"')
    return str(case)


async def rectification(duties: Duties) -> str:
    """Five working days to explain; three until the superior has it, ten until it decides."""
    return str((await duties.order())["caseId"])


async def complaint(duties: Duties, track: str, *, longer: bool = False) -> str:
    """A complaint that is verified."""
    house = duties.house
    given = f'key: "C-{uuid.uuid4()}", creditCode: "{COUNTY}", channel: WEBSITE, content: "补贴未兑现", area: INVESTMENT'
    case = (await house.mutate(INTAKE, "fileComplaint", given))["caseId"]
    await house.move(INTAKE, "dispatchComplaint", case, f"track: {track}")
    await house.move(CITY, "assignComplaint", case, 'responsible: "350100_GOVERNMENT"')
    if longer:
        clerk = replace(BODY, client="clerk", actor="clerk", department="350100_GOVERNMENT",
                        departments=("350100_GOVERNMENT",), jurisdiction="350100")  # fmt: skip
        assert "case" in await house.move(clerk, "extendComplaint", case, 'note: "需实地核查"')
    return str(case)


async def promise(duties: Duties, until: dt.date) -> str:
    """Said to be due soon, reminded of, told to the superior."""
    given = f'kind: CONTRACT, title: "补贴", content: "补贴租金", promisedUntil: "{until}"'
    house = duties.house
    filed = await house.mutate(
        BODY, "fileGovernmentCommitment", f'key: "P-{uuid.uuid4()}", creditCode: "{COUNTY}", {given}'
    )
    await house.move(KEEPER, "publishGovernmentCommitment", filed["caseId"])
    return str(filed["caseId"])


async def proposal(duties: Duties) -> str:
    """Three months for the answer."""
    given = 'kind: SUGGESTION, proposalNumber: "1001", session: "十四届四次", year: 2026, title: "x", content: "y"'
    filed = await duties.house.mutate(
        CONGRESS, "fileProposalHandling", f'key: "S-{uuid.uuid4()}", creditCode: "{COUNTY}", {given}'
    )
    return str(filed["caseId"])


def cast() -> list[tuple[dt.date, list[Stage], Callable[[Duties], Awaitable[str]]]]:
    """What begins on which day, what the plain reckoning makes of it, and how it is brought about."""
    day = dt.date
    late, festival = day(2026, 5, 6), day(2026, 2, 24)
    return [
        (day(2025, 12, 2), [Stage("3")], objection),
        (day(2025, 12, 24), [Stage("5", "miss"), Stage("3", "take_up"), Stage("10")], rectification),
        (day(2025, 12, 30), [Stage("10", "lapse")], supplement),
        (day(2026, 1, 5), [Stage("60d")], lambda duties: complaint(duties, "PETITION")),
        (day(2026, 1, 9), [Stage("30")], lambda duties: complaint(duties, "COMPLEX", longer=True)),
        (day(2026, 1, 12), [Stage(festival, near="approach")], lambda duties: promise(duties, festival)),
        (day(2026, 1, 14), [Stage("3m")], proposal),
        (day(2026, 2, 6), [Stage("5")], lambda duties: complaint(duties, "OTHER")),
        (day(2026, 4, 3), [Stage("2")], lambda duties: complaint(duties, "ENQUIRY")),
        (day(2026, 4, 7), [Stage(late, near="approach")], lambda duties: promise(duties, late)),
    ]  # fmt: skip


async def test_half_a_year_of_holidays_a_late_calendar_deaths_and_sleep_gives_every_step_once_and_on_its_day(
    duties: Duties, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, simulation, acts = duties.house, Simulation(duties, monkeypatch), cast()
    ends = await records(duties)
    days = awake_on([(since, stages) for since, stages, _ in acts], [*ends.values()], simulation.chance)
    kinds = [one for one in worker.jobs() if one.name.split(".")[0] in KINDS]
    names = {}

    for day in sorted({*days, *(since for since, *_ in acts)}):
        house.on(day)
        for number, (since, _, act) in enumerate(acts):
            if since == day:
                names[uuid.UUID(await act(duties))] = number
        if day in days:
            await simulation.day(day, kinds)

    plain = reckoned([(since, stages) for since, stages, _ in acts], days)
    over = {name: next(one for one in days if one > last) for name, last in ends.items()}
    of_the_county = next(one for one, (*_, act) in zip(plain, acts, strict=True) if act is rectification)
    of_the_county.steps.append(
        ("fall", over[str(duties.county.id), "expire"])
    )  # what hangs on a record ends with it
    assert simulation.deaths >= 10
    assert await made(house, names) == {number: one.steps for number, one in enumerate(plain)}
    assert await ended(house) == {name: [(move, day)] for (name, move), day in over.items()}
    moves = {move for one in plain for move, _ in one.steps}
    assert moves == {"remind", "escalate", "reckon", "miss", "take_up", "lapse", "approach", "fall"}


KINDS = {
    "penalty", "dishonesty_record", "objection", "repair_application", "rectification", "complaint", "government_commitment",
    "proposal_handling",
}  # fmt: skip


async def records(duties: Duties) -> dict[tuple[str, str], dt.date]:
    """Publications whose period ends in these months, by record and what becomes of each; a holiday and the sleep among the days."""
    other = await duties.another(
        DishonestyRecord,
        Party("GOVERNMENT", "福州市台江区人民政府", "350103", credit_code="11350103000000007G"),
    )
    ends = {
        (duties.house.record, "hold"): dt.date(2026, 1, 1),
        (str(duties.county.id), "expire"): dt.date(2026, 5, 4),
        (str(other.id), "expire"): dt.date(2026, 2, 17),
    }
    for (record, move), last in ends.items():
        for table in ("penalty", "dishonesty_record"):
            await duties.house.owner.execute(
                f"UPDATE {table} SET publish_until = $2, duty_done = $3 WHERE id = $1",
                uuid.UUID(record), last, move == "expire",
            )  # fmt: skip
    return ends


def awake_on(
    acts: list[tuple[dt.date, list[Stage]]], ends: list[dt.date], chance: random.Random
) -> list[dt.date]:
    """The days that matter, those beside them and a sample of the others; none of the sleep."""
    matter = {day for one in reckoned(acts, every_day()) for _, day in one.steps} | {TOLD, END}
    matter |= {last + ONE for last in ends}
    near = {day + step * ONE for day in matter for step in (-1, 0)} | {*chance.sample(every_day(), SAMPLE)}
    return sorted(day for day in near if BEGIN <= day <= END and not ASLEEP[0] <= day < ASLEEP[1])


async def made(house: House, names: dict[uuid.UUID, int]) -> dict[int, list[tuple[str, dt.date]]]:
    """The clock's steps of each case."""
    found: dict[int, list[tuple[str, dt.date]]] = {number: [] for number in names.values()}
    for row in await house.owner.fetch(
        "SELECT case_id, move, at FROM case_step WHERE actor = 'clock' ORDER BY id"
    ):
        found[names[row["case_id"]]].append((row["move"], row["at"].astimezone(CHINA).date()))
    return found


async def ended(house: House) -> dict[str, list[tuple[str, dt.date]]]:
    """The clock's moves of each record."""
    found: dict[str, list[tuple[str, dt.date]]] = {}
    for row in await house.owner.fetch(
        "SELECT record_id, move, at FROM audit_entry WHERE actor = 'clock' ORDER BY id"
    ):
        found.setdefault(str(row["record_id"]), []).append((row["move"], row["at"].astimezone(CHINA).date()))
    return found
