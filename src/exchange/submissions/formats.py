"""Files to import, read into rows: JSON, NDJSON and CSV, in whatever encoding offices write.

A row comes out as names with raw values; what they mean is not decided here. A file that cannot be read as a whole is refused with the
place of the first problem. A single row that cannot be read (too many cells) stays in the list as an `Unreadable`, so that it gets its
verdict and does not hold the others back.

Encodings: a byte order mark decides; else UTF-8; else GB18030, the mandatory standard that Windows in China writes. A UTF-8 file with
a damaged byte is not taken for GB18030, which decodes almost anything: it would come out as nonsense characters.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NoReturn

from exchange.errors import FileUnreadable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LIMIT = 256 * 1024 * 1024
"""Bytes of one file."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_UTF8_BY_CHANCE = 2  # Han characters that GB18030 bytes may form as UTF-8 by accident


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row that cannot be read; `problem` says why, without its content."""

    problem: str


def read(path: Path) -> list[Mapping[str, object] | Unreadable]:
    """All rows of a file, by its suffix: .json, .ndjson or .jsonl, .csv, .tsv or .txt.

    Raises FileUnreadable with the place of the problem.
    """
    name = path.name
    try:
        if path.stat().st_size > LIMIT:
            _refuse(name, f"it is larger than {LIMIT // 1024 // 1024} MiB. Split it.")
        data = path.read_bytes()
    except OSError as error:
        _refuse(
            name,
            f"{(error.strerror or 'it cannot be opened').lower()}. Check the path and the rights of the file.",
        )
    return parse(name, data)


def parse(name: str, data: bytes) -> list[Mapping[str, object] | Unreadable]:
    """All rows of a file's bytes; its name tells the format. Raises FileUnreadable."""
    readers = {"json": _json, "ndjson": _lines, "jsonl": _lines, "csv": _csv, "tsv": _csv, "txt": _csv}
    suffix = name.rpartition(".")[2].lower()
    if suffix not in readers:
        _refuse(name, "its kind is not known. Send a file that ends in .json, .ndjson or .csv.")
    rows = readers[suffix](name, decode(name, data))
    if not rows:
        _refuse(name, "it holds no rows. Check that it is the right file.")
    return rows


def decode(name: str, data: bytes) -> str:
    """The text of a file. Raises FileUnreadable with the line of the first byte that fits no encoding."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(name, data[len(mark) :], encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        if len(_HAN.findall(before)) > _UTF8_BY_CHANCE:
            _refuse_bytes(name, data, error, "UTF-8")
    return _strictly(name, data, "gb18030")


def _strictly(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        _refuse_bytes(name, data, error, encoding.upper())


def _refuse_bytes(name: str, data: bytes, error: UnicodeDecodeError, encoding: str) -> NoReturn:
    line = data.count(b"\n", 0, error.start) + 1
    _refuse(
        name, f"line {line} holds bytes that are not {encoding}. Save the file as UTF-8 and send it again."
    )


def _json(name: str, text: str) -> list[Mapping[str, object] | Unreadable]:
    try:
        content = json.loads(text, object_pairs_hook=_once, parse_float=Decimal, parse_constant=Decimal)
    except json.JSONDecodeError as error:
        _refuse(
            name, f"line {error.lineno}, column {error.colno} is not JSON ({error.msg}). Correct it there."
        )
    except (RecursionError, ValueError):
        _refuse(
            name,
            "it is nested too deeply or holds a number of thousands of digits. Send a list of flat objects.",
        )
    if isinstance(content, dict):
        lists = [value for value in content.values() if isinstance(value, list)]
        content = lists[0] if len(lists) == 1 else [content]
    if not isinstance(content, list):
        _refuse(name, "it is no list. Send a list of objects, one per row.")
    return [_object(row) for row in content]


def _lines(name: str, text: str) -> list[Mapping[str, object] | Unreadable]:
    rows: list[Mapping[str, object] | Unreadable] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            rows.append(
                _object(
                    json.loads(line, object_pairs_hook=_once, parse_float=Decimal, parse_constant=Decimal)
                )
            )
        except (ValueError, RecursionError):
            _refuse(
                name,
                f"line {number} is not a JSON object. Correct it there, or send the rows as one JSON list.",
            )
    return rows


class _Twice(dict[str, object]):
    """An object that named a member more than once."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    return made if len(made) == len(pairs) else _Twice(made)


def _object(row: object) -> Mapping[str, object] | Unreadable:
    if isinstance(row, _Twice):
        return Unreadable("it names a column twice. Keep one.")
    if not isinstance(row, dict):
        return Unreadable("it is no object of names and values.")
    return row


def _csv(name: str, text: str) -> list[Mapping[str, object] | Unreadable]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    header: list[str] = []
    rows: list[Mapping[str, object] | Unreadable] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = _header(name, cells)
            else:
                rows.append(_row(header, cells))
    except csv.Error as error:
        _refuse(name, f"line {reader.line_num} is not CSV ({error}). Check the quotes there.")
    return rows


def _delimiter(text: str) -> str:
    first = text.lstrip("\n\r").split("\n", 1)[0]
    return max(",\t;|", key=first.count)


def _header(name: str, cells: list[str]) -> list[str]:
    header = [cell.strip() for cell in cells]
    while header and not header[-1]:
        header.pop()
    for number, column in enumerate(header, 1):
        if not column:
            _refuse(name, f"column {number} has no name in the first line. Name it or remove it.")
        if header.index(column) != number - 1:
            _refuse(
                name,
                f"columns {header.index(column) + 1} and {number} have the same name. Rename or remove one.",
            )
    return header


def _row(header: list[str], cells: list[str]) -> Mapping[str, object] | Unreadable:
    if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
        return Unreadable(
            f"it has {len(cells)} cells, but the first line names {len(header)} columns. Check commas and quotes."
        )
    return dict(zip(header, cells, strict=False))


def _refuse(name: str, problem: str) -> NoReturn:
    raise FileUnreadable(file=name, problem=problem)
