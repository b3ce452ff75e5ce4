"""The README can be wrong only if this fails: its commands, queries, modules and files exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main
from graphql import parse, validate

from exchange import plan_clauses, resources
from exchange.api.schema import schema
from exchange.cli import app
from exchange.model import ITEMS, Shape

TOP = resources.checkout() or Path()
TEXT = (TOP / "README.md").read_text("utf-8")
QUERIES = re.findall(r"```graphql\n(.*?)```", TEXT, re.DOTALL)


def commands(group: object, before: str = "") -> set[str]:
    """Every command of the program, those of a group by `group command`."""
    found: set[str] = set()
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        full = f"{before}{name}"
        found |= commands(command, f"{full} ") if hasattr(command, "commands") else {full}
    return found


def test_every_command_of_the_program_is_in_the_table_and_every_one_in_it_exists() -> None:
    table = TEXT[TEXT.index("## Commands") : TEXT.index("## How to add")]
    named = {
        one.removeprefix("exchange ")
        for one in re.findall(r"`((?:exchange )?[a-z]+(?: [a-z]+){0,2})`", table)
    }

    assert named == commands(typer.main.get_command(app))


def test_what_the_clauses_of_the_plan_became_is_told_as_it_is() -> None:
    told = [one.strip() for row in plan_clauses.rows() for one in row]

    assert plan_clauses.markdown() in TEXT
    for item in ITEMS.values():
        if item.shape in {Shape.RECORD, Shape.CASE}:
            assert f"{item.zh} `{item.__name__}`" in told, item.key


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_every_query_is_one_that_the_schema_allows(query: str) -> None:
    assert validate(schema()._schema, parse(query)) == []


def test_one_query_stands_for_each_caller_of_the_demo() -> None:
    told = TEXT.split("## Send a file")[0]
    assert len(re.findall(r"```graphql\n", told)) == 9


def test_every_module_that_is_named_as_the_home_of_a_decision_exists() -> None:
    decisions = TEXT[TEXT.index("## Decisions") : TEXT.index("## Commands")]
    named = set(re.findall(r"`([\w/]+\.py)`", decisions))

    assert len(named) > 10
    assert [one for one in sorted(named) if not (TOP / "src/exchange" / one).is_file()] == []


def test_every_package_in_the_map_of_floors_exists_and_none_is_missing() -> None:
    house = TEXT[TEXT.index("## The house") : TEXT.index("## Decisions")]
    named = {one.rstrip("/") for one in re.findall(r"`([a-z_]+/?)`", house)}
    modules = {
        path.stem
        for path in (TOP / "src/exchange").iterdir()
        if not path.stem.startswith("_") and path.suffix in {"", ".py"}
    }

    small = {
        "account_limits",
        "calendar",
        "clock",
        "catalogue",
        "forbidden",
        "reference",
        "reference_pages",
        "field_reference",
    }
    assert modules - named - small == set()


def test_no_machine_and_no_registry_is_named() -> None:
    for word in ("/work/", "/tmp/", "pypi.org", "files.pythonhosted", "npmjs"):  # noqa: S108 - words, not a path
        assert word not in TEXT
