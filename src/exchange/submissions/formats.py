"""Files to import, read into rows: JSON, NDJSON, CSV and XLSX, in whatever encoding offices write.

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
from exchange.submissions.parts import COLUMNS, Damaged
from exchange.submissions.workbook import Workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import TextIO

LIMIT = 256 * 1024 * 1024
"""Bytes of one file that is read whole."""
LIMIT_IN_LINES = 4 * 1024 * 1024 * 1024
"""Bytes of one file that is read line by line."""
_BLOCK = 1024 * 1024
_JSON_LINES = (".ndjson", ".jsonl")
_SHEET = ".xlsx"
LONGEST_LINE = 1024 * 1024
"""Characters of one line: a row has some thousand."""

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


if TYPE_CHECKING:
    Row = Mapping[str, object] | Unreadable


class File:
    """The rows of a file, read afresh each time they are asked for: a line at a time where the file is text in lines and UTF-8.

    Of any other file the rows are kept. Raises FileUnreadable with the place of the problem, some only when that place is reached.
    """

    def __init__(self, path: Path, name: str = "") -> None:
        self._path = path
        self._name = name or path.name
        self._book = _workbook(self._name, path) if _kind(self._name) == _SHEET else None
        self._kept = None if self._book or _in_lines(self._name, path) else read(path, self._name)

    @property
    def unpacked(self) -> bool:
        """Whether each pass unpacks a workbook again."""
        return self._book is not None

    def __iter__(self) -> Iterator[Mapping[str, object] | Unreadable]:
        """Every row."""
        if self._kept is not None:
            yield from self._kept
            return
        name = self._name
        if self._book is not None:
            yield from _some(name, _sheet(name, self._book))
            return
        lines = _lines if name.lower().endswith(_JSON_LINES) else _csv
        with self._path.open(encoding="utf-8-sig", newline="") as file:
            yield from _some(name, lines(name, file))


def _kind(name: str) -> str:
    return f".{name.rpartition('.')[2].lower()}"


def _workbook(name: str, path: Path) -> Workbook:
    try:
        if path.stat().st_size > LIMIT:
            _refuse(name, f"it is larger than {LIMIT // 1024 // 1024} MiB. Split it, or save it as CSV.")
        return Workbook(path)
    except Damaged as damaged:
        _refuse(name, str(damaged))
    except OSError as error:
        _refuse(name, _closed(error))


def _sheet(name: str, book: Workbook) -> Iterator[Row]:
    header: list[str] = []
    try:
        for line in book:
            if not header:
                header = _header(name, ["" if cell is None else str(cell) for cell in line.cells])
            elif line.problem:
                yield Unreadable(line.problem)
            else:
                yield _row(header, line.cells)
    except Damaged as damaged:
        _refuse(name, str(damaged))


def _closed(error: OSError) -> str:
    return f"{(error.strerror or 'it cannot be opened').lower()}. Check the path and the rights of the file."


def _in_lines(name: str, path: Path) -> bool:
    """Whether a file can be read line by line; if not, reading it whole says what it is, or what is wrong."""
    if not name.lower().endswith((*_JSON_LINES, ".csv", ".tsv", ".txt")):
        return False
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        if path.stat().st_size > LIMIT_IN_LINES:
            return False
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                decoder.decode(block)
        decoder.decode(b"", final=True)
    except (OSError, UnicodeDecodeError):
        return False
    return True


def read(path: Path, name: str = "") -> list[Mapping[str, object] | Unreadable]:
    """All rows of a file, by its suffix: .json, .ndjson or .jsonl, .csv, .tsv or .txt.

    Raises FileUnreadable with the place of the problem.
    """
    name = name or path.name
    try:
        if path.stat().st_size > LIMIT:
            _refuse(name, f"it is larger than {LIMIT // 1024 // 1024} MiB. Split it.")
        data = path.read_bytes()
    except OSError as error:
        _refuse(name, _closed(error))
    return parse(name, data)


def parse(name: str, data: bytes) -> list[Mapping[str, object] | Unreadable]:
    """All rows of a file's bytes; its name tells the format. Raises FileUnreadable."""
    readers = {"json": _json, "ndjson": _lines, "jsonl": _lines, "csv": _csv, "tsv": _csv, "txt": _csv}
    suffix = name.rpartition(".")[2].lower()
    if suffix not in readers:
        _refuse(name, "its kind is not known. Send a file that ends in .xlsx, .csv, .json or .ndjson.")
    return list(_some(name, readers[suffix](name, io.StringIO(decode(name, data), newline=""))))


def _some(name: str, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, of which there has to be one."""
    row = None
    for row in rows:
        yield row
    if row is None:
        _refuse(name, "it holds no rows. Check that it is the right file.")


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


def _json(name: str, file: TextIO) -> Iterator[Row]:
    try:
        content = json.loads(
            file.read(), object_pairs_hook=_once, parse_float=Decimal, parse_constant=Decimal
        )
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
    yield from map(_object, content)


def _lines(name: str, file: TextIO) -> Iterator[Row]:
    for number, line in enumerate(_split(name, file), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line, object_pairs_hook=_once, parse_float=Decimal, parse_constant=Decimal)
        except (ValueError, RecursionError):
            _refuse(
                name,
                f"line {number} is not a JSON object. Correct it there, or send the rows as one JSON list.",
            )
        yield _object(row)


def _split(name: str, file: TextIO) -> Iterator[str]:
    """Lines that end with a line feed; a carriage return alone ends none."""
    part = ""
    while piece := file.readline(
        LONGEST_LINE
    ):  # without translation a piece may end with a lone carriage return
        part += piece
        if len(part) > LONGEST_LINE:
            _refuse(name, f"a line has more than {LONGEST_LINE} characters. End each row with a line break.")
        if part.endswith("\n"):
            yield part[:-1]
            part = ""
    yield part


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
    if len(row) > COLUMNS:
        return Unreadable(f"it has more than {COLUMNS} names. Keep the columns of the template.")
    return row


def _csv(name: str, file: TextIO) -> Iterator[Row]:
    reader = csv.reader(_short(name, file), delimiter=_delimiter(name, file), strict=True)
    header: list[str] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = _header(name, cells)
            else:
                yield _row(header, cells)
    except csv.Error as error:
        _refuse(name, f"line {reader.line_num} is not CSV ({error}). Check the quotes there.")


def _short(name: str, file: TextIO) -> Iterator[str]:
    """Lines as the CSV reader takes them, none without end."""
    while line := file.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            _refuse(name, f"a line has {LONGEST_LINE} characters or more. Check the line breaks.")
        yield line


def _delimiter(name: str, file: TextIO) -> str:
    """The separator that the first line has most of."""
    first = next((line for line in _split(name, file) if line.strip("\n\r")), "").lstrip("\n\r")
    file.seek(0)
    return max(",\t;|", key=first.count)


def _header(name: str, cells: list[str]) -> list[str]:
    header = [cell.strip() for cell in cells]
    while header and not header[-1]:
        header.pop()
    if len(header) > COLUMNS:
        _refuse(name, f"it has more than {COLUMNS} columns. Keep the columns of the template.")
    for number, column in enumerate(header, 1):
        if not column:
            _refuse(name, f"column {number} has no name in the first line. Name it or remove it.")
        if header.index(column) != number - 1:
            _refuse(
                name,
                f"columns {header.index(column) + 1} and {number} have the same name. Rename or remove one.",
            )
    return header


def _row(header: Sequence[str], cells: Sequence[object]) -> Mapping[str, object] | Unreadable:
    if len(cells) > len(header) and any(str(cell or "").strip() for cell in cells[len(header) :]):
        return Unreadable(
            f"it has {len(cells)} cells, but the first line names {len(header)} columns. Check commas and quotes."
        )
    return dict(zip(header, cells, strict=False))


def _refuse(name: str, problem: str) -> NoReturn:
    raise FileUnreadable(file=name, problem=problem)
