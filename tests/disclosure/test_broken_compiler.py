"""The second line holds when the first is broken: a compiler that forgets, or picks wrongly, gives nothing hidden to the public.

Each breakage is put in at run time, over a world in which everything hidden says SECRET.
"""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import sqlalchemy as sa
from tests.disclosure.secrets import AMOUNT, HIDDEN_ROWS, OFFICIAL, SECRET, SHOWN_ROWS, fill

from exchange.api import logs
from exchange.app import build
from exchange.disclosure import CLEAR, Branch, View
from exchange.query.values import Values

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    import asyncpg

    from exchange.database import Database
    from exchange.settings import Settings

    Ask = Callable[[str], Awaitable[httpx.Response]]

FIELDS = "id documentNumber partyName violationFact disputed"
LISTS = (
    f"{{ penalties {{ totalCount pageInfo {{ hasNextPage }} edges {{ cursor node {{ {FIELDS} }} }} }} }}",
    "{ dishonestyRecords { totalCount edges { node { id title facts loss } } } }",
    "{ subjects { totalCount edges { node { id name penalties { totalCount edges { node { id } } } formerNames { name } } } } }",
    f'{{ node(id: "{OFFICIAL}") {{ id }} subject(by: {{id: "{OFFICIAL}"}}) {{ id name }} }}',
    "{ penalties { edges { node { id subject { id name } } } } }",
)
HIDDEN_FIELDS = (
    "{ penalties { edges { node { remark } } } }",
    "{ penalties { edges { node { violationFact } } } }",
    "{ penalties { edges { node { publicationApprover dutyDone } } } }",
    "{ dishonestyRecords { edges { node { loss lossDescription } } } }",
    "{ __schema { description } penalties { edges { node { remark } } } }",
)
PERSONAL_FIELDS = (
    "{ penalties { edges { node { partyName } } } }",
    "{ penalties { edges { node { personIdNumber } } } }",
    "{ dishonestyRecords { edges { node { caseNumber investigator } } } }",
    "{ subjects { edges { node { name phone } } } }",
)


@pytest.fixture
async def ask(
    settings: Settings, db: Database, owner: asyncpg.Connection[asyncpg.Record]
) -> AsyncIterator[Ask]:
    """A question of nobody's over HTTP, in the world of secrets."""
    await fill(owner)
    handlers, level = logging.root.handlers, logging.root.level
    app = build(settings)

    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as web,
    ):

        async def asked(document: str) -> httpx.Response:
            return await web.post("/graphql", json={"query": document})

        yield asked
    logging.root.handlers, logging.root.level = handlers, level


def omits_the_row_rule(patch: pytest.MonkeyPatch) -> None:
    """No WHERE of disclosure anywhere."""
    patch.setattr(View, "judged", lambda *_: sa.true())


def picks_the_clear_column(patch: pytest.MonkeyPatch) -> None:
    """Every field of every row as it is stored."""
    patch.setattr(View, "branches", lambda *_: (Branch(None, CLEAR, "RULE", ""),))


def joins_the_apart_table(patch: pytest.MonkeyPatch) -> None:
    """The same, and the tables about persons are known to the public's statement."""
    picks_the_clear_column(patch)
    patch.setattr(Values, "_persons", property(lambda _: True))


def told(response: httpx.Response) -> dict[str, Any]:
    """The body, in which nothing hidden stands."""
    assert SECRET not in response.text
    assert str(AMOUNT) not in response.text
    body: dict[str, Any] = json.loads(response.text)
    return body


async def test_a_statement_without_its_row_rule_gives_the_same_answer(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = [told(await ask(document)) for document in LISTS]

    omits_the_row_rule(monkeypatch)
    broken = [told(await ask(f"query Broken {document}")) for document in LISTS]

    assert broken == sound
    assert sound[0]["data"]["penalties"]["totalCount"] == len(SHOWN_ROWS)
    assert len(HIDDEN_ROWS) > 0


async def test_the_breakage_is_real_where_there_is_no_second_line(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    """Without row level security the same broken statement gives every row: it is not the test that hides them."""
    await owner.execute("ALTER TABLE penalty DISABLE ROW LEVEL SECURITY")

    omits_the_row_rule(monkeypatch)
    body = json.loads((await ask(LISTS[0])).text)

    assert body["data"]["penalties"]["totalCount"] == len(SHOWN_ROWS) + len(HIDDEN_ROWS)
    assert SECRET in json.dumps(body)


@pytest.mark.parametrize("document", HIDDEN_FIELDS)
async def test_a_statement_that_picks_the_clear_column_is_an_internal_error_without_a_detail(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, document: str
) -> None:
    picks_the_clear_column(monkeypatch)

    refused(await ask(document))


@pytest.mark.parametrize("document", PERSONAL_FIELDS)
async def test_a_statement_that_joins_the_apart_table_is_an_internal_error_without_a_detail(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, document: str
) -> None:
    joins_the_apart_table(monkeypatch)

    refused(await ask(document))


@pytest.mark.parametrize("document", PERSONAL_FIELDS)
async def test_a_personal_field_picked_in_clear_is_null_without_its_table(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, document: str
) -> None:
    picks_the_clear_column(monkeypatch)

    assert "errors" not in told(await ask(document))


async def test_the_log_of_such_a_refusal_names_the_kind_and_no_value(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    picks_the_clear_column(monkeypatch)
    logging.root.addHandler(caplog.handler)

    reference = refused(await ask(HIDDEN_FIELDS[0]))

    facts = [getattr(one, logs.FACTS) for one in caplog.records if one.name == "exchange.failure"]
    assert [(one["reference"], one["kind"]) for one in facts] == [(reference, "InsufficientPrivilegeError")]
    assert "remark" not in str(facts)


def refused(response: httpx.Response) -> str:
    """The one answer to a statement that the database refuses: our own words and a reference; no table, no column, no cause."""
    body = told(response)
    (error,) = body["errors"]
    assert error["extensions"]["code"] == "INTERNAL_ERROR"
    assert body.get("data") is None
    words, _, reference = error["message"].removesuffix(".").rpartition(" ")
    assert words == "Internal error. Give the reference to the operator:"
    assert len(reference) == 12
    return str(reference)
