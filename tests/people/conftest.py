"""The whole application and the people who sign in to it."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

import httpx
import pytest

from exchange.app import Exchange, build
from exchange.clock import Clock
from exchange.grants import accounts, factors
from tests.people.browser import Browser

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from exchange.database import Database
    from exchange.settings import Settings

    Opened = Callable[[], Awaitable[Browser]]

PASSWORD = "correct horse battery"
FACTOR = b"a key of twenty byte"
PEOPLE = {
    "clerk": accounts.Person(
        "clerk", "林经办", ("keeper",), "FJ_INFORMATION_CENTRE", "350000", None, PASSWORD, FACTOR
    ),
    "admin": accounts.Person(
        "admin", "陈管理", ("administrator",), "FJ_DRC", "350000", None, PASSWORD, FACTOR
    ),
    "other": accounts.Person(
        "other", "王管理", ("administrator",), "FJ_DRC", "350000", None, PASSWORD, FACTOR
    ),
    "fresh": accounts.Person("fresh", "新来的", ("partner",), "FJ_MARKET", "350000", None, "the initial one"),
}


def code(ahead: int = 0) -> str:
    """The code of now, or of so many steps later."""
    return factors.code_at(FACTOR, int(time.time()) // factors.STEP + ahead)


@pytest.fixture
def clock(settings: Settings) -> Clock:
    return Clock(settings)


@pytest.fixture
async def people(db: Database, clock: Clock) -> None:
    """A clerk and two administrators who have a second factor, and one who never signed in."""
    async with db.writing() as session:
        for one in PEOPLE.values():
            await accounts.create_account(session, clock, "test", one)


@pytest.fixture
async def app(db: Database, settings: Settings, people: None) -> AsyncIterator[Exchange]:
    handlers, level = logging.root.handlers, logging.root.level
    made = build(settings)
    async with made.router.lifespan_context(made):
        yield made
    logging.root.handlers, logging.root.level = handlers, level


@pytest.fixture
async def opened(app: Exchange, settings: Settings) -> AsyncIterator[Opened]:
    """Opens browsers, one a call, each with cookies of its own."""
    webs: list[httpx.AsyncClient] = []

    async def new() -> Browser:
        webs.append(httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=settings.issuer))
        return Browser(webs[-1])

    yield new
    for one in webs:
        await one.aclose()


@pytest.fixture
async def browser(opened: Opened) -> Browser:
    return await opened()


async def signed_in(browser: Browser, login: str = "clerk", ahead: int = 0) -> Browser:
    """Password and code, as far as they lead."""
    await browser.open("/sign-in")
    await browser.send(login=login, password=PASSWORD)
    return await browser.send(code=code(ahead))
