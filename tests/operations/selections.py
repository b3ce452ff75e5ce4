"""Selections drawn by hypothesis-graphql: over one root field at a time, and over a schema without arguments.

Arguments are added afterwards from the values that the worlds are made of (`arguments`). Drawn freely they never hit, and drawing them
takes five times as long.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from graphql import FieldDefinitionNode, InterfaceTypeDefinitionNode, Visitor, parse, print_ast, visit
from hypothesis_graphql import queries

from exchange.api.schema import schema
from exchange.query.roots import ROOTS

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

NAMES = tuple(ROOTS)


class _WithoutArguments(Visitor):
    def enter_field_definition(self, node: FieldDefinitionNode, *_: object) -> FieldDefinitionNode:
        """The field, plain."""
        return FieldDefinitionNode(name=node.name, type=node.type, arguments=(), directives=())

    def leave_interface_type_definition(
        self, node: InterfaceTypeDefinitionNode, *_: object
    ) -> InterfaceTypeDefinitionNode:
        """Nothing of it changes but its fields."""
        return node


@cache
def plain() -> str:
    """The SDL without arguments of fields."""
    return print_ast(visit(parse(schema().as_str(), no_location=True), _WithoutArguments()))


def selections(root: str) -> SearchStrategy[str]:
    """Documents that ask one root field for anything."""
    return queries(plain(), fields=[root], allow_null=False)
