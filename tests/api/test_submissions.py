"""`/submissions`: files by HTTP, cut off and gone on with, judged as everywhere, reported in pages; and what is refused."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from exchange.app import build
from exchange.clock import Clock
from exchange.grants import clients
from tests.api.test_life_of_a_penalty import ROW
from tests.hostile.house import house
from tests.submissions.test_submit import everything

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    import asyncpg

    from exchange.database import Database
    from exchange.settings import Settings

JSON = {"content-type": "application/json"}
XLSX = {"content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
PART = {"content-type": "application/partial-upload"}
WHERE = {"item": "penalty", "batch": "B-1"}


def rows(count: int) -> bytes:
    return json.dumps([{**ROW, "documentNumber": f"榕〔2026〕{n}号"} for n in range(1, count + 1)]).encode()


@asynccontextmanager
async def people(db: Database, settings: Settings) -> AsyncIterator[None]:
    async with db.writing() as session:
        for name, role, sandbox in (
            ("sender", "origin", False),
            ("trying", "origin", True),
            ("reader", "partner", False),
        ):
            wanted = clients.Wanted(
                name, role, "FJ_MARKET", "350000", client_id=name, secret=f"of {name}", sandbox=sandbox
            )
            await clients.create_client(session, Clock(settings), "test", wanted)
    handlers, level = logging.root.handlers, logging.root.level
    yield
    logging.root.handlers, logging.root.level = handlers, level


async def token(web: httpx.AsyncClient, name: str) -> dict[str, str]:
    told = await web.post(
        "/oauth/token", auth=(name, f"of {name}"), data={"grant_type": "client_credentials"}
    )
    return {"authorization": f"Bearer {told.json()['access_token']}"}


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    """Uploads of this test alone."""
    return replace(settings, data_dir=tmp_path)


@pytest.fixture
async def web(db: Database, settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """Signed in as the sender."""
    async with people(db, settings):
        app = build(settings)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=settings.issuer) as client,
        ):
            client.headers.update(await token(client, "sender"))
            yield client


async def test_a_file_is_judged_and_its_report_read_in_pages(
    web: httpx.AsyncClient, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    sent = await web.post("/submissions", params=WHERE, headers=JSON, content=rows(3))
    again = await web.post("/submissions", params=WHERE, headers=JSON, content=rows(3))
    first = (await web.get("/submissions/rows", params={"batch": "B-1", "first": "2"})).json()
    rest = (await web.get("/submissions/rows", params={"batch": "B-1", "after": first["next"]})).json()

    assert sent.status_code == 200
    assert sent.json()["state"] == "DONE"
    assert sent.json()["accepted"] + sent.json()["warned"] == 3
    assert again.json() == sent.json()
    assert [row["number"] for row in first["rows"] + rest["rows"]] == [1, 2, 3]
    assert rest["next"] is None
    assert await owner.fetchval("SELECT count(*) FROM penalty") == 3


async def test_other_content_under_the_same_number_is_a_conflict(web: httpx.AsyncClient) -> None:
    await web.post("/submissions", params=WHERE, headers=JSON, content=rows(1))

    other = await web.post("/submissions", params=WHERE, headers=JSON, content=rows(2))

    assert (other.status_code, other.json()["code"]) == (409, "BATCH_CONFLICT")


@pytest.mark.parametrize("batch", ["B-1", "十一月/第1批"])
async def test_an_upload_in_parts_goes_on_where_it_stopped(web: httpx.AsyncClient, batch: str) -> None:
    data, where = rows(2), {**WHERE, "batch": batch}
    begun = await web.post(
        "/submissions", params=where, headers={**JSON, "upload-complete": "?0"}, content=data[:100]
    )
    wrong = await web.patch(
        "/submissions", params={"batch": batch}, headers={**PART, "upload-offset": "7"}, content=data[7:]
    )
    far = await web.head(begun.headers["location"])
    done = await web.patch(
        begun.headers["location"],
        headers={**PART, "upload-offset": far.headers["upload-offset"]},
        content=data[100:],
    )

    assert (begun.status_code, begun.headers["upload-offset"]) == (201, "100")
    assert (wrong.status_code, wrong.json()["code"], wrong.headers["upload-offset"]) == (
        409, "UPLOAD_OFFSET_WRONG", "100",
    )  # fmt: skip
    assert (far.status_code, far.headers["upload-offset"], far.headers["upload-complete"]) == (
        204,
        "100",
        "?0",
    )
    assert done.json()["accepted"] + done.json()["warned"] == 2


async def test_a_connection_that_breaks_loses_nothing_received(db: Database, settings: Settings) -> None:
    data = rows(2)
    async with people(db, settings):
        app = build(settings)
        with house(app, settings) as found:
            async with httpx.AsyncClient(base_url=found.base, timeout=20) as web:
                web.headers.update(await token(web, "sender"))
                with _half(found.port, web.headers["authorization"], data):
                    far = await _received(web)
                    busy = await web.delete("/submissions", params={"batch": "B-1"})
                await asyncio.sleep(0.2)
                done = await web.patch(
                    "/submissions",
                    params={"batch": "B-1"},
                    headers={**PART, "upload-offset": str(far)},
                    content=data[far:],
                )

    assert far == 150
    assert (busy.status_code, busy.json()["code"]) == (409, "UPLOAD_BUSY")
    assert done.json()["accepted"] + done.json()["warned"] == 2


@contextmanager
def _half(port: int, authorization: str, data: bytes) -> Iterator[None]:
    with socket.create_connection(("127.0.0.1", port)) as line:
        head = (
            "POST /submissions?item=penalty&batch=B-1 HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
            f"authorization: {authorization}\r\ncontent-length: {len(data)}\r\n\r\n"
        )
        line.sendall(head.encode() + data[:150])
        yield


async def _received(web: httpx.AsyncClient) -> int:
    for _ in range(100):
        told = await web.head("/submissions", params={"batch": "B-1"})
        if told.headers.get("upload-offset") == "150":
            return 150
        await asyncio.sleep(0.05)
    return -1


@pytest.mark.parametrize(("who", "more"), [("sender", {"dryRun": "true"}), ("trying", {})])
async def test_what_is_tried_out_is_reported_and_not_stored(
    web: httpx.AsyncClient, owner: asyncpg.Connection[asyncpg.Record], who: str, more: dict[str, str]
) -> None:
    web.headers.update(await token(web, who))
    before = await everything(owner)

    sent = await web.post("/submissions", params=WHERE | more, headers=JSON, content=rows(3))
    page = (await web.get("/submissions/rows", params={"batch": "B-1", "first": "2"} | more)).json()

    assert sent.json()["dryRun"] is True
    assert [row["number"] for row in page["rows"]] == [1, 2]
    assert page["next"] == "2"
    assert await everything(owner) == before


async def test_a_file_that_was_complete_when_the_server_stopped_is_judged_when_it_is_asked_about(
    web: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("exchange.api.judging.open_rows", _stopped)
        stopped = await web.post("/submissions", params=WHERE, headers=JSON, content=rows(1))

    asked = await web.get("/submissions", params={"batch": "B-1"})

    assert stopped.status_code == 503
    assert asked.json()["state"] == "DONE"


def _stopped(*_: object) -> None:
    raise asyncio.CancelledError


@pytest.mark.parametrize(
    ("who", "method", "params", "headers", "content", "status", "code"),
    [
        (None, "POST", WHERE, JSON, b"[]", 401, "UNAUTHENTICATED"),
        ("reader", "POST", WHERE, JSON, b"[]", 403, "SCOPE_MISSING"),
        ("sender", "PUT", WHERE, JSON, b"[]", 405, "METHOD_NOT_ALLOWED"),
        ("sender", "POST", {"item": "penalty"}, JSON, b"[]", 400, "BAD_REQUEST"),
        ("sender", "POST", WHERE | {"item": "x"}, JSON, b"[]", 400, "BAD_REQUEST"),
        ("sender", "POST", WHERE | {"mapping": "/etc/passwd"}, JSON, b"[]", 400, "BAD_REQUEST"),
        ("sender", "POST", WHERE | {"dryRun": "maybe"}, JSON, b"[]", 400, "BAD_REQUEST"),
        ("sender", "POST", WHERE | {"x": "y"}, JSON, b"[]", 400, "BAD_REQUEST"),
        ("sender", "POST", WHERE, {"content-type": "application/pdf"}, b"[]", 415, "UNSUPPORTED_MEDIA_TYPE"),
        ("sender", "POST", WHERE, {**JSON, "upload-complete": "yes"}, b"[]", 400, "BAD_REQUEST"),
        ("sender", "POST", WHERE, JSON, b"[{]", 400, "FILE_UNREADABLE"),
        ("sender", "POST", WHERE, JSON, b"", 400, "FILE_UNREADABLE"),
        ("sender", "POST", WHERE, {"content-type": "text/csv"}, b"a,b\n1,2\n", 400, "FILE_UNREADABLE"),
        ("sender", "POST", WHERE, XLSX, b"PK\x03\x04x", 400, "FILE_UNREADABLE"),
        ("sender", "PATCH", {"batch": "none"}, PART, b"x", 404, "NOT_FOUND"),
        ("sender", "GET", {"batch": "none"}, {}, b"", 404, "NOT_FOUND"),
        ("sender", "DELETE", {"batch": "none"}, {}, b"", 404, "NOT_FOUND"),
    ],
)
async def test_what_cannot_be_taken_is_told_in_the_catalogues_words(  # noqa: PLR0917, PLR0913 - a table
    web: httpx.AsyncClient,
    who: str | None,
    method: str,
    params: dict[str, str],
    headers: dict[str, str],
    content: bytes,
    status: int,
    code: str,
) -> None:
    del web.headers["authorization"]
    web.headers.update(await token(web, who) if who else {})

    told = await web.request(method, "/submissions", params=params, headers=headers, content=content)

    assert (told.status_code, told.json()["code"]) == (status, code), told.text
    assert told.headers["content-type"] == "application/problem+json"


async def test_a_department_finds_no_other_departments_batch(
    web: httpx.AsyncClient, db: Database, settings: Settings
) -> None:
    await web.post("/submissions", params=WHERE, headers=JSON, content=rows(1))
    async with db.writing() as session:
        other = clients.Wanted("o", "origin", "FJ_DRC", "350000", client_id="other", secret="of other")
        await clients.create_client(session, Clock(settings), "test", other)
    web.headers.update(await token(web, "other"))

    found: list[Any] = [
        (await web.get(path, params={"batch": "B-1"})).json()
        for path in ("/submissions", "/submissions/rows")
    ]

    assert [one["code"] for one in found] == ["NOT_FOUND", "NOT_FOUND"]


async def test_nothing_of_a_judged_file_stays_on_disk(web: httpx.AsyncClient, settings: Settings) -> None:
    await web.post("/submissions", params=WHERE, headers=JSON, content=rows(1))

    kept = b"".join(one.read_bytes() for one in (settings.data_dir / "uploads").rglob("*") if one.is_file())

    assert "榕〔2026〕1号".encode() not in kept
    assert json.dumps("榕〔2026〕1号")[1:-1].encode() not in kept
