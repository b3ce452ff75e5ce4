"""Writing the sample world, in one transaction: departments, subjects and records through `records`, callers through `grants`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from exchange.demo import callers
from exchange.demo.world import SEED, plan
from exchange.errors import StartupError
from exchange.identifiers import party_name
from exchange.model import Department, FormerName, Subject, keyring, open_gram, person_key, world
from exchange.records import load as records
from exchange.records.subjects import PERSON_KEY, document_hash, insert_subjects

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchange.clock import Clock
    from exchange.database import Database, WriteSession
    from exchange.demo.bodies import Body, Office

CHUNK = 400


async def ensure_world(db: Database, clock: Clock) -> callers.Made | None:
    """Load the sample world where there is none; its credentials, or None if it was there. StartupError in a database with other data."""
    async with db.writing() as session:
        if await session.scalar(sa.select(world.c.kind)) is not None:
            return None
        if await session.scalar(sa.select(Subject.table.c.id).limit(1)) is not None:
            raise StartupError(
                "The database holds data that is not the sample world, so the demo does not touch it. "
                "Set EXCHANGE_DATA_DIR or EXCHANGE_DATABASE_URL to an empty one, or start this one with `exchange serve`."
            )
        return await _load(session, clock)


async def _load(session: WriteSession, clock: Clock) -> callers.Made:
    made = plan(clock.today())
    await _departments(session, made.bodies.offices)
    bodies = list(made.bodies.all())
    for start in range(0, len(bodies), CHUNK):
        await _subjects(session, bodies[start : start + CHUNK])
    await records.load(session, made.records)
    await session.execute(sa.insert(world).values(kind="sample", seed=SEED, loaded_on=clock.today()))
    return await callers.create(session, clock, made)


async def _departments(session: WriteSession, offices: Sequence[Office]) -> None:
    rows = [
        {
            "code": one.code,
            "name": one.name,
            "credit_code": one.credit_code,
            "region_code": one.region,
            "valid_from": None,
        }
        for one in offices
    ]
    await session.execute(insert(Department.table).on_conflict_do_nothing(), rows)


async def _subjects(session: WriteSession, bodies: Sequence[Body]) -> None:
    await insert_subjects(session, [(body.id, body.values, body.links) for body in bodies])
    key = await session.scalar(sa.select(keyring.c.key).where(keyring.c.name == PERSON_KEY))
    persons = [
        {
            "document_hash": document_hash(key, body.values["document_type"], body.values["document_number"]),
            "subject_id": body.id,
        }
        for body in bodies
        if body.natural
    ]
    if persons:
        await session.execute(sa.insert(person_key), persons)
    former = [row for body in bodies for row in _former(body)]
    if former:
        await session.execute(sa.insert(FormerName.table), former)
        grams = [
            {"subject_id": row["subject_id"], "gram": gram}
            for row in former
            for gram in party_name.grams(row["name"])
        ]
        await session.execute(insert(open_gram).on_conflict_do_nothing(), grams)


def _former(body: Body) -> list[dict[str, Any]]:
    return [
        {"subject_id": body.id, "number": number, "name": name, "valid_from": first, "valid_until": last}
        for number, (name, first, last) in enumerate(body.former, 1)
    ]
