"""Civil servants and other natural persons. Whoever leads a department is appointed by the government above it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from exchange.demo import names, numbers
from exchange.demo.bodies import Body

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from exchange.demo.seed import Seed

SERVANTS, PERSONS = 640, 240
_POSTS = (
    ("局长", "DIVISION_CHIEF", "ORGANISATION"), ("副局长", "DIVISION_DEPUTY", "GOVERNMENT"), ("科长", "SECTION_CHIEF", "GOVERNMENT"),
    ("一级主任科员", "SECTION_1", "GOVERNMENT"), ("科员", "CLERK_1", "HUMAN_RESOURCES"),
)  # fmt: skip


def servants(seed: Seed, departments: list[Body]) -> Iterator[Body]:
    """Civil servants of the departments of cities and counties."""
    usual = [one for one in departments if one.name.endswith("局")]
    for number in range(SERVANTS):
        draw = seed.draws("servant", number)
        yield servant(seed, number, draw.choice(usual), draw)


def servant(seed: Seed, number: int, employer: Body, draw: Random) -> Body:
    """One of them."""
    post, rank, manager = draw.choice(_POSTS)
    values = {
        **person(draw, employer.region, number),
        "kind": "CIVIL_SERVANT",
        "status": draw.choices(("IN_POST", "RETIRED", "LEFT"), (88, 8, 4))[0],
        "employer": employer.name,
        "post": post,
        "rank": rank,
        "managed_by": f"{employer.region}_{manager}",
    }
    return Body(seed.id("servant", number), values, {"superior_id": employer.id})


def persons(seed: Seed, places: list[str]) -> Iterator[Body]:
    """People who are parties of penalties."""
    for number in range(PERSONS):
        draw = seed.draws("person", number)
        values = {**person(draw, draw.choice(places), number), "kind": "NATURAL_PERSON", "status": "ACTIVE"}
        yield Body(seed.id("person", number), values)


def person(draw: Random, region: str, number: int) -> dict[str, object]:
    """What every natural person has."""
    born = date(draw.randrange(1962, 1998), draw.randrange(1, 13), draw.randrange(1, 29))
    return {
        "name": names.person(draw),
        "region": region,
        "document_type": "RESIDENT_ID",
        "document_number": numbers.document(region, born, number),
        "phone": numbers.phone(draw),
        "unresolved": False,
    }
