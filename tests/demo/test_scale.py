"""A world of any number of records: made of the same rows as one written row by row, whole or refused, the same for the same seed."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import asyncpg
import pytest
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from exchange.access import ANONYMOUS
from exchange.api.engine import Engine, Request
from exchange.api.schema import schema
from exchange.clock import Clock
from exchange.database import Database
from exchange.demo import bodies, crowd, scale
from exchange.demo.load import _departments, former_keys, former_names, person_keys
from exchange.demo.seed import Seed
from exchange.demo.world import SEED, World, plan
from exchange.disclosure.predicates import records as kinds
from exchange.errors import StartupError
from exchange.identifiers import citizen_number, credit_code
from exchange.lifecycle import State
from exchange.model import FormerName, metadata, open_search, person_key
from exchange.oauth.door import Door
from exchange.prepare import prepare
from exchange.records import bulk
from exchange.records import load as records
from exchange.records.subjects import insert_subjects
from tests.conftest import shared

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from exchange.settings import Settings

RECORDS = 2_000
SAMPLE = 12
KEY = b"a key of this test"
COUNTED = "SELECT " + " + ".join(f"(SELECT count(*) FROM {item.key})" for item in kinds())
ROWS = "SELECT to_jsonb(t) - 'id' - 'xid' AS row FROM {} AS t"
ROWS_WITH_ID = "SELECT to_jsonb(t) AS row FROM {} AS t"


class Stop(Exception):
    """Cuts a load off."""


def small(*of: Any) -> World:  # noqa: ANN401 - what plan takes
    """The sample world with few records and no case: how it is written is tested elsewhere, and takes its time."""
    made = plan(*of)
    return replace(made, records=made.records[:SAMPLE], cases=())


@pytest.fixture(scope="module")
def filled(server: Settings, template: str) -> Iterator[tuple[Settings, scale.Made]]:
    """A world of some thousand records in a clone of the template."""
    with shared(server, template) as settings:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(scale, "plan", small)
            made = scale.load(settings, RECORDS)
        yield settings, made


@pytest.fixture(scope="module")
def stage(filled: tuple[Settings, scale.Made]) -> crowd.Stage:
    return crowd.stage(Clock(filled[0]).today(), SEED)


@pytest.fixture
async def crowded(filled: tuple[Settings, scale.Made]) -> AsyncIterator[asyncpg.Connection[asyncpg.Record]]:
    """The owner's connection to the filled database."""
    connection = await asyncpg.connect(filled[0].database_url)
    yield connection
    await connection.close()


async def rows(connection: asyncpg.Connection[asyncpg.Record]) -> dict[str, list[str]]:
    """Every row of every table that a world fills, numbers of journals apart."""
    found = {}
    for table in scale.filled_tables():
        wanted = ROWS if table.name in {"audit_entry", "change"} else ROWS_WITH_ID
        found[table.name] = sorted(
            json.dumps(json.loads(one["row"]), sort_keys=True)
            for one in await connection.fetch(wanted.format(table.name))
        )
    return found


async def test_copied_rows_are_those_that_the_row_by_row_path_writes(
    settings: Settings, db: Database, owner: asyncpg.Connection[asyncpg.Record], stage: crowd.Stage
) -> None:
    made = crowd.block(stage, 7, 300)
    about = {one.id: one for one in (*stage.judged, *made.subjects)}.values()
    whole = crowd.Block(tuple(about), made.records)
    former = former_names(whole.subjects)
    async with db.writing() as session:
        await _departments(session, bodies.offices(list(stage.offices.values())))
        await insert_subjects(session, [(one.id, one.values, one.links) for one in whole.subjects])
        await session.execute(sa.insert(person_key), person_keys(KEY, whole.subjects))
        await session.execute(sa.insert(FormerName.table), former)
        await session.execute(insert(open_search).on_conflict_do_nothing(), former_keys(former))
        await records.load(session, whole.records)
    by_row = await rows(owner)
    await owner.execute(
        f"TRUNCATE lead, work_item, {', '.join(table.name for table in scale.filled_tables())} CASCADE"
    )

    async with owner.transaction():
        await bulk.copy(owner, scale.parts(whole, KEY))

    assert await rows(owner) == by_row
    assert len(by_row["penalty"]) + len(by_row["dishonesty_record"]) == 300
    assert all(by_row.values()), [name for name, found in by_row.items() if not found]


async def test_everything_that_was_asked_for_is_there(
    filled: tuple[Settings, scale.Made], crowded: asyncpg.Connection[asyncpg.Record]
) -> None:
    _, made = filled

    assert made.records == RECORDS + SAMPLE
    assert await crowded.fetchval(COUNTED) == made.records
    assert await crowded.fetchval("SELECT count(*) FROM subject") == made.subjects
    assert await crowded.fetchval("SELECT kind FROM world") == "sample:2000"


async def test_every_state_occurs_and_most_records_of_organisations_are_published(stage: crowd.Stage) -> None:
    made = [one for number in range(6) for one in crowd.block(stage, number, crowd.BLOCK).records]
    shown = [one for one in made if not one.natural and one.values["state"] == State.PUBLISHED]

    assert {one.values["state"] for one in made} == set(State) - {State.REPLACED}
    assert len(shown) > len(made) / 3
    assert 0.05 < sum(one.natural for one in made) / len(made) < 0.2
    assert {one.values["region"] for one in made} >= set(stage.places)


async def test_identifiers_are_valid_and_nobody_elses(stage: crowd.Stage) -> None:
    bodies = [one for number in (0, 1, 900, 9_000) for one in crowd.block(stage, number, 500).subjects]
    codes = [str(one.credit_code) for one in bodies if not one.natural]
    documents = [str(one.values["document_number"]) for one in bodies if one.natural]
    overridden = {str(one.credit_code) for one in bodies if one.values.get("credit_code_override")}

    assert len({*codes, *documents}) == len(bodies) == len({one.id for one in bodies})
    assert all(credit_code.check(code).text == code for code in codes if code not in overridden)
    assert all(citizen_number.check(one).text == one for one in documents)


async def test_a_block_is_the_same_whoever_makes_it_and_ids_differ_between_blocks(stage: crowd.Stage) -> None:
    again = crowd.stage(stage.today, SEED)
    one, other = crowd.block(stage, 3, 200), crowd.block(stage, 4, 200)

    assert crowd.block(again, 3, 200) == one
    assert not {record.id for record in one.records} & {record.id for record in other.records}


async def test_all_indexes_of_the_schema_are_there_after_the_load(
    crowded: asyncpg.Connection[asyncpg.Record],
) -> None:
    there = {one["indexname"] for one in await crowded.fetch("SELECT indexname FROM pg_indexes")}
    dialect = sa.dialects.postgresql.dialect()

    assert {
        dialect.identifier_preparer.format_index(one).strip('"')
        for table in metadata.sorted_tables
        for one in table.indexes
    } <= there


async def test_the_crowd_answers_through_graphql_and_hides_its_persons(
    filled: tuple[Settings, scale.Made], crowded: asyncpg.Connection[asyncpg.Record], stage: crowd.Stage
) -> None:
    made = crowd.block(stage, 0, crowd.BLOCK)
    public = [
        one for one in made.records if one.values["state"] == State.PUBLISHED and one.item.key == "penalty"
    ]
    firm = next(one for one in public if not one.natural)
    hidden = next(
        one for one in made.records if one.natural and one.item.key == "penalty" and not records.is_open(one)
    )
    shown = next((one for one in public if one.natural), None)

    assert await party(filled[0], firm) == [firm.values["party_name"]]
    assert await party(filled[0], hidden) == []
    assert shown is not None
    assert await party(filled[0], shown) == [shown.values["party_name"]]


async def party(settings: Settings, record: records.PastRecord) -> list[str]:
    """Whom the public sees under a document number."""
    document = (
        f'{{ penalties(where: {{documentNumber: {{is: "{record.values["document_number"]}"}}}}) '
        "{ edges { node { partyName } } } }"
    )
    async with Database.open(settings) as db:
        clock = Clock(settings)
        engine = Engine(schema(), db, clock, Door(db, clock, settings.issuer).refresh)
        body = json.loads((await engine.answer(Request(document, {}), ANONYMOUS)).body)
    return [one["node"]["partyName"] for one in body["data"]["penalties"]["edges"]]


async def test_half_a_world_is_never_taken_for_whole(
    settings: Settings, owner: asyncpg.Connection[asyncpg.Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scale, "plan", small)

    def stop(_done: int, _all: int) -> None:
        raise Stop

    with pytest.raises(Stop):
        await asyncio.to_thread(scale.load, settings, 1_100, workers=1, progress=stop)
    left = await owner.fetchval(COUNTED)
    with pytest.raises(StartupError, match="part of a world"):
        await prepare(settings)
    made = await asyncio.to_thread(scale.load, settings, 50, workers=1)

    assert left >= 1_000
    assert made.records == 50 + SAMPLE
    assert await owner.fetchval(COUNTED) == made.records
    await prepare(settings)


async def test_other_data_is_left_alone(
    settings: Settings, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    async with Database.open(settings) as db, db.writing() as session:
        await insert_subjects(session, [(one.id, one.values, {}) for one in bodies.governments(Seed(1))[:1]])

    with pytest.raises(StartupError, match="not the sample world"):
        await asyncio.to_thread(scale.load, settings, 10)

    assert await owner.fetchval("SELECT count(*) FROM subject") == 1
