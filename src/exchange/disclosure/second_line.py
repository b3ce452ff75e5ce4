"""The second line as a whole: what the rules want of the database, what it has, and what is done about the difference.

**Who may change it.** `exchange policy apply` makes the database what the rules say and prints what it changed. A start does the same
for what a new version of the program or of the rules brought, since nobody shall have to remember it — and only for that. The last
application is remembered by a hash of everything it left behind; where that hash does not fit any more, somebody changed a right by hand.
A start then changes nothing and is refused: a right that was widened on purpose is a matter between people, and repairing it in silence
would hide both the widening and the one who did it. Rights on the database itself do not travel with a copy or a restored dump, so a
start may always put those right.

**Who looks.** The check comes last and is made by each login over its own connection, because a login's address can be set by itself and
then leads perhaps to another database than the owner's.
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError

from exchange.clock import Clock
from exchange.database import Database, Login
from exchange.database.logins import OWNER
from exchange.database.trouble import driver_error, translated
from exchange.disclosure import grants, row_security
from exchange.disclosure.catalog import QUERY, Found
from exchange.disclosure.facts import Fact, Kind, adding, removing, told
from exchange.errors import StartupError
from exchange.model import metadata, rights_applied

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from sqlalchemy.ext.asyncio import AsyncConnection

    from exchange.disclosure.policy import Policy
    from exchange.settings import Settings

_LOCK = 0x77616C6C  # any number, the same for all starters: "wall"
SHOWN = 6
"""Differences that a refusal names."""


def wanted(policy: Policy, settings: Settings) -> frozenset[Fact]:
    """Every fact that shall hold, and no other."""
    day = None if settings.now is None else Clock(settings).today()
    owners = (Fact(Kind.OWNER, table.name, OWNER) for table in metadata.sorted_tables)
    return frozenset(
        (*owners, *grants.rights(policy), *row_security.rules(policy, day), *row_security.following())
    )


@asynccontextmanager
async def alone(connection: AsyncConnection) -> AsyncIterator[None]:
    """While the block runs nobody else applies rules: a start between another's migration and its rights would take it for a hand."""
    with translated():
        await connection.execute(sa.select(sa.func.pg_advisory_lock(_LOCK)))
        await connection.commit()
    yield
    await connection.execute(sa.select(sa.func.pg_advisory_unlock(_LOCK)))
    await connection.commit()


async def touched(connection: AsyncConnection) -> bool:
    """Has somebody changed a right since the rules were last applied? False where they never were.

    Asked before a migration, which changes what the catalog says of its tables.
    """
    if not await _migrated(connection):
        return False
    left = await connection.scalar(sa.select(rights_applied.c.digest))
    return left is not None and left != (await _found(connection)).digest()


async def apply(connection: AsyncConnection, policy: Policy, settings: Settings) -> list[str]:
    """Make the database what the rules say, in the caller's transaction; what was changed, one line each."""
    if not await _migrated(connection):
        raise StartupError("The database has no tables of this version. Run `exchange migrate` first.")
    with translated():
        await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        await connection.exec_driver_sql(
            "SET LOCAL lock_timeout = '3s'"
        )  # better no change than a queue of readers behind it
    facts = wanted(policy, settings)
    before = (await _found(connection)).compared(facts)
    await _change(connection, before, facts)
    found = await _found(connection)
    await _change(connection, found.compared(facts), facts)  # a table that changes hands takes rights along
    await _remember(connection, policy, (await _found(connection)).digest(), settings)
    return _lines(before, facts)


async def plan(connection: AsyncConnection, policy: Policy, settings: Settings) -> list[str]:
    """What `apply` would change."""
    facts = wanted(policy, settings)
    return _lines((await _found(connection)).compared(facts), facts)


async def check(policy: Policy, settings: Settings) -> None:
    """Refuse the start unless each login finds the database as the rules want it. Raises StartupError."""
    facts = wanted(policy, settings)
    async with Database.open(settings) as db:
        for login in (Login.PUBLIC, Login.READER):
            async with db.reading(login) as session:
                refuse(_lines(Found.read(await session.fetch(QUERY)).compared(facts), facts))
        async with db.writing() as writing:
            refuse(_lines(Found.read(await writing.all(sa.text(QUERY))).compared(facts), facts))


def refuse(lines: list[str]) -> None:
    """Raise StartupError with the first differences, if there are any."""
    if lines:
        more = f"; and {len(lines) - SHOWN} more" if len(lines) > SHOWN else ""
        raise StartupError(
            f"The rights in the database are not those of the disclosure rules: {'; '.join(lines[:SHOWN])}{more}. "
            "Find out who changed them, then run `exchange policy apply`."
        )


def _lines(found: Iterable[Fact], facts: Iterable[Fact]) -> list[str]:
    """One sentence per difference: first what is there and should not be."""
    there, here = frozenset(found), frozenset(facts)
    return [
        *(told(one, wanted=False) for one in sorted(there - here)),
        *(told(one, wanted=True) for one in sorted(here - there)),
    ]


async def _migrated(connection: AsyncConnection) -> bool:
    table = f"public.{rights_applied.name}"
    return await connection.scalar(sa.select(sa.cast(sa.func.to_regclass(table), sa.Text()))) is not None


async def _found(connection: AsyncConnection) -> Found:
    return Found.read((await connection.exec_driver_sql(QUERY)).all())


async def _change(connection: AsyncConnection, found: frozenset[Fact], facts: frozenset[Fact]) -> None:
    await _run(connection, [*removing(found - facts), *adding(facts - found)])
    made = [fact for fact in facts - found if fact.kind is Kind.POLICY]
    if made:
        now = await _found(connection)
        seals = (
            f"COMMENT ON POLICY {one.who} ON \"{one.name}\" IS '{now.seal(one)}'" for one in sorted(made)
        )
        await _run(connection, seals)


async def _run(connection: AsyncConnection, statements: Iterable[str]) -> None:
    for statement in statements:
        try:
            with translated():
                await connection.exec_driver_sql(statement)
        except DBAPIError as error:
            raise StartupError(
                f"The user of EXCHANGE_DATABASE_URL may not put the rights in order ({type(driver_error(error)).__name__}). "
                f"Let a superuser run: {statement}"
            ) from error


async def _remember(connection: AsyncConnection, policy: Policy, digest: str, settings: Settings) -> None:
    values = {"policy": policy.version, "digest": digest, "at": Clock(settings).now()}
    columns = rights_applied.c
    other = sa.or_(columns.policy != policy.version, columns.digest != digest)
    statement = insert(rights_applied).values(values)
    await connection.execute(
        statement.on_conflict_do_update(index_elements=["one"], set_=values, where=other)
    )
