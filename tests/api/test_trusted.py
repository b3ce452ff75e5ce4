"""Trusted documents: named by their hash, known from the start, and where it is wished the only ones that the public may ask."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest

from exchange.access import ANONYMOUS
from exchange.api import documents as kept
from exchange.api import trusted
from exchange.api.documents import Documents
from exchange.api.engine import Request
from exchange.api.schema import schema
from exchange.errors import StartupError
from tests.api.stub import JSON, SCHEMA_NAME, Stub, client, code

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

    from exchange.api.engine import Engine

NAME = "sha256:" + hashlib.sha256(SCHEMA_NAME.encode()).hexdigest()
KNOWN = {NAME: SCHEMA_NAME}
OTHER = "{ __schema { types { name } } }"
TOKEN = {"Authorization": "Bearer submitter"}
ASKED: dict[str, dict[str, Any]] = {
    "search": {"text": "样例贸"},
    "credit_file": {"creditCode": "91350102MAFJ0001XP"},
    "record": {"id": "00000000-0000-4000-8000-000000000000"},
    "penalties": {"region": "350100", "kind": ["FINE"]},
    "dishonesty_records": {"from": "2026-01-01"},
    "penalty_counts": {},
}


def documents() -> Documents:
    """Nothing seen yet."""
    return Documents(schema()._schema)


async def posted(web: httpx.AsyncClient, body: dict[str, Any], **headers: str) -> httpx.Response:
    """One request."""
    return await web.post("/graphql", json=body, headers=headers)


async def test_a_name_stands_for_its_text() -> None:
    async with client(Stub(), trusted.Trusted(KNOWN)) as web:
        by_text = await web.get("/graphql", params={"query": SCHEMA_NAME})
        by_name = await web.get("/graphql", params={"documentId": NAME})
        by_post = await posted(web, {"documentId": NAME, "variables": {}})
        again = await web.get("/graphql", params={"documentId": NAME}, headers={"If-None-Match": by_text.headers["etag"]})  # fmt: skip

    assert by_text.json()["data"] == {"__schema": {"queryType": {"name": "Query"}}}
    assert by_name.content == by_post.content == by_text.content
    assert (by_name.headers["etag"], again.status_code) == (by_text.headers["etag"], 304)


@pytest.mark.parametrize(
    "name", ["", "x", "sha256:", NAME.upper(), NAME[7:], NAME + "0", " " + NAME, "sha256:" + "0" * 64, "x" * 9_000]
)  # fmt: skip
async def test_an_unknown_name_is_told_alike(name: str) -> None:
    stub = Stub()
    async with client(stub, trusted.Trusted(KNOWN)) as web:
        answer = await posted(web, {"documentId": name})

    assert (answer.status_code, code(answer), stub.asked) == (404, "DOCUMENT_UNKNOWN", [])
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "body", [{"documentId": NAME, "query": SCHEMA_NAME}, {"documentId": 1}, {"documentId": {}}]
)
async def test_a_request_that_says_two_things_is_refused(body: dict[str, Any]) -> None:
    async with client(Stub(), trusted.Trusted(KNOWN)) as web:
        answer = await posted(web, body)

    assert (answer.status_code, code(answer)) == (400, "BAD_REQUEST")


@pytest.mark.parametrize("accept", ["*/*", JSON])
async def test_where_it_is_wished_the_public_asks_nothing_else(accept: str) -> None:
    stub = Stub()
    async with client(stub, trusted.Trusted(KNOWN, only=True)) as web:
        refused = await posted(web, {"query": OTHER}, Accept=accept)
        close = await posted(web, {"query": SCHEMA_NAME + " "}, Accept=accept)
        by_name = await posted(web, {"documentId": NAME}, Accept=accept)
        by_text = await posted(web, {"query": SCHEMA_NAME}, Accept=accept)
        known = await posted(web, {"query": OTHER}, Accept=accept, **TOKEN)

    assert {(one.status_code, code(one)) for one in (refused, close)} == {(403, "DOCUMENT_NOT_TRUSTED")}
    assert {one.status_code for one in (by_name, by_text, known)} == {200}
    assert OTHER not in refused.text


async def test_a_browser_is_answered_by_name_and_shown_the_explorer_without() -> None:
    async with client(Stub(), trusted.Trusted(KNOWN)) as web:
        page = await web.get("/graphql", headers={"Accept": "text/html"})
        answer = await web.get("/graphql", params={"documentId": NAME}, headers={"Accept": "text/html, */*"})

    assert page.headers["content-type"].startswith("text/html")
    assert answer.json()["data"]


async def test_each_of_the_website_s_documents_is_compiled_and_answers_the_public(engine: Engine) -> None:
    found = trusted.named([trusted.shipped()])
    assert {one.stem for one in found.values()} == set(ASKED)

    for name, path in found.items():
        asked = Request("", ASKED[path.stem], document_id=name)
        trusted.load([trusted.shipped()], engine.documents, only=True).settle(asked, ANONYMOUS)
        body = json.loads((await engine.answer(asked, ANONYMOUS)).body)

        assert engine.documents.read(asked.document).compiled
        assert "errors" not in body, path.stem
    assert not engine.documents.kept


def test_what_is_trusted_is_never_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "KEPT", 2)
    found = documents()
    found.pin(SCHEMA_NAME)
    first = found.read(SCHEMA_NAME)
    for number in range(9):
        found.read(f"{{ a{number}: __typename }}")

    assert found.read(SCHEMA_NAME) is first
    assert len(found.kept) == 2


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"{ nothing }", "Cannot query field"),
        (b"{", "Syntax Error"),
        (b"", "Syntax Error"),
        (b"\xff", "not UTF-8"),
        (b"{ " + b"__typename " * 2_000 + b"}", "too large"),
        (b"fragment a on Query { __typename }", "no operation"),
    ],
)
def test_a_document_that_cannot_be_asked_ends_the_start(tmp_path: Path, content: bytes, problem: str) -> None:
    (tmp_path / "mine.graphql").write_bytes(content)

    with pytest.raises(StartupError, match=problem) as refused:
        trusted.load([tmp_path], documents(), only=False)

    assert str(tmp_path / "mine.graphql") in str(refused.value)


def test_a_folder_that_is_not_there_ends_the_start(tmp_path: Path) -> None:
    with pytest.raises(StartupError, match="EXCHANGE_DOCUMENTS_DIR: there is no folder"):
        trusted.load([tmp_path / "none"], documents(), only=False)
