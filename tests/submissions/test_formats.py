"""Files in the encodings and shapes that offices write, and files that cannot be read: the message says where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exchange.errors import FileUnreadable
from exchange.submissions.formats import File, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Parse = Callable[[str, bytes], list[object]]

TABLE = "文号,行政相对人名称\n榕〔2026〕1号,福州测试公司\n"
EXPECTED = [{"文号": "榕〔2026〕1号", "行政相对人名称": "福州测试公司"}]


@pytest.fixture
def parse(tmp_path: Path) -> Parse:
    """The rows of a file with this name and content."""

    def parsed(name: str, data: bytes) -> list[object]:
        (tmp_path / name).write_bytes(data)
        return list(File(tmp_path / name))

    return parsed


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_is_read_in_every_encoding_that_offices_write(parse: Parse, encoding: str) -> None:
    rows = parse("a.csv", TABLE.encode(encoding))

    assert rows == EXPECTED


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_in_the_heading(parse: Parse, delimiter: str) -> None:
    rows = parse("a.csv", TABLE.replace(",", delimiter).encode())

    assert rows == EXPECTED


def test_cells_keep_quoted_commas_and_line_breaks(parse: Parse) -> None:
    rows = parse("a.csv", b'a,b\n"1,2","x\ny"\n\n')

    assert rows == [{"a": "1,2", "b": "x\ny"}]


def test_a_damaged_byte_in_utf8_is_not_taken_for_gb18030(parse: Parse) -> None:
    data = TABLE.encode()[:-4] + b"\xff\n"

    with pytest.raises(FileUnreadable) as refusal:
        parse("a.csv", data)

    assert refusal.value.message == (
        "a.csv cannot be read: line 2 holds bytes that are not UTF-8, at character 16. Save the file as UTF-8 and send it again."
    )


def test_a_row_with_too_many_cells_does_not_hold_the_others_back(parse: Parse) -> None:
    rows = parse("a.csv", b"a,b\n1,2,3\n1,2\n1\n")

    assert isinstance(rows[0], Unreadable)
    assert "3 cells" in rows[0].problem
    assert rows[1:] == [{"a": "1", "b": "2"}, {"a": "1"}]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.csv", b"a,,c\n1,2,3\n", "column 2 has no name"),
        ("a.csv", b"a,b,a\n1,2,3\n", "columns 1 and 3 have the same name"),
        ("a.json", b"[]", "no rows"),
        ("a.json", b"[{]", "line 1, column 3 is not JSON"),
        ("a.json", b"3", "it is no list"),
        ("a.json", b"[" * 100_000, "nested too deeply"),
        ("a.json", b'[{"a": ' + b"9" * 5000 + b"}]", "thousands of digits"),
        ("a.pdf", b"%PDF", "its kind is not known"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_place(
    parse: Parse, name: str, data: bytes, said: str
) -> None:
    with pytest.raises(FileUnreadable) as refusal:
        parse(name, data)

    assert said in refusal.value.message


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable) as refusal:
        File(tmp_path / "none.csv")

    assert refusal.value.message.startswith("none.csv cannot be read: no such file")


@pytest.mark.parametrize(
    "text", ['[{"a": 1}]', '{"rows": [{"a": 1}]}', '{"batch": "x", "penalties": [{"a": 1}]}']
)
def test_json_rows_come_as_a_list_or_inside_one_object(parse: Parse, text: str) -> None:
    rows = parse("a.json", text.encode())

    assert rows == [{"a": 1}]


def test_an_object_that_names_a_column_twice_is_an_unreadable_row(parse: Parse) -> None:
    rows = parse("a.json", b'[{"a": 1, "a": 2}, 5, {"a": 3}]')

    assert [isinstance(row, Unreadable) for row in rows] == [True, True, False]


def test_lines_of_json_are_rows(parse: Parse) -> None:
    rows = parse("a.ndjson", '{"a": "甲"}\n\n{"a": "乙"}\n'.encode())

    assert rows == [{"a": "甲"}, {"a": "乙"}]
