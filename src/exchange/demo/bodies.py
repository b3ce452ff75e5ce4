"""Public bodies: governments and their departments as everybody knows them, townships, villages and institutions below them.

A department is two things at once: a row of the registry (records come from it, clients belong to it) and a subject (records can be
about it). Its registry code is division and kind, `350102_MARKET`; that of a government ends in `_GOVERNMENT`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from exchange.demo import names, numbers
from exchange.divisions import Level, divisions
from exchange.model import NATURAL_KINDS
from exchange.reference import table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from exchange.demo.seed import Seed
    from exchange.divisions import Division

PINGTAN = "350128"
KINDS = {
    "DRC": "发展和改革局", "FINANCE": "财政局", "MARKET": "市场监督管理局", "HOUSING": "住房和城乡建设局",
    "NATURAL_RESOURCES": "自然资源局", "HUMAN_RESOURCES": "人力资源和社会保障局", "SUPERVISION": "监察委员会",
    "ORGANISATION": "委组织部", "EMERGENCY": "应急管理局", "URBAN": "城市管理局", "TRANSPORT": "交通运输局",
    "ECOLOGY": "生态环境局", "COURT": "人民法院",
}  # fmt: skip
"""Kinds of departments below the province; a county has the first nine and its court."""
COUNTY_KINDS = (*tuple(KINDS)[:9], "COURT")


@dataclass(frozen=True, slots=True)
class Former:
    """A name borne earlier."""

    name: str
    valid_from: date | None
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class Body:
    """A subject: field values, links to others, former names. `office` is its code in the registry of departments, if it has one."""

    id: UUID
    values: dict[str, Any]
    links: dict[str, UUID] = field(default_factory=dict)
    former: tuple[Former, ...] = ()
    office: str | None = None

    @property
    def kind(self) -> str:
        """Kind of subject."""
        return str(self.values["kind"])

    @property
    def name(self) -> str:
        """Name."""
        return str(self.values["name"])

    @property
    def region(self) -> str:
        """Division code."""
        return str(self.values["region"])

    @property
    def natural(self) -> bool:
        """A natural person?"""
        return self.kind in NATURAL_KINDS

    @property
    def credit_code(self) -> str | None:
        """Credit code; None for persons and unresolved bodies."""
        found: str | None = self.values.get("credit_code")
        return found


@dataclass(frozen=True, slots=True)
class Office:
    """A row of the registry of departments that this world adds."""

    code: str
    name: str
    credit_code: str
    region: str
    superior: str


def title(code: str) -> str:
    """A division with the city before a district: 福州市鼓楼区, 晋江市, 福建省."""
    one, above = divisions().successor(code), divisions().path(code).city
    district = one.level is Level.COUNTY and one.name.endswith("区")
    return (
        divisions().successor(above).name if district and above not in {None, code} and above else ""
    ) + one.name


def governed() -> list[Division]:
    """The divisions with a government of the province: Jinmen has a code and no administration."""
    return sorted((one for one in divisions().in_force if one.administered), key=lambda one: one.code)


def governments(seed: Seed) -> list[Body]:
    """One for each division, 平潭 by its management committee, each under the one above."""
    found = []
    for number, one in enumerate(governed(), 1):
        values = {
            **_public("GOVERNMENT", government_name(one.code), one.code),
            "credit_code": numbers.office_code(numbers.OFFICE, one.code, number),
        }
        above = {"superior_id": government_id(seed, one.parent)} if one.parent else {}
        code = f"{one.code}_GOVERNMENT"
        found.append(Body(government_id(seed, one.code), values, above, _renamed(one), code))
    return found


def government_id(seed: Seed, code: str) -> UUID:
    """The id of a division's government."""
    return seed.id("government", code)


def government_name(code: str) -> str:
    """`福州市鼓楼区人民政府`."""
    return "平潭综合实验区管理委员会" if code == PINGTAN else f"{title(code)}人民政府"


def _renamed(one: Division) -> tuple[Former, ...]:
    """What the government was called before a county became a city or a district."""
    before = [
        past
        for past in divisions()
        if not past.in_force and past.successors[:1] == (one.code,) and past.valid.end == one.valid.start
    ]
    if len(before) != 1 or before[0].name == one.name:
        return ()
    past = before[0]
    return (Former(f"{past.name}人民政府", past.valid.start, past.valid.end),)


def departments(seed: Seed) -> list[Body]:
    """Departments of cities and counties."""
    found: list[Body] = []
    for one in governed():
        if one.level is Level.PROVINCE:
            continue
        for kind in KINDS if one.level is Level.CITY else COUNTY_KINDS:
            number = 1_000 + len(found)
            values = {
                **_public("DEPARTMENT", department_name(one, kind), one.code),
                "credit_code": numbers.office_code(numbers.OFFICE, one.code, number),
            }
            above = {"superior_id": government_id(seed, one.code)}
            former: tuple[Former, ...] = ()
            if kind == "MARKET":
                former = (Former(f"{title(one.code)}工商行政管理局", date(2002, 1, 1), date(2019, 3, 1)),)
            code = f"{one.code}_{kind}"
            found.append(Body(seed.id("department", code), values, above, former, code))
    return found


def department_name(one: Division, kind: str) -> str:
    """`福州市鼓楼区市场监督管理局`; a city's court is the intermediate one, the party's organs bear the party's name."""
    if kind == "COURT" and one.level is Level.CITY:
        return f"{one.name}中级人民法院"
    return ("中共" if kind == "ORGANISATION" else "") + title(one.code) + KINDS[kind]


def provincial(seed: Seed) -> list[Body]:
    """The departments that the registry has already, as subjects; a replaced one leads to its successor."""
    found = []
    for line in table("department"):
        validity = line.validity()
        ended = line.optional("successor")
        kind = "PUBLIC_INSTITUTION" if line.text("credit_code").startswith("12") else "DEPARTMENT"
        values = {
            **_public(kind, line.text("zh"), line.text("division")),
            "credit_code": line.text("credit_code"),
            "status": "MERGED" if ended else "ACTIVE",
            "founded_on": validity.start,
        }
        links = {"superior_id": government_id(seed, "350000")}
        if ended:
            links["successor_id"] = seed.id("department", ended)
        before = next(
            (
                one.text("code")
                for one in table("department")
                if one.optional("successor") == line.text("code")
            ),
            None,
        )
        if before:
            links["predecessor_id"] = seed.id("department", before)
        found.append(Body(seed.id("department", line.text("code")), values, links, (), line.text("code")))
    return found


def offices(bodies: list[Body]) -> list[Office]:
    """The registry rows of governments, cities and counties; the provincial departments stand there already."""
    known = {line.text("code") for line in table("department")}
    codes = {one.id: one.office for one in bodies}
    return [
        Office(
            one.office,
            one.name,
            str(one.credit_code),
            one.region,
            codes.get(one.links.get("superior_id", one.id)) or one.office,
        )
        for one in bodies
        if one.office and one.office not in known
    ]


def local(seed: Seed) -> Iterator[Body]:
    """Townships, village committees, public institutions and associations of every county."""
    for place in (one for one in governed() if one.level is Level.COUNTY):
        draw = seed.draws("local", place.code)
        above = {"superior_id": government_id(seed, place.code)}
        for number, town in enumerate(names.TOWNS.get(place.code, ("城关镇", f"{names.MARK}溪镇"))):
            office = "街道办事处" if town.endswith("街道") else "人民政府"
            name = (
                f"{title(place.code)}{town.removesuffix('街道') if office == '街道办事处' else town}{office}"
            )
            yield _small(seed, "TOWNSHIP", name, place.code, numbers.OFFICE, 2_000 + number, above)
        for number in range(2):
            name = f"{title(place.code)}{names.village(number, draw)}村民委员会"
            yield _small(seed, "VILLAGE_COMMITTEE", name, place.code, numbers.VILLAGE, 3_000 + number, above)
        name = title(place.code) + draw.choice(names.INSTITUTIONS)
        yield _small(seed, "PUBLIC_INSTITUTION", name, place.code, numbers.INSTITUTION, 4_000, above)
        association = f"{title(place.code)}{names.MARK}{draw.choice(names.ASSOCIATIONS)}"
        yield _small(seed, "SOCIAL_ORGANISATION", association, place.code, numbers.SOCIAL, 5_000, {})


def _small(
    seed: Seed, kind: str, name: str, region: str, registration: str, number: int, above: dict[str, UUID]
) -> Body:
    draw = seed.draws(kind, region, number)
    values = {
        **_public(kind, name, region),
        "credit_code": numbers.office_code(registration, region, number),
        "legal_representative": names.person(draw),
        "address": names.address(draw, title(region)),
        "founded_on": date(draw.randrange(1985, 2016), draw.randrange(1, 13), draw.randrange(1, 28)),
    }
    return Body(seed.id(kind, region, number), values, above)


def _public(kind: str, name: str, region: str) -> dict[str, Any]:
    return {"kind": kind, "name": name, "region": region, "status": "ACTIVE", "unresolved": False}
