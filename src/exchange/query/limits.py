"""How large one request may be.

Measured on the document before the rules of the specification run over it, so that an over-limit document never reaches the expensive
ones (`OverlappingFields` is quadratic). Fragments are measured once each and remembered: a rule that expands every spread on every
path can be stalled for seconds by a legal document of 800 bytes.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphql import FieldNode, FragmentDefinitionNode, FragmentSpreadNode, OperationDefinitionNode

from exchange.errors import BadRequest, LimitExceeded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

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
    "pairs of fields under one name with fragments expanded": 2_000,
}
_FRAGMENTS = 50
_ROOTS, _RESOLVED = 20, 4


@dataclass(frozen=True, slots=True)
class Size:
    """Depth, fields, aliases and pairs of a selection with its fragments expanded; `keys` says how often each response key stands in it.

    Fields under one key have to be compared with each other, which the specification's rule does for every pair.
    """

    depth: int = 0
    fields: int = 0
    aliases: int = 0
    pairs: int = 0
    keys: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def together(cls, parts: Sequence[Size]) -> Size:
        """All of them in one selection."""
        keys = Counter[str]()
        for one in parts:
            keys.update(one.keys)
        return cls(
            max((one.depth for one in parts), default=0),
            sum(one.fields for one in parts),
            sum(one.aliases for one in parts),
            sum(one.pairs for one in parts),
            keys,
        )

    @property
    def compared(self) -> int:
        """The pairs below, and those of the selection itself."""
        return self.pairs + sum(number * (number - 1) // 2 for number in self.keys.values())


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
        _LIMITS.items(), (found.depth, found.fields, found.aliases, found.compared), strict=True
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
        return Size.together([self._one(one) for one in selections.selections])

    def _one(self, one: object) -> Size:
        if isinstance(one, FieldNode):
            below = self.of(one.selection_set) if one.selection_set else Size()
            key, named = (one.alias or one.name).value, one.alias is not None
            _most("characters of a response key:", len(key), LONGEST_KEY)
            return Size(below.depth + 1, below.fields + 1, below.aliases + named, below.compared, {key: 1})
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
