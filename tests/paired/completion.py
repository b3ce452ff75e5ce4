"""A second world that differs from the first only in what one caller may not see: cells changed, rows added and taken away, ids kept.

Each step is tried and kept only if all that the caller may learn stays equal. Steps fall on any row and cell.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from exchange.model import ITEMS
from exchange.records.rows import prepare
from tests.paired.projection import projection
from tests.twin.worlds import Draw

if TYPE_CHECKING:
    from exchange.access import Caller
    from tests.twin.worlds import World

CHANGED = ("Penalty", "DishonestyRecord", "Subject", "Subject", "Penalty", "LevelCheck")
KEYS = {"id", "canonical_number", "number", "region", "kind", "document_number"}
"""Fields that other columns and rows repeat."""


def complete(world: World, caller: Caller, seed: int, steps: int = 24) -> tuple[World, int]:
    """Another world that the caller cannot tell from this one, and in how many steps they differ."""
    draw, allowed, kept = Draw(seed), projection(world, caller), 0
    for number in range(steps):
        other = copy.deepcopy(world)
        (_add, _remove, _cell, _cell)[number % 4](other, draw)
        if other.rows != world.rows and projection(other, caller) == allowed:
            world, kept = other, kept + 1
    return world, kept


def _cell(world: World, draw: Draw) -> None:
    name = draw.random.choice(CHANGED)
    if not world.rows[name]:
        return
    item, row = ITEMS[name], draw.random.choice(world.rows[name])
    field = draw.random.choice([one for one in item.fields.values() if one.name not in KEYS])
    made = prepare(item, {field.name: draw._value(field)}, natural=bool(row.main.get("natural")))
    row.main.update(made.main)
    if row.apart:
        row.apart.update(made.apart)


def _add(world: World, draw: Draw) -> None:
    name = draw.random.choice(("Penalty", "DishonestyRecord"))
    world.rows[name].append(draw.record(ITEMS[name], draw.random.choice(world.rows["Subject"])))


def _remove(world: World, draw: Draw) -> None:
    name = draw.random.choice(("Penalty", "DishonestyRecord"))
    gone = draw.random.choice(world.rows[name])
    world.rows[name].remove(gone)
    world.rows["LevelCheck"] = [
        one for one in world.rows["LevelCheck"] if one.main["record_id"] != gone.main["id"]
    ]
