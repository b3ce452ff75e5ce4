"""Lists: every kind with its number, and one kind by state, filtered, ordered, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchange.web.console import filters
from exchange.web.console.matters import Matter, matter, matters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from starlette.responses import Response

    from exchange.model import Shape
    from exchange.web.console.desk import Desk
    from exchange.web.console.filters import Filter

PAGE = 25


async def kinds(desk: Desk, shape: Shape) -> Response:
    """Every kind of a shape, and how many of it the person sees."""
    known = tuple(matters(shape))
    document = " ".join(f"{one.item.key}: {one.many}(first: 0) {{ totalCount }}" for one in known)
    found = await desk.ask(f"{{ {document} }}")
    told = [(one, found[one.item.key]["totalCount"]) for one in known]
    return desk.page("console_kinds.html", kinds=told, shape=shape.name)


async def listed(desk: Desk, shape: Shape) -> Response:
    """One kind, in the state that is asked for."""
    kind = matter(desk, shape)
    known = filters.filters(f"{kind.item.__name__}Where", desk.lang)
    where = filters.chosen(desk, known)
    state = desk.value("state") if desk.value("state") in kind.states else ""
    counts = await _counts(desk, kind, where)
    found = await _page(desk, kind, {**where, **({"state": {"is": state}} if state else {})})
    rows = [one["node"] for one in found["edges"]]
    info = found["pageInfo"]
    more = desk.link(
        kind.place, **_asked(desk, known), state=state, order=desk.value("order"), after=info["endCursor"]
    )
    return desk.page(
        "console_list.html", kind=kind, filters=known, typed=desk.given, state=state, counts=counts, heads=kind.heads(desk.lang),
        rows=[kind.line(desk, one) for one in rows], orders=_orders(kind), asked=_asked(desk, known),
        more=more if info["hasNextPage"] else "", begun=bool(desk.value("after")), bulk=_bulk(rows) if kind.record else (),
        folded=any(not one.first and desk.value(one.name) for one in known),
    )  # fmt: skip


async def _page(desk: Desk, kind: Matter, where: Mapping[str, Any]) -> dict[str, Any]:
    name = kind.item.__name__
    document = (
        f"query($where: {name}Where, $order: [{name}Order!], $first: Int!, $after: String) {{ {kind.many}"
        f"(where: $where, orderBy: $order, first: $first, after: $after) {{ pageInfo {{ hasNextPage endCursor }} "
        f"edges {{ node {{ {kind.brief} }} }} }} }}"
    )
    field, _, way = desk.value("order").partition(".")
    order = [{field: "ASC" if way == "ASC" else "DESC"}] if field in _orders(kind) else None
    found = await desk.ask(document, where=where, order=order, first=PAGE, after=desk.value("after") or None)
    return dict(found[kind.many])


async def _counts(desk: Desk, kind: Matter, where: Mapping[str, Any]) -> list[tuple[str, int]]:
    """How many there are in each state, under the same conditions."""
    name = f"{kind.item.__name__}Where"
    asked = {f"s{number}": {**where, "state": {"is": state}} for number, state in enumerate(kind.states)}
    heads = ", ".join(f"${one}: {name}" for one in asked)
    parts = " ".join(f"{one}: {kind.many}(where: ${one}, first: 0) {{ totalCount }}" for one in asked)
    found = await desk.ask(f"query({heads}) {{ {parts} }}", **asked)
    return [(state, found[f"s{number}"]["totalCount"]) for number, state in enumerate(kind.states)]


def _orders(kind: Matter) -> dict[str, tuple[str, str]]:
    """What the list can be ordered by: name in the API, and its labels."""
    return {
        one.graphql: (one.zh, one.en) for one in kind.item.fields.values() if one.order and one.name != "id"
    }


def _asked(desk: Desk, known: Iterable[Filter]) -> dict[str, str]:
    return {one.name: desk.value(one.name) for one in known if desk.value(one.name)}


def _bulk(rows: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """What can be done with several of these at once: whatever can be done with one; each tells its own outcome."""
    return tuple(dict.fromkeys(name for one in rows for name in one["moves"]))
