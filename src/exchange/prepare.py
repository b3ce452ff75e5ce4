"""What every database of an exchange has before its first record: schema, registries, rights of the logins.

Each step is idempotent, so that every start can take all of them: registries follow their files, rights follow the policy, unless
somebody changed a right by hand (`disclosure.second_line`).
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from exchange.cases.tracking import TRACKING_KEY
from exchange.clock import Clock
from exchange.database import WriteSession, owner_engine
from exchange.database.probe import probe
from exchange.disclosure import policy, second_line
from exchange.divisions import divisions
from exchange.editions import load
from exchange.errors import StartupError
from exchange.grants import versions
from exchange.grants.sessions import SIGN_IN_KEY
from exchange.migrate import migrate
from exchange.model import Department, Division, access_epoch, keyring, world
from exchange.records import headcount
from exchange.records.subjects import PERSON_KEY
from exchange.reference import table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.ext.asyncio import AsyncConnection

    from exchange.settings import Settings


UNDER_WAY = "loading"
"""Kind of a world that is not whole yet (`exchange demo --scale`)."""


async def prepare(settings: Settings, *, unfinished: bool = False) -> None:
    """Migrate, load the registries, apply the rights. Raises StartupError when one cannot be done, or rights were changed by hand.

    A world whose load was cut off is refused as well, unless the caller is about to clear it (`unfinished`).
    """
    await probe(settings)
    engine = owner_engine(settings)
    try:
        async with engine.connect() as connection, second_line.alone(connection):
            by_hand = await second_line.touched(connection)
            await connection.commit()
            await migrate(settings)
            if not unfinished:
                await _whole(connection)
            await load_registries(connection)
            await headcount.begin(WriteSession(connection), Clock(settings).today())
            await versions.settle(connection, Clock(settings).now())
            if by_hand:
                second_line.refuse(await second_line.plan(connection, policy(), settings))
            await second_line.apply(connection, policy(), settings)
            await connection.commit()
    finally:
        await engine.dispose()
    await second_line.check(policy(), settings)


async def _whole(connection: AsyncConnection) -> None:
    if await connection.scalar(sa.select(world.c.kind)) == UNDER_WAY:
        raise StartupError(
            "The database holds a part of a world: `exchange demo --scale` loads it, or was cut off. Wait for its end or give that "
            "command again, which starts afresh."
        )


async def load_registries(connection: AsyncConnection) -> None:
    """Divisions, departments and catalogue as their files have them; rows and editions added at run time stay."""
    await connection.execute(insert(access_epoch).values(one=True, epoch=1).on_conflict_do_nothing())
    for name in (PERSON_KEY, SIGN_IN_KEY, TRACKING_KEY):
        drawn = insert(keyring).values(name=name, key=secrets.token_bytes(32))
        await connection.execute(drawn.on_conflict_do_nothing())
    await _upsert(connection, Division.table, ("code",), _divisions())
    await _upsert(connection, Department.table, ("code",), _departments())
    await load.seed(WriteSession(connection))


async def _upsert(
    connection: AsyncConnection, into: sa.Table, key: tuple[str, ...], rows: Iterable[dict[str, Any]]
) -> None:
    """A row that is as its file has it is left alone: a dead copy of each at every start would be read past by every request."""
    statement = insert(into)
    others = {column.name: statement.excluded[column.name] for column in into.c if column.name not in key}
    differs = sa.or_(*(into.c[name].is_distinct_from(value) for name, value in others.items()))
    written = statement.on_conflict_do_update(index_elements=key, set_=others, where=differs)
    await connection.execute(written, list(rows))


def _divisions() -> Iterable[dict[str, Any]]:
    for one in divisions().latest():
        yield {
            "code": one.code,
            "name": one.name,
            "level": one.level,
            "valid_from": one.valid.start,
            "valid_until": one.valid.end,
            "administered": one.administered,
            "parent_code": one.parent or None,
            "successor_code": one.successors[0] if one.successors else None,
        }


def _departments() -> Iterable[dict[str, Any]]:
    """Successors first: a row may name one only when it is there."""
    lines = table("department")
    for line in sorted(lines, key=lambda one: bool(one.optional("successor"))):
        validity = line.validity()
        yield {
            "code": line.text("code"),
            "name": line.text("zh"),
            "credit_code": line.optional("credit_code") or None,
            "valid_from": validity.start,
            "valid_until": validity.end,
            "region_code": line.text("division"),
            "successor_code": line.optional("successor") or None,
            "superior_code": None,
        }
