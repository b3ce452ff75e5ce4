"""What every record of the sample world has in common: number, dates, checks, severity, period, and its way until today."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from exchange.calendar import working_days
from exchange.catalogue import in_force, shipped
from exchange.codes import code_list
from exchange.demo import paths
from exchange.demo.bodies import PINGTAN
from exchange.demo.paths import Facts, Fate
from exchange.demo.seed import often
from exchange.divisions import Level, divisions
from exchange.lifecycle import CYCLES
from exchange.records.load import PastRecord
from exchange.records.step import NO_END
from exchange.rules import ORGANISATION, publicity_of, publicity_rules, severity_of, severity_rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal
    from random import Random

    from exchange.demo.bodies import Body
    from exchange.demo.seed import Seed
    from exchange.model import Item
    from exchange.rules import Publicity, Severity

YEARS = 8
RECENT = 25
"""Days in which a record may still be on its way."""
DEMO_ORIGIN = "350102_MARKET"
"""The department that the demo's origin client belongs to: its records are that client's own."""
REMARK = "样例数据，纯属虚构"
_MARKS = {
    "MARKET": "市监罚", "HOUSING": "建罚", "NATURAL_RESOURCES": "自然资罚", "EMERGENCY": "应急罚", "FINANCE": "财罚", "DRC": "发改罚",
    "HUMAN_RESOURCES": "人社罚", "URBAN": "城管罚", "TRANSPORT": "交罚", "ECOLOGY": "环罚", "SUPERVISION": "监政务", "GOVERNMENT": "政问",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A decision as its authority made it: of whom, by whom, when, with which content, and what is going to become of it."""

    item: type[Item]
    body: Body
    authority: Body
    source: Body
    decided_on: dt.date
    values: Mapping[str, Any]
    fate: Fate
    basis: str | None = None
    duty_done: bool = True
    disputed: bool = False
    name: str = ""
    mark: str = ""
    """Letters of the document number, where they are not those of the authority's penalties."""


@dataclass(slots=True)
class Filing:
    """The office that numbers and files the cases of one world.

    `first` is the number after which its own begin, where several work side by side; decisions are of the last `years`.
    """

    seed: Seed
    today: dt.date
    offices: Mapping[str, Body]
    first: int = 0
    years: float = YEARS
    _numbers: dict[tuple[str, int], int] = field(default_factory=dict)

    def office(self, region: str, kind: str) -> Body:
        """The department of a kind at a place."""
        return self.offices[f"{region}_{kind}"]

    def number(self, authority: Body, year: int, mark: str = "") -> str:
        """The next document number of an authority; 例 in it, or a court's number beyond all that are given."""
        code = str(authority.office)
        kind = code.partition("_")[2]
        count = self._numbers[code, year] = self._numbers.get((code, year), self.first) + 1
        if kind == "COURT":
            court = authority.region[2:4] if authority.region.endswith("00") else authority.region[2:]
            return f"({year})闽{court}{mark or '行初'}{90_000 + count}号"
        name = divisions().successor(authority.region).name
        mark = mark or _MARKS[kind]
        return f"{name[:-1] if len(name) > len('沙县') else name}{mark}{'例'}〔{year}〕{count}号"

    def decided(self, draw: Random) -> dt.date:
        """A working day of the last years, later ones more often, one in twelve quite recent."""
        span = RECENT if often(draw, 1 / 12) else 365 * self.years * draw.random() ** 0.4
        day = self.today - dt.timedelta(days=1 + int(draw.random() * span))
        return day if working_days().is_working(day) else working_days().add(day, -1)

    def fate(self, draw: Random, decided_on: dt.date) -> Fate:
        """What is going to happen; a draft or a return is something of the last days."""
        if (self.today - decided_on).days <= RECENT:
            early = (Fate.USUAL, Fate.DRAFT, Fate.RETURNED, Fate.VERIFIED, Fate.CLASSIFIED, Fate.RESTRICTED)
            return draw.choices(early, (50, 12, 13, 11, 9, 5))[0]
        usual = (Fate.USUAL, Fate.REPAIRED, Fate.WITHDRAWN, Fate.RESTRICTED, Fate.SHARED)
        return draw.choices(usual, (68, 16, 5, 4, 7))[0]

    def versions(self, case: Case, corrected: Mapping[str, Any]) -> Iterator[PastRecord]:
        """The record that was replaced, and the version of today with its corrected values."""
        number = self.number(case.authority, case.decided_on.year, case.mark)
        first = self.record(case, number)
        yield replace(first, lineage=first.id)
        later = replace(case, values={**case.values, **corrected}, fate=Fate.USUAL, name=f"{case.name}-2")
        second = self.record(later, number, first.history[-1].at.date())
        yield replace(second, lineage=first.id, values={**second.values, "version": 2})

    def record(self, case: Case, number: str = "", arrives: dt.date | None = None) -> PastRecord:
        """The record as it stands today, with its history."""
        number = number or self.number(case.authority, case.decided_on.year, case.mark)
        natural = case.body.natural
        submitter = "demo-origin" if case.source.office == DEMO_ORIGIN else f"clerk-{case.source.office}"
        facts = replace(self._facts(case, submitter), arrives=arrives)
        way = paths.walk(facts, self.seed.draws("way", number))
        if case.disputed:
            paths.dispute(way)
        received = way.moves[0].at.date()
        values = {
            **case.values,
            "document_number": number,
            "decided_on": case.decided_on,
            "authority_name": case.authority.name,
            "authority_code": case.authority.credit_code,
            "source_name": case.source.name,
            "source_code": case.source.credit_code,
            "remark": REMARK,
            "region": case.body.region,
            "state": way.state,
            "catalogue_edition": edition(received),
            "batch": f"{case.source.office}-{received:%Y%m}",
            **way.values,
        }
        return PastRecord(
            item=case.item,
            id=self.seed.id("story", case.name) if case.name else self.seed.id("record", number),
            subject_id=case.body.id,
            natural=natural,
            source_department=str(case.source.office),
            submitted_by=submitter,
            values=values,
            authority_department=case.authority.office,
            history=tuple(way.moves),
            levels=tuple(way.levels),
        )

    def _facts(self, case: Case, submitter: str) -> Facts:
        severity, period = graded(case) if CYCLES[case.item.cycle].graded else (None, None)
        return Facts(
            item=case.item.key,
            decided_on=case.decided_on,
            today=self.today,
            severity=severity,
            period=period,
            valid_until=in_force_until(case.values),
            source=str(case.source.office),
            submitter=submitter,
            checkers=checkers(case.source.region),
            natural=case.body.natural,
            basis=case.basis,
            duty_done=case.duty_done,
            fate=case.fate,
            cycle=CYCLES[case.item.cycle],
        )


def graded(case: Case) -> tuple[tuple[Severity, str], Publicity]:
    """Severity and period by the rules of the day of the decision."""
    kinds, amounts, party = measures(case.values)
    severity = severity_of(case.item.key, kinds, amounts, case.decided_on, severity_rules(), party=party)
    fields = law_fields(str(case.values.get("legal_basis")))
    return severity, publicity_of(severity[0], kinds, case.decided_on, publicity_rules(), fields=fields)


def in_force_until(values: Mapping[str, Any]) -> dt.date | None:
    """The last day of its validity; None for no end."""
    until: dt.date | None = values.get("valid_until")
    return None if until is None or until.year >= NO_END else until


def measures(values: Mapping[str, Any]) -> tuple[tuple[str, ...], dict[str, Decimal], str]:
    """What the rules go by: kinds (or impact and misconduct), amounts in 万元, type of the party."""
    amounts = {name: values[name] for name in ("fine", "loss") if values.get(name) is not None}
    if "social_impact" in values:
        return (str(values["social_impact"]), str(values["misconduct"])), amounts, ORGANISATION
    return tuple(values.get("kind", ())), amounts, str(values["party_type"])


def law_fields(basis: str) -> tuple[str, ...]:
    """The fields of law with periods of their own that a legal basis names."""
    return tuple(code for code, entry in code_list("law_field").entries.items() if entry.zh in basis)


def checkers(region: str) -> tuple[tuple[str, str], ...]:
    """Who checks a record that starts at a place, level by level. Pingtan answers to the province: the platform checks for the city."""
    path, level = divisions().path(region), divisions().level(region)
    above = paths.PLATFORM if path.city in {None, PINGTAN} else f"{path.city}_DRC"
    whole = (("COUNTY", f"{region}_DRC"), ("CITY", above), ("PROVINCE", paths.PLATFORM))
    return whole[tuple(Level).index(level) :]


def edition(day: dt.date) -> int:
    """The catalogue edition in force; the first one for what is older than all of them."""
    found = in_force(day, shipped()).edition
    return min(one.edition for one in shipped()) if found is None else found
