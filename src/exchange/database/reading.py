"""Reading: asyncpg with nothing between, but a count, one retry and errors that a caller understands."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import asyncpg

from exchange.database.trouble import DRIVER, translate, translated
from exchange.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from types import TracebackType

    from exchange.database.pool import Pool

T = TypeVar("T")
_CUT_SHORT = (asyncio.CancelledError, GeneratorExit, TimeoutError, Unavailable)
"""Errors after which a statement may still be under way on its connection."""


class ReadSession:
    """Statements of a login that cannot change records. Parameters are `$1` and so on.

    Every method raises TimedOut over two seconds and Unavailable when the server is gone.
    """

    __slots__ = ("_connection", "_on_statement")

    def __init__(
        self, connection: asyncpg.Connection[asyncpg.Record], on_statement: Callable[[str], None] | None
    ) -> None:
        self._connection = connection
        self._on_statement = on_statement

    async def fetch(self, sql: str, *arguments: object) -> list[asyncpg.Record]:
        """All rows."""
        return await self._run(self._connection.fetch, sql, arguments)

    def fetchrow(self, sql: str, *arguments: object) -> Awaitable[asyncpg.Record | None]:
        """The first row, or None."""
        return self._run(self._connection.fetchrow, sql, arguments)

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
        except DRIVER as error:
            _tell(error)


def _tell(error: Exception) -> NoReturn:
    """Raise the exchange's error for it, or itself. Not a context manager like `translated`: this stands on the hot path."""
    found = translate(error)
    if found is None:
        raise error
    raise found from error


async def one_row(
    pool: Pool, on_statement: Callable[[str], None] | None, sql: str, arguments: list[object]
) -> asyncpg.Record | None:
    """The first row of one statement: `Reading` in one piece, for the statement that nearly every request is."""
    try:
        connection = pool.ready() or await pool.acquire()
    except DRIVER as error:
        raise (translate(error) or Unavailable()) from error
    try:
        found = await ReadSession(connection, on_statement).fetchrow(sql, *arguments)
    except BaseException as error:
        pool.give_back(connection, good=not isinstance(error, _CUT_SHORT))
        raise
    pool.release(connection)
    return found


class Reading:
    """One connection out of a pool, as an asynchronous context manager; a class, because it stands on the hot path."""

    __slots__ = ("_connection", "_on_statement", "_pool")

    def __init__(self, pool: Pool, on_statement: Callable[[str], None] | None) -> None:
        self._pool = pool
        self._on_statement = on_statement

    async def __aenter__(self) -> ReadSession:
        try:
            self._connection = self._pool.ready() or await self._pool.acquire()
        except DRIVER as error:  # why ever there is none, it may be there later
            raise (translate(error) or Unavailable()) from error
        return ReadSession(self._connection, self._on_statement)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.give_back(self._connection, good=not isinstance(error, _CUT_SHORT))
