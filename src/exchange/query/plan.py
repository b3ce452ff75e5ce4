"""The plan: what a tree means for one view, before any SQL. What it is made of; `planner` makes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exchange.model import Edge, Field, Item
    from exchange.query.selection import Leaf


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition of `where`: field, operator, value."""

    field: Field
    operator: str
    value: Leaf


@dataclass(frozen=True, slots=True)
class OrderKey:
    """One key of `orderBy`."""

    field: Field
    descending: bool


@dataclass(frozen=True, slots=True)
class Pick:
    """A field of the row."""

    key: str
    field: Field


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value known without the row: `__typename`."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Explain:
    """`disclosure { … }`: what this caller does not get of this row, and why; pairs of response key and part."""

    key: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """`changes { … }`: the fields in which this version differs from an earlier one, `since` or the one before."""

    key: str
    item: type[Item]
    since: Leaf | None
    parts: tuple[tuple[str, str], ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """What is compared: all that a submitter gives."""
        return tuple(one for one in self.item.fields.values() if one.given)


@dataclass(frozen=True, slots=True)
class Touched:
    """`records` of a change of the catalogue: how many records it is about."""

    key: str


@dataclass(frozen=True, slots=True)
class Possible:
    """`moves`: what the caller can make of the row."""

    key: str


@dataclass(frozen=True, slots=True)
class Body:
    """What is wanted of one row."""

    item: type[Item]
    outputs: tuple[Output, ...]


@dataclass(frozen=True, slots=True)
class One:
    """A single row: by an edge from the row around it, or by a unique filter."""

    key: str
    body: Body
    edge: Edge | None = None
    filters: tuple[Filter, ...] = ()
    mine: bool = False


@dataclass(frozen=True, slots=True)
class AnyOf:
    """A single row of whichever item has it: by its id (`node`), or by an edge that leads to any record."""

    key: str
    choices: tuple[One, ...]


@dataclass(frozen=True, slots=True)
class Eligible:
    """Whether no measure that the caller sees bars the subject around it from a purpose."""

    key: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Listing:
    """All rows of an edge, as a plain list; of measures those alone that bar from a purpose, if one is named."""

    key: str
    body: Body
    edge: Edge
    barring: str = ""


@dataclass(frozen=True, slots=True)
class EdgePart:
    """`edges { … }` of a connection: the cursor's and node's response keys, in order."""

    key: str
    parts: tuple[Fixed | CursorPart | NodePart, ...]


@dataclass(frozen=True, slots=True)
class CursorPart:
    """`cursor` of an edge."""

    key: str


@dataclass(frozen=True, slots=True)
class NodePart:
    """`node { … }` of an edge."""

    key: str
    body: Body


@dataclass(frozen=True, slots=True)
class TotalPart:
    """`totalCount`."""

    key: str


@dataclass(frozen=True, slots=True)
class PagePart:
    """`pageInfo { … }`: pairs of response key and name."""

    key: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Many:
    """A connection: filtered, ordered, paged."""

    key: str
    item: type[Item]
    edge: Edge | None
    filters: tuple[Filter, ...]
    search: Leaf | None
    by_number: bool
    order: tuple[OrderKey, ...]
    first: Leaf
    after: Leaf | None
    parts: tuple[Fixed | TotalPart | PagePart | EdgePart, ...]
    field_name: str
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """Records counted by group: what they are grouped by, and what is wanted of each group."""

    key: str
    item: type[Item]
    by: tuple[str, ...]
    filters: tuple[Filter, ...]
    parts: tuple[Fixed | CountPart | One, ...]


@dataclass(frozen=True, slots=True)
class CountPart:
    """`count`, `persons`, `personsWithheld`, or a key of the group; null where it is not grouped by that."""

    key: str
    name: str


Output = (
    Pick | Fixed | Explain | Changes | Touched | Possible | One | AnyOf | Listing | Many | Counts | Eligible
)
