"""Documents: text → parsed, limited and validated once, then kept by its text.

Strawberry's own validation cache hashes the whole tree on every request; a dictionary keyed by the text does not.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphql import (
    FieldNode,
    FloatValueNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSyntaxError,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    OperationType,
    StringValueNode,
    Visitor,
    parse,
    validate,
    visit,
)

from exchange.api.variables import variables
from exchange.errors import BadRequest, ExchangeError, LimitExceeded
from exchange.query import limits
from exchange.query.roots import ROOTS

if TYPE_CHECKING:
    from graphql import DocumentNode, GraphQLSchema

    from exchange.api.shares import Share
    from exchange.api.variables import Variable

KEPT = 2_000
_TEXTS_AND_COMMENTS = re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|#[^\n\r]*')


class Refused(Exception):
    """The document cannot be executed; `errors` say why, each with its code."""

    def __init__(self, *errors: tuple[str, GraphQLError]) -> None:
        self.errors = errors
        super().__init__()


@dataclass(frozen=True, slots=True)
class Document:
    """A document that can be executed."""

    text: str
    tree: DocumentNode
    operation: OperationDefinitionNode
    fragments: dict[str, FragmentDefinitionNode]
    variables: tuple[Variable, ...]
    compiled: bool
    mutates: bool
    """True for anything but a query."""


class Documents:
    """The bounded cache."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self.schema = schema
        self.kept: OrderedDict[str, Document] = OrderedDict()
        self.pinned: dict[str, Document] = {}

    def read(self, text: str, share: Share | None = None) -> Document:
        """The executable document; raises `Refused`, `LimitExceeded` or `BadRequest`, and TooManyRequests for one too many."""
        found = self.pinned.get(text)
        if found is not None:
            return found
        if share is not None:
            share.asks(text)
        found = self.kept.get(text)
        if found is None:
            found = self.kept[text] = self._counted(text, share)
            if len(self.kept) > KEPT:
                self.kept.popitem(last=False)
        else:
            self.kept.move_to_end(text)
        return found

    def all(self) -> list[Document]:
        """Those that are trusted, and those that were asked lately."""
        return [*self.pinned.values(), *self.kept.values()]

    def _counted(self, text: str, share: Share | None) -> Document:
        try:
            return self._read(text)
        except (Refused, ExchangeError):
            if share is not None:
                share.refuse(text)
            raise

    def pin(self, text: str) -> None:
        """Read it now and never forget it; raises like `read`."""
        self.pinned[text] = self._read(text)

    def _read(self, text: str) -> Document:
        tree = self._parse(text)
        limits.check(tree)
        visit(tree, _Literals())
        errors = validate(self.schema, tree, max_errors=10, hide_suggestions=True)
        if errors:
            raise Refused(*(("VALIDATION_FAILED", error) for error in errors))
        operation = next(one for one in tree.definitions if isinstance(one, OperationDefinitionNode))
        fragments = {
            one.name.value: one for one in tree.definitions if isinstance(one, FragmentDefinitionNode)
        }
        mutates = operation.operation is not OperationType.QUERY
        names = [one for one in _root_names(operation, fragments) if one != "__typename"]
        resolved = sum(one not in ROOTS for one in names)
        limits.check_roots(len(names), 0 if mutates else resolved)
        return Document(
            text,
            tree,
            operation,
            fragments,
            variables(self.schema, operation, tree),
            compiled=not mutates and not resolved,
            mutates=mutates,
        )

    def _parse(self, text: str) -> DocumentNode:
        if len(text) > limits.SOURCE:
            raise LimitExceeded(what="characters", found=len(text), limit=limits.SOURCE)
        if text.count("#") > limits.COMMENTS:
            _comments(text)
        try:
            return parse(text, max_tokens=limits.TOKENS)
        except GraphQLSyntaxError as error:
            if "tokens" in error.message:
                raise LimitExceeded(
                    what="tokens", found=f"over {limits.TOKENS}", limit=limits.TOKENS
                ) from None
            raise Refused(("SYNTAX_ERROR", error)) from None
        except RecursionError:
            raise BadRequest(problem="the document is nested too deeply.") from None


def _comments(text: str) -> None:
    """The parser counts tokens, and a comment is none."""
    found = sum(one.startswith("#") for one in _TEXTS_AND_COMMENTS.findall(text))
    if found > limits.COMMENTS:
        raise LimitExceeded(what="comments", found=found, limit=limits.COMMENTS)


class _Literals(Visitor):
    """Literals keep to what the body check asks of variables: an escape must not bring NUL in, a number has an end."""

    def enter_int_value(self, node: IntValueNode | FloatValueNode, *_: object) -> None:
        """Refuse what no number here can be; Python's own words about it would come out otherwise."""
        if len(node.value) > limits.DIGITS:
            raise BadRequest(problem=f"a number has more than {limits.DIGITS} characters.")

    enter_float_value = enter_int_value

    def enter_string_value(self, node: StringValueNode, *_: object) -> None:
        """Refuse NUL; PostgreSQL holds no text with it."""
        if "\0" in node.value:
            raise BadRequest(problem="a text holds the character NUL. Leave it out.")


def _root_names(
    operation: OperationDefinitionNode | FragmentDefinitionNode, fragments: dict[str, FragmentDefinitionNode]
) -> list[str]:
    names: list[str] = []
    waiting = list(operation.selection_set.selections)
    while waiting:
        one = waiting.pop()
        if isinstance(one, FieldNode):
            names.append(one.name.value)
        elif isinstance(one, FragmentSpreadNode):
            waiting.extend(fragments[one.name.value].selection_set.selections)
        elif isinstance(one, InlineFragmentNode):
            waiting.extend(one.selection_set.selections)
    return names
