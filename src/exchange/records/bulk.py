"""Writing rows by COPY: the same rows from the same preparer as everywhere else, only the way into the tables is another.

For worlds of millions of rows, by the owner, into a database that nobody uses yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    import asyncpg

    from exchange.records.rows import Lines


async def copy(connection: asyncpg.Connection[asyncpg.Record], parts: Iterable[Lines]) -> None:
    """Write the rows, table by table, in the caller's transaction. Rows of one table have the same columns, in the same order."""
    for lines in parts:
        for table, rows in lines.items():
            if rows:
                await connection.copy_records_to_table(
                    table.name, records=[tuple(row.values()) for row in rows], columns=list(rows[0])
                )
