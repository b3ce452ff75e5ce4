"""Reading: asyncpg with nothing between, but a count, one retry and errors that a caller understands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import asyncpg

from exchange.database.connect import ACQUIRE_TIMEOUT
from exchange.database.trouble import translate, translated

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from types import TracebackType

    from asyncpg.pool import PoolConnectionProxy

T = TypeVar("T")


class ReadSession:
    """Statements of a login that cannot change records. Parameters are `$1` and so on.

    Every method raises TimedOut over two seconds and Unavailable when the server is gone.
    """

    __slots__ = ("_connection", "_on_statement")

    def __init__(
        self, connection: PoolConnectionProxy[asyncpg.Record], on_statement: Callable[[str], None] | None
    ) -> None:
        self._connection = connection
        self._on_statement = on_statement

    async def fetch(self, sql: str, *arguments: object) -> list[asyncpg.Record]:
        """All rows."""
        return await self._run(self._connection.fetch, sql, arguments)

    async def fetchrow(self, sql: str, *arguments: object) -> asyncpg.Record | None:
        """The first row, or None."""
        return await self._run(self._connection.fetchrow, sql, arguments)

    async def fetchval(self, sql: str, *arguments: object) -> Any:  # noqa: ANN401  # the type is the statement's
        """The first column of the first row, or None."""
        return await self._run(self._connection.fetchval, sql, arguments)

    async def _run(self, call: Callable[..., Awaitable[T]], sql: str, arguments: tuple[object, ...]) -> T:
        if self._on_statement is not None:
            self._on_statement(sql)
        try:
            return await call(sql, *arguments)
        except asyncpg.InvalidCachedStatementError:  # a migration changed the table: prepared afresh, once
            with translated():
                return await call(sql, *arguments)
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
            found = translate(error)
            if found is None:
                raise
            raise found from error


class Reading:
    """One connection out of a pool, as an asynchronous context manager; a class, because it stands on the hot path."""

    __slots__ = ("_connection", "_on_statement", "_pool")

    def __init__(
        self, pool: asyncpg.Pool[asyncpg.Record], on_statement: Callable[[str], None] | None
    ) -> None:
        self._pool = pool
        self._on_statement = on_statement
        self._connection: PoolConnectionProxy[asyncpg.Record] | None = None

    async def __aenter__(self) -> ReadSession:
        with translated():
            self._connection = await self._pool.acquire(timeout=ACQUIRE_TIMEOUT)
        return ReadSession(self._connection, self._on_statement)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await self._pool.release(connection)
