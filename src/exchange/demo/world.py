"""The plan of the world: bodies and their records, worked out from a seed and a day without touching a database."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from exchange.calendar import add_months
from exchange.catalogue import catalogue
from exchange.demo import decisions, names, paths
from exchange.demo.bodies import Bodies, Body, Office
from exchange.demo.chance import Chance
from exchange.model import DishonestyRecord, Penalty
from exchange.records.load import PastRecord
from exchange.rules import Publicity, publicity_of, publicity_rules, severity_of, severity_rules

if TYPE_CHECKING:
    from exchange.model import Item

SEED = 20170704
YEARS = 8
LEVELS = ("COUNTY", "CITY", "PROVINCE")
RETENTION = 60
REMARK = "样例数据，纯属虚构"


@dataclass(frozen=True, slots=True)
class World:
    """Everything that is loaded."""

    bodies: Bodies
    records: list[PastRecord]


def plan(today: dt.date, seed: int = SEED) -> World:
    """The world of a day; the same seed and day give the same world."""
    chance = Chance(seed)
    bodies = Bodies(chance, today)
    return World(bodies, _Plan(chance, bodies, today).records())


class _Plan:
    def __init__(self, chance: Chance, bodies: Bodies, today: dt.date) -> None:
        self._chance = chance
        self._bodies = bodies
        self._today = today
        self._edition = max(int(one.edition) for one in catalogue() if one.valid.covers(today))
        self._offices: dict[str, list[Office]] = {}
        for office in bodies.offices:
            self._offices.setdefault(office.region, []).append(office)
        self._numbers: dict[str, int] = {}

    def records(self) -> list[PastRecord]:
        found = list(self._story())
        for body in self._bodies.businesses[1:]:
            found += [self._penalty(body) for _ in range(self._chance.weighted({0: 3, 1: 4, 2: 3, 3: 2}))]
        for body in self._bodies.persons:
            found += [self._penalty(body) for _ in range(self._chance.number(1, 2))]
        public = [*self._bodies.governments, *self._bodies.public]
        for body in public:
            found += [self._breach(body) for _ in range(self._chance.weighted({1: 3, 2: 3, 3: 1}))]
        for body in self._bodies.servants:
            found += [self._breach(body) for _ in range(self._chance.number(1, 2))]
        return found

    def _story(self) -> list[PastRecord]:
        """Records that documents and tests can name: of the enterprise that the examples ask for."""
        body = self._bodies.businesses[0]
        office = next(one for one in self._offices[body.region] if one.code.endswith("_MARKET"))
        days = {"PUBLISHED": (60, 120), "REPAIRED": (240,), "SHARED": (90,), "SUBMITTED": (4,)}
        return [
            self._one_penalty(
                body, office, self._today - dt.timedelta(days=ago), ("FINE",), Decimal(20 + number), state
            )
            for state, several in days.items()
            for number, ago in enumerate(several)
        ]

    # --- penalties ------------------------------------------------------------------------------------------------------------

    def _penalty(self, body: Body) -> PastRecord:
        office = self._chance.one(self._offices[body.region])
        violation = self._chance.one(decisions.VIOLATIONS[office.code.split("_")[1]])
        kinds = self._chance.one(violation.kinds)
        fine = Decimal(self._chance.one([2, 5, 8, 10, 12, 20, 35, 60, 150, 1200])) / 10
        if "FINE" in kinds and self._chance.often(0.5):
            fine *= 20
        return self._one_penalty(body, office, self._decided(), kinds, fine if "FINE" in kinds else None)

    def _one_penalty(
        self,
        body: Body,
        office: Office,
        decided_on: dt.date,
        kinds: tuple[str, ...],
        fine: Decimal | None,
        state: str | None = None,
    ) -> PastRecord:
        violation = self._chance.one(decisions.VIOLATIONS[office.code.split("_")[1]])
        party = (
            "NATURAL_PERSON"
            if body.natural
            else "SELF_EMPLOYED"
            if body.kind == "SELF_EMPLOYED"
            else "ORGANISATION"
        )
        confiscated = Decimal(self._chance.number(1, 90)) / 10 if "CONFISCATE_GAINS" in kinds else None
        values = {
            "party_name": body.name,
            "party_type": party,
            "party_credit_code": body.values.get("credit_code"),
            "legal_representative": body.values.get("legal_representative"),
            "person_id_type": body.values.get("document_type"),
            "person_id_number": body.values.get("document_number"),
            "violation": violation.title,
            "violation_fact": f"经查，{violation.facts}。当事人联系电话1390000{self._chance.number(0, 9999):04d}。",
            "legal_basis": violation.basis,
            "kind": list(kinds),
            "content": _content(kinds, fine, confiscated),
            "fine": fine,
            "confiscated": confiscated,
            "effective_until": dt.date(2099, 12, 31),
        }
        amounts = {"fine": fine} if fine is not None else {}
        severity = severity_of("penalty", kinds, amounts, decided_on, severity_rules(), party=party)
        return self._record(Penalty, body, office, decided_on, "罚", values, severity, kinds, state)

    # --- breaches -------------------------------------------------------------------------------------------------------------

    def _breach(self, body: Body) -> PastRecord:
        office = self._source(body)
        decided_on = self._decided()
        case = self._chance.one(decisions.PERSONAL if body.natural else decisions.BREACHES)
        impact = self._chance.weighted({"LOW": 3, "MEDIUM": 5, "HIGH": 2})
        loss = Decimal(self._chance.one([0, 15, 80, 160, 420, 1500]))
        values: dict[str, Any] = {
            "title": f"{body.name if not body.natural else '公务员'}{case.title}（样例）",
            "source_kind": "DISCIPLINE"
            if body.natural
            else self._chance.one(["JUDGMENT", "PENALTY", "ACCOUNTABILITY"]),
            "area": case.area,
            "misconduct": case.misconduct,
            "on_duty": True,
            "facts": f"经查，{body.name}{case.facts}。",
            "legal_basis": "福建省政务诚信建设实施方案；国务院关于加强政务诚信建设的指导意见（国发〔2016〕76号）",
            "decision": case.decision,
            "effective_on": decided_on,
            "finality": "FINAL",
            "loss": loss or None,
            "loss_description": "按审计结果认定" if loss else None,
            "social_impact": impact,
            "party_name": body.name,
            "party_type": body.kind,
            "party_credit_code": body.values.get("credit_code"),
        }
        values |= (
            self._personal(body, decided_on)
            if body.natural
            else {"responsible_person": names.person(self._chance), "responsible_post": "分管负责人"}
        )
        kinds = (impact, case.misconduct)
        severity = severity_of("dishonesty_record", kinds, {"loss": loss}, decided_on, severity_rules())
        return self._record(DishonestyRecord, body, office, decided_on, "诚信", values, severity, kinds)

    def _personal(self, body: Body, decided_on: dt.date) -> dict[str, Any]:
        sanction, months = self._chance.one(
            [("WARNING", 6), ("DEMERIT", 12), ("SERIOUS_DEMERIT", 18), ("REMOVAL", 24)]
        )
        return {
            "person_id_type": body.values["document_type"],
            "person_id_number": body.values["document_number"],
            "person_employer": body.values["employer"],
            "person_post": body.values["post"],
            "sanction_kind": sanction,
            "sanction_until": add_months(decided_on, months),
            "case_number": f"样纪立〔{decided_on.year}〕{self._chance.number(1, 99)}号",
            "investigator": names.person(self._chance),
        }

    def _source(self, body: Body) -> Office:
        """A department of the next government above, or of the own place."""
        above = f"{body.region[:4]}00" if not body.region.endswith("00") else body.region
        offices = self._offices.get(above) or self._offices.get(body.region)
        return (
            self._chance.one(offices)
            if offices
            else Office("FJ_DRC", "福建省发展和改革委员会", "闽发改", "11350000000010014R", "350000")
        )

    # --- what all have in common ----------------------------------------------------------------------------------------------

    def _decided(self) -> dt.date:
        if self._chance.often(0.08):
            return self._chance.day(
                self._today - dt.timedelta(days=paths.FRESH), self._today - dt.timedelta(days=1)
            )
        return self._chance.day(
            self._today - dt.timedelta(days=365 * YEARS), self._today - dt.timedelta(days=paths.FRESH)
        )

    def _record(  # noqa: PLR0913, PLR0917 - the parts of a record
        self,
        item: type[Item],
        body: Body,
        office: Office,
        decided_on: dt.date,
        word: str,
        values: dict[str, Any],
        severity: tuple[Any, str],
        kinds: tuple[str, ...],
        state: str | None = None,
    ) -> PastRecord:
        period = publicity_of(severity[0], kinds, decided_on, publicity_rules())
        basis = (
            self._chance.one(["STATUTE", "CONSENT", "OFFICIAL_NOTICE"])
            if body.natural and self._chance.often(0.25)
            else None
        )
        facts = paths.Facts(
            decided_on,
            self._today,
            period,
            add_months(period.max_until, RETENTION),
            body.natural,
            basis is not None,
        )
        now = state or paths.state_of(self._chance, facts)
        if now == "PUBLISHED" and body.natural and basis is None:
            now = "SHARED"
        passed = paths.steps(now, shown=period.publish and (not body.natural or basis is not None))
        history = paths.history(passed, decided_on, self._today, office.code)
        more = {
            "document_number": self._number(office, word, decided_on.year),
            "decided_on": decided_on,
            "authority_name": office.name,
            "authority_code": office.credit_code,
            "source_name": office.name,
            "source_code": office.credit_code,
            "region": body.region,
            "remark": REMARK,
            "state": now,
            "catalogue_edition": self._edition,
            "batch": f"样例-{decided_on:%Y%m}",
            **self._progress(passed, severity, period, basis, history[-1].at.date()),
        }
        return PastRecord(
            item,
            self._chance.id(),
            body.id,
            body.natural,
            office.code,
            "demo-origin",
            {name: value for name, value in {**values, **more}.items() if value is not None},
            office.code,
            history,
            self._levels(passed, office, decided_on),
        )

    def _progress(
        self, passed: list[str], severity: tuple[Any, str], period: Publicity, basis: str | None, last: dt.date
    ) -> dict[str, Any]:
        known: dict[str, Any] = {
            "disputed": passed[-1] in {"SHARED", "PUBLISHED"} and self._chance.often(0.05)
        }
        known["duty_done"] = passed[-1] in {"REPAIRED", "EXPIRED", "ARCHIVED"} or self._chance.often(0.3)
        if passed[-1] == "HELD":
            known["duty_done"] = False
        if "VERIFIED" in passed:
            known["level"] = "PROVINCE"
        if "CLASSIFIED" in passed:
            known |= {
                "severity": severity[0],
                "severity_rule": severity[1],
                "secrecy_reviewer": "保密审查员（样例）",
                "secrecy_reviewed_on": last,
            }
        if "PUBLISHED" in passed:
            ended = passed[-1] != "PUBLISHED"
            known |= {
                "publish_from": last if not ended else period.min_until - dt.timedelta(days=1),
                "publish_until": period.max_until,
                "repairable_from": period.min_until,
                "publish_rule": period.rule,
                "late": self._chance.often(0.1),
                "publication_basis": None if ended else basis,
                "publication_document": None if ended or basis is None else "公开依据（样例）",
                "publication_approver": "demo-keeper",
            }
        return known

    def _levels(self, passed: list[str], office: Office, decided_on: dt.date) -> tuple[dict[str, Any], ...]:
        if "VERIFIED" not in passed:
            return ()
        start = (
            "PROVINCE" if office.region == "350000" else "CITY" if office.region.endswith("00") else "COUNTY"
        )
        way = LEVELS[LEVELS.index(start) :]
        return tuple(
            {
                "level": level,
                "department_code": office.code if level == start else "FJ_INFORMATION_CENTRE",
                "checked_on": min(decided_on + dt.timedelta(days=1 + number), self._today),
                "due_on": decided_on + dt.timedelta(days=7 + number),
                "findings": "要素齐全，与决定书一致",
                "checked_by": "demo-keeper",
            }
            for number, level in enumerate(way)
        )

    def _number(self, office: Office, word: str, year: int) -> str:
        key = f"{office.short}样{word}〔{year}〕"
        self._numbers[key] = self._numbers.get(key, 0) + 1
        return f"{key}{self._numbers[key]}号"


def _content(kinds: tuple[str, ...], fine: Decimal | None, confiscated: Decimal | None) -> str:
    parts = []
    if fine is not None:
        parts.append(f"罚款{fine * 10000:.0f}元")
    if confiscated is not None:
        parts.append(f"没收违法所得{confiscated * 10000:.0f}元")
    words = {
        "WARNING": "警告",
        "CONFISCATE_GOODS": "没收非法财物",
        "SUSPEND_BUSINESS": "责令停产停业整顿",
        "DOWNGRADE": "降低资质等级",
        "REVOKE_LICENCE": "吊销许可证件",
        "SUSPEND_LICENCE": "暂扣许可证件",
        "CLOSE_BUSINESS": "责令关闭",
        "RESTRICT_BUSINESS": "一年内禁止参加政府采购活动",
    }
    return "；".join([*parts, *(words[kind] for kind in kinds if kind in words)])
