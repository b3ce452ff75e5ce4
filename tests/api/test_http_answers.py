"""What goes out: GraphQL over HTTP §6 row by row, negotiation, caching, and the log line that tells nothing of anybody."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

import pytest
from starlette.requests import ClientDisconnect

from exchange.api import logs
from exchange.api.engine import Answer
from exchange.errors import ExchangeError, TimedOut, Unauthenticated, Unavailable
from tests.api.stub import GRAPHQL, JSON, SCHEMA_NAME, Stub, client, code, message

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import httpx


@pytest.fixture
def stub() -> Stub:
    return Stub()


@pytest.fixture
async def web(stub: Stub) -> AsyncIterator[httpx.AsyncClient]:
    async with client(stub) as found:
        yield found


INT = "query Q($a: Int!) { penalties(first: $a) { totalCount } }"
REQUEST_ERRORS = {
    "document cannot be parsed": ({"query": "{"}, "SYNTAX_ERROR"),
    "document is not valid": ({"query": "{ nobodyHasThis }"}, "VALIDATION_FAILED"),
    "no such operation": (
        {"query": "query A { __typename }", "operationName": "B"},
        "OPERATION_UNKNOWN",
    ),
    "variable of another type": ({"query": INT, "variables": {"a": "x"}}, "VARIABLES_INVALID"),
    "variable missing": ({"query": INT}, "VARIABLES_INVALID"),
    "no operation": ({"query": "fragment F on Query { __typename }"}, "BAD_REQUEST"),
    "document too large": ({"query": "{ " + "__typename " * 2_000 + "}"}, "LIMIT_EXCEEDED"),
}


@pytest.mark.parametrize(("accept", "status"), [(GRAPHQL, 400), ("*/*", 400), (JSON, 200)])
@pytest.mark.parametrize("name", REQUEST_ERRORS)
async def test_a_request_error_is_told_by_status_only_where_the_type_allows_it(
    web: httpx.AsyncClient, name: str, accept: str, status: int
) -> None:
    body, expected = REQUEST_ERRORS[name]

    answer = await web.post("/graphql", json=body, headers={"Accept": accept})

    assert (answer.status_code, code(answer)) == (status, expected)
    assert answer.headers["cache-control"] == "private, no-store"


@pytest.mark.parametrize("accept", [GRAPHQL, JSON])
@pytest.mark.parametrize("data", ['{"penalties":null}', "null"])
async def test_an_error_of_a_field_is_no_error_of_http(
    web: httpx.AsyncClient, stub: Stub, data: str, accept: str
) -> None:
    text = f'{{"data":{data},"errors":[{{"message":"x","path":["penalties"]}}]}}'
    stub.outcome = Answer(text.encode())

    answer = await web.post("/graphql", json={"query": SCHEMA_NAME}, headers={"Accept": accept})

    assert (answer.status_code, answer.text) == (200, text)


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (None, GRAPHQL),
        ("*/*", GRAPHQL),
        ("application/*", GRAPHQL),
        (JSON, JSON),
        (GRAPHQL, GRAPHQL),
        (f"{GRAPHQL}, {JSON}", GRAPHQL),
        (f"{JSON}, {GRAPHQL}", GRAPHQL),
        (f"{JSON};q=0.9, {GRAPHQL};q=0.8", JSON),
        (f"{GRAPHQL};q=0, */*", JSON),
        (f"*/*;q=0.1, {JSON};q=0.2", JSON),
        (f"{GRAPHQL}; charset=utf-8, {JSON}; charset=utf-8", GRAPHQL),
        (f"{GRAPHQL};q=nan, {JSON};q=0.1", JSON),
        ("text/html, */*;q=0.8", GRAPHQL),
        ("APPLICATION/JSON", JSON),
    ],
)
async def test_the_client_gets_the_type_it_wants_most(
    web: httpx.AsyncClient, accept: str | None, kind: str
) -> None:
    request = web.build_request("POST", "/graphql", json={"query": SCHEMA_NAME})
    del request.headers["accept"]
    if accept:
        request.headers["accept"] = accept

    answer = await web.send(request)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == f"{kind}; charset=utf-8"
    assert "Accept, Authorization" in answer.headers["vary"]


@pytest.mark.parametrize(
    "accept", ["application/xml", "text/html", "image/*", f"{JSON};q=0", f"{JSON};q=x", "json"]
)
async def test_a_client_that_takes_neither_type_is_told_which_there_are(
    web: httpx.AsyncClient, stub: Stub, accept: str
) -> None:
    answer = await web.post("/graphql", json={"query": SCHEMA_NAME}, headers={"Accept": accept})

    assert (answer.status_code, code(answer)) == (406, "NOT_ACCEPTABLE")
    assert f"{GRAPHQL} and {JSON}" in message(answer)
    assert stub.asked == []


@pytest.mark.parametrize("accept", [GRAPHQL, JSON])
async def test_a_query_may_come_by_get(web: httpx.AsyncClient, accept: str) -> None:
    parameters = {"query": SCHEMA_NAME, "variables": "{}", "operationName": "", "extensions": "{}"}

    answer = await web.get("/graphql", params=parameters, headers={"Accept": accept})

    assert (answer.status_code, answer.json()["data"]["__schema"]["queryType"]["name"]) == (200, "Query")


@pytest.mark.parametrize("accept", [GRAPHQL, JSON])
async def test_a_mutation_may_not_come_by_get(web: httpx.AsyncClient, accept: str) -> None:
    answer = await web.get(
        "/graphql", params={"query": "mutation { __typename }"}, headers={"Accept": accept}
    )

    assert (answer.status_code, code(answer)) == (405, "METHOD_NOT_ALLOWED")
    assert answer.headers["allow"] == "POST"
    assert message(answer) == "GET is not offered here for this. Use POST."


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
async def test_other_methods_are_refused(web: httpx.AsyncClient, method: str) -> None:
    answer = await web.request(method, "/graphql", json={"query": SCHEMA_NAME})

    assert (answer.status_code, code(answer)) == (405, "METHOD_NOT_ALLOWED")
    assert answer.headers["allow"] == "GET, POST"


async def test_a_browser_gets_the_explorer_and_a_program_that_sends_nothing_a_sentence(
    web: httpx.AsyncClient,
) -> None:
    page = await web.get("/graphql", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    told = await web.get("/graphql")

    assert page.headers["content-type"].startswith("text/html")
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert (told.status_code, message(told)) == (
        400,
        "The request cannot be read: there is no query. Send the GraphQL document as the string `query`.",
    )


@pytest.mark.parametrize(
    ("error", "status", "header"),
    [
        (Unauthenticated(), 401, "www-authenticate"),
        (Unavailable(), 503, "retry-after"),
        (TimedOut(), 503, "cache-control"),
    ],
)
@pytest.mark.parametrize("accept", [GRAPHQL, JSON])
async def test_what_is_no_matter_of_graphql_has_its_own_status(
    web: httpx.AsyncClient, stub: Stub, error: ExchangeError, status: int, header: str, accept: str
) -> None:
    stub.outcome = error

    answer = await web.post("/graphql", json={"query": SCHEMA_NAME}, headers={"Accept": accept})

    assert (answer.status_code, code(answer), message(answer)) == (status, error.code, error.message)
    assert header in answer.headers


async def test_an_unknown_token_is_refused_before_the_body_is_read(
    web: httpx.AsyncClient, stub: Stub
) -> None:
    answer = await web.post("/graphql", content="NONSENSE", headers={"Authorization": "Bearer nobody"})

    assert (answer.status_code, code(answer)) == (401, "UNAUTHENTICATED")
    assert answer.headers["www-authenticate"] == 'Bearer realm="exchange", error="invalid_token"'
    assert stub.asked == []


async def read(web: httpx.AsyncClient, **headers: str) -> httpx.Response:
    """The same question by GET."""
    return await web.get("/graphql", params={"query": SCHEMA_NAME}, headers=headers)


async def test_an_answer_for_a_known_caller_is_kept_by_nobody(web: httpx.AsyncClient) -> None:
    public = await read(web)
    known = await read(web, Authorization="Bearer submitter")
    posted = await web.post("/graphql", json={"query": SCHEMA_NAME})

    assert public.headers["cache-control"] == "public, max-age=0, must-revalidate"
    assert known.headers["cache-control"] == posted.headers["cache-control"] == "private, no-store"
    assert "etag" not in known.headers
    assert "etag" not in posted.headers
    vary = "Accept, Authorization, Exchange-Agreement, Exchange-Case, Exchange-Tracking"
    assert known.headers["vary"] == vary


@pytest.mark.parametrize("wanted", ["{tag}", "W/{tag}", '"other", {tag}', '"other",W/{tag}', "*"])
async def test_who_holds_the_answer_is_told_that_it_still_holds(web: httpx.AsyncClient, wanted: str) -> None:
    first = await read(web)
    tag = first.headers["etag"]

    again = await read(web, **{"If-None-Match": wanted.format(tag=tag)})

    assert (again.status_code, again.content) == (304, b"")
    assert {name: again.headers[name] for name in ("etag", "cache-control", "vary")} == {
        name: first.headers[name] for name in ("etag", "cache-control", "vary")
    }
    assert "content-length" not in again.headers


@pytest.mark.parametrize("wanted", ['"other"', "", ",,", '"', "{tag}x", "x" * 5_000])
async def test_who_holds_something_else_gets_the_answer(web: httpx.AsyncClient, wanted: str) -> None:
    tag = (await read(web)).headers["etag"].strip('"')

    answer = await read(web, **{"If-None-Match": wanted.format(tag=tag)})

    assert (answer.status_code, bool(answer.content)) == (200, True)


async def test_a_tag_belongs_to_its_media_type_and_to_the_bytes(web: httpx.AsyncClient, stub: Stub) -> None:
    first, other = await read(web, Accept=GRAPHQL), await read(web, Accept=JSON)
    stub.outcome = Answer(b'{"data":{"a":1}}')
    changed = await read(web, Accept=GRAPHQL)

    assert len({one.headers["etag"] for one in (first, other, changed)}) == 3


async def test_an_error_is_kept_by_nobody(web: httpx.AsyncClient, stub: Stub) -> None:
    stub.outcome = Answer(b'{"data":null,"errors":[]}', codes=("TIMED_OUT",))

    answer = await read(web, **{"If-None-Match": "*"})

    assert (answer.status_code, answer.headers["cache-control"]) == (200, "private, no-store")
    assert "etag" not in answer.headers


async def test_every_answer_has_the_headers_that_keep_browsers_careful(web: httpx.AsyncClient) -> None:
    answers = [
        await web.post("/graphql", json={"query": SCHEMA_NAME}),
        await web.post("/graphql", content="NONSENSE"),
        await web.get("/nowhere"),
    ]

    for answer in answers:
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    """What would stand in the log."""
    formatter = logs.Lines()
    return [json.loads(formatter.format(one)) for one in caplog.records if one.name.startswith("exchange")]


async def test_an_unexpected_failure_gives_a_reference_that_the_log_knows_and_nothing_else(
    web: httpx.AsyncClient, stub: Stub, caplog: pytest.LogCaptureFixture
) -> None:
    stub.outcome = ValueError("Key (document_number)=(350102198001011237) already exists")

    answer = await web.post("/graphql", json={"query": SCHEMA_NAME})

    failure = next(one for one in lines(caplog) if one["logger"] == "exchange.failure")
    assert (answer.status_code, code(answer)) == (500, "INTERNAL_ERROR")
    assert message(answer) == f"Internal error. Give the reference to the operator: {failure['reference']}."
    assert failure["kind"] == "ValueError"
    assert any(one.startswith("stub.py") for one in failure["where"])
    assert "350102198001011237" not in answer.text + json.dumps(lines(caplog))


async def test_a_request_is_one_line_in_the_log_without_anything_that_was_asked(
    web: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "exchange")
    secret = "secret350102198001011237"
    document = 'query Mine9 { __type(name: "secret350102198001011237") { name } }'
    body = {"query": document, "operationName": "Mine9", "variables": {"a": secret}}

    await web.post(f"/graphql?{secret}", json=body, headers={"Authorization": "Bearer submitter"})

    (line,) = lines(caplog)
    assert {name: line[name] for name in ("event", "method", "path", "status", "operation")} == {
        "event": "request",
        "method": "POST",
        "path": "/graphql",
        "status": 200,
        "operation": "Mine#",
    }
    assert line["client"] == logs.mark("county-office")
    assert line["document"] == logs.mark(document)
    assert line["ms"] >= 0
    assert secret not in json.dumps(line)


async def test_a_refusal_leaves_its_code_in_the_log_and_an_unknown_address_nothing_of_itself(
    web: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "exchange")

    await web.post("/graphql", content="NONSENSE", headers={"Content-Type": JSON})
    await web.get("/350102198001011237")

    refused, unknown = lines(caplog)
    assert (refused["status"], refused["code"]) == (400, "BAD_REQUEST")
    assert (unknown["status"], unknown["path"]) == (404, "unknown")


async def test_a_client_that_leaves_is_no_internal_error(
    web: httpx.AsyncClient, stub: Stub, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "exchange")
    stub.outcome = ClientDisconnect()

    with pytest.raises(AssertionError):  # the test transport, which gets no answer
        await web.post("/graphql", json={"query": SCHEMA_NAME})

    assert [one["status"] for one in lines(caplog)] == [499]


def test_other_programs_lines_lose_what_they_quote() -> None:
    formatter = logs.Lines()
    text = "Task exception was never retrieved\nfuture: <Task exception=ValueError('350102198001011237')>"
    record = logging.LogRecord("asyncio", logging.ERROR, "x", 1, text, (), None)

    line = json.loads(formatter.format(record))

    assert line["event"] == "Task exception was never retrieved"
    assert "3501" not in json.dumps(line)


@pytest.mark.parametrize("name", ["处罚", "", "a b", "x" * 61, "a\nb"])
def test_only_a_name_of_an_operation_gets_into_the_log(name: str) -> None:
    assert logs.name(name) is None
