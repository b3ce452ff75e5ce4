"""Putting a backup back, into a database without rows: all of it or nothing.

The file is read through before anything is touched. The schema is made as it was when the backup was taken, filled, and then brought to
this version's like any other database. Rights of the logins are applied last, by the rules of today. Mapping files come before the
rows: a restore that is cut off in between is simply given again.

What a running process remembers of rights is tied to the epoch of access, which a restore sets back in time: numbers that the lost days
used would come again with other meanings. So it leaps to the seconds since 1970, further than counting ever comes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic.script import ScriptDirectory

from exchange.backup import archive
from exchange.backup.take import REVISION, connected, tables
from exchange.clock import Clock
from exchange.database import Database
from exchange.errors import FileUnreadable, StartupError
from exchange.grants.journal import changed
from exchange.migrate import configuration, migrate
from exchange.prepare import prepare
from exchange.submissions.own_mappings import OwnMappings

if TYPE_CHECKING:
    import zipfile
    from collections.abc import AsyncIterator, Iterable
    from pathlib import Path

    import asyncpg

    from exchange.backup.archive import Manifest, Part
    from exchange.settings import Settings

    Connection = asyncpg.Connection[asyncpg.Record]

_LEAP = "UPDATE access_epoch SET epoch = greatest(epoch, extract(epoch FROM clock_timestamp())::bigint) + 1"


async def restore(settings: Settings, path: Path, actor: str) -> Manifest:
    """Restore a file. FileUnreadable for one that is damaged or newer, StartupError for a database that holds anything."""
    with archive.verified(path) as (file, manifest):
        _known(path, manifest)
        await _vacant(settings, manifest)
        _put_mappings(settings, file, manifest)
        await migrate(settings, manifest.revision)
        async with connected(settings) as connection, connection.transaction():
            await _fill(connection, file, manifest)
            await connection.execute(_LEAP)
    await prepare(settings)
    async with Database.open(settings) as db, db.writing() as session:
        detail = {"made_at": manifest.made_at, "rows": manifest.rows}
        await changed(session, Clock(settings), actor, "database.restore", manifest.made_at, detail)
    return manifest


def _known(path: Path, manifest: Manifest) -> None:
    if manifest.revision not in {
        one.revision for one in ScriptDirectory.from_config(configuration()).walk_revisions()
    }:
        raise FileUnreadable(
            file=path.name,
            problem="the backup was made by a newer exchange, whose schema this one does not know. Restore it with that one.",
        )


async def _vacant(settings: Settings, manifest: Manifest) -> None:
    """Nothing there, or what a restore of the same backup left that was cut off before it came to the rows."""
    async with connected(settings) as connection:
        there = await tables(connection)
        same = not there or manifest.revision == await connection.fetchval(
            f"SELECT version_num FROM {REVISION}"  # noqa: S608
        )
        if not same:
            raise _taken()
        await _refuse_rows(connection, (one.name for one in there))


async def _refuse_rows(connection: Connection, names: Iterable[str]) -> None:
    for name in names:
        if await connection.fetchval(f'SELECT EXISTS (TABLE public."{name}")'):
            raise _taken()


def _put_mappings(settings: Settings, file: zipfile.ZipFile, manifest: Manifest) -> None:
    """The clients' mapping files, into a folder that has no other of the same name."""
    wanted = {kept.name: b"".join(archive.pieces(file, kept.member)) for kept in manifest.mappings}
    own = OwnMappings.of(settings)
    if any(wanted.get(name, content) != content for name, content in own.files()):
        raise StartupError(
            "The data folder holds other mapping files of the same clients, so nothing was restored. "
            "Move its folder `mappings` away, or set EXCHANGE_DATA_DIR to a new folder."
        )
    own.put_back(wanted)


def _taken() -> StartupError:
    return StartupError(
        "The database holds data already, so nothing was restored. Set EXCHANGE_DATA_DIR to a new folder, "
        "or EXCHANGE_DATABASE_URL to an empty database."
    )


async def _fill(connection: Connection, file: zipfile.ZipFile, manifest: Manifest) -> None:
    there = {one.name: one for one in await tables(connection)}
    if there.keys() != {part.table for part in manifest.parts}:
        raise StartupError("The backup does not hold the tables of its version. Nothing was restored.")
    await connection.execute("LOCK TABLE " + ", ".join(f'public."{name}"' for name in there))
    await _refuse_rows(connection, there)  # somebody may have started an exchange on it meanwhile
    for part in manifest.parts:
        done = await connection.copy_to_table(
            part.table, schema_name="public", columns=part.columns, source=_rows(file, part)
        )
        if int(done.split()[-1]) != part.rows:
            raise StartupError(
                f"The table {part.table} came back with another number of rows. Nothing was restored."
            )
        if part.highest is not None:
            await connection.execute(
                "SELECT setval($1::text::regclass, $2)", there[part.table].numbering, part.highest
            )


async def _rows(file: zipfile.ZipFile, part: Part) -> AsyncIterator[bytes]:
    for piece in archive.pieces(file, part.table):
        yield piece
