"""Administrators in the browser: a department is onboarded and cut off, rules are changed by two, every page fits its screen."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from playwright.async_api import async_playwright
from tests.browser.conftest import FACTOR, SIZES, SWITCHES, serving
from tests.browser.test_console import violations
from tests.grants.test_narrowed import PERSONAL
from tests.query.test_corpus import WORLD

from exchange import policy_check
from exchange.clock import Clock
from exchange.disclosure import follow
from exchange.grants import accounts, clients, factors

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser, Page

    from exchange.database import Database
    from exchange.settings import Settings

PASSWORD = "correct horse battery"
PEOPLE = (
    ("wu", "吴申请", "agreed", "FJ_FINANCE", "350000"),
    ("xu", "许平台", "keeper", "FJ_INFORMATION_CENTRE", "350000"),
    ("bao", "鲍提供", "origin", "bureau", "350503"),
    ("zhang", "张管理", "administrator", "FJ_DRC", "350000"),
    ("li", "李管理", "administrator", "FJ_DRC", "350000"),
)
ASKED = "query ($id: ID!) { penalty(id: $id) { partyName fine documentNumber violation disclosure { field reason } } }"
PARTNERS = "{ penalties(first: 5) { totalCount edges { node { disclosure { field } } } } }"


@pytest.fixture
async def office(db: Database, settings: Settings) -> AsyncIterator[str]:
    """A server over the corpus, with a client `treasury` and the people of a sharing agreement."""
    clock = Clock(settings)
    async with db.writing() as session:
        await policy_check._build(session, WORLD, clock)
        wanted = clients.Wanted(
            "财政厅", "agreed", "FJ_FINANCE", "350000", client_id="treasury", secret="secret"
        )
        await clients.create_client(session, clock, "test", wanted)
        for login, name, role, department, region in PEOPLE:
            one = accounts.Person(login, name, (role,), department, region, None, PASSWORD, FACTOR)
            await accounts.create_account(session, clock, "test", one)
    async with serving(settings) as address:
        yield address
    follow(None)


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """A browser in which several people sit side by side."""
    path = shutil.which("chromium")
    assert path, "tests/browser needs Chromium; `make browser` installs it"
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=path, args=SWITCHES.split())
        yield browser
        await browser.close()


async def seated(browser: Browser, base: str, login: str) -> Page:
    """Somebody who is signed in, with a window of their own."""
    page = await browser.new_page(base_url=base, viewport={"width": SIZES["desk"], "height": 850})
    await page.goto("/sign-in")
    await page.fill("#login", login)
    await page.fill("#password", PASSWORD)
    await page.press("#password", "Enter")
    await page.fill("#code", factors.code_at(FACTOR, int(time.time()) // factors.STEP))
    await page.press("#code", "Enter")
    await page.wait_for_selector(".desk")
    return page


async def called(base: str, document: str, agreement: str = "", **variables: str) -> httpx.Response:
    """What the client's program gets."""
    async with httpx.AsyncClient(base_url=base) as web:
        form = {"grant_type": "client_credentials"}
        token = (
            (await web.post("/oauth/token", data=form, auth=("treasury", "secret")))
            .json()
            .get("access_token", "none")
        )
        headers = {
            "authorization": f"Bearer {token}",
            **({"exchange-agreement": agreement} if agreement else {}),
        }
        return await web.post("/graphql", json={"query": document, "variables": variables}, headers=headers)


async def stepped(page: Page, mutation: str, **typed: str) -> None:
    """Go to the form of what can be done here, fill it in and send it."""
    await page.click(f'.actions a[href*="/{mutation}"]')
    for name, value in typed.items():
        await page.fill(f"#{name}", value)
    await page.click(".answers button")
    await page.wait_for_load_state()


async def _file(page: Page) -> str:
    """File a share request; the address of it."""
    today = dt.datetime.now(dt.timezone(dt.timedelta(hours=8))).date()
    await page.goto("/console/requests")
    await page.click('.actions a[href*="fileShareRequest"]')
    typed = {
        "title": "专项资金审核", "purpose": "审核专项资金", "legalBasis": "财政资金管理办法", "fields": "Penalty.partyName\nPenalty.fine",
        "validFrom": today.isoformat(), "validUntil": (today + dt.timedelta(days=30)).isoformat(),
    }  # fmt: skip
    for name, value in typed.items():
        await page.fill(f"#{name}", value)
    await page.check('input[name="items"][value="penalty"]')
    await page.select_option("#region", "350000")
    await page.click(".answers button")
    await page.wait_for_selector(".wrong:not(:empty)")
    kept = await page.input_value("#title")
    await page.select_option("#provider", "bureau")
    await page.click(".answers button")
    await page.wait_for_selector(".done")
    assert kept == "专项资金审核"
    return str(await page.get_attribute("table.list tbody a", "href"))


async def test_a_department_is_onboarded_gets_exactly_what_its_agreement_says_and_is_cut_off(
    office: str,
) -> None:
    async with chromium() as browser:
        wu, xu, bao, zhang = [await seated(browser, office, one) for one in ("wu", "xu", "bao", "zhang")]
        request = await _file(wu)
        for person, step in ((xu, "passShareRequest"), (bao, "grantShareRequest")):
            await person.goto(request)
            await stepped(person, step)
        proposal = bao.url
        before = (await called(office, ASKED, id=PERSONAL)).json()["data"]["penalty"]
        await zhang.goto(proposal)
        told = await zhang.inner_text("main")
        await stepped(zhang, "approveProposal", reason="同意")
        await zhang.goto("/console/agreements")
        await zhang.click("table.list tbody tr:has-text('专项资金审核') a")
        found = re.search(r"[0-9a-f]{8}-[0-9a-f-]{27}", await zhang.inner_text(".facts"))
        assert found
        during = (await called(office, ASKED, found[0], id=PERSONAL)).json()["data"]["penalty"]
        await zhang.goto("/console/clients/treasury")
        await stepped(zhang, "revokeClient", reason="协议终止")
        after = await called(office, ASKED, found[0], id=PERSONAL)
        mark = await zhang.inner_text("h1 .mark")

        assert "/console/proposals/" in proposal
        assert "审核专项资金" in told
        assert before is None
        assert (during["partyName"], during["documentNumber"], during["violation"]) == ("林**", None, None)
        assert {"documentNumber", "violation"} <= {
            one["field"] for one in during["disclosure"] if one["reason"] == "NOT_AGREED"
        }
        assert (after.status_code, mark) == (401, "已停用")


async def test_a_rule_is_changed_after_its_comparison_by_a_second_person(office: str) -> None:
    async with chromium() as browser:
        zhang, li = [await seated(browser, office, one) for one in ("zhang", "li")]
        before = await _withheld(office)
        await zhang.goto("/console/rules/compare?name=penalty.toml")
        text = await zhang.input_value("#text")
        head, found, tail = text.partition('fields = ["duty_done"')
        assert found
        await zhang.fill("#text", head + found + tail.replace('partner = "hidden"', 'partner = "clear"', 1))
        await zhang.click('form[action="/console/rules/compare"][method="post"] .answers button')
        compared = await zhang.inner_text("main")
        await zhang.fill("#reason", "协同监管需要")
        await zhang.click('form[action="/console/rules/propose"] button')
        await zhang.wait_for_selector(".done")
        proposal = zhang.url.partition("?")[0]
        await stepped(zhang, "activatePolicy", reason="启用")
        alone = await zhang.inner_text(".alert"), await zhang.input_value("#reason")
        await li.goto(proposal)
        await stepped(li, "activatePolicy", reason="同意启用")
        after = await _withheld(office)
        await li.goto("/console/rules/versions")
        versions = await li.inner_text("table.list tbody tr:first-child")

        assert "有人看到的更多，须由另一人启用" in compared
        assert "放宽" in compared
        assert alone == ("不予办理：该规则扩大了披露范围，须由另一人启用。", "启用")
        assert "dutyDone" in before
        assert "dutyDone" not in after
        assert "正在执行" in versions
        assert "协同监管需要" in versions


async def _withheld(base: str) -> set[str]:
    """What a partner department does not get of what it sees."""
    found: Any = (await called(base, PARTNERS)).json()["data"]["penalties"]
    assert found["totalCount"]
    return {each["field"] for one in found["edges"] for each in one["node"]["disclosure"]}


async def test_every_page_of_the_administrators_fits_its_screen_in_both_languages(office: str) -> None:
    paths = (
        *(
            "/clients",
            "/clients/treasury",
            "/clients/new/createClient",
            "/people",
            "/people/wu",
            "/people/new/createPerson",
        ),
        *(
            "/requests",
            "/agreements",
            "/agreements/new/signAgreement",
            "/consents",
            "/proposals",
            "/rules",
            "/rules/as",
        ),
        *("/rules/explain", "/rules/compare", "/rules/versions", "/entries", "/changes", "/use", "/unused"),
    )
    raw = re.compile(r"\b(?!plan\b|art\b)[a-z]+[A-Z]\w*|\b[A-Z]{2,}_[A-Z_]+\b|\bNone\b|\bundefined\b")
    async with chromium() as browser:
        page = await seated(browser, office, "zhang")
        complaints: list[str] = []
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type == "error" else None
        )
        wrong: list[tuple[str, str, str, str]] = []
        for path in paths:
            for size, lang in (("desk", "zh"), ("phone", "en")):
                await page.set_viewport_size({"width": SIZES[size], "height": 850})
                await page.goto(f"/console{path}?lang={lang}")
                width = await page.evaluate("document.documentElement.scrollWidth")
                main = await page.inner_text("main")
                titled = await page.inner_text("h1")
                broken = await violations(page) if size == "desk" else []
                if width > SIZES[size] or not titled or raw.search(main) or broken:
                    wrong.append((path, size, str(width), str(raw.findall(main)[:5] + broken)))

    assert wrong == []
    assert complaints == []
