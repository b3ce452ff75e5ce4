"""How connections are made: one place for limits, names and the driver.

SQLAlchemy gets its connections from the same call as the pools, so a URL means the same everywhere, with all that the driver
understands in it (`host` of a socket, `sslmode`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import asyncpg
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from exchange.database.pool import Pool
from exchange.errors import StartupError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from exchange.settings import Settings

CONNECT_TIMEOUT = 5.0
"""Seconds for a connection to be made."""
ACQUIRE_TIMEOUT = 2.0
"""Seconds to wait for a free connection, before the caller is told to come back."""
_READ_TIMEOUT = 4.0
_WRITE_TIMEOUT = 30.0
"""Seconds until a server that fell silent counts as gone; longer than its own limits below."""

_READ_LIMITS = {
    "statement_timeout": "2s",
    "lock_timeout": "500ms",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",  # many small statements at once: a second process for one of them slows the others
}
_WRITE_LIMITS = {
    "statement_timeout": "25s",
    "lock_timeout": "500ms",
    "idle_in_transaction_session_timeout": "30s",
    "jit": "off",
}


def reading_pool(settings: Settings, login: str, *, custom: bool) -> Pool:
    """A pool that connects when first asked. Statements stay prepared for as long as a connection lives.

    Planning costs more than most of our reads, so one plan serves all requests of a statement; PostgreSQL left to itself plans again and
    again, since it expects less of a plan for unknown values. `custom` is for the statements where it is right.
    """
    url = settings.url_of(login)
    planning = "force_custom_plan" if custom else "force_generic_plan"

    async def connect() -> asyncpg.Connection[asyncpg.Record]:
        return await asyncpg.connect(
            url,
            timeout=CONNECT_TIMEOUT,
            statement_cache_size=1024,
            max_cached_statement_lifetime=0,
            max_cacheable_statement_size=0,
            server_settings={**_READ_LIMITS, "plan_cache_mode": planning, "application_name": str(login)},
        )

    size = -(-settings.read_pool // 2) if custom else settings.read_pool
    return Pool(connect, size, ACQUIRE_TIMEOUT, _READ_TIMEOUT)


def writing_engine(settings: Settings, login: str, on_statement: Callable[[str], None] | None) -> AsyncEngine:
    """The engine of the write path: a bounded pool whose connections are tried before use."""
    engine = create_async_engine(
        "postgresql+asyncpg://",
        async_creator=_creator(settings.url_of(login), {**_WRITE_LIMITS, "application_name": str(login)}),
        pool_size=settings.write_pool,
        max_overflow=0,
        pool_timeout=ACQUIRE_TIMEOUT,
        pool_pre_ping=True,
        hide_parameters=True,  # they are people's data, and an error may end in a log
    )
    if on_statement is not None:
        _tell(engine, on_statement)
    return engine


def owner_engine(settings: Settings) -> AsyncEngine:
    """The owner's engine, for migrations and grants only; no pool, no limit on time."""
    if settings.database_url is None:
        raise StartupError(
            "There is no database: set EXCHANGE_DATABASE_URL or start the embedded PostgreSQL."
        )
    return create_async_engine(
        "postgresql+asyncpg://",
        async_creator=_creator(settings.database_url, {"application_name": "exchange_owner"}, None),
        poolclass=NullPool,
        hide_parameters=True,
    )


def _creator(
    url: str, server_settings: dict[str, str], command_timeout: float | None = _WRITE_TIMEOUT
) -> Callable[[], Awaitable[asyncpg.Connection[asyncpg.Record]]]:
    async def connect() -> asyncpg.Connection[asyncpg.Record]:
        return await asyncpg.connect(
            url, timeout=CONNECT_TIMEOUT, command_timeout=command_timeout, server_settings=server_settings
        )

    return connect


def _tell(engine: AsyncEngine, on_statement: Callable[[str], None]) -> None:
    @sa.event.listens_for(engine.sync_engine, "before_cursor_execute")
    def before(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        on_statement(statement)
