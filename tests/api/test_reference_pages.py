"""The pages in `schema/` are those that the declarations give."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

import pytest

from exchange import field_reference, reference_pages, resources
from exchange.codes import code_list
from exchange.errors import catalogue
from exchange.model import ITEMS

if TYPE_CHECKING:
    from collections.abc import Callable

FIELDS = [field for item in ITEMS.values() for field in item.fields.values()]
CODES = {
    word
    for field in FIELDS
    for text in (field.source, *field.aliases, str(getattr(field.kind, "codes", "")))
    for word in re.findall("[a-z]{3,}", text)
}
"""Standard codes in small letters, and names of code lists."""
PAGES: dict[str, tuple[Callable[[], str], str]] = {
    "fields.zh.md": (
        partial(field_reference.markdown, "zh"),
        "exchange schema fields zh > schema/fields.zh.md",
    ),
    "fields.en.md": (
        partial(field_reference.markdown, "en"),
        "exchange schema fields en > schema/fields.en.md",
    ),
    "errors.md": (reference_pages.errors, "exchange schema errors > schema/errors.md"),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_page_in_the_repository_is_the_one_that_the_declarations_give(name: str) -> None:
    make, command = PAGES[name]

    assert (resources.schema() / name).read_text("utf-8") == make() + "\n", (
        f"run `{command}` and read the diff"
    )


@pytest.mark.parametrize("lang", field_reference.LANGUAGES)
def test_every_field_is_there_with_whom_it_is_shown_to_and_why(lang: str) -> None:
    told = {section.name: section for section in field_reference.sections(lang)}
    audiences = [getattr(one, lang) for one in code_list("audience").entries.values()]

    assert list(told) == list(ITEMS)
    for name, item in ITEMS.items():
        assert [one.name for one in told[name].fields] == [one.graphql for one in item.fields.values()]
        for one in told[name].fields:
            assert one.label
            assert one.kind
            assert one.need
            shown = field_reference.words(lang)["between"].join(group.audiences for group in one.seen)
            everybody = field_reference.words(lang)["everybody"]
            assert shown == everybody or all(audience in shown for audience in audiences), (name, one.name)
            assert all(group.what and group.basis for group in one.seen), (name, one.name)


def test_the_chinese_reference_has_no_english_but_names_and_codes() -> None:
    bare = re.sub(
        r"`[^`]*`|\b[A-Z][A-Za-z]+\b|\b[A-Z_]+[0-9A-Z_]*\b|exchange schema fields",
        "",
        field_reference.markdown("zh"),
    )

    left = [one for one in re.findall(r"[a-z]{3,}", bare) if one not in CODES]

    assert left == []


def test_both_languages_have_the_same_words_and_none_too_many() -> None:
    zh, en = (field_reference.words(lang) for lang in ("zh", "en"))
    notes = {field.note for item in ITEMS.values() for field in item.fields.values()}

    assert {
        name: set(value) for name, value in zh.items() if isinstance(value, dict) and name != "notes"
    } == {name: set(value) for name, value in en.items() if isinstance(value, dict)}
    assert set(zh["notes"]) <= notes


def test_every_error_of_the_program_has_a_code_of_its_own_and_a_sentence() -> None:
    page = reference_pages.errors()

    assert all(f"| `{code}` |" in page for code in catalogue())
    assert all(error.sentence for error in catalogue().values())
