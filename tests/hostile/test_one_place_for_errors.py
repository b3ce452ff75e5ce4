"""Whatever breaks, and wherever: the caller gets a reference, the log gets the place, and neither gets the words of the exception."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NoReturn

import httpx

from exchange.api import body, documents, edge, engine, http, media
from exchange.api import mutations as mutations_module
from exchange.query import limits
from exchange.query.run import Answered, Runner
from tests.hostile.conftest import Staff

if TYPE_CHECKING:
    import pytest

    from tests.hostile.house import House

SECRET = "绝不外传350203198511232022"


class Broken(Exception):
    """Carries what nobody may read."""


def fail(*_: object, **__: object) -> NoReturn:
    raise Broken(SECRET)


async def fail_later(*_: object, **__: object) -> NoReturn:
    raise Broken(SECRET)


READ = "{ penalties(first: 1) { edges { node { id } } } }"
INTROSPECT = "{ __schema { queryType { name } } }"
SUBMIT = 'mutation { submitRecords(input: {batch: "b", penalties: [{}]}) { __typename } }'
PLACES: dict[str, tuple[object, str, Any, str, int]] = {
    "the door": (Staff, "resolve", fail_later, READ, 500),
    "the media type": (media, "preferred", fail, READ, 500),
    "the body check": (body, "_certain", fail, READ, 500),
    "the parser": (documents, "parse", fail, READ, 500),
    "the limits rule": (limits, "check", fail, READ, 500),
    "a validation rule": (documents, "validate", fail, READ, 500),
    "the variables": (engine, "coerced", fail, READ, 500),
    "the store of statements": (Runner, "_kept", fail, READ, 500),
    "the statement": (Runner, "_fetch", fail_later, READ, 500),
    "the encoder of a compiled answer": (Answered, "body", property(fail), READ, 500),
    "the executor": (engine, "execute", fail, INTROSPECT, 500),
    "the encoder of an executed answer": (engine, "_result", fail, INTROSPECT, 500),
    "a resolver": (mutations_module, "submit", fail_later, SUBMIT, 200),
    "the headers of an answer": (http, "_told", fail, READ, 500),
    "the log's facts": (edge, "note", fail, READ, 500),
}


def test_an_exception_becomes_a_reference_wherever_it_is_raised(
    served: House,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    headers = {"Authorization": "origin", "Accept": "application/graphql-response+json"}
    with httpx.Client(base_url=served.base, headers=headers, timeout=20) as web:
        for place, (owner, name, broken, document, status) in PLACES.items():
            caplog.clear()
            http._kind.cache_clear()
            with monkeypatch.context() as patched:
                patched.setattr(owner, name, broken)
                answer = web.post("/graphql", json={"query": f"{document} # {place}"})

            text = json.dumps(answer.json(), ensure_ascii=False)
            assert answer.status_code == status, place
            assert "INTERNAL_ERROR" in text, place
            reference = re.search(r"Give the reference to the operator: ([0-9a-f]{12})\.", text)
            assert reference is not None, place
            logged = [vars(one).get("facts", {}) for one in caplog.records]
            assert [one["kind"] for one in logged if one.get("reference") == reference[1]] == ["Broken"], (
                place
            )
            told = text + str(answer.headers) + caplog.text + str(logged) + "".join(capfd.readouterr())
            assert SECRET not in told, place
            assert "Broken" not in text, place
            assert web.post("/graphql", json={"query": INTROSPECT}).status_code == 200, place
