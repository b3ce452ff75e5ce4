"""Any sequence of moves of any case, by anybody, with anything given, on any day: made wholly, as its table says, or not at all."""

from __future__ import annotations

import asyncio
import uuid
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import asyncpg
from hypothesis import HealthCheck, Phase, note
from hypothesis import settings as effort
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from exchange import worker
from exchange.access import Audience
from exchange.cases import clockwork, filing, moves, uploads
from exchange.cases.turn import PAPERS, Attachment, Given
from exchange.codes import code_list
from exchange.database import Database
from exchange.errors import ExchangeError
from exchange.rules import time_limits
from exchange.workflows import FILE, WORKFLOWS
from tests.api.conftest import caller
from tests.cases.conftest import SECOND
from tests.records.conftest import COMPANY, DAY, KEEPER, ORIGIN, OTHER_ORIGIN, PUBLISHED, Office, Penalty
from tests.twin import domains

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from exchange.access import Caller
    from exchange.settings import Settings

T = TypeVar("T")
TOUCHED = ("case_step", "case_document", "change", "audit_entry", "penalty", "work_item")
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
STRANGERS = {
    "stranger": OTHER_ORIGIN,
    "elsewhere": replace(KEEPER, client="xiamen", jurisdiction="350200"),
    "another subject": replace(CALLERS[Audience.SUBJECT], subject=uuid.UUID(int=7)),
}


class Life(RuleBasedStateMachine):
    """One case at a time in a database that all examples share."""

    runner: asyncio.Runner
    office: Office
    owner: asyncpg.Connection[Any]
    reached: set[tuple[str, str]]
    number = 0

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    @initialize(data=st.data())
    def open(self, data: st.DataObject) -> None:
        """A published record of a company, and a case about it or about the company; each type in its turn."""
        key = sorted(WORKFLOWS)[Life.number % len(WORKFLOWS)]
        self.workflow, self.item = WORKFLOWS[key], moves.item_of(key)
        self.case: uuid.UUID | None = None
        self.office.today = DAY
        Life.number += 1
        record = self.run(
            self.office.take(Penalty, COMPANY, document_number=f"闽测罚〔2026〕{Life.number}号")
        )
        self.run(self.office.go(record, *PUBLISHED))
        self.subject = self.run(
            self.owner.fetchval("SELECT subject_id FROM penalty WHERE id = $1", record.id)
        )
        self.callers = CALLERS | {Audience.SUBJECT: replace(CALLERS[Audience.SUBJECT], subject=self.subject)}
        self.office.later(days=data.draw(st.sampled_from([0, 100, 100])))
        target = record.id if self.workflow.on_record else self.subject
        self.digest = self.run(self.uploaded())
        for _, audience in self.workflow.moves[FILE].ways[:1]:
            with suppress(ExchangeError):
                self.case = self.run(self.file(self.callers[audience], target, self.whole(FILE)))

    async def file(self, who: Caller, target: uuid.UUID, given: Given) -> uuid.UUID:
        async with self.office.db.writing() as session:
            return (
                await filing.file(session, who, self.office.clock, self.workflow.name, target, given)
            ).record_id

    async def uploaded(self) -> str:
        """A document that each caller has uploaded."""
        digest = ""
        for who in self.callers.values():
            async with self.office.db.writing() as session:
                digest = await uploads.keep(
                    session, who, self.office.clock.now(), "application/pdf", b"%PDF-"
                )
        return digest

    @rule(days=st.sampled_from([1, 3, 8, 40]))
    def days_go_by(self, days: int) -> None:
        self.office.later(days=days)

    @rule()
    def the_clock_strikes(self) -> None:
        self.run(worker.round_of(self.office.db, self.office.clock, list(clockwork.jobs())))

    @rule(data=st.data())
    def move(self, data: st.DataObject) -> None:
        if self.case is None:
            return
        row = self.run(self.stored())
        likely = [one.name for one in self.workflow.moves_from(row["state"]) if one.ways]
        names = sorted(name for name, one in self.workflow.moves.items() if one.ways and name != FILE)
        name = data.draw(st.sampled_from(likely * 6 + names), "move")
        usual = self.callers[self.workflow.moves[name].ways[0][1]]
        who = data.draw(
            st.sampled_from([usual] * 8 + [*self.callers.values(), SECOND, *STRANGERS.values()]), "caller"
        )
        before = self.run(self.everything())

        try:
            self.run(self.made(who, name, self.given(name, data)))
        except ExchangeError as refusal:
            note(f"{name}: {refusal}")
            assert self.run(self.everything()) == before
            return

        self.judge(name, who, row)

    def judge(self, name: str, who: Caller, row: asyncpg.Record) -> None:
        """It was allowed from there, led where the table says, and says who, when, why and by which rule."""
        move, after = self.workflow.moves[name], self.run(self.stored())
        self.reached.add((self.workflow.name, after["state"]))
        step = self.run(self.last_step())

        assert row["state"] in move.sources
        assert who not in STRANGERS.values()
        assert after["state"] == (row["resumes_in"] if name == "resume" else move.target or row["state"])
        assert (step["move"], step["state_before"], step["state_after"], step["actor"]) == (
            name,
            row["state"],
            after["state"],
            who.actor,
        )
        assert step["rule"] in RULES
        assert step["rule"] == row["due_rule"]
        assert "reason" not in move.needed or step["reason"]
        assert (after["closed_on"] is not None) == self.workflow.stages[after["state"]].ended
        assert after["waits_for"] == self.workflow.stages[after["state"]].waits_for

    async def made(self, who: Caller, name: str, given: Given) -> None:
        async with self.office.db.writing() as session:
            await moves.move(
                session,
                who,
                self.office.clock,
                self.workflow.name,
                name,
                self.case or uuid.UUID(int=0),
                given,
            )

    def whole(self, name: str) -> Given:
        """What the move takes, so that as much as possible speaks for it."""
        move = self.workflow.moves[name]
        values = {one: domains.values(self.item.fields[one])[-1] for one in move.inputs if one not in PAPERS}
        papers: dict[str, Any] = {one: f"{one} 一" for one in ("reason", "document") if one in move.inputs}
        if "documents" in move.inputs:
            papers["documents"] = tuple(Attachment(self.digest, kind, kind) for kind in MATERIALS)
        if "responsible" in move.inputs:
            papers["responsible"] = "FJ_DRC"
        return Given(values, **papers)

    def given(self, name: str, data: st.DataObject) -> Given:
        """What the move takes, drawn from small sets; now and then something is left out."""
        move = self.workflow.moves[name]
        lost = data.draw(st.sampled_from([None] * 6 + list(move.inputs)), "left out") if move.inputs else None
        values = {
            one: data.draw(st.sampled_from(list(domains.values(self.item.fields[one]))), one)
            for one in move.inputs
            if one not in PAPERS and one != lost
        }
        papers: dict[str, Any] = {
            one: f"{one} 一" for one in ("reason", "document") if one in move.inputs and one != lost
        }
        if data.draw(st.booleans(), "whole"):
            return self.whole(name)
        if "documents" in move.inputs and lost != "documents" and data.draw(st.booleans(), "a forged digest"):
            papers["documents"] = (Attachment("0" * 64, "EVIDENCE", "没有上传过"),)
        if "responsible" in move.inputs and lost != "responsible":
            papers["responsible"] = data.draw(
                st.sampled_from(["FJ_DRC", "FJ_MARKET", "NOWHERE"]), "responsible"
            )
        return Given(values, **papers)

    async def stored(self) -> asyncpg.Record:
        found: asyncpg.Record | None = await self.owner.fetchrow(
            f"SELECT * FROM {self.item.key} WHERE id = $1", self.case
        )
        assert found is not None
        return found

    async def last_step(self) -> asyncpg.Record:
        text = "SELECT * FROM case_step WHERE case_id = $1 ORDER BY id DESC LIMIT 1"
        found: asyncpg.Record | None = await self.owner.fetchrow(text, self.case)
        assert found is not None
        return found

    async def everything(self) -> dict[str, list[str]]:
        """Every row that a move could touch, as text."""
        return {
            table: [one[0] for one in await self.owner.fetch(f"SELECT t::text FROM {table} t ORDER BY 1")]
            for table in (self.item.key, *TOUCHED)
        }


EFFORT = effort(
    max_examples=40,
    stateful_step_count=15,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],  # a failing example is short enough; shrinking over a database takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


async def opened(stack: AsyncExitStack, settings: Settings) -> None:
    """Give the machine its office, and a connection to look behind it."""
    assert settings.database_url is not None
    db = await stack.enter_async_context(Database.open(settings))
    Life.office = Office(db, settings)
    Life.owner = await asyncpg.connect(settings.database_url)
    stack.push_async_callback(Life.owner.close)


def test_any_sequence_of_moves_of_a_case_is_made_wholly_or_not_at_all(settings: Settings) -> None:
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        Life.runner, Life.reached = runner, set()
        runner.run(opened(stack, settings))
        try:
            run_state_machine_as_test(Life, settings=EFFORT)
        finally:
            runner.run(stack.aclose())

    assert {name for name, _ in Life.reached} >= {"objection", "repair_application"}
