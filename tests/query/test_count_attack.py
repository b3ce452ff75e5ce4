"""Natural persons cannot be taken out of counts: an attacker who knows everything but whether a person is on record learns it of nobody.

It knows every organisation's records and takes them off each count. It knows whom each question could touch. What is left of an answer is
then a sum over persons, and it tries single questions, differences of two and three, and the solution of all equations at once. A rule
that only withholds small groups, planted, is broken by the same attack.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
import random
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from exchange import policy_check
from exchange.api.engine import Engine, Request
from exchange.api.schema import schema
from exchange.calendar import add_months
from exchange.clock import Clock
from exchange.disclosure.binds import fewest
from exchange.query import counts
from exchange.records import headcount

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import asyncpg

    from exchange.database import Database
    from exchange.settings import Settings

COUNTIES, YEARS, KINDS = ("350102", "350103", "350503"), (2024, 2025, 2026), ("FINE", "WARNING", "REPRIMAND")
PERSONS, FIRMS, QUESTIONS = 14, 6, 60


@dataclass(frozen=True)
class Fact:
    """One record, as the attacker imagines it."""

    who: str
    county: str
    year: int
    kind: str


@dataclass(frozen=True)
class Cell:
    """One group that was told: whom it could hold, and what is left of it without organisations."""

    persons: frozenset[str]
    rest: int


def _facts(seed: int) -> list[Fact]:
    chance = random.Random(seed)
    names = [f"person{number}" for number in range(PERSONS)] + [f"firm{number}" for number in range(FIRMS)]
    return [Fact(name, chance.choice(COUNTIES), chance.choice(YEARS), "FINE") for name in names]


def _world(facts: list[Fact]) -> policy_check.Case:
    subjects = {
        one.who: {"kind": "NATURAL_PERSON" if one.who.startswith("p") else "ENTERPRISE", "region": one.county, "name": f"样例{one.who}"}
        for one in facts
    }  # fmt: skip
    records = {
        f"record-{one.who}": {
            "item": "penalty", "subject": one.who, "source": "bureau", "state": "SHARED", "kind": [one.kind],
            "document_number": f"样罚〔{one.year}〕{number}号", "decided_on": dt.date(one.year, 5, number % 9 + 1),
            "party_name": f"样例{one.who}",
            "party_type": "NATURAL_PERSON" if one.who.startswith("p") else "ORGANISATION",
        }
        for number, one in enumerate(facts, 1)
    }  # fmt: skip
    clerk = {"role": "keeper", "department": "bureau", "jurisdiction": "350000"}
    departments = {"bureau": {"region": "350000", "name": "福建省样例局"}}
    told = {
        "departments": departments,
        "subjects": subjects,
        "records": records,
        "callers": {"keeper": clerk},
    }
    return policy_check.Case("attack", told)


def _questions(seed: int) -> Iterator[tuple[list[str], dict[str, Any]]]:
    """Keys and conditions, overlapping in every way."""
    chance = random.Random(seed)
    for _ in range(QUESTIONS):
        by = chance.sample(("COUNTY", "YEAR", "CITY"), chance.choice((0, 1, 1, 2)))
        where: dict[str, Any] = {}
        if chance.random() < 0.5:
            where["region"] = {"within": chance.choice((*COUNTIES, "350100"))}
        if chance.random() < 0.5:
            where["decidedOn"] = {"from": f"{chance.choice(YEARS)}-01-01"}
        yield by, where
    yield ["YEAR"], {}


def _fits(one: Fact, group: dict[str, Any], by: list[str], where: dict[str, Any]) -> bool:
    within = where.get("region", {}).get("within", "350000").rstrip("0")
    since = int(where.get("decidedOn", {}).get("from", "2000")[:4])
    keys = {"YEAR": one.year, "COUNTY": one.county, "CITY": one.county[:4] + "00"}
    found = {
        "YEAR": group["year"], "COUNTY": (group["county"] or {}).get("code"), "CITY": (group["city"] or {}).get("code"),
    }  # fmt: skip
    return one.county.startswith(within) and one.year >= since and all(keys[key] == found[key] for key in by)


ASKED = """query ($by: [PenaltyCountKey!]!, $where: PenaltyWhere) { penaltyCounts(by: $by, where: $where) {
  year county { code } city { code } count persons more } }"""


async def _told(db: Database, settings: Settings, facts: list[Fact], seed: int) -> list[Cell]:
    world, cells = _world(facts), []
    async with db.writing() as session:
        await policy_check._build(session, world, Clock(settings))
    for by, where, group in await _cells(db, settings, world, _questions(seed)):
        fitting = {one.who for one in facts if _fits(one, group, by, where)}
        firms = sum(one.startswith("firm") for one in fitting)
        rest = group["count"] - firms + (group["persons"] or 0)
        cells.append(Cell(frozenset(one for one in fitting if one.startswith("person")), rest))
    return cells


async def _cells(
    db: Database,
    settings: Settings,
    world: policy_check.Case,
    questions: Iterable[tuple[list[str], dict[str, Any]]],
) -> list[tuple[list[str], dict[str, Any], dict[str, Any]]]:
    """Every group that the clerk is told, with what it asked."""
    caller = policy_check._caller(world, "keeper", 1)

    async def same(one: Any) -> Any:  # noqa: ANN401 - the caller
        return one

    engine, cells = Engine(schema(), db, Clock(settings), same), []
    for by, where in questions:
        body = json.loads((await engine.answer(Request(ASKED, {"by": by, "where": where}), caller)).body)
        cells += [(by, where, group) for group in body["data"]["penaltyCounts"]]
    return cells


def _isolated(cells: list[Cell]) -> set[str]:
    """Persons of whom a difference of one, two or three cells, or all of them solved at once, tells that they are on record."""
    found = {next(iter(one.persons)) for one in cells if len(one.persons) == one.rest == 1}
    distinct = sorted({(tuple(sorted(one.persons)), one.rest) for one in cells})
    for (whole, total), *parts in itertools.chain(
        itertools.permutations(distinct, 2), itertools.permutations(distinct[:30], 3)
    ):
        left, rest = set(whole), total
        for part, number in parts:
            if not set(part) <= left:
                break
            left, rest = left - set(part), rest - number
        else:
            found |= left if len(left) == rest == 1 else set()
    return found | _solved(distinct)


def _solved(distinct: list[tuple[tuple[str, ...], int]]) -> set[str]:
    """Gauss over the rationals: a person whose row stands alone, with one on the other side. Equations that contradict solve nothing."""
    names = sorted({one for persons, _ in distinct for one in persons})
    rows = [[Fraction(one in persons) for one in names] + [Fraction(rest)] for persons, rest in distinct]
    done = 0
    for column in range(len(names)):
        pivot = next((number for number in range(done, len(rows)) if rows[number][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        rows[done] = [value / rows[done][column] for value in rows[done]]
        for number, row in enumerate(rows):
            if number != done and row[column]:
                rows[number] = [a - row[column] * b for a, b in zip(row, rows[done], strict=True)]
        done += 1
    if any(row[-1] and not any(row[:-1]) for row in rows):
        return set()
    alone = (row for row in rows if sum(map(bool, row[:-1])) == 1 and row[-1] == 1)
    return {names[next(place for place, value in enumerate(row) if value)] for row in alone}


async def test_no_person_is_isolated(db: Database, settings: Settings, tell: Callable[[str], None]) -> None:
    cells = await _told(db, settings, _facts(1), 1)

    assert _isolated(cells) == set()
    assert (
        _isolated([one for one in cells if one.rest]) == set()
    )  # taken as what they are: answers about persons
    assert any(one.rest for one in cells)  # persons are counted somewhere
    tell(
        f"counts: {len(cells)} cells attacked by differences of 2 and 3 and by elimination, 0 persons isolated"
    )


async def test_the_same_attack_breaks_a_rule_that_only_withholds_small_groups(
    db: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def weak(row: Any) -> Any:  # noqa: ANN401 - SQLAlchemy's expressions
        natural = row.main.c.natural
        people = sa.func.count(sa.distinct(row.main.c.subject_id)).filter(natural)
        return sa.func.count().filter(sa.not_(natural)) + sa.case(
            (people >= fewest(), people), else_=counts._whole(0)
        )

    monkeypatch.setattr(counts, "_organisations_only", lambda _: sa.true())
    monkeypatch.setattr(counts, "_bodies", weak)

    cells = [one for one in await _told(db, settings, _facts(1), 1) if one.rest]

    assert _isolated(cells)


async def _persons_of_2026(db: Database, settings: Settings) -> list[int | None]:
    cells = await _cells(db, settings, _world(CROWD), [(["YEAR"], {})])
    return [group["persons"] for _, _, group in cells if group["year"] == 2026]


CROWD = [Fact(f"person{number}", "350102", 2026, "FINE") for number in range(9)] + [
    Fact("firm", "350102", 2026, "FINE")
]
"""Nine persons of one county, of whom some are not on record yet."""


async def _become(owner: asyncpg.Connection[Any], state: str, *numbers: int) -> None:
    """Records come into the clerk's sight, or leave it."""
    names = [f"样例person{number}" for number in numbers]
    await owner.execute(
        "UPDATE penalty SET state = $1 WHERE id IN (SELECT id FROM penalty_person WHERE party_name = ANY($2))",
        state,
        names,
    )


@pytest.mark.parametrize("planted", [False, True], ids=["as it is", "counted as they stand"])
async def test_who_asks_before_and_after_one_record_came_or_went_learns_nothing(
    db: Database,
    settings: Settings,
    owner: asyncpg.Connection[Any],
    monkeypatch: pytest.MonkeyPatch,
    planted: bool,
) -> None:
    async with db.writing() as session:
        await policy_check._build(session, _world(CROWD), Clock(settings))
    await _become(owner, "DRAFT", 5, 6, 7, 8)
    await owner.execute("DELETE FROM counted_person")
    today, months = Clock(settings).today(), itertools.count(1)
    if planted:
        monkeypatch.setattr(counts, "_public", lambda _: True)
    told = []

    async def asked(*, month: bool = False) -> None:
        day = add_months(today, next(months)) if month else today
        async with db.writing() as session:
            await headcount.renew(session, day)
        told.append((await _persons_of_2026(db, settings))[0])

    await asked()
    await _become(owner, "SHARED", 5)  # a sixth person comes
    await asked()
    await asked(month=True)
    await _become(owner, "DRAFT", 5)  # and goes
    await asked()
    await asked(month=True)
    await _become(owner, "SHARED", 5, 6, 7)  # three come
    await asked()
    await asked(month=True)

    assert told == ([3, 6, 6, 3, 3, 6, 6] if planted else [3, 3, 3, 3, 3, 3, 6])


async def test_an_answer_that_ends_before_its_groups_do_says_so(
    db: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = [Fact(f"firm{number}", county, 2026, "FINE") for number, county in enumerate(COUNTIES)]
    monkeypatch.setattr(counts, "GROUPS", 2)
    async with db.writing() as session:
        await policy_check._build(session, _world(facts), Clock(settings))

    three = await _cells(db, settings, _world(facts), [(["COUNTY"], {})])
    two = await _cells(db, settings, _world(facts), [(["COUNTY"], {"region": {"within": "350100"}})])

    assert [group["more"] for _, _, group in three] == [True, True]
    assert [group["more"] for _, _, group in two] == [False, False]
