"""What a department is told about its batch.

The same report comes back when the batch is sent again, so it is read from what was stored and holds nothing of the moment.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from exchange.submissions.findings import Finding


class Verdict(StrEnum):
    """What became of a row."""

    ACCEPTED = "ACCEPTED"
    WARNED = "WARNED"
    REFUSED = "REFUSED"
    DUPLICATE = "DUPLICATE"


@dataclass(frozen=True, slots=True)
class RowReport:
    """One row, by its number from 1. `record_id` is the record it became or, for a duplicate, repeats; None in a dry run."""

    number: int
    verdict: Verdict
    record_id: UUID | None
    findings: tuple[Finding, ...] = ()

    def plain(self) -> dict[str, Any]:
        """The row as JSON values."""
        return {
            "number": self.number,
            "verdict": str(self.verdict),
            "recordId": None if self.record_id is None else str(self.record_id),
            "findings": [asdict(found) for found in self.findings],
        }


@dataclass(frozen=True, slots=True)
class Report:
    """A batch. `accepted` counts rows without remark, `warned` those stored with findings; `notes` are about the whole file.

    `rows` is empty where they were told page by page instead.
    """

    batch: str
    accepted: int
    warned: int
    refused: int
    duplicates: int
    rows: tuple[RowReport, ...]
    notes: tuple[Finding, ...] = ()
    dry_run: bool = False

    @property
    def total(self) -> int:
        """Number of rows."""
        return self.accepted + self.warned + self.refused + self.duplicates

    def plain(self) -> dict[str, Any]:
        """The report as JSON values, up to its rows."""
        return {
            "batch": self.batch,
            "accepted": self.accepted,
            "warned": self.warned,
            "refused": self.refused,
            "duplicates": self.duplicates,
            "notes": [asdict(note) for note in self.notes],
            "dryRun": self.dry_run,
        }


class Tally:
    """What the rows of a batch come to, counted as they pass."""

    def __init__(self) -> None:
        self.verdicts: Counter[Verdict] = Counter()
        self._first: dict[tuple[str, str], Finding] = {}
        self._counted: Counter[tuple[str, str]] = Counter()

    def add(self, rows: Iterable[RowReport]) -> None:
        """Count more rows."""
        for row in rows:
            self.verdicts[row.verdict] += 1
            for found in row.findings:
                key = (found.code, found.field or "")
                self._first.setdefault(key, found)
                self._counted[key] += 1

    def by_code(self) -> list[tuple[Finding, int]]:
        """One finding of each code and field, with the number of rows that have it; the most frequent first."""
        counted = self._counted
        return [
            (self._first[key], counted[key]) for key in sorted(counted, key=lambda key: (-counted[key], key))
        ]

    def report(
        self,
        batch: str,
        rows: tuple[RowReport, ...],
        notes: tuple[Finding, ...] = (),
        *,
        dry_run: bool = False,
    ) -> Report:
        """The report, with the rows that were kept."""
        of = self.verdicts
        return Report(
            batch,
            of[Verdict.ACCEPTED],
            of[Verdict.WARNED],
            of[Verdict.REFUSED],
            of[Verdict.DUPLICATE],
            rows,
            notes,
            dry_run,
        )
