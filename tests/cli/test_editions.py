"""`exchange catalogue` and `exchange retention` as an operator runs them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import asyncpg
from typer.testing import CliRunner

from exchange.cli import FAILED, app
from exchange.errors import ExchangeError
from exchange.reference import path_of

if TYPE_CHECKING:
    from pathlib import Path

    from exchange.settings import Settings


def run(settings: Settings, *words: str) -> tuple[int, str, str]:
    """The command on this test's database: exit code, what it printed, and the sentence with which it failed."""
    own = {"EXCHANGE_DATABASE_URL": str(settings.database_url), "EXCHANGE_NOW": "2026-11-23T12:00:00+08:00"}
    done = CliRunner().invoke(app, words, env=own)
    told = done.exception.message if isinstance(done.exception, ExchangeError) else ""
    return FAILED if told else done.exit_code, done.stdout, told


def rows(settings: Settings, where: str) -> int:
    """How many entries there are."""

    async def counted() -> int:
        connection = await asyncpg.connect(settings.database_url)
        found: int = await connection.fetchval(f"SELECT count(*) FROM catalogue_item WHERE {where}")
        await connection.close()
        return found

    return asyncio.run(counted())


def edition(tmp_path: Path, *, wrong: bool = False) -> str:
    """That of 2026 as a department's office might save it, one class changed and one entry left out."""
    header, *rows = path_of("catalogue").read_text("utf-8").splitlines()
    kept = [row for row in rows if row.startswith("2026,") and ",EVALUATION_ORGANISATION," not in row]
    text = "\n".join([header, *kept]).replace(
        "法第四十八条；发改办财金〔2018〕424号,UNCONDITIONAL", "法第四十八条,有条件共享"
    )
    path = tmp_path / "2027.csv"
    path.write_text(
        text.replace("CONDITIONAL,ON_REQUEST", "CONDITIONAL,哪里都不", 1) if wrong else text, "gb18030"
    )
    return str(path)


def test_an_edition_is_loaded_compared_and_listed(settings: Settings, tmp_path: Path) -> None:
    file = edition(tmp_path)

    late = run(settings, "catalogue", "load", file, "--edition", "2027", "--from", "2026-11-23")
    done = run(settings, "catalogue", "load", file, "--edition", "2027", "--from", "2027-04-01")
    again = run(settings, "catalogue", "load", file, "--edition", "2027", "--from", "2027-04-01")
    compared = run(settings, "catalogue", "compare", "2026", "2027")
    listed = run(settings, "catalogue", "list")

    assert late[:2] == (
        2,
        "note: Nothing about evaluation (信用评价) is accepted once this edition is in force.\n",
    )
    assert "2026-11-23 is not a day to come" in late[2]
    assert "Edition 2027 is loaded: 20 entries, in force from 2027-04-01." in done[1]
    assert (again[0], "stands already" in again[1]) == (0, True)
    assert "PENALTY_ORGANISATION\t变更\t依据, 共享属性\t0 records" in compared[1]
    assert "EVALUATION_ORGANISATION\t删除\t-\t0 records" in compared[1]
    assert compared[1].endswith("2 entries differ between the editions 2026 and 2027.\n")
    assert listed[1].splitlines()[-2:] == [
        "2026\t2026-04-01\t2027-04-01\t21 entries", "2027\t2027-04-01\t-\t20 entries",
    ]  # fmt: skip
    assert rows(settings, "loaded_by LIKE 'command-line:%'") == 20


def test_a_file_with_a_wrong_row_is_told_row_by_row_and_loads_nothing(
    settings: Settings, tmp_path: Path
) -> None:
    words = ("--edition", "2027", "--from", "2027-04-01")

    wrong = run(settings, "catalogue", "load", edition(tmp_path, wrong=True), *words)
    missing = run(settings, "catalogue", "load", str(tmp_path / "none.csv"), *words)
    tried = run(settings, "catalogue", "load", edition(tmp_path), *words, "--dry-run")
    unknown = run(settings, "catalogue", "compare", "2026", "2027")
    nothing = run(settings, "retention", "run")
    pairs = run(settings, "duplicates", "find")
    counted = run(settings, "counts", "renew")

    assert wrong[0] == 1
    assert "row 4, publication_mode: '哪里都不' is none of OPEN, ON_REQUEST" in wrong[1]
    assert wrong[1].endswith("1 problems; nothing is loaded. Mend the rows and load the file again.\n")
    assert (missing[0], "none.csv cannot be read" in missing[2]) == (2, True)
    assert "20 entries are in order; nothing is loaded." in tried[1]
    assert (unknown[0], "there is no such edition to compare" in unknown[2]) == (2, True)
    assert nothing == (0, "Nothing is due.\n", "")
    assert pairs == (0, "0 pairs found.\n", "")
    assert (counted[0], counted[1].startswith("Persons ")) == (0, True)
    assert rows(settings, "edition = 2027") == 0
