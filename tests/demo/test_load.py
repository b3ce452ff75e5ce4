"""The sample world in a real database: whole or not at all, once, and never beside other data."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import asyncpg
import pytest

from exchange.access import ANONYMOUS, Caller
from exchange.api.engine import Engine, Request
from exchange.api.schema import schema
from exchange.clock import Clock
from exchange.database import Database
from exchange.demo import callers
from exchange.demo.load import load, loaded
from exchange.demo.story import CREDIT_CODE
from exchange.demo.world import World, plan
from exchange.model import ITEMS, Shape
from exchange.oauth.door import Door
from exchange.records import duplicates
from exchange.workflows import WORKFLOWS, Workflow
from tests.conftest import shared

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

    from exchange.settings import Settings

SECONDS = 10
ON_RECORDS = {"dispute", "settle", "repair", "restrict", "reinstate"}
"""What a case does to its record, each a move of the record by itself."""
"""Of our own processor: the clock's depend on what else the machine does."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A database that was filled once for the tests that only look."""

    settings: Settings
    made: World
    known: callers.Callers
    seconds: float


@pytest.fixture(scope="module")
def filled(server: Settings, template: str) -> Iterator[Filled]:
    """The sample world in a clone of the template."""
    with shared(server, template) as settings:
        start = time.process_time()
        made = plan(Clock(settings).today())
        known = asyncio.run(fill(settings, made))
        yield Filled(settings, made, known, time.process_time() - start)


async def fill(settings: Settings, made: World) -> callers.Callers:
    known = callers.drawn(made.agreement)
    async with Database.open(settings) as db, db.writing() as session:
        await load(session, Clock(settings), made, known)
    return known


@pytest.fixture
async def db(filled: Filled) -> AsyncIterator[Database]:
    """The filled database, opened."""
    async with Database.open(filled.settings) as database:
        yield database


@pytest.fixture
async def owner(filled: Filled) -> AsyncIterator[asyncpg.Connection[asyncpg.Record]]:
    """The owner's connection to the filled database."""
    connection = await asyncpg.connect(filled.settings.database_url)
    yield connection
    await connection.close()


@pytest.fixture
async def ask(db: Database, filled: Filled) -> Callable[..., Awaitable[dict[str, Any]]]:
    """Ask a document as a caller; gives the data."""
    clock = Clock(filled.settings)
    engine = Engine(schema(), db, clock, Door(db, clock, filled.settings.issuer).refresh)

    async def asked(who: Caller, document: str) -> dict[str, Any]:
        body = json.loads((await engine.answer(Request(document, {}), who)).body)
        assert "errors" not in body, body
        data: dict[str, Any] = body["data"]
        return data

    return asked


async def test_everything_that_is_planned_is_stored_in_time(
    filled: Filled, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    each = (f"(SELECT count(*) FROM {item.table})" for item in ITEMS.values() if item.shape is Shape.RECORD)
    records = f"SELECT {' + '.join(each)}"
    steps = sum(len(one.history) for one in filled.made.records)

    assert filled.seconds < SECONDS
    assert await owner.fetchval("SELECT count(*) FROM subject") == len(filled.made.subjects)
    acts = sum(len(one.acts) for one in filled.made.cases)
    drafts = sum(
        (one.workflow, act.move) in {("complaint", "confirm"), ("government_commitment", "breach")}
        for one in filled.made.cases
        for act in one.acts
    )
    assert await owner.fetchval(records) == len(filled.made.records) + drafts
    acts += sum(len(one.moves) for one in filled.made.told)
    assert await owner.fetchval("SELECT count(*) FROM case_step") == acts
    moved = sum(
        name in ON_RECORDS
        for one in filled.made.cases
        for act in one.acts
        for name in WORKFLOWS[one.workflow].effects.get(act.move, ())
    )
    assert await owner.fetchval("SELECT count(*) FROM change") == steps + drafts + acts + moved
    assert await owner.fetchval("SELECT count(*) FROM audit_entry") == steps + drafts + moved


@pytest.mark.parametrize(
    "workflow",
    WORKFLOWS.values(),
    ids=lambda one: one.name,
)
async def test_there_is_a_case_in_every_state(
    workflow: Workflow, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    found = await owner.fetch(f"SELECT DISTINCT state FROM {workflow.name}")

    assert {row["state"] for row in found} == set(workflow.stages)


async def test_the_public_sees_a_person_with_a_recorded_basis_and_no_other(
    filled: Filled, ask: Callable[..., Awaitable[dict[str, Any]]]
) -> None:
    numbers = {one.values["party_name"]: one.values["document_number"] for one in filled.made.records[6:8]}

    seen = {
        name: await ask(
            ANONYMOUS,
            f'{{ penalties(where: {{documentNumber: {{is: "{number}"}}}}) {{ edges {{ node {{ partyName }} }} }} }}',
        )
        for name, number in numbers.items()
    }

    assert seen["黄例安"]["penalties"]["edges"] == [{"node": {"partyName": "黄例安"}}]
    assert seen["欧阳例宁"]["penalties"]["edges"] == []


async def test_the_enterprise_of_the_story_is_found_by_code_and_by_its_former_name(
    ask: Callable[..., Awaitable[dict[str, Any]]],
) -> None:
    told = "{ name formerNames { name } penalties { totalCount } }"

    by_code = await ask(ANONYMOUS, f'{{ subject(by: {{creditCode: "{CREDIT_CODE}"}}) {told} }}')
    by_name = await ask(ANONYMOUS, '{ subjects(search: "闽江例星商贸行") { edges { node { creditCode } } } }')

    assert by_code["subject"] == {
        "name": "福州闽江例星贸易有限公司",
        "formerNames": [{"name": "福州闽江例星商贸行"}],
        "penalties": {"totalCount": 2},
    }
    assert by_name["subjects"]["edges"] == [{"node": {"creditCode": CREDIT_CODE}}]


async def test_one_decision_in_two_spellings_waits_for_the_keeper(
    filled: Filled, db: Database, ask: Callable[..., Awaitable[dict[str, Any]]]
) -> None:
    while not await duplicates.find(db, Clock(filled.settings)):
        await asyncio.sleep(0.02)  # the log waits for whoever writes anywhere in the cluster
    keeper = await caller(filled, db, "keeper")

    data = await ask(
        keeper,
        "{ duplicates { edges { node { outcome record { documentNumber } other { documentNumber } } } } }",
    )

    (pair,) = (edge["node"] for edge in data["duplicates"]["edges"])
    assert pair["outcome"] == "OPEN"
    one, other = sorted((pair["record"]["documentNumber"], pair["other"]["documentNumber"]))
    assert other.replace("字〔", "〔").replace("第", "") == one


async def test_what_was_withdrawn_and_is_still_held_past_its_day_is_seen_by_the_keeper(
    filled: Filled, db: Database, ask: Callable[..., Awaitable[dict[str, Any]]]
) -> None:
    keeper = await caller(filled, db, "keeper")
    yesterday = Clock(filled.settings).today() - dt.timedelta(days=1)

    data = await ask(
        keeper,
        f'{{ late: shares(where: {{stillHeld: {{is: true}}, removeDueOn: {{to: "{yesterday}"}}}}) {{ totalCount }}'
        " shares { totalCount edges { node { change record { state } removedOn } } } }",
    )

    lines = [edge["node"] for edge in data["shares"]["edges"]]
    assert 0 < data["late"]["totalCount"] < data["shares"]["totalCount"]
    assert {(one["change"], one["record"]["state"]) for one in lines} == {("GONE", "WITHDRAWN")}
    assert any(one["removedOn"] for one in lines)


async def test_administrators_the_platform_and_a_provider_have_something_to_decide(
    filled: Filled, db: Database, ask: Callable[..., Awaitable[dict[str, Any]]]
) -> None:
    yesterday = Clock(filled.settings).today() - dt.timedelta(days=1)
    asked = (
        "{ proposals(where: {state: {in: [OPEN]}}) { edges { node { kind proposedBy } } } "
        f'late: shareRequests(where: {{dueOn: {{to: "{yesterday}"}}}}) {{ totalCount }} '
        "shareRequests { edges { node { state } } } }"
    )

    data = await ask(await caller(filled, db, "second"), asked)
    origin = await ask(await caller(filled, db, "origin"), "{ shareRequests { edges { node { state } } } }")

    proposals = [(edge["node"]["kind"], edge["node"]["proposedBy"]) for edge in data["proposals"]["edges"]]
    assert sorted(proposals) == [("AGREEMENT", "administrator"), ("ROLES", "administrator")]
    assert data["late"]["totalCount"] == 1
    assert sorted(edge["node"]["state"] for edge in data["shareRequests"]["edges"]) == [
        "FILED",
        "FILED",
        "REVIEW",
    ]
    assert "REVIEW" in [edge["node"]["state"] for edge in origin["shareRequests"]["edges"]]


async def test_the_edition_in_force_can_be_compared_with_one_to_come(
    owner: asyncpg.Connection[asyncpg.Record], ask: Callable[..., Awaitable[dict[str, Any]]]
) -> None:
    found = await owner.fetch("SELECT DISTINCT edition FROM catalogue_item ORDER BY edition DESC LIMIT 2")
    later, earlier = (row["edition"] for row in found)

    data = await ask(
        ANONYMOUS,
        f"{{ catalogueChanges(where: {{fromEdition: {{is: {earlier}}}, toEdition: {{is: {later}}}}})"
        " { edges { node { code fieldsChanged } } } }",
    )

    assert {
        edge["node"]["code"]: edge["node"]["fieldsChanged"] for edge in data["catalogueChanges"]["edges"]
    } == {
        "COMMENDATION_ORGANISATION": ["LEGAL_BASIS", "RETENTION_MONTHS"],
        "EVALUATION_ORGANISATION": ["LEGAL_BASIS", "SHARING_CLASS", "PUBLICATION_MODE"],
    }


async def caller(filled: Filled, db: Database, role: str) -> Caller:
    """A client of the sample world, with the rights that it has there."""
    client = filled.known[role]["client_id"]
    return await Door(db, Clock(filled.settings), filled.settings.issuer).refresh(
        Caller(client=client, actor=client)
    )


async def test_a_database_with_the_world_is_recognised(db: Database) -> None:
    async with db.writing() as session:
        assert await loaded(session)


async def test_credentials_fit_the_clients_that_were_made_with_them(filled: Filled, db: Database) -> None:
    async with db.writing() as session:
        assert await callers.fits(session, filled.known)
        assert not await callers.fits(session, callers.drawn(filled.made.agreement))


async def test_the_agreement_of_the_market_regulator_lives_today(
    filled: Filled, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    row = await owner.fetchrow("SELECT id::text, department, valid_from, valid_until FROM agreement")

    assert row is not None
    assert (row["id"], row["department"]) == (filled.known["agreed"]["agreement"], "FJ_MARKET")
    assert row["valid_from"] <= Clock(filled.settings).today() < row["valid_until"]


async def test_an_empty_database_may_be_filled(settings: Settings) -> None:
    async with Database.open(settings) as empty, empty.writing() as session:
        assert not await loaded(session)


async def test_a_load_that_fails_leaves_nothing(
    settings: Settings, filled: Filled, database_url: str
) -> None:
    known = callers.drawn(filled.made.agreement)
    del known["servant"]

    with pytest.raises(KeyError):
        async with Database.open(settings) as empty, empty.writing() as session:
            await load(session, Clock(settings), filled.made, known)

    looking = await asyncpg.connect(database_url)
    left = await looking.fetchval("SELECT (SELECT count(*) FROM subject) + (SELECT count(*) FROM client)")
    await looking.close()
    assert left == 0
