"""Operations: a drawn selection with arguments, aliases, fragments, directives and variables of our own."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graphql import (
    ArgumentNode,
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLObjectType,
    InlineFragmentNode,
    NamedTypeNode,
    NameNode,
    SelectionSetNode,
    VariableNode,
    ast_from_value,
    get_named_type,
    parse,
    print_ast,
    validate,
)
from hypothesis import assume
from hypothesis import strategies as st

from exchange.api.schema import schema
from exchange.model import ITEMS, Secrecy
from tests.operations.arguments import Arguments
from tests.operations.selections import selections

if TYPE_CHECKING:
    from graphql import GraphQLSchema, ValueNode

    from tests.twin.worlds import World

UNLUCKY = ("o5", "t1", "s1", "value", "n", "natural", "cursor", "facts", "node0_0", "seen", "e3", "page3")
"""Response keys that are names inside compiled statements as well."""
MOST_ALIASES = 40


@dataclass(frozen=True, slots=True)
class Operation:
    """A document with its variables. `pages` says that `$after` continues the root list from `continued.endCursor`."""

    text: str
    variables: dict[str, Any]
    pages: bool


def operations(root: str, world: World) -> st.SearchStrategy[Operation]:
    """Valid operations on one root field, over the values of a world."""

    @st.composite
    def drawn(draw: st.DrawFn) -> Operation:
        text, seed = draw(selections(root)), draw(st.integers(0, 2**32))
        made = enriched(text, world, seed)
        assume(made is not None)
        return made  # type: ignore[return-value]  # assumed above

    return drawn()


def enriched(text: str, world: World, seed: int) -> Operation | None:
    """The selection made into an operation; None where what was drawn does not fit together."""
    from tests.twin.answers import bare  # noqa: PLC0415 - the SDL is built when first needed

    made = _Enriched(bare(), random.Random(seed), world)
    operation = made.document(text)
    valid = not validate(schema()._schema, parse(operation.text))
    return operation if valid else None


@dataclass(slots=True)
class _Enriched:
    schema: GraphQLSchema
    chance: random.Random
    world: World
    declared: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    fragments: list[FragmentDefinitionNode] = field(default_factory=list)
    aliases: int = 0
    pages: bool = False

    def document(self, text: str) -> Operation:
        query: Any = self.schema.query_type
        selected = parse(text, no_location=True).definitions[0].selection_set  # type: ignore[attr-defined]
        body = self._set(query, selected, depth=0)
        head = f"query Drawn{'(' + ', '.join(self.declared) + ')' if self.declared else ''} "
        parts = [head + print_ast(body), *(print_ast(one) for one in self.fragments)]
        return Operation("\n".join(parts), self.values, self.pages)

    def _set(
        self, kind: GraphQLObjectType | GraphQLInterfaceType, given: SelectionSetNode, depth: int
    ) -> SelectionSetNode:
        """The selections of one type, some of them inside fragments."""
        nodes: list[Any] = []
        for one in given.selections:
            if isinstance(one, FieldNode):
                nodes.append(self._field(kind, one, depth))
            elif isinstance(one, InlineFragmentNode) and one.type_condition is not None:
                inner: Any = self.schema.get_type(one.type_condition.name.value)
                nodes.append(
                    InlineFragmentNode(
                        type_condition=one.type_condition,
                        directives=(),
                        selection_set=self._set(inner, one.selection_set, depth),
                    )
                )
        nodes += self._besides(kind, depth)
        if self._now(0.25) and depth:
            return SelectionSetNode(selections=(self._fragment(kind, nodes),))
        if self._now(0.2) and len(nodes) > 1:
            head, tail = nodes[0], nodes[1:]
            return SelectionSetNode(selections=(head, self._fragment(kind, tail)) if depth else (head, *tail))
        return SelectionSetNode(selections=tuple(nodes))

    def _besides(self, kind: GraphQLObjectType | GraphQLInterfaceType, depth: int) -> list[FieldNode]:
        """What a client often asks besides, and an unlucky draw leaves out."""
        added = (
            [FieldNode(name=_name("__typename"), arguments=(), directives=())]
            if self._now(0.15) and depth
            else []
        )
        if kind.name in ITEMS and self._now(0.6):
            offered = [one.graphql for one in ITEMS[kind.name].fields.values()]
            guarded = [
                one.graphql
                for one in ITEMS[kind.name].fields.values()
                if one.masks or one.secrecy is not Secrecy.OPEN
            ]
            chosen = self.chance.sample(offered, min(2, len(offered))) + self.chance.sample(
                guarded, min(2, len(guarded))
            )
            added += [
                FieldNode(name=_name(one), arguments=(), directives=()) for one in dict.fromkeys(chosen)
            ]
        if "totalCount" in kind.fields and self._now(0.5):
            added.append(FieldNode(name=_name("totalCount"), arguments=(), directives=()))
        if kind.name.endswith("Count") and self._now(0.6):
            added += [FieldNode(name=_name(one), arguments=(), directives=()) for one in ("count", "persons")]
        if "pageInfo" in kind.fields and (depth == 1 or self._now(0.3)):
            inside = SelectionSetNode(
                selections=tuple(
                    FieldNode(name=_name(one), arguments=(), directives=())
                    for one in ("hasNextPage", "startCursor", "endCursor")
                )
            )
            added.append(
                FieldNode(
                    name=_name("pageInfo"),
                    alias=_name("continued"),
                    arguments=(),
                    directives=(),
                    selection_set=inside,
                )
            )
        if "disclosure" in kind.fields and self._now(0.3):
            inside = SelectionSetNode(
                selections=tuple(
                    FieldNode(name=_name(one), arguments=(), directives=())
                    for one in ("field", "treatment", "reason")
                )
            )
            added.append(
                FieldNode(
                    name=_name("disclosure"),
                    alias=_name("why"),
                    arguments=(),
                    directives=(),
                    selection_set=inside,
                )
            )
        return added

    def _field(
        self, kind: GraphQLObjectType | GraphQLInterfaceType, node: FieldNode, depth: int
    ) -> FieldNode:
        definition = kind.fields[node.name.value]
        target: Any = get_named_type(definition.type)
        arguments = self._arguments(definition, target.name, depth)
        below = self._set(target, node.selection_set, depth + 1) if node.selection_set else None
        return FieldNode(
            name=node.name, alias=self._alias(node, bool(definition.args)), arguments=tuple(arguments), directives=self._directives(),
            selection_set=below,
        )  # fmt: skip

    def _alias(self, node: FieldNode, argued: bool) -> NameNode | None:
        """Fields with arguments always get one: two of them would not merge."""
        if self.aliases < MOST_ALIASES and (argued or node.alias or self._now(0.15)):
            self.aliases += 1
            return _name(f"a{self.aliases}" if self.aliases > len(UNLUCKY) else UNLUCKY[self.aliases - 1])
        return None

    def _arguments(self, definition: Any, returns: str, depth: int) -> list[ArgumentNode]:  # noqa: ANN401 - a field of the schema
        found = []
        for argument, value in Arguments(self.chance, self.world).of(definition, returns).items():
            kind = definition.args[argument].type
            found.append(
                ArgumentNode(name=_name(argument), value=self._variable(kind, value) or _literal(value, kind))
            )
        if depth == 0 and "after" in definition.args:
            self.declared.append("$after: String")
            self.pages = True
            found.append(ArgumentNode(name=_name("after"), value=VariableNode(name=_name("after"))))
        return found

    def _variable(self, kind: Any, value: Any) -> VariableNode | None:  # noqa: ANN401 - an input type and its value
        if not self._now(0.35):
            return None
        name = f"v{len(self.declared)}"
        written = str(kind)
        if self._now(0.3):  # by its default, or by a value that overrides it
            self.declared.append(f"${name}: {written.rstrip('!')} = {print_ast(_literal(value, kind))}")
            if written.endswith("!"):
                self.declared[-1] = f"${name}: {written} = {print_ast(_literal(value, kind))}"
            if self._now(0.5):
                self.values[name] = value
        else:
            self.declared.append(f"${name}: {written}")
            self.values[name] = value
        return VariableNode(name=_name(name))

    def _directives(self) -> tuple[DirectiveNode, ...]:
        if not self._now(0.12):
            return ()
        word, wanted = self.chance.choice(
            (("include", True), ("skip", False), ("include", False), ("skip", True), ("include", True))
        )
        boolean = self.schema.get_type("Boolean")
        value = self._switch(wanted=wanted) if self._now(0.5) else _literal(wanted, boolean)
        return (DirectiveNode(name=_name(word), arguments=(ArgumentNode(name=_name("if"), value=value),)),)

    def _switch(self, *, wanted: bool) -> VariableNode:
        name = f"v{len(self.declared)}"
        self.declared.append(f"${name}: Boolean!")
        self.values[name] = wanted
        return VariableNode(name=_name(name))

    def _fragment(
        self, kind: GraphQLObjectType | GraphQLInterfaceType, nodes: list[Any]
    ) -> FragmentSpreadNode | InlineFragmentNode:
        selected = SelectionSetNode(selections=tuple(nodes))
        condition = NamedTypeNode(name=_name(kind.name))
        if self._now(0.5):
            return InlineFragmentNode(
                type_condition=condition if self._now(0.7) else None, directives=(), selection_set=selected
            )
        name = _name(f"F{len(self.fragments)}")
        self.fragments.append(
            FragmentDefinitionNode(
                name=name,
                type_condition=condition,
                directives=(),
                selection_set=selected,
                variable_definitions=(),
            )
        )
        return FragmentSpreadNode(name=name, directives=self._directives())

    def _now(self, share: float) -> bool:
        return self.chance.random() < share


def _name(text: str) -> NameNode:
    return NameNode(value=text)


def _literal(value: Any, kind: Any) -> ValueNode:  # noqa: ANN401 - a value and its input type
    found = ast_from_value(value, kind)
    assert found is not None
    return found
