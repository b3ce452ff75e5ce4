"""Nothing is written by rights that ended: whatever ends them between the look at them and the commit, the transaction is rolled back."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from tests.query.test_corpus import WORLD

from exchange import policy_check
from exchange.access import Caller, Token
from exchange.api import engine as engines
from exchange.api import mutations
from exchange.api.engine import Engine, Request
from exchange.api.schema import schema
from exchange.clock import Clock
from exchange.errors import Unauthenticated
from exchange.grants import clients, spent
from exchange.grants.journal import changed
from exchange.grants.standing import RightsMoved, Standing
from exchange.oauth.door import Door

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import asyncpg

    from exchange.database import Database, WriteSession
    from exchange.settings import Settings

    Change = Callable[[WriteSession, Clock], Awaitable[object]]

RECORD = policy_check.identity(WORLD, "record", "waiting")
RETURN = 'mutation ($id: ID!) { returnRecord(input: {id: $id, reason: "x"}) { __typename ... on Refused { code } } }'
SUBMIT = (
    'mutation { submitRecords(input: {batch: "b-1", penalties: [{documentNumber: "〔2026〕8号"}]}) '
    "{ __typename ... on Refused { code } } }"
)


class Turning:
    """A door whose first look is followed at once by a change of access: the caller goes on with what it was told."""

    def __init__(self, door: Door, db: Database, clock: Clock, change: Change) -> None:
        self._door, self._db, self._clock, self._change = door, db, clock, change
        self.looks = 0

    async def refresh(self, caller: Caller) -> Caller:
        """Look, then let somebody change access."""
        found = await self._door.refresh(caller)
        self.looks += 1
        if self.looks == 1:
            async with self._db.writing() as session:
                await self._change(session, self._clock)
        return found


async def revoke(session: WriteSession, clock: Clock) -> None:
    await clients.revoke_client(session, clock, "test", "clerk")


async def revoke_token(session: WriteSession, clock: Clock) -> None:
    await spent.revoke_token(session, clock, "clerk", "t", clock.now())


def update(values: str) -> Change:
    """A change that no command makes yet, in the way in which any would have to."""

    async def change(session: WriteSession, clock: Clock) -> None:
        await session.execute(sa.text(f"UPDATE client SET {values} WHERE id = 'clerk'"))
        await changed(session, clock, "test", "client.change", "clerk", {})

    return change


async def somebody_else(session: WriteSession, clock: Clock) -> None:
    await clients.create_client(session, clock, "test", clients.Wanted("x", "partner", client_id="new"))


async def arranged(
    db: Database, settings: Settings, role: str, change: Change
) -> tuple[Engine, Turning, Caller]:
    """The corpus' world, a client in it, and access that changes right after the look at it."""
    clock = Clock(settings)
    async with db.writing() as session:
        await policy_check._build(session, WORLD, clock)
        wanted = clients.Wanted("x", role, "FJ_MARKET", "350000", client_id="clerk")
        await clients.create_client(session, clock, "test", wanted)
    turning = Turning(Door(db, clock, settings.issuer), db, clock, change)
    caller = Caller(client="clerk", actor="clerk", epoch=2)
    return Engine(schema(), db, clock, turning.refresh), turning, caller


async def stored(owner: asyncpg.Connection[asyncpg.Record]) -> list[Any]:
    """What a write could have left behind."""
    counts = [
        await owner.fetchval(f"SELECT count(*) FROM {table}")
        for table in ("penalty", "audit_entry", "change", "submission", "submission_row", "level_check")
    ]
    return [*counts, await owner.fetchval("SELECT state FROM penalty WHERE id = $1", RECORD)]


ENDS = {
    "client revoked": (revoke, "UNAUTHENTICATED"),
    "scopes narrowed": (update("scopes = '{record:read}'"), "SCOPE_MISSING"),
    "role changed": (update("role = 'partner'"), "SCOPE_MISSING"),
}


@pytest.mark.parametrize("document", [RETURN, SUBMIT], ids=["move", "submit"])
@pytest.mark.parametrize("end", ENDS)
async def test_rights_that_end_after_the_look_write_nothing(
    db: Database, settings: Settings, owner: asyncpg.Connection[asyncpg.Record], document: str, end: str
) -> None:
    change, code = ENDS[end]
    engine, turning, caller = await arranged(
        db, settings, "keeper" if document == RETURN else "origin", change
    )
    before = await stored(owner)

    try:
        answer = await engine.answer(
            Request(document, {"id": str(RECORD)} if document == RETURN else {}), caller
        )
        told = json.loads(answer.body)["data"].popitem()[1]["code"]
    except Unauthenticated as error:
        told = error.code

    assert told == code
    assert turning.looks == (1 if code == "UNAUTHENTICATED" else 2)
    assert await stored(owner) == before


async def test_a_move_outside_a_narrowed_jurisdiction_is_not_made(
    db: Database, settings: Settings, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    engine, _, caller = await arranged(db, settings, "keeper", update("jurisdiction = '350100'"))

    answer = await engine.answer(Request(RETURN, {"id": str(RECORD)}), caller)

    assert json.loads(answer.body)["data"]["returnRecord"]["code"] == "NOT_FOUND"
    assert (await stored(owner))[-1] == "SUBMITTED"


async def test_a_change_of_somebody_elses_access_costs_a_second_try_and_no_more(
    db: Database, settings: Settings, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    engine, turning, caller = await arranged(db, settings, "keeper", somebody_else)

    answer = await engine.answer(Request(RETURN, {"id": str(RECORD)}), caller)

    assert json.loads(answer.body)["data"]["returnRecord"] == {"__typename": "Moved"}
    assert turning.looks == 2
    assert await owner.fetchval("SELECT count(*) FROM audit_entry WHERE move = 'return'") == 1


async def test_a_token_revoked_after_the_look_writes_nothing(
    db: Database, settings: Settings, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    _, _, caller = await arranged(db, settings, "keeper", revoke_token)
    writer = Standing(db, replace(caller, token=Token("t", "k", frozenset())))
    clock = Clock(settings)

    with pytest.raises(RightsMoved):
        async with writer.writing() as session:
            await session.execute(sa.text("UPDATE penalty SET state = 'RETURNED'"))
            async with db.writing() as other:
                await revoke_token(other, clock)

    assert (await stored(owner))[-1] == "SUBMITTED"


@pytest.mark.parametrize("change", [revoke, revoke_token])
async def test_no_change_of_access_ends_between_the_last_look_and_the_commit(
    db: Database,
    settings: Settings,
    owner: asyncpg.Connection[asyncpg.Record],
    monkeypatch: pytest.MonkeyPatch,
    change: Change,
) -> None:
    _, _, caller = await arranged(db, settings, "keeper", change)
    writer = Standing(db, replace(caller, token=Token("t", "k", frozenset())))
    order: list[str] = []
    waiting: list[asyncio.Task[None]] = []
    confirm = Standing._confirm

    async def elsewhere() -> None:
        async with db.writing() as session:
            await change(session, Clock(settings))
        order.append("access changed")

    async def confirmed(self: Standing, session: WriteSession) -> None:
        await confirm(self, session)
        waiting.append(asyncio.create_task(elsewhere()))
        await asyncio.sleep(0.2)
        order.append("committed")

    monkeypatch.setattr(Standing, "_confirm", confirmed)
    async with writer.writing() as session:
        await session.execute(sa.text("UPDATE penalty SET state = 'RETURNED'"))
    await waiting[0]

    assert order == ["committed", "access changed"]


def test_a_mutation_has_no_other_way_to_a_transaction() -> None:
    assert not hasattr(engines.Context, "db")
    assert "Database" not in vars(mutations)
    # Asked of the schema that is there: to make its types again would leave the resolvers with classes that it does not know.
    root = schema()._schema.mutation_type
    assert root is not None
    assert {"submitRecords", "returnRecord"} <= set(root.fields)
