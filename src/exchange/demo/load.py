"""Writing the sample world, in one transaction: registry and subjects, records through `records`, callers through `grants`.

A database that holds anything else is left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from exchange.cases import load as told
from exchange.demo import asking, callers, cases, editions, shares
from exchange.errors import StartupError
from exchange.model import Department, FormerName, Subject, client, keyring, open_search, person_key, world
from exchange.records import headcount
from exchange.records import load as records
from exchange.records.subjects import PERSON_KEY, document_hash, insert_subjects, search_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from exchange.clock import Clock
    from exchange.database import WriteSession
    from exchange.demo.bodies import Body, Office
    from exchange.demo.callers import Callers
    from exchange.demo.world import World

KIND = "sample"
CHUNK = 400


async def loaded(session: WriteSession, kind: str = KIND, unfinished: str | None = None) -> bool:
    """Whether the world of this kind is there. StartupError when the database holds something else.

    Without a kind of its own, `exchange demo` is content with a sample world of any size. A world of the kind `unfinished` counts as
    not there: it is going to be cleared.
    """
    await session.execute(sa.text("LOCK TABLE world IN SHARE ROW EXCLUSIVE MODE"))
    found = await session.scalar(sa.select(world.c.kind))
    if found == kind or (kind == KIND and str(found).startswith(f"{KIND}:")):
        return True
    if found is not None and found == unfinished:
        return False
    for table in (Subject.table, client, world):
        if await session.scalar(sa.select(sa.literal(1)).select_from(table).limit(1)) is not None:
            raise StartupError(
                "The database holds data that is not the sample world, so the demo leaves it alone. Use `exchange serve` for it, "
                "or set EXCHANGE_DATABASE_URL or EXCHANGE_DATA_DIR to an empty one."
            )
    return False


async def load(
    session: WriteSession, clock: Clock, made: World, credentials: Callers, kind: str = KIND
) -> None:
    """Write everything, within the session's transaction."""
    await _departments(session, made.offices)
    for start in range(0, len(made.subjects), CHUNK):
        await _subjects(session, made.subjects[start : start + CHUNK])
    await records.load(session, made.records)
    await told.load(session, made.told)
    await cases.load(session, made.cases)
    await headcount.renew(session, clock.today())
    await editions.load(session, clock)
    await callers.create(session, clock, made, credentials)
    await shares.load(session, made, clock.today())
    await asking.load(session, clock)
    await session.execute(sa.insert(world).values(kind=kind, seed=made.seed, loaded_on=clock.today()))


async def _departments(session: WriteSession, offices: Sequence[Office]) -> None:
    rows = [
        {
            "code": one.code,
            "name": one.name,
            "credit_code": one.credit_code,
            "region_code": one.region,
            "superior_code": one.superior,
        }
        for one in offices
    ]
    await session.execute(insert(Department.table).on_conflict_do_nothing(), rows)


async def _subjects(session: WriteSession, bodies: Sequence[Body]) -> None:
    await insert_subjects(session, [(body.id, body.values, body.links) for body in bodies])
    key = await session.scalar(sa.select(keyring.c.key).where(keyring.c.name == PERSON_KEY))
    hashes = person_keys(key, bodies)
    if hashes:
        await session.execute(sa.insert(person_key), hashes)
    former = former_names(bodies)
    if former:
        await session.execute(sa.insert(FormerName.table), former)
        await session.execute(insert(open_search).on_conflict_do_nothing(), former_keys(former))


def person_keys(key: bytes, bodies: Iterable[Body]) -> list[dict[str, Any]]:
    """By what intake finds the persons among the bodies."""
    return [
        {
            "document_hash": document_hash(key, body.values["document_type"], body.values["document_number"]),
            "subject_id": body.id,
        }
        for body in bodies
        if body.natural
    ]


def former_names(bodies: Iterable[Body]) -> list[dict[str, Any]]:
    """Rows of the names that the bodies bore earlier."""
    return [row for body in bodies for row in _former(body)]


def former_keys(former: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """By what they are searched; a body's own name has some of them already."""
    return [key for row in former for key in search_keys(row["subject_id"], [row["name"]], natural=False)]


def _former(body: Body) -> Iterator[dict[str, Any]]:
    for number, one in enumerate(body.former, 1):
        yield {
            "subject_id": body.id,
            "number": number,
            "name": one.name,
            "valid_from": one.valid_from,
            "valid_until": one.valid_until,
        }
