"""Clients that take their time: to begin, to send headers, to send a body, to read. Each is let go, and nobody else waits for them."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import httpx
import pytest

from exchange.wire import crowd, protocol
from tests.api.stub import SCHEMA_NAME
from tests.hostile.house import STALL
from tests.hostile.test_raw_sockets import ANSWER, GET, POST, QUERY, parsed

if TYPE_CHECKING:
    from tests.hostile.house import House

SHORT = 0.4
"""Seconds that stand for the deadlines here."""
LOOK = 0.05


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HEADERS", "BODY", "IDLE", "UNREAD"):
        monkeypatch.setattr(protocol, name, SHORT)
    monkeypatch.setattr(protocol, "LINGER", 0.1)
    monkeypatch.setattr(crowd, "LOOK", LOOK)


def drip(house: House, sent: bytes, piece: int, pause: float) -> tuple[bytes, float]:
    """Send a piece at a time until all is sent or the server has had enough; what came back, and when the end came."""
    started = time.monotonic()
    with house.connect() as connection:
        connection.settimeout(pause)
        got = b""
        for at in range(0, len(sent), piece):
            with suppress(OSError):
                connection.sendall(sent[at : at + piece])
            try:
                chunk = connection.recv(65536)
            except TimeoutError:
                continue
            except OSError:
                break
            if not chunk:
                break
            got += chunk
        return got, time.monotonic() - started


SLOW = {
    "headers byte by byte": GET + b"Host: a\r\n" + b"X-Slow: yes\r\n" * 100,
    "address byte by byte": b"GET /" + b"a" * 1000,
    "body byte by byte": POST + b"Content-Length: 1000\r\n\r\n" + b" " * 1000,
    "chunks byte by byte": POST + b"Transfer-Encoding: chunked\r\n\r\n" + b"1\r\n \r\n" * 200,
}


@pytest.mark.parametrize("name", SLOW)
def test_a_request_that_drips_in_is_refused_in_time(bare: House, name: str) -> None:
    head = SLOW[name].rfind(b"\r\n\r\n1") if b"\r\n\r\n" in SLOW[name] else 0
    got, spent = drip(bare, SLOW[name], 4 if head <= 0 else 16, 0.02)

    answer = parsed(got)
    assert (answer.status, answer.code) == (408, "REQUEST_TIMEOUT")
    assert json.loads(answer.body)["detail"] == (
        "The request did not arrive in time. Send it again, without pauses."
    )
    assert spent < 4 * SHORT + 1


def test_a_connection_that_never_asks_is_closed_without_a_word(bare: House) -> None:
    started = time.monotonic()

    with bare.connect() as connection:
        got = connection.recv(100)

    assert got == b""
    assert time.monotonic() - started < SHORT + 1


def test_a_connection_that_has_been_answered_is_closed_when_it_asks_no_more(bare: House) -> None:
    with bare.connect() as connection:
        connection.sendall(GET + b"Host: a\r\n\r\n")
        assert connection.recv(65536).startswith(b"HTTP/1.1 200")
        started = time.monotonic()

        assert connection.recv(100) == b""

    assert time.monotonic() - started < SHORT + 1


def test_a_connection_that_keeps_asking_is_kept(bare: House) -> None:
    with httpx.Client(base_url=bare.base) as web:
        for _ in range(6):
            time.sleep(SHORT / 3)
            assert web.post("/graphql", json={"query": SCHEMA_NAME}).json() == ANSWER
        pool = web._transport._pool  # type: ignore[attr-defined]
        assert len(pool.connections) == 1


def test_a_client_that_does_not_read_is_let_go(bare: House) -> None:
    """Its answer fills the buffers of both ends; then the connection ends, and what was not read is forgotten."""
    with bare.connect() as connection:
        connection.sendall(b"GET /big HTTP/1.1\r\nHost: a\r\n\r\n")
        time.sleep(0.2)
        assert len(bare.server.server_state.connections) == 1

        until = time.monotonic() + 5
        while bare.server.server_state.connections and time.monotonic() < until:
            time.sleep(0.05)

        assert not bare.server.server_state.connections


def test_a_client_that_takes_a_download_slowly_is_not_let_go(bare: House) -> None:
    """For several times as long as it may leave an answer untaken."""
    until = time.monotonic() + 4 * SHORT
    with bare.connect() as connection:
        connection.sendall(b"GET /pages HTTP/1.1\r\nHost: a\r\n\r\n")
        while time.monotonic() < until:
            assert connection.recv(65536)
            time.sleep(0.008)

        assert len(bare.server.server_state.connections) == 1


def test_thirty_slow_clients_hold_up_nobody(bare: House) -> None:
    connections = [bare.connect() for _ in range(30)]
    try:
        for one in connections:
            one.sendall(POST + b"Content-Length: 1000\r\n\r\n{")

        def ask() -> None:
            assert httpx.post(f"{bare.base}/graphql", content=QUERY, headers=JSON).json() == ANSWER

        assert bare.longest(ask) < STALL
    finally:
        for one in connections:
            one.close()


JSON = {"Content-Type": "application/json"}


def test_one_address_has_so_many_connections_and_no_more(bare: House) -> None:
    connections = [bare.connect() for _ in range(40)]
    time.sleep(0.05)
    try:
        with bare.connect() as one_more:
            got = one_more.recv(65536)
    finally:
        for one in connections:
            one.close()
    time.sleep(0.1)
    after = httpx.post(f"{bare.base}/graphql", content=QUERY, headers=JSON)

    answer = parsed(got)
    assert (answer.status, answer.code) == (429, "TOO_MANY_REQUESTS")
    assert "Too many connections at once from this client or address, at most 40." in answer.body.decode()
    assert answer.headers["retry-after"] == answer.headers["retry-after"].strip() != ""
    assert after.status_code == 200


def test_when_the_house_is_full_whoever_comes_is_told_to_come_back(bare: House) -> None:
    connections = [bare.connect() for _ in range(40)] + [bare.connect("127.0.0.2") for _ in range(10)]
    time.sleep(0.05)
    try:
        with bare.connect("127.0.0.2") as one_more:
            got = one_more.recv(65536)
    finally:
        for one in connections:
            one.close()
    time.sleep(0.1)
    after = httpx.post(f"{bare.base}/graphql", content=QUERY, headers=JSON)

    answer = parsed(got)
    assert (answer.status, answer.code) == (503, "UNAVAILABLE")
    assert answer.headers["retry-after"] == str(crowd.SOON)
    assert after.status_code == 200
