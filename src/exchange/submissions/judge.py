"""What the exchange makes of one row before it asks the database: refused with reasons, or values ready to be stored.

Judging is pure: the same row on the same day gives the same result, in a dry run, in a second attempt after a crash, in a test.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exchange.codes import spelling
from exchange.submissions.check import Checking, check
from exchange.submissions.clean import Unusable, text_of, typed
from exchange.submissions.door import stopped
from exchange.submissions.findings import Finding, finding, refused
from exchange.submissions.formats import Unreadable
from exchange.submissions.names import CONTROLS, OVERRIDE, STATE
from exchange.submissions.party import region

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Mapping

    from exchange.catalogue import InForce
    from exchange.submissions.clean import Value
    from exchange.submissions.columns import Columns

_BITS = 400  # of a whole number
_TURN = 20  # rows, some 25 ms
_HEADINGS = 3  # rows that may be further lines of the heading
_TRUE = frozenset({"true", "yes", "y", "1", "是"})
_REVOKED = frozenset({"1", "01", "撤销", "已撤销"})
_DISPUTED = frozenset({"2", "02", "异议"})


@dataclass(frozen=True, slots=True)
class Submitter:
    """The department that sends: its code, names and division."""

    code: str
    name: str
    credit_code: str | None
    region: str


@dataclass(frozen=True, slots=True)
class Judged:
    """One row. `values` is None when it is refused. `trace` is what the hash of the batch takes of it."""

    number: int
    findings: tuple[Finding, ...]
    trace: bytes
    values: Mapping[str, Value] | None = None
    kind: str = ""
    override: bool = False
    region: str = ""


class Judge:
    """Judges the rows of one batch, by the catalogue of the day on which it came in."""

    def __init__(self, columns: Columns, submitter: Submitter, catalogue: InForce) -> None:
        self._columns = columns
        self._submitter = submitter
        self._catalogue = catalogue

    async def all(self, rows: Iterable[Mapping[str, object] | Unreadable]) -> AsyncIterator[Judged]:
        """Every row, numbered from 1; judging is work, so other requests get their turn in between."""
        for number, row in enumerate(rows, 1):
            yield self.row(number, row)
            if number % _TURN == 0:
                await asyncio.sleep(0)

    def row(self, number: int, row: Mapping[str, object] | Unreadable) -> Judged:
        """One row."""
        if isinstance(row, Unreadable):
            found = finding("ROW_UNREADABLE", problem=row.problem)
            return Judged(number, (found,), row.problem.encode())
        if _too_much(row):
            return Judged(
                number,
                (
                    finding(
                        "ROW_UNREADABLE",
                        problem="a value is nested or a number is far too long. Send flat values.",
                    ),
                ),
                b"nested",
            )
        if number <= _HEADINGS and self._columns.heading(row):
            return Judged(number, (finding("SECOND_HEADING"),), b"heading")
        gathered, contradictions = self._columns.gather(row)
        barred = stopped(self._columns, row, gathered, self._catalogue.day)
        if barred is not None:
            return Judged(number, (barred,), barred.code.encode())
        checking = self._cleaned(gathered, contradictions)
        _legacy_state(checking, gathered)
        check(checking)
        self._source(checking)
        trace = _trace(row)
        if refused(checking.findings):
            return Judged(number, tuple(found for found in checking.findings if found.refuses), trace)
        return Judged(
            number,
            tuple(checking.findings),
            trace,
            checking.values,
            checking.kind,
            any(found.code == "CREDIT_CODE_OVERRIDDEN" for found in checking.findings),
            region(text_of(checking.values, "party_credit_code"), self._submitter.region),
        )

    def _cleaned(self, gathered: Mapping[str, tuple[object, str]], findings: list[Finding]) -> Checking:
        checking = Checking(
            item=self._columns.item,
            fields=self._columns.fields,
            values={},
            catalogue=self._catalogue,
            absent=self._columns.mapping.absent,
            override=_word(gathered, OVERRIDE) in _TRUE,
            findings=findings,
        )
        for name, (raw, unit) in gathered.items():
            if name in CONTROLS:
                continue
            try:
                cleaned = typed(self._columns.fields[name], raw, unit)
            except Unusable as unusable:
                checking.failed.add(name)
                checking.findings.append(unusable.finding)
                continue
            checking.findings += cleaned.warnings
            if cleaned.value is not None:
                checking.values[name] = cleaned.value
        return checking

    def _source(self, checking: Checking) -> None:
        """The source is who submits; a row that names another gets told."""
        named = text_of(checking.values, "source_code")
        if named and named != self._submitter.credit_code:
            checking.note("SOURCE_DIFFERS", "source_code")
        checking.values.setdefault("source_name", self._submitter.name)
        if self._submitter.credit_code is not None:
            checking.values.setdefault("source_code", self._submitter.credit_code)
        if "duty_done" in checking.fields:
            checking.values.setdefault("duty_done", False)


def _legacy_state(checking: Checking, gathered: Mapping[str, tuple[object, str]]) -> None:
    state = _word(gathered, STATE)
    if state in _REVOKED:
        checking.findings.append(finding("DECISION_REVOKED"))
    elif state in _DISPUTED:
        checking.findings.append(finding("DISPUTED_BEFORE"))


def _word(gathered: Mapping[str, tuple[object, str]], name: str) -> str:
    raw = gathered.get(name, ("", ""))[0]
    return spelling(str(raw)) if isinstance(raw, (str, int, bool)) else ""


def _too_much(row: Mapping[str, object]) -> bool:
    """Whether a value holds more than a list of scalars, or thousands of digits; looked at without recursion, for it may be deep."""
    for value in row.values():
        if isinstance(value, dict) or (isinstance(value, int) and value.bit_length() > _BITS):
            return True
        if isinstance(value, (list, tuple)) and any(isinstance(part, (dict, list, tuple)) for part in value):
            return True
    return False


def _trace(row: Mapping[str, object]) -> bytes:
    """A hash of a row's content in one spelling; broken characters have one too."""
    return hashlib.sha256(json.dumps(sorted(row.items()), default=str, ensure_ascii=True).encode()).digest()
