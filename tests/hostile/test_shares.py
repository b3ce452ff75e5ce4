"""One client's share: what is over it is refused with 429 and the time to wait, and nobody else notices."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

import httpx
import pytest
from starlette.applications import Starlette

from exchange.api import shares
from exchange.api.edge import Edge
from exchange.api.engine import Answer, Engine, Request
from exchange.api.http import Endpoint
from exchange.api.schema import schema
from exchange.api.shares import AT_ONCE, Shares
from exchange.clock import Clock
from exchange.errors import LimitExceeded, TimedOut, TooManyRequests
from exchange.query import limits
from tests.api.conftest import KEEPER
from tests.api.stub import SCHEMA_NAME, Stub, code, message

if TYPE_CHECKING:
    from exchange.access import Caller
    from exchange.database import Database
    from exchange.oauth.door import Door
    from exchange.settings import Settings


@dataclass
class Time:
    """A clock that a test moves."""

    now: float = 30.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Spending(Stub):
    """An engine whose answers cost what the test says."""

    cost: int = 0
    waits: asyncio.Event | None = None
    inside: int = 0
    spent: list[int] = field(default_factory=list)

    async def answer(self, request: Request, caller: Caller) -> Answer:
        """Answer, at a cost."""
        self.inside += 1
        if self.waits is not None:
            await self.waits.wait()
        assert request.share is not None
        request.share.cost += self.cost
        return await super().answer(request, caller)


def web(stub: Stub, limited: Shares) -> httpx.AsyncClient:
    endpoint = Endpoint(cast("Engine", stub), cast("Door", stub), limited)
    app = Starlette(routes=[endpoint.route()])
    app.add_middleware(Edge)
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test")


def different(number: int) -> dict[str, str]:
    return {"query": f"query q{number} {SCHEMA_NAME}"}


async def test_new_documents_beyond_the_share_are_refused_and_known_ones_answered() -> None:
    time = Time()
    async with web(Stub(), Shares(3, 0, time)) as asking:
        first = [await asking.post("/graphql", json=different(number)) for number in range(3)]
        refused = await asking.post("/graphql", json=different(4))
        known = await asking.post("/graphql", json=different(0))
        other = await asking.post(
            "/graphql", json=different(5), headers={"Authorization": "Bearer submitter"}
        )
        time.now += 60
        later = await asking.post("/graphql", json=different(4))

    assert [one.status_code for one in first] == [200, 200, 200]
    assert (refused.status_code, code(refused)) == (429, "TOO_MANY_REQUESTS")
    assert message(refused) == (
        "Too many different documents in a minute from this client or address, at most 3. Try again in 60 seconds."
    )
    assert refused.headers["retry-after"] == "60"
    assert (known.status_code, other.status_code, later.status_code) == (200, 200, 200)


async def test_a_document_that_is_refused_counts_too() -> None:
    async with web(Stub(), Shares(3, 0, Time())) as asking:
        got = [await asking.post("/graphql", json={"query": "{ nothing }"}) for _ in range(4)]

    assert [code(one) for one in got] == ["VALIDATION_FAILED"] * 3 + ["TOO_MANY_REQUESTS"]


async def test_who_has_spent_the_cost_of_a_minute_waits_for_the_next() -> None:
    time = Time()
    async with web(Spending(cost=60), Shares(0, 100, time)) as asking:
        got = [await asking.post("/graphql", json={"query": SCHEMA_NAME}) for _ in range(3)]
        other = await asking.post(
            "/graphql", json={"query": SCHEMA_NAME}, headers={"Authorization": "Bearer submitter"}
        )
        time.now += 31
        later = await asking.post("/graphql", json={"query": SCHEMA_NAME})

    assert [one.status_code for one in got] == [200, 200, 429]
    assert message(got[2]) == (
        "Too many fields times rows in a minute from this client or address, at most 100. Try again in 30 seconds."
    )
    assert got[2].headers["retry-after"] == "30"
    assert (other.status_code, later.status_code) == (200, 200)


async def test_requests_at_once_have_an_end_and_are_given_back() -> None:
    stub = Spending(waits=asyncio.Event())
    async with web(stub, Shares(0, 0)) as asking:
        running = [
            asyncio.create_task(asking.post("/graphql", json={"query": SCHEMA_NAME})) for _ in range(AT_ONCE)
        ]
        while stub.inside < AT_ONCE:
            await asyncio.sleep(0.01)
        refused = await asking.post("/graphql", json={"query": SCHEMA_NAME})
        assert stub.waits is not None
        stub.waits.set()
        answered = await asyncio.gather(*running)
        after = await asking.post("/graphql", json={"query": SCHEMA_NAME})

    assert (refused.status_code, code(refused)) == (429, "TOO_MANY_REQUESTS")
    assert f"requests at once from this client or address, at most {AT_ONCE}" in message(refused)
    assert {one.status_code for one in answered} == {200}
    assert after.status_code == 200


async def test_a_statement_that_timed_out_costs_as_much_as_it_hurt() -> None:
    async with web(Stub(TimedOut()), Shares(0, 100)) as asking:
        got = [await asking.post("/graphql", json={"query": SCHEMA_NAME}) for _ in range(2)]

    assert [code(one) for one in got] == ["TIMED_OUT", "TOO_MANY_REQUESTS"]


def test_counts_are_kept_of_so_many_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares, "KNOWN", 3)
    time = Time()
    everybody = Shares(0, 100, time)
    busy = everybody.begin("busy", "")
    for number in range(20):
        everybody.begin(None, f"192.0.2.{number}").running -= 1
    busy.cost = 101

    assert len(everybody._shares) <= 4
    with pytest.raises(TooManyRequests):
        everybody.begin("busy", "")


SIZES: dict[str, tuple[list[tuple[int, int]], int | str]] = {
    "no page": ([], 1),
    "a page": ([(20, 50)], 1_001),
    "rows": ([(1, 10_001)], "rows asked for, pages multiplied: 10001, at most 10000."),
    "cost": ([(51, 5_000)], "cost, fields times rows: 255000, at most 250000."),
}


@pytest.mark.parametrize("name", SIZES)
def test_cost_is_fields_times_rows_and_has_an_end(name: str) -> None:
    pages, expected = SIZES[name]
    chains: Any = [(weight, (rows,)) for weight, rows in pages]

    if isinstance(expected, int):
        assert limits.cost(chains, lambda one: one) == expected
        return
    with pytest.raises(LimitExceeded) as refused:
        limits.cost(chains, lambda one: one)
    assert expected in str(refused.value)


async def _same(caller: Caller) -> Caller:
    return caller


COSTS = {
    "{ __typename }": 1,
    "{ penalties(first: 10) { edges { node { id state } } } }": 31,
    "{ penalties(first: 10) { totalCount } }": limits.TOTAL + 1,
    "{ penalties(first: 10) { edges { cursor node { id subject { name } } } } }": 31,
}


@pytest.mark.parametrize("document", COSTS)
async def test_a_request_is_charged_what_it_asks_for(db: Database, settings: Settings, document: str) -> None:
    engine = Engine(schema(), db, Clock(settings), _same)
    share = Shares(9, 0).begin("a", "")

    await engine.answer(Request(document, share=share), KEEPER)
    await engine.answer(Request(document, share=share), KEEPER)

    assert share.cost == 2 * COSTS[document]
    assert share.documents == 1


async def test_what_others_asked_before_costs_no_less(db: Database, settings: Settings) -> None:
    engine, everybody = Engine(schema(), db, Clock(settings), _same), Shares(2, 0)
    document = "query ($id: ID!, $kind: [PenaltyKind!]) { penalty(id: $id) { id } penalties(where: {kind: {in: $kind}}) { totalCount } }"
    asked = [{"id": "1", "kind": kind} for kind in (["FINE"], ["WARNING", "FINE"], None)]

    spent = []
    for client in ("first", "second"):
        share = everybody.begin(client, "")
        for variables in asked[:2]:
            await engine.answer(Request(document, variables, share=share), KEEPER)
        spent.append(share.documents)
    with pytest.raises(TooManyRequests):
        await engine.answer(Request(document, asked[2], share=everybody.begin("second", "")), KEEPER)

    assert spent == [2, 2]
