"""The only two ways to a session.

`reading(login)` gives a `ReadSession`: asyncpg without a layer, as a login that the database itself keeps from hidden columns.
`writing()` gives a `WriteSession`: one transaction as the writing login, committed when the block ends well. They are different types,
so that no function that reads can be handed the right to write.

A read carries no session state, so its pool has nothing to clean, and limits on time stand in the connection, not in the transaction.
"""

from __future__ import annotations

from contextlib import AsyncExitStack, asynccontextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, Protocol, Self

from exchange.database.connect import owner_engine, reading_pool, writing_engine
from exchange.database.pool import QUEUE
from exchange.database.reading import Reading, ReadSession, one_row
from exchange.database.trouble import REFUSED, OutcomeUnknown
from exchange.database.writing import WriteSession, transaction
from exchange.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
    from contextlib import AbstractAsyncContextManager

    import asyncpg
    from sqlalchemy.ext.asyncio import AsyncEngine

    from exchange.database.pool import Pool
    from exchange.settings import Settings

__all__ = [
    "REFUSED",
    "Database",
    "Login",
    "OutcomeUnknown",
    "ReadSession",
    "Reader",
    "WriteSession",
    "Writes",
    "owner_engine",
]


class Login(StrEnum):
    """The three logins; none owns a table. Their rights are derived from the disclosure policy."""

    PUBLIC = "exchange_public"
    READER = "exchange_reader"
    WRITER = "exchange_writer"


Reader = Literal[Login.PUBLIC, Login.READER]


class Writes(Protocol):
    """Whatever gives transactions: the database itself, or somebody who writes as long as its rights stand."""

    def writing(self) -> AbstractAsyncContextManager[WriteSession]:
        """A session inside one transaction."""


class Database:
    """The pools of one process. Nothing connects before the first statement."""

    def __init__(
        self,
        pools: Mapping[tuple[Login, bool], Pool],
        engine: AsyncEngine,
        most_writing: int,
        on_statement: Callable[[str], None] | None,
    ) -> None:
        self._pools = pools
        self._engine = engine
        self._writing = 0
        self._most_writing = most_writing
        self._on_statement = on_statement

    @classmethod
    @asynccontextmanager
    async def open(
        cls, settings: Settings, on_statement: Callable[[str], None] | None = None
    ) -> AsyncIterator[Self]:
        """The database of the settings, until the block ends.

        Args:
            settings: with a database (`exchange.postgres.reachable`).
            on_statement: called with the text of every statement; tests count with it.
        """
        async with AsyncExitStack() as closing:
            pools = {
                (login, custom): reading_pool(settings, login, custom=custom)
                for login in (Login.PUBLIC, Login.READER)
                for custom in (False, True)
            }
            for pool in pools.values():
                closing.push_async_callback(pool.close)
            engine = writing_engine(settings, Login.WRITER, on_statement)
            closing.push_async_callback(engine.dispose)
            yield cls(pools, engine, settings.write_pool * (QUEUE + 1), on_statement)

    def pools(self) -> list[tuple[str, Pool]]:
        """The pools of the reading logins, by name; `searches` beside each are those whose statements are planned for their values."""
        return [
            (login + (" searches" if custom else ""), pool) for (login, custom), pool in self._pools.items()
        ]

    def reading(self, login: Reader = Login.READER, *, custom: bool = False) -> Reading:
        """A session that reads, as that login: `async with db.reading(Login.PUBLIC) as session`.

        Its statements are planned once, or with `custom` for each request's values.
        Raises Unavailable when no connection comes free in time or the server is gone.
        """
        return Reading(self._pools[login, custom], self._on_statement)

    def one_row(self, login: Reader, sql: str, arguments: list[object]) -> Awaitable[asyncpg.Record | None]:
        """The first row of one statement planned once, or None; raises what `reading` and its session raise."""
        return one_row(self._pools[login, False], self._on_statement, sql, arguments)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[WriteSession]:
        """A session inside one transaction: committed at the end of the block, rolled back when it raises.

        Raises Unavailable as `reading` does, and OutcomeUnknown when the commit got no clear answer.
        """
        if self._writing >= self._most_writing:
            raise Unavailable
        self._writing += 1
        try:
            async with transaction(self._engine) as session:
                yield session
        finally:
            self._writing -= 1
