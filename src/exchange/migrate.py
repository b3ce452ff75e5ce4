"""Bringing a database to the newest schema, safely from several starters at once.

Revisions go forward only; a session lock lets one starter at a time work, the others find everything done. Tables belong to a role
without login, so that no login, the operator's included, owns them by accident; the three logins inherit nothing.

Alembic is configured here in code: it must work the same from a checkout, a wheel and a test.
"""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import Script, ScriptDirectory
from alembic.util import CommandError
from sqlalchemy.exc import DBAPIError

from exchange import resources
from exchange.database.connect import owner_engine
from exchange.database.logins import ensure_logins
from exchange.database.probe import probe
from exchange.database.trouble import driver_error, translated
from exchange.errors import StartupError

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from exchange.settings import Settings

LOCK_WAIT = "2s"
"""How long a revision may wait for a table that others use."""
TRIES = 5
PAUSE = 1.0
"""Seconds before it tries again, more each time."""
_LOCK = 0x63726564  # any number, the same for all starters: "cred"


async def migrate(settings: Settings, revision: str = "head") -> None:
    """Logins and newest schema, or that of an earlier revision.

    Raises StartupError when the database is unusable or the owner may not do it.
    """
    await probe(settings)
    engine = owner_engine(settings)
    async with engine.connect() as connection:
        with translated():
            await connection.execute(sa.select(sa.func.pg_advisory_lock(_LOCK)))
            await connection.commit()
            await ensure_logins(connection, settings)
            await _upgraded(connection, revision)


async def _upgraded(connection: AsyncConnection, revision: str) -> None:
    """Upgrade without holding others up: a revision that waits for a table gives way, since every statement on it queues behind."""
    for attempt in range(TRIES):
        await connection.execute(sa.text(f"SET lock_timeout = '{LOCK_WAIT}'"))
        await connection.commit()
        try:
            await connection.run_sync(_upgrade, revision)
            await connection.commit()
        except DBAPIError as error:
            await connection.rollback()
            if not isinstance(driver_error(error), asyncpg.LockNotAvailableError):
                raise
        else:
            return
        await asyncio.sleep(PAUSE * (attempt + 1))
    raise StartupError(
        "A long transaction keeps a table of the exchange locked, so its schema cannot be brought up to date without holding "
        "everybody up. Nothing was changed. End that transaction (pg_stat_activity tells which it is) and start again."
    )


async def revise(settings: Settings, message: str) -> None:
    """Write a revision with the difference between the model and this database; for maintainers of the schema."""
    engine = owner_engine(settings)
    async with engine.connect() as connection:
        await connection.run_sync(_revise, message)


def configuration(connection: sa.Connection | None = None) -> Config:
    """Alembic's configuration, bound to a connection when it shall act on one."""
    config = Config()
    config.set_main_option("script_location", str(resources.migrations()).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: sa.Connection, revision: str) -> None:
    """To the revision. A database that knows a revision which this program does not was made by a newer one."""
    try:
        command.upgrade(configuration(connection), revision)
    except CommandError as error:
        raise StartupError(
            "The database was made by another version of the exchange, whose schema this one does not know. "
            "Start that version, or set EXCHANGE_DATA_DIR or EXCHANGE_DATABASE_URL to another database."
        ) from error


def _revise(connection: sa.Connection, message: str) -> None:
    config = configuration(connection)
    written = command.revision(config, message, autogenerate=True, rev_id=_revision_id(config))
    if isinstance(written, Script):
        path = Path(written.path)
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if "# ###" not in line), encoding="utf-8")


def _revision_id(config: Config) -> str:
    """The day and a number within it: revisions sort in the order in which they came."""
    day = date.today().strftime("%Y%m%d")  # noqa: DTZ011  # the maintainer's own day
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    return next(name for number in range(1, 100) if (name := f"{day}_{number}") not in known)
