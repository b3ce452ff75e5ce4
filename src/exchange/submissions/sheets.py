"""A workbook that is only written: rows of text, one after the other, none of which a spreadsheet takes for anything else."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from exchange.submissions.sheet_names import ROWS

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 50_000
"""Rows of a workbook that is made while somebody waits for it."""


def write_sheet(rows: Iterable[Iterable[str]], out: IO[bytes]) -> None:
    """The rows, the heading first, as a workbook."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(ROWS)
    for row in rows:
        sheet.append([_cell(sheet, text) for text in row])
    book.save(out)


def _cell(sheet: Any, text: str) -> Any:  # noqa: ANN401 - openpyxl's stubs know no sheet that is only written
    """A cell of text, whatever the text looks like; without what no sheet can hold."""
    cell: Any = WriteOnlyCell(sheet)
    cell.value, cell.data_type, cell.number_format = ILLEGAL_CHARACTERS_RE.sub("", text), "s", "@"
    return cell
