"""Who gets into the console, and by which way a form of it may come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import FormData

from exchange.web.console import vocabulary
from exchange.web.console.forms import Maker, Typed
from tests.people.conftest import PASSWORD, code, signed_in

if TYPE_CHECKING:
    from tests.people.browser import Browser

WORDS = {"needed": "needed", "unfit": "unfit", "date": "date", "decimal": "decimal"}


async def test_whoever_is_not_signed_in_is_led_to_it_and_back_again(browser: Browser) -> None:
    await browser.open("/console?lang=en")
    asked = browser.path, 'name="next" value="/console?lang=en"' in browser.page

    await signed_in_there(browser)

    assert asked == ("/sign-in", True)
    assert (browser.path, browser.status) == ("/console", 200)
    assert '<html lang="en">' in browser.page


async def signed_in_there(browser: Browser) -> None:
    await browser.send(login="clerk", password=PASSWORD)
    await browser.send(code=code())


async def test_the_page_keeps_its_address_when_its_language_is_switched(browser: Browser) -> None:
    await signed_in(browser)

    zh = (await browser.open("/console?x=1")).page
    en = (await browser.open("/console?x=1&lang=en")).page

    assert ('href="/console?x=1&amp;lang=en"' in zh, 'href="/console?x=1&amp;lang=zh"' in en) == (True, True)
    assert "工作台" in zh
    assert "Console" in en


def test_a_form_asks_for_what_its_mutation_takes_in_the_language_of_the_page() -> None:
    inputs = {one.name: one for one in Maker("zh", {}).inputs("PublishRecordInput", {"id"})}
    row = {one.key: one for one in Maker("zh", {}).inputs("PenaltyRow")}

    assert {name: (one.label, one.kind, one.needed) for name, one in inputs.items()} == {
        "reason": ("理由", "long", False),
        "document": ("依据文书", "text", False),
        "publicationBasis": ("公开依据", "choice", False),
        "necessary": ("确有必要公示", "flag", False),
    }
    assert all(label.isascii() is False for _, label in inputs["publicationBasis"].options)
    assert (row["decidedOn"].kind, row["fine"].kind, row["kind"].kind) == ("date", "decimal", "choices")
    assert row["fine"].hint == "万元"


def test_what_was_typed_becomes_variables_and_what_cannot_is_told_at_its_field() -> None:
    inputs = Maker("zh", {}).inputs("ReturnRecordInput", {"id"})
    row = [one for one in Maker("zh", {}).inputs("PenaltyRow") if one.key in {"decidedOn", "fine", "kind"}]

    missing = Typed(inputs, FormData({"reason": "  "}), WORDS)
    wrong = Typed(row, FormData({"decidedOn": "昨天", "fine": "ten"}), WORDS)
    right = Typed(
        row,
        FormData([("decidedOn", "2026-03-01"), ("fine", "1,000.5"), ("kind", "FINE"), ("kind", "WARNING")]),
        WORDS,
    )

    assert missing.wrong == {"reason": "needed"}
    assert wrong.wrong == {"decidedOn": "date", "fine": "decimal"}
    assert right.variables == {"decidedOn": "2026-03-01", "fine": "1000.5", "kind": ["FINE", "WARNING"]}


def test_every_field_of_every_input_has_a_name_in_chinese() -> None:
    inputs = [
        (name, field)
        for name, kind in vocabulary.graph().type_map.items()
        if name.endswith(("Input", "Row")) and hasattr(kind, "fields")
        for field in kind.fields
    ]

    unnamed = [pair for pair in inputs if vocabulary.field(*pair).zh.isascii()]

    assert len(inputs) > 500
    assert unnamed == []
