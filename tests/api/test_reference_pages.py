"""The pages in `schema/` are those that the declarations give."""

from __future__ import annotations

import pytest

from exchange import reference_pages, resources
from exchange.errors import catalogue
from exchange.model import ITEMS

PAGES = {
    "fields.md": (reference_pages.fields, "exchange schema fields > schema/fields.md"),
    "errors.md": (reference_pages.errors, "exchange schema errors > schema/errors.md"),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_page_in_the_repository_is_the_one_that_the_declarations_give(name: str) -> None:
    make, command = PAGES[name]

    assert (resources.schema() / name).read_text("utf-8") == make() + "\n", (
        f"run `{command}` and read the diff"
    )


def test_every_field_is_on_the_page_with_its_label() -> None:
    page = reference_pages.fields()

    missing = [
        field.name
        for item in ITEMS.values()
        for field in item.fields.values()
        if f"| `{field.graphql}` | {field.zh} |" not in page
    ]

    assert missing == []


def test_every_error_of_the_program_has_a_code_of_its_own_and_a_sentence() -> None:
    page = reference_pages.errors()

    assert all(f"| `{code}` |" in page for code in catalogue())
    assert all(error.sentence for error in catalogue().values())
