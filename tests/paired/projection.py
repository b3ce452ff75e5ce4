"""All that a caller may learn of a world, as one comparable value, by the naive reading of the rules.

Two worlds with the same projection must not be told apart by any request. It holds, for each row the caller sees: its keys, what it gets of
each field and why, what a filter may match, what is explained, and which rows its edges lead to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchange.model import ITEMS, OPENED, Shape, Subject
from tests.twin import answers
from tests.twin.rules import Above, Sight

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exchange.access import Caller
    from exchange.model import Item
    from tests.twin.rules import Rules
    from tests.twin.worlds import World

Learnt = list[tuple[Any, ...]]
LINKS = (
    "subject_id",
    "found_under",
    "record_id",
    "case_id",
    "item",
    "number",
    "row_number",
    "submitter",
    "batch",
    "code",
    "edition",
    "bars",
)


def projection(world: World, caller: Caller, rules: Mapping[str, Rules]) -> Learnt:
    """Everything, in an order that does not depend on the order of rows."""
    sight = Sight(world, caller, rules)
    found = [
        one for item in ITEMS.values() if item.shape is not Shape.REFERENCE for one in _item(sight, item)
    ]
    return sorted(found, key=repr)


def _item(sight: Sight, item: type[Item]) -> Iterator[tuple[Any, ...]]:
    for row in sight.world.of(item.__name__):
        for above in sight.above(item, row):
            if sight.visible(item, row, above):
                yield _row(sight, Above(item, row, above))


def _row(sight: Sight, seen: Above) -> tuple[Any, ...]:
    fields = tuple(
        (field.name, sight.given(seen.item, seen.row, field, seen.above), _matched(sight, seen, field))
        for field in seen.item.fields.values()
    )
    keys = tuple(str(seen.row.main.get(name)) for name in ("id", *LINKS) if name in seen.row.main)
    why = (
        tuple(tuple(one.values()) for one in answers.explained(sight, seen))
        if seen.item.shape is not Shape.REFERENCE
        else ()
    )
    return (
        seen.item.__name__,
        keys,
        _place(sight, seen),
        fields,
        why,
        tuple(_ends(sight, seen)),
        _names(sight, seen),
    )


def _matched(sight: Sight, seen: Above, field: Any) -> list[Any]:  # noqa: ANN401 - a field
    return answers.unmasked(sight, seen, field) if field.filter else []


def _place(sight: Sight, seen: Above) -> tuple[Any, ...]:
    """Where the row lies and whether it is about a person: visible with it, by filter and explanation."""
    return tuple(seen.row.main.get(name) for name in ("province", "city", "county", "natural"))


def _ends(sight: Sight, seen: Above) -> Iterator[tuple[str, str]]:
    for edge in seen.item.edges.values():
        for one in answers.beyond(sight, seen, edge):
            if sight.visible(one.item, one.row, one.above):
                yield (
                    edge.name,
                    str(one.row.main.get("id", one.row.main.get("code", one.row.main.get("number")))),
                )


def _names(sight: Sight, seen: Above) -> tuple[Any, ...]:
    """Names that a search may find a subject by."""
    if seen.item is not Subject:
        return ()
    borne = sorted(
        str(one.main["name"])
        for one in sight.world.of("FormerName")
        if one.main["subject_id"] == seen.row.main["id"]
    )
    return (seen.row.main.get(f"name_{OPENED}"), *borne)
