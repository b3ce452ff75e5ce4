"""What everybody sees of an item, page by page: the one source of the open data and of the feeds.

A page is a GraphQL question of the anonymous caller, asked of the engine like any other, so there is nothing here that could show more.
Each page is a statement of its own and sees the rights and records of its moment; nothing is held between two pages.

Records of natural persons are left out, although the public may see those that have a publication basis: a copy outlives the repair, and
what the law opens for a time is not given away for ever (个人信息保护法 art. 6, 27).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import orjson

from exchange.access import ANONYMOUS
from exchange.api.engine import Request
from exchange.codes import code_list
from exchange.disclosure import HIDDEN, Views, policy
from exchange.errors import BadRequest, InternalError
from exchange.model import ITEMS, NATURAL_KINDS, Shape, camel
from exchange.model.kinds import Code

if TYPE_CHECKING:
    from exchange.api.engine import Engine
    from exchange.disclosure import Policy
    from exchange.model import Field, Item

SUBJECT = ("id", "name", "creditCode")
"""What is told of whom a record is about."""


@dataclass(frozen=True, slots=True)
class Published:
    """An item as the public may copy it. `whole` asks for all of it, newest decision first; `news` for what changed last."""

    item: type[Item]
    fields: tuple[Field, ...]
    whole: str
    news: str


@dataclass(frozen=True, slots=True)
class Page:
    """Pairs of cursor and row, and whether there are more."""

    rows: list[tuple[str, dict[str, Any]]]
    more: bool


def published() -> dict[str, Published]:
    """Every item of which the public may see records, by the name of its data."""
    return _published(policy())


@lru_cache(maxsize=2)
def _published(rules: Policy) -> dict[str, Published]:
    view = Views(rules).of(ANONYMOUS)
    found = {}
    for item in ITEMS.values():
        seen = tuple(one for one in item.fields.values() if view.ever(item, one) - {HIDDEN})
        if item.shape is Shape.RECORD and seen:
            texts = (_document(item, seen, order) for order in ("decidedOn", "lastUpdated"))
            found[item.key] = Published(item, seen, *texts)
    return found


def _document(item: type[Item], seen: tuple[Field, ...], order: str) -> str:
    """The question in GraphQL; a place in the order is a cursor."""
    fields = " ".join(one.graphql for one in seen)
    return (
        f"query Published{item.__name__}($first: Int!, $after: String, $region: DivisionCode, $from: Date, $to: Date) {{ "
        f"{camel(item.plural)}(first: $first, after: $after, orderBy: [{{{order}: DESC}}], where: {{partyType: {{in: [{_bodies(item)}]}}, "
        f"region: {{within: $region}}, lastUpdated: {{from: $from, to: $to}}}}) {{ "
        f"pageInfo {{ hasNextPage }} edges {{ cursor node {{ {fields} subject {{ {' '.join(SUBJECT)} }} }} }} }} }}"
    )


def _bodies(item: type[Item]) -> str:
    """The types of parties that are no natural persons."""
    kind = item.fields["party_type"].kind
    if not isinstance(kind, Code):  # pragma: no cover - a party type is a code
        raise TypeError(item.__name__)
    return ", ".join(one for one in code_list(kind.codes).codes if one not in NATURAL_KINDS)


async def page(engine: Engine, name: str, document: str, **variables: object) -> Page:
    """One page, of at most a hundred rows. Raises BadRequest for a value that cannot be used."""
    given = {key: value for key, value in variables.items() if value is not None}
    answer = await engine.answer(Request(document, given), ANONYMOUS)
    body = orjson.loads(answer.body)
    if body.get("errors"):
        _refuse(body["errors"][0])
    found = body["data"][camel(published()[name].item.plural)]
    rows = [(one["cursor"], one["node"]) for one in found["edges"]]
    return Page(rows, found["pageInfo"]["hasNextPage"])


def _refuse(error: dict[str, Any]) -> None:
    """What the engine says of a value of ours is said of the address."""
    if error["extensions"]["code"] == InternalError.code:
        raise RuntimeError(error["message"])
    raise BadRequest(problem=error["message"])
