"""Everything about a file that can be wrong before a database is asked.

One pass over it, so that a file that breaks off or has no heading is refused before a row of it is stored. The rows of a workbook are
kept meanwhile: unpacking it once more, row by row between other work, would hold that up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.errors import FileUnreadable
from exchange.submissions.columns import missing_columns
from exchange.submissions.formats import File, Unreadable
from exchange.submissions.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import ExitStack
    from pathlib import Path

    from exchange.model import Item
    from exchange.submissions.formats import Row
    from exchange.submissions.mapping import Mapping

_CHUNK = 500
ROWS = 2_000_000
"""Rows of one batch."""


def open_rows(
    stack: ExitStack, path: Path, item: type[Item], mapping: Mapping | None, name: str = ""
) -> tuple[Iterable[Row], int]:
    """The rows of a file, to go through as often as needed until the stack is closed, and how many. Raises FileUnreadable."""
    rows, total, names = File(path, name), 0, set[str]()
    name = name or path.name
    kept: Spool[Row] | None = stack.enter_context(Spool(_CHUNK)) if rows.unpacked else None
    for row in rows:
        total += 1
        if kept is not None:
            kept.add(row)
        if total > ROWS:
            raise FileUnreadable(file=name, problem=f"it has more than {ROWS} rows. Split it into batches.")
        if not isinstance(row, Unreadable):
            names.update(row)
    lacking = missing_columns(item, mapping, names)
    if names and lacking:
        problem = (
            f"it has no column for {', '.join(lacking)}, which every {item.key} needs. "
            "Is the heading line missing or not the first? Or is a mapping needed?"
        )
        raise FileUnreadable(file=name, problem=problem)
    return rows if kept is None else kept, total
