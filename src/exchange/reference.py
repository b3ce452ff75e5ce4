"""Reference files: the CSV tables under `schema/codes`, read as text and checked cell by cell.

What the law fixes (code lists, divisions, periods, limits) is data with validity, edited by people who are
not programmers. A slip in such a file must stop the start with the file, the line and the cure, not surface
months later as a wrong deadline. So every reader of a table goes through `Line`, which knows where it stands,
and every cell is text until a column says otherwise: `010000` stays `010000`.

Validity is half-open everywhere: `valid_from` is the first day, `valid_to` the first day no longer covered;
empty means without beginning or end.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import TYPE_CHECKING, NoReturn

from exchange.errors import StartupError
from exchange.resources import schema

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SEPARATOR = ";"


@dataclass(frozen=True, slots=True)
class Validity:
    """The days `start <= day < end`; None means without limit."""

    start: date | None = None
    end: date | None = None

    def covers(self, day: date) -> bool:
        """Whether `day` lies inside."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a reference file, with the place it came from."""

    where: str
    cells: Mapping[str, str]

    def refuse(self, problem: str) -> NoReturn:
        """Raise StartupError about this line."""
        sentence = f"{self.where}: {problem}"
        raise StartupError(sentence)

    def optional(self, column: str) -> str:
        """The cell without surrounding blanks; empty when nothing is given."""
        if column not in self.cells:
            self.refuse(f"the column {column!r} is missing. Add it to the header and to every row.")
        return self.cells[column].strip()

    def text(self, column: str) -> str:
        """The cell, which must not be empty."""
        value = self.optional(column)
        if not value:
            self.refuse(f"{column} is empty. Fill it in or remove the row.")
        return value

    def many(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that holds several values, separated by semicolons."""
        return tuple(part.strip() for part in self.optional(column).split(SEPARATOR) if part.strip())

    def day(self, column: str) -> date:
        """A date, YYYY-MM-DD."""
        value = self.text(column)
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.refuse(f"{column} {value!r} is not a date. Write it as YYYY-MM-DD.")

    def validity(self) -> Validity:
        """The days this row is in force, from the columns `valid_from` and `valid_to`."""
        start = self.day("valid_from") if self.optional("valid_from") else None
        end = self.day("valid_to") if self.optional("valid_to") else None
        if start is not None and end is not None and end <= start:
            self.refuse("valid_to does not lie after valid_from. It is the first day no longer covered.")
        return Validity(start, end)

    def whole(self, column: str) -> int:
        """A whole number, zero or more."""
        value = self.text(column)
        if not (value.isascii() and value.isdigit()):
            self.refuse(f"{column} {value!r} is not a whole number.")
        return int(value)

    def amount(self, column: str) -> Decimal:
        """A decimal number; the unit is that of the column, 万元 for money."""
        value = self.text(column)
        try:
            number = Decimal(value)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            self.refuse(f"{column} {value!r} is not a number.")
        return number

    def flag(self, column: str) -> bool:
        """`true` or `false`."""
        value = self.text(column)
        if value not in {"true", "false"}:
            self.refuse(f"{column} {value!r} is neither true nor false.")
        return value == "true"


def read(path: Path) -> tuple[Line, ...]:
    """All rows of a reference file. Blank lines are passed over.

    Raises StartupError naming file and line when the file is missing, not UTF-8, or a row does not fit
    the header.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        problem = f"schema/codes/{path.name} cannot be read as UTF-8 text. Restore the file."
        raise StartupError(problem) from error
    return _lines(f"schema/codes/{path.name}", text)


def _lines(name: str, text: str) -> tuple[Line, ...]:
    rows = csv.reader(text.splitlines())
    header = next(rows, [])
    if not header or "" in header or len(set(header)) != len(header):
        Line(f"{name}, line 1", {}).refuse("the header needs a name for every column, each once.")
    found = []
    for row in filter(None, rows):
        line = Line(f"{name}, line {rows.line_num}", dict(zip(header, row, strict=False)))
        if len(row) != len(header):
            line.refuse(f"{len(row)} cells, but the header has {len(header)}. Check commas and quotes.")
        found.append(line)
    return tuple(found)


def path_of(name: str) -> Path:
    """Where the reference file of that name lies."""
    return schema() / "codes" / f"{name}.csv"


@cache
def table(name: str) -> tuple[Line, ...]:
    """The rows of `schema/codes/<name>.csv`, read once."""
    return read(path_of(name))
