"""Any sequence of moves, by anybody, with any details, on any day: each is made wholly, as the table says, or leaves nothing.

The machine draws moves that fit the state and moves that do not, complete and missing details, the right and the wrong caller, and
lets days and years go by. After each it compares the whole of what a move can touch.
"""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import asyncpg
from hypothesis import HealthCheck, Phase, note
from hypothesis import settings as effort
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from exchange.database import Database
from exchange.errors import GuardRefused, MoveNotAllowed, NotFound, ScopeMissing
from exchange.lifecycle import CYCLES, RECORD_MOVES, State
from exchange.records.route import next_level
from tests.records.conftest import (
    COMPANY,
    DAY,
    KEEPER,
    ORIGIN,
    OTHER_ORIGIN,
    PERSON,
    PUBLISHED,
    DishonestyRecord,
    Office,
    Penalty,
    details,
    everything,
    row,
    stored,
    trail,
)

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from exchange.records.moves import Moved
    from exchange.settings import Settings
    from tests.records.conftest import Taken

DECISION = CYCLES["decision"]
T = TypeVar("T")
CALLERS = {
    "keeper": KEEPER,
    "origin": ORIGIN,
    "stranger": OTHER_ORIGIN,
    "elsewhere": replace(KEEPER, jurisdiction="350200"),
    "submitter as keeper": replace(KEEPER, client=ORIGIN.client, actor=ORIGIN.actor),
}
BY_HAND = sorted(name for name, move in RECORD_MOVES.items() if move.ways)
REFUSALS = (GuardRefused, MoveNotAllowed, NotFound, ScopeMissing)
OPENABLE = {"penalty": ("party_name",), "dishonesty_record": ("party_name", "person_employer", "person_post")}


class Life(RuleBasedStateMachine):
    """One record at a time in a database that all examples share."""

    runner: asyncio.Runner
    office: Office
    owner: asyncpg.Connection[Any]
    reached: set[State]

    record: Taken
    now: asyncpg.Record

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    @initialize(
        natural=st.booleans(),
        far=st.integers(-1, len(PUBLISHED)),
        minor=st.sampled_from([False, False, True]),
        old=st.sampled_from([False, False, True]),
    )
    def take(self, *, natural: bool, far: int, minor: bool, old: bool) -> None:
        """A draft where `far` is negative, else a record that has come that far on its way to the public."""
        self.office.today = DAY
        item, party = (DishonestyRecord, PERSON) if natural else (Penalty, COMPANY)
        values: dict[str, Any] = {"decided_on": DAY.replace(year=2025)} if old else {}
        if minor:
            values |= {"social_impact": "LOW"} if natural else {"kind": ["WARNING"], "fine": None}
        state = State.DRAFT if far < 0 else State.SUBMITTED
        self.record = self.run(self.office.take(item, party, state=state, **values))
        with suppress(GuardRefused):
            self.run(self.office.go(self.record, *PUBLISHED[: max(far, 0)]))
        self.now = self.run(stored(self.owner, self.record))

    @rule(days=st.sampled_from([1, 30, 100, 400, 2000]))
    def days_go_by(self, days: int) -> None:
        self.office.later(days=days)

    @rule(data=st.data())
    def move(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(self.likely() * 6 + BY_HAND), "move")
        usual = "origin" if name in {"submit", "correct", "replace"} else "keeper"
        who = data.draw(st.sampled_from([usual] * 6 + sorted(CALLERS)), "caller")
        given = self.given(name, data)
        before = self.run(everything(self.owner))

        try:
            moved: Moved = self.run(self.office.move(self.record, name, CALLERS[who], **given))
        except REFUSALS as refusal:
            note(f"{name} by {who}: {refusal}")
            assert self.run(everything(self.owner)) == before
            return

        note(f"{name} by {who}: {moved.state}")
        self.judge(name, who, moved, before)

    def likely(self) -> list[str]:
        return [move.name for move in DECISION.moves_from(State(self.now["state"])) if move.ways]

    def given(self, name: str, data: st.DataObject) -> dict[str, Any]:
        whole = details(name, self.office.today)
        if name == "pass_level":
            whole["level"] = next_level("PROVINCE", self.now["level"]) or "PROVINCE"
        if name in {"correct", "replace"}:
            party = PERSON if self.now["natural"] else COMPANY
            whole["corrections"] = row(self.record.item, party)
        if name == "publish":
            whole["necessary"] = data.draw(st.booleans(), "necessary")
        lost = data.draw(st.sampled_from([None] * 5 + sorted(whole)), "left out") if whole else None
        return {key: value for key, value in whole.items() if key != lost}

    def judge(self, name: str, who: str, moved: Moved, before: dict[str, list[str]]) -> None:
        move, state = RECORD_MOVES[name], State(self.now["state"])
        after = self.run(everything(self.owner))
        self.now = self.run(stored(self.owner, self.record))
        self.reached.add(moved.state)

        assert state in move.sources
        assert who not in {"stranger", "elsewhere"}
        assert self.now["state"] == (move.target or state)
        assert moved.state == (State.SUBMITTED if name == "replace" else self.now["state"])
        for table in ("audit_entry", "change"):
            assert set(before[table]) < set(after[table])
            assert len(after[table]) == len(before[table]) + (2 if name == "replace" else 1)
        line = self.run(trail(self.owner, self.record))[-1]
        assert (line["move"], line["state_before"], line["state_after"]) == (name, state, self.now["state"])
        if name == "publish" and self.now["natural"]:
            assert who == "keeper"

    @invariant()
    def a_person_is_open_exactly_while_published_with_a_basis(self) -> None:
        if not hasattr(self, "now") or not self.now["natural"]:
            return
        published = self.now["state"] == State.PUBLISHED
        assert (self.now["publication_basis"] is not None) == published
        for name in OPENABLE[self.record.item.key]:
            assert (self.now[f"{name}_opened"] is not None) == published

    @invariant()
    def what_left_the_review_was_classified_and_reviewed(self) -> None:
        if hasattr(self, "now") and self.now["state"] in {
            State.SHARED,
            State.PUBLISHED,
            State.HELD,
            State.EXPIRED,
        }:
            assert self.now["severity"] is not None
            assert self.now["secrecy_reviewed_on"] is not None
            assert self.now["level"] == "PROVINCE"

    @invariant()
    def only_a_done_duty_or_a_minor_case_ends_in_repair(self) -> None:
        if hasattr(self, "now") and self.now["state"] == State.REPAIRED:
            assert self.now["duty_done"] is True


EFFORT = effort(
    max_examples=60,
    stateful_step_count=25,
    deadline=None,
    database=None,
    phases=[Phase.generate],  # a failing example is short enough; shrinking over a database takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


MANY = 5
"""States that the machine is sure to come through; that each can be reached is proven by `test_path`."""


async def opened(stack: AsyncExitStack, settings: Settings) -> None:
    """Give the machine its office, and a connection to look behind it."""
    assert settings.database_url is not None
    db = await stack.enter_async_context(Database.open(settings))
    Life.office = Office(db, settings)
    Life.owner = await asyncpg.connect(settings.database_url)
    stack.push_async_callback(Life.owner.close)


def test_any_sequence_of_moves_is_made_wholly_or_not_at_all(settings: Settings) -> None:
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        Life.runner, Life.reached = runner, set()
        runner.run(opened(stack, settings))
        try:
            run_state_machine_as_test(Life, settings=EFFORT)
        finally:
            runner.run(stack.aclose())

    assert len(Life.reached) >= MANY
