"""What can stand in an Authorization header at the token endpoint and is no client id with its secret."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import httpx
import pytest
from starlette.applications import Starlette

from exchange.clock import Clock
from exchange.grants import clients, keys
from exchange.oauth.shell import Endpoints

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from exchange.database import Database
    from exchange.settings import Settings

ISSUER = "http://127.0.0.1:8000"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
async def web(db: Database, settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    clock = Clock(settings)
    async with db.writing() as session:
        await keys.ensure_key(session, clock)
        wanted = clients.Wanted("省市场监管局", "partner", client_id="market", secret="right")
        await clients.create_client(session, clock, "test", wanted)
    app = Starlette(routes=list(Endpoints(db, clock, ISSUER).routes()))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ISSUER) as client:
        yield client


def basic(pair: bytes) -> bytes:
    return b"Basic " + base64.b64encode(pair)


HEADERS = [
    b"",
    b"Basic",
    b"Basic !!!",
    b"Basic =",
    b"Bearer x",
    b"Digest x",
    b"Basic \xff\xfe",
    basic(b"market"),
    basic(b":right"),
    basic(b"market:"),
    basic(b"market:wrong"),
    basic(b"market\x00:right"),
    basic(b"market:right\x00"),
    basic(b"\xff\xfe:right"),
    basic(b"market:\xff"),
    basic(b"m" * 5000 + b":right"),
    basic(b"market:" + b"r" * 100_000),
]


@pytest.mark.parametrize("header", HEADERS, ids=range(len(HEADERS)))
async def test_a_header_that_is_no_client_with_its_secret_is_refused(
    web: httpx.AsyncClient, header: bytes
) -> None:
    headers = {b"content-type": FORM.encode(), b"authorization": header}

    answer = await web.post("/oauth/token", content="grant_type=client_credentials", headers=headers)

    told = (answer.status_code, answer.json()["error"])
    assert told in {(401, "invalid_client"), (400, "invalid_request")} or (
        not header and told == (400, "invalid_client")
    )
    assert answer.headers["cache-control"] == "no-store"
    assert "right" not in answer.text


async def test_a_scope_that_is_not_held_is_not_given(web: httpx.AsyncClient) -> None:
    form = {"grant_type": "client_credentials", "scope": "access:manage record:read"}

    answer = await web.post("/oauth/token", data=form, auth=("market", "right"))

    assert answer.status_code == 200
    assert answer.json()["scope"] == "record:read"


async def test_metadata_and_keys_name_what_a_client_needs(web: httpx.AsyncClient) -> None:
    told = (await web.get("/.well-known/oauth-authorization-server")).json()
    (key,) = (await web.get(told["jwks_uri"])).json()["keys"]

    assert told["issuer"] == ISSUER
    assert told["token_endpoint"] == f"{ISSUER}/oauth/token"
    assert (key["kty"], key["crv"], key["alg"], key["use"]) == ("EC", "P-256", "ES256", "sig")
    assert "d" not in key
