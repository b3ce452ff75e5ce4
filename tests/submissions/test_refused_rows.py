"""Refused rows come back in the format they were sent in, with reasons; mended there they are all that has to be sent."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest
from tests.submissions.test_import_command import Runs, run
from tests.submissions.test_submit import DRC, MARK, REFUSED, ROW, clock

from exchange.submissions import Verdict, submit
from exchange.submissions.findings import finding
from exchange.submissions.formats import File, Unreadable
from exchange.submissions.names import RETURNED_ROW, RETURNED_WHY
from exchange.submissions.refused import WRITERS, Refused, write
from exchange.submissions.report import RowReport

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from exchange.clock import Clock
    from exchange.database import Database
    from exchange.submissions.formats import Row

__all__ = ["clock", "run"]
FORMULA = "=HYPERLINK(甲)"
ODD = {**REFUSED, "remark": FORMULA, "kind": ["FINE", "WARNING"], "fine": Decimal("0.5"), "documentNumber": "榕鼓〔2026〕21号"}  # fmt: skip
SENT: list[Row] = [
    ROW,
    REFUSED,
    {**ROW, "violationFact": f"{MARK}（机密★）", "documentNumber": "榕鼓〔2026〕20号"},
    Unreadable("cell B3 holds a formula."),
    {**ROW, "documentNumber": "榕鼓〔2026〕22号"},
    ODD,
    {**REFUSED, "remark": {"nested": MARK}},
]


async def given_back(db: Database, clock: Clock, rows: Sequence[Row], kind: str, path: Path) -> None:
    with Refused() as refused, io.BytesIO() as kept, path.open("wb") as out:
        await submit(db, DRC, clock, "penalty", "sent", rows, each=refused.add)
        refused.keep(rows, kept)
        kept.seek(0)
        write(kept, kind, out)


@pytest.mark.parametrize("kind", WRITERS)
async def test_the_file_has_the_rows_to_mend_and_nothing_that_the_door_stopped(
    kind: str, db: Database, clock: Clock, tmp_path: Path
) -> None:
    path = tmp_path / f"back.{kind}"

    await given_back(db, clock, SENT, kind, path)
    back = [dict(row) for row in File(path) if not isinstance(row, Unreadable)]

    assert [int(str(row[RETURNED_ROW])) for row in back] == [2, 4, 6, 7]
    assert [row.get("partyName") or None for row in back] == [ROW["partyName"], None, ROW["partyName"], None]
    assert back[2]["remark"] == FORMULA
    assert "decidedOn (决定日期): This is missing" in str(back[0][RETURNED_WHY])
    assert "cell B3 holds a formula." in str(back[1][RETURNED_WHY])
    assert MARK not in str(back)


@pytest.mark.parametrize("kind", WRITERS)
async def test_mended_there_and_sent_alone_they_are_accepted_and_nothing_is_doubled(
    kind: str, db: Database, clock: Clock, tmp_path: Path
) -> None:
    rows: list[Row] = [ROW, REFUSED, ODD]
    path = tmp_path / f"back.{kind}"
    await given_back(db, clock, rows, kind, path)

    mended = [{**row, "decidedOn": "2026-02-03", "remark": ""} for row in File(path) if not isinstance(row, Unreadable)]  # fmt: skip
    report = await submit(db, DRC, clock, "penalty", "mended", mended)
    again = await submit(db, DRC, clock, "penalty", "again", rows)

    assert [row.verdict for row in report.rows if row.verdict in {Verdict.ACCEPTED, Verdict.WARNED}] != []
    assert (report.refused, report.duplicates, report.notes) == (0, 0, ())
    assert [row.verdict for row in again.rows] == [Verdict.DUPLICATE, Verdict.REFUSED, Verdict.REFUSED]


def test_cells_are_text_that_does_nothing_and_hold_no_broken_characters() -> None:
    line = {"a": FORMULA, "b": "\x00\ud800甲", "c": True, RETURNED_ROW: 2, RETURNED_WHY: "x"}
    kept, table, sheet = io.BytesIO(json.dumps(line).encode() + b"\n"), io.BytesIO(), io.BytesIO()

    write(kept, "csv", table)
    kept.seek(0)
    write(kept, "xlsx", sheet)
    cells = next(openpyxl.load_workbook(sheet).worksheets[0].iter_rows(min_row=2))

    assert f"2,'{FORMULA}," in table.getvalue().decode("utf-8-sig")
    assert [(cell.value, cell.data_type) for cell in cells] == [
        ("2", "s"), (FORMULA, "s"), ("甲", "s"), ("是", "s"), ("x", "s"),
    ]  # fmt: skip


def test_days_of_a_workbook_come_back_as_days() -> None:
    kept = io.BytesIO()

    with Refused() as refused:
        refused.add([RowReport(1, Verdict.REFUSED, None, (finding("PARTY_MISSING"),))])
        refused.keep([{"a": datetime(2026, 2, 3), "b": date(2026, 2, 4)}], kept)  # noqa: DTZ001 - spreadsheets know no zone

    assert json.loads(kept.getvalue()) == {"a": "2026-02-03", "b": "2026-02-04"} | {
        RETURNED_ROW: 1,
        RETURNED_WHY: "There is no party. Give the name of whom the decision is about.",
    }


async def test_the_command_gives_refused_rows_back_in_the_columns_of_the_file(
    run: Runs, tmp_path: Path
) -> None:
    words = ("foreign.json", "--item", "penalty", "--as", "FJ_MARKET", "--mapping", "published-decisions")

    code, _, _ = await run(*words, "--refused", "back.csv")
    (row,) = csv.DictReader((tmp_path / "back.csv").read_text("utf-8-sig").splitlines())
    mended = {**row, "party": "福州鼓楼榕测食品有限公司"}
    (tmp_path / "mended.json").write_text(json.dumps([mended], ensure_ascii=False), "utf-8")
    last, out, _ = await run("mended.json", *words[1:])

    assert (code, last) == (1, 0)
    assert (row[RETURNED_ROW], row["doc_no"]) == ("3", "榕鼓〔2019〕4号")
    assert "There is no party." in row[RETURNED_WHY]
    assert "accepted 0, warned 1, refused 0, duplicates 0" in out
    assert "UNKNOWN_COLUMN" not in out
