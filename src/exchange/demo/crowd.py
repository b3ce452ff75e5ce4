"""The crowd around the sample world: blocks of subjects and records that can be made side by side, in any order.

Everything in a block hangs on the seed and the number of the block, so that any number of workers make the same world. Its bodies are
made like those of the sample world; public bodies and offices are those of the sample world themselves.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exchange.demo import bodies, breaches, businesses, numbers, penalties, people
from exchange.demo.bodies import Body
from exchange.demo.filing import Filing
from exchange.demo.seed import Seed
from exchange.divisions import Level

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from exchange.demo.filing import Case
    from exchange.records.load import PastRecord

BLOCK = 1_000
"""Records of a block."""
_YEARS = 6.0
_FIRST = 10_000
"""The first running number: those below are of the sample world."""
_KINDS = {"enterprise": 62, "shop": 17, "cooperative": 3, "person": 24, "servant": 3, "public": 4}
"""Weights of the subjects: a tenth of the records is about persons, the records of public bodies a few in a hundred."""
_COUNTS = {0: 8, 1: 42, 2: 21, 3: 11, 4: 6, 5: 4, 7: 3, 9: 2, 14: 2, 40: 1}
"""Weights of how many records a subject has: most have one, a few very many."""
_BORN, _DAYS = dt.date(1962, 1, 1), 13_000
_STEP = 7_919
"""No common divisor with the days, so that running numbers go through all of them."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What all blocks share: the public bodies, the counties, the firms that public bodies broke faith with."""

    seed: Seed
    today: dt.date
    offices: dict[str, Body]
    judged: tuple[Body, ...]
    usual: tuple[Body, ...]
    firms: list[Body]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """New subjects, and records of these and of public bodies."""

    subjects: tuple[Body, ...]
    records: tuple[PastRecord, ...]


def stage(today: dt.date, number: int) -> Stage:
    """What the blocks of a seed share."""
    seed = Seed(number)
    governments, departments = bodies.governments(seed), bodies.departments(seed)
    public = [*governments, *departments, *bodies.provincial(seed)]
    local = [one for one in bodies.local(seed) if one.kind != "SOCIAL_ORGANISATION"]
    told = [one for one in (*governments, *departments) if one.region != "350000" and _is_judged(one)]
    return Stage(
        seed=seed,
        today=today,
        offices={one.office: one for one in public if one.office},
        judged=(*told, *local),
        usual=tuple(one for one in departments if one.name.endswith("局")),
        firms=list(businesses.businesses(seed)),
        places=tuple(one.code for one in bodies.governed() if one.level is Level.COUNTY),
    )


def _is_judged(one: Body) -> bool:
    return not str(one.office).endswith(("_COURT", "_SUPERVISION", "_ORGANISATION"))


def block(on: Stage, number: int, size: int) -> Block:
    """A block of so many records."""
    filing = Filing(on.seed, on.today, on.offices, first=_FIRST + number * BLOCK, years=_YEARS)
    draw = on.seed.draws("block", number)
    subjects: list[Body] = []
    records: list[PastRecord] = []
    while len(records) < size:
        kind = draw.choices(tuple(_KINDS), tuple(_KINDS.values()))[0]
        if kind == "public":
            body = draw.choice(on.judged)
        else:
            body = _made(on, kind, _FIRST + number * BLOCK + len(subjects))
            subjects.append(body)
        count = 1 if body.natural or kind == "public" else _count(draw)
        cases = _cases(filing, on, body, range(len(records), min(len(records) + count, size)), number)
        records.extend(map(filing.record, cases))
    return Block(tuple(subjects), tuple(records))


def _count(draw: Random) -> int:
    return draw.choices(tuple(_COUNTS), tuple(_COUNTS.values()))[0]


def _cases(filing: Filing, on: Stage, body: Body, which: range, number: int) -> Iterator[Case]:
    """Cases of a body; their numbers are unlike those of any other block and of the sample world."""
    for one in which:
        case = _FIRST + number * BLOCK + one
        if body.kind == "CIVIL_SERVANT":
            yield breaches.sanction(filing, body, on.firms, case)
        elif body.office or body.kind in _PUBLIC:
            yield breaches.breach(filing, body, on.firms, case)
        else:
            yield penalties.penalty(filing, body, case)


_PUBLIC = {"TOWNSHIP", "VILLAGE_COMMITTEE", "PUBLIC_INSTITUTION"}


def _made(on: Stage, kind: str, number: int) -> Body:
    if kind in _BUSINESSES:
        return _BUSINESSES[kind](on.seed, number, businesses.place(on.seed, number, list(on.places)))
    draw = on.seed.draws(kind, number)
    if kind == "servant":
        body = people.servant(on.seed, number, draw.choice(on.usual), draw)
        return Body(body.id, {**body.values, **_document(body.region, number)}, body.links)
    region = draw.choice(on.places)
    values = {
        **people.person(draw, region, number),
        **_document(region, number),
        "kind": "NATURAL_PERSON",
        "status": "ACTIVE",
    }
    return Body(on.seed.id("person", number), values)


_BUSINESSES = {
    "enterprise": businesses.enterprise,
    "shop": businesses.shop,
    "cooperative": businesses.cooperative,
}


def _document(region: str, number: int) -> dict[str, Any]:
    """Nobody else's: day of birth and sequence follow the running number."""
    born = _BORN + dt.timedelta(days=number // 100 * _STEP % _DAYS)
    return {"document_number": numbers.document(region, born, number)}
