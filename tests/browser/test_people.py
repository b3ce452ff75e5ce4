"""Signing in as people do it: by keyboard, with a code of their telephone, on a desk and on a phone."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from tests.browser.conftest import CLERK, FACTOR, SIZES, opened

from exchange.grants import factors

if TYPE_CHECKING:
    from playwright.async_api import Page

REFUSED = "Failed to load resource: the server responded with a status of 400 (Bad Request)"
"""What Chromium says of a form that came back."""


async def _type(page: Page, **typed: str) -> None:
    """Fill the fields in and press Enter in the last."""
    for name, value in typed.items():
        await page.fill(f"#{name}", value)
    await page.press(f"#{name}", "Enter")


@pytest.mark.parametrize(("size", "lang", "title"), [("desk", "zh", "登录"), ("phone", "en", "Sign in")])
async def test_a_clerk_signs_in_with_a_code_and_out_again(
    base: str, size: str, lang: str, title: str
) -> None:
    async with opened(base, f"/sign-in?lang={lang}", SIZES[size]) as (page, complaints):
        heading = await page.inner_text("h1")
        await _type(page, login="clerk", password="wrong")
        await page.wait_for_selector(".field.bad")
        focused = await page.evaluate("document.activeElement.id")
        described: Any = await page.get_attribute("#password", "aria-describedby")
        told = await page.inner_text(f"#{described.split()[-1]}")
        kept = await page.input_value("#login"), await page.input_value("#password")
        await _type(page, password=CLERK.password or "")
        await page.wait_for_selector("#code")
        await _type(page, code=factors.code_at(FACTOR, int(time.time()) // factors.STEP))
        await page.wait_for_selector(".desk")
        widths: list[Any] = [await page.evaluate("document.documentElement.scrollWidth")]
        name = await page.inner_text('.out a[href^="/account"]')
        await page.click(".out button")
        await page.wait_for_selector("#login")
        widths.append(await page.evaluate("document.documentElement.scrollWidth"))

        assert (heading, focused, kept) == (title, "password", ("clerk", ""))
        assert told
        assert name == "林经办"
        assert max(widths) <= SIZES[size]
        assert [one for one in complaints if one != REFUSED] == []


async def test_every_step_of_signing_in_is_reached_by_the_tab_key_in_its_order(base: str) -> None:
    async with opened(base, "/sign-in?lang=zh", SIZES["desk"]) as (page, _):
        reached = [await page.evaluate("document.activeElement.id")]
        for _step in range(2):
            await page.keyboard.press("Tab")
            reached.append(await page.evaluate("document.activeElement.id || document.activeElement.tagName"))

        assert reached == ["login", "password", "BUTTON"]
