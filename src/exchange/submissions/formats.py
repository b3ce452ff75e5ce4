"""Files to import, read into rows: JSON, NDJSON, CSV and XLSX, in whatever encoding offices write.

A row comes out as names with raw values; what they mean is not decided here. A file that cannot be read as a whole is refused with the
place of the first problem. A single row that cannot be read (too many cells) stays in the list as an `Unreadable`, so that it gets its
verdict and does not hold the others back.

Every format is read row by row: a million rows take no more memory than a few (the shared texts of a workbook apart).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from exchange.cells import bare
from exchange.errors import FileUnreadable
from exchange.submissions import json_rows
from exchange.submissions.encodings import encoding_of
from exchange.submissions.parts import COLUMNS, Damaged
from exchange.submissions.workbook import Workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import TextIO

LIMIT = 256 * 1024 * 1024
"""Bytes of a workbook."""
LIMIT_OF_TEXT = 4 * 1024 * 1024 * 1024
"""Bytes of any other file."""
SHEET = "xlsx"
_PACKED = {b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b\x08\x00", b"\x1f\x8b\x08\x08"}
"""How archives and workbooks begin, old ones too."""
LONGEST_LINE = 1024 * 1024
"""Characters of one line: a row has some thousand."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row that cannot be read; `problem` says why, without its content."""

    problem: str


if TYPE_CHECKING:
    Row = Mapping[str, object] | Unreadable


def limit(kind: str) -> int:
    """Bytes that a file of this kind may have."""
    return LIMIT if kind == SHEET else LIMIT_OF_TEXT


class File:
    """The rows of a file, read afresh each time they are asked for; the end of its name tells the format.

    Raises FileUnreadable with the place of the problem, some only when that place is reached.
    """

    def __init__(self, path: Path, name: str = "") -> None:
        self._path = path
        self._name = name or path.name
        self._kind = self._name.rpartition(".")[2].lower()
        self._book: Workbook | None = None
        self._encoding = ""
        if self._kind not in {*_READERS, SHEET}:
            _refuse(
                self._name, "its kind is not known. Send a file that ends in .xlsx, .csv, .json or .ndjson."
            )
        try:
            self._open()
        except Damaged as damaged:
            _refuse(self._name, str(damaged))
        except OSError as error:
            reason = (error.strerror or "it cannot be opened").lower()
            _refuse(self._name, f"{reason}. Check the path and the rights of the file.")

    @property
    def unpacked(self) -> bool:
        """Whether each pass unpacks a workbook again."""
        return self._book is not None

    def __iter__(self) -> Iterator[Mapping[str, object] | Unreadable]:
        """Every row."""
        try:
            yield from _some(self._rows())
        except Damaged as damaged:
            _refuse(self._name, str(damaged))

    def _open(self) -> None:
        most = limit(self._kind)
        if self._path.stat().st_size > most:
            raise Damaged(f"it is larger than {most // 1024 // 1024} MiB. Split it, or save it as CSV.")
        if self._kind == SHEET:
            self._book = Workbook(self._path)
            return
        with self._path.open("rb") as file:
            if file.read(4) in _PACKED:
                raise Damaged(
                    f"it is a workbook or an archive, not .{self._kind}. Send a workbook as .xlsx, anything else unpacked."
                )
        self._encoding = encoding_of(self._path)

    def _rows(self) -> Iterator[Row]:
        if self._book is not None:
            yield from _sheet(self._book)
            return
        with self._path.open(encoding=self._encoding, newline="") as file:
            yield from _READERS[self._kind](file)


def _some(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, of which there has to be one."""
    row = None
    for row in rows:
        yield row
    if row is None:
        raise Damaged("it holds no rows. Check that it is the right file.")


def _sheet(book: Workbook) -> Iterator[Row]:
    header: list[str] = []
    for line in book:
        if not header:
            header = _header(["" if cell is None else str(cell) for cell in line.cells])
        elif line.problem:
            yield Unreadable(line.problem)
        else:
            yield _row(header, line.cells)


def _json(file: TextIO) -> Iterator[Row]:
    yield from map(_object, json_rows.values(file))


def _lines(file: TextIO) -> Iterator[Row]:
    for number, line in enumerate(_split(file), 1):
        if not line.strip():
            continue
        try:
            row = json_rows.value(line)
        except (ValueError, RecursionError) as error:
            raise Damaged(
                f"line {number} is not a JSON object. Correct it there, or send the rows as one JSON list."
            ) from error
        yield _object(row)


def _split(file: TextIO) -> Iterator[str]:
    """Lines that end with a line feed; a carriage return alone ends none."""
    part, number = "", 1
    while piece := file.readline(
        LONGEST_LINE
    ):  # without translation a piece may end with a lone carriage return
        part += piece
        if len(part) > LONGEST_LINE:
            raise _endless(number)
        if part.endswith("\n"):
            yield part[:-1]
            part, number = "", number + 1
    yield part


def _endless(number: int) -> Damaged:
    return Damaged(f"line {number} has more than {LONGEST_LINE} characters. End each row with a line break.")


def _object(row: object) -> Mapping[str, object] | Unreadable:
    if isinstance(row, json_rows.Twice):
        return Unreadable("it names a column twice. Keep one.")
    if not isinstance(row, dict):
        return Unreadable("it is no object of names and values.")
    if len(row) > COLUMNS:
        return Unreadable(f"it has more than {COLUMNS} names. Keep the columns of the template.")
    return row


def _csv(file: TextIO) -> Iterator[Row]:
    reader = csv.reader(_short(file), delimiter=_delimiter(file), strict=True)
    header: list[str] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = _header(cells)
            else:
                yield _row(header, [bare(cell) for cell in cells])
    except csv.Error as error:
        raise Damaged(f"line {reader.line_num} is not CSV ({error}). Check the quotes there.") from error


def _short(file: TextIO) -> Iterator[str]:
    """Lines as the CSV reader takes them, none without end."""
    number = 1
    while line := file.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise _endless(number)
        yield line
        number += line.endswith("\n")


def _delimiter(file: TextIO) -> str:
    """The separator that the first line has most of."""
    first = next((line for line in _split(file) if line.strip("\n\r")), "").lstrip("\n\r")
    file.seek(0)
    return max(",\t;|", key=first.count)


def _header(cells: list[str]) -> list[str]:
    header = [cell.strip() for cell in cells]
    while header and not header[-1]:
        header.pop()
    if len(header) > COLUMNS:
        raise Damaged(f"it has more than {COLUMNS} columns. Keep the columns of the template.")
    for number, column in enumerate(header, 1):
        if not column:
            raise Damaged(f"column {number} has no name in the first line. Name it or remove it.")
        if header.index(column) != number - 1:
            raise Damaged(
                f"columns {header.index(column) + 1} and {number} have the same name. Rename or remove one."
            )
    return header


def _row(header: Sequence[str], cells: Sequence[object]) -> Mapping[str, object] | Unreadable:
    if len(cells) > len(header) and any(str(cell or "").strip() for cell in cells[len(header) :]):
        return Unreadable(
            f"it has {len(cells)} cells, but the first line names {len(header)} columns. Check commas and quotes."
        )
    return dict(zip(header, cells, strict=False))


_READERS: Mapping[str, Callable[[TextIO], Iterator[Row]]] = {
    "json": _json, "ndjson": _lines, "jsonl": _lines, "csv": _csv, "tsv": _csv, "txt": _csv,
}  # fmt: skip


def _refuse(name: str, problem: str) -> NoReturn:
    raise FileUnreadable(file=name, problem=problem)
