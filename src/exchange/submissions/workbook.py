"""XLSX: an archive of XML from anywhere, looked through before anything is unpacked, then read row by row.

Values come from openpyxl's streaming reader: python-calamine is faster, but unpacks a whole sheet at once and tells neither formulas nor
hidden rows. What openpyxl cannot be trusted with is looked at first (`exchange.submissions.parts`): sizes and ratios of the archive,
entities, and in the sheet itself what makes a row mean something else than a clerk saw: merged cells, formulas, error values, hidden
rows. Merged ranges stand behind the rows in the file, so that look is a pass of its own.

Such a row is `Unreadable` and names its cell; it does not hold the others back.
"""

from __future__ import annotations

import warnings
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from openpyxl import load_workbook

from exchange.submissions import parts
from exchange.submissions.parts import Damaged, Looked
from exchange.submissions.sheet_names import HELPERS

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Line:
    """One row with content: its number in the sheet and, where it must not be taken as it is, why."""

    number: int
    cells: tuple[object, ...]
    problem: str = ""


class Workbook:
    """The rows of the one sheet that has any. Raises Damaged with a sentence for the clerk."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with parts.opened(path) as archive:
            parts.harmless(archive)
            self._title, self._looked = _sheet(archive)

    def __iter__(self) -> Iterator[Line]:
        """Every row with content, the heading first."""
        try:
            yield from self._lines()
        except (Damaged, MemoryError):
            raise
        except Exception as error:
            # the archive was looked through, so what is left is XML that says something impossible
            problem = (
                "its sheet holds what no spreadsheet writes. Open it, save it as .xlsx and send it again."
            )
            raise Damaged(problem) from error

    def _lines(self) -> Iterator[Line]:
        with self._path.open("rb") as file, closing(self._opened(file)) as book:
            sheet: Any = book[self._title]
            sheet.reset_dimensions()  # what the file says of its own size may be wrong
            heading = True
            for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
                if all(cell is None or cell == "" for cell in cells):
                    continue
                problem = self._looked.problem(number)
                if heading and problem:
                    raise Damaged(f"in the heading, {problem}")
                heading = False
                yield Line(number, cells, problem)

    @staticmethod
    def _opened(file: BinaryIO) -> Any:  # noqa: ANN401 - of a file, since by its path openpyxl goes by how the path ends
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that nobody here reads
            return load_workbook(file, read_only=True, data_only=True, keep_links=False)


def _sheet(archive: zipfile.ZipFile) -> tuple[str, Looked]:
    """The title of the sheet that holds rows, and what stands out in it; sheets of our own templates that explain do not count."""
    found = [
        (title, looked)
        for title, part in parts.sheets(archive)
        if title not in HELPERS and (looked := parts.look(archive, part)).rows
    ]
    if not found:
        raise Damaged("it holds no rows. Check that it is the right file.")
    if len(found) > 1:
        problem = f"{len(found)} of its sheets hold rows, hidden ones counted. Keep one, or save each as a file of its own."
        raise Damaged(problem)
    return found[0]
