"""Duties, measures and incentives of the sample world: some in every state, about bodies under the demo's superior government.

They hang on records that the world has already, the first that fit in the order of their ids: so the same seed and day give the same.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exchange.calendar import working_days
from exchange.cases.load import PastCase, Told
from exchange.cases.measures import Measure, listed
from exchange.lifecycle import State
from exchange.model import (
    CourtNotice,
    DishonestyRecord,
    Incentive,
    JudgmentDebtor,
    Mitigation,
    Rectification,
    Sanction,
)
from exchange.values import CHINA

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from uuid import UUID

    from exchange.demo.bodies import Body
    from exchange.demo.seed import Seed
    from exchange.model import Item
    from exchange.records.load import PastRecord

SUPERIOR = "350100_GOVERNMENT"
_CITY = "3501"
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_AT_WORK = ("file", "explain", "start", "report")
_MISSED = ("file", "miss", "take_up", "sanction")
_LIVES = (
    *(_AT_WORK[:length] for length in range(1, 5)),
    (*_AT_WORK, "return"),
    (*_AT_WORK, "accept"),
    *(_MISSED[:length] for length in range(2, 5)),
    ("file", "miss", "take_up", "confirm"),
    ("file", "cancel"),
    ("file", "explain", "announce"),
)
"""One rectification lives each of these lives."""
_WORDS = {
    "explain": {"explanation": "因年度预算调整，承诺的奖励资金未按期拨付。"},
    "start": {"plan": "已列入本季度支出计划，分两期拨付。"},
    "report": {"report": "第一期资金已拨付到位，第二期正在办理。"},
    "return": {"review": "第二期尚未拨付，退回继续整改。"},
    "accept": {"review": "资金已全部拨付，验收通过。"},
    "announce": {"summary": "该单位未按期兑现招商引资承诺，责令限期整改。"},
}
"""What a move says."""
_BY_BODY, _BY_CLOCK = ("explain", "start", "report"), ("miss", "expire")
_DECIDED = (
    ("CANCEL_HONOURS", ("file",)),
    ("LIMIT_FUNDS", ("file",)),
    ("PUBLIC_CRITICISM", ("file",)),
    ("LIMIT_PILOT", ("file", "lift")),
    ("CANCEL_HONOURS", ("file", "expire")),
)
_GIVEN = (
    ("PREFERENTIAL_POLICY", ("file",)),
    ("PRIORITY", ("file", "use")),
    ("COMMENDATION", ("file", "expire")),
    ("PRIORITY", ("file", "cancel")),
)


_MADE_UP_FOR = (
    ("LIGHTER", ("file",)),
    ("EXEMPT", ("file",)),
    ("LIGHTER", ("file", "cancel")),
    ("EXEMPT", ("file", "fall")),
)
_NOTICES = (("file",), ("file", "urge"), ("file", "confirm"), ("file", "cancel"))
_NOTICED = {
    "court": "福州市中级人民法院",
    "duty": "支付工程款及逾期利息。",
}
COURT = "FJ_HIGH_COURT"


@dataclass(frozen=True, slots=True)
class Duties:
    """What the cases of one world are made from."""

    seed: Seed
    today: dt.date
    bodies: Mapping[UUID, Body]

    def cases(self, records: tuple[PastRecord, ...]) -> Iterator[PastCase]:
        """All of them."""
        found = sorted((one for one in records if self._fits(one)), key=lambda one: str(one.id))
        shown = [one for one in found if one.values["state"] in {State.SHARED, State.PUBLISHED}]
        for record, life in zip(shown, _LIVES, strict=False):
            yield self._rectification(record, life)
            if life[-1] == "sanction":
                yield self._sanction(record, "CANCEL_HONOURS", ("file",), self._days(life)[-2])
        graver = [one for one in shown[len(_LIVES) :] if one.values["severity"] != "MINOR"]
        for measure, life in _DECIDED:
            record = next(one for one in graver if self._rows(one, measure))
            graver.remove(record)
            yield self._sanction(record, measure, life)
        yield from (
            self._mitigation(one, effect, life)
            for one, (effect, life) in zip(graver, _MADE_UP_FOR, strict=False)
        )
        repaired = [one for one in found if one.values["state"] == State.REPAIRED]
        yield from (self._sanction(one, "CANCEL_HONOURS", ("file", "fall")) for one in repaired[:2])
        firms = [
            one for one in self.bodies.values() if one.kind == "ENTERPRISE" and one.region.startswith(_CITY)
        ]
        for firm, (kind, life) in zip(sorted(firms, key=lambda one: str(one.id)), _GIVEN, strict=False):
            yield self._incentive(firm, kind, life)

    def notices(self, records: tuple[PastRecord, ...]) -> Iterator[PastCase]:
        """The court's notices: ahead of a listing, listed with a record of its list, taken off it."""
        listed = [one for one in records if one.item is JudgmentDebtor and self._public(one.subject_id)]
        for state, life in (
            (State.PUBLISHED, ("file", "urge", "list")),
            (State.REPAIRED, ("file", "list", "delist")),
        ):
            found = [one for one in listed if one.values["state"] == state]
            mine = [one for one in found if self._of_the_city(one.subject_id)] or found
            yield from (self._notice(one.subject_id, life, one) for one in mine[:1])
        bodies = sorted((one for one in self.bodies if self._of_the_city(one)), key=str)
        yield from (self._notice(one, life) for one, life in zip(bodies, _NOTICES, strict=False))

    def _of_the_city(self, subject_id: UUID) -> bool:
        """A body of government below the city."""
        region = self.bodies[subject_id].region
        return self._public(subject_id) and region.startswith(_CITY) and not region.endswith("00")

    def _public(self, subject_id: UUID) -> bool:
        """A government, township, village or institution."""
        return self.bodies[subject_id].kind in {
            "TOWNSHIP",
            "VILLAGE_COMMITTEE",
            "PUBLIC_INSTITUTION",
            "GOVERNMENT",
        }

    def _notice(self, subject_id: UUID, life: tuple[str, ...], record: PastRecord | None = None) -> PastCase:
        body = self.bodies[subject_id]
        day = record.values["listed_on"] if record else working_days().add(self.today, 6)
        since = working_days().add(day, -8)
        number = record.values["document_number"] if record else f"({day.year})闽01执9{body.region[2:]}号"
        values = {**_NOTICED, "case_number": number, "listing_on": day, "listed_on": day if record else None}
        days = [since, working_days().add(since, 1), day]
        if "delist" in life and record:
            days = [since, day, record.history[-1].at.astimezone(CHINA).date()]
        if "urge" in life:
            values["urging"] = "已约谈主要负责人，责令限期履行。"
        by = {"urge": SUPERIOR}
        moves = tuple(
            Told(
                one,
                self._noon(on),
                f"clerk-{by.get(one, COURT)}",
                by.get(one, COURT),
                "样例：依法办理",
                number,
            )
            for one, on in zip(life, days, strict=False)
        )
        return PastCase(
            CourtNotice, self.seed.id("notice", subject_id, number), self._number("notice", subject_id, number), subject_id, body.natural,
            body.region, COURT, moves, values, filer_id=subject_id,
            record=(record.item.key, record.id) if record else None,
        )  # fmt: skip

    def _fits(self, record: PastRecord) -> bool:
        """About a body below the city, decided long enough ago, so that what followed has happened by today."""
        old = record.item is DishonestyRecord and record.values["decided_on"] < self.today - dt.timedelta(
            days=60
        )
        body = self.bodies[record.subject_id]
        return old and not record.natural and body.region.startswith(_CITY) and not body.region.endswith("00")

    def _rectification(self, record: PastRecord, life: tuple[str, ...]) -> PastCase:
        days = self._days(life)
        values: dict[str, Any] = {
            "requirement": "按协议兑现招商引资承诺，并报告整改情况。",
            "rectify_by": self.today + dt.timedelta(days=15),
        }
        for name in life:
            values |= _WORDS.get(name, {})
        moves = tuple(self._told(one, day, record) for one, day in zip(life, days, strict=True))
        if "announce" in life:
            values["announced_on"] = moves[-1].at.astimezone(CHINA).date()
        office = self.bodies[record.subject_id].office or f"{record.values['region']}_GOVERNMENT"
        return self._on(Rectification, record, moves, values, office)

    def _days(self, life: tuple[str, ...]) -> list[dt.date]:
        """The days of the moves, the last of them lately; what was missed is noted after the working days that there were for it."""
        apart = [0, 6, 8, 10] if "miss" in life else [2 * number for number in range(len(life))]
        since = working_days().add(self.today, -apart[len(life) - 1] - 1)
        return [working_days().add(since, number) if number else since for number in apart[: len(life)]]

    def _rows(self, record: PastRecord, measure: str) -> list[Measure]:
        """The rows of the list by which a measure can be decided on the record."""
        kind = self.bodies[record.subject_id].kind
        return [one for one in listed(measure, self.today) if kind in one.subject_kinds]

    def _sanction(
        self, record: PastRecord, measure: str, life: tuple[str, ...], first: dt.date | None = None
    ) -> PastCase:
        first = first or self.today - dt.timedelta(days=40)
        row = self._rows(record, measure)[0]
        last = first + dt.timedelta(days=20 if "expire" in life else 180)
        values = {
            "measure": measure,
            "starts_on": first,
            "ends_on": last,
            "basis": row.basis,
            "rule": row.rule,
        }
        if row.announced:
            values |= {"summary": "该单位违约失信且逾期未整改，予以公开通报批评。", "announced_on": first}
        moves = tuple(
            self._told(one, first + dt.timedelta(days=22 * number), record) for number, one in enumerate(life)
        )
        return self._on(Sanction, record, moves, values, record.source_department, bars=list(row.bars))

    def _mitigation(self, record: PastRecord, effect: str, life: tuple[str, ...]) -> PastCase:
        """Recognised by the superior, without its proof: past cases have no documents."""
        first = self.today - dt.timedelta(days=30)
        values = {
            "ground": "LOSS_RECOVERED",
            "evidence": "立案前已主动拨付全部欠付资金并支付利息。",
            "effect": effect,
            "basis": "福建省加强政务诚信建设实施方案 4.4",
        }
        moves = tuple(
            self._told(one, first + dt.timedelta(days=10 * number), record) for number, one in enumerate(life)
        )
        return self._on(Mitigation, record, moves, values, record.source_department)

    def _incentive(self, firm: Body, kind: str, life: tuple[str, ...]) -> PastCase:
        office = f"{firm.region}_DRC"
        first = self.today - dt.timedelta(days=40)
        values = {
            "kind": kind,
            "content": "守信企业在财政性资金项目安排中同等条件下优先。",
            "basis": "福建省加强政务诚信建设实施方案 4.3",
            "starts_on": first,
            "ends_on": first + dt.timedelta(days=20 if "expire" in life else 365),
        } | ({"use": "已在技改项目中优先安排。"} if "use" in life else {})
        moves = tuple(
            Told(one, self._noon(first + dt.timedelta(days=22 * number)), "clock" if one in _BY_CLOCK else f"clerk-{office}",
                 None if one in _BY_CLOCK else office, "样例", None)
            for number, one in enumerate(life)
        )  # fmt: skip
        return PastCase(
            Incentive, self.seed.id("incentive", firm.id), self._number("incentive", firm.id), firm.id, firm.natural, firm.region,
            office, moves, values, filer_id=firm.id,
        )  # fmt: skip

    def _on(
        self,
        item: type[Item],
        record: PastRecord,
        moves: tuple[Told, ...],
        values: dict[str, Any],
        office: str,
        **columns: Any,  # noqa: ANN401
    ) -> PastCase:
        """A case on a record, addressed to the body that it is about."""
        return PastCase(
            item, self.seed.id(item.key, record.id), self._number(item.key, record.id), record.subject_id, record.natural,
            record.values["region"], office, moves, values, filer_id=record.subject_id, record=(record.item.key, record.id),
            columns=columns,
        )  # fmt: skip

    def _told(self, name: str, day: dt.date, record: PastRecord) -> Told:
        if name in _BY_CLOCK:
            return Told(name, self._noon(day), "clock")
        office = self.bodies[record.subject_id].office if name in _BY_BODY else SUPERIOR
        return Told(
            name,
            self._noon(day),
            f"clerk-{office}",
            office,
            "样例：依法办理",
            f"榕政信例〔{day.year}〕{day:%m%d}号",
        )

    def _noon(self, day: dt.date) -> dt.datetime:
        return dt.datetime.combine(day, dt.time(4), dt.UTC)

    def _number(self, *path: object) -> str:
        draw = self.seed.draws("number", *path)
        return "".join(draw.choice(_LETTERS) for _ in range(12))
