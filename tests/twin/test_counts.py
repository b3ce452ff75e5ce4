"""Counts by group, compiled and counted one by one, agree: for random worlds, callers, keys and conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.api.engine import Engine
from exchange.api.schema import schema
from exchange.clock import Clock
from tests.operations.operations import operations
from tests.operations.sample import sample
from tests.operations.selections import NAMES
from tests.twin import callers, worlds
from tests.twin.test_twin import Count, _refresh, agree

if TYPE_CHECKING:
    from collections.abc import Callable

    from exchange.database import Database
    from exchange.settings import Settings

COUNTS = tuple(one for one in NAMES if one.endswith("Counts"))


async def test_groups_are_those_of_the_obvious_twin(
    db: Database, settings: Settings, soaking: bool, tell: Callable[[str], None]
) -> None:
    clock = Clock(await worlds.on_the_day(settings))
    engine, count = Engine(schema(), db, clock, _refresh), Count()

    for seed in range(50 if soaking else 1):
        world = worlds.Draw(seed).world()
        async with db.writing() as session:
            await worlds.clear(session)
            await worlds.store(session, world)
        for root in COUNTS:
            for operation in sample(operations(root, world), 8, seed):
                for role in callers.ROLES:
                    await agree(
                        engine, world, callers.draw(world, role, seed + count.compared), operation, count
                    )

    tell(
        f"twin, counts: {count.compared} answers compared, 0 differences, {count.kinds['with data']} with data"
    )
    assert count.kinds["with data"] > count.compared * 0.1
