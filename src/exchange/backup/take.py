"""Taking a backup: what the database held at one moment, while it goes on working.

One read-only transaction sees one snapshot; how far each numbering had come is asked after it began, so no number that the snapshot holds
is given out twice. Tables are those that the database has, whatever its revision; only what describes its own rights stays behind.
Mapping files, which clients keep in the data folder, come along as they stand after it.

A change line's place is (transaction id, line id), and transaction ids start over in a restored cluster. So the lines leave with places
that count up to zero in the same order: before any line that will be written there, and visible at once.
"""

from __future__ import annotations

import hashlib
from contextlib import asynccontextmanager
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

import asyncpg

from exchange import feed
from exchange.backup import archive
from exchange.backup.archive import Manifest, Part
from exchange.clock import Clock
from exchange.database.trouble import translate, translated
from exchange.disclosure import policy
from exchange.errors import StartupError
from exchange.submissions.own_mappings import OwnMappings

if TYPE_CHECKING:
    import zipfile
    from collections.abc import AsyncIterator
    from pathlib import Path

    from exchange.settings import Settings

    Connection = asyncpg.Connection[asyncpg.Record]

REVISION = "alembic_version"
LEFT = frozenset({REVISION, "rights_applied"})
"""The restored database has a revision and rights of its own making."""
_REFERENCES = """
    SELECT DISTINCT conrelid::regclass::text AS child, confrelid::regclass::text AS parent
    FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND conrelid <> confrelid
"""
_COLUMNS = """
    SELECT table_name, array_agg(column_name::text ORDER BY ordinal_position) AS columns,
           max(pg_get_serial_sequence(format('public.%I', table_name), column_name)) AS numbering
    FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND is_generated = 'NEVER'
    GROUP BY table_name ORDER BY table_name
"""
_PLACES = {
    ("change", "xid"): "(row_number() OVER (ORDER BY xid, id) - count(*) OVER ()) AS xid",
    # Whoever follows the log looks through it again: places of this cluster mean nothing in another.
    ("share_position", "xid"): f"({feed.START[0]})::bigint AS xid",
    ("log_position", "xid"): f"({feed.START[0]})::bigint AS xid",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the database, with the columns that are stored."""

    name: str
    columns: tuple[str, ...]
    numbering: str | None

    @property
    def statement(self) -> str:
        """All its rows."""
        shown = (_PLACES.get((self.name, one), f'"{one}"') for one in self.columns)
        return f'SELECT {", ".join(shown)} FROM public."{self.name}"'  # noqa: S608 - names from the catalog


async def take(settings: Settings, path: Path) -> Manifest:
    """Write the whole database to a new file. StartupError when it cannot be written or may not all be read."""
    with archive.created(path) as file:
        async with connected(settings) as connection, _snapshot(connection):
            revision = await connection.fetchval(f"SELECT version_num FROM {REVISION}")  # noqa: S608
            parts = [await _part(connection, file, table) for table in await tables(connection)]
        mappings = tuple(archive.keep(file, *one) for one in OwnMappings.of(settings).files())
        made_at = Clock(settings).now().isoformat(timespec="seconds")
        manifest = Manifest(made_at, revision, policy().version, tuple(parts), mappings)
        archive.describe(file, manifest)
    return manifest


@asynccontextmanager
async def connected(settings: Settings) -> AsyncIterator[Connection]:
    """The owner's connection, which writes text the same way everywhere."""
    plain = {
        "datestyle": "ISO",
        "timezone": "UTC",
        "application_name": "exchange_backup",
        "row_security": "off",
    }
    with translated():
        connection = await asyncpg.connect(settings.database_url, server_settings=plain)
    try:
        yield connection
    except asyncpg.InsufficientPrivilegeError as error:
        raise StartupError(
            "The user of EXCHANGE_DATABASE_URL may not see every row, so this would be less than a whole backup. "
            "Let a superuser run: ALTER ROLE … BYPASSRLS."
        ) from error
    except (
        asyncpg.PostgresError,
        asyncpg.InterfaceError,
    ) as error:  # a full disk of ours is another's to tell
        raise translate(error) or error from error
    finally:
        await connection.close()


async def tables(connection: Connection) -> list[Table]:
    """Tables to keep, each after those that it refers to."""
    found = {
        row["table_name"]: Table(row["table_name"], tuple(row["columns"]), row["numbering"])
        for row in await connection.fetch(_COLUMNS)
    }
    order: TopologicalSorter[str] = TopologicalSorter({name: () for name in found if name not in LEFT})
    for row in await connection.fetch(_REFERENCES):
        order.add(row["child"].strip('"'), row["parent"].strip('"'))
    return [found[name] for name in order.static_order()]


@asynccontextmanager
async def _snapshot(connection: Connection) -> AsyncIterator[None]:
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        if await connection.fetchval("SELECT to_regclass($1)", f"public.{REVISION}") is None:
            raise StartupError("There is nothing to back up: the database holds no exchange.")
        yield


async def _part(connection: Connection, file: zipfile.ZipFile, table: Table) -> Part:
    digest = hashlib.sha256()
    with file.open(table.name, "w", force_zip64=True) as member:

        async def keep(piece: bytes) -> None:
            digest.update(piece)
            member.write(piece)

        done = await connection.copy_from_query(table.statement, output=keep)
    highest = await connection.fetchval("SELECT pg_sequence_last_value($1::text::regclass)", table.numbering)
    return Part(table.name, table.columns, int(done.split()[-1]), digest.hexdigest(), highest)
