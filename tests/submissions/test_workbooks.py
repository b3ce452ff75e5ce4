"""Workbooks: read as the clerk saw them, or refused by cell and with the way to mend it; bombs are told by what they say of themselves."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest

from exchange.errors import FileUnreadable
from exchange.submissions import formats, parts
from exchange.submissions.formats import File, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

HEADING = ("文号", "名称", "日期")
FIRST = ("榕〔2026〕1号", "福州测试公司", datetime(2026, 2, 3))  # noqa: DTZ001 - spreadsheets know no zone


def book(change: Callable[[Worksheet], object] = lambda _: None) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for row in (HEADING, FIRST, ("榕〔2026〕2号", "福州测试公司", date(2026, 2, 4))):
        sheet.append(row)
    change(sheet)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def repacked(
    data: bytes, change: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return out.getvalue()


def in_sheet(old: bytes, new: bytes) -> bytes:
    def change(name: str, content: bytes) -> bytes:
        return content.replace(old, new, 1) if name == "xl/worksheets/sheet1.xml" else content

    return repacked(book(), change)


def _book_of(sheet: Worksheet) -> openpyxl.Workbook:
    assert sheet.parent is not None
    return sheet.parent


def rows(folder: Path, data: bytes) -> list[object]:
    (folder / "a.xlsx").write_bytes(data)
    return list(File(folder / "a.xlsx"))


def test_a_workbook_gives_texts_and_days(tmp_path: Path) -> None:
    found = rows(tmp_path, book())

    assert found[0] == dict(zip(HEADING, FIRST, strict=True))
    assert len(found) == 2


def test_empty_rows_and_empty_sheets_are_passed_over(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.insert_rows(2, 3)
        _book_of(sheet).create_sheet("empty")

    assert len(rows(tmp_path, book(change))) == 2


def _merge(sheet: Worksheet) -> None:
    sheet.merge_cells("B2:B3")


def _formula(sheet: Worksheet) -> None:
    sheet["B3"] = "=A3"


def _error(sheet: Worksheet) -> None:
    sheet["C2"] = "#REF!"


def _hide(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True


@pytest.mark.parametrize(
    ("change", "number", "said"),
    [
        (_merge, 0, "cell B2 is merged with others. Unmerge it"),
        (_merge, 1, "cell B3 is merged with others. Unmerge it"),
        (_formula, 1, "cell B3 holds a formula. Copy the column and paste it as values."),
        (_error, 0, "cell C2 shows an error value. Enter the value itself."),
        (_hide, 1, "row 3 of the sheet is hidden. Show it and send it again, or delete it."),
    ],
)
def test_a_row_that_is_not_what_the_clerk_saw_names_its_cell(
    change: Callable[[Worksheet], object], number: int, said: str, tmp_path: Path
) -> None:
    found = rows(tmp_path, book(change))

    odd = found[number]
    assert isinstance(odd, Unreadable)
    assert said in odd.problem
    assert sum(isinstance(one, Unreadable) for one in found) == (2 if change is _merge else 1)


def _second_sheet(sheet: Worksheet) -> None:
    _book_of(sheet).create_sheet("2").append(HEADING)


def _merged_title(sheet: Worksheet) -> None:
    sheet.insert_rows(1)
    sheet["A1"] = "行政处罚信息表"
    sheet.merge_cells("A1:C1")


def _many_columns(sheet: Worksheet) -> None:
    sheet.cell(2, parts.COLUMNS + 1, "x")


def _twice(sheet: Worksheet) -> None:
    sheet["B1"] = "文号"


def _emptied(sheet: Worksheet) -> None:
    sheet.delete_rows(1, 3)


BOMB = b"0" * (parts.SMALL + 1)
TYPE = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def _same(_: str, content: bytes) -> bytes:
    return content


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "it is broken off, or no XLSX file"),
        (book()[:-200], "it is broken off, or no XLSX file"),
        (b"PK\x03\x04" + b"x" * 100, "it is broken off, or no XLSX file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "protected by a password or of an old Excel kind"),
        (book(_second_sheet), "2 of its sheets hold rows"),
        (book(_merged_title), "in the heading, cell A1 is merged"),
        (book(_many_columns), "values beyond column 500"),
        (book(_twice), "columns 1 and 2 have the same name"),
        (book(_emptied), "it holds no rows"),
        (repacked(book(), _same, {"xl/media/a.xml": BOMB}), "it unpacks to many times its size"),
        (repacked(book(), _same, {"xl/externalLinks/externalLink1.xml": b"<a/>"}), "values from other workbooks"),
        (repacked(book(), _same, {f"p{n}": b"" for n in range(parts.PARTS)}), "its parts are too many"),
        (in_sheet(b"<worksheet", TYPE + b"<worksheet"), "it declares XML entities"),
        (in_sheet(b"<sheetData>", b"<sheetData>" + b"<a>" * 100), "nested too deeply"),
        (in_sheet(b'<row r="2"', b'<row r="99999999"'), "a row beyond 1048576"),
        (in_sheet(b'<c r="A2"', b'<c r="A7"'), "row 2 has a cell in the wrong place"),
        (in_sheet(b"</sheetData>", b""), "a part of it is missing or damaged"),
        (repacked(book(), lambda name, content: b"<a/>" if name == "[Content_Types].xml" else content), "no spreadsheet writes"),
    ],
)  # fmt: skip
def test_a_workbook_that_cannot_be_trusted_is_refused_whole(data: bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable) as refusal:
        rows(tmp_path, data)

    assert refusal.value.message.startswith("a.xlsx cannot be read: ")
    assert said in refusal.value.message


def test_texts_that_would_fill_the_memory_are_refused_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = b"<sst><si><t>" + "福州".encode() * 50 + b"</t></si></sst>"
    data = repacked(book(), lambda _, content: content, {"xl/sharedStrings.xml": texts})
    monkeypatch.setattr(parts, "STRINGS", len(texts))
    assert len(rows(tmp_path, data)) == 2

    monkeypatch.setattr(parts, "STRINGS", len(texts) - 1)
    with pytest.raises(FileUnreadable, match=r"its texts are larger than 0 MiB\. Save it as CSV"):
        rows(tmp_path, data)


def test_a_byte_changed_inside_is_noticed(tmp_path: Path) -> None:
    data = book()
    at = zipfile.ZipFile(io.BytesIO(data)).getinfo("xl/worksheets/sheet1.xml").header_offset + 80
    broken = data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]

    with pytest.raises(FileUnreadable, match="damaged"):
        rows(tmp_path, broken)


def test_lines_and_columns_without_end_are_refused(tmp_path: Path) -> None:
    wide = ",".join(f"c{n}" for n in range(parts.COLUMNS + 1)).encode() + b"\n1\n"
    endless = b"a,b\n" + b"1" * (formats.LONGEST_LINE + 1)

    for data, said in ((wide, "more than 500 columns"), (endless, "line 2 has more than")):
        (tmp_path / "a.csv").write_bytes(data)
        with pytest.raises(FileUnreadable, match=said):
            list(File(tmp_path / "a.csv"))
