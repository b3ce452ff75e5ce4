"""What cannot be asked: refused by name alone or by shape, with a sentence, the same whatever the data hold; and nothing ever crashes."""

from __future__ import annotations

import asyncio
import base64
import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import shared
from tests.query.test_corpus import WORLD

from exchange import policy_check
from exchange.api.engine import Engine, Request
from exchange.api.schema import schema
from exchange.clock import Clock
from exchange.database import Database

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from exchange.access import Caller
    from exchange.settings import Settings

Ask = "Callable[..., Awaitable[dict[str, Any]]]"


@pytest.fixture(scope="module")
def settings(server: Settings, template: str) -> Iterator[Settings]:
    """Those of a database with the corpus' world, for all tests here: what is refused changes nothing."""
    with shared(server, template) as own:
        asyncio.run(built(own))
        yield own


async def built(own: Settings) -> None:
    async with Database.open(own) as db, db.writing() as session:
        await policy_check._build(session, WORLD, Clock(own))


@pytest.fixture
async def ask(db: Database, settings: Settings) -> Callable[..., Awaitable[dict[str, Any]]]:
    """Ask as a caller of the corpus' world."""

    async def refresh(one: Caller) -> Caller:
        return one

    engine = Engine(schema(), db, Clock(settings), refresh)

    async def asked(who: str, document: str, **variables: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
        caller = policy_check._caller(WORLD, who, 1)
        body: dict[str, Any] = json.loads((await engine.answer(Request(document, variables), caller)).body)
        return body

    return asked


def code(body: dict[str, Any]) -> str:
    """The code of the first error."""
    return str(body["errors"][0]["extensions"]["code"])


PERSONAL = [
    ("anonymous", '{ subjects(where: {documentNumber: {is: "x"}}) { totalCount } }', "VALIDATION_FAILED"),
    ("anonymous", "{ subjects(orderBy: [{phone: ASC}]) { totalCount } }", "VALIDATION_FAILED"),
]


@pytest.mark.parametrize(("who", "document", "told"), PERSONAL)
async def test_what_is_no_argument_for_anybody_is_no_argument(
    ask: Callable[..., Awaitable[dict[str, Any]]], who: str, document: str, told: str
) -> None:
    body = await ask(who, document)

    assert code(body) == told
    assert "Did you mean" not in body["errors"][0]["message"]


async def test_a_key_that_a_caller_does_not_always_see_is_refused_by_its_name(
    ask: Callable[..., Awaitable[dict[str, Any]]],
) -> None:
    refused = await ask("anonymous", "{ penaltyCounts(by: [YEAR, NEXT_LEVEL]) { count } }")
    allowed = await ask("keeper", "{ penaltyCounts(by: [YEAR, NEXT_LEVEL]) { count } }")

    assert code(refused) == "ARGUMENT_NOT_ALLOWED"
    assert refused["data"] is None
    assert "errors" not in allowed


async def test_too_many_keys_are_refused_with_the_limit(
    ask: Callable[..., Awaitable[dict[str, Any]]],
) -> None:
    body = await ask("keeper", "{ penaltyCounts(by: [YEAR, MONTH, CITY, COUNTY, STATE]) { count } }")

    assert code(body) == "LIMIT_EXCEEDED"
    assert "4" in body["errors"][0]["message"]


async def test_keys_in_a_variable_are_those_of_each_request(
    ask: Callable[..., Awaitable[dict[str, Any]]],
) -> None:
    document = "query ($by: [PenaltyCountKey!]!) { penaltyCounts(by: $by) { year month state } }"

    first = await ask("keeper", document, by=["YEAR"])
    second = await ask("keeper", document, by=["STATE", "YEAR"])

    assert {one["state"] for one in first["data"]["penaltyCounts"]} == {None}
    assert {one["state"] for one in second["data"]["penaltyCounts"]} == {"PUBLISHED", "SUBMITTED"}


async def test_a_filter_on_what_a_caller_can_never_see_is_refused_by_its_name_whatever_its_value(
    ask: Callable[..., Awaitable[dict[str, Any]]],
) -> None:
    document = "query ($b: String!) { submission(batch: $b) { batch } }"

    there = await ask("anonymous", document, b="corpus")
    nowhere = await ask("anonymous", document, b="no such batch")

    assert there == nowhere
    assert code(there) == "ARGUMENT_NOT_ALLOWED"
    assert there["data"] is None
    assert "corpus" not in there["errors"][0]["message"]


@pytest.mark.parametrize("who", ["anonymous", "partner", "agreed", "superior", "keeper"])
async def test_a_masked_name_is_no_key_to_search_by(
    ask: Callable[..., Awaitable[dict[str, Any]]], who: str
) -> None:
    document = "query ($n: String!) { penalties(where: {partyName: {is: $n}}) { totalCount } subjects(search: $n) { totalCount } }"

    masked = await ask(who, document, n="林**")
    clear = await ask(who, document, n="林大山")
    nobody = await ask(who, document, n="林小海")

    assert masked["data"] == clear["data"] == nobody["data"]
    assert clear["data"]["penalties"]["totalCount"] == 0


async def test_who_sees_the_name_finds_by_it(ask: Callable[..., Awaitable[dict[str, Any]]]) -> None:
    document = '{ penalties(where: {partyName: {is: "林大山"}}) { totalCount } }'

    assert (await ask("origin", document))["data"]["penalties"]["totalCount"] == 1
    assert (await ask("discipline", document))["data"]["penalties"]["totalCount"] == 1


async def test_a_hidden_record_and_none_are_one_answer(ask: Callable[..., Awaitable[dict[str, Any]]]) -> None:
    document = "query ($id: ID!) { node(id: $id) { __typename id } penalty(id: $id) { id } }"
    hidden = str(policy_check.identity(WORLD, "record", "personal"))

    answers = [
        await ask("anonymous", document, id=one)
        for one in (hidden, "00000000-0000-4000-8000-000000000000", "nonsense", "", "9" * 500)
    ]

    assert all(one == {"data": {"node": None, "penalty": None}} for one in answers)


def cursor(*parts: object) -> str:
    """A forged cursor."""
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


FORGED = [
    "x",
    "",
    "%%%",
    cursor(),
    cursor("-decidedOn,-id"),
    cursor("-decidedOn,-id", "2026-01-01"),
    cursor("decidedOn,id", "2026-01-01", "00000000-0000-4000-8000-000000000000"),
    cursor("-decidedOn,-id", "2026-13-01", "00000000-0000-4000-8000-000000000000"),
    cursor("-decidedOn,-id", "2026-01-01", "no id"),
    cursor("-decidedOn,-id", {"a": 1}, ["b"]),
    cursor("-decidedOn,-id", 5, 5),
    base64.urlsafe_b64encode(b"[" * 5000).decode(),
    base64.urlsafe_b64encode(b"\xff\xfe").decode(),
]


@pytest.mark.parametrize("forged", FORGED)
async def test_a_forged_cursor_is_refused_with_what_to_do(
    ask: Callable[..., Awaitable[dict[str, Any]]], forged: str
) -> None:
    body = await ask(
        "anonymous", "query ($a: String) { penalties(after: $a) { edges { node { id } } } }", a=forged
    )

    assert code(body) == "ARGUMENT_INVALID"
    assert "endCursor" in body["errors"][0]["message"]


async def test_a_cursor_holds_nothing_but_what_was_visible(
    ask: Callable[..., Awaitable[dict[str, Any]]],
) -> None:
    body = await ask(
        "keeper",
        "{ penalties(orderBy: [{documentNumber: ASC}]) { edges { cursor node { id documentNumber } } } }",
    )

    for edge in body["data"]["penalties"]["edges"]:
        padded = edge["cursor"] + "=" * (-len(edge["cursor"]) % 4)
        parts = json.loads(base64.urlsafe_b64decode(padded))
        assert parts == ["documentNumber,id", edge["node"]["documentNumber"], edge["node"]["id"]]


DEEP = (
    "{ subjects { edges { node { penalties(first: 100) { edges { node { subject { penalties(first: 100) "
    "{ edges { node { id } } } } } } } } } } }"
)
ODD: list[tuple[str, dict[str, Any], str]] = [
    ("query ($f: Int!) { penalties(first: $f) { totalCount edges { node { id } } } }", {"f": -1}, "ARGUMENT_INVALID"),
    ("query ($f: Int!) { penalties(first: $f) { totalCount edges { node { id } } } }", {"f": 101}, "ARGUMENT_INVALID"),
    ("query ($f: Int!) { penalties(first: $f) { totalCount } }", {"f": 10**12}, "VARIABLES_INVALID"),
    ("query ($d: Date!) { penalties(where: {decidedOn: {from: $d}}) { totalCount } }", {"d": "2026-02-30"}, "VARIABLES_INVALID"),
    ("query ($r: DivisionCode!) { penalties(where: {region: {within: $r}}) { totalCount } }", {"r": "35"}, "VARIABLES_INVALID"),
    ("query ($s: String!) { subjects(search: $s) { totalCount } }", {"s": ""}, "ARGUMENT_INVALID"),
    ("query ($s: String!) { subjects(search: $s) { totalCount } }", {"s": "   "}, "ARGUMENT_INVALID"),
    ("query ($k: [PenaltyKind!]!) { penalties(where: {kind: {in: $k}}) { totalCount } }", {"k": ["NO"]}, "VARIABLES_INVALID"),
    ("query ($by: SubjectBy!) { subject(by: $by) { id } }", {"by": {}}, "VARIABLES_INVALID"),
    ("query ($by: SubjectBy!) { subject(by: $by) { id } }", {"by": {"id": "a", "creditCode": "b"}}, "VARIABLES_INVALID"),
    ("{ penalties(orderBy: [{decidedOn: ASC, id: ASC}]) { totalCount } }", {}, "VALIDATION_FAILED"),
    ("{ subject(by: {}) { id } }", {}, "VALIDATION_FAILED"),
    ('{ subject(by: {id: "a", creditCode: "b"}) { id } }', {}, "VALIDATION_FAILED"),
    ("{ nonsense }", {}, "VALIDATION_FAILED"),
    ("{ penalties { totalCount }", {}, "SYNTAX_ERROR"),
    ("fragment f on Penalty { id }", {}, "BAD_REQUEST"),
    ("query a { __typename } query b { __typename }", {}, "LIMIT_EXCEEDED"),
    ("{ " + "x" * 61 + ": __typename }", {}, "LIMIT_EXCEEDED"),
    ("{ " + " ".join(f"a{n}: __typename" for n in range(30)) + " }", {}, "LIMIT_EXCEEDED"),
    ("{ " + " " * 17_000 + "__typename }", {}, "LIMIT_EXCEEDED"),
    (DEEP, {}, "LIMIT_EXCEEDED"),
]  # fmt: skip


@pytest.mark.parametrize(("document", "variables", "told"), ODD)
async def test_odd_questions_get_a_code_and_never_crash(
    ask: Callable[..., Awaitable[dict[str, Any]]], document: str, variables: dict[str, Any], told: str
) -> None:
    body = await ask("anonymous", document, **variables)

    assert code(body) == told
    assert len(body["errors"][0]["message"]) > 10


HARMLESS: list[tuple[str, dict[str, Any]]] = [
    (
        "query ($n: String!) { penalties(where: {documentNumber: {is: $n}}) { totalCount } }",
        {"n": "' OR 1=1 --"},
    ),
    ("query ($n: [String!]!) { penalties(where: {documentNumber: {in: $n}}) { totalCount } }", {"n": []}),
    (
        "query ($n: [String!]!) { penalties(where: {documentNumber: {in: $n}}) { totalCount } }",
        {"n": ["x"] * 900},
    ),
    ("query ($w: PenaltyWhere) { penalties(where: $w) { totalCount } }", {"w": None}),
    (
        "query ($w: PenaltyWhere) { penalties(where: $w, first: 0) { edges { node { id } } pageInfo { endCursor hasNextPage } } }",
        {"w": {}},
    ),
    ("query ($s: String!) { subjects(search: $s) { totalCount } }", {"s": "%_'\"\\"}),
    # Whoever gets everything in clear has nothing explained.
    (
        "{ mySubmissions { edges { node { disclosure { field } rows { edges { node { disclosure { field } } } } } } } }",
        {},
    ),
    (
        "query ($c: String!) { subject(by: {creditCode: $c}) { id } }",
        {"c": "\u202e\u0000x".replace("\u0000", "")},
    ),
]


@pytest.mark.parametrize(("document", "variables"), HARMLESS)
@pytest.mark.parametrize("who", ["anonymous", "keeper", "origin"])
async def test_odd_values_are_values(
    ask: Callable[..., Awaitable[dict[str, Any]]], who: str, document: str, variables: dict[str, Any]
) -> None:
    body = await ask(who, document, **variables)

    assert "errors" not in body
