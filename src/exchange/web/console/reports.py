"""What became of the rows of a batch, as a page tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchange.web.console import vocabulary
from exchange.web.console.sections import ROOT
from exchange.web.console.wording import found

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.web.console.desk import Desk

HERE = f"{ROOT}/submissions"
SHOWN = 100
"""Rows of a report on one page."""
COUNTED = {"ACCEPTED": "accepted", "WARNED": "warned", "REFUSED": "refused", "DUPLICATE": "duplicates"}
"""Verdicts, and the numbers that count them."""
MARKS = {"ACCEPTED": "good", "WARNED": "soon", "REFUSED": "bad", "DUPLICATE": ""}
ONE = """query ($batch: String!, $first: Int!, $after: String, $where: SubmissionRowWhere) { submission(batch: $batch) {
  batch item receivedAt accepted warned refused duplicates rows(first: $first, after: $after, where: $where) {
  pageInfo { hasNextPage endCursor } edges { node { number verdict recordId findings { code field message } } } } } }"""


def row(desk: Desk, key: str, one: Mapping[str, Any]) -> dict[str, Any]:
    """A row: its verdict in words, the way to its record, and what was found."""
    record = one.get("recordId")
    return {
        "number": one["number"],
        "verdict": one["verdict"],
        "told": vocabulary.code("Verdict", one["verdict"]).said(desk.lang),
        "path": desk.link(f"{ROOT}/records/{key}/{record}") if record else "",
        "findings": [said(desk, key, each) for each in one["findings"]],
    }


def said(desk: Desk, key: str, finding: Mapping[str, Any]) -> dict[str, str]:
    """A finding: the column by its name, and the sentence in the language of the page."""
    item = vocabulary.item_of(key)
    name = finding.get("field") or ""
    known = item is not None and any(one.graphql == name for one in item.fields.values())
    label = vocabulary.field(item.__name__, name).said(desk.lang) if item and known else ""
    return {"field": label, "name": name, "message": found(desk.lang, finding["message"])}
