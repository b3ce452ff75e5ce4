"""Bad input of every format: told by row and column, or by the place in the file; the good rows beside it are taken."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.submissions.faults import FAULTS, Fault

from exchange.catalogue import in_force, shipped
from exchange.errors import FileUnreadable
from exchange.model import Penalty
from exchange.submissions.columns import Columns
from exchange.submissions.judge import Judge, Submitter
from exchange.submissions.opening import open_rows

if TYPE_CHECKING:
    from pathlib import Path

NAMED = [pytest.param(one, id=one.name) for one in FAULTS]


@pytest.mark.parametrize("fault", NAMED)
def test_a_fault_is_told_by_its_place_and_holds_no_good_row_back(fault: Fault, tmp_path: Path) -> None:
    path = tmp_path / f"a.{fault.suffix}"
    path.write_bytes(fault.content)
    catalogue = in_force(date(2026, 11, 23), shipped())
    judge = Judge(Columns(Penalty), Submitter("FJ_DRC", "福建省发展和改革委员会", None, "350000"), catalogue)

    with ExitStack() as stack:
        if fault.said:
            with pytest.raises(FileUnreadable) as refusal:
                open_rows(stack, path, Penalty, None)
            assert refusal.value.message.startswith(f"{path.name} cannot be read: ")
            assert fault.said in refusal.value.message
            return
        rows, total = open_rows(stack, path, Penalty, None)
        judged = [judge.row(number, row) for number, row in enumerate(rows, 1)]

    assert total == fault.rows
    assert {row.number for row in judged if row.values is None} == set(fault.refused)
    for number, (code, where, words) in fault.refused.items():
        (found,) = judged[number - 1].findings
        assert (found.code, found.field) == (code, where)
        assert words in found.message


def test_every_fault_of_the_issue_is_tried_in_every_format_that_can_have_it() -> None:
    tried = {(one.kind, one.fault) for one in FAULTS}

    for fault in ("truncated", "wrong encoding", "date as number", "two headings", "columns"):
        kinds = {kind.partition("-")[0] for kind, one in tried if fault in one}
        assert kinds == {"csv", "xlsx", "json", "ndjson"}, fault
