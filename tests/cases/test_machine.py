"""Any sequence of moves of any case, by anybody, with anything given, on any day: made wholly, as its table says, or not at all."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest

from exchange import worker
from exchange.access import Audience
from exchange.cases import clockwork, filing, moves, uploads
from exchange.cases.turn import PAPERS, Attachment, Given
from exchange.codes import code_list
from exchange.demo import numbers
from exchange.errors import ExchangeError
from exchange.model import DishonestyRecord
from exchange.records.rows import region_columns
from exchange.records.subjects import Party
from exchange.rules import time_limits
from exchange.workflows import FILE, WORKFLOWS
from tests.api.conftest import caller
from tests.cases.conftest import SECOND
from tests.records.conftest import COMPANY, DAY, KEEPER, ORIGIN, OTHER_ORIGIN, PUBLISHED, Office, Penalty
from tests.twin import domains

if TYPE_CHECKING:
    import asyncpg

    from exchange.access import Caller
    from exchange.database import Database
    from exchange.settings import Settings

LIVES, ACTS = 4, 12
BEGUN = (
    *("objection", "repair_application", "rectification", "sanction"),
    *("proposal_handling", "plan_task", "work_plan", "integrity_material"),
    *("supervision_programme", "inspection_finding"),
)
"""Types that begin with a published record, or with a body that acts for the public; the others want a scene that their own tests make."""
TOUCHED = (
    "progress_report",
    "case_step",
    "case_document",
    "change",
    "audit_entry",
    "penalty",
    "dishonesty_record",
    "work_item",
)
MATERIALS = code_list("case_material").codes
RULES = {one.rule for one in time_limits()} | {None}
CALLERS = {
    Audience.KEEPER: KEEPER,
    Audience.ORIGIN: ORIGIN,
    Audience.SUPERIOR: caller(
        "superior", department="FJ_DRC", departments=("FJ_DRC",), jurisdiction="350000"
    ),
    Audience.SUBJECT: caller("subject"),
}
TOWNSHIP = Party(
    "TOWNSHIP",
    "福州市鼓楼区样例镇人民政府",
    "350102",
    credit_code=numbers.office_code(numbers.OFFICE, "350102", 1),
)
AGAINST_BODIES = ("rectification", "sanction", "inspection_finding")
"""Workflows whose cases concern a body of government, on a record of dishonesty; the others' a company, on a penalty."""
_PLANNED = {
    "scope": ["350102"],
    "year": DAY.year,
    "period_from": DAY + dt.timedelta(days=130),
    "period_until": DAY + dt.timedelta(days=300),
}
SAID: dict[tuple[str, str], dict[str, Any]] = {
    **{("supervision_programme", move): _PLANNED for move in (FILE, "amend")},
    ("inspection_finding", FILE): {"responsible": "FJ_MARKET"},
    ("rectification", FILE): {"responsible": "FJ_MARKET"},
    ("proposal_handling", FILE): {"year": DAY.year, "partners": ["FJ_DRC"], "responsible": "FJ_MARKET"},
    ("proposal_handling", "hand_over"): {"partners": ["FJ_DRC"], "responsible": "FJ_MARKET"},
    ("proposal_handling", "reopen"): {"satisfaction": "DISSATISFIED"},
    ("plan_task", FILE): {"clause": "4.2", "partners": ["FJ_DRC"], "responsible": "FJ_MARKET"},
    ("work_plan", FILE): {"year": DAY.year},
    **{("integrity_material", move): {"hours": None, "held_from": None} for move in (FILE, "amend")},
    ("sanction", FILE): {"measure": "CANCEL_HONOURS", "person_in_charge": None, "summary": None},
}
"""What speaks for a move where the last of each domain does not."""
STRANGERS = (
    OTHER_ORIGIN,
    replace(KEEPER, client="xiamen", jurisdiction="350200"),
    replace(CALLERS[Audience.SUBJECT], client="another", subject=uuid.UUID(int=7)),
)


@dataclass
class Life:
    """One case, and what is drawn for it."""

    office: Office
    owner: asyncpg.Connection[Any]
    chance: random.Random
    name: str
    callers: dict[Audience, Caller]
    case: uuid.UUID
    digest: str

    async def act(self) -> str | None:
        """Let days go by, let the clock strike, or try a move; the state to which a move that was made led."""
        kind = self.chance.randrange(6)
        if kind == 0:
            self.office.later(days=self.chance.choice([1, 3, 8, 40]))
        elif kind == 1:
            await worker.round_of(self.office.db, self.office.clock, list(clockwork.jobs()))
        else:
            return await self.try_a_move()
        return None

    async def try_a_move(self) -> str | None:
        table, row = WORKFLOWS[self.name].moves, await self.stored()
        likely = [one.name for one in WORKFLOWS[self.name].moves_from(row["state"]) if one.ways]
        name = self.chance.choice(
            [*likely * 6, *(one.name for one in table.values() if one.ways and one.name != FILE)]
        )
        usual = self.callers[table[name].ways[0][1]]
        who = self.chance.choice([usual] * 8 + [*self.callers.values(), SECOND, *STRANGERS])
        given = whole(self.name, name, self.digest) if self.chance.random() < 0.6 else self.odd(name)
        before = await self.everything()
        try:
            async with self.office.db.writing() as session:
                await moves.move(session, who, self.office.clock, self.name, name, self.case, given)
        except ExchangeError:
            assert await self.everything() == before
            return None
        return await self.judged(name, who, row)

    async def judged(self, name: str, who: Caller, row: asyncpg.Record) -> str:
        """It was allowed from there, led where the table says, and says who, why and by which rule."""
        workflow, after = WORKFLOWS[self.name], await self.stored()
        move, stage = workflow.moves[name], workflow.stages[after["state"]]
        text = "SELECT * FROM case_step WHERE case_id = $1 ORDER BY id DESC LIMIT 1"
        step = await self.owner.fetchrow(text, self.case)

        assert row["state"] in move.sources
        assert who not in STRANGERS
        assert after["state"] == (row["resumes_in"] if name == "resume" else move.target or row["state"])
        assert step is not None
        assert (step["move"], step["state_before"], step["state_after"]) == (
            name,
            row["state"],
            after["state"],
        )
        assert step["actor"] == who.actor
        assert step["rule"] in RULES
        assert step["rule"] == row["due_rule"]
        assert "reason" not in move.needed or step["reason"]
        assert (after["closed_on"] is not None) == stage.ended
        assert after["waits_for"] == stage.waits_for
        return str(after["state"])

    def odd(self, name: str) -> Given:
        """Something drawn, something left out, and a document that nobody uploaded."""
        item, move = moves.item_of(self.name), WORKFLOWS[self.name].moves[name]
        kept = [one for one in move.inputs if self.chance.random() < 0.8]
        values = {
            one: self.chance.choice(list(domains.values(item.fields[one])))
            for one in kept
            if one not in PAPERS
        }
        papers: dict[str, Any] = {one: f"{one} 一" for one in ("reason", "document") if one in kept}
        if "documents" in kept:
            papers["documents"] = (Attachment("0" * 64, "EVIDENCE", "没有上传过"),)
        if "responsible" in kept:
            papers["responsible"] = self.chance.choice(["FJ_DRC", "FJ_MARKET", "NOWHERE"])
        return Given(values, **papers)

    async def stored(self) -> asyncpg.Record:
        found: asyncpg.Record | None = await self.owner.fetchrow(
            f"SELECT * FROM {moves.item_of(self.name).key} WHERE id = $1", self.case
        )
        assert found is not None
        return found

    async def everything(self) -> dict[str, list[str]]:
        """Every row that a move could touch, as text."""
        return {
            table: [one[0] for one in await self.owner.fetch(f"SELECT t::text FROM {table} t ORDER BY 1")]
            for table in (moves.item_of(self.name).key, *TOUCHED)
        }


def whole(key: str, name: str, digest: str) -> Given:
    """What a move takes, so that as much as possible speaks for it."""
    item, move = moves.item_of(key), WORKFLOWS[key].moves[name]
    values = {one: domains.values(item.fields[one])[-1] for one in move.inputs if one not in PAPERS}
    papers: dict[str, Any] = {one: f"{one} 一" for one in ("reason", "document") if one in move.inputs}
    if "documents" in move.inputs:
        papers["documents"] = tuple(Attachment(digest, kind, kind) for kind in MATERIALS)
    said = SAID.get((key, name), {})
    values |= {one: value for one, value in said.items() if one not in PAPERS and one in move.inputs}
    if "responsible" in move.inputs:
        papers["responsible"] = said.get("responsible", "FJ_DRC")
    return Given(values, **papers)


async def begun(
    db: Database, settings: Settings, owner: asyncpg.Connection[Any], name: str, seed: int
) -> Life | None:
    """A published record whose shortest period is over, and a case about it or about its subject; None if none is taken."""
    office, workflow = Office(db, settings, DAY), WORKFLOWS[name]
    item, party = (DishonestyRecord, TOWNSHIP) if name in AGAINST_BODIES else (Penalty, COMPANY)
    record = await office.take(item, party, document_number=f"闽测罚〔2026〕{seed}号")
    await office.go(record, *PUBLISHED)
    office.later(days=100)
    about = record.subject_id
    callers = CALLERS | {Audience.SUBJECT: replace(CALLERS[Audience.SUBJECT], subject=about)}
    digest = ""
    for who in callers.values():
        async with db.writing() as session:
            digest = await uploads.keep(session, who, office.clock.now(), "application/pdf", b"%PDF-")
    who = callers[workflow.moves[FILE].ways[0][1]]
    target = record.id if workflow.on_record else about
    given = titled(whole(name, FILE, digest), seed)
    if not workflow.on_record and name not in AGAINST_BODIES:
        await public_body(owner, about, "350000" if name == "supervision_programme" else "350102")
    if name == "inspection_finding":
        given = replace(
            given, values=given.values | {"programme_number": await under_way(office, owner, digest, seed)}
        )
    try:
        async with db.writing() as session:
            done = await filing.file(session, who, office.clock, name, target, given)
    except ExchangeError:
        return None
    return Life(office, owner, random.Random(seed), name, callers, done.record_id, digest)


def titled(given: Given, seed: int) -> Given:
    """What has a title has one of its own: the same is not taken twice."""
    own = {"title": f"第{seed}项"} if "title" in given.values else {}
    return replace(given, values={**given.values, **own})


async def public_body(owner: asyncpg.Connection[Any], subject: uuid.UUID, region: str) -> None:
    """What is asked of a body without a record is asked of one that acts for the public, at its own level."""
    columns = {"kind": "PUBLIC_INSTITUTION", "region": region, **region_columns(region)}
    named = ", ".join(f"{name} = ${number}" for number, name in enumerate(columns, 2))
    await owner.execute(f"UPDATE subject SET {named} WHERE id = $1", subject, *columns.values())


async def under_way(office: Office, owner: asyncpg.Connection[Any], digest: str, seed: int) -> str:
    """The number of a programme of the province that is under way over the district."""
    carried_out_by = (
        await office.take(Penalty, COMPANY, document_number=f"闽测督〔2026〕{seed}号")
    ).subject_id
    await public_body(owner, carried_out_by, "350000")
    leader, key = CALLERS[Audience.SUPERIOR], "supervision_programme"
    async with office.db.writing() as session:
        done = await filing.file(
            session, leader, office.clock, key, carried_out_by, titled(whole(key, FILE, digest), seed)
        )
        await moves.move(session, leader, office.clock, key, "start", done.record_id, Given())
    return done.number


@pytest.mark.parametrize("name", BEGUN)
async def test_any_sequence_of_moves_of_a_case_is_made_wholly_or_not_at_all(
    db: Database, settings: Settings, owner: asyncpg.Connection[Any], name: str
) -> None:
    reached = set()

    for seed in range(LIVES):
        life = await begun(db, settings, owner, name, seed)
        for _ in range(ACTS if life else 0):
            assert life is not None
            reached.add(await life.act())

    by_hand = {one.target for one in WORKFLOWS[name].moves.values() if one.ways and one.name != FILE}
    assert len(reached - {None}) >= min(2, len(by_hand))
