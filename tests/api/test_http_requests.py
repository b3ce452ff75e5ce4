"""Every request that cannot be read is refused with a sentence, and gets no further than the HTTP layer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.api.stub import JSON, SCHEMA_NAME, Stub, client, code, message

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import httpx

HEADERS = {"Content-Type": JSON}


@pytest.fixture
def stub() -> Stub:
    return Stub()


@pytest.fixture
async def web(stub: Stub) -> AsyncIterator[httpx.AsyncClient]:
    async with client(stub) as found:
        yield found


def with_variable(text: str) -> str:
    return f'{{"query": "{{ __typename }}", "variables": {{"a": {text}}}}}'


BODIES = {
    "nothing": ("", "the body is not JSON."),
    "no JSON": ("NONSENSE", "the body is not JSON."),
    "cut off": ('{"query":', "the body is not JSON."),
    "two values": ('{"query": "{ a }"} {}', "the body is not JSON."),
    "byte order mark": ('\ufeff{"query": "{ a }"}', "the body is not JSON."),
    "raw control character": ('{"query": "{ a \0 }"}', "the body is not JSON."),
    "batch": ('[{"query": "{ a }"}]', "the body is a list. Batching is not offered;"),
    "string": ('"{ a }"', "the body is not an object."),
    "null": ("null", "the body is not an object."),
    "misspelt key": ('{"qeury": "{ a }"}', "the body has keys other than query, variables, operationName"),
    "unknown key": ('{"query": "{ a }", "id": 1}', "the body has keys other than"),
    "key twice": ('{"query": "{ a }", "query": "{ b }"}', "an object has the same key twice."),
    "variable twice": (with_variable('{"b": 1, "b": 2}'), "an object has the same key twice."),
    "no query": ("{}", "there is no query."),
    "null query": ('{"query": null}', "there is no query."),
    "empty query": ('{"query": " "}', "there is no query."),
    "query no string": ('{"query": {"a": 1}}', "there is no query."),
    "variables a list": ('{"query": "{ a }", "variables": [7]}', "`variables` must be an object."),
    "variables text": ('{"query": "{ a }", "variables": "{}"}', "`variables` must be an object."),
    "operationName number": ('{"query": "{ a }", "operationName": 1}', "`operationName` must be a string."),
    "extensions a list": ('{"query": "{ a }", "extensions": []}', "`extensions` must be an object."),
    "NaN": (with_variable("NaN"), "NaN and Infinity are not JSON."),
    "Infinity": (with_variable("-Infinity"), "NaN and Infinity are not JSON."),
    "endless integer": (with_variable("9" * 5_000), "a number has more than 64 characters."),
    "endless fraction": (with_variable("0." + "9" * 5_000), "a number has more than 64 characters."),
    "huge exponent": (with_variable("1e999"), "a number is too large to be kept."),
    "lone surrogate": (with_variable('"\\ud800"'), "half a character (lone surrogate)."),
    "lone surrogate in a key": (with_variable('{"\\udc00": 1}'), "half a character (lone surrogate)."),
    "lone surrogate in a list": (with_variable('["\\ud83d"]'), "half a character (lone surrogate)."),
    "NUL": (with_variable('"\\u0000"'), "the body holds a NUL"),
    "deep list": (with_variable("[" * 70 + "]" * 70), "the body is nested deeper than 64 levels."),
    "endless depth": (with_variable("[" * 30_000), "the body is nested deeper than 64 levels."),
    "depth behind a string": (with_variable('["\\"[", ' + "[" * 70 + "]" * 71), "nested deeper than 64"),
}


@pytest.mark.parametrize("accept", ["*/*", JSON])
@pytest.mark.parametrize("name", BODIES)
async def test_a_body_that_has_no_one_meaning_is_refused(
    web: httpx.AsyncClient, stub: Stub, name: str, accept: str
) -> None:
    body, sentence = BODIES[name]

    answer = await web.post("/graphql", content=body.encode(), headers={**HEADERS, "Accept": accept})

    assert (answer.status_code, code(answer)) == (400, "BAD_REQUEST")
    assert message(answer).startswith("The request cannot be read: ")
    assert sentence in message(answer)
    assert stub.asked == []


async def test_a_body_that_is_not_utf_8_is_refused(web: httpx.AsyncClient) -> None:
    answer = await web.post("/graphql", content='{"query": "{ 处罚 }"}'.encode("gb18030"), headers=HEADERS)

    assert (answer.status_code, code(answer)) == (400, "BAD_REQUEST")
    assert "the body is not UTF-8." in message(answer)


@pytest.mark.parametrize(
    "kind",
    [
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "application/jsonx",
        "application/json; charset=gbk",
        "application/json; charset=utf-16",
        "application/json, text/plain",
    ],
)
async def test_a_body_of_another_type_is_refused_unread(
    web: httpx.AsyncClient, stub: Stub, kind: str
) -> None:
    answer = await web.post(
        "/graphql", content=json.dumps({"query": SCHEMA_NAME}), headers={"Content-Type": kind}
    )

    assert (answer.status_code, code(answer)) == (415, "UNSUPPORTED_MEDIA_TYPE")
    assert message(answer) == "Send the body as application/json, not compressed, in UTF-8."
    assert stub.asked == []


async def test_a_compressed_body_is_refused(web: httpx.AsyncClient) -> None:
    answer = await web.post("/graphql", content=b"x", headers={**HEADERS, "Content-Encoding": "gzip"})

    assert (answer.status_code, code(answer)) == (415, "UNSUPPORTED_MEDIA_TYPE")


@pytest.mark.parametrize(
    "kind", ["application/json", "Application/JSON; charset=UTF-8", 'application/json;charset="utf-8"']
)
async def test_json_is_read_however_its_type_is_written(web: httpx.AsyncClient, kind: str) -> None:
    answer = await web.post(
        "/graphql", content=json.dumps({"query": SCHEMA_NAME}), headers={"Content-Type": kind}
    )

    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("headers", "size", "status"),
    [
        ({}, 64 * 1024, 400),
        ({}, 64 * 1024 + 1, 413),
        ({"Authorization": "Bearer submitter"}, 64 * 1024 + 1, 400),
        ({"Authorization": "Bearer submitter"}, 1024 * 1024, 400),
        ({"Authorization": "Bearer submitter"}, 1024 * 1024 + 1, 413),
    ],
)
async def test_a_body_may_be_as_large_as_its_sender_may_submit(
    web: httpx.AsyncClient, headers: dict[str, str], size: int, status: int
) -> None:
    answer = await web.post("/graphql", content=b" " * size, headers={**HEADERS, **headers})

    assert answer.status_code == status
    if status == 413:
        assert code(answer) == "PAYLOAD_TOO_LARGE"
        assert f"larger than {size - 1} bytes" in message(answer)


ADDRESSES = {
    "no query": ("variables={}", "there is no query."),
    "unknown parameter": ("query={a}&token=x", "the address has parameters other than"),
    "query twice": ("query={a}&query={b}", "the address has the same parameter twice."),
    "variables no JSON": ("query={a}&variables=1=1", "`variables` is not JSON."),
    "variables a list": ("query={a}&variables=[7]", "`variables` must be an object."),
    "extensions no JSON": ("query={a}&extensions=x", "`extensions` is not JSON."),
    "variable twice": (
        "query={a}&variables=" + quote('{"a": 1, "a": 2}'),
        "an object has the same key twice.",
    ),
    "other encoding": ("query=%B4%A6", "not percent-encoded UTF-8."),
    "many parameters": ("&".join(f"a{number}=1" for number in range(30)), "parameters other than"),
}


@pytest.mark.parametrize("name", ADDRESSES)
async def test_an_address_that_has_no_one_meaning_is_refused(
    web: httpx.AsyncClient, stub: Stub, name: str
) -> None:
    parameters, sentence = ADDRESSES[name]

    answer = await web.get(f"/graphql?{parameters}")

    assert (answer.status_code, code(answer)) == (400, "BAD_REQUEST")
    assert sentence in message(answer)
    assert stub.asked == []


async def test_what_may_be_left_out_may_be_null_or_empty(web: httpx.AsyncClient, stub: Stub) -> None:
    body = {"query": SCHEMA_NAME, "variables": None, "operationName": "", "extensions": None}

    answer = await web.post("/graphql", json=body)

    assert answer.json() == {"data": {"__schema": {"queryType": {"name": "Query"}}}}
    assert [(one.variables, one.operation, one.read_only) for one in stub.asked] == [({}, None, False)]


async def test_characters_outside_the_first_plane_come_through(web: httpx.AsyncClient, stub: Stub) -> None:
    text = with_variable('"\\ud842\\udfb7 𠮷 [[[ {{{ \\" "')

    await web.post("/graphql", content=text.encode(), headers=HEADERS)

    assert stub.asked[0].variables == {"a": '𠮷 𠮷 [[[ {{{ " '}
