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
    "query($after: String) { departments(first: 100, after: $after, orderBy: [{code: ASC}]) "
    "{ pageInfo { hasNextPage endCursor } edges { node { code name validUntil } } } }"
)


async def departments(desk: Desk) -> list[Option]:
    """Every department that stands, by its code."""
    found: list[Option] = []
    after = None
    while True:
        page = (await desk.ask(_DEPARTMENTS, after=after))["departments"]
        nodes = [one["node"] for one in page["edges"]]
        found += [(one["code"], one["name"]) for one in nodes if one["validUntil"] is None]
        if not page["pageInfo"]["hasNextPage"]:
            return found
        after = page["pageInfo"]["endCursor"]


async def offered(desk: Desk, mutation: str) -> Mapping[str, Sequence[Option]]:
    """What the form of a mutation offers beyond its codes."""
    asked = RESPONSIBLE in vocabulary.taken(mutation).fields
    return {RESPONSIBLE: await departments(desk)} if asked else {}
