"""A house in which time can be moved: callers of a case, an engine, and the day on which its clock stands."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest

from exchange.api.engine import Engine, Request
from exchange.api.schema import schema
from exchange.cases import uploads
from exchange.clock import Clock
from tests.api.conftest import KEEPER, ORIGIN, caller
from tests.api.test_life_of_a_penalty import published
from tests.cases.duties import Duties, laid
from tests.cases.town import Town

if TYPE_CHECKING:
    import asyncpg

    from exchange.access import Caller
    from exchange.database import Database
    from exchange.settings import Settings

Found = dict[str, Any]
WHOLE = "number state waitsFor dueOn dueRule totalDueOn late extended closedOn escalatedOn"


@dataclass(slots=True)
class House:
    """Ask as somebody, on some day."""

    engine: Engine
    owner: asyncpg.Connection[asyncpg.Record]
    subject: Caller
    record: str = ""
    keys: int = 0

    @property
    def today(self) -> dt.date:
        """The day on which the clock stands."""
        return self.engine.runner.clock.today()

    def on(self, day: dt.date) -> None:
        """Let the clock stand at noon of a day."""
        self.engine.runner.clock._set = dt.datetime.combine(day, dt.time(4), dt.UTC)

    async def ask(self, who: Caller, document: str, **variables: Any) -> Found:  # noqa: ANN401 - any JSON
        """The decoded body."""
        answer = await self.engine.answer(Request(document, variables), who)
        found: Found = json.loads(answer.body)
        return found

    async def file(self, who: Caller, case: str, details: str, *, about: str = "", key: str = "") -> Found:
        """Open a case about the record."""
        self.keys += 1
        name = f"file{case}"
        given = f'key: "{key or f"K-{self.keys}"}", record: "{about or self.record}", {details}'
        return await self.mutate(who, name, given)

    async def move(self, who: Caller, name: str, case: str, details: str = "") -> Found:
        """Move a case, by its id."""
        return await self.mutate(who, name, f'id: "{case}", {details}')

    async def mutate(self, who: Caller, name: str, given: str) -> Found:
        """A mutation of a case: what became of it, or why it was refused."""
        body = await self.ask(
            who,
            f"mutation {{ {name}(input: {{{given}}}) {{ __typename ... on CaseMoved {{ caseId case {{ {WHOLE} }} }} "
            "... on Refused { code message } } }",
        )
        assert "errors" not in body, body
        found: Found = body["data"][name]
        return found

    async def upload(self, who: Caller, content: bytes, kind: str = "application/pdf") -> str:
        """Upload a document; its digest."""
        async with self.engine.runner.db.writing() as session:
            return await uploads.keep(session, who, self.engine.runner.clock.now(), kind, content)

    async def state(self, who: Caller = KEEPER) -> Found:
        """How the record stands, for somebody."""
        body = await self.ask(
            who, f'{{ node(id: "{self.record}") {{ ... on Penalty {{ state disputed }} }} }}'
        )
        found: Found = body["data"]["node"]
        return found


@pytest.fixture
async def house(db: Database, settings: Settings, owner: asyncpg.Connection[asyncpg.Record]) -> House:
    """A house with a published penalty, and the enterprise that it is about as a caller."""

    async def refresh(one: Caller) -> Caller:
        return one

    engine = Engine(schema(), db, Clock(settings), refresh)
    found = House(engine, owner, caller("subject"))
    found.record = await published(found.ask)
    subject = await owner.fetchval("SELECT subject_id FROM penalty WHERE id = $1", uuid.UUID(found.record))
    found.subject = replace(found.subject, subject=subject)
    return found


@pytest.fixture
async def duties(house: House, settings: Settings) -> Duties:
    """The house with a county whose government has a record in effect."""
    return await laid(house, settings)


@pytest.fixture
async def town(db: Database, settings: Settings, owner: asyncpg.Connection[asyncpg.Record]) -> Town:
    """A city, its counties and their departments, without a case yet."""

    async def refresh(one: Caller) -> Caller:
        return one

    engine = Engine(schema(), db, Clock(settings), refresh)
    found = Town(House(engine, owner, caller("subject")))
    await found.build(db)
    return found


PROVINCE = KEEPER
SECOND = replace(KEEPER, client="test-keeper-2", actor="test-keeper-2")
PROVIDER = ORIGIN
STRANGER = replace(ORIGIN, department="FJ_FINANCE", departments=("FJ_FINANCE",))
