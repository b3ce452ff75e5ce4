"""All that a caller may learn of a world: the rows it sees, by what they hang on, with what it gets of each field and where the edges lead.

Read from the obvious twin, so a leak of the compiler's is no part of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchange.model import ITEMS, Shape
from tests.twin import rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchange.access import Caller
    from exchange.model import Item
    from tests.twin.worlds import Stored, World

RULES = rules.read()


def projection(world: World, caller: Caller) -> set[str]:
    """One line per row in sight, and per edge between rows in sight."""
    sight = rules.Sight(world, caller, RULES)
    seen = [one for name, item in ITEMS.items() if world.rows.get(name) for one in in_sight(sight, item)]
    keys = {_key(one.item, one.row) for one in seen}
    return {_line(sight, one, keys) for one in seen}


def in_sight(sight: rules.Sight, item: type[Item]) -> Iterator[rules.Above]:
    """The rows that the caller sees, with what they hang on."""
    for row in sight.world.of(item.__name__):
        for above in _above(sight, item, row):
            if sight.visible(item, row, above):
                yield rules.Above(item, row, above)


def _above(sight: rules.Sight, item: type[Item], row: Stored) -> Iterator[rules.Above | None]:
    if item.shape is not Shape.CHILD:
        yield None
        return
    for over in ITEMS.values():
        for edge in over.edges.values():
            if edge.target == item.__name__ and edge.many:
                for one in sight.world.of(over.__name__):
                    if all(one.main.get(own) == row.main.get(other) for own, other in edge.on):
                        yield from (rules.Above(over, one, higher) for higher in _above(sight, over, one))


def _key(item: type[Item], row: Stored) -> tuple[Any, ...]:
    return (item.__name__, *(row.main[name] for name in item.primary))


def _line(sight: rules.Sight, seen: rules.Above, keys: set[tuple[Any, ...]]) -> str:
    cells = [
        (name, repr(sight.given(seen.item, seen.row, one, seen.above)))
        for name, one in seen.item.fields.items()
    ]
    edges = [
        (
            name,
            [
                key
                for key in sorted(keys, key=repr)
                if key[0] == edge.target and _leads(sight, seen, edge, key)
            ],
        )
        for name, edge in seen.item.edges.items()
        if not edge.many
    ]
    above = None if seen.above is None else _key(seen.above.item, seen.above.row)
    return repr((_key(seen.item, seen.row), above, cells, edges))


def _leads(sight: rules.Sight, seen: rules.Above, edge: Any, key: tuple[Any, ...]) -> bool:  # noqa: ANN401 - an edge
    return any(
        _key(ITEMS[edge.target], one) == key
        and all(one.main.get(other) == seen.row.columns.get(own) for own, other in edge.on)
        for one in sight.world.of(edge.target)
    )
