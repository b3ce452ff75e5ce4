"""Templates to fill in: one heading line that the importer reads back, code lists to choose from, what each field means, an example.

The heading says label and standard code, so that a clerk reads it and a program knows it. All columns are text: a spreadsheet that makes
a number of a credit code, or a date of a document number, destroys it. The example stands on a sheet of its own, which the importer never
takes for rows. Made from the declarations of the fields, as everything else.
"""

from __future__ import annotations

import csv
import io
import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from exchange.codes import code_list
from exchange.model import Need
from exchange.model.kinds import Code, Codes, Day, Flag, Score, Text, Wan
from exchange.resources import schema
from exchange.submissions.names import given, heading, item_of
from exchange.submissions.sheet_names import CODES, EXAMPLE, MEANING, ROWS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from exchange.model import Field, Item

FORMATS = ("xlsx", "csv", "codes")
"""A workbook with everything in it; a heading line; and, for who fills in a CSV, the code lists as a CSV of their own."""
_TEXT = "@"
_LAST = 1_048_576
_WIDTH = 24
_NEEDED, _PLAIN = (PatternFill("solid", fgColor=color) for color in ("FFF2CC", "E7E6E6"))
_NEED = {
    Need.NEVER: "选填",
    Need.ALWAYS: "必填",
    Need.ORGANISATION: "法人及非法人组织、个体工商户必填",
    Need.NATURAL_PERSON: "自然人必填",
    Need.FINE: "有罚款时必填",
}
_CODES = ("字段", "可填写", "代码")
_MEANING = ("字段", "标准代码", "接口名称", "是否必填", "格式", "说明 (description)")


@lru_cache(maxsize=32)
def template(key: str, kind: str) -> bytes:
    """The template of an item that can be submitted, as a file."""
    item = item_of(key)
    if item is None or kind not in FORMATS:
        raise KeyError(key, kind)
    fields = tuple(given(item).values())
    if kind == "xlsx":
        return _xlsx(item, fields)
    return _csv([map(heading, fields)] if kind == "csv" else [_CODES, *_choosable(fields)])


def file_name(key: str, kind: str) -> str:
    """What a template is called."""
    return f"{key}-codes.csv" if kind == "codes" else f"{key}.{kind}"


def _csv(rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")  # the mark tells spreadsheets that it is UTF-8


def _choosable(fields: Iterable[Field]) -> Iterator[tuple[str, str, str]]:
    """Every value of every field that has a code list: the field's heading, what to write, its code."""
    for field in fields:
        if isinstance(field.kind, (Code, Codes)):
            codes = code_list(field.kind.codes)
            yield from ((heading(field), codes.label(code), code) for code in codes.codes)


def _xlsx(item: type[Item], fields: tuple[Field, ...]) -> bytes:
    book = Workbook()
    sheets = [book.worksheets[0], *(book.create_sheet(title) for title in (EXAMPLE, MEANING, CODES))]
    sheets[0].title = ROWS
    for sheet in sheets[:2]:
        _headed(sheet, fields)
    _example(sheets[1], item, fields)
    _meaning(sheets[2], fields)
    _choices(sheets[0], fields, _codes(sheets[3], fields))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _headed(sheet: Worksheet, fields: Iterable[Field]) -> None:
    """The heading line over columns of text."""
    for number, field in enumerate(fields, 1):
        cell: Any = sheet.cell(1, number, heading(field))
        cell.font = Font(bold=True)
        cell.fill = _PLAIN if field.need is Need.NEVER else _NEEDED
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        column = sheet.column_dimensions[get_column_letter(number)]
        column.number_format, column.width = _TEXT, _WIDTH
    sheet.freeze_panes = "A2"


def _example(sheet: Worksheet, item: type[Item], fields: Iterable[Field]) -> None:
    row = example(item)
    for number, field in enumerate(fields, 1):
        cell: Any = sheet.cell(2, number, row.get(field.graphql))
        cell.number_format = _TEXT


def example(item: type[Item]) -> dict[str, str]:
    """A row as a clerk writes it, from the examples of `schema/submissions`; empty when there is none in our names."""
    for path in _examples(item):
        row = json.loads(path.read_text("utf-8"))["row"]
        known = {field.graphql: field for field in given(item).values()}
        if row.keys() <= known.keys():
            return {name: _written(known[name], value) for name, value in row.items()}
    return {}


def _examples(item: type[Item]) -> list[Path]:
    folder = schema() / "submissions" / item.key
    found = sorted(folder.glob("accepts-*.json"))
    return sorted(found, key=lambda path: path.stem != "accepts-our-names")


def _written(field: Field, value: object) -> str:
    """A value in Chinese, as it is chosen from the lists."""
    if isinstance(field.kind, Flag):
        return "是" if value is True else "否"
    if not isinstance(field.kind, (Code, Codes)):
        return str(value)
    codes = code_list(field.kind.codes)
    return "、".join(codes.label(code) for code in (value if isinstance(value, list) else [str(value)]))


def _meaning(sheet: Worksheet, fields: Iterable[Field]) -> None:
    sheet.append(_MEANING)
    for field in fields:
        sheet.append(
            (field.zh, field.source, field.graphql, _NEED[field.need], _format(field), field.description)
        )
    for letter in "ABCDEF":
        sheet.column_dimensions[letter].width = 2 * _WIDTH if letter in "EF" else _WIDTH
    sheet.append(())
    sheet.append(
        (f"请在“{ROWS}”页填写，每行一条；勿合并单元格，勿用公式，勿隐藏行，勿改第一行。其余各页不导入。",)
    )


def _format(field: Field) -> str:
    kind = field.kind
    if isinstance(kind, Text):
        return f"文本，不超过{kind.limit}字"
    if isinstance(kind, Day):
        return "日期，如 2026-02-03"
    if isinstance(kind, Wan):
        return "金额，单位万元；或写明单位，如 5000元"
    if isinstance(kind, Score):
        return "分数，最多四位小数，如 92.5"
    if isinstance(kind, Flag):
        return "是 或 否"
    if isinstance(kind, (Code, Codes)):
        many = "，可多选，用顿号分开" if isinstance(kind, Codes) else ""
        return f"从“{CODES}”中选：{'、'.join(map(code_list(kind.codes).label, code_list(kind.codes).codes))}{many}"
    return "整数"


def _codes(sheet: Worksheet, fields: Iterable[Field]) -> dict[str, str]:
    """The lists side by side, label and code; gives the range of each list's labels."""
    names = dict.fromkeys(field.kind.codes for field in fields if isinstance(field.kind, (Code, Codes)))
    ranges = {}
    for number, name in enumerate(names):
        column, codes = 2 * number + 1, code_list(name)
        sheet.cell(1, column, name)
        for row, code in enumerate(codes.codes, 2):
            sheet.cell(row, column, codes.label(code))
            sheet.cell(row, column + 1, code)
        letter = get_column_letter(column)
        ranges[name] = f"'{CODES}'!${letter}$2:${letter}${len(codes.codes) + 1}"
    return ranges


def _choices(sheet: Worksheet, fields: Iterable[Field], ranges: dict[str, str]) -> None:
    """A list to choose from below each column of codes; where several may be given, others can be written too."""
    for number, field in enumerate(fields, 1):
        if not isinstance(field.kind, (Code, Codes, Flag)):
            continue
        source = '"是,否"' if isinstance(field.kind, Flag) else ranges[field.kind.codes]
        rule = DataValidation(type="list", formula1=source, allow_blank=True)
        rule.showErrorMessage = not isinstance(field.kind, Codes)
        letter = get_column_letter(number)
        rule.add(f"{letter}2:{letter}{_LAST}")
        sheet.add_data_validation(rule)
