"""The whole application, two registered clients with keys, and a program of somebody else's that talks to it."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

import httpx
import pytest
from joserfc.jwk import ECKey

from exchange.app import build
from exchange.clock import Clock
from exchange.grants import client_keys, clients
from tests.oauth.independent import Client

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from joserfc.jwk import Key

    from exchange.database import Database
    from exchange.settings import Settings

KEYS: dict[str, Key] = {
    name: ECKey.generate_key("P-256", auto_kid=True) for name in ("market", "finance", "next", "stranger")
}


async def register(db: Database, settings: Settings, client: str, key: Key) -> None:
    """Register a key as the command line does."""
    public = client_keys.read_jwk(json.dumps({**key.as_dict(private=False), "kid": key.kid}))
    async with db.writing() as session:
        await client_keys.add_key(session, Clock(settings), "test", client, public)


@pytest.fixture
async def app_web(db: Database, settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """The application over HTTP; two partners with a secret and a key each, and an administrator."""
    async with db.writing() as session:
        for name, role, department in (
            ("market", "partner", "FJ_MARKET"),
            ("finance", "partner", "FJ_FINANCE"),
            ("admin", "administrator", "FJ_DRC"),
        ):
            wanted = clients.Wanted(name, role, department, "350000", client_id=name, secret=f"of {name}")
            await clients.create_client(session, Clock(settings), "test", wanted)
    for name in ("market", "finance"):
        await register(db, settings, name, KEYS[name])
    handlers, level = logging.root.handlers, logging.root.level
    app = build(settings)
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url=settings.issuer) as client,
    ):
        yield client
    logging.root.handlers, logging.root.level = handlers, level


@pytest.fixture
async def market(app_web: httpx.AsyncClient) -> Client:
    return await Client(app_web, "market", KEYS["market"]).discover()


@pytest.fixture
async def finance(app_web: httpx.AsyncClient) -> Client:
    return await Client(app_web, "finance", KEYS["finance"]).discover()


@pytest.fixture
async def admin(app_web: httpx.AsyncClient) -> Client:
    return await Client(app_web, "admin", secret="of admin").discover()
