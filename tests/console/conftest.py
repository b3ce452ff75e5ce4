"""The people of the sign-in pages at work, and a penalty that a department has sent."""

from __future__ import annotations

import csv
import io
import re
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from exchange.api.engine import Engine
from exchange.api.schema import schema
from exchange.clock import Clock
from exchange.grants import accounts
from exchange.model import access_epoch
from exchange.records.subjects import insert_subjects
from tests.api.conftest import ask
from tests.api.test_life_of_a_penalty import ROW, submitted
from tests.people.conftest import FACTOR, PASSWORD, app, browser, clock, opened, people, signed_in

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any

    import asyncpg
    import httpx

    from exchange.access import Caller
    from exchange.database import Database
    from exchange.settings import Settings
    from tests.people.browser import Browser
    from tests.people.conftest import Opened

__all__ = ["app", "ask", "browser", "clock", "opened", "people"]

SENDER = accounts.Person("sender", "周报送", ("origin",), "FJ_MARKET", "350000", None, PASSWORD, FACTOR)
PARTNER = accounts.Person("partner", "吴共享", ("partner",), "FJ_FINANCE", "350000", None, PASSWORD, FACTOR)
BAD = {**ROW, "documentNumber": "闽市监罚〔2026〕13号", "decidedOn": "2026-02-30"}


@pytest.fixture
async def engine(db: Database, settings: Settings) -> Engine:
    """The engine, for callers whose rights stand whoever is given an account meanwhile."""

    async def refresh(one: Caller) -> Caller:
        async with db.writing() as session:
            (row,) = await session.mappings(sa.select(access_epoch.c.epoch))
        return replace(one, epoch=row["epoch"])

    return Engine(schema(), db, Clock(settings), refresh)


@pytest.fixture
async def record(people: None, ask: Callable[..., Awaitable[dict[str, Any]]]) -> str:
    """A penalty that waits to be checked."""
    return await submitted(ask)


@pytest.fixture
async def body(db: Database, owner: asyncpg.Connection[asyncpg.Record], people: None) -> str:
    """The credit code of a department that has a superior, as a subject."""
    one = {"name": "福州市鼓楼区例镇人民政府", "region_code": "350102", "credit_code": "11350102003600000A"}
    await owner.execute(
        "INSERT INTO department (code, name, region_code, credit_code, superior_code) VALUES ('TOWN', $1, $2, $3, 'FJ_DRC')",
        *one.values(),
    )
    values = {
        "kind": "DEPARTMENT",
        "name": one["name"],
        "region": one["region_code"],
        "status": "ACTIVE",
        "unresolved": False,
    }
    async with db.writing() as session:
        await insert_subjects(session, [(uuid.uuid4(), {**values, "credit_code": one["credit_code"]}, {})])
    return one["credit_code"]


@pytest.fixture
async def clerk(opened: Opened, people: None) -> Browser:
    """The keeper's clerk, signed in."""
    return await signed_in(await opened())


@pytest.fixture
async def sender(opened: Opened, db: Database, clock: Clock, people: None) -> Browser:
    """A clerk of a department that submits."""
    async with db.writing() as session:
        await accounts.create_account(session, clock, "test", SENDER)
    return await signed_in(await opened(), "sender")


@pytest.fixture
async def partner(opened: Opened, db: Database, clock: Clock, people: None) -> Browser:
    """A clerk of a department that only looks."""
    async with db.writing() as session:
        await accounts.create_account(session, clock, "test", PARTNER)
    return await signed_in(await opened(), "partner")


def a_file(*rows: dict[str, Any]) -> bytes:
    """Rows as a CSV."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(
        {name: "、".join(value) if isinstance(value, list) else value for name, value in row.items()}
        for row in rows
    )
    return text.getvalue().encode()


def proof(browser: Browser) -> str:
    """What a form of the page carries to show where it comes from."""
    return str(re.findall(r'name="proof" value="([^"]+)"', browser.page)[0])


async def upload(browser: Browser, content: bytes, name: str = "penalties.csv", **changed: str) -> Browser:
    """Choose a file on the page of submissions, and send the form."""
    await browser.open("/console/submissions")
    batch = re.findall(r'name="batch" value="([^"]+)"', browser.page)[0]
    given = {"proof": proof(browser), "item": "penalty", "batch": batch} | changed
    return await posted(browser, "/console/submissions/try", given, files={"file": (name, content)})


async def posted(
    browser: Browser, path: str, given: dict[str, Any], files: dict[str, Any] | None = None
) -> Browser:
    """Send a form to an address."""
    answer: httpx.Response = await browser.web.post(path, data=given, files=files, headers=browser.headers)
    return await browser._take(answer)
