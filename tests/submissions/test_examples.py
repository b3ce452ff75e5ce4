"""Rows that the exchange takes and refuses, beside the JSON Schemas; what is documented there is run here."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from exchange.catalogue import in_force, shipped
from exchange.resources import schema
from exchange.submissions.columns import Columns
from exchange.submissions.judge import Judge, Judged, Submitter
from exchange.submissions.mapping import open_mapping
from exchange.submissions.names import item_of
from exchange.submissions.schema import schemas

if TYPE_CHECKING:
    from pathlib import Path

SUBMITTER = Submitter("FJ_DRC", "福建省发展和改革委员会", "11350000000010014R", "350000")
TODAY = date(2026, 11, 23)
EXAMPLES = sorted((schema() / "submissions").glob("*/*-*.json"))


def judged(example: dict[str, Any], item_key: str) -> Judged:
    item = item_of(item_key)
    assert item is not None
    mapping = open_mapping(example["mapping"]) if "mapping" in example else None
    return Judge(Columns(item, mapping), SUBMITTER, in_force(TODAY, shipped())).row(1, example["row"])


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_an_example_gets_the_verdict_of_its_name_with_its_findings(path: Path) -> None:
    example = json.loads(path.read_text("utf-8"))

    result = judged(example, path.parent.name)

    assert (result.values is not None) == path.stem.startswith("accepts-")
    assert [found.code for found in result.findings] == example["findings"]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_message_repeats_a_value_of_the_row(path: Path) -> None:
    example = json.loads(path.read_text("utf-8"))
    values = [str(value) for value in example["row"].values() if isinstance(value, str) and len(value) > 3]

    result = judged(example, path.parent.name)

    said = " ".join(found.message for found in result.findings)
    assert not [value for value in values if value in said]


def test_there_are_examples_of_both_verdicts_for_every_item() -> None:
    kinds = {(path.parent.name, path.stem.split("-")[0]) for path in EXAMPLES}

    assert kinds == {
        (name.removesuffix(".json"), verdict) for name in schemas() for verdict in ("accepts", "refuses")
    }


@pytest.mark.parametrize("name", sorted(schemas()))
def test_the_published_schema_is_the_one_that_the_declarations_give(name: str) -> None:
    published = (schema() / "submissions" / name).read_text("utf-8")

    assert published == schemas()[name], "write it anew: exchange.submissions.schema.schemas()"


@pytest.mark.parametrize(
    "path",
    [path for path in EXAMPLES if path.stem in {"accepts-our-names", "accepts-natural-person"}],
    ids=lambda path: path.stem,
)
def test_a_clean_row_fits_the_schema(path: Path) -> None:
    row = json.loads(path.read_text("utf-8"))["row"]

    rules = json.loads(schemas()[f"{path.parent.name}.json"])

    assert set(rules["required"]) <= set(row) <= set(rules["properties"])
    for name, value in row.items():
        allowed = rules["properties"][name]
        assert value in allowed.get("enum", [value])
        assert (
            set(value) <= set(allowed["items"]["enum"])
            if isinstance(value, list)
            else len(str(value)) <= allowed.get("maxLength", 10**6)
        )
