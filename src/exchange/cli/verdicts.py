"""The verdicts of an import as they come: counted, and written to a file row by row, so that a million of them need no memory.

A JSON report begins with its counts, which are known last; so the rows wait in a file without a name until then.
"""

from __future__ import annotations

import csv
import json
import shutil
import tempfile
from contextlib import ExitStack
from typing import TYPE_CHECKING

from exchange.submissions.refused import write
from exchange.submissions.report import Tally, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path
    from typing import TextIO

    from exchange.submissions import Report
    from exchange.submissions.formats import Row
    from exchange.submissions.refused import Refused
    from exchange.submissions.report import RowReport

_SHOWN = 50
"""Numbers of refused rows that are printed; all of them are in the report file."""
_HEADING = ("number", "verdict", "record_id", "code", "field", "message")


class Verdicts:
    """Counts verdicts and writes them, `.json` or `.csv`, when a file is wanted."""

    def __init__(self, path: Path | None, back: Refused | None = None) -> None:
        self.tally = Tally()
        self._back = back
        self.refused: list[int] = []
        self._path = path
        self._json = path is not None and path.suffix.lower() == ".json"
        self._open = ExitStack()
        self._file: TextIO | None = None
        self._any = False

    def add(self, rows: Sequence[RowReport]) -> None:
        """Take the next rows."""
        self.tally.add(rows)
        refused = [row.number for row in rows if row.verdict is Verdict.REFUSED]
        self.refused += refused[: _SHOWN - len(self.refused)]
        if self._back is not None:
            self._back.add(rows)
        if self._path is not None:
            self._write(self._begun(self._path), rows)

    def give_back(self, rows: Iterable[Row], path: Path) -> None:
        """Write the refused rows of a file, to mend."""
        if self._back is None:
            return
        with tempfile.TemporaryFile() as kept, path.open("wb") as file:
            self._back.keep(rows, kept)
            kept.seek(0)
            write(kept, path.suffix.lower().removeprefix("."), file)

    def end(self, report: Report) -> None:
        """Finish the file: the counts of a JSON report, and its rows after them."""
        with self._open:
            if self._path is None or not self._json:
                return
            waiting = self._begun(self._path)
            waiting.seek(0)
            with self._path.open("w", encoding="utf-8") as file:
                file.write(json.dumps(report.plain(), ensure_ascii=False, indent=2).removesuffix("\n}"))
                file.write(',\n  "rows": [')
                shutil.copyfileobj(waiting, file)
                file.write("\n  ]\n}\n" if self._any else "]\n}\n")

    def _begun(self, path: Path) -> TextIO:
        if self._file is None and self._json:
            waiting = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - the stack closes it
            self._file = self._open.enter_context(waiting)
        elif self._file is None:
            # the mark tells spreadsheets that it is UTF-8
            self._file = self._open.enter_context(path.open("w", encoding="utf-8-sig", newline=""))
            csv.writer(self._file).writerow(_HEADING)
        return self._file

    def _write(self, file: TextIO, rows: Sequence[RowReport]) -> None:
        if not self._json:
            csv.writer(file).writerows(line for row in rows for line in _cells(row))
            return
        for row in rows:
            text = json.dumps(row.plain(), ensure_ascii=False, indent=2).replace("\n", "\n    ")
            file.write(f"{',' if self._any else ''}\n    {text}")
            self._any = True


def _cells(row: RowReport) -> list[list[object]]:
    start = [row.number, row.verdict, row.record_id or ""]
    found = [[*start, one.code, one.field or "", one.message] for one in row.findings]
    return found or [[*start, "", "", ""]]
