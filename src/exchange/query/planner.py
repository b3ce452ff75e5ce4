"""From a tree to its plan, for one view.

Here arguments meet fields. A filter or an order on a field that this caller can never see in clear is refused now, by the view and the
argument's name alone, whatever its value: no data has been touched, so the refusal can tell nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from exchange.disclosure import CLEAR, HIDDEN
from exchange.errors import ArgumentNotAllowed, LimitExceeded
from exchange.model import ITEMS, OPENED, CatalogueChange, Edge, Field, Item
from exchange.model.item import INTERFACES
from exchange.query import grouping, names
from exchange.query.plan import (
    AnyOf,
    Body,
    Changes,
    CountPart,
    Counts,
    CursorPart,
    EdgePart,
    Eligible,
    Explain,
    Filter,
    Fixed,
    Listing,
    Many,
    NodePart,
    One,
    OrderKey,
    PagePart,
    Pick,
    Possible,
    TotalPart,
    Touched,
)
from exchange.query.roots import ROOTS, Root
from exchange.query.selection import Const

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.disclosure import View
    from exchange.query.plan import Output
    from exchange.query.selection import Leaf, Node

PAGE = 20
"""Rows of a page when `first` is not given."""


class Planner:
    """Turns trees into plans for one view."""

    def __init__(self, view: View) -> None:
        self.view = view

    def root(self, node: Node) -> Output:
        """The plan of one root field."""
        if node.name == "__typename":
            return Fixed(node.key, node.parent)
        root = ROOTS[node.name]
        if root.kind == "many":
            return self._many(node, ITEMS[root.item], None, mine=root.mine)
        if root.kind == "counts":
            return self._counts(node, ITEMS[root.item])
        if root.kind == "node":
            return AnyOf(
                node.key, tuple(self._by_id(node, name) for name in node.below if name in root.choices)
            )
        if root.kind == "eligible":
            return self._eligibility(node, root)
        return self._single(node, root)

    def _eligibility(self, node: Node, root: Root) -> One:
        """The subject, of which nothing is given but the answer and its reasons."""
        purpose = _word(_leaf(node.args["purpose"]).sample)
        found = self._single(replace(node, below={}), root)
        outputs = tuple(self._eligible(one, purpose) for one in node.children)
        return replace(found, body=Body(found.body.item, outputs))

    def _eligible(self, node: Node, purpose: str) -> Output:
        match node.name:
            case "eligible":
                return Eligible(node.key, purpose)
            case "reasons":
                measure = ITEMS["Sanction"]
                edge = Edge(measure.__name__, (("id", "subject_id"),), "惩戒措施", "measures", many=True)
                return Listing(node.key, self.body(measure, node.children), edge, purpose)
        return Fixed(node.key, purpose if node.name == "purpose" else node.parent)

    def _counts(self, node: Node, item: type[Item]) -> Counts:
        """A key is a field that the caller gets in clear, or on some rows not at all; never one that it may get masked."""
        keys, where = grouping.keys(item), node.args.get("where", {})
        by = tuple(dict.fromkeys(_word(one) for one in _listed(node.args["by"])))
        for one in by:
            ever = self.view.ever(item, keys[one].field)
            if CLEAR not in ever or ever - {CLEAR, HIDDEN}:
                raise ArgumentNotAllowed(argument=f"by.{one}", field=node.name)
        if len(by) > grouping.MOST:
            raise LimitExceeded(what="keys of a grouping:", found=len(by), limit=grouping.MOST)
        return Counts(
            key=node.key,
            item=item,
            by=by,
            filters=self._filters(item, where if isinstance(where, dict) else {}, node.name),
            parts=tuple(self._count_part(keys, by, one) for one in node.children),
        )

    def _count_part(
        self, keys: Mapping[str, grouping.Key], by: tuple[str, ...], node: Node
    ) -> Fixed | CountPart | One:
        if node.name == "__typename":
            return Fixed(node.key, node.parent)
        edge = next((one.edge for word, one in keys.items() if one.name == node.name and word in by), None)
        if edge is None:
            return CountPart(node.key, node.name)
        return One(node.key, self.body(ITEMS[edge.target], node.children), edge)

    def _by_id(self, node: Node, name: str) -> One:
        item = ITEMS[name]
        identity = Filter(item.fields["id"], "is", _leaf(node.args["id"]))
        return One(node.key, self.body(item, node.below[name]), None, (identity,))

    def _single(self, node: Node, root: Root) -> One:
        item = ITEMS[root.item]
        by = node.args.get("by", node.args)
        pairs = by.items() if isinstance(by, dict) else ()
        filters = tuple(Filter(_named(item, name), "is", _leaf(value)) for name, value in pairs)
        for one in filters:
            self._open(item, one.field, node.name, one.field.graphql)
        if root.only:
            filters += (Filter(item.fields["kind"], "in", Const(list(root.only))),)
        return One(node.key, self.body(item, node.children), None, filters, root.mine)

    def body(self, item: type[Item], nodes: tuple[Node, ...]) -> Body:
        """What is wanted of a row of the item."""
        return Body(item, tuple(self._output(item, node) for node in nodes))

    def _output(self, item: type[Item], node: Node) -> Output:
        if node.name == "__typename":
            return Fixed(node.key, item.__name__)
        if node.name == "disclosure":
            return Explain(node.key, _keys(node))
        if node.name == "changes":
            since = node.args.get("since")
            return Changes(node.key, item, None if since is None else _leaf(since), _keys(node))
        if node.name == "moves":
            return Possible(node.key)
        if item is CatalogueChange and node.name == "records":
            return Touched(node.key)
        field = _fields(item).get(node.name)
        return Pick(node.key, field) if field else self._edge(node, _edges(item)[node.name])

    def _edge(self, node: Node, edge: Edge) -> Output:
        if edge.target in INTERFACES:
            items = ((name, ITEMS[name]) for name in node.below)
            return AnyOf(
                node.key,
                tuple(One(node.key, self.body(item, node.below[name]), edge) for name, item in items),
            )
        target = ITEMS[edge.target]
        if not edge.many:
            return One(node.key, self.body(target, node.children), edge)
        if not edge.paged:
            return Listing(node.key, self.body(target, node.children), edge)
        return self._many(node, target, edge)

    def _many(self, node: Node, item: type[Item], edge: Edge | None, *, mine: bool = False) -> Many:
        where = node.args.get("where", {})
        search = node.args.get("search")
        if search is not None:
            self._open(item, item.fields["name"], node.name, "search")
        by_number = search is not None and names.is_number(_leaf(search).sample)
        return Many(
            key=node.key,
            item=item,
            edge=edge,
            filters=self._filters(item, where if isinstance(where, dict) else {}, node.name),
            search=None if search is None else _leaf(search),
            by_number=by_number,
            order=self._order(item, node, ranked=search is not None and not by_number),
            first=_leaf(node.args.get("first", Const(PAGE))),
            after=_leaf(node.args["after"]) if "after" in node.args else None,
            parts=tuple(self._part(item, one) for one in node.children),
            field_name=node.name,
            mine=mine,
        )

    def _part(self, item: type[Item], node: Node) -> Fixed | TotalPart | PagePart | EdgePart:
        match node.name:
            case "totalCount":
                return TotalPart(node.key)
            case "pageInfo":
                return PagePart(node.key, _keys(node))
            case "edges":
                return EdgePart(node.key, tuple(self._edge_part(item, one) for one in node.children))
        return Fixed(node.key, node.parent)

    def _edge_part(self, item: type[Item], node: Node) -> Fixed | CursorPart | NodePart:
        match node.name:
            case "cursor":
                return CursorPart(node.key)
            case "node":
                return NodePart(node.key, self.body(item, node.children))
        return Fixed(node.key, node.parent)

    def _filters(self, item: type[Item], where: Mapping[str, object], place: str) -> tuple[Filter, ...]:
        found = []
        for name, conditions in where.items():
            field = _named(item, name)
            self._open(item, field, place, f"where.{name}")
            pairs = conditions.items() if isinstance(conditions, dict) else ()
            found += [Filter(field, operator, _leaf(value)) for operator, value in pairs]
        return tuple(found)

    def _order(self, item: type[Item], node: Node, *, ranked: bool) -> tuple[OrderKey, ...]:
        listed = node.args.get("orderBy", [])
        asked = listed if isinstance(listed, list) else _listed(listed)
        keys = []
        for one in asked:
            for name, direction in one.items():
                field = _named(item, name)
                self._open(item, field, node.name, f"orderBy.{name}")
                keys.append(OrderKey(field, _word(direction) == "DESC"))
        if ranked and not keys:
            return (OrderKey(names.RANK, descending=False), OrderKey(item.fields["id"], descending=False))
        return _completed(item, keys)

    def _open(self, item: type[Item], field: Field, place: str, argument: str) -> None:
        """Refuse an argument on a field that can never be clear, nor opened, for this caller."""
        ever = self.view.ever(item, field)
        if CLEAR in ever or (field.openable and ever - {"hidden"}) or OPENED in ever:
            return
        raise ArgumentNotAllowed(argument=argument, field=place)


def _completed(item: type[Item], keys: list[OrderKey]) -> tuple[OrderKey, ...]:
    """Asked keys, or the item's own order; always ended by what makes the order total, in the direction of the last key."""
    if not keys:
        return tuple(OrderKey(item.fields[name], way == "DESC") for name, way in item.order)
    last = item.fields[item.order[-1][0]]
    if all(one.field.name != last.name for one in keys):
        keys.append(OrderKey(last, keys[-1].descending))
    return tuple(keys)


def _word(direction: object) -> str:
    found = direction.sample if isinstance(direction, Const) else direction
    return str(getattr(found, "value", found))


def _listed(value: object) -> list[Any]:
    """The members of an argument that is part of the signature."""
    return value.value if isinstance(value, Const) and isinstance(value.value, list) else []


def _keys(node: Node) -> tuple[tuple[str, str], ...]:
    return tuple((one.key, one.name) for one in node.children)


def _leaf(value: object) -> Leaf:
    if isinstance(value, dict | list):
        raise TypeError(type(value).__name__)
    return value  # type: ignore[return-value]


def _fields(item: type[Item]) -> Mapping[str, Field]:
    return {field.graphql: field for field in item.fields.values()}


def _edges(item: type[Item]) -> Mapping[str, Edge]:
    return {edge.graphql: edge for edge in item.edges.values()}


def _named(item: type[Item], name: str) -> Field:
    return _fields(item)[name]
