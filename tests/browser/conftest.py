"""A server over a small world, and a Chromium that looks at it."""

from __future__ import annotations

import asyncio
import shutil
import socket
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
import uvicorn
from playwright.async_api import async_playwright

from exchange import policy_check, resources
from exchange.app import build
from exchange.clock import Clock
from exchange.grants import accounts, clients

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Page

    from exchange.database import Database
    from exchange.settings import Settings

SWITCHES = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync"
)
SIZES = {"desk": 1280, "phone": 390}
FACTOR = b"a key of twenty byte"
CLERK = accounts.Person(
    "clerk",
    "林经办",
    ("keeper",),
    "FJ_INFORMATION_CENTRE",
    "350000",
    None,
    "correct horse battery",
    FACTOR,
)
CASE = next(
    one
    for one in policy_check.read(resources.auth() / "cases")
    if one.name == "published_penalty_of_an_enterprise"
)


@pytest.fixture
async def base(db: Database, settings: Settings) -> AsyncIterator[str]:
    """Address of a server over a small world, with a client `market` whose secret is `secret`, and a clerk."""
    clock = Clock(settings)
    async with db.writing() as session:
        await policy_check._build(session, CASE, clock)
        wanted = clients.Wanted(
            "市场监管", "partner", "FJ_MARKET", "350000", client_id="market", secret="secret"
        )
        await clients.create_client(session, clock, "test", wanted)
        await accounts.create_account(session, clock, "test", CLERK)
    async with serving(settings) as address:
        yield address


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[str]:
    """Address of a server over whatever the database holds."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(build(settings), log_config=None, lifespan="on"))
        running = asyncio.create_task(server.serve(sockets=[listening]))
        while not server.started:
            await asyncio.sleep(0.05)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        await running


@asynccontextmanager
async def opened(base: str, path: str, width: int) -> AsyncIterator[tuple[Page, list[str]]]:
    """The page, and every complaint: console errors, failed or foreign requests."""
    complaints: list[str] = []
    chromium = shutil.which("chromium")
    assert chromium, "tests/browser needs Chromium; `make browser` installs it"
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=chromium, args=SWITCHES.split())
        page = await browser.new_page(viewport={"width": width, "height": 850})
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type == "error" else None
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("requestfailed", lambda request: complaints.append(f"failed: {request.url}"))
        page.on("request", lambda request: _foreign(base, request.url, complaints))
        await page.goto(base + path)
        yield page, complaints
        await browser.close()


def _foreign(base: str, url: str, complaints: list[str]) -> None:
    if not url.startswith((base, "data:")):
        complaints.append(f"foreign: {url}")
