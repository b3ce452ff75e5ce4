"""Limits of `/submissions` on the wire: a file may take its time as long as it comes, is cut off otherwise, and what came is kept."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import httpx
import pytest
from starlette.applications import Starlette

from exchange.api import problems
from exchange.api.edge import Edge
from exchange.api.judging import Judge
from exchange.api.submissions import Submissions
from exchange.errors import ExchangeError
from exchange.settings import Settings
from exchange.submissions import formats, uploads
from exchange.submissions.own_mappings import OwnMappings
from exchange.wire import crowd, protocol
from tests.api.stub import SUBMITTER
from tests.hostile.house import House, house
from tests.hostile.test_raw_sockets import TWICE, parsed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exchange.access import Caller
    from exchange.oauth.door import Door

SENDER = replace(SUBMITTER, department="FJ_MARKET", departments=("FJ_MARKET",))
BEGIN = b"POST /submissions?item=penalty&batch=B-1 HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\nUpload-Complete: ?0\r\n"
PARTS = {"content-type": "text/csv", "upload-complete": "?0"}
WHERE = {"item": "penalty", "batch": "B-1"}
SHORT = 0.4
"""Seconds that stand for the deadline of a body."""


class _Open:
    """A door that lets everybody in as the sender."""

    async def resolve(self, *_: str | None) -> Caller:
        return SENDER

    async def refresh(self, caller: Caller) -> Caller:
        return caller


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """Where files come in, and nothing behind it: no file here is ever complete."""
    monkeypatch.setattr(protocol, "BODY", SHORT)
    monkeypatch.setattr(protocol, "LINGER", 0.1)
    monkeypatch.setattr(crowd, "LOOK", 0.05)
    nothing: Any = None
    kept = uploads.Uploads(tmp_path / "uploads")
    door, own = cast("Door", _Open()), OwnMappings(tmp_path / "mappings")
    routes = Submissions(nothing, door, kept, own, Judge(nothing, kept)).routes()
    app = Starlette(routes=routes, exception_handlers={ExchangeError: problems.problem})
    app.add_middleware(Edge)
    known = {name: value for name, value in os.environ.items() if not name.startswith("EXCHANGE_")}
    with house(app, Settings.load(known), lifespan=False) as found:
        yield found


def far(desk: House) -> int:
    """Bytes received, as the desk says as soon as nobody is sending any more."""
    return int(httpx.head(f"{desk.base}/submissions", params={"batch": "B-1"}).headers["upload-offset"])


def dripped(desk: House, pieces: int, size: int, pause: float) -> bytes:
    """Send pieces of a file with pauses until the desk has had enough; what it said."""
    got = b""
    with desk.connect() as line, suppress(TimeoutError, ConnectionError):
        line.sendall(BEGIN + b"Content-Length: %d\r\n\r\n" % (pieces * size))
        for _ in range(pieces):
            line.sendall(b"x" * size)
            line.settimeout(pause)
            with suppress(TimeoutError):
                got += line.recv(65536)
            if got:
                break
        line.settimeout(5)
        while chunk := line.recv(65536):
            got += chunk
            if b"connection: close" not in got.lower():
                break
    return got


def test_a_file_that_comes_slower_than_its_rate_is_cut_off_and_what_came_is_kept(desk: House) -> None:
    started = time.monotonic()

    answer = parsed(dripped(desk, 1000, 10, 0.05))
    kept = far(desk)
    rest = httpx.patch(
        f"{desk.base}/submissions",
        params={"batch": "B-1"},
        headers={
            "content-type": "application/partial-upload",
            "upload-offset": str(kept),
            "upload-complete": "?0",
        },
        content=b"y" * 10,
    )

    assert (answer.status, answer.code) == (408, "REQUEST_TIMEOUT")
    assert time.monotonic() - started < 10
    assert 0 < kept < 10_000
    assert (rest.status_code, far(desk)) == (201, kept + 10)


def test_a_file_that_keeps_its_rate_may_take_many_times_the_deadline(
    desk: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protocol, "RATE", 1000)
    started = time.monotonic()

    answer = parsed(dripped(desk, 20, 1000, 0.1))

    assert time.monotonic() - started > 4 * SHORT
    assert answer.status == 201
    assert far(desk) == 20_000


def test_one_part_of_a_file_has_an_end_however_fast_it_comes(
    desk: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protocol, "RATE", 1000)
    monkeypatch.setattr(protocol, "UPLOAD", 2 * SHORT)

    answer = parsed(dripped(desk, 1000, 1000, 0.05))

    assert answer.code == "REQUEST_TIMEOUT"
    assert 0 < far(desk) < 1_000_000


@pytest.mark.parametrize("chunked", [False, True])
def test_a_file_over_the_limit_is_refused_and_no_byte_beyond_it_is_written(
    desk: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, chunked: bool
) -> None:
    monkeypatch.setattr(formats, "LIMIT_OF_TEXT", 100_000)
    content = (b"x" * 50_000 for _ in range(3)) if chunked else b"x" * 150_000

    told = httpx.post(f"{desk.base}/submissions", params=WHERE, headers=PARTS, content=content)

    assert (told.status_code, told.json()["code"]) == (413, "PAYLOAD_TOO_LARGE")
    assert "larger than 100000 bytes" in told.json()["detail"]
    assert sum(one.stat().st_size for one in tmp_path.rglob("body")) <= 100_000


@pytest.mark.parametrize("header", [b"Upload-Offset: 0", b"Upload-Complete: ?1"])
def test_a_header_of_the_upload_that_is_sent_twice_is_refused(desk: House, header: bytes) -> None:
    with desk.connect() as line:
        line.sendall(BEGIN + header + b"\r\n" + header + b"\r\nContent-Length: 0\r\n\r\n")
        answer = parsed(line.recv(65536))

    assert (answer.status, answer.code) == (400, "BAD_REQUEST")
    assert TWICE.encode() in answer.body


@pytest.mark.parametrize("offset", ["1", "-1", "00", "9" * 40, "x", ""])
def test_a_wrong_offset_writes_nothing_and_is_told_the_right_one(desk: House, offset: str) -> None:
    httpx.post(f"{desk.base}/submissions", params=WHERE, headers=PARTS, content=b"12345")
    headers = {"content-type": "application/partial-upload", "upload-offset": offset}

    told = httpx.patch(f"{desk.base}/submissions", params={"batch": "B-1"}, headers=headers, content=b"x")

    assert (told.status_code, told.json()["code"], told.headers["upload-offset"]) == (
        409,
        "UPLOAD_OFFSET_WRONG",
        "5",
    )
    assert far(desk) == 5


def test_a_department_has_so_many_open_uploads_and_no_more(
    desk: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST", 2)
    answers = [
        httpx.post(
            f"{desk.base}/submissions", params=WHERE | {"batch": f"B-{n}"}, headers=PARTS, content=b"x"
        )
        for n in (1, 2, 3, 2)
    ]

    assert [one.status_code for one in answers] == [201, 201, 429, 201]
    assert answers[2].headers["retry-after"] == "60"
    assert "uploads that are not judged yet" in answers[2].json()["detail"]


def test_who_waits_for_leave_to_send_gets_it(desk: House) -> None:
    """As curl does with a large file."""
    with desk.connect() as line:
        line.sendall(BEGIN + b"Expect: 100-continue\r\nContent-Length: 5\r\n\r\n")
        leave = line.recv(65536)
        line.sendall(b"12345")
        answer = parsed(line.recv(65536))

    assert leave.startswith(b"HTTP/1.1 100 Continue")
    assert (answer.status, far(desk)) == (201, 5)


@pytest.mark.parametrize(
    "headers",
    [
        PARTS | {"content-encoding": "gzip"},
        PARTS | {"content-type": "multipart/form-data; boundary=x"},
        {"upload-complete": "?0"},
    ],
)
def test_what_is_packed_or_of_no_known_kind_is_refused_before_a_byte_is_kept(
    desk: House, tmp_path: Path, headers: dict[str, str]
) -> None:
    told = httpx.post(f"{desk.base}/submissions", params=WHERE, headers=headers, content=b"x")

    assert (told.status_code, told.json()["code"]) == (415, "UNSUPPORTED_MEDIA_TYPE")
    assert list(tmp_path.rglob("body")) == []
