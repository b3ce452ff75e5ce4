"""The corpus: each query file with the SQL it compiles to and the JSON it answers beside it. A diff in the `.sql` is a design review.

Write the files again with `UPDATE_CORPUS=1 pytest tests/query/test_corpus.py` and read the diff.
"""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from exchange import policy_check
from exchange.api.engine import Engine, Request
from exchange.api.schema import schema
from exchange.clock import Clock
from exchange.disclosure import policy

if TYPE_CHECKING:
    import asyncpg

    from exchange.access import Caller
    from exchange.database import Database
    from exchange.settings import Settings

FOLDER = Path(__file__).parent / "corpus"
WORLD = policy_check.Case("corpus", tomllib.loads((FOLDER / "world.toml").read_text("utf-8")))
PAGE = (FOLDER / "anonymous_page_of_penalties.graphql").read_text("utf-8")
QUERIES = sorted(FOLDER.glob("*.graphql"))
TEXTS = {path: path.read_text("utf-8") for path in QUERIES}
LOGGED = {
    "keeper_compares_versions_and_reads_the_timeline",
    "subject_reads_its_timeline_without_reasons_and_names",
    "origin_reads_its_own_in_clear_and_that_is_entered",
    "discipline_finds_a_person_by_name_and_that_is_entered",
}


def heads(text: str) -> dict[str, str]:
    """`# caller: keeper` and the like at the head of a query."""
    lines = (line[1:].split(":", 1) for line in text.splitlines() if line.startswith("#") and ":" in line)
    return {name.strip(): value.strip() for name, value in lines}


def beside(path: Path, sql: str, told: str) -> tuple[str, str]:
    """What stands beside a query file; written first when the corpus is updated."""
    if os.environ.get("UPDATE_CORPUS"):
        path.with_suffix(".sql").write_text(sql, "utf-8")
        path.with_suffix(".json").write_text(told, "utf-8")
    return path.with_suffix(".sql").read_text("utf-8"), path.with_suffix(".json").read_text("utf-8")


async def answered(db: Database, settings: Settings, text: str) -> tuple[Engine, dict[str, Any]]:
    """The engine that answered, and the answer."""
    head = heads(text)
    async with db.writing() as session:
        await policy_check._build(session, WORLD, Clock(settings))
    caller = policy_check._caller(WORLD, head["caller"], 1)

    async def refresh(one: Caller) -> Caller:
        return one

    engine = Engine(schema(), db, Clock(settings), refresh)
    variables = json.loads(head.get("variables", "{}"))
    if "id" in head:
        variables["id"] = str(policy_check.identity(WORLD, *head["id"].split("/")))
    answer = await engine.answer(Request(text, variables), caller)
    return engine, json.loads(answer.body)


@pytest.mark.parametrize("path", QUERIES, ids=[path.stem for path in QUERIES])
async def test_a_query_compiles_to_its_sql_and_answers_its_json_in_one_statement(
    db: Database,
    settings: Settings,
    owner: asyncpg.Connection[asyncpg.Record],
    statements: list[str],
    path: Path,
) -> None:
    text = TEXTS[path]

    engine, body = await answered(db, settings, text)

    compiled = list(engine.runner.plans.values())
    sql = compiled[0].sql.replace(policy().version, "<policy>") + "\n"
    told = json.dumps(body, ensure_ascii=False, indent=2) + "\n"
    assert "errors" not in body
    assert (sql, told) == beside(path, sql, told)
    assert [one for one in statements if one == compiled[0].sql] == [compiled[0].sql]
    assert await owner.fetchval("SELECT count(*) FROM access_entry") == (1 if path.stem in LOGGED else 0)


def test_each_caller_of_the_world_asks_something() -> None:
    asking = {heads(path.read_text("utf-8"))["caller"] for path in QUERIES}

    assert asking == {"anonymous", *WORLD.world["callers"]}


async def test_the_same_question_again_compiles_nothing(db: Database, settings: Settings) -> None:
    text = PAGE
    engine, first = await answered(db, settings, text)

    again = await engine.answer(Request(text), policy_check._caller(WORLD, "anonymous", 1))

    assert json.loads(again.body) == first
    assert len(engine.runner.plans) == 1


async def test_pages_put_together_are_the_whole_list_once(db: Database, settings: Settings) -> None:
    document = (
        "query ($after: String) { penalties(first: 1, after: $after, orderBy: [{fine: DESC}]) "
        "{ pageInfo { hasNextPage endCursor } edges { node { documentNumber } } } }"
    )
    engine, _ = await answered(db, settings, "# caller: keeper\n{ __typename }")
    keeper = policy_check._caller(WORLD, "keeper", 1)
    seen, after = [], None

    for _ in range(10):
        body = json.loads((await engine.answer(Request(document, {"after": after}), keeper)).body)["data"][
            "penalties"
        ]
        seen += [edge["node"]["documentNumber"] for edge in body["edges"]]
        after = body["pageInfo"]["endCursor"]
        if not body["pageInfo"]["hasNextPage"]:
            break

    assert seen == [f"丰泽市监样罚〔2026〕{number}号" for number in (1, 5, 4, 3, 2)] or sorted(seen) == [
        f"丰泽市监样罚〔2026〕{number}号" for number in (1, 2, 3, 4, 5)
    ]
    assert seen[0] == "丰泽市监样罚〔2026〕1号"
    assert len(set(seen)) == len(seen) == 5
