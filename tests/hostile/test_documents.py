"""GraphQL documents made to hurt: each refused with its code and sentence in a few milliseconds, and the loop never stands still."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.hostile.house import STALL

if TYPE_CHECKING:
    from tests.hostile.house import House

ROW = "penalties(first: 1) { edges { node { id } } }"


def doubling(levels: int) -> str:
    """Fragments that spread each other twice: two to the power of levels when expanded."""
    parts = [f"fragment f{one} on Query {{ ...f{one + 1} ...f{one + 1} }}" for one in range(levels)]
    return "{ ...f0 } " + " ".join(parts) + f" fragment f{levels} on Query {{ __typename }}"


def cycle(length: int) -> str:
    parts = [f"fragment f{one} on Query {{ ...f{(one + 1) % length} }}" for one in range(length)]
    return "{ ...f0 } " + " ".join(parts)


def overlapping(count: int) -> str:
    """Fields that must all be compared with each other."""
    return "{ " + " ".join(["__typename"] * count) + " }"


def nested(levels: int) -> str:
    return "{ __schema { types " + "{ ofType " * levels + "{ name }" + " }" * levels + " } }"


def values(levels: int) -> str:
    return "{ penalties(first: " + "[" * levels + "1" + "]" * levels + ") { totalCount } }"


LIMIT, INVALID, SYNTAX, BAD = "LIMIT_EXCEEDED", "VALIDATION_FAILED", "SYNTAX_ERROR", "BAD_REQUEST"
REFUSED = {
    "fragments that double": (doubling(20), LIMIT, "fields with fragments expanded"),
    "fragments that double without end": (doubling(49), LIMIT, "fields with fragments expanded"),
    "too many fragments": (doubling(60), LIMIT, "fragments 61, at most 50"),
    "fragments in a ring": (cycle(40), INVALID, "Cannot spread fragment"),
    "a fragment in itself": ("{ ...a } fragment a on Query { ...a }", INVALID, "Cannot spread fragment"),
    "fields to compare": (overlapping(900), LIMIT, "root fields 900, at most 20"),
    "rules looked at again and again": (
        "{ " + " ".join(f'a{n}: explainRow(id: "{n}") {{ visible }}' for n in range(20)) + " }",
        LIMIT,
        "root fields that look at the rules or the schema 20, at most 4",
    ),
    "the schema again and again, in a fragment": (
        "{ ...f } fragment f on Query { "
        + " ".join(f"a{n}: __schema {{ types {{ name }} }}" for n in range(18))
        + " }",
        LIMIT,
        "root fields that look at the rules or the schema 18, at most 4",
    ),
    "root fields in a fragment": (
        "{ ...f } fragment f on Query { "
        + " ".join(f"a{n}: penalties {{ totalCount }}" for n in range(60))
        + " }",
        LIMIT,
        "root fields 60, at most 20",
    ),
    "fields to compare below": (
        "{ __schema { " + "types { name } " * 240 + "} }",
        LIMIT,
        "pairs of fields under one name with fragments expanded 28680, at most 2000",
    ),
    "fields to compare in fragments": (
        "{ __schema { " + "...f " * 40 + "} } fragment f on __Schema { types { name } types { name } }",
        LIMIT,
        "pairs of fields under one name with fragments expanded 3160, at most 2000",
    ),
    "as many as may be compared": ("{ __schema { " + "types { name } " * 63 + "} }", None, ""),
    "aliases": (
        "{ __schema { " + " ".join(f"a{n}: description" for n in range(150)) + " } }",
        LIMIT,
        "aliases with fragments expanded 150, at most 100",
    ),
    "a long alias": (f"{{ {'a' * 61}: __typename }}", LIMIT, "characters of a response key: 61, at most 60"),
    "depth": (nested(30), LIMIT, "levels of depth"),
    "depth without end": ("{ a " * 499, SYNTAX, "Syntax Error"),
    "open braces": ("{" * 16_000, SYNTAX, "Syntax Error"),
    "open brackets": (values(400), None, ""),
    "open brackets without end": ("{ a(b: " + "[" * 16_000, SYNTAX, "nested too deeply"),
    "tokens": ("{ " + "a " * 2_000 + "}", LIMIT, "tokens over 1000, at most 1000"),
    "characters": ("{ " + "a " * 9_000 + "}", LIMIT, "characters 18003, at most 16384"),
    "spaces": (" " * 20_000 + "{ a }", LIMIT, "characters 20005, at most 16384"),
    "comments": ("#\n" * 8_000 + "{ __typename }", LIMIT, "comments 8000, at most 50"),
    "comments and texts": (
        '{ penalties(search: "#") { totalCount } }' + "#a\n" * 60,
        LIMIT,
        "comments 60, at most 50",
    ),
    "two operations": ("query a { __typename } query b { __typename }", LIMIT, "operations 2, at most 1"),
    "no operation": ("fragment a on Query { __typename }", BAD, "the document has no operation"),
    "a definition of types": ("type A { a: Int }", BAD, "the document has no operation"),
    "a subscription": ("subscription { a }", INVALID, "The subscription operation is not supported"),
    "an unknown field": ("{ nothing }", INVALID, "Cannot query field 'nothing' on type 'Query'."),
    "an unknown directive": ("{ __typename @defer }", INVALID, "Unknown directive '@defer'."),
    "directives": ("{ __typename " + "@skip(if: false) " * 100 + "}", INVALID, "@skip"),
    "an unused variable": ("query ($a: Int) { __typename }", INVALID, "never used"),
    "NUL": ('{ penalties(search: "\\u0000") { totalCount } }', BAD, "the character NUL"),
    "a raw NUL": ("{ __typename \0 }", BAD, "the body holds a NUL"),
    "an odd character": ("{ __typename \x07 }", SYNTAX, "Syntax Error"),
    "an open text": ('{ a(b: "', SYNTAX, "Unterminated string"),
    "an open block": ('{ a(b: """' + "a\n" * 5_000, SYNTAX, "Unterminated string"),
    "an endless number": (
        "{ penalties(first: " + "9" * 10_000 + ") { totalCount } }",
        BAD,
        "a number has more than 64 characters.",
    ),
    "an endless name": ("{ " + "a" * 15_000 + " }", LIMIT, "characters of a response key: 15000"),
    "a suggestion": (
        "{ penaltees { totalCount } }",
        INVALID,
        "Cannot query field 'penaltees' on type 'Query'.",
    ),
    "many mistakes": ("{ " + " ".join(f"a{n}" for n in range(20)) + " }", INVALID, "Cannot query field"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_document_made_to_hurt_is_refused_and_stalls_nobody(bare: House, name: str) -> None:
    document, code, sentence = REFUSED[name]
    got: list[httpx.Response] = []
    headers = {"Accept": "application/graphql-response+json"}

    stall = bare.longest(
        lambda: got.append(
            httpx.post(f"{bare.base}/graphql", json={"query": document}, headers=headers, timeout=20)
        )
    )

    body = got[-1].json()
    assert got[-1].elapsed.total_seconds() < 1
    assert stall < STALL
    assert "Did you mean" not in got[-1].text
    if code is None:
        assert got[-1].status_code in {200, 400}
        return
    assert got[-1].status_code == 400
    assert set(body) == {"errors"}
    assert len(body["errors"]) <= 11
    assert body["errors"][0]["extensions"]["code"] == code
    assert sentence in body["errors"][0]["message"]


LISTS = (
    "penalties",
    "licences",
    "dishonestyRecords",
    "seriousViolations",
    "abnormalOperations",
    "taxViolations",
    "commendations",
)
FIELDS = "id documentNumber decidedOn state authorityName region disclosure { field treatment }"


def wide(number: int) -> str:
    """A subject with a page of everything, as a credit report asks for it; new each time."""
    rows = f"first: 1) {{ totalCount edges {{ node {{ {FIELDS} subject {{ name }} }} }} }}"
    lists = " ".join(f"{name}({rows}" for name in LISTS)
    return f"{{ a{number}: penalties(first: 1) {{ edges {{ node {{ {FIELDS} subject {{ name {lists} }} }} }} }} }}"


def test_a_document_that_takes_long_to_compile_stalls_nobody(served: House) -> None:
    got: list[httpx.Response] = []
    headers = {"Authorization": "keeper"}  # the more capacities, the longer the statement

    def ask() -> None:
        asked = {"query": wide(len(got))}
        got.append(httpx.post(f"{served.base}/graphql", json=asked, headers=headers, timeout=20))

    stall = served.longest(ask)

    assert {one.status_code for one in got} == {200}
    assert stall < STALL


def test_a_hostile_document_costs_the_same_the_second_time_round(bare: House) -> None:
    """What is refused is not kept: the store of documents holds only what can be executed."""
    for _ in range(3):
        got = httpx.post(f"{bare.base}/graphql", content=json.dumps({"query": doubling(40)}), headers=JSON)
        assert got.json()["errors"][0]["extensions"]["code"] == LIMIT


JSON = {"Content-Type": "application/json"}
