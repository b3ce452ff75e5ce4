"""Who may move what: the scope, the capacity and the row must all fit, and a refusal tells nothing about a foreign record."""

from __future__ import annotations

import itertools
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from exchange.access import ANONYMOUS, Audience, Scope, roles
from exchange.errors import ExchangeError, NotFound, ScopeMissing
from exchange.lifecycle import CYCLES, State
from exchange.records.moves import possible
from tests.api.conftest import caller
from tests.records.conftest import (
    BY_HAND,
    DAY,
    KEEPER,
    ORIGIN,
    OTHER_ORIGIN,
    SHARED,
    Office,
    details,
    everything,
)

if TYPE_CHECKING:
    import asyncpg

    from exchange.access import Caller

DECISION = CYCLES["decision"]
MISSING = uuid.UUID(int=7)
EVERY_SCOPE = frozenset(Scope)


def needed(name: str) -> dict[str, Any]:
    """Details that any move takes to get past what it needs."""
    return {one: details(name, DAY).get(one, "1") for one in BY_HAND[name].needed}


@pytest.mark.parametrize("role", roles())
async def test_a_role_without_the_scope_is_told_which_one_it_needs(office: Office, role: str) -> None:
    record = await office.take()
    who = caller(role, jurisdiction="350000", departments=("FJ_MARKET",), department="FJ_MARKET")
    closed = [name for name, move in BY_HAND.items() if not {one for one, _ in move.ways} & who.scopes]

    told = {name: (await refusal(office, record.id, name, who))[2] for name in closed}

    assert told == {name: {"scope": BY_HAND[name].scope} for name in closed}
    assert role in {"keeper", "origin"} or len(closed) == len(BY_HAND)


async def test_every_scope_is_not_enough_without_the_capacity(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    record = await office.take()

    for name, move in BY_HAND.items():
        await owner.execute("UPDATE penalty SET state = $1", min(move.sources))
        capacities = frozenset(Audience) - {audience for _, audience in move.ways}
        who = replace(KEEPER, scopes=EVERY_SCOPE, audiences=capacities, departments=("FJ_MARKET",))
        assert (await refusal(office, record.id, name, replace(who, subject=record.subject_id)))[
            0
        ] is NotFound


async def test_a_foreign_record_and_a_missing_one_are_the_same_answer_in_every_state(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    record = await office.take()
    strangers = (
        replace(OTHER_ORIGIN, scopes=EVERY_SCOPE),
        replace(KEEPER, jurisdiction="350200"),
        replace(KEEPER, jurisdiction="350103"),
        replace(KEEPER, jurisdiction=None),
        # Who may not read sees no record, so there is none that it could move.
        replace(KEEPER, scopes=EVERY_SCOPE - {Scope.RECORD_READ}),
        replace(ORIGIN, scopes=EVERY_SCOPE - {Scope.RECORD_READ}),
    )

    asked = list(itertools.product(BY_HAND, strangers))
    missing = [await refusal(office, MISSING, name, who) for name, who in asked]

    for state in State:
        await owner.execute("UPDATE penalty SET state = $1", state)
        before = await everything(owner)
        assert [await refusal(office, record.id, name, who) for name, who in asked] == missing, state
        assert await everything(owner) == before, state

    assert {kind for kind, _, _ in missing} <= {NotFound, ScopeMissing}


async def refusal(
    office: Office, asked: uuid.UUID, name: str, who: Caller
) -> tuple[type[ExchangeError], str, object]:
    """Class, sentence and facts of the refusal."""
    with pytest.raises(ExchangeError) as error:
        await office.move(asked, name, who, **needed(name))
    return type(error.value), error.value.message, error.value.facts


async def test_a_department_that_was_renamed_still_moves_what_it_sent_under_its_old_name(
    office: Office,
) -> None:
    record = await office.take(who=replace(ORIGIN, department="FJ_INDUSTRY_COMMERCE"), state=State.DRAFT)

    moved = await office.move(
        record, "submit", replace(ORIGIN, departments=("FJ_MARKET", "FJ_INDUSTRY_COMMERCE"))
    )

    assert moved.state is State.SUBMITTED


async def test_a_keeper_does_not_touch_a_draft(office: Office) -> None:
    record = await office.take(state=State.DRAFT)

    with pytest.raises(NotFound):
        await office.move(record, "withdraw", KEEPER, **details("withdraw", office.today))


async def test_a_refusal_by_state_names_the_moves_that_the_caller_has(office: Office) -> None:
    record = await office.go(await office.take(), *SHARED)

    with pytest.raises(
        ExchangeError, match=r"cannot take the move verify\. Possible from here: publish, repair, "
    ):
        await office.move(record, "verify")


@pytest.mark.parametrize("state", list(State))
def test_what_is_possible_is_what_scopes_and_capacities_allow(state: State) -> None:
    held = {
        "keeper": {one.name for one in DECISION.moves_from(state) if one.ways}
        - {"submit", "correct", "replace"},
        "origin": {one.name for one in DECISION.moves_from(state)}
        & {"submit", "correct", "withdraw", "replace"},
    }

    assert {name: set(possible(caller(name), state, DECISION)) for name in held} == held
    assert possible(ANONYMOUS, state, DECISION) == ()
    assert possible(caller("administrator"), state, DECISION) == ()
