"""Enterprises, self-employed businesses, cooperatives and village collectives, and the bodies that old files know by name only.

A code keeps the area of the office that issued it: some are of counties that are gone. A few codes fail their check digit and were
confirmed by the department that supplied them.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from exchange.demo import names, numbers
from exchange.demo.bodies import Body, Former, governed, title
from exchange.demo.seed import often
from exchange.divisions import Level, divisions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from exchange.demo.seed import Seed
    from exchange.divisions import Division

ENTERPRISES, SHOPS, COOPERATIVES, UNRESOLVED = 1_000, 260, 90, 30
STORY = 1
"""The first number of a business is that of the story's enterprise."""
_OVERRIDDEN = 97
_RENAMED = 12


def businesses(seed: Seed) -> Iterator[Body]:
    """All of them; running numbers of their codes follow on each other."""
    places = [one.code for one in governed() if one.level is Level.COUNTY]
    first = STORY + 1
    for number in range(first, first + ENTERPRISES):
        yield enterprise(seed, number, place(seed, number, places))
    first += ENTERPRISES
    for number in range(first, first + SHOPS):
        yield shop(seed, number, place(seed, number, places))
    first += SHOPS
    for number in range(first, first + COOPERATIVES):
        yield cooperative(seed, number, place(seed, number, places))


def unresolved(seed: Seed, known: list[Body]) -> Iterator[Body]:
    """Bodies without a code; every third was found to be a known one since."""
    for number in range(UNRESOLVED):
        draw = seed.draws("unresolved", number)
        twin = draw.choice([one for one in known if one.kind == "ENTERPRISE"])
        found = number % 3 == 0
        name = twin.name if found else names.enterprise(draw, title(twin.region))[0]
        values = {
            "kind": "ENTERPRISE",
            "name": name,
            "region": twin.region,
            "status": "ACTIVE",
            "unresolved": True,
        }
        yield Body(seed.id("unresolved", number), values, {"same_as_id": twin.id} if found else {})


def place(seed: Seed, number: int, places: list[str]) -> str:
    """Where it is: the cities' districts have more of them."""
    draw = seed.draws("place", number)
    return draw.choice([code for code in places if code[4] == "0"] if often(draw, 0.5) else places)


def enterprise(seed: Seed, number: int, region: str) -> Body:
    """An enterprise; what it is hangs on its running number."""
    draw = seed.draws("enterprise", number)
    name, _ = names.enterprise(draw, title(region))
    founded = _founded(draw)
    code = numbers.business_code(numbers.ENTERPRISE, _issuer(draw, region, founded), number)
    overridden = number % _OVERRIDDEN == 0
    values = {
        "kind": "ENTERPRISE",
        "name": name,
        "credit_code": numbers.broken(code) if overridden else code,
        "credit_code_override": overridden,
        "organisation_code": code[8:17],
        "region": region,
        "status": draw.choices(("ACTIVE", "REVOKED", "DEREGISTERED", "SUSPENDED"), (92, 4, 3, 1))[0],
        "founded_on": founded,
        **_person_in_charge(draw, region, number),
        "unresolved": False,
    }
    former: tuple[Former, ...] = ()
    if number % _RENAMED == 0:
        former = (Former(names.enterprise(draw, title(region))[0], founded, date(2021, 6, 1)),)
    return Body(seed.id("business", number), values, {}, former)


def shop(seed: Seed, number: int, region: str) -> Body:
    """A self-employed business."""
    draw = seed.draws("shop", number)
    values = {
        "kind": "SELF_EMPLOYED",
        "name": names.shop(draw, title(region)),
        "credit_code": numbers.business_code(numbers.SELF_EMPLOYED, region, number),
        "region": region,
        "status": "ACTIVE",
        "founded_on": _founded(draw),
        **_person_in_charge(draw, region, number),
        "unresolved": False,
    }
    return Body(seed.id("business", number), values)


def cooperative(seed: Seed, number: int, region: str) -> Body:
    """A cooperative, or every third time a village collective."""
    draw = seed.draws("cooperative", number)
    village = f"{title(region)}{names.village(number, draw)}"
    collective = number % 3 == 0
    values = {
        "kind": "COOPERATIVE",
        "name": f"{village}股份经济合作社" if collective else f"{village}茶叶专业合作社",
        "credit_code": numbers.business_code(
            numbers.COLLECTIVE if collective else numbers.COOPERATIVE, region, number
        ),
        "region": region,
        "status": "ACTIVE",
        "founded_on": _founded(draw),
        **_person_in_charge(draw, region, number),
        "unresolved": False,
    }
    return Body(seed.id("business", number), values)


def _person_in_charge(draw: Random, region: str, number: int) -> dict[str, object]:
    born = date(draw.randrange(1960, 1996), draw.randrange(1, 13), draw.randrange(1, 29))
    return {
        "legal_representative": names.person(draw),
        "legal_representative_id_type": "RESIDENT_ID",
        "legal_representative_id_number": numbers.document(region, born, number),
        "address": names.address(draw, title(region)),
    }


def _founded(draw: Random) -> date:
    return date(draw.randrange(1998, 2017), draw.randrange(1, 13), draw.randrange(1, 29))


def _issuer(draw: Random, region: str, founded: date) -> str:
    """The area in the code: mostly the county; of old enterprises the county it then was."""
    past = [one.code for one in _before(region) if one.valid.covers(founded)]
    return draw.choice(past) if past else region


@cache
def _before(region: str) -> tuple[Division, ...]:
    """The divisions that a county took the place of."""
    return tuple(
        one
        for one in divisions()
        if not one.in_force and one.successors[:1] == (region,) and one.code != region
    )
