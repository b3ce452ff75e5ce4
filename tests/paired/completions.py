"""A second completion of a world: hidden cells and hidden rows changed, what the caller may learn left as it is.

Edits are drawn blindly, on any row and any field; one that changes the projection is taken back. So nothing here knows what is hidden.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from exchange.model import ITEMS, OPENED
from exchange.records.rows import prepare, region_columns
from tests.paired.projection import projection
from tests.twin import access, domains, worlds
from tests.twin.rules import Sight
from tests.twin.worlds import CASES, RECORDS

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

    from exchange.access import Caller
    from exchange.model import Field, Item
    from tests.twin.rules import Rules

FIXED = {"id", "canonical_number", "region", "kind", "batch", "item", "state", "version"}
"""What makes a row the row it is, or is changed by an edit of its own."""


def completed(
    world: worlds.World, caller: Caller, rules: Mapping[str, Rules], chance: random.Random, edits: int
) -> tuple[worlds.World, int]:
    """The other world, and how many edits it took over."""
    here, kept, known = world, 0, projection(world, caller, rules)
    for _ in range(edits):
        there = copy.deepcopy(here)
        edit = chance.choice((_cells, _gone, _new, _state, _agreement))
        done = (
            edit(there, chance)
            if chance.random() < 0.5
            else _withheld(there, chance, Sight(there, caller, rules))
        )
        if done and projection(worlds.waiting(there), caller, rules) == known:
            here, kept = there, kept + 1
    return here, kept


def _withheld(world: worlds.World, chance: random.Random, sight: Sight) -> bool:
    """A cell that the caller does not get in clear, of a row that it sees: where most leaks would be."""
    name = chance.choice(("Subject", *RECORDS, *CASES))
    item = ITEMS[name]
    seen = [one for one in world.rows[name] if sight.visible(item, one)]
    cells = [
        (one, field)
        for one in seen
        for field in item.fields.values()
        if sight.given(item, one, field).treatment != "clear"
    ]
    if not cells:
        return False
    asked = [one for one in cells if one[1].filter or one[1].order]
    row, field = chance.choice(asked if asked and chance.random() < 0.5 else cells)
    return _redrawn(item, row, field, chance)


def _redrawn(item: type[Item], row: worlds.Stored, field: Field, chance: random.Random) -> bool:
    """The field drawn again, another value; an opened copy goes with its value or stays closed."""
    natural = bool(row.main.get("natural"))
    before = row.columns.get(field.name)
    pool = [one for one in (*_pool(item, field), *([None] if field.nullable else [])) if one != before]
    if not pool:
        return False
    value = chance.choice(pool)
    made = prepare(item, {field.name: value}, natural=natural)
    if field.openable and natural and row.main.get(f"{field.name}_{OPENED}") is not None:
        made.main[f"{field.name}_{OPENED}"] = worlds.published(made, field)
    row.main |= made.main
    if row.apart:
        row.apart |= made.apart
    return True


def _pool(item: type[Item], field: Field) -> tuple[Any, ...]:
    """What the field is drawn from; what names a row of another table only from rows that every world has."""
    named = {
        column.name: one.referred_table.name
        for one in item.table.foreign_key_constraints
        for column in one.columns
    }
    if field.name not in named:
        return domains.values(field)
    return _EVERYWHERE.get(named[field.name], ())


_EVERYWHERE: Mapping[str, tuple[str, ...]] = {
    "department": tuple(worlds.DEPARTMENTS), "division": domains.REGIONS
}  # fmt: skip


def _cells(world: worlds.World, chance: random.Random) -> bool:
    """Several fields of one row drawn again; an opened copy goes with its value or stays closed."""
    name = chance.choice(
        (
            "Subject",
            *RECORDS,
            *RECORDS,
            *CASES,
            "LevelCheck",
            "TimelineEntry",
            "CaseStep",
            "CaseDocument",
            *worlds.HANGING,
            "Submission",
            "Share",
            "Duplicate",
            *access.NAMES,
        )
    )
    if not world.rows[name]:
        return False
    item, row = ITEMS[name], chance.choice(world.rows[name])
    offered = [one for one in item.fields.values() if one.name not in FIXED]
    for field in chance.sample(offered, min(len(offered), chance.randint(1, 4))):
        _redrawn(item, row, field, chance)
    return True


def _gone(world: worlds.World, chance: random.Random) -> bool:
    """A record or case less, with what hangs on it."""
    name = chance.choice((*RECORDS, *CASES))
    if len(world.rows[name]) < 2:
        return False
    lost = world.rows[name].pop(chance.randrange(len(world.rows[name])))
    hangs = {
        "LevelCheck": "record_id",
        "TimelineEntry": "record_id",
        "CaseStep": "case_id",
        "CaseDocument": "case_id",
        **dict.fromkeys(worlds.HANGING, "case_id"),
    }
    for child, by in hangs.items():
        world.rows[child] = [one for one in world.rows[child] if one.main[by] != lost.main["id"]]
    return True


def _new(world: worlds.World, chance: random.Random) -> bool:
    """A record or case more."""
    draw = worlds.Draw(chance.getrandbits(32))
    name = chance.choice((*RECORDS, *CASES))
    about = chance.choice(world.rows["Subject"])
    if name in CASES:
        world.rows[name].append(draw.case(ITEMS[name], about, world.rows))
        return True
    draw.versions[ITEMS[name].key, about.main["id"]] = 100 + len(world.rows[name])
    world.rows[name].append(draw.record(ITEMS[name], about))
    return True


def _state(world: worlds.World, chance: random.Random) -> bool:
    """Another state."""
    name = chance.choice((*RECORDS, *CASES))
    row = chance.choice(world.rows[name])
    row.main["state"] = chance.choice(list(domains.values(ITEMS[name].fields["state"])))
    return True


def _agreement(world: worlds.World, chance: random.Random) -> bool:
    """Somebody's agreement changes."""
    one: dict[str, Any] = chance.choice(world.agreements)
    region = chance.choice(domains.REGIONS)
    one |= region_columns(region) | {"region": region}
    one["terminated_at"] = chance.choice((None, domains.NOW))
    return True
