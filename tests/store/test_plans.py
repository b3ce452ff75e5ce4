"""Under row level security the public website's questions still go by an index: seen in the plans of the real compiled statements.

Both ways of planning are looked at, whichever the statement runs with. Small registries may be read whole; nothing else.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import json
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import asyncpg
import pytest
import sqlalchemy as sa
from tests.conftest import shared
from tests.store.crowd import STATEMENTS

from exchange.access import ANONYMOUS, Audience, Caller, Scope
from exchange.api.engine import Engine, Request
from exchange.api.schema import schema
from exchange.clock import Clock
from exchange.database import Database, Login
from exchange.model import ITEMS, Shape, access_epoch
from exchange.query.grouping import keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchange.query.compile import Statement
    from exchange.settings import Settings

NODE = "id documentNumber partyName violation violationFact fine kind decidedOn state"
COMMON = "of a common kind"
"""It has two good indexes: that of the kind, and that of all, in which most rows are of it."""
SMALL = {"department", "division", "catalogue_item", "access_epoch"}
EMPTY = {item.key for item in ITEMS.values() if item.shape in {Shape.RECORD, Shape.CASE}} - {"penalty"}
"""The crowd is one of penalties; what has no row is read whole, rightly."""


def made(name: str, number: int) -> str:
    """The id of a row of the crowd."""
    return str(uuid.UUID(hashlib.md5(f"{name} {number}".encode(), usedforsecurity=False).hexdigest()))


def penalties(arguments: str) -> str:
    """A page of fifty."""
    return f"{{ penalties(first: 50{arguments}) {{ edges {{ node {{ {NODE} }} }} }} }}"


QUESTIONS = {
    "newest first": (penalties(""), {"penalty_state_decided_on_id_idx"}),
    "oldest first": (penalties(", orderBy: [{decidedOn: ASC}]"), {"penalty_state_decided_on_id_idx"}),
    "since a day": (
        penalties(', where: {decidedOn: {from: "2025-01-01"}}'),
        {"penalty_state_decided_on_id_idx"},
    ),
    "news first": (
        penalties(', where: {lastUpdated: {from: "2025-01-01"}}, orderBy: [{lastUpdated: DESC}]'),
        {"penalty_newest_idx"},
    ),
    "of a city": (
        penalties(', where: {region: {within: "350100"}}'),
        {"penalty_city_state_decided_on_id_idx"},
    ),
    "of a county": (
        penalties(', where: {region: {within: "350101"}}'),
        {"penalty_county_state_decided_on_id_idx"},
    ),
    COMMON: (
        penalties(", where: {kind: {in: [FINE]}}"),
        {"penalty_fine_idx", "penalty_state_decided_on_id_idx"},
    ),
    "of a rare kind": (penalties(", where: {kind: {in: [CLOSE_BUSINESS]}}"), {"penalty_close_business_idx"}),
    "of a party by credit code": (
        penalties(', where: {partyCreditCode: {is: "CODE51"}}'),
        {"penalty_party_credit_code_idx"},
    ),
    "of a party by name": (
        penalties(', where: {partyName: {is: "福州样例贸易有限公司"}}'),
        {"penalty_party_name_opened_idx"},
    ),
    "by document number": (
        penalties(', where: {documentNumber: {is: "榕罚〔2026〕50号"}}'),
        {"penalty_canonical_number_idx"},
    ),
    "with their subjects": (
        "{ penalties(first: 50) { edges { node { id subject { id name creditCode } } } } }",
        {"penalty_state_decided_on_id_idx", "subject_pkey"},
    ),
    "a single one": (f'{{ penalty(id: "{made("penalty", 50)}") {{ {NODE} }} }}', {"penalty_id_idx"}),
    "a node": (f'{{ node(id: "{made("penalty", 50)}") {{ id }} }}', {"penalty_id_idx", "subject_pkey"}),
    "a subject by credit code, with its records": (
        f'{{ subject(by: {{creditCode: "CODE51"}}) {{ name penalties(first: 5) {{ totalCount edges {{ node {{ {NODE} }} }} }} }} }}',
        {"subject_credit_code_idx", "penalty_found_under_state_decided_on_id_idx"},
    ),
    "a person": (
        f'{{ subject(by: {{id: "{made("subject", 40)}"}}) {{ name penalties(first: 5) {{ edges {{ node {{ id }} }} }} }} }}',
        {"subject_pkey", "lead_pkey", "penalty_found_under_state_decided_on_id_idx"},
    ),
    "subjects": (
        "{ subjects(first: 20) { edges { node { name formerNames { name } } } } }",
        {"subject_pkey"},
    ),
    "subjects of a city": (
        '{ subjects(first: 20, where: {region: {within: "350100"}}) { edges { node { name } } } }',
        {"subject_pkey"},
    ),
    "subjects by a fragment of their name": (
        '{ subjects(first: 20, search: "两刉") { totalCount edges { node { name } } } }',
        {"subject_search_pkey", "subject_pkey"},
    ),
    "the first of all with a common fragment": (
        '{ subjects(first: 20, search: "公司") { edges { node { name } } } }',
        {"subject_search_pkey", "subject_search_subject_id_idx", "subject_pkey"},
    ),
    "whom a document number is about": (
        '{ subjects(first: 20, search: "榕罚(2026) 50号") { totalCount edges { node { name } } } }',
        {"penalty_canonical_number_idx", "subject_pkey"},
    ),
    "how many of a county": (
        '{ penalties(where: {region: {within: "350101"}}) { totalCount } }',
        {"penalty_county_state_decided_on_id_idx"},
    ),
    "counts of the whole province": (
        "{ penaltyCounts(by: [CITY, YEAR, KIND, SEVERITY]) { city { name } year kind severity count } }",
        {"penalty_counted_idx"},
    ),
    "counts of all years, persons too": (
        "{ penaltyCounts(by: [YEAR]) { year count persons } }",
        {"penalty_counted_idx"},
    ),
    "how many of a party": (
        '{ penalties(where: {partyCreditCode: {is: "CODE51"}}) { totalCount } }',
        {"penalty_party_credit_code_idx"},
    ),
}


@pytest.fixture(scope="module")
def crowded(server: Settings, template: str) -> Iterator[Settings]:
    """A clone of the template with the crowd in it, for tests that only look."""
    with shared(server, template) as own:
        asyncio.run(run(str(own.database_url), *STATEMENTS))
        yield own


async def run(url: str, *statements: str) -> None:
    connection = await asyncpg.connect(url)
    for statement in statements:
        await connection.execute(statement)
    await connection.close()


async def asked(
    db: Database, settings: Settings, document: str, who: Caller = ANONYMOUS
) -> tuple[Statement, list[object], dict[str, Any]]:
    """The statement that answered the caller, its arguments, and the answer."""

    async def same(caller: Caller) -> Caller:
        return caller

    clock = Clock(settings)
    engine = Engine(schema(), db, clock, same)
    answer = await engine.answer(Request(document), who)
    statement = next(iter(engine.runner.plans.values()))
    now = clock.now()
    return statement, statement.arguments({}, who, now, clock.day(now)), json.loads(answer.body)


def literal(value: object) -> str:
    """A value as SQL."""
    if value is None:
        return "NULL"
    if isinstance(value, list | tuple):
        return f"ARRAY[{', '.join(map(literal, value))}]::text[]"
    assert isinstance(value, str | int | uuid.UUID | dt.date)
    return str(value) if isinstance(value, int) else f"'{value}'"


async def explained(
    settings: Settings, statement: Statement, arguments: list[object], how: str, login: Login = Login.PUBLIC
) -> dict[str, Any]:
    """The plan of the statement under the login, as it is carried out."""
    connection = await asyncpg.connect(settings.url_of(login))
    await connection.execute(
        f"SET plan_cache_mode = force_{how}_plan; SET max_parallel_workers_per_gather = 0"
    )
    await connection.execute(f"PREPARE question AS {statement.sql}")
    given = ", ".join(map(literal, arguments))
    call = f"EXECUTE question({given})" if given else "EXECUTE question"
    told = json.loads(await connection.fetchval(f"EXPLAIN (ANALYZE, FORMAT JSON) {call}"))
    await connection.close()
    plan: dict[str, Any] = told[0]["Plan"]
    return plan


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """All nodes of a plan."""
    yield plan
    for one in plan.get("Plans", []):
        yield from nodes(one)


async def test_each_question_of_the_website_goes_by_its_index_under_row_level_security(
    crowded: Settings,
) -> None:
    """One test for all: the crowd takes seconds to come together."""
    for name, (document, indexes) in QUESTIONS.items():
        async with Database.open(crowded) as db:
            statement, arguments, body = await asked(db, crowded, document)

        plans = {how: await explained(crowded, statement, arguments, how) for how in ("generic", "custom")}

        assert "errors" not in body, name
        for plan in plans.values():
            whole = {one["Relation Name"] for one in nodes(plan) if one["Node Type"] == "Seq Scan"}
            assert whole <= SMALL | EMPTY, name
        chosen = plans["custom" if statement.custom else "generic"]
        used = {one["Index Name"] for one in nodes(chosen) if "Index Name" in one}
        assert indexes <= used or (name == COMMON and indexes & used), (name, used)
        if "counts" in name:
            assert {one["Node Type"] for one in nodes(chosen) if one.get("Relation Name") == "penalty"} == {
                "Index Only Scan"
            }, name
    # The crowd is large and for the most part hidden, else this would tell nothing.
    async with Database.open(crowded) as db, db.reading(Login.PUBLIC) as session:
        seen = [await session.fetchval(f"SELECT count(*) FROM {name}") for name in ("penalty", "subject")]

    assert 20_000 < seen[0] < 60_000
    assert 11_000 < seen[1] < 12_000


PARTNER = Caller(
    client="partner",
    jurisdiction="350000",
    scopes=frozenset({Scope.RECORD_READ}),
    audiences=frozenset({Audience.PUBLIC, Audience.PARTNER}),
)


@pytest.mark.parametrize(
    ("document", "index"),
    [
        pytest.param(
            penalties(", orderBy: [{decidedOn: ASC}]"), "penalty_given_idx", id="the oldest of what is shared"
        ),
        pytest.param(
            penalties(", where: {state: {in: [SUBMITTED, VERIFIED]}}"),
            None,  # whichever is smallest: nothing is looked for in it
            id="states in which nothing is shared",
        ),
        pytest.param(
            penalties(", where: {state: {is: SUBMITTED}}"),
            "penalty_state_decided_on_id_idx",
            id="a state in which nothing is shared",
        ),
    ],
)
async def test_a_partner_is_not_made_to_wait_for_rows_that_are_not_shared_with_it(
    crowded: Settings, document: str, index: str | None
) -> None:
    async with Database.open(crowded) as db:
        async with db.writing() as session:
            epoch = await session.scalar(sa.select(access_epoch.c.epoch))
        statement, arguments, body = await asked(db, crowded, document, replace(PARTNER, epoch=epoch))

    how = "custom" if statement.custom else "generic"
    plan = await explained(crowded, statement, arguments, how, Login.READER)

    read = [one for one in nodes(plan) if one.get("Relation Name") == "penalty"]
    assert "errors" not in body
    assert index is None or [one["Index Name"] for one in read] == [index]
    assert {one["Node Type"] for one in read} == {"Index Scan"}
    assert sum(one.get("Rows Removed by Filter", 0) for one in read) < 2_000


def test_what_records_are_counted_by_stands_in_the_index_that_counts_are_read_from() -> None:
    for item in (one for one in ITEMS.values() if one.shape is Shape.RECORD):
        (index,) = (one for one in item.table.indexes if one.name == f"{item.key}_counted_idx")

        held = {*index.columns.keys(), *index.dialect_options["postgresql"]["include"]}

        assert {key.column for key in keys(item).values()} <= held, item.key
