"""What somebody can ever see: fields with their treatments, and the schema without everything else.

A schema of one's own is made for reading, not for asking: the exchange answers everybody by the one schema, and what is left out here is
null there, or refused as an argument.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from graphql import (
    DocumentNode,
    InputObjectTypeDefinitionNode,
    InterfaceTypeDefinitionNode,
    NamedTypeNode,
    ObjectTypeDefinitionNode,
    UnionTypeDefinitionNode,
    Visitor,
    parse,
    print_ast,
    visit,
)

from exchange.access import ANONYMOUS, Caller, Scope, roles
from exchange.api.policy_types import SeenField
from exchange.disclosure import HIDDEN
from exchange.disclosure.view import openness
from exchange.lifecycle import MOVES
from exchange.model import ITEMS, OPENED, Shape, camel
from exchange.query.roots import ROOTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from exchange.disclosure import View
    from exchange.model import Field, Item


def callers_of_roles() -> Iterator[tuple[str, Caller]]:
    """One caller for each role, with all that it may hold; the anonymous one first."""
    yield "anonymous", ANONYMOUS
    for name, role in roles().items():
        yield name, shaped(role.scopes, role.audiences)


def shaped(scopes: frozenset[Scope], audiences: frozenset[Any]) -> Caller:
    """A caller that stands in every capacity of its role: as if it named an agreement, a case and itself."""
    nobody = UUID(int=0)
    return Caller(
        client="-", actor="-", scopes=scopes, audiences=audiences, agreement=nobody, subject=nobody, case="-"
    )


def seen_fields(view: View, *, withheld: bool = False) -> list[SeenField]:
    """The fields of all items that it may ever see; or those that it never sees in clear, with the reasons."""
    return [
        _seen(view, item, field)
        for item in ITEMS.values()
        for field in item.fields.values()
        if (("clear" not in view.ever(item, field)) if withheld else _ever(view, item, field))
    ]


def _seen(view: View, item: type[Item], field: Field) -> SeenField:
    outcomes = view.outcomes(item, field)
    treatments = sorted({one.treatment for one in outcomes}, key=lambda one: openness(field, one))
    reasons = sorted({one.reason for one in outcomes if one.treatment != "clear"})
    return SeenField(
        item=item.__name__,
        field=field.graphql,
        label=field.zh,
        treatments=treatments,
        reasons=reasons or ["RULE"],
    )


def _ever(view: View, item: type[Item], field: Field) -> bool:
    return bool(view.ever(item, field) - {HIDDEN})


@lru_cache(maxsize=64)
def visible_sdl(sdl: str, view: View, scopes: frozenset[Scope]) -> str:
    """The schema's text with the fields, arguments, lists and moves that are of use to this caller, and nothing that only others see."""
    tree = visit(parse(sdl), _Left(view, scopes))
    return print_ast(_reachable(tree, ("Query", "Mutation") if scopes else ("Query",)))


class _Left(Visitor):
    """Takes out what the view never shows."""

    def __init__(self, view: View, scopes: frozenset[Scope]) -> None:
        super().__init__()
        self._view = view
        self._scopes = scopes
        self._shown = {name for name, item in ITEMS.items() if view.audiences(item)}

    def enter_object_type_definition(self, node: ObjectTypeDefinitionNode, *_: object) -> Any:  # noqa: ANN401 - graphql-core's
        """A field of an item, a root field or a move."""
        name = node.name.value
        if name == "Query":
            return self._only(node, lambda field: self._root(field.name.value))
        if name == "Mutation":
            return self._only(node, lambda field: self._move(field.name.value))
        if name not in ITEMS:
            return None
        return self._only(node, lambda field: self._field(ITEMS[name], field.name.value))

    def enter_interface_type_definition(self, node: InterfaceTypeDefinitionNode, *_: object) -> Any:  # noqa: ANN401 - graphql-core's
        """The interface of all records has what each of them has."""
        if node.name.value != "CreditRecord":
            return None
        records = [
            item for item in ITEMS.values() if item.shape is Shape.RECORD and item.__name__ in self._shown
        ]
        return self._only(node, lambda field: all(self._field(item, field.name.value) for item in records))

    def enter_input_object_type_definition(self, node: InputObjectTypeDefinitionNode, *_: object) -> Any:  # noqa: ANN401 - graphql-core's
        """Filters and orders on what it may see unmasked."""
        name = node.name.value
        item = ITEMS.get(name.removesuffix("Where").removesuffix("Order").removesuffix("By"))
        if item is None or name == item.__name__:
            return None
        return self._only(node, lambda field: self._argument(item, field.name.value))

    def _only(self, node: Any, kept: Any) -> Any:  # noqa: ANN401 - nodes of three kinds
        return replace(node, fields=tuple(one for one in node.fields if kept(one)))

    def _root(self, name: str) -> bool:
        root = ROOTS.get(name)
        return root is None or not root.item or root.item in self._shown

    def _move(self, name: str) -> bool:
        if name == "submitRecords":
            return Scope.RECORD_SUBMIT in self._scopes
        move = next((one for one in MOVES.values() if camel(f"{one.name}_record") == name), None)
        return move is None or any(scope in self._scopes for scope, _ in move.ways)

    def _field(self, item: type[Item], name: str) -> bool:
        fields = {one.graphql: one for one in item.fields.values()}
        edges = {one.graphql: one for one in item.edges.values()}
        if name in fields:
            return name == "id" or _ever(self._view, item, fields[name])
        return name not in edges or edges[name].target not in ITEMS or edges[name].target in self._shown

    def _argument(self, item: type[Item], name: str) -> bool:
        field = next((one for one in item.fields.values() if one.graphql == name), None)
        return field is None or bool(self._view.ever(item, field) & {"clear", OPENED})


def _reachable(tree: DocumentNode, roots: Iterable[str]) -> DocumentNode:
    """The definitions that a root field leads to; arguments of a type without fields go with it."""
    known: dict[str, Any] = {one.name.value: one for one in tree.definitions if hasattr(one, "name")}
    empty = {name for name, one in known.items() if getattr(one, "fields", None) == ()}
    known = {name: _without(one, empty) for name, one in known.items()}
    found: set[str] = set()
    waiting = [*roots]
    while waiting:
        name = waiting.pop()
        if name in known and name not in found and name not in empty:
            found.add(name)
            waiting += _led_to(known[name], known)
    kept = [known.get(one.name.value, one) for one in tree.definitions if _kept(one, found)]  # type: ignore[attr-defined]  # all are named
    return DocumentNode(definitions=tuple(kept))


def _kept(one: Any, found: set[str]) -> bool:  # noqa: ANN401 - a definition of any kind
    return "directive" in one.kind or one.name.value in found


def _without(node: Any, empty: set[str]) -> Any:  # noqa: ANN401 - a definition of any kind
    """The definition without arguments of types that have no field left."""
    if not isinstance(node, ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode):
        return node
    fields = (
        replace(one, arguments=tuple(each for each in one.arguments or () if _named(each.type) not in empty))
        for one in node.fields or ()
    )
    return replace(node, fields=tuple(fields))


def _led_to(node: Any, known: Mapping[str, Any]) -> list[str]:  # noqa: ANN401 - a definition of any kind
    names = [_named(one.type) for one in getattr(node, "fields", None) or ()]
    names += [
        _named(arg.type)
        for one in getattr(node, "fields", None) or ()
        for arg in getattr(one, "arguments", None) or ()
    ]
    names += [one.name.value for one in getattr(node, "interfaces", None) or ()]
    if isinstance(node, UnionTypeDefinitionNode):
        names += [one.name.value for one in node.types or ()]
    if isinstance(node, InterfaceTypeDefinitionNode):
        here = node.name.value
        names += [
            name
            for name, one in known.items()
            if any(each.name.value == here for each in getattr(one, "interfaces", None) or ())
        ]
    return names


def _named(kind: Any) -> str:  # noqa: ANN401 - a type node
    while not isinstance(kind, NamedTypeNode):
        kind = kind.type
    return str(kind.name.value)
