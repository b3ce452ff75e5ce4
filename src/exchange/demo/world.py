"""The plan of the world: everybody in it and everything that was decided, worked out from a seed and a day without a database.

The same seed and day give the same world. Its dates hang on the day, so that it does not age.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exchange.demo import (
    bodies,
    breaches,
    businesses,
    complaints,
    debtors,
    licences,
    listings,
    oversight,
    penalties,
    people,
    promises,
    rights,
    standing,
    story,
)
from exchange.demo.duties import Duties
from exchange.demo.filing import Filing
from exchange.demo.seed import Seed
from exchange.divisions import Level

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from uuid import UUID

    from exchange.cases.load import PastCase as ToldCase
    from exchange.demo.bodies import Body, Office
    from exchange.demo.cases import PastCase
    from exchange.demo.filing import Case
    from exchange.records.load import PastRecord

SEED = 20170704
_PENALTIES = {
    "ENTERPRISE": (3, 4, 3, 2),
    "SELF_EMPLOYED": (3, 4, 2),
    "COOPERATIVE": (6, 3, 1),
    "NATURAL_PERSON": (0, 5, 2),
}
_DEBTORS = {
    "ENTERPRISE": (9, 1), "SELF_EMPLOYED": (14, 1), "NATURAL_PERSON": (7, 1), "TOWNSHIP": (20, 1), "VILLAGE_COMMITTEE": (20, 1),
    "PUBLIC_INSTITUTION": (20, 1), "GOVERNMENT": (25, 1),
}  # fmt: skip
_FURTHER: tuple[tuple[str, Callable[[Filing, Body, int], Case], dict[str, tuple[int, ...]]], ...] = (
    ("licences", licences.licence, {"ENTERPRISE": (1, 4, 3), "SELF_EMPLOYED": (2, 5), "COOPERATIVE": (4, 3)}),
    ("abnormal", listings.abnormal, {"ENTERPRISE": (14, 1), "SELF_EMPLOYED": (20, 1)}),
    ("serious", listings.serious, {"ENTERPRISE": (40, 1)}),
    ("tax", listings.tax, {"ENTERPRISE": (50, 1)}),
    ("commendations", standing.commendation, {"ENTERPRISE": (9, 1), "COOPERATIVE": (9, 1)}),
    ("awards", standing.award, {"TOWNSHIP": (14, 1)}),
    ("training", standing.training, {"CIVIL_SERVANT": (3, 1)}),
    ("commitments", standing.commitment, {"ENTERPRISE": (5, 1), "SELF_EMPLOYED": (12, 1)}),
    ("evaluations", standing.evaluation, {"GOVERNMENT": (0, 0, 1)}),
)
"""Records that a body may have beside those that are held against it: what, how made, and weights by kind of subject."""
_BREACHES = {
    "GOVERNMENT": (0, 3, 3, 2), "DEPARTMENT": (3, 5, 2), "TOWNSHIP": (3, 4, 1), "VILLAGE_COMMITTEE": (6, 3), "PUBLIC_INSTITUTION": (5, 4),
}  # fmt: skip
"""Weights of having none, one, two, … records, by kind of subject."""
_JUDGES = ("_COURT", "_SUPERVISION", "_ORGANISATION")
"""Kinds of offices that have no records of their own here: they judge others."""


@dataclass(frozen=True, slots=True)
class World:
    """Everything that is loaded. `story` are the subjects that documents name, `agreement` the id of the market regulator's."""

    seed: int
    agreement: UUID
    offices: tuple[Office, ...]
    subjects: tuple[Body, ...]
    records: tuple[PastRecord, ...]
    cases: tuple[PastCase, ...]
    story: dict[str, Body]
    told: tuple[ToldCase, ...] = ()


def plan(today: dt.date, number: int = SEED) -> World:
    """The world of a day."""
    seed = Seed(number)
    governments, departments, provincial = (
        bodies.governments(seed),
        bodies.departments(seed),
        bodies.provincial(seed),
    )
    firms = list(businesses.businesses(seed))
    told = story.subjects(seed)
    places = [one.code for one in bodies.governed() if one.level is Level.COUNTY]
    subjects = (
        *governments, *departments, *provincial, *bodies.local(seed), *firms, *businesses.unresolved(seed, firms),
        *people.servants(seed, departments), *people.persons(seed, places), *told.values(),
    )  # fmt: skip
    offices = {one.office: one for one in subjects if one.office}
    filing = Filing(seed, today, offices)
    cases = [*story.cases(filing, told, governments), *_cases(filing, subjects, firms)]
    public = [*governments, *departments, *provincial]
    records = (
        *map(filing.record, cases),
        *story.replaced(filing, firms, governments),
        *story.spelled_twice(filing, firms),
    )
    duties = Duties(seed, today, {one.id: one for one in subjects})
    followed = (*duties.cases(records), *duties.notices(records))
    return World(
        seed=number,
        agreement=seed.id("agreement"),
        offices=tuple(bodies.offices(public)),
        subjects=subjects,
        records=records,
        cases=(
            *complaints.complaints(seed, today, told["enterprise"]),
            *promises.promises(seed, today, told["enterprise"]),
            *rights.rights(seed, today, records),
            *oversight.oversight(seed, today, followed),
        ),
        story=told,
        told=followed,
    )


def _cases(filing: Filing, subjects: tuple[Body, ...], firms: list[Body]) -> Iterator[Case]:
    for body in subjects:
        if body.kind in _DEBTORS and body.region[2:4] != "00" and not body.values["unresolved"]:
            yield from (
                debtors.debtor(filing, body, one)
                for one in range(_count(filing, body, _DEBTORS[body.kind], "debtors"))
            )
        for of, made, had in () if body.values.get("unresolved") else _FURTHER:
            if body.kind in had:
                yield from (
                    made(filing, body, one) for one in range(_count(filing, body, had[body.kind], of))
                )
        if body.kind == "CIVIL_SERVANT":
            yield from (
                breaches.sanction(filing, body, firms, one) for one in range(_count(filing, body, (2, 6, 2)))
            )
        elif body.kind in _PENALTIES:
            weights = (0, 1) if body.values["unresolved"] else _PENALTIES[body.kind]
            yield from (penalties.penalty(filing, body, one) for one in range(_count(filing, body, weights)))
        elif body.kind in _BREACHES and body.region != "350000" and not str(body.office).endswith(_JUDGES):
            yield from (
                breaches.breach(filing, body, firms, one)
                for one in range(_count(filing, body, _BREACHES[body.kind]))
            )


def _count(filing: Filing, body: Body, weights: tuple[int, ...], of: str = "count") -> int:
    """How many records a body has; the story's people have theirs already, but for licences."""
    if of != "licences" and body.id in {
        filing.seed.id("story", name) for name in ("enterprise", "servant", "person-1", "person-2")
    }:
        return 0
    return filing.seed.draws(of, body.id).choices(range(len(weights)), weights)[0]
