"""The pages as people see them: both languages, a desk and a phone, no word of the other language, no other host, no error."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from tests.browser.conftest import SIZES, opened

if TYPE_CHECKING:
    from playwright.async_api import Page


async def _run(page: Page) -> str:
    """Press the button and wait for the answer."""
    await page.click("button.graphiql-execute-button")
    await page.wait_for_selector(".result-window .cm-property", timeout=10_000)
    await asyncio.sleep(0.3)
    return await page.inner_text(".result-window")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("lang", "tag", "word"), [("zh", "zh-CN", "信用信息"), ("en", "en", "Credit")])
async def test_the_start_page_speaks_its_language_and_fits_the_screen(
    base: str, size: str, lang: str, tag: str, word: str
) -> None:
    async with opened(base, f"/?lang={lang}", SIZES[size]) as (page, complaints):
        heading = await page.inner_text("h1")
        width: Any = await page.evaluate("document.documentElement.scrollWidth")

        assert await page.get_attribute("html", "lang") == tag
        assert word in heading
        assert width <= SIZES[size]
        assert complaints == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_explorer_answers_its_first_example(base: str, size: str, lang: str) -> None:
    async with opened(base, f"/graphql?lang={lang}", SIZES[size]) as (page, complaints):
        answer = await _run(page)
        width: Any = await page.evaluate("document.documentElement.scrollWidth")

        assert "泉州样例贸易有限公司" in answer
        assert width <= SIZES[size]
        assert complaints == []


async def test_no_english_word_is_left_in_the_chinese_bar(base: str) -> None:
    async with opened(base, "/graphql?lang=zh", SIZES["desk"]) as (page, _):
        await page.wait_for_selector(".graphiql-editor-tools")
        await asyncio.sleep(0.3)
        words = await page.inner_text("header.bar") + await page.inner_text("form.who")
        tools = await page.inner_text(".graphiql-editor-tools")

        assert [one for one in words.replace("English", "") if one.isascii() and one.isalpha()] == []
        assert "变量" in tools


async def test_one_signs_in_asks_and_signs_out(base: str) -> None:
    async with opened(base, "/graphql?lang=zh", SIZES["desk"]) as (page, complaints):
        await page.fill("#client", "market")
        await page.fill("#secret", "secret")
        await page.press("#secret", "Enter")
        await page.wait_for_selector("#sign-out", state="visible")
        answer = await _run(page)
        signed_in = await page.inner_text("#told")
        await page.click("#sign-out")

        assert signed_in.startswith("market · ")
        assert "泉州样例贸易有限公司" in answer
        assert await page.input_value("#secret") == ""
        assert await page.inner_text("#told") == "当前身份：公众"
        assert complaints == []


async def test_a_wrong_secret_is_told_in_the_bar(base: str) -> None:
    async with opened(base, "/graphql?lang=zh", SIZES["desk"]) as (page, _):
        await page.fill("#client", "market")
        await page.fill("#secret", "wrong")
        await page.click("#sign-in")
        await page.wait_for_selector("#told.bad")

        assert await page.inner_text("#told") == "编号与密钥不符，或客户端已被撤销"


async def test_the_bar_can_be_used_without_a_mouse(base: str) -> None:
    async with opened(base, "/graphql?lang=zh", SIZES["desk"]) as (page, _):
        reached = []
        for _step in range(12):
            await page.keyboard.press("Tab")
            reached.append(await page.evaluate("document.activeElement.id || document.activeElement.tagName"))

        assert [
            one for one in reached if one in {"client", "secret", "sign-in", "agreement", "case", "example"}
        ] == [
            "client",
            "secret",
            "sign-in",
            "agreement",
            "case",
            "example",
        ]


async def test_on_a_phone_the_answer_stands_right_below_the_question(base: str) -> None:
    async with opened(base, "/graphql?lang=zh", SIZES["phone"]) as (page, _):
        await _run(page)
        question = await page.locator(".graphiql-editors").bounding_box()
        answer = await page.locator(".graphiql-response").bounding_box()

        assert question is not None
        assert answer is not None
        assert 0 <= answer["y"] - question["y"] - question["height"] <= 20
        assert answer["height"] >= 200


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("lang", "who"), [("zh", "社会公众"), ("en", "Public")])
async def test_the_field_reference_says_who_sees_what_and_fits_the_screen(
    base: str, size: str, lang: str, who: str
) -> None:
    async with opened(base, f"/fields?lang={lang}", SIZES[size]) as (page, complaints):
        await page.click("a[href^='/fields/Penalty']")
        row = await page.inner_text("#partyName")
        width: Any = await page.evaluate("document.documentElement.scrollWidth")

        assert "CF_XDR_MC" in row
        assert who in row
        assert width <= SIZES[size]
        assert complaints == []


async def test_a_section_that_is_not_there_is_told_as_any_address(base: str) -> None:
    async with opened(base, "/fields/Password", SIZES["desk"]) as (page, _):
        assert "NOT_FOUND" in await page.inner_text("body")
