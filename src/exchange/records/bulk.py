"""Writing rows by COPY: the same rows from the same preparer as everywhere else, only the way into the tables is another.

For worlds of millions of rows, by the owner, into a database that nobody uses yet. COPY does not go into a table whose row level security
holds for who copies, and it holds for every owner who is no superuser: there the rows are copied beside it and inserted from there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    import asyncpg

    from exchange.records.rows import Lines


async def copy(connection: asyncpg.Connection[asyncpg.Record], parts: Iterable[Lines]) -> None:
    """Write the rows, table by table, in the caller's transaction. Rows of one table have the same columns, in the same order."""
    for lines in parts:
        for table, rows in lines.items():
            if rows:
                await _copied(connection, table.name, list(rows[0]), [tuple(row.values()) for row in rows])


async def _copied(
    connection: asyncpg.Connection[asyncpg.Record],
    table: str,
    columns: list[str],
    rows: list[tuple[Any, ...]],
) -> None:
    if not await connection.fetchval("SELECT row_security_active($1::text::regclass)", table):
        await connection.copy_records_to_table(table, records=rows, columns=columns)
        return
    listed = ", ".join(f'"{column}"' for column in columns)
    await connection.execute(f'CREATE TEMP TABLE beside AS SELECT {listed} FROM "{table}" WITH NO DATA')  # noqa: S608 - our own names
    await connection.copy_records_to_table("beside", records=rows, columns=columns)
    await connection.execute(f'INSERT INTO "{table}" ({listed}) SELECT {listed} FROM beside')  # noqa: S608 - our own names
    await connection.execute("DROP TABLE beside")
