"""Files with one fault each, format by format: what a clerk is told, where, and which rows are taken all the same.

Every file holds a good row, the row with the fault, and another good row, unless the fault is one of the whole file.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import openpyxl
from tests.submissions.test_submit import ROW

from exchange.submissions import parts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from openpyxl.worksheet.worksheet import Worksheet

MILLION = 1_000_000
_AT = list(ROW).index("decidedOn") + 1
_FINE = list(ROW).index("fine") + 1


@dataclass(frozen=True, slots=True)
class Fault:
    """`said` where the file is refused; else the rows that are, by number: code, field, and words of the message. Others are taken."""

    kind: str
    fault: str
    content: bytes
    said: str = ""
    refused: Mapping[int, tuple[str, str | None, str]] = field(default_factory=dict)
    rows: int = 3

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.fault.replace(' ', '-')}"

    @property
    def suffix(self) -> str:
        return self.kind.partition("-")[0]


def good(number: int) -> dict[str, object]:
    return {**ROW, "documentNumber": f"榕鼓〔2026〕{number}号"}


def _cells(row: Mapping[str, object]) -> list[str]:
    return [
        "、".join(value) if isinstance(value, list) else "" if value is None else str(value)
        for value in row.values()
    ]


def table(*rows: Mapping[str, object] | list[str], encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(ROW)
    writer.writerows(row if isinstance(row, list) else _cells(row) for row in rows)
    return text.getvalue().encode(encoding)


def listed(*rows: object) -> bytes:
    return b"[\n" + b",\n".join(json.dumps(row, ensure_ascii=False).encode() for row in rows) + b"\n]\n"


def lines(*rows: object) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def sheet(change: Callable[[Worksheet], object]) -> bytes:
    book = openpyxl.Workbook()
    made = book.worksheets[0]
    made.append(list(ROW))
    for number in (1, 2, 3):
        made.append(_cells(good(number)))
    change(made)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _in_cell(column: int, value: object, row: int = 3) -> bytes:
    def change(made: Worksheet) -> None:
        made.cell(row, column).value = value  # type: ignore[assignment]  # any value a sheet may hold

    return sheet(change)


def _bomb() -> bytes:
    data = io.BytesIO(sheet(lambda _: None))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.xml", b"0" * (parts.SMALL + 1))
    return data.getvalue()


def _bytes_in_part() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet(lambda _: None))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace("福".encode(), b"\xff\xfe"))
    return out.getvalue()


def _two_headings(made: Worksheet) -> None:
    made.insert_rows(2)
    for column, name in enumerate(ROW, 1):
        made.cell(2, column).value = name


_WIDE = {**good(2), **{f"c{number}": "x" for number in range(MILLION)}}
_DAY = ("DATE_IS_NUMBER", "decidedOn", "decidedOn (决定日期): The date is a spreadsheet's day number.")
_SUM = ("AMOUNT_UNREADABLE", "fine", "fine (罚款金额): The amount cannot be read.")
_HEADING = ("SECOND_HEADING", None, "A file has one heading line, the first. Delete this row.")
_G1, _G2, _G3 = good(1), good(2), good(3)
_DATED = {**_G2, "decidedOn": 46_056}
_SUMMED = {**_G2, "fine": "=B2*2"}

FAULTS = (
    # truncated
    Fault("csv", "truncated in quotes", table(_G1) + b'"broken', said="line 3 is not CSV (unexpected end of data)"),
    Fault("csv", "truncated in a row", table(_G1, _G2)[: -len("福州市鼓楼区市场监督管理局\n".encode())], rows=2,
          refused={2: ("FIELD_MISSING", "authorityName", "This is missing, and every such row needs it.")}),
    Fault("csv-gb18030", "truncated in a character", table(_G1, encoding="gb18030")[:-2],
          said="line 2 holds bytes that are not GB18030, at character 153."),
    Fault("xlsx", "truncated", sheet(lambda _: None)[:-300], said="it is broken off, or no XLSX file"),
    Fault("json", "truncated", listed(_G1, _G2)[:-120], said="line 3, column 296 is not JSON"),
    Fault("ndjson", "truncated", lines(_G1, _G2)[:-3], said="line 2 is not a JSON object"),
    # wrong encoding
    Fault("csv", "wrong encoding", table(_G1) + b"a\xff", said="line 3 holds bytes that are not UTF-8, at character 2."),
    Fault("csv-gb18030", "wrong encoding", "名".encode("gb18030") + b",\xff\n",
          said="line 1 holds bytes that are not GB18030, at character 3."),
    Fault("xlsx", "wrong encoding", _bytes_in_part(), said="a part of it is missing or damaged"),
    Fault("json", "wrong encoding", listed(_G1)[:-3] + b"\xff", said="line 2 holds bytes that are not UTF-8, at character"),
    Fault("ndjson", "wrong encoding", lines(_G1) + b'{"a": "\xff"}', said="line 2 holds bytes that are not UTF-8, at character 8."),
    # merged cells, and what is like them elsewhere: a value inside a value
    Fault("xlsx", "merged cells", sheet(lambda made: made.merge_cells("B3:C3")),
          refused={2: ("ROW_UNREADABLE", None, "cell B3 is merged with others. Unmerge it and fill in every row.")}),
    Fault("xlsx", "merged heading", sheet(lambda made: made.merge_cells("A1:B1")), said="in the heading, cell A1 is merged with others."),
    Fault("csv", "too many cells", table(_G1, [*_cells(_G2), "x"], _G3),
          refused={2: ("ROW_UNREADABLE", None, "it has 14 cells, but the first line names 13 columns.")}),
    Fault("json", "nested value", listed(_G1, {**_G2, "fine": {"a": 1}}, _G3),
          refused={2: ("ROW_UNREADABLE", None, "a value is nested")}),
    Fault("ndjson", "nested value", lines(_G1, [1], _G3), refused={2: ("ROW_UNREADABLE", None, "it is no object of names and values.")}),
    # formulas
    Fault("xlsx", "formula", _in_cell(_FINE, "=B2*2"), refused={2: ("ROW_UNREADABLE", None, "cell K3 holds a formula.")}),
    Fault("csv", "formula", table(_G1, _SUMMED, _G3), refused={2: _SUM}),
    Fault("json", "formula", listed(_G1, _SUMMED, _G3), refused={2: _SUM}),
    Fault("ndjson", "formula", lines(_G1, _SUMMED, _G3), refused={2: _SUM}),
    # dates as numbers
    Fault("xlsx", "date as number", _in_cell(_AT, 46_056), refused={2: _DAY}),
    Fault("csv", "date as number", table(_G1, _DATED, _G3), refused={2: _DAY}),
    Fault("csv-gb18030", "date as number", table(_G1, _DATED, _G3, encoding="gb18030"), refused={2: _DAY}),
    Fault("json", "date as number", listed(_G1, _DATED, _G3), refused={2: _DAY}),
    Fault("ndjson", "date as number", lines(_G1, _DATED, _G3), refused={2: _DAY}),
    # a million columns
    Fault("xlsx", "a million columns", _in_cell(16_384, "x"), said="it has values beyond column 500."),
    Fault("csv", "a million columns", ",".join(_WIDE).encode() + b"\n1\n", said="line 1 has more than 1048576 characters."),
    Fault("csv", "many columns", ",".join(list(_WIDE)[:9_000]).encode() + b"\n1\n", said="it has more than 500 columns."),
    Fault("json", "a million columns", listed(_G1, _WIDE, _G3),
          said="line 3, column 1 is not JSON (a row of more than 1048576 characters)"),
    Fault("json", "many columns", listed(_G1, dict(list(_WIDE.items())[:9_000]), _G3),
          refused={2: ("ROW_UNREADABLE", None, "it has more than 500 names.")}),
    Fault("ndjson", "a million columns", lines(_G1, _WIDE, _G3), said="line 2 has more than 1048576 characters."),
    # a zip bomb, and an archive under another name
    Fault("xlsx", "zip bomb", _bomb(), said="it unpacks to many times its size"),
    Fault("csv", "archive", _bomb(), said="it is a workbook or an archive, not .csv."),
    Fault("json", "archive", _bomb(), said="it is a workbook or an archive, not .json."),
    # two heading rows
    Fault("xlsx", "two headings", sheet(_two_headings), refused={1: _HEADING}, rows=4),
    Fault("csv", "two headings", table(list(ROW), _G1, _G3), refused={1: _HEADING}),
    Fault("csv-gb18030", "two headings", table(list(ROW), _G1, _G3, encoding="gb18030"), refused={1: _HEADING}),
    Fault("json", "two headings", listed({name: name for name in ROW}, _G1, _G3), refused={1: _HEADING}),
    Fault("ndjson", "two headings", lines({name: name for name in ROW}, _G1, _G3), refused={1: _HEADING}),
)  # fmt: skip
