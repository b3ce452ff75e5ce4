"""Typed grants (RFC 9396): a token for one agreement, case and purpose, and nothing else."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from typing import TYPE_CHECKING, Any

import pytest

from exchange.clock import Clock
from exchange.grants import agreements

if TYPE_CHECKING:
    import asyncpg

    from exchange.database import Database
    from exchange.settings import Settings
    from tests.oauth.independent import Client

SEEN = "{ penalties(first: 1) { totalCount } }"


@pytest.fixture
async def signed(app_web: object, db: Database, settings: Settings) -> str:
    """An agreement of the market regulator's."""
    clock = Clock(settings)
    today = clock.today()
    terms = agreements.Terms(
        "x", "FJ_MARKET", "涉企监管", "x", ("penalty",), "350000", today, today + dt.timedelta(days=9)
    )
    async with db.writing() as session:
        return str(await agreements.sign_agreement(session, clock, "test", terms))


def detail(**parts: object) -> str:
    """The parameter."""
    return json.dumps([{"type": "exchange_call"} | parts], ensure_ascii=False)


async def token_for(client: Client, text: str) -> Any:  # noqa: ANN401 - the answer of the endpoint
    return (await client.ask(**client.proof(), authorization_details=text)).json()


async def asked(client: Client, token: str, **headers: str) -> Any:  # noqa: ANN401 - the decoded body
    known = {"Authorization": f"Bearer {token}", "Accept": "application/graphql-response+json"}
    answer = await client.web.post("/graphql", json={"query": SEEN}, headers=known | headers)
    return answer.json()


async def test_a_token_says_what_its_calls_are_for_and_brings_it_without_a_header(
    market: Client, signed: str
) -> None:
    text = detail(agreement=signed, purpose="涉企监管", case="FJ-1")

    body = await token_for(market, text)
    told = await market.introspect(body["access_token"])
    plain, other = (
        await asked(market, body["access_token"]),
        await asked(market, body["access_token"], **{"Exchange-Agreement": str(uuid.uuid4())}),
    )

    assert body["authorization_details"] == json.loads(text)
    assert told["authorization_details"] == json.loads(text)
    assert "errors" not in plain
    (error,) = other["errors"]
    assert error["extensions"]["code"] == "BAD_REQUEST"
    assert "something else than the token" in error["message"]
    assert "errors" not in await asked(market, body["access_token"], **{"Exchange-Agreement": signed})


WRONG = (
    "x",
    "{}",
    "[]",
    '[{"type": "exchange_call"}, {"type": "exchange_call"}]',
    '["exchange_call"]',
    '[{"type": "payment"}]',
    detail(other=1),
    detail(agreement="x"),
    detail(agreement=5),
    detail(case=""),
    detail(case="x" * 101),
    detail(purpose=["x"]),
    detail(purpose="a\nb"),
)


async def test_what_is_no_detail_is_refused_with_what_to_write(market: Client, signed: str) -> None:
    answers = [await token_for(market, text) for text in WRONG]

    assert {one["error"] for one in answers} == {"invalid_authorization_details"}
    assert all("authorization_details" in one["error_description"] for one in answers)


async def test_an_agreement_that_is_not_ones_own_is_answered_like_none(
    market: Client,
    finance: Client,
    signed: str,
    db: Database,
    settings: Settings,
    owner: asyncpg.Connection[asyncpg.Record],
) -> None:
    foreign = await token_for(finance, detail(agreement=signed))
    unknown = await token_for(market, detail(agreement=str(uuid.uuid4())))
    purpose = await token_for(market, detail(agreement=signed, purpose="别的目的"))
    async with db.writing() as session:
        await agreements.terminate_agreement(session, Clock(settings), "test", uuid.UUID(signed))
    ended = await token_for(market, detail(agreement=signed))

    assert foreign == unknown == purpose == ended
    assert foreign["error"] == "invalid_authorization_details"


async def test_the_server_tells_which_details_it_takes(market: Client) -> None:
    assert market.found["authorization_details_types_supported"] == ["exchange_call"]
