"""Rows as lines of a file: CSV for people with a spreadsheet, NDJSON for programs. In UTF-8; the CSV with the mark that Excel looks for.

A cell that a spreadsheet would take for a formula is shielded. The last column is the row's place: with it a download that was cut off
goes on.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import orjson

from exchange.api.published import SUBJECT
from exchange.cells import shielded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exchange.model import Field

MARK = "\ufeff"


def heading(fields: Sequence[Field]) -> bytes:
    """The first line of a CSV file: names of the API, as the field reference has them."""
    return MARK.encode() + _lines([[*(one.graphql for one in fields), *map(_about, SUBJECT), "cursor"]])


def as_csv(fields: Sequence[Field], rows: Iterable[tuple[str, dict[str, Any]]]) -> bytes:
    """Rows in CSV (RFC 4180)."""
    return _lines(
        [
            *(_cell(row[one.graphql]) for one in fields),
            *(_cell((row["subject"] or {}).get(name)) for name in SUBJECT),
            cursor,
        ]
        for cursor, row in rows
    )


def as_ndjson(_: Sequence[Field], rows: Iterable[tuple[str, dict[str, Any]]]) -> bytes:
    """Rows in NDJSON."""
    return b"".join(orjson.dumps({**row, "cursor": cursor}) + b"\n" for cursor, row in rows)


def _about(name: str) -> str:
    return f"subject{name[0].upper()}{name[1:]}"


def _lines(rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _cell(value: object) -> str:
    """A value in a cell; several are separated by semicolons, as intake reads them."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = ";".join(map(str, value)) if isinstance(value, list) else str(value)
    return shielded(text)
