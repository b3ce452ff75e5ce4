"""Large files: read, judged, stored and reported in parts, which changes nothing but the memory they take."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.bench.imports import import_rate, lines

from exchange.access import Caller, Scope
from exchange.clock import Clock
from exchange.errors import FileUnreadable
from exchange.submissions import spool, store, submit
from exchange.submissions.formats import File, read

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
FILES = {
    "plain.csv": b'a,b\n1,2\n3,"4\n5"\r\n\n6,7,8\n',
    "mark.csv": "\ufeff甲;乙\n一;二\n".encode(),
    "chinese.csv": "甲,乙\n一,二\n".encode("gb18030"),
    "blank.csv": b"\r\n\na\tb\n1\t2",
    "rows.ndjson": '{"a": 1.50}\r\n\n {"a": "\u2028"}\r\n["no object"]\n{"a": 1, "a": 2}'.encode(),
    "old.jsonl": b'{"a":\r1}\n{"a": 2}\n',
    "list.json": b'[{"a": 1}, {"a": 2}]',
}
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
def test_a_file_read_in_lines_gives_the_rows_of_one_read_whole(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name])

    rows = File(path)

    assert list(rows) == read(path)
    assert list(rows) == read(path)


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("broken.ndjson", b'{"a": 1}\n{"a": \n', "line 2 is not a JSON object"),
        ("broken.csv", b'a,b\n1,"2\n', "is not CSV"),
        ("empty.csv", b"", "it holds no rows"),
        ("heading.csv", b"a,b\n", "it holds no rows"),
        ("bytes.csv", "甲乙丙,b\n".encode() + b"\xff\xff", "line 2 holds bytes that are not UTF-8"),
    ],
)
def test_a_file_that_breaks_off_is_refused_at_the_same_place(
    name: str, content: bytes, problem: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(FileUnreadable, match=problem) as in_lines:
        list(File(path))
    with pytest.raises(FileUnreadable) as whole:
        read(path)

    assert in_lines.value.message == whole.value.message


@pytest.mark.soak
async def test_memory_does_not_grow_with_the_rows(
    settings: Settings, *, soaking: bool, tell: Callable[[str], None]
) -> None:
    sizes = (20_000, 60_000, 1_000_000) if soaking else (1_000, 4_000)

    rates = [import_rate(settings, rows) for rows in sizes]

    for rate in rates:
        tell(str(rate))
    assert rates[-1].peak_mib - rates[0].peak_mib < _GROWTH
