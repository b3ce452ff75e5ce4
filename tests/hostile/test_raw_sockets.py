"""Bytes that are no request, or two requests at once, are refused at the wire: status, code, sentence, closed, in time."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from exchange.wire.protocol import HEAD

if TYPE_CHECKING:
    from tests.hostile.house import House

QUERY = b'{"query": "{ __schema { queryType { name } } }"}'
ANSWER = {"data": {"__schema": {"queryType": {"name": "Query"}}}}
GET = b"GET /graphql?query={__schema{queryType{name}}} HTTP/1.1\r\n"
POST = b"POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
NOT_HTTP = "The request cannot be read: it is not proper HTTP/1.1."
TWICE = "The request cannot be read: a header that says one thing is sent twice."
CODING = "The request cannot be read: the only transfer encoding is chunked, in HTTP/1.1."
VERSION = "The request cannot be read: only HTTP/1.1 and HTTP/1.0 are spoken here."


@dataclass(frozen=True, slots=True)
class Raw:
    """What was answered to raw bytes."""

    status: int
    headers: dict[str, str]
    body: bytes
    rest: bytes

    @property
    def code(self) -> str:
        return str(json.loads(self.body)["code"])


def ask(house: House, sent: bytes) -> Raw:
    """Send, and read until the server closes or has answered everything."""
    with house.connect() as connection:
        connection.sendall(sent)
        got = b""
        while chunk := connection.recv(65536):
            got += chunk
            if b"\r\n\r\n" in got and b"connection: close" not in got.lower():
                break
    return parsed(got)


def parsed(got: bytes) -> Raw:
    head, _, rest = got.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    length = int(headers.get("content-length", 0))
    return Raw(int(first.split()[1]), headers, rest[:length], rest[length:])


REFUSED = {
    "nothing that is HTTP": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400, "BAD_REQUEST", NOT_HTTP),
    "HTTP/0.9": (b"GET /\r\n\r\n", 400, "BAD_REQUEST", VERSION),
    "HTTP/2.0 in words": (b"GET / HTTP/2.0\r\nHost: a\r\n\r\n", 400, "BAD_REQUEST", VERSION),
    "HTTP/2 preface": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, "BAD_REQUEST", NOT_HTTP),
    "no host": (GET + b"\r\n", 400, "BAD_REQUEST", "The request cannot be read: the header Host is missing."),
    "two hosts": (GET + b"Host: a\r\nHost: b\r\n\r\n", 400, "BAD_REQUEST", TWICE),
    "two tokens": (
        GET + b"Host: a\r\nAuthorization: Bearer a\r\nauthorization: Bearer b\r\n\r\n",
        400,
        "BAD_REQUEST",
        TWICE,
    ),
    "two agreements": (
        GET + b"Host: a\r\nExchange-Agreement: a\r\nExchange-Agreement: b\r\n\r\n",
        400,
        "BAD_REQUEST",
        TWICE,
    ),
    "length and chunks": (
        POST + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        400,
        "BAD_REQUEST",
        NOT_HTTP,
    ),
    "chunks and length": (
        POST + b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
        400,
        "BAD_REQUEST",
        NOT_HTTP,
    ),
    "two lengths": (
        POST + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        400,
        "BAD_REQUEST",
        NOT_HTTP,
    ),
    "length as a list": (POST + b"Content-Length: 3, 3\r\n\r\nabc", 400, "BAD_REQUEST", NOT_HTTP),
    "negative length": (POST + b"Content-Length: -3\r\n\r\nabc", 400, "BAD_REQUEST", NOT_HTTP),
    "length with a sign": (POST + b"Content-Length: +3\r\n\r\nabc", 400, "BAD_REQUEST", NOT_HTTP),
    "endless length": (
        POST + b"Content-Length: 99999999999999999999\r\n\r\nabc",
        400,
        "BAD_REQUEST",
        NOT_HTTP,
    ),
    "space before the colon": (POST + b"Content-Length : 3\r\n\r\nabc", 400, "BAD_REQUEST", NOT_HTTP),
    "folded header": (GET + b"Host: a\r\nX: b\r\n c\r\n\r\n", 400, "BAD_REQUEST", NOT_HTTP),
    "bare line feeds": (b"GET / HTTP/1.1\nHost: a\n\n", 400, "BAD_REQUEST", NOT_HTTP),
    "bare carriage return": (GET + b"Host: a\rX: b\r\n\r\n", 400, "BAD_REQUEST", NOT_HTTP),
    "NUL in a header": (GET + b"Host: a\r\nX: \0\r\n\r\n", 400, "BAD_REQUEST", NOT_HTTP),
    "unknown method": (b"FETCH / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "BAD_REQUEST", NOT_HTTP),
    "other bytes in the address": (b"GET /\xff HTTP/1.1\r\nHost: a\r\n\r\n", 400, "BAD_REQUEST", NOT_HTTP),
    "tunnel": (b"CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", 400, "BAD_REQUEST", NOT_HTTP),
    "compressed chunks": (
        POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        400,
        "BAD_REQUEST",
        CODING,
    ),
    "misspelt chunks": (POST + b"Transfer-Encoding: xchunked\r\n\r\nabc", 400, "BAD_REQUEST", CODING),
    "chunks in HTTP/1.0": (
        POST.replace(b"1.1", b"1.0") + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        400,
        "BAD_REQUEST",
        CODING,
    ),
    "WebSocket": (
        GET + b"Host: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\r\n",
        400,
        "BAD_REQUEST",
        "The request cannot be read: WebSocket is not offered here. Use GET or POST.",
    ),
    "one long header": (
        GET + b"Host: a\r\nX: " + b"x" * HEAD + b"\r\n\r\n",
        431,
        "HEADERS_TOO_LARGE",
        "larger than 32768 bytes",
    ),
    "many headers": (
        GET + b"Host: a\r\n" + b"X: y\r\n" * 40_000 + b"\r\n",
        431,
        "HEADERS_TOO_LARGE",
        "larger than 32768 bytes",
    ),
    "headers without end": (
        GET + b"Host: a\r\nX: " + b"x" * 2 * HEAD,
        431,
        "HEADERS_TOO_LARGE",
        "larger than 32768 bytes",
    ),
    "long address": (
        b"GET /graphql?query=" + b"x" * HEAD + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        431,
        "HEADERS_TOO_LARGE",
        "larger than 32768 bytes",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_bytes_that_are_no_clear_request_are_refused(bare: House, name: str) -> None:
    sent, status, code, sentence = REFUSED[name]
    started = time.monotonic()

    answer = ask(bare, sent)

    assert time.monotonic() - started < 2
    assert (answer.status, answer.code) == (status, code)
    assert sentence in json.loads(answer.body)["detail"]
    assert answer.headers["connection"] == "close"
    assert answer.rest == b""


CUT_OFF = {
    "bad chunk": POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
    "chunk longer than said": POST + b"Transfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n",
    "chunk of endless size": POST + b"Transfer-Encoding: chunked\r\n\r\n" + b"f" * 40 + b"\r\n",
}


@pytest.mark.parametrize("name", CUT_OFF)
def test_a_body_in_broken_chunks_is_refused_and_not_read_as_a_request(bare: House, name: str) -> None:
    answer = ask(bare, CUT_OFF[name] + GET + b"Host: a\r\n\r\n")

    assert (answer.status, answer.code) == (400, "BAD_REQUEST")
    assert answer.rest == b""


def test_a_trailer_is_no_header(bare: House) -> None:
    chunks = b"%x\r\n%b\r\n0\r\nAuthorization: Bearer wrong\r\n\r\n" % (len(QUERY), QUERY)

    answer = ask(bare, POST + b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks)

    assert (answer.status, json.loads(answer.body)) == (200, ANSWER)


def test_a_client_that_offers_http_2_is_answered_in_http_1(bare: House) -> None:
    answer = ask(bare, GET + b"Host: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n")

    assert answer.status == 200
    assert answer.headers["connection"] == "close"


def test_what_follows_the_last_request_is_not_answered(bare: House) -> None:
    answer = ask(bare, GET + b"Host: a\r\nConnection: close\r\n\r\n" + GET + b"Host: a\r\n\r\n")

    assert answer.status == 200
    assert answer.rest == b""


def test_the_server_does_not_say_what_it_is_made_of(bare: House) -> None:
    answer = ask(bare, GET + b"Host: a\r\nConnection: close\r\n\r\n")

    assert "server" not in answer.headers
    assert "x-powered-by" not in answer.headers


def test_thousands_of_requests_in_one_breath_do_not_stall_the_others(bare: House) -> None:
    def flood() -> None:
        with bare.connect() as connection:
            connection.sendall((GET + b"Host: a\r\n\r\n") * 4_000)
            with suppress(ConnectionResetError):
                while connection.recv(65536):
                    pass

    assert bare.longest(flood) < 0.1


def test_a_hundred_thousand_headers_do_not_stall_the_others(bare: House) -> None:
    assert bare.longest(lambda: ask(bare, GET + b"Host: a\r\n" + b"a:b\r\n" * 60_000 + b"\r\n")) < 0.1
