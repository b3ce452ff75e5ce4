"""Values for fields that the schema knows as text alone: departments, by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.web.console import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exchange.web.console.desk import Desk
    from exchange.web.console.forms import Option

RESPONSIBLE = "responsible"
_DEPARTMENTS = (
    "{ departments(first: 100, orderBy: [{code: ASC}]) { edges { node { code name validUntil } } } }"
)


async def offered(desk: Desk, mutation: str) -> Mapping[str, Sequence[Option]]:
    """What the form of a mutation offers beyond its codes."""
    if RESPONSIBLE not in vocabulary.taken(mutation).fields:
        return {}
    found = (await desk.ask(_DEPARTMENTS))["departments"]["edges"]
    open_ones = (one["node"] for one in found if one["node"]["validUntil"] is None)
    return {RESPONSIBLE: [(one["code"], one["name"]) for one in open_ones]}
