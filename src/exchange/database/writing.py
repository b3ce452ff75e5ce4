"""Writing: one transaction, and an answer only after a clean commit.

With synchronous replication a wait that is cut short ends in success with a mere warning: the row stands here and perhaps nowhere else.
So any warning during the commit, and any loss of the connection, is *unknown*, never *stored*; the sender asks again with the same key.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import asyncpg
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from exchange.database.rows import inserting, records
from exchange.database.trouble import DRIVER, GONE, OutcomeUnknown, driver_error, translated

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence

    from sqlalchemy.engine import CursorResult, Row, RowMapping
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
    from sqlalchemy.sql import Executable

    Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]] | None

T = TypeVar("T")
_BEGIN: sa.Select[Any] = sa.select(sa.literal_column("1"))


class WriteSession:
    """Statements of SQLAlchemy Core inside the one open transaction.

    Every method raises Unavailable when the server is gone or a row stays locked for half a second.
    """

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    @property
    def connection(self) -> AsyncConnection:
        """The connection itself, for the owner's acts on rights (`disclosure.second_line`)."""
        return self._connection

    async def execute(self, statement: Executable, parameters: Parameters = None) -> CursorResult[Any]:
        """Run a statement; with a sequence of parameters, once for each."""
        with translated():
            return await self._connection.execute(statement, parameters)

    async def insert(
        self, table: sa.Table, rows: Sequence[Mapping[str, Any]], *, unless_there: bool = False
    ) -> None:
        """Insert rows that have the same columns; with `unless_there` those that break no unique key."""
        if not rows:
            return
        text, names = inserting(table, tuple(rows[0]), unless_there=unless_there)
        with translated():
            driver: Any = (await self._connection.get_raw_connection()).driver_connection  # asyncpg's own
            if not driver.is_in_transaction():  # SQLAlchemy begins with its first statement
                await self._connection.execute(_BEGIN)
            await driver.executemany(text, records(table, names, rows))

    async def scalar(self, statement: Executable, parameters: Parameters = None) -> Any:  # noqa: ANN401
        """The first column of the first row, or None."""
        return (await self.execute(statement, parameters)).scalar()

    async def scalars(self, statement: Executable, parameters: Parameters = None) -> Sequence[Any]:
        """The first column of all rows."""
        return (await self.execute(statement, parameters)).scalars().all()

    async def all(self, statement: Executable, parameters: Parameters = None) -> Sequence[Row[Any]]:
        """All rows as tuples."""
        return (await self.execute(statement, parameters)).all()

    async def mappings(self, statement: Executable, parameters: Parameters = None) -> Sequence[RowMapping]:
        """All rows by column name."""
        return (await self.execute(statement, parameters)).mappings().all()

    async def run_sync(self, work: Callable[[sa.Connection], T]) -> T:
        """Run synchronous code (Authlib's hooks) on this transaction's connection, without blocking the loop."""
        with translated():
            return await self._connection.run_sync(work)


@asynccontextmanager
async def transaction(engine: AsyncEngine) -> AsyncIterator[WriteSession]:
    """One transaction of the engine, committed when the block ends without an error."""
    connection = engine.connect()
    with translated():
        await connection.start()
    try:
        yield WriteSession(connection)
        await _commit(connection)
    finally:
        await asyncio.shield(_leave(connection))


async def _leave(connection: AsyncConnection) -> None:
    """Give the connection back, rolled back if need be; a broken one is thrown away, and must not hide the first error."""
    try:
        await connection.close()
    except (DBAPIError, *DRIVER):
        if not connection.closed:
            await connection.invalidate()
            await connection.close()


async def _commit(connection: AsyncConnection) -> None:
    driver: Any = (await connection.get_raw_connection()).driver_connection  # asyncpg's own
    warnings: list[str] = []

    def note(_connection: object, message: asyncpg.PostgresLogMessage) -> None:
        if message.severity_en == "WARNING":
            warnings.append(str(message))

    with translated():  # a connection that is gone by now is a clear no: the commit was never sent
        driver.add_log_listener(note)
    try:
        await connection.commit()
    except (DBAPIError, *DRIVER) as error:
        _judge(error)
        raise
    finally:
        if not driver.is_closed():
            driver.remove_log_listener(note)
    if warnings:
        raise OutcomeUnknown


def _judge(error: BaseException) -> None:
    """An answer of the server's is a clear no; anything else leaves it open."""
    cause = driver_error(error)
    if isinstance(cause, GONE) or not isinstance(cause, asyncpg.PostgresError):
        raise OutcomeUnknown from error
