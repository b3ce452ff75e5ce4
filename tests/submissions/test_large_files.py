"""Large files: read, judged, stored and reported in parts, which changes nothing but the memory they take."""

from __future__ import annotations

import codecs
import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from tests.bench.imports import import_rate, lines

from exchange.access import Caller, Scope
from exchange.clock import Clock
from exchange.errors import FileUnreadable
from exchange.submissions import encodings, json_rows, spool, store, submit
from exchange.submissions.formats import File

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from exchange.database import Database
    from exchange.settings import Settings
    from exchange.submissions.report import RowReport

MARKET = Caller(
    client="market",
    actor="market",
    department="FJ_MARKET",
    departments=("FJ_MARKET",),
    scopes=frozenset({Scope.RECORD_SUBMIT}),
)
FILES: dict[str, tuple[bytes, list[object]]] = {
    "plain.csv": (b'a,b\n1,2\n3,"4\n5"\r\n\n6,7\n', [{"a": "1", "b": "2"}, {"a": "3", "b": "4\n5"}, {"a": "6", "b": "7"}]),
    "mark.csv": ("\ufeff甲;乙\n一;二\n".encode(), [{"甲": "一", "乙": "二"}]),
    "chinese.csv": ("甲,乙\n一,二\n".encode("gb18030"), [{"甲": "一", "乙": "二"}]),
    "wide.txt": ("甲\t乙\n一\t二\n".encode("utf-16"), [{"甲": "一", "乙": "二"}]),
    "wide.ndjson": (codecs.BOM_UTF16_BE + '{"a": "𠮷"}\n{"a": 2}'.encode("utf-16-be"), [{"a": "𠮷"}, {"a": 2}]),
    "blank.csv": (b"\r\n\na\tb\n1\t2", [{"a": "1", "b": "2"}]),
    "rows.ndjson": ('{"a": 1.50}\r\n\n {"a": "\u2028"}\r\n'.encode(), [{"a": Decimal("1.50")}, {"a": "\u2028"}]),
    "old.jsonl": (b'{"a":\r1}\n{"a": 2}\n', [{"a": 1}, {"a": 2}]),
    "list.json": (b'[{"a": 1}, {"a": "\\u4e00\\n"}, {"a": [true, null, -1.5e3, ""]}]\n',
                  [{"a": 1}, {"a": "一\n"}, {"a": [True, None, Decimal(-1500), ""]}]),
    "chinese.json": ('[{"甲": "一"},\n{"甲": "二"}]'.encode("gb18030"), [{"甲": "一"}, {"甲": "二"}]),
    "inside.json": (b'{"batch": "b", "rows": [{"a": 1}, {"a": 2}], "more": {"x": "y"}}', [{"a": 1}, {"a": 2}]),
    "one.json": (b'{"a": 123, "b": "x"}', [{"a": 123, "b": "x"}]),
}  # fmt: skip
_GROWTH = 12
"""MiB that three or four times as many rows may take more."""


@pytest.fixture
def clock(settings: Settings) -> Clock:
    return Clock(replace(settings, now=datetime(2026, 11, 23, 4, 0, tzinfo=UTC)))


def mixed() -> list[dict[str, object]]:
    """Accepted rows, refused ones, warned ones and duplicates, next to each other."""
    rows: list[dict[str, object]] = [json.loads(line) for line in lines(8)]
    rows[2]["decidedOn"] = None
    rows[3]["partyCreditCode"] = None
    rows[5] = {**rows[0], "remark": "再报"}
    rows[6] = dict(rows[1])
    return rows


def told(rows: tuple[RowReport, ...]) -> list[tuple[object, ...]]:
    """A report without the ids that are drawn."""
    first = {row.record_id: row.number for row in reversed(rows)}
    return [(row.number, row.verdict, first[row.record_id], row.findings) for row in rows]


async def test_where_chunks_and_pages_end_changes_nothing(
    db: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = mixed()
    whole = await submit(db, MARKET, clock, "penalty", "whole", rows, dry_run=True)
    pages: list[RowReport] = []
    monkeypatch.setitem(submit.__globals__, "CHUNK", 3)
    monkeypatch.setattr(store, "_PAGE", 2)
    monkeypatch.setattr(spool, "_IN_MEMORY", 1)

    parts = await submit(db, MARKET, clock, "penalty", "parts", rows, each=pages.extend)
    again = await submit(db, MARKET, clock, "penalty", "parts", rows)

    assert [(row.number, row.verdict, row.findings) for row in pages] == [
        (row.number, row.verdict, row.findings) for row in whole.rows
    ]
    assert {str(row.verdict) for row in pages} == {"ACCEPTED", "WARNED", "REFUSED", "DUPLICATE"}
    assert (parts.rows, parts.accepted, parts.total) == ((), whole.accepted, 8)
    assert told(again.rows) == told(tuple(pages))


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("block", [1, 2, 7, 1 << 20])
def test_where_blocks_end_changes_no_row(
    name: str, block: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, expected = FILES[name]
    (tmp_path / name).write_bytes(content)
    monkeypatch.setattr(encodings, "_BLOCK", block)
    monkeypatch.setattr(json_rows, "_BLOCK", block)

    rows = File(tmp_path / name)

    assert list(rows) == expected
    assert list(rows) == expected


@pytest.mark.parametrize("block", [1, 1 << 20])
@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.ndjson", b'{"a": 1}\n{"a": \n', "line 2 is not a JSON object"),
        ("a.csv", b'a,b\n1,"2\n', "line 2 is not CSV"),
        ("a.csv", b"", "it holds no rows"),
        ("a.csv", b"a,b\n", "it holds no rows"),
        ("a.csv", "甲乙丙,b\n".encode() + b"\xff\xff", "line 2 holds bytes that are not UTF-8, at character 1."),
        ("a.csv", "甲,乙\n一,".encode("gb18030") + b"\xff\xff", "line 2 holds bytes that are not GB18030, at character 3."),
        ("a.csv", "甲,乙\n一".encode("utf-16")[:-1], "line 2 holds bytes that are not UTF-16-LE, at character 1."),
        ("a.json", b'[{"a": 1},\n {"a": ', "line 2, column 8 is not JSON"),
        ("a.json", b'[{"a": 1},\n {"a": "b', "line 2, column 8 is not JSON (Unterminated string starting at)"),
        ("a.json", b'[{"a": 1},\n {"a": 2}', "line 2, column 10 is not JSON (Expecting ']')"),
        ("a.json", b'[{"a": 1},\n {"a": 2}] {}', "line 2, column 12 is not JSON (Extra data)"),
        ("a.json", b'[{"a": 1},\n {a: 2}' + b" " * 100, "line 2, column 3 is not JSON (Expecting property name"),
        ("a.json", b'{"a": [], "b": []}', "it has more than one list"),
        ("a.json", b'{"a" [1]}', "line 1, column 6 is not JSON (Expecting ':')"),
        ("a.json", b"{1: 2}", "line 1, column 2 is not JSON (Expecting property name"),
    ],
)  # fmt: skip
def test_a_file_that_breaks_off_is_refused_at_the_same_place_wherever_blocks_end(
    name: str, content: bytes, problem: str, block: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / name).write_bytes(content)
    monkeypatch.setattr(encodings, "_BLOCK", block)
    monkeypatch.setattr(json_rows, "_BLOCK", block)

    with pytest.raises(FileUnreadable) as refusal:
        list(File(tmp_path / name))

    assert problem in refusal.value.message


@pytest.mark.parametrize("content", [b'[{"a": "' + b"x" * 300, b'[{"a": [' + b"1," * 200])
def test_a_row_without_end_is_refused_before_it_fills_the_memory(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.json").write_bytes(content + b"\n" * 5_000)
    monkeypatch.setattr(json_rows, "_BLOCK", 64)
    monkeypatch.setattr(json_rows, "LONGEST", 200)

    with pytest.raises(FileUnreadable, match="line 1, column"):
        list(File(tmp_path / "a.json"))


@pytest.mark.soak
async def test_memory_does_not_grow_with_the_rows(
    settings: Settings, *, soaking: bool, tell: Callable[[str], None]
) -> None:
    sizes = (20_000, 60_000, 1_000_000) if soaking else (1_000, 4_000)

    rates = [import_rate(settings, rows) for rows in sizes]

    for rate in rates:
        tell(str(rate))
    assert rates[-1].peak_mib - rates[0].peak_mib < _GROWTH
