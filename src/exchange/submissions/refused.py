"""Refused rows given back with their reasons, in the format they came in: a clerk mends them there and sends only them.

The tables keep nothing of a refused row but number, verdict and findings, so its cells are taken from the file itself, while that is
still there. Of a row that the door stopped nothing is taken: it must leave the clerk's file too. A row that could not be read has its
number and its reason. What a mended file has beside the sender's own columns is passed over when it comes in.
"""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime, time
from itertools import islice
from typing import IO, TYPE_CHECKING, NamedTuple, Self

from exchange.cells import shielded
from exchange.submissions.findings import TAKEN_OUT
from exchange.submissions.formats import Unreadable
from exchange.submissions.names import RETURNED_ROW, RETURNED_WHY
from exchange.submissions.report import Verdict
from exchange.submissions.sheets import write_sheet
from exchange.submissions.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from types import TracebackType

    from exchange.submissions.formats import Row
    from exchange.submissions.report import RowReport

_CHUNK = 500
_UNREAD = "ROW_UNREADABLE"


class _Told(NamedTuple):
    """A refused row: its number, why, and whether its cells passed the door."""

    number: int
    why: str
    readable: bool


class Refused:
    """Collects the refused rows of a batch as their verdicts come; writes them with their cells when all have come."""

    def __init__(self) -> None:
        self._told: Spool[_Told] = Spool(_CHUNK)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._told.__exit__(kind, error, trace)

    def add(self, reports: Sequence[RowReport]) -> None:
        """The next verdicts."""
        for report in reports:
            codes = {one.code for one in report.findings}
            if report.verdict is Verdict.REFUSED and not codes & TAKEN_OUT:
                why = " ".join(one.message for one in report.findings)
                self._told.add(_Told(report.number, why, _UNREAD not in codes))

    def keep(self, rows: Iterable[Row], kept: IO[bytes]) -> None:
        """Write them for `write`; the file is read again, up to the last of them."""
        left, passed = iter(rows), 0
        for told in self._told if self._told.total else ():
            row = next(islice(left, told.number - passed - 1, None))
            passed = told.number
            taken = row if told.readable and not isinstance(row, Unreadable) else {}
            cells = {name: _plain(value) for name, value in taken.items()}
            line = {**cells, RETURNED_ROW: told.number, RETURNED_WHY: told.why}
            kept.write(json.dumps(line).encode() + b"\n")


def _plain(value: object) -> object:
    """A value as JSON has it; a day as it is written."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, (str, int, float)) else str(value)


def write(kept: IO[bytes], kind: str, out: IO[bytes]) -> None:
    """The rows that were kept, as a file of this kind (`WRITERS`)."""
    WRITERS[kind](kept, out)


def _ndjson(kept: IO[bytes], out: IO[bytes]) -> None:
    out.writelines(kept)


def _csv(kept: IO[bytes], out: IO[bytes]) -> None:
    text = io.TextIOWrapper(out, "utf-8-sig", newline="")  # the mark tells spreadsheets that it is UTF-8
    writer = csv.writer(text)
    for cells in _table(kept):
        writer.writerow([shielded(cell) for cell in cells])
    text.detach()


def _xlsx(kept: IO[bytes], out: IO[bytes]) -> None:
    write_sheet(_table(kept), out)


def _table(kept: IO[bytes]) -> Iterator[list[str]]:
    """The heading, which has every name that a row has, and the rows below it."""
    names: dict[str, None] = {}
    for line in kept:
        names.update(dict.fromkeys(json.loads(line)))
    heading = [
        RETURNED_ROW,
        *(name for name in names if name not in {RETURNED_ROW, RETURNED_WHY}),
        RETURNED_WHY,
    ]
    yield heading
    kept.seek(0)
    for line in kept:
        row = json.loads(line)
        yield [_text(row.get(name)) for name in heading]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    text = "、".join(map(_text, value)) if isinstance(value, list) else str(value)
    return text.encode("utf-8", "ignore").decode()  # a lone surrogate is no character


WRITERS: Mapping[str, Callable[[IO[bytes], IO[bytes]], None]] = {
    "csv": _csv, "xlsx": _xlsx, "ndjson": _ndjson,
}  # fmt: skip
