"""What goes wrong between us and the server, in the exchange's own errors.

Only what a caller can answer by waiting, or an operator by looking, is translated: no connection, a limit on time, a lock, a deadlock.
Everything else (a broken constraint, a wrong statement) is passed on as it is, for the module that caused it.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import asyncpg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from exchange.errors import ExchangeError, TimedOut, Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

DRIVER = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)
"""What the driver raises; SQLAlchemy wraps the first two."""

GONE = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.InternalClientError,  # what the driver says when the server's farewell was read in place of an answer
)
"""The connection is lost or never came about."""

_BUSY = (
    asyncpg.InsufficientResourcesError,  # connections, memory, disk: nothing was stored, and an operator will make room
    asyncpg.PostgresSystemError,  # the server's own disk gave an error
    asyncpg.ReadOnlySQLTransactionError,  # a standby, or a server made read-only: even a read may have to enter that it was made
    asyncpg.LockNotAvailableError,
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    PoolTimeout,
)

REFUSED = (asyncpg.IntegrityConstraintViolationError, asyncpg.InsufficientPrivilegeError)
"""The server refuses what a statement would write; of a reading login's only the access entry is that."""


class OutcomeUnknown(Unavailable):
    """The commit got no clear answer: the connection broke, or the wait for a replica was cut short."""

    code = "OUTCOME_UNKNOWN"
    sentence = (
        "It is not known whether the change was stored. Send the same request again in {retry_after} seconds, "
        "under the same batch number or id: it is not carried out twice."
    )


def translate(error: BaseException) -> ExchangeError | None:
    """The exchange's error for a failure of the driver or of SQLAlchemy; None when it is not of this kind."""
    cause = driver_error(error)
    if isinstance(cause, asyncpg.QueryCanceledError):
        return TimedOut()
    if isinstance(cause, (*GONE, *_BUSY)) or _closed(cause):
        return Unavailable()
    return None


def driver_error(error: BaseException) -> BaseException:
    """The driver's exception inside SQLAlchemy's wrapping."""
    if isinstance(error, DBAPIError) and error.orig is not None:
        return error.orig.__cause__ or error.orig
    return error


@contextmanager
def translated() -> Iterator[None]:
    """Failures inside the block come out as the exchange's errors."""
    try:
        yield
    except (DBAPIError, PoolTimeout, *DRIVER) as error:
        found = translate(error)
        if found is None:
            raise
        raise found from error


def _closed(error: BaseException) -> bool:
    return isinstance(error, asyncpg.InterfaceError) and "clos" in str(error)
