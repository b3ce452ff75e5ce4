"""Templates: filled in by a clerk they are accepted; what explains is never taken for rows."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl
import pytest
from tests.submissions.test_submit import DRC, clock

from exchange.errors import FileUnreadable
from exchange.model import Penalty
from exchange.model.kinds import Code, Codes, Flag
from exchange.submissions import Verdict, submit
from exchange.submissions.clean import clean
from exchange.submissions.columns import Columns
from exchange.submissions.formats import File
from exchange.submissions.names import given, submitted
from exchange.submissions.sheet_names import CODES, EXAMPLE, ROWS
from exchange.submissions.template import example, template

if TYPE_CHECKING:
    from pathlib import Path

    from exchange.clock import Clock
    from exchange.database import Database
    from exchange.model import Item

__all__ = ["clock"]
ITEMS = pytest.mark.parametrize("item", submitted(), ids=lambda item: item.key)


def filled(item: type[Item]) -> bytes:
    """As a clerk fills it in: the example row, copied below the heading."""
    book = openpyxl.load_workbook(io.BytesIO(template(item.key, "xlsx")))
    for number, cell in enumerate(next(book[EXAMPLE].iter_rows(min_row=2, max_row=2)), 1):
        book[ROWS].cell(2, number, cell.value)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


@ITEMS
async def test_a_template_that_is_filled_in_is_accepted(
    item: type[Item], db: Database, clock: Clock, tmp_path: Path
) -> None:
    (tmp_path / "a.xlsx").write_bytes(filled(item))

    code = (*item.fed_by, "FJ_DRC")[0]
    sender = replace(DRC, department=code, departments=(code,))
    report = await submit(db, sender, clock, item.key, "b", File(tmp_path / "a.xlsx"))

    assert [row.verdict in {Verdict.ACCEPTED, Verdict.WARNED} for row in report.rows] == [True], report.rows
    assert report.notes == ()


@ITEMS
def test_each_column_of_a_template_is_known(item: type[Item]) -> None:
    (names,) = csv.reader(io.StringIO(template(item.key, "csv").decode("utf-8-sig")))

    columns = Columns(item)
    assert [target.name for name in names if (target := columns.target(name))] == list(given(item))
    assert example(item)


def test_an_empty_template_holds_no_rows(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(template("penalty", "xlsx"))
    (tmp_path / "a.csv").write_bytes(template("penalty", "csv"))

    for name in ("a.xlsx", "a.csv"):
        with pytest.raises(FileUnreadable, match="no rows"):
            list(File(tmp_path / name))


def test_codes_are_chosen_from_lists() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template("penalty", "xlsx")))

    rules = book[ROWS].data_validations.dataValidation
    labels = {cell.value for row in book[CODES].iter_rows() for cell in row}
    assert len(rules) == sum(isinstance(one.kind, (Code, Codes, Flag)) for one in given(Penalty).values())
    assert {"法人及非法人组织", "ORGANISATION", "罚款", "FINE"} <= labels


@ITEMS
def test_each_value_of_the_code_lists_means_its_code(item: type[Item]) -> None:
    heading, *rows = csv.reader(io.StringIO(template(item.key, "codes").decode("utf-8-sig")))

    assert len(heading) == 3
    for name, label, code in rows:
        target = Columns(item).target(name)
        assert target is not None
        field = given(item)[target.name]
        gathered, _ = Columns(item).gather({name: code})
        assert gathered[field.name][0] == code
        assert clean(field, label).value == clean(field, code).value


async def test_an_odd_row_holds_no_other_back_and_is_accepted_once_mended(
    db: Database, clock: Clock, tmp_path: Path
) -> None:
    def sent(number: str) -> File:
        book = openpyxl.load_workbook(io.BytesIO(filled(Penalty)))
        row = [cell.value for cell in book[ROWS][2]]
        at = list(given(Penalty)).index("document_number")
        book[ROWS].append([*row[:at], number, *row[at + 1 :]])
        book.save(tmp_path / "a.xlsx")
        return File(tmp_path / "a.xlsx")

    first = await submit(db, DRC, clock, "penalty", "b1", sent('="榕鼓〔2026〕77号"'))
    mended = await submit(db, DRC, clock, "penalty", "b2", sent("榕鼓〔2026〕77号"))

    assert first.rows[0].verdict is Verdict.ACCEPTED
    assert [found.code for found in first.rows[1].findings] == ["ROW_UNREADABLE"]
    assert "holds a formula. Copy the column and paste it as values." in first.rows[1].findings[0].message
    assert [row.verdict for row in mended.rows] == [Verdict.DUPLICATE, Verdict.ACCEPTED]
