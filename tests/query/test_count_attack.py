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

import sqlalchemy as sa

from exchange import policy_check
from exchange.api.engine import Engine, Request
from exchange.api.schema import schema
from exchange.clock import Clock
from exchange.query import counts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pytest

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
  year county { code } city { code } count persons } }"""


async def _told(db: Database, settings: Settings, facts: list[Fact], seed: int) -> list[Cell]:
    world = _world(facts)
    async with db.writing() as session:
        await policy_check._build(session, world, Clock(settings))
    caller = policy_check._caller(world, "keeper", 1)

    async def same(one: Any) -> Any:  # noqa: ANN401 - the caller
        return one

    engine, cells = Engine(schema(), db, Clock(settings), same), []
    for by, where in _questions(seed):
        body = json.loads((await engine.answer(Request(ASKED, {"by": by, "where": where}), caller)).body)
        for group in body["data"]["penaltyCounts"]:
            fitting = {one.who for one in facts if _fits(one, group, by, where)}
            firms = sum(one.startswith("firm") for one in fitting)
            rest = group["count"] - firms + (group["persons"] or 0)
            cells.append(Cell(frozenset(one for one in fitting if one.startswith("person")), rest))
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
    def weak(_: Any, groups: Any) -> dict[str, Any]:  # noqa: ANN401 - SQLAlchemy's expressions
        told = sa.case((groups.c.people >= counts._whole(counts.FEWEST), groups.c.people))
        return {"persons": told, "personsWithheld": sa.null()}

    monkeypatch.setattr(counts, "_fixed", lambda _: True)
    monkeypatch.setattr(counts, "_told", weak)

    cells = [one for one in await _told(db, settings, _facts(1), 1) if one.rest]

    assert _isolated(cells)
