"""The whole application: every address beside /graphql, health, and a client from its secret to its revocation."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import asyncpg
import httpx
import pytest

from exchange.api import logs
from exchange.app import build
from exchange.clock import Clock
from exchange.errors import NotFound
from exchange.grants import clients
from tests.conftest import _named

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

    from exchange.database import Database
    from exchange.settings import Settings

KIND = "application/problem+json"
QUESTION = {"query": "{ penalties(first: 1) { totalCount } }"}


@pytest.fixture
async def app(settings: Settings) -> AsyncIterator[Starlette]:
    """The application, running; the log is put back afterwards."""
    handlers, level = logging.root.handlers, logging.root.level
    made = build(settings)
    async with made.router.lifespan_context(made):
        yield made
    logging.root.handlers, logging.root.level = handlers, level


@pytest.fixture
async def web(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        yield client


async def given_a_client(db: Database, settings: Settings) -> str:
    clock = Clock(settings)
    async with db.writing() as session:
        wanted = clients.Wanted(
            "财政", "partner", "FJ_FINANCE", "350000", client_id="finance", secret="secret"
        )
        return (await clients.create_client(session, clock, "test", wanted)).id


async def signed_in(web: httpx.AsyncClient, client: str) -> dict[str, str]:
    form = {"grant_type": "client_credentials", "client_id": client, "client_secret": "secret"}
    token = (await web.post("/oauth/token", data=form)).json()["access_token"]
    return {"Authorization": f"Bearer {token}"}


async def test_a_revoked_client_is_out_with_its_next_request(
    web: httpx.AsyncClient, db: Database, settings: Settings
) -> None:
    client = await given_a_client(db, settings)
    headers = await signed_in(web, client)
    before = await web.post("/graphql", json=QUESTION, headers=headers)

    async with db.writing() as session:
        await clients.revoke_client(session, Clock(settings), "test", client)
    after = await web.post("/graphql", json=QUESTION, headers=headers)

    assert before.json() == {"data": {"penalties": {"totalCount": 0}}}
    assert (after.status_code, after.json()["errors"][0]["extensions"]["code"]) == (401, "UNAUTHENTICATED")
    assert after.headers["www-authenticate"].startswith("Bearer ")


async def test_a_header_that_is_no_agreement_is_refused_with_a_sentence(web: httpx.AsyncClient) -> None:
    answer = await web.post("/graphql", json=QUESTION, headers={"Exchange-Agreement": "agreement 5"})

    assert answer.status_code == 400
    assert "Copy the id from the agreement." in answer.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    "path", ["/nowhere", "/graphql/", "/assets/nothing.js", "/assets/../app.py", "/assets/"]
)
async def test_an_address_that_nobody_serves_is_a_problem_of_the_catalogue(
    web: httpx.AsyncClient, path: str
) -> None:
    answer = await web.get(path)

    assert (answer.status_code, answer.headers["content-type"]) == (404, KIND)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json() == {
        "type": "urn:credit-exchange:error:NOT_FOUND",
        "title": "NOT_FOUND",
        "status": 404,
        "detail": NotFound(what="address").message,
        "code": "NOT_FOUND",
    }


@pytest.mark.parametrize(
    ("method", "path", "allow"), [("POST", "/healthz", "GET"), ("GET", "/oauth/token", "POST")]
)
async def test_a_wrong_method_is_told_the_right_one(
    web: httpx.AsyncClient, method: str, path: str, allow: str
) -> None:
    answer = await web.request(method, path)

    assert (answer.status_code, answer.json()["code"]) == (405, "METHOD_NOT_ALLOWED")
    assert allow in answer.headers["allow"]


async def test_the_pages_name_their_own_policy_and_no_other_host(web: httpx.AsyncClient) -> None:
    for path in ("/", "/?lang=en", "/graphql", "/graphql?lang=en"):
        answer = await web.get(path, headers={"Accept": "text/html"})

        policies = answer.headers.get_list("content-security-policy")
        assert (answer.status_code, len(policies)) == (200, 1)
        assert "script-src 'self';" in policies[0]
        assert "unsafe-eval" not in policies[0]
        assert "://" not in answer.text


async def test_an_asset_that_did_not_change_is_not_sent_again(web: httpx.AsyncClient) -> None:
    first = await web.get("/assets/explorer.js")
    second = await web.get("/assets/explorer.js", headers={"If-None-Match": first.headers["etag"]})

    assert first.headers["content-type"].startswith("text/javascript")
    assert first.headers["x-content-type-options"] == "nosniff"
    assert (second.status_code, second.content) == (304, b"")


async def test_the_schema_can_be_read_by_tools(web: httpx.AsyncClient) -> None:
    answer = await web.get("/schema.graphql")

    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert "type Query" in answer.text


async def test_an_exchange_without_its_database_is_alive_but_not_ready(
    web: httpx.AsyncClient, settings: Settings
) -> None:
    ready = await web.get("/readyz")

    owner = await asyncpg.connect(_named(settings, "postgres"))
    name = urlsplit(settings.database_url or "").path[1:]
    await owner.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    await owner.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", name)
    try:
        alive = await web.get("/healthz")
        away = await web.get("/readyz")
        asked = await web.post("/graphql", json=QUESTION)
    finally:
        await owner.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        await owner.close()
    again = await web.get("/readyz")

    assert (ready.status_code, ready.json()["status"]) == (200, "ok")
    assert (alive.status_code, alive.json()) == (200, {"status": "ok"})
    assert (away.status_code, away.json()["status"]) == (503, "unavailable")
    assert (asked.status_code, asked.json()["errors"][0]["extensions"]["code"]) == (503, "UNAVAILABLE")
    assert asked.headers["retry-after"] == "2"
    assert again.status_code == 200


async def test_a_failure_outside_graphql_is_a_problem_with_a_reference(
    app: Starlette, web: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(_: Request) -> Response:
        raise ValueError("350102198001011237")

    app.add_route("/broken/{number}", broken)

    answer = await web.get("/broken/350102198001011237")

    lines = [json.loads(logs.Lines().format(one)) for one in caplog.records]
    failure, request = lines
    assert (answer.status_code, answer.headers["content-type"]) == (500, KIND)
    assert failure["reference"] in answer.json()["detail"]
    assert answer.headers["x-frame-options"] == "DENY"
    assert (request["path"], request["status"]) == ("/broken/{number}", 500)
    assert "3501" not in json.dumps(lines) + answer.text


async def test_the_application_starts_again_after_it_ended(settings: Settings) -> None:
    handlers, level = logging.root.handlers, logging.root.level
    made = build(settings)
    for _round in range(2):
        async with (
            made.router.lifespan_context(made),
            httpx.AsyncClient(transport=httpx.ASGITransport(made), base_url="http://test") as client,
        ):
            assert (await client.post("/graphql", json=QUESTION)).status_code == 200
    logging.root.handlers, logging.root.level = handlers, level
