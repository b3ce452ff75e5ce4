"""The tree: what one operation asks for, with fragments merged, directives applied and arguments coerced.

Values that come from variables stay `Slot`s, so that the statement compiled from the tree serves every later request of the same shape.
`signature` says what "the same shape" is: which keys of input objects are present, which enum values and booleans were given, and at
which level of divisions a region code stands. Everything else is only ever bound.

Built on graphql-core's own schema and coercion (Strawberry's `selected_fields` gives `5` as `'5'` and forgets defaults).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graphql import (
    BooleanValueNode,
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLUnionType,
    InlineFragmentNode,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    Undefined,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
    is_list_type,
    value_from_ast,
)

from exchange.disclosure.predicates import subtree_column

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from graphql import GraphQLArgument, GraphQLInputType, GraphQLSchema, SelectionNode, ValueNode


KEYS = "CountKey"
"""How the names of enums end whose members are the keys of a grouping."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A value to be bound at run time: read from the variables by `path`. `sample` is the value seen while compiling."""

    path: tuple[str | int, ...]
    sample: object

    def read(self, variables: Mapping[str, Any]) -> object:
        """The value of this request."""
        found: Any = variables
        for step in self.path:
            found = found[step]
        return found


@dataclass(frozen=True, slots=True)
class Const:
    """A value written in the document, or fixed by the signature."""

    value: object

    @property
    def sample(self) -> object:
        """Same as the value."""
        return self.value

    def read(self, _: Mapping[str, Any]) -> object:
        """The value, whatever the variables."""
        return self.value


@dataclass(frozen=True, slots=True)
class Several:
    """A list whose members are written one by one, some of them variables."""

    members: tuple[Slot | Const, ...]

    @property
    def sample(self) -> object:
        """The list seen while compiling."""
        return [one.sample for one in self.members]

    def read(self, variables: Mapping[str, Any]) -> object:
        """The list of this request."""
        return [one.read(variables) for one in self.members]


@dataclass(frozen=True, slots=True)
class Respelled:
    """A text in another spelling than it was typed in."""

    leaf: Leaf
    spell: Callable[[str], object]

    @property
    def sample(self) -> object:
        """The value seen while compiling."""
        return self.spell(str(self.leaf.sample))

    def read(self, variables: Mapping[str, Any]) -> object:
        """The value of this request."""
        return self.spell(str(self.leaf.read(variables)))


Leaf = Slot | Const | Several | Respelled
Arg = Leaf | dict[str, Any] | list[Any]


@dataclass(frozen=True, slots=True)
class Node:
    """One selected field: response key, name, arguments, and what is selected below it, per concrete type."""

    key: str
    name: str
    parent: str
    args: Mapping[str, Arg]
    returns: str
    below: Mapping[str, tuple[Node, ...]] = field(default_factory=dict)

    @property
    def children(self) -> tuple[Node, ...]:
        """What is selected below, where the type below is not abstract."""
        return next(iter(self.below.values()), ())


class Reader:
    """Reads one operation into `Node`s. `variables` are the coerced values of this request."""

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: Mapping[str, FragmentDefinitionNode],
        variables: Mapping[str, Any],
    ) -> None:
        self.schema = schema
        self.fragments = fragments
        self.variables = variables

    def nodes(self, kind: GraphQLObjectType, fields: Iterable[FieldNode | SelectionNode]) -> tuple[Node, ...]:
        """The selection on one concrete type, merged by response key, in order of first appearance."""
        grouped: dict[str, list[FieldNode]] = {}
        self._collect(kind, fields, grouped)
        return tuple(self._node(kind, key, same) for key, same in grouped.items())

    def _collect(
        self, kind: GraphQLObjectType, selections: Iterable[Any], grouped: dict[str, list[FieldNode]]
    ) -> None:
        for one in selections:
            if not self._included(one.directives):
                continue
            if isinstance(one, FieldNode):
                key = one.alias.value if one.alias else one.name.value
                grouped.setdefault(key, []).append(one)
                continue
            fragment = self.fragments[one.name.value] if isinstance(one, FragmentSpreadNode) else one
            if isinstance(fragment, FragmentDefinitionNode | InlineFragmentNode) and self._matches(
                kind, fragment
            ):
                self._collect(kind, fragment.selection_set.selections, grouped)

    def _matches(
        self, kind: GraphQLObjectType, fragment: FragmentDefinitionNode | InlineFragmentNode
    ) -> bool:
        if fragment.type_condition is None:
            return True
        named = self.schema.get_type(fragment.type_condition.name.value)
        if isinstance(named, GraphQLInterfaceType | GraphQLUnionType):
            return self.schema.is_sub_type(named, kind)
        return named is kind

    def _included(self, directives: Iterable[DirectiveNode] | None) -> bool:
        for directive in directives or ():
            if directive.name.value not in {"skip", "include"}:
                continue
            value = (directive.arguments or ())[0].value
            given = self.variables[value.name.value] if isinstance(value, VariableNode) else _boolean(value)
            if given is (directive.name.value == "skip"):
                return False
        return True

    def _node(self, kind: GraphQLObjectType, key: str, same: list[FieldNode]) -> Node:
        name = same[0].name.value
        if name.startswith("__"):  # `__typename`; introspection is not compiled
            return Node(key, name, kind.name, {}, "String")
        definition = kind.fields[name]
        below = [one for node in same if node.selection_set for one in node.selection_set.selections]
        target = get_named_type(definition.type)
        return Node(
            key, name, kind.name, self._arguments(definition.args, same[0]), target.name,
            {one.name: self.nodes(one, below) for one in self._concrete(target)},
        )  # fmt: skip

    def _concrete(self, target: object) -> list[GraphQLObjectType]:
        if isinstance(target, GraphQLObjectType):
            return [target]
        if is_abstract_type(target):
            return list(self.schema.get_possible_types(target))
        return []

    def _arguments(self, definitions: Mapping[str, GraphQLArgument], node: FieldNode) -> dict[str, Arg]:
        given = {argument.name.value: argument.value for argument in node.arguments or ()}
        found: dict[str, Arg] = {}
        for name, definition in definitions.items():
            value = self._argument(definition, given.get(name))
            if value is not None:
                found[name] = value
        return found

    def _argument(self, definition: GraphQLArgument, value: ValueNode | None) -> Arg | None:
        absent = value is None or (isinstance(value, VariableNode) and value.name.value not in self.variables)
        if absent or value is None:
            default = definition.default_value
            return None if default is Undefined or default is None else shape(default, definition.type, None)
        return self._value(value, definition.type)

    def _value(self, value: ValueNode, kind: GraphQLInputType) -> Arg | None:
        """An AST value → nested arguments; null is the same as absent."""
        if isinstance(value, NullValueNode):
            return None
        if isinstance(value, VariableNode):
            name = value.name.value
            given = self.variables.get(name)
            return None if given is None else shape(given, kind, (name,))
        inner = get_nullable_type(kind)
        if isinstance(value, ObjectValueNode) and isinstance(inner, GraphQLInputObjectType):
            return self._object(value, inner)
        if isinstance(value, ListValueNode) and is_list_type(inner):
            return self._list([self._value(one, inner.of_type) for one in value.values])
        coerced = value_from_ast(value, kind, dict(self.variables))
        return shape(coerced, kind, None)

    def _object(self, value: ObjectValueNode, kind: GraphQLInputObjectType) -> dict[str, Any]:
        found = {}
        for one in value.fields:
            inner = self._value(one.value, kind.fields[one.name.value].type)
            if inner is not None:
                found[one.name.value] = inner
        return found

    def _list(self, members: list[Arg | None]) -> Arg:
        given = [one for one in members if one is not None]
        if all(isinstance(one, Const) for one in given):
            return Const([one.value for one in given if isinstance(one, Const)])
        if all(isinstance(one, Slot | Const) for one in given):
            return Several(tuple(one for one in given if isinstance(one, Slot | Const)))
        return given


def _boolean(value: ValueNode) -> bool:
    return isinstance(value, BooleanValueNode) and value.value


def shape(value: Any, kind: GraphQLInputType, path: tuple[str | int, ...] | None) -> Arg | None:  # noqa: ANN401 - coerced by type
    """A coerced value → nested arguments: input objects by key, leaves as slots (or constants where there is no variable)."""
    inner = get_nullable_type(kind)
    if value is None:
        return None
    if isinstance(inner, GraphQLInputObjectType):
        members = ((key, shape(one, inner.fields[key].type, _step(path, key))) for key, one in value.items())
        return {key: one for key, one in members if one is not None}
    if is_list_type(inner) and isinstance(get_named_type(inner), GraphQLInputObjectType):
        listed = value if isinstance(value, list) else [value]
        return [shape(one, inner.of_type, _step(path, number)) for number, one in enumerate(listed)]
    if path is None or _fixed(inner) or _grouping(inner):
        return Const(value)
    return Slot(path, value)


def _step(path: tuple[str | int, ...] | None, step: str | int) -> tuple[str | int, ...] | None:
    return None if path is None else (*path, step)


def _fixed(kind: object) -> bool:
    """Single enum values and booleans are part of the signature, so they stand in the plan as they are."""
    return isinstance(kind, GraphQLEnumType) or (
        isinstance(kind, GraphQLScalarType) and kind.name == "Boolean"
    )


def _grouping(kind: object) -> bool:
    """The keys of a grouping are columns of the statement, so a list of them is part of the signature as it stands."""
    named = get_named_type(kind) if is_list_type(kind) else None
    return isinstance(named, GraphQLEnumType) and named.name.endswith(KEYS)


def signature(value: Any, kind: GraphQLInputType) -> object:  # noqa: ANN401 - coerced by type
    """What of a variable's value changes the text of the statement."""
    inner = get_nullable_type(kind)
    if value is None:
        return None
    if isinstance(inner, GraphQLInputObjectType):
        return tuple(
            (key, signature(value[key], inner.fields[key].type))
            for key in sorted(value)
            if value[key] is not None
        )
    if _grouping(inner):
        return tuple(value)
    if is_list_type(inner):
        if not isinstance(get_named_type(inner), GraphQLInputObjectType):
            return "list"
        return tuple(signature(one, inner.of_type) for one in (value if isinstance(value, list) else [value]))
    if _fixed(inner):
        return value
    return (
        subtree_column(value)
        if isinstance(inner, GraphQLScalarType) and inner.name == "DivisionCode"
        else "given"
    )
