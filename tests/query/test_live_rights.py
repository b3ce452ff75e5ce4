"""Rights are read where the data are read: what ended between two requests ends with it, and a plan shared is never a right shared."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import asyncpg
import pytest
from tests.query.test_corpus import WORLD

from exchange import policy_check
from exchange.api.engine import Engine, Request
from exchange.api.schema import schema
from exchange.clock import Clock
from exchange.errors import Unauthenticated
from exchange.grants import agreements, clients
from exchange.oauth.door import Door

if TYPE_CHECKING:
    from exchange.access import Caller
    from exchange.database import Database
    from exchange.settings import Settings

TOTAL = "{ penalties { totalCount } }"


async def built(db: Database, settings: Settings) -> Engine:
    """An engine over the corpus' world whose door reads rights afresh."""
    async with db.writing() as session:
        await policy_check._build(session, WORLD, Clock(settings))
    door = Door(db, Clock(settings), settings.issuer)
    return Engine(schema(), db, Clock(settings), door.refresh)


async def total(engine: Engine, caller: Caller) -> int:
    """How many penalties the caller sees."""
    body: dict[str, Any] = json.loads((await engine.answer(Request(TOTAL), caller)).body)
    return int(body["data"]["penalties"]["totalCount"])


async def test_a_terminated_agreement_ends_with_the_next_request(db: Database, settings: Settings) -> None:
    engine = await built(db, settings)
    clock = Clock(settings)
    async with db.writing() as session:
        wanted = clients.Wanted("x", "agreed", "FJ_MARKET", "350000", client_id="agreed")
        await clients.create_client(session, clock, "test", wanted)
        terms = agreements.Terms(
            "x", "FJ_MARKET", "x", "x", ("penalty",), "350000", clock.today(), clock.today()
        )
        signed = await agreements.sign_agreement(session, clock, "test", terms)
    caller = policy_check._caller(WORLD, "agreed", 3)
    mine = replace(
        caller, client="agreed", department="FJ_MARKET", departments=("FJ_MARKET",), agreement=signed
    )

    before = await total(engine, mine)
    async with db.writing() as session:
        await agreements.terminate_agreement(session, clock, "test", signed)
    after = await total(engine, mine)

    assert (before, after) == (3, 2)


async def test_a_revoked_client_fails_on_its_next_request(db: Database, settings: Settings) -> None:
    engine = await built(db, settings)
    clock = Clock(settings)
    async with db.writing() as session:
        wanted = clients.Wanted("x", "keeper", "FJ_INFORMATION_CENTRE", "350000", client_id="clerk")
        await clients.create_client(session, clock, "test", wanted)
    caller = replace(policy_check._caller(WORLD, "keeper", 2), client="clerk")
    before = await total(engine, caller)

    async with db.writing() as session:
        await clients.revoke_client(session, clock, "test", "clerk")

    assert before == 5
    with pytest.raises(Unauthenticated):
        await total(engine, caller)


async def test_an_agreement_of_another_department_opens_nothing(db: Database, settings: Settings) -> None:
    engine = await built(db, settings)
    caller = policy_check._caller(WORLD, "agreed", 1)

    own = await total(engine, caller)
    foreign = await total(engine, replace(caller, department="bureau", departments=("bureau",)))

    assert (own, foreign) == (3, 2)


async def test_callers_of_one_shape_share_the_plan_and_never_the_rows(
    db: Database, settings: Settings
) -> None:
    engine = await built(db, settings)
    bureau = policy_check._caller(WORLD, "origin", 1)
    other = replace(bureau, client="other", department="other", departments=("other",), jurisdiction="350500")
    stranger = replace(
        bureau, client="stranger", department="FJ_DRC", departments=("FJ_DRC",), jurisdiction="350102"
    )

    seen = [await total(engine, one) for one in (bureau, stranger, bureau)]
    assert len(engine.runner.plans) == 1
    await total(engine, other)

    assert seen == [5, 2, 5]


async def test_the_public_login_has_no_right_to_anything_personal_or_confidential(
    db: Database, settings: Settings
) -> None:
    await built(db, settings)
    connection = await asyncpg.connect(settings.url_of("exchange_public"))
    probes = [
        "SELECT * FROM penalty_person",
        "SELECT * FROM subject_person",
        "SELECT name FROM subject_person",
        "SELECT remark FROM penalty",
        "SELECT * FROM penalty",
        "SELECT penalty FROM penalty",
        "SELECT row_to_json(penalty) FROM penalty",
        "SELECT count(*) FROM penalty WHERE violation_fact LIKE '%1%'",
        "SELECT id FROM penalty ORDER BY violation_fact",
        "SELECT sum(loss) FROM dishonesty_record",
        "SELECT * FROM subject_person_search",
        "SELECT * FROM subject_gram",
        "SELECT * FROM subject_person_key",
        "SELECT * FROM access_entry",
        "SELECT * FROM audit_entry",
        "SELECT * FROM client",
        "SELECT * FROM signing_key",
        "SELECT * FROM keyring",
        "SELECT * FROM submission",
        "INSERT INTO access_entry DEFAULT VALUES",
        "UPDATE penalty SET state = 'PUBLISHED'",
        "DELETE FROM subject",
    ]

    refused = []
    for probe in probes:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(probe)
        refused.append(probe)
    await connection.close()

    assert refused == probes


async def test_the_reader_may_add_and_read_access_entries_and_change_none(
    db: Database, settings: Settings
) -> None:
    await built(db, settings)
    connection = await asyncpg.connect(settings.url_of("exchange_reader"))

    for probe in (
        "UPDATE access_entry SET actor = 'x'",
        "DELETE FROM access_entry",
        "INSERT INTO access_change (at, actor, what, target, detail) VALUES (now(), 'x', 'x', 'x', '{}')",
        "UPDATE penalty SET state = 'DRAFT'",
        "SELECT secret_hash FROM client",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(probe)
    await connection.close()


async def test_a_look_up_of_a_person_is_entered_even_when_it_finds_nobody_and_the_publics_never(
    db: Database, settings: Settings, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    engine = await built(db, settings)
    search = Request('{ subjects(search: "查无") { totalCount } }')

    await engine.answer(search, policy_check._caller(WORLD, "anonymous", 1))
    await engine.answer(search, policy_check._caller(WORLD, "discipline", 1))

    entries = await owner.fetch("SELECT actor, subjects, fields, discipline_case FROM access_entry")
    assert [tuple(one) for one in entries] == [("discipline", [], ["Subject.name"], "1")]


async def test_a_client_revoked_between_two_requests_can_write_nothing_more(
    db: Database, settings: Settings, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    await built(db, settings)
    clock, door = Clock(settings), Door(db, Clock(settings), settings.issuer)
    engine = Engine(schema(), db, clock, door.refresh)
    async with db.writing() as session:
        wanted = clients.Wanted("x", "keeper", "FJ_INFORMATION_CENTRE", "350000", client_id="clerk")
        await clients.create_client(session, clock, "test", wanted)
    remembered = replace(policy_check._caller(WORLD, "keeper", 2), client="clerk")
    record = policy_check.identity(WORLD, "record", "waiting")
    document = 'mutation ($id: ID!) { returnRecord(input: {id: $id, reason: "x"}) { __typename } }'

    async with db.writing() as session:
        await clients.revoke_client(session, clock, "test", "clerk")

    with pytest.raises(Unauthenticated):
        await engine.answer(Request(document, {"id": str(record)}), remembered)
    assert await owner.fetchval("SELECT state FROM penalty WHERE id = $1", record) == "SUBMITTED"
