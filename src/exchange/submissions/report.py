"""What a department is told about its batch.

The same report comes back when the batch is sent again, so it is read from what was stored and holds nothing of the moment.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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


@dataclass(frozen=True, slots=True)
class Report:
    """A batch. `accepted` counts rows without remark, `warned` those stored with findings; `notes` are about the whole file."""

    batch: str
    accepted: int
    warned: int
    refused: int
    duplicates: int
    rows: tuple[RowReport, ...]
    notes: tuple[Finding, ...] = ()

    @classmethod
    def of(cls, batch: str, rows: tuple[RowReport, ...], notes: tuple[Finding, ...] = ()) -> Report:
        """A report with its counts."""
        counted = Counter(row.verdict for row in rows)
        return cls(
            batch,
            counted[Verdict.ACCEPTED],
            counted[Verdict.WARNED],
            counted[Verdict.REFUSED],
            counted[Verdict.DUPLICATE],
            rows,
            notes,
        )

    def by_code(self) -> list[tuple[Finding, int]]:
        """One finding of each code and field, with the number of rows that have it; the most frequent first."""
        first: dict[tuple[str, str], Finding] = {}
        counted: Counter[tuple[str, str]] = Counter()
        for row in self.rows:
            for found in row.findings:
                key = (found.code, found.field or "")
                first.setdefault(key, found)
                counted[key] += 1
        return [(first[key], counted[key]) for key in sorted(counted, key=lambda key: (-counted[key], key))]

    def plain(self) -> dict[str, Any]:
        """The report as JSON values."""
        return {
            "batch": self.batch,
            "accepted": self.accepted,
            "warned": self.warned,
            "refused": self.refused,
            "duplicates": self.duplicates,
            "notes": [asdict(note) for note in self.notes],
            "rows": [
                {
                    "number": row.number,
                    "verdict": str(row.verdict),
                    "recordId": None if row.record_id is None else str(row.record_id),
                    "findings": [asdict(found) for found in row.findings],
                }
                for row in self.rows
            ],
        }
