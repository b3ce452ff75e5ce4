"""Looking at the database before anything relies on it, so that a wrong URL is one clear sentence and not a trace.

The sentence never repeats the URL: it holds a password.
"""

from __future__ import annotations

import socket
import ssl
from typing import TYPE_CHECKING

import asyncpg

from exchange.database.connect import CONNECT_TIMEOUT
from exchange.errors import StartupError

if TYPE_CHECKING:
    from exchange.settings import Settings

OLDEST = 15
"""Oldest PostgreSQL major version: from 15 on, the schema `public` is closed to strangers by itself."""


async def probe(settings: Settings) -> None:
    """Check that the owner's database answers and is fit; raises StartupError."""
    if settings.database_url is None:
        raise StartupError(
            "There is no database: set EXCHANGE_DATABASE_URL or start the embedded PostgreSQL."
        )
    try:
        connection = await asyncpg.connect(settings.database_url, timeout=CONNECT_TIMEOUT)
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, ValueError) as error:
        problem = f"EXCHANGE_DATABASE_URL leads to no usable database: {_reason(error)}"
        raise StartupError(problem) from error
    try:
        await _check(connection)
    finally:
        await connection.close()


async def _check(connection: asyncpg.Connection[asyncpg.Record]) -> None:
    major = connection.get_server_version().major
    if major < OLDEST:
        raise StartupError(f"The database is PostgreSQL {major}; the exchange needs {OLDEST} or newer.")
    encoding = await connection.fetchval("SHOW server_encoding")
    if encoding != "UTF8":
        raise StartupError(
            f"The database is encoded in {encoding}. Make one with ENCODING 'UTF8' for the exchange."
        )
    if await connection.fetchval("SELECT pg_is_in_recovery()"):
        raise StartupError("The database is a read-only standby. Let EXCHANGE_DATABASE_URL name the primary.")


def _reason(error: BaseException) -> str:
    for kinds, sentence in _REASONS:
        if isinstance(error, kinds):
            return sentence
    return "the server refused the connection. Check user, host, port, database and TLS parameters."


_REASONS: tuple[tuple[tuple[type[BaseException], ...], str], ...] = (
    (
        (asyncpg.InvalidPasswordError, asyncpg.InvalidAuthorizationSpecificationError),
        "user or password is wrong, or the server does not admit them from here.",
    ),
    (
        (asyncpg.InvalidCatalogNameError,),
        "the server has no database of that name. Create it or correct the name.",
    ),
    ((asyncpg.TooManyConnectionsError,), "the server has no connection left. Raise its max_connections."),
    ((asyncpg.CannotConnectNowError,), "the server is starting or stopping. Try again in a minute."),
    ((socket.gaierror,), "the host name is not known. Correct it."),
    ((ssl.SSLError,), "TLS failed. Check sslmode and the certificate."),
    (
        (ConnectionRefusedError, FileNotFoundError),
        "nothing listens there. Start PostgreSQL or correct host and port.",
    ),
    ((TimeoutError,), "the server does not answer. Check host, port and firewall."),
)
