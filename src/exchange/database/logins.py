"""The three logins and the role that owns the tables.

Roles belong to the whole cluster, so this is careful: a login that works is left alone. A password reaches the server only as its
SCRAM verifier (RFC 5802, RFC 7677), never in a statement that could stand in a log.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import asyncpg
from sqlalchemy.exc import DBAPIError

from exchange.database.connect import CONNECT_TIMEOUT
from exchange.database.trouble import driver_error
from exchange.errors import StartupError
from exchange.settings import LOGINS

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from exchange.settings import Settings

OWNER = "exchange_owner"
"""NOLOGIN owner of all tables."""
_ROUNDS = 4096


async def ensure_logins(connection: AsyncConnection, settings: Settings) -> None:
    """Make what is missing of the owner role and the three logins; raises StartupError when the owner may not."""
    try:
        await _ensure_owner(connection)
        for login in LOGINS:
            await _ensure_login(connection, settings, login)
        await connection.commit()
    except DBAPIError as error:
        if isinstance(driver_error(error), asyncpg.InsufficientPrivilegeError):
            raise StartupError(
                "The user of EXCHANGE_DATABASE_URL may not set up the database. It needs CREATEROLE and must own the database: "
                "ALTER ROLE … CREATEROLE; ALTER DATABASE … OWNER TO …."
            ) from error
        raise


async def _ensure_owner(connection: AsyncConnection) -> None:
    if not await _exists(connection, OWNER):
        await connection.exec_driver_sql(f"CREATE ROLE {OWNER} NOLOGIN NOINHERIT")
    await connection.exec_driver_sql(f"GRANT {OWNER} TO CURRENT_USER")
    await connection.exec_driver_sql(f"GRANT USAGE, CREATE ON SCHEMA public TO {OWNER}")


async def _ensure_login(connection: AsyncConnection, settings: Settings, login: str) -> None:
    url = settings.url_of(login)
    exists = await _exists(connection, login)
    if not exists:
        await connection.exec_driver_sql(f"CREATE ROLE {login} LOGIN NOINHERIT PASSWORD '{_verifier(url)}'")
    elif not await _works(url):
        if not settings.derives(login):
            variable = f"EXCHANGE_{login.removeprefix('exchange_').upper()}_URL"
            raise StartupError(f"{variable} does not let {login} in. Correct its password or where it leads.")
        await connection.exec_driver_sql(f"ALTER ROLE {login} PASSWORD '{_verifier(url)}'")
    await connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA public TO {login}")
    await connection.commit()


async def _exists(connection: AsyncConnection, role: str) -> bool:
    found = await connection.exec_driver_sql("SELECT 1 FROM pg_roles WHERE rolname = $1", (role,))
    return found.first() is not None


async def _works(url: str) -> bool:
    try:
        session = await asyncpg.connect(url, timeout=CONNECT_TIMEOUT)
    except (asyncpg.InvalidPasswordError, asyncpg.InvalidAuthorizationSpecificationError):
        return False
    await session.close()
    return True


def _verifier(url: str) -> str:
    password = unicodedata.normalize("NFKC", unquote(urlsplit(url).password or "")).encode()
    salt = os.urandom(16)
    salted = hashlib.pbkdf2_hmac("sha256", password, salt, _ROUNDS)
    stored = hashlib.sha256(_keyed(salted, b"Client Key")).digest()
    return f"SCRAM-SHA-256${_ROUNDS}:{_text(salt)}${_text(stored)}:{_text(_keyed(salted, b'Server Key'))}"


def _keyed(key: bytes, message: bytes) -> bytes:
    return hmac.new(key, message, hashlib.sha256).digest()


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
