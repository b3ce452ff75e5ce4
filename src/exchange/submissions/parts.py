"""The parts of an XLSX archive, looked through with limits before a library unpacks any of them.

An archive says how large its parts are; Python's reader never gives more than that, so limits on what is said hold. A sheet shrinks to a
tenth or a fiftieth; a bomb to a thousandth. The XML is read by events, never as a tree: no document type (so no entities), no depth, no
cell outside a sheet's bounds, which openpyxl would fill with empty ones.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

COLUMNS = 500
"""Columns that are read; a standard has fifty."""
ROWS = 1_048_576
"""Rows of a sheet, as Excel has it."""
_MIB = 1024 * 1024
TOTAL = 4096 * _MIB
"""Bytes of all parts unpacked: a million rows of forty columns."""
STRINGS = 64 * _MIB
"""Bytes of the texts that sheets share; they are kept in memory, at four times as much."""
SMALL = 16 * _MIB
"""Bytes of any other part."""
RATIO = 250
"""Unpacked to packed, of a part that is not small."""
PARTS = 2_000
DEEPEST = 64
ODD_ROWS = 10_000
"""Rows that may stand out; more of them say something about the file, not about rows."""

_BLOCK = 256 * 1024
_REF = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_SHEETS = "xl/worksheets/"
_TEXTS = "xl/sharedStrings.xml"
_SEND = "Open it, save it as .xlsx and send it again."


class Damaged(Exception):
    """The file cannot be read; the text is a sentence for the clerk, without `… cannot be read:`."""


def opened(path: Path) -> zipfile.ZipFile:
    """The archive. Raises Damaged where it is none."""
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        with path.open("rb") as file:
            old = file.read(4) == b"\xd0\xcf\x11\xe0"
        if old:
            problem = (
                "it is protected by a password or of an old Excel kind. Save it as .xlsx without a password."
            )
            raise Damaged(problem) from error
        raise Damaged(f"it is broken off, or no XLSX file. {_SEND}") from error


def harmless(archive: zipfile.ZipFile) -> None:
    """Look at what the archive says of itself. Raises Damaged before anything is unpacked."""
    listed = archive.infolist()
    if len(listed) > PARTS or len({one.filename for one in listed}) < len(listed):
        raise Damaged(f"its parts are too many, or two have one name. {_SEND}")
    if sum(one.file_size for one in listed) > TOTAL:
        raise Damaged(f"unpacked it is larger than {TOTAL // _MIB} MiB. Split it, or save it as CSV.")
    for one in listed:
        _modest(one)
    if any(one.filename.startswith("xl/externalLinks/") for one in listed):
        raise Damaged(
            "it takes values from other workbooks. Break the links (Data, Edit Links) and save it again."
        )
    for one in listed:
        if one.filename.endswith((".xml", ".rels", ".vml")) and not one.filename.startswith(_SHEETS):
            _events(archive, one.filename, lambda _tag, _attributes: None)


def _modest(one: zipfile.ZipInfo) -> None:
    if one.flag_bits & 1 or one.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise Damaged("it is protected or packed in an unusual way. Save it as .xlsx without a password.")
    if one.file_size > SMALL and one.file_size > RATIO * max(one.compress_size, 1):
        raise Damaged(
            "it unpacks to many times its size, as no sheet of decisions does. Save it as CSV and send that."
        )
    if one.filename == _TEXTS and one.file_size > STRINGS:
        raise Damaged(
            f"its texts are larger than {STRINGS // _MIB} MiB. Save it as CSV, which may be of any length, or split it."
        )
    most = TOTAL if one.filename.startswith(_SHEETS) or one.filename == _TEXTS else SMALL
    if one.file_size > most:
        raise Damaged(
            f"a part of it is larger than {most // _MIB} MiB. Remove pictures and formats, split it, or save it as CSV."
        )


def sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Title and part of every sheet, in the order of the workbook."""
    named: list[tuple[str, str]] = []
    target: dict[str, str] = {}

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            named.append((attributes.get("name", ""), attributes.get("id", "")))

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            target[attributes.get("Id", "")] = attributes.get("Target", "")

    _events(archive, "xl/workbook.xml", sheet)
    _events(archive, "xl/_rels/workbook.xml.rels", relation)
    for title, key in named:
        if key in target:  # charts are sheets without rows
            place = target[key]
            yield title, place.lstrip("/") if place.startswith("/") else posixpath.normpath(f"xl/{place}")


@dataclass(slots=True)
class Looked:
    """What was seen in one sheet: how many rows hold a value, and why some cannot be taken as they are."""

    rows: int = 0
    odd: dict[int, str] = field(default_factory=dict)

    def problem(self, row: int) -> str:
        """Why this row cannot be taken; empty when it can."""
        return self.odd.get(row, "")

    def note(self, row: int, problem: str) -> None:
        """Remember the first problem of a row."""
        self.odd.setdefault(row, problem)
        if len(self.odd) > ODD_ROWS:
            raise Damaged(
                f"more than {ODD_ROWS} rows hold formulas, merged cells or error values, or are hidden. "
                "Show all rows, unmerge, copy everything and paste it as values."
            )


def look(archive: zipfile.ZipFile, part: str) -> Looked:
    """One pass over a sheet."""
    seeing = _Seeing()
    _events(archive, part, seeing)
    return seeing.found


class _Seeing:
    """Takes the events of a sheet's XML."""

    def __init__(self) -> None:
        self.found = Looked()
        self._row = self._column = 0
        self._hidden = self._filled = False

    def __call__(self, tag: str, attributes: dict[str, str]) -> None:
        handler = _HANDLERS.get(tag)
        if handler is not None:
            handler(self, attributes)

    def row(self, attributes: dict[str, str]) -> None:
        text = attributes.get("r", str(self._row + 1))
        self._row = int(text) if text.isdecimal() and len(text) < 8 else ROWS + 1  # noqa: PLR2004 - digits of ROWS
        self._column = 0
        self._hidden, self._filled = attributes.get("hidden") in {"1", "true"}, False
        if not 0 < self._row <= ROWS:
            raise Damaged(f"it has a row beyond {ROWS}. {_SEND}")

    def cell(self, attributes: dict[str, str]) -> None:
        self._column += 1
        reference = attributes.get("r")
        if reference is not None:
            found = _REF.fullmatch(reference)
            if found is None or int(found[2]) != self._row:
                raise Damaged(f"row {self._row} has a cell in the wrong place. {_SEND}")
            self._column = column_index_from_string(found[1])
        if attributes.get("t") == "e":
            self._note("shows an error value. Enter the value itself.")

    def value(self, _attributes: dict[str, str]) -> None:
        if self._column > COLUMNS:
            raise Damaged(f"it has values beyond column {COLUMNS}. Keep the columns of the template.")
        if not self._filled:
            self._filled = True
            self.found.rows += 1
            if self._hidden:
                self.found.note(
                    self._row,
                    f"row {self._row} of the sheet is hidden. Show it and send it again, or delete it.",
                )

    def formula(self, _attributes: dict[str, str]) -> None:
        self._note("holds a formula. Copy the column and paste it as values.")

    def merged(self, attributes: dict[str, str]) -> None:
        left, top, bottom = _corners(attributes.get("ref", ""))
        for row in range(top, min(bottom, top + ODD_ROWS + 1) + 1):
            self.found.note(
                row,
                f"cell {get_column_letter(left)}{row} is merged with others. Unmerge it and fill in every row.",
            )

    def _note(self, problem: str) -> None:
        where = f"cell {get_column_letter(self._column)}{self._row}"
        self.found.note(self._row, f"{where} {problem}")


def _corners(reference: str) -> tuple[int, int, int]:
    """First column, first row and last row of a range."""
    try:
        left, top, _, bottom = range_boundaries(reference)
    except ValueError:
        left = top = bottom = None
    if left is None or top is None or bottom is None or bottom > ROWS:
        raise Damaged(f"it merges cells that do not exist. {_SEND}")
    return left, top, bottom


_HANDLERS: dict[str, Callable[[_Seeing, dict[str, str]], None]] = {
    "row": _Seeing.row,
    "c": _Seeing.cell,
    "v": _Seeing.value,
    "is": _Seeing.value,
    "f": _Seeing.formula,
    "mergeCell": _Seeing.merged,
}


def _events(archive: zipfile.ZipFile, part: str, take: Callable[[str, dict[str, str]], None]) -> None:
    """Tell the beginning of every element of a part, names without their spaces."""
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Damaged(f"its parts are nested too deeply. {_SEND}")
        take(tag.rpartition(" ")[2], {name.rpartition(" ")[2]: value for name, value in attributes.items()})

    def end(_tag: str) -> None:
        nonlocal depth
        depth -= 1

    def no_type(*_: object) -> None:
        raise Damaged(f"it declares XML entities, which no spreadsheet does. {_SEND}")

    parser: Any = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = no_type
    try:
        with archive.open(part) as file:
            while block := file.read(_BLOCK):
                parser.Parse(block, False)  # noqa: FBT003 - expat takes no name
            parser.Parse(b"", True)  # noqa: FBT003 - as above
    except (
        expat.ExpatError,
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        EOFError,
        OSError,
        ValueError,
    ) as error:
        raise Damaged(f"a part of it is missing or damaged. {_SEND}") from error
