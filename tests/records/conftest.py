"""Records to move, callers to move them, and a look at everything that a move may change."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from exchange.clock import Clock
from exchange.lifecycle import RECORD_MOVES, State
from exchange.model import DishonestyRecord, Penalty
from exchange.records import intake, moves, subjects
from exchange.records.moves import Details, Moved
from exchange.records.subjects import Party
from tests.api.conftest import caller

if TYPE_CHECKING:
    import uuid

    import asyncpg

    from exchange.access import Caller
    from exchange.database import Database
    from exchange.model import Item
    from exchange.settings import Settings

DAY = dt.date(2026, 6, 1)
"""A Monday under Order 36, when every record of these tests is decided and taken in."""

BY_HAND = {name: move for name, move in RECORD_MOVES.items() if move.ways}
"""The moves of a penalty that somebody can ask for; the others belong to a case."""

ORIGIN = caller(
    "origin", client="market", department="FJ_MARKET", departments=("FJ_MARKET",), jurisdiction="350000"
)
OTHER_ORIGIN = replace(
    ORIGIN, client="finance", actor="finance", department="FJ_FINANCE", departments=("FJ_FINANCE",)
)
KEEPER = caller(
    "keeper",
    client="platform",
    department="FJ_INFORMATION_CENTRE",
    departments=("FJ_INFORMATION_CENTRE",),
    jurisdiction="350000",
)
COMPANY = Party("ENTERPRISE", "福州榕测贸易有限公司", "350102", credit_code="91350102MAFJ0001XP")
PERSON = Party(
    "CIVIL_SERVANT",
    "欧阳试",
    "350102",
    document_type="RESIDENT_ID",
    document_number="35020319851123202X",
    employer="福州市鼓楼区测试局",
    post="副局长",
)

_COMMON: dict[str, Any] = {"decided_on": DAY, "authority_name": "福建省市场监督管理局", "duty_done": False}
_PENALTY = _COMMON | {
    "violation": "虚假宣传",
    "violation_fact": "经查，当事人虚假宣传。",
    "legal_basis": "《中华人民共和国反不正当竞争法》第二十条",
    "kind": ["FINE", "CONFISCATE_GAINS"],
    "content": "罚款200000元，没收违法所得",
    "fine": Decimal(20),
}
_DISHONESTY = _COMMON | {
    "title": "拖欠账款",
    "source_kind": "ACCOUNTABILITY",
    "area": "DEBT",
    "misconduct": "BREACH",
    "on_duty": True,
    "facts": "经查，未按约付款。",
    "legal_basis": "《保障中小企业款项支付条例》第八条",
    "decision": "责令改正",
    "finality": "FINAL",
    "social_impact": "MEDIUM",
}
_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Taken:
    """A record in the exchange."""

    item: type[Item]
    id: uuid.UUID
    subject_id: uuid.UUID


@dataclass(slots=True)
class Office:
    """Takes in and moves records of one database, on a day that can be set."""

    db: Database
    settings: Settings
    today: dt.date = DAY

    @property
    def clock(self) -> Clock:
        noon = dt.datetime.combine(self.today, dt.time(4), dt.UTC)
        return Clock(replace(self.settings, now=noon))

    async def take(
        self,
        item: type[Item] = Penalty,
        party: Party = COMPANY,
        who: Caller = ORIGIN,
        state: State = State.SUBMITTED,
        **values: Any,  # noqa: ANN401 - field values of any kind
    ) -> Taken:
        """A record about the party, decided on `DAY` unless told otherwise."""
        async with self.db.writing() as session:
            found = (await subjects.resolve(session, who.department or "", [party]))[0]
            entry = intake.Entry({**row(item, party), **values}, found)
            done = await intake.accept(session, who, self.clock, item, [entry], batch="B-1", state=state)
        return Taken(item, done[0].record_id, done[0].subject_id)

    async def move(
        self,
        record: Taken | uuid.UUID,
        name: str,
        who: Caller | None = None,
        **details: Any,  # noqa: ANN401 - details of any kind
    ) -> Moved:
        """Make the move as whoever usually makes it, with exactly these details."""
        chosen = who or (ORIGIN if name in {"submit", "correct", "withdraw", "replace"} else KEEPER)
        record_id = record.id if isinstance(record, Taken) else record
        async with self.db.writing() as session:
            return await moves.move(session, chosen, self.clock, name, record_id, Details(**details))

    async def go(self, record: Taken, *names: str) -> Taken:
        """Make moves one after another, each with details that satisfy it."""
        for name in names:
            await self.move(record, name, **details(name, self.today))
        return record

    def later(self, **by: int) -> None:
        """Let days go by."""
        self.today += dt.timedelta(**by)


def row(item: type[Item], party: Party) -> dict[str, Any]:
    """Checked values of a record about the party, with a document number of its own."""
    values: dict[str, Any] = {
        "document_number": f"闽市监罚〔2026〕{next(_numbers)}号",
        "party_name": party.name,
        "party_credit_code": party.credit_code,
        "person_id_type": party.document_type,
        "person_id_number": party.document_number,
    }
    if item is Penalty:
        kind = "NATURAL_PERSON" if party.natural else "ORGANISATION"
        return values | _PENALTY | {"party_type": kind}
    personal = {"person_employer": party.employer, "person_post": party.post, "responsible_person": "陈试样"}
    every = values | _DISHONESTY | personal | {"party_type": party.kind}
    return {name: value for name, value in every.items() if name in item.fields}


def details(name: str, today: dt.date) -> dict[str, Any]:
    """Details with which the move's guards are content, as far as details can make them so."""
    paper = {"reason": "依法办理", "document": "闽信办〔2026〕1号"}
    given: dict[str, dict[str, Any]] = {
        "return": {"reason": "金额有误"},
        "pass_level": {"level": "PROVINCE", "findings": "属实"},
        "classify": {"secrecy_reviewer": "王审查", "secrecy_reviewed_on": today},
        "publish": {**paper, "publication_basis": "STATUTE"},
        "repair": {**paper, "duty_done": True},
        "withdraw": paper,
        "replace": paper,
        "expire": {"duty_done": True},
        "restrict": {"reason": "涉及敏感事项"},
        "unrestrict": {"reason": "已解密"},
        "dispute": {"reason": "主体提出异议"},
        "settle": {"reason": "经核实无误", "outcome": "UPHELD_WITH_STATEMENT"},
    }
    return given.get(name, {})


SHARED = ("pass_level", "verify", "classify", "share")
PUBLISHED = (*SHARED, "publish")

_TOUCHED = (
    "penalty",
    "penalty_person",
    "dishonesty_record",
    "dishonesty_record_person",
    "subject",
    "subject_person",
    "subject_search",
    "level_check",
    "audit_entry",
    "change",
)


async def everything(owner: asyncpg.Connection[Any]) -> dict[str, list[str]]:
    """Every row that a move could touch, as text, by table."""
    return {
        table: [one[0] for one in await owner.fetch(f"SELECT t::text FROM {table} t ORDER BY 1")]
        for table in _TOUCHED
    }


async def stored(owner: asyncpg.Connection[Any], record: Taken) -> asyncpg.Record:
    """The record's row."""
    found: asyncpg.Record | None = await owner.fetchrow(
        f"SELECT * FROM {record.item.key} WHERE id = $1", record.id
    )
    assert found is not None
    return found


async def trail(owner: asyncpg.Connection[Any], record: Taken) -> list[asyncpg.Record]:
    """The record's audit entries, oldest first."""
    return await owner.fetch("SELECT * FROM audit_entry WHERE record_id = $1 ORDER BY id", record.id)


@pytest.fixture
def office(db: Database, settings: Settings) -> Office:
    """The office over this test's database, on `DAY`."""
    return Office(db, settings)


__all__ = [
    "COMPANY",
    "DAY",
    "KEEPER",
    "ORIGIN",
    "OTHER_ORIGIN",
    "PERSON",
    "PUBLISHED",
    "SHARED",
    "DishonestyRecord",
    "Penalty",
]
