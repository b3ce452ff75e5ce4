"""Chance against the server: bytes and documents turned over at random never bring an internal error, and the server lives on."""

from __future__ import annotations

import json
import random
import re
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import httpx

from exchange.errors import catalogue
from tests.hostile.test_raw_sockets import GET, POST

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.hostile.house import House

DOCUMENTS = (
    '{ penalties(first: 2, filter: {region: "350100"}) { totalCount edges { cursor node { id state } } pageInfo { hasNextPage } } }',
    """query q($n: Int = 3, $s: String) { a: penalties(first: $n, search: $s) { edges { node { ...f } } } }
    fragment f on Penalty { id documentNumber subject { name } }""",
    '{ node(id: "x") { __typename id ... on Penalty { state } } __schema { queryType { name } } }',
    'mutation { submitRecords(input: {batch: "b", penalties: [{partyName: "a"}]}) { __typename ... on Refused { code } } }',
    '{ __type(name: "Penalty") { fields(includeDeprecated: true) { name type { kind ofType { name } } } } }',
)
TOKENS = re.compile(r'"[^"]*"|[A-Za-z_]\w*|-?\d+|\.\.\.|[^\s]')
SPICE = (
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "$",
    "...",
    "on",
    "null",
    "-1",
    "1e9",
    '"',
    '"""',
    "@skip",
    "#",
    "\\u0000",
    "\u2028",
    "\U0001f600",
    "9" * 30,
)
CODES = frozenset(catalogue()) | {
    "SYNTAX_ERROR",
    "VALIDATION_FAILED",
    "VARIABLES_INVALID",
    "EXECUTION_FAILED",
    "OPERATION_UNKNOWN",
}


def turned_over(chance: random.Random, document: str) -> str:
    """Tokens dropped, doubled, swapped, replaced."""
    tokens = TOKENS.findall(document)
    for _ in range(chance.randint(0, 3)):
        at, other = chance.randrange(len(tokens)), chance.randrange(len(tokens))
        match chance.randrange(5):
            case 0 if len(tokens) > 2:
                del tokens[at]
            case 1:
                tokens.insert(at, tokens[other])
            case 2:
                tokens[at], tokens[other] = tokens[other], tokens[at]
            case 3:
                tokens[at] = chance.choice(SPICE)
            case _:
                tokens.insert(at, chance.choice(SPICE))
    return " ".join(tokens)


def test_documents_turned_over_bring_no_internal_error(
    served: House,
    soaking: bool,
    tell: Callable[[str], None],
) -> None:
    chance, count, answered = random.Random(1), 0, 0
    until = time.monotonic() + (120 if soaking else 3)
    with httpx.Client(base_url=served.base, timeout=20) as web:
        while time.monotonic() < until:
            document = turned_over(chance, chance.choice(DOCUMENTS))
            headers = {"Authorization": "origin"} if chance.random() < 0.5 else {}
            got = web.post("/graphql", json={"query": document}, headers=headers)
            codes = {one["extensions"]["code"] for one in got.json().get("errors", ())}

            assert got.status_code in {200, 400}, document
            assert "INTERNAL_ERROR" not in codes, document
            assert codes <= CODES, document
            count, answered = count + 1, answered + (not codes)
    tell(f"documents turned over: {count}, of them answered without error {answered}, internal errors 0")
    assert answered


def damaged(chance: random.Random, sent: bytes) -> bytes:
    """Bytes changed, cut out, doubled, or all that follows lost."""
    raw = bytearray(sent)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(raw))
        match chance.randrange(5):
            case 0:
                raw[at] = chance.randrange(256)
            case 1:
                del raw[at : at + chance.randint(1, 8)]
            case 2:
                raw[at:at] = raw[at : at + chance.randint(1, 40)]
            case 3:
                raw[at:at] = chance.choice((b"\r\n", b"\0", b"\r\n\r\n", b": ", b" ", b"\n", b"0\r\n\r\n"))
            case _:
                raw[at:at] = chance.randbytes(chance.randint(1, 8))
        if not raw:
            return b"\0"
    return bytes(raw)


def test_bytes_turned_over_bring_no_internal_error(
    served: House,
    soaking: bool,
    tell: Callable[[str], None],
) -> None:
    body = json.dumps({"query": "{ __typename }", "variables": {"a": [1, "b"]}}).encode()
    requests = (
        GET + b"Host: a\r\n\r\n",
        POST + b"Content-Length: %d\r\n\r\n" % len(body) + body,
        POST + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n",
        GET + b"Host: a\r\nAccept: */*\r\nConnection: keep-alive\r\n\r\n" + GET + b"Host: a\r\n\r\n",
    )
    chance, count, seen = random.Random(2), 0, set()
    until = time.monotonic() + (120 if soaking else 3)
    while time.monotonic() < until:
        sent = damaged(chance, chance.choice(requests))
        with served.connect() as connection, suppress(OSError):
            connection.settimeout(0.03)
            connection.sendall(sent)
            got = connection.recv(65536)
            if got:
                status = int(got.split(b" ", 2)[1])
                seen.add(status)
                assert status < 500, sent
        count += 1
    alive = httpx.get(f"{served.base}/graphql", params={"query": "{ __typename }"})

    tell(f"requests turned over: {count}, statuses {sorted(seen)}, internal errors 0")
    assert alive.json() == {"data": {"__typename": "Query"}}
    assert {200, 400} <= seen
