"""How large one request may be.

Measured on the document before the rules of the specification run over it, so that an over-limit document never reaches the expensive
ones (`OverlappingFields` is quadratic). Fragments are measured once each and remembered: a rule that expands every spread on every
path can be stalled for seconds by a legal document of 800 bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphql import FieldNode, FragmentDefinitionNode, FragmentSpreadNode, OperationDefinitionNode

from exchange.errors import BadRequest, LimitExceeded

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphql import DocumentNode, SelectionSetNode

    from exchange.query.binding import Bind

SOURCE = 16_384
TOKENS = 1_000
LONGEST_KEY = 60
"""Characters of a response key: column names of PostgreSQL end at 63 bytes."""
NODES = 10_000
"""Rows that one operation may ask for, pages multiplied down the tree."""
COST = 250_000
"""Fields times rows of one operation: all the rows it may ask for, with 25 fields each."""
TOTAL = 500
"""Cost of a `totalCount`, which looks at every row that fits."""
COMMENTS = 50
DIGITS = 64

_LIMITS = {
    "levels of depth": 16,
    "fields with fragments expanded": 2_000,
    "aliases with fragments expanded": 100,
}
_FRAGMENTS = 50
_ROOTS, _RESOLVED = 20, 4


@dataclass(frozen=True, slots=True)
class Size:
    """Depth, fields and aliases of a selection with its fragments expanded."""

    depth: int = 0
    fields: int = 0
    aliases: int = 0

    def beside(self, other: Size) -> Size:
        """Both in one selection."""
        return Size(max(self.depth, other.depth), self.fields + other.fields, self.aliases + other.aliases)


def check(document: DocumentNode) -> None:
    """Raise `LimitExceeded` for the first limit that the document passes."""
    operations = [one for one in document.definitions if isinstance(one, OperationDefinitionNode)]
    fragments = {
        one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)
    }
    if not operations:
        raise BadRequest(problem="the document has no operation; write a query or a mutation.")
    _most("operations", len(operations), 1)
    _most("fragments", len(fragments), _FRAGMENTS)
    size, roots = _Measure(fragments), operations[0].selection_set
    _most("root fields", len(roots.selections), _ROOTS)
    found = size.of(roots)
    for (what, limit), number in zip(
        _LIMITS.items(), (found.depth, found.fields, found.aliases), strict=True
    ):
        _most(what, number, limit)


def check_roots(found: int, resolved: int) -> None:
    """The root fields with fragments expanded; `resolved` of them look at the rules or the schema, each as dear as a page of rows."""
    _most("root fields", found, _ROOTS)
    _most("root fields that look at the rules or the schema", resolved, _RESOLVED)


def _most(what: str, found: int, limit: int) -> None:
    if found > limit:
        raise LimitExceeded(what=what, found=found, limit=limit)


class _Measure:
    def __init__(self, fragments: dict[str, FragmentDefinitionNode]) -> None:
        self.fragments = fragments
        self.known: dict[str, Size] = {}

    def of(self, selections: SelectionSetNode) -> Size:
        size = Size()
        for one in selections.selections:
            size = size.beside(self._one(one))
        return size

    def _one(self, one: object) -> Size:
        if isinstance(one, FieldNode):
            below = self.of(one.selection_set) if one.selection_set else Size()
            _most("characters of a response key:", len((one.alias or one.name).value), LONGEST_KEY)
            return Size(below.depth + 1, below.fields + 1, below.aliases + (one.alias is not None))
        if isinstance(one, FragmentSpreadNode):
            return self._fragment(one.name.value)
        inner: SelectionSetNode | None = getattr(one, "selection_set", None)
        return self.of(inner) if inner else Size()

    def _fragment(self, name: str) -> Size:
        """A cycle counts as nothing here; the specification's rules refuse it afterwards."""
        if name not in self.known:
            self.known[name] = Size()
            fragment = self.fragments.get(name)
            self.known[name] = self.of(fragment.selection_set) if fragment else Size()
        return self.known[name]


def cost(pages: list[tuple[int, tuple[Bind, ...]]], read: Callable[[Bind], object]) -> int:
    """Check rows and cost asked for: for each connection the product of the page sizes on the way to it, and that times its weight."""
    rows = costs = 0
    for weight, chain in pages:
        product = 1
        for one in chain:
            size = read(one)
            product *= size if isinstance(size, int) else 1
        rows += product
        costs += product * weight
    _most("rows asked for, pages multiplied:", rows, NODES)
    _most("cost, fields times rows:", costs, COST)
    return costs + 1
