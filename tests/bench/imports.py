"""How fast a department's file becomes durable records, and how much memory that takes: `exchange import` as its own process.

Rows per second count from the first byte read to the report, start of the program included, and by the CPU time of the command, which
is one process on one core; the database's own work is on the clock but not on that core. Also a command:
`python tests/bench/imports.py 10000 100000`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from exchange import postgres
from exchange.demo import numbers
from exchange.settings import Settings

if TYPE_CHECKING:
    import resource
    from collections.abc import Iterator

COMMAND = str(Path(sys.executable).with_name("exchange"))
_PLACES = ("350102", "350203", "350502", "350582", "350782")
_LEDGER = "榕例市监罚〔2026〕"


@dataclass(frozen=True, slots=True)
class Rate:
    """One import: rows, seconds on the clock, CPU seconds of the command, its peak memory in MiB."""

    rows: int
    seconds: float
    cpu_seconds: float
    peak_mib: float

    @property
    def per_second(self) -> float:
        """Durable rows per second, start of the program included."""
        return self.rows / self.seconds

    def __str__(self) -> str:
        return (
            f"import of {self.rows:,} rows: {self.seconds:.1f} s, {self.per_second:,.0f} rows per second "
            f"({self.rows / self.cpu_seconds:,.0f} per CPU second of the command), peak {self.peak_mib:.0f} MiB"
        )


def import_rate(settings: Settings, rows: int, *, new_subjects: bool = True) -> Rate:
    """Import so many valid rows into the database of the settings; every third row is about a subject that is new."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "decisions.ndjson"
        with path.open("w", encoding="utf-8") as file:
            file.writelines(lines(rows, new_subjects=new_subjects))
        return _measured(settings, path, rows)


def lines(rows: int, *, new_subjects: bool = True) -> Iterator[str]:
    """Decisions, one JSON object a line; a run of its own each time, so that nothing is a duplicate."""
    run = time.time_ns() // 1_000_000 % 10_000_000
    for number in range(rows):
        firm = number // 3 if new_subjects else number % 300
        place = _PLACES[firm % len(_PLACES)]
        row = {
            "partyName": f"福州例{firm}食品有限公司",
            "partyType": "ORGANISATION",
            "partyCreditCode": numbers.business_code(numbers.ENTERPRISE, place, 20_000 + firm),
            "legalRepresentative": "林例文",
            "documentNumber": f"{_LEDGER}{run}{number}号",
            "violation": "经营标签不符合规定的食品",
            "violationFact": f"2026年1月{number % 28 + 1}日销售的预包装食品未标明生产日期，货值金额{number % 900 + 100}元。",
            "legalBasis": "《中华人民共和国食品安全法》第一百二十五条",
            "kind": ["FINE"],
            "content": "罚款5000元。",
            "fine": "0.5",
            "decidedOn": f"2026-02-{number % 28 + 1:02}",
            "authorityName": "福州市鼓楼区市场监督管理局",
        }
        yield json.dumps(row, ensure_ascii=False) + "\n"


def _measured(settings: Settings, path: Path, rows: int) -> Rate:
    known = {name: value for name, value in os.environ.items() if not name.startswith("EXCHANGE_")}
    environ = known | {"EXCHANGE_DATABASE_URL": str(settings.database_url)}
    words = [COMMAND, "import", str(path), "--item", "penalty", "--as", "FJ_MARKET"]
    words += ["--report", str(path.with_suffix(".csv"))]
    start = time.monotonic()
    with subprocess.Popen(words, env=environ, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - start
    assert process.returncode == 0, told
    assert f"{rows} rows" in told, told
    return Rate(rows, seconds, usage.ru_utime + usage.ru_stime, _mib(usage))


def _mib(usage: resource.struct_rusage) -> float:
    """Linux gives KiB, macOS bytes."""
    return usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Print the rates for the numbers of rows that are given."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        with postgres.reachable(Settings.load({"EXCHANGE_DATA_DIR": f"{folder}/data"})) as settings:
            for rows in map(int, sys.argv[1:] or ("10000",)):
                print(import_rate(settings, rows), flush=True)


if __name__ == "__main__":
    main()
