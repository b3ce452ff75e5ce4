"""Access that changes after a question was parsed and planned, and before its statement runs: nothing more is seen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from tests.query.test_corpus import WORLD

from exchange import policy_check
from exchange.access import Caller
from exchange.api.engine import Engine, Request
from exchange.api.schema import schema
from exchange.clock import Clock
from exchange.errors import Unauthenticated
from exchange.grants import agreements, clients
from exchange.grants.journal import changed
from exchange.oauth.door import Door
from exchange.query.compile import Statement

if TYPE_CHECKING:
    from exchange.database import Database, WriteSession
    from exchange.settings import Settings

AGREEMENT = policy_check.identity(WORLD, "agreement", "sharing")
# What everybody sees of this world is two penalties; the agreement adds a third.
ENDS: dict[str, tuple[str, int | None]] = {
    "nothing": ("", 3),
    "client revoked": ("revoke", None),
    "scopes narrowed": ("UPDATE client SET scopes = '{}'", 2),
    "role changed": ("UPDATE client SET role = 'partner'", 2),
    "jurisdiction changed": ("UPDATE client SET jurisdiction = '350100', role = 'partner'", 2),
    "agreement suspended": ("suspend", 2),
    "agreement terminated": ("terminate", 2),
    "agreement expired": ("UPDATE agreement SET valid_until = '2020-01-01'", 2),
    "agreement narrowed": ("UPDATE agreement SET items = '{subject}'", 2),
}


async def turn(session: WriteSession, clock: Clock, change: str) -> None:
    """Change access by its command, or where there is none yet in the way in which one would have to."""
    if change == "revoke":
        await clients.revoke_client(session, clock, "test", "c")
    elif change == "suspend":
        await agreements.suspend_agreement(session, clock, "test", AGREEMENT)
    elif change == "terminate":
        await agreements.terminate_agreement(session, clock, "test", AGREEMENT)
    elif change:
        await session.execute(sa.text(change))
        await changed(session, clock, "test", "x", "x", {})


@pytest.mark.parametrize("end", ENDS)
async def test_access_that_changes_before_the_statement_shows_nothing_more(
    db: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    change, allowed = ENDS[end]
    clock = Clock(settings)
    async with db.writing() as session:
        await policy_check._build(session, WORLD, clock)
        await clients.create_client(
            session, clock, "test", clients.Wanted("x", "agreed", "other", "350000", client_id="c")
        )
    door = Door(db, clock, settings.issuer)
    caller = await door.refresh(Caller(client="c", actor="c", agreement=AGREEMENT))
    engine = Engine(schema(), db, clock, door.refresh)
    true, done = type(db).one_row, list[str]()

    async def late(*args: Any, **more: Any) -> object:  # noqa: ANN401 - passed on as they are
        """A statement that comes after access changed: plan and arguments are made by then."""
        if not done:
            done.append(end)
            assert engine.runner.plans
            async with db.writing() as session:
                await turn(session, clock, change)
        return await true(*args, **more)

    monkeypatch.setattr(type(db), "one_row", late)
    seen = None
    try:
        body = (await engine.answer(Request("{ penalties { totalCount } }"), caller)).body
        seen = json.loads(body)["data"]["penalties"]["totalCount"]
    except Unauthenticated:
        pass

    assert (done, seen) == ([end], allowed)
    assert isinstance(next(iter(engine.runner.plans.values())), Statement)
