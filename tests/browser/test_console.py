"""The console as clerks use it: a file with bad rows is mended and sent in, a record is checked and published; on a desk and on a phone."""

from __future__ import annotations

import re
import time
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLObjectType
from tests.api.test_life_of_a_penalty import ROW, TODAY
from tests.browser.conftest import CLERK, FACTOR, SIZES, opened
from tests.browser.test_people import _type
from tests.console.conftest import BAD, SENDER, a_file

from exchange.clock import Clock
from exchange.grants import accounts, factors
from exchange.web.console import vocabulary

if TYPE_CHECKING:
    from playwright.async_api import Page

    from exchange.database import Database
    from exchange.settings import Settings

PLAIN = {"csv", "xlsx", "json", "english", "yyyy"}
"""Words of the alphabet that a Chinese page may have."""
PLACES = ("", "/records", "/cases", "/records/penalty", "/cases/objection", "/cases/complaint/file")
STEPS: tuple[tuple[str, dict[str, str]], ...] = (
    ("passLevelRecord", {"level": "PROVINCE", "findings": "属实"}),
    ("verifyRecord", {"reason": "材料齐全"}),
    ("classifyRecord", {"secrecyReviewer": "王审查", "secrecyReviewedOn": str(TODAY)}),
    ("shareRecord", {}),
    ("publishRecord", {}),
)


@pytest.fixture
async def sender(base: str, db: Database, settings: Settings) -> accounts.Person:
    """A clerk of a department that submits."""
    async with db.writing() as session:
        await accounts.create_account(session, Clock(settings), "test", SENDER)
    return SENDER


async def come_in(page: Page, base: str, who: accounts.Person, lang: str = "zh") -> None:
    """Sign in with password and code, to the console."""
    await page.goto(f"{base}/sign-in?next=/console%3Flang={lang}&lang={lang}")
    await _type(page, login=who.login, password=who.password or "")
    await page.wait_for_selector("#code")
    await _type(page, code=factors.code_at(FACTOR, int(time.time()) // factors.STEP))
    await page.wait_for_selector(".desk")


async def fill(page: Page, typed: dict[str, str]) -> None:
    """Fill in a form of a move, whatever kind of field each is, and send it."""
    for name, value in typed.items():
        tag = await page.eval_on_selector(f"[name='{name}']", "one => one.tagName")
        if tag == "SELECT":
            await page.select_option(f"[name='{name}']", value)
        else:
            await page.fill(f"[name='{name}']", value)
    await page.click("form.sheet button")


async def violations(page: Page) -> list[str]:
    """What axe finds: the rule, and where it is broken."""
    await page.evaluate((files("axe_core_python") / "axe.min.js").read_text("utf-8"))
    found: Any = await page.evaluate("axe.run()")
    return [f"{one['id']}: {node['target']}" for one in found["violations"] for node in one["nodes"]]


@cache
def english() -> frozenset[str]:
    """Codes, names of fields and English labels of the vocabulary, in small letters."""
    told: set[str] = set()
    for name, kind in vocabulary.graph().type_map.items():
        if isinstance(kind, GraphQLEnumType):
            told |= {part for code, one in vocabulary.codes(name).items() for part in (code, one.en)}
        elif isinstance(kind, GraphQLObjectType | GraphQLInputObjectType) and not name.startswith("__"):
            told |= {*kind.fields, *(vocabulary.term(one.description).en for one in kind.fields.values())}
    return frozenset(word for one in told for word in re.findall(r"[a-z_]{3,}", one.lower())) - PLAIN


async def left_in_english(page: Page) -> list[str]:
    """Words of the vocabulary that a Chinese page says in English, or as codes."""
    text = (await page.inner_text("main")) + (await page.inner_text("nav.sections"))
    return sorted({one for one in re.findall(r"[a-z_]{3,}", text.lower()) if one in english()})


async def wide(page: Page) -> int:
    """How wide the page is."""
    return int(await page.evaluate("document.documentElement.scrollWidth"))


async def test_a_file_with_bad_rows_is_mended_and_sent_in_and_a_clerk_checks_and_publishes_it(
    base: str, sender: accounts.Person
) -> None:
    async with opened(base, "/sign-in", SIZES["desk"]) as (page, complaints):
        await come_in(page, base, sender)
        await page.goto(f"{base}/console/submissions")
        await page.select_option("#item", "penalty")
        await page.set_input_files(
            "#file", {"name": "处罚.csv", "mimeType": "text/csv", "buffer": a_file(ROW, BAD)}
        )
        await page.click("form.sheet button")
        await page.wait_for_selector("text=预审结果")
        told, english_words = await page.inner_text("main"), await left_in_english(page)
        await page.click("text=在线改正")
        await page.wait_for_selector("[aria-invalid=true]")
        marked = await page.input_value("[aria-invalid=true]")
        await page.fill("[aria-invalid=true]", "2026-02-20")
        mending = await violations(page)
        await page.click("form.sheet button")
        await page.click("text=确认报送 1 条")
        await page.wait_for_selector("text=报送结果")
        await page.click("text=查看记录")
        await page.wait_for_selector("text=可以办理")
        record = page.url.partition("?")[0]
        await page.click(".out button")
        await page.wait_for_selector("[name=login]")

        await come_in(page, base, CLERK)
        await page.click(f"a[href='{record.removeprefix(base)}']")
        for name, typed in STEPS:
            await page.click(f"a[href$='/{name}']")
            await fill(page, typed)
            await page.wait_for_selector(".done")
        state = await page.inner_text("h1")

        assert "没有这一天" in told
        assert (english_words, mending, marked) == ([], [], "2026-02-30")
        assert "已公示" in state
        assert complaints == []


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_every_page_fits_on_desk_and_phone_speaks_its_language_and_keeps_nobody_out(
    base: str, lang: str
) -> None:
    async with opened(base, "/sign-in", SIZES["desk"]) as (page, complaints):
        await come_in(page, base, CLERK, lang)
        question = f"?lang={lang}" if lang == "en" else ""
        await page.goto(f"{base}/console/records/penalty{question}")
        first = await page.get_attribute(".list tbody a", "href") or ""
        act = await _first_act(page, base + first)
        found: dict[str, Any] = {}
        for place in (*(f"/console{one}{question}" for one in PLACES), first, act):
            await page.set_viewport_size({"width": SIZES["desk"], "height": 850})
            await page.goto(base + place)
            told = await left_in_english(page) if lang == "zh" else []
            desk = await wide(page)
            await page.set_viewport_size({"width": SIZES["phone"], "height": 850})
            fits = (desk <= SIZES["desk"], await wide(page) <= SIZES["phone"])
            found[place] = (fits, told, await violations(page))

        assert {place: one for place, one in found.items() if one != ((True, True), [], [])} == {}
        assert complaints == []


async def _first_act(page: Page, address: str) -> str:
    await page.goto(address)
    return await page.get_attribute(".actions a", "href") or ""


async def test_the_console_is_worked_by_the_keyboard_from_its_first_link_on(base: str) -> None:
    async with opened(base, "/sign-in", SIZES["desk"]) as (page, _):
        await come_in(page, base, CLERK)
        await page.keyboard.press("Tab")
        skip: Any = await page.evaluate(
            "[document.activeElement.className, document.activeElement.getBoundingClientRect().left > 0]"
        )
        await page.keyboard.press("Enter")

        reached = await page.evaluate("document.activeElement.id")
        landmarks: Any = await page.evaluate(
            "['header', 'nav', 'main', 'h1'].map(one => document.querySelectorAll(one).length)"
        )

        assert skip == ["skip", True]
        assert reached == "work"
        assert landmarks[2:] == [1, 1]
