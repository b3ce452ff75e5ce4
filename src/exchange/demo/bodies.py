"""Whom records are about, and who makes them: governments, departments, townships, villages, enterprises, persons."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from exchange.demo import names
from exchange.demo.numbers import Numbers, citizen, wrong_check_digit
from exchange.divisions import divisions

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterator

    from exchange.demo.chance import Chance
    from exchange.divisions import Division

KINDS = {
    "MARKET": ("市场监督管理局", "市监"),
    "HOUSING": ("住房和城乡建设局", "建"),
    "ECOLOGY": ("生态环境局", "环"),
    "TRANSPORT": ("交通运输局", "交"),
    "DRC": ("发展和改革局", "发改"),
    "FINANCE": ("财政局", "财"),
}
"""Departments of a city; a county has the first three."""
COUNTY_KINDS = ("MARKET", "HOUSING", "ECOLOGY")
PINGTAN = "350128"


@dataclass(frozen=True, slots=True)
class Office:
    """A department of the registry."""

    code: str
    name: str
    short: str
    credit_code: str
    region: str


@dataclass(slots=True)
class Body:
    """A subject."""

    id: uuid.UUID
    values: dict[str, Any]
    links: dict[str, Any] = field(default_factory=dict)
    former: tuple[tuple[str, dt.date, dt.date], ...] = ()

    @property
    def kind(self) -> str:
        """Kind of subject."""
        return str(self.values["kind"])

    @property
    def name(self) -> str:
        """Its name."""
        return str(self.values["name"])

    @property
    def region(self) -> str:
        """Its division."""
        return str(self.values["region"])

    @property
    def natural(self) -> bool:
        """A natural person?"""
        return self.kind in {"CIVIL_SERVANT", "NATURAL_PERSON"}


class Bodies:
    """Everybody in the world, made in one order."""

    def __init__(self, chance: Chance, today: dt.date) -> None:
        self._chance = chance
        self._today = today
        self._numbers = Numbers()
        self.offices: list[Office] = []
        self.governments: list[Body] = []
        self.public: list[Body] = []
        self.businesses: list[Body] = []
        self.servants: list[Body] = []
        self.persons: list[Body] = []
        self.regions = [one for one in divisions().in_force if one.administered]
        self._make()

    def all(self) -> Iterator[Body]:
        """Every subject, superior bodies first."""
        yield from (*self.governments, *self.public, *self.businesses, *self.servants, *self.persons)

    def _make(self) -> None:
        self._governments()
        for region in self.regions:
            self._offices(region)
        self._public_bodies()
        self._businesses()
        self._people()

    # --- governments and their departments ------------------------------------------------------------------------------------

    def _governments(self) -> None:
        by_code: dict[str, Body] = {}
        for region in self.regions:
            name = f"{region.name}人民政府" if region.code != PINGTAN else "平潭综合实验区管理委员会"
            links = {"superior_id": by_code[region.parent].id} if region.parent in by_code else {}
            body = self._body("GOVERNMENT", name, region.code, "11", links=links)
            by_code[region.code] = body
            self.governments.append(body)

    def _offices(self, region: Division) -> None:
        if region.code == "350000":
            return
        county = region.code in {one.code for one in self.regions if not one.code.endswith("00")}
        prefix = self._full_name(region)
        government = next(one for one in self.governments if one.region == region.code)
        for kind in COUNTY_KINDS if county and region.code != PINGTAN else KINDS:
            title, short = KINDS[kind]
            body = self._body(
                "DEPARTMENT", f"{prefix}{title}", region.code, "11", links={"superior_id": government.id}
            )
            self.public.append(body)
            mark = f"{names.short(region.name)}{short}"
            self.offices.append(
                Office(f"{region.code}_{kind}", body.name, mark, str(body.values["credit_code"]), region.code)
            )

    def _full_name(self, region: Division) -> str:
        path = divisions().path(region.code)
        if path.city is None or region.code in {path.city, PINGTAN}:
            return "平潭综合实验区" if region.code == PINGTAN else region.name
        city = divisions().find(path.city)
        return f"{city.name if city else ''}{region.name}"

    # --- townships, villages, institutions ------------------------------------------------------------------------------------

    def _public_bodies(self) -> None:
        chance = self._chance
        for region in self._counties():
            place = self._full_name(region)
            for street in chance.some(names.STREETS, 2):
                end = "办事处" if street.endswith("街道") else "人民政府"
                self.public.append(self._body("TOWNSHIP", f"{place}{street}{end}", region.code, "11"))
            self.public.append(
                self._body(
                    "VILLAGE_COMMITTEE", f"{place}{names.village(chance)}村民委员会", region.code, "54"
                )
            )
            if chance.often(0.4):
                self.public.append(
                    self._body("PUBLIC_INSTITUTION", f"{place}公共资源交易服务中心", region.code, "12")
                )

    def _counties(self) -> list[Division]:
        return [one for one in self.regions if not one.code.endswith("00")]

    # --- businesses -----------------------------------------------------------------------------------------------------------

    def _businesses(self) -> None:
        chance = self._chance
        self._story_enterprise()
        for region in self._counties():
            place = names.short(region.name)
            for _ in range(8):
                self.businesses.append(
                    self._business("ENTERPRISE", names.company(chance, place), region.code, "91")
                )
            for _ in range(2):
                self.businesses.append(
                    self._business("SELF_EMPLOYED", names.shop(chance, place), region.code, "92")
                )
            farm = f"{place}{names.village(chance)}农民专业合作社"
            self.businesses.append(self._business("COOPERATIVE", farm, region.code, "93"))
            if chance.often(0.3):
                title = f"{place}{chance.one(names.TRADES)}行业协会"
                self.businesses.append(self._business("SOCIAL_ORGANISATION", title, region.code, "51"))
        for body in chance.some(self.businesses[1:], 6):
            body.values |= {
                "credit_code": wrong_check_digit(str(body.values["credit_code"])),
                "credit_code_override": True,
            }
        for body in chance.some(self.businesses[1:], 25):
            body.values |= {"credit_code": None, "unresolved": True}
        for body in chance.some([one for one in self.businesses[1:] if one.kind == "ENTERPRISE"], 30):
            body.former = ((names.company(chance, body.name[:2]), dt.date(2012, 3, 1), dt.date(2019, 6, 30)),)

    def _story_enterprise(self) -> None:
        body = self._business("ENTERPRISE", "福州闽江之星贸易有限公司", "350102", "91")
        body.values |= {"credit_code": "91350102MAFJ0001XP", "legal_representative": "陈晓明"}
        body.former = (("福州闽江之星商贸行", dt.date(2010, 5, 4), dt.date(2016, 8, 15)),)
        self.businesses.append(body)

    def _business(self, kind: str, name: str, region: str, authority: str) -> Body:
        body = self._body(kind, name, region, authority)
        body.values |= {
            "legal_representative": names.person(self._chance),
            "founded_on": self._chance.day(dt.date(1998, 1, 1), self._today - dt.timedelta(days=700)),
            "status": self._chance.weighted({"ACTIVE": 18, "SUSPENDED": 1, "DEREGISTERED": 1}),
            "address": f"福建省{names.short(region)}（样例地址）",
        }
        return body

    # --- persons --------------------------------------------------------------------------------------------------------------

    def _people(self) -> None:
        chance = self._chance
        for body in chance.some(self.public, 260):
            self.servants.append(self._servant(body))
        for region in chance.some(self._counties(), 70):
            for _ in range(2):
                self.persons.append(self._person("NATURAL_PERSON", region.code, {}))

    def _servant(self, employer: Body) -> Body:
        post = self._chance.one(["科长", "副局长", "科员", "镇长", "主任", "副主任", "股长"])
        rank = self._chance.one(["一级科员", "四级主任科员", "二级主任科员", "四级调研员"])
        office = next((one.code for one in self.offices if one.region == employer.region), "FJ_ORGANISATION")
        manager = f"{divisions().path(employer.region).city or '350000'}_DRC"
        known = {one.code for one in self.offices}
        more = {
            "employer": employer.name,
            "post": post,
            "rank": rank,
            "managed_by": manager if manager in known else office,
        }
        return self._person("CIVIL_SERVANT", employer.region, more)

    def _person(self, kind: str, region: str, more: dict[str, Any]) -> Body:
        area = region if not region.endswith("00") else f"{region[:4]}02"
        values = {
            "kind": kind,
            "name": names.person(self._chance),
            "region": region,
            "status": "IN_POST" if kind == "CIVIL_SERVANT" else "ACTIVE",
            "unresolved": False,
            "document_type": "RESIDENT_ID",
            "document_number": citizen(self._chance, area, self._today),
            "phone": f"1390000{self._chance.number(0, 9999):04d}",
            **more,
        }
        return Body(self._chance.id(), values)

    def _body(
        self, kind: str, name: str, region: str, authority: str, links: dict[str, Any] | None = None
    ) -> Body:
        values = {
            "kind": kind,
            "name": name,
            "region": region,
            "status": "ACTIVE",
            "unresolved": False,
            "credit_code": self._numbers.credit_code(authority, region),
            "credit_code_override": False,
        }
        return Body(self._chance.id(), values, links or {})
