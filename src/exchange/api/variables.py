"""Variables of a request: coerced by graphql-core, and the simplest of them without its machinery.

Most requests of a website name an id and a page size. Where every variable is a plain scalar or enum with a value of the kind that its
type takes, the type's own parser says all there is to say. Everything else (defaults, lists, input objects, nulls, anything wrong) goes
to `get_variable_values`, which knows how to complain.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphql import (
    GraphQLEnumType,
    GraphQLError,
    GraphQLScalarType,
    VariableNode,
    Visitor,
    get_nullable_type,
    get_variable_values,
    type_from_ast,
    visit,
)

from exchange.query import names
from exchange.query.selection import signature

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphql import (
        ArgumentNode,
        DocumentNode,
        GraphQLInputType,
        GraphQLSchema,
        OperationDefinitionNode,
    )


PLAIN = frozenset({"ID", "String", "Int", "Date", "DateTime", "Decimal"})


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable that an operation declares; `leaf` is its type where that is a scalar or an enum."""

    name: str
    kind: GraphQLInputType
    leaf: GraphQLScalarType | GraphQLEnumType | None
    plain: bool
    """A scalar whose values all make the same statement."""
    searched: bool = False
    """What is typed into a search: its shape decides which statement it makes."""

    def shape(self, values: Mapping[str, Any]) -> object:
        """What of the value changes the text of a statement; absent and null differ, since only what is absent has a default."""
        if self.plain:
            given = self.name in values and (values[self.name] is not None or None)
            return (given, names.is_number(values[self.name])) if given and self.searched else given
        return self.name in values, signature(values.get(self.name), self.kind)


def variables(
    schema: GraphQLSchema, operation: OperationDefinitionNode, tree: DocumentNode
) -> tuple[Variable, ...]:
    """The variables of a validated operation of the document."""
    typed = _Typed()
    visit(tree, typed)
    found = []
    for definition in operation.variable_definitions or ():
        kind: Any = type_from_ast(schema, definition.type)
        inner = get_nullable_type(kind)
        leaf = inner if isinstance(inner, GraphQLScalarType | GraphQLEnumType) else None
        plain = isinstance(inner, GraphQLScalarType) and inner.name in PLAIN
        name = definition.variable.name.value
        found.append(Variable(name, kind, leaf, plain, name in typed.names))
    return tuple(found)


class _Typed(Visitor):
    """Collects the variables that stand where a search does."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_argument(self, node: ArgumentNode, *_: object) -> None:
        """An argument of any field."""
        if node.name.value == "search" and isinstance(node.value, VariableNode):
            self.names.add(node.value.name.value)


def coerced(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    declared: tuple[Variable, ...],
    given: Mapping[str, Any],
) -> dict[str, Any] | list[GraphQLError]:
    """The values by name, or what is wrong with them."""
    plain = _plain(declared, given)
    if plain is not None:
        return plain
    found = get_variable_values(
        schema, operation.variable_definitions or (), dict(given), max_errors=10, hide_suggestions=True
    )
    return found if isinstance(found, list) else dict(found.coerced)


def _plain(declared: tuple[Variable, ...], given: Mapping[str, Any]) -> dict[str, Any] | None:
    """The values where all are leaves and present; None where graphql-core has to look."""
    found = {}
    for one in declared:
        value = given.get(one.name)
        if one.leaf is None or value is None:
            return None
        try:
            found[one.name] = one.leaf.parse_value(value)
        except Exception:  # noqa: BLE001 - a scalar's parser may raise anything; graphql-core turns it into an error
            return None
    return found


def shapes(declared: tuple[Variable, ...], values: Mapping[str, Any]) -> tuple[object, ...]:
    """What of the values changes the text of a statement."""
    return tuple([one.shape(values) for one in declared])
