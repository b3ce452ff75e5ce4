"""Two editions side by side: which entries came, went or changed, and in what; and how many records each change is about.

The differences of every pair of editions are stored when one comes in, so that they are asked for like anything else. How many records a
change touches is counted when somebody asks, as that caller sees them (`query.touched`); the operator's command counts them all.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.editions import stored
from exchange.model import ITEMS, NATURAL_KINDS, CatalogueChange, Shape, Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exchange.catalogue import CatalogueEntry
    from exchange.database import WriteSession

COMPARED = (
    "item", "name", "name_en", "definition", "subject_kinds", "sources", "legal_basis", "sharing_class", "publication_mode",
    "retention_months", "update_cycle", "format",
)  # fmt: skip
"""What of an entry is compared; in capitals, the codes of `entry_field`."""
_TABLE = CatalogueChange.table


def differences(entries: Iterable[CatalogueEntry]) -> Iterator[dict[str, Any]]:
    """A row for each entry that differs, of each earlier edition with each later one."""
    editions: dict[int, dict[str, CatalogueEntry]] = {}
    for one in entries:
        editions.setdefault(one.edition, {})[one.code] = one
    for earlier, later in combinations(sorted(editions), 2):
        for code in sorted(editions[earlier].keys() | editions[later].keys()):
            row = _difference(editions[earlier].get(code), editions[later].get(code))
            if row is not None:
                yield {"from_edition": earlier, "to_edition": later, "code": code, **row}


def _difference(before: CatalogueEntry | None, after: CatalogueEntry | None) -> dict[str, Any] | None:
    there = [one for one in (before, after) if one is not None]
    kinds = sorted({kind for one in there for kind in one.subject_kinds})
    about = {"item": there[-1].item, "subject_kinds": kinds}
    if before is None or after is None:
        return {**about, "change": "ADDED" if before is None else "REMOVED", "fields_changed": []}
    changed = [name.upper() for name in COMPARED if getattr(before, name) != getattr(after, name)]
    return {**about, "change": "CHANGED", "fields_changed": changed} if changed else None


async def renew(session: WriteSession) -> None:
    """Let the stored differences be those of the editions as they stand; where they are, nothing is written."""
    wanted = list(differences(await stored.entries(session)))
    known = [dict(row) for row in await session.mappings(sa.select(_TABLE))]
    if _in_order(wanted) == _in_order(known):
        return
    await session.execute(sa.delete(_TABLE))
    if wanted:
        await session.execute(sa.insert(_TABLE), wanted)


def _in_order(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: (row["from_edition"], row["to_edition"], row["code"]))


async def touched(session: WriteSession, item: str, subject_kinds: Iterable[str]) -> int:
    """How many records of the item there are about such subjects, archived ones aside."""
    kind = next((one for one in ITEMS.values() if one.key == item), None)
    if kind is None:
        return 0
    subject, listed = Subject.table.c, sorted(subject_kinds)
    if kind.shape is not Shape.RECORD:
        return int(
            await session.scalar(
                sa.select(sa.func.count()).select_from(Subject.table).where(subject.kind.in_(listed))
            )
        )
    columns = kind.table.c
    about = columns.natural.in_({one in NATURAL_KINDS for one in listed})
    chosen = (
        sa.select(sa.func.count())
        .select_from(kind.table.join(Subject.table, subject.id == columns.subject_id))
        .where(about, subject.kind.in_(listed), columns.state != "ARCHIVED")
    )
    return int(await session.scalar(chosen))
