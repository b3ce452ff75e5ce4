"""`/graphql` without a database: the real engine for what needs none, and any outcome that a test orders instead."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

import httpx
from starlette.applications import Starlette

from exchange.access import ANONYMOUS, Caller, Scope
from exchange.api.edge import Edge
from exchange.api.engine import Answer, Engine, Request
from exchange.api.http import Endpoint
from exchange.api.schema import schema
from exchange.errors import Unauthenticated

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from exchange.api.trusted import Trusted
    from exchange.oauth.door import Door

GRAPHQL = "application/graphql-response+json"
JSON = "application/json"
SUBMITTER = Caller(client="county-office", actor="county-office", scopes=frozenset({Scope.RECORD_SUBMIT}))
SCHEMA_NAME = "{ __schema { queryType { name } } }"
"""A query that is answered without a database."""


@dataclass
class Stub:
    """Stands for engine and door; remembers what came through."""

    outcome: Answer | Exception | None = None
    asked: list[Request] = field(default_factory=list)

    def __post_init__(self) -> None:
        nothing: Any = None
        self._engine = Engine(schema(), nothing, nothing, nothing)
        self._engine.runner.confirm = _stands  # type: ignore[method-assign]

    async def answer(self, request: Request, caller: Caller) -> Answer:
        """The outcome ordered, or what the real engine says."""
        self.asked.append(request)
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome or await self._engine.answer(request, caller)

    async def resolve(self, authorization: str | None, *_: str | None) -> Caller:
        """One known token."""
        if authorization is None:
            return ANONYMOUS
        if authorization == "Bearer submitter":
            return SUBMITTER
        raise Unauthenticated


async def _stands(caller: Caller) -> None:
    """There is nobody to ask."""


@asynccontextmanager
async def client(stub: Stub, trusted: Trusted | None = None) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an application that is only `/graphql`."""
    endpoint = Endpoint(cast("Engine", stub), cast("Door", stub), trusted=trusted)
    app = Starlette(routes=[endpoint.route()])
    app.add_middleware(Edge)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as found:
        yield found


def code(answer: httpx.Response) -> str:
    """Code of the one error in an answer without data."""
    body = answer.json()
    assert set(body) == {"errors"}
    assert len(body["errors"]) == 1
    found: str = body["errors"][0]["extensions"]["code"]
    return found


def message(answer: httpx.Response) -> str:
    """Sentence of the one error."""
    found: str = answer.json()["errors"][0]["message"]
    return found
