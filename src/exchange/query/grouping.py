"""What the records or cases of an item can be counted by, read off its declaration: an item that is added has its counts without a line.

A key stands on one field, which the caller must be given in clear; a row on which it is hidden is in the group without a value. So a
group tells nothing that its rows do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exchange.model import Edge, Field, Item, Shape

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST = 4
"""Keys of one grouping."""
PERSONS_BY = ("YEAR",)
"""The one grouping in which natural persons are counted, and only without conditions."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its name in the answer, the field that it stands on, the column it reads, and the edge that shows it."""

    name: str
    field: Field
    column: str
    edge: Edge | None = None
    part: str = ""
    """Of a date: `year` or `month`; of a last day in time, whether it is over (`overdue`)."""


def keys(item: type[Item]) -> Mapping[str, Key]:
    """The keys of an item by the word that asks for them."""
    fields = item.fields
    found = {word.upper(): _division(fields["region"], word) for word in _LEVELS}
    found |= _of_case(fields) if item.shape is Shape.CASE else _of_record(fields)
    for field in fields.values():
        if field.countable:
            found[field.name.upper()] = Key(field.graphql, field, field.name)
    return found


def _of_record(fields: Mapping[str, Field]) -> dict[str, Key]:
    source = Edge("Department", (("department", "code"),), "数据来源单位", "department the records came from")
    return {
        "YEAR": Key("year", fields["decided_on"], "decided_on", part="year"),
        "CHECK_OVERDUE": Key("checkOverdue", fields["check_due_on"], "check_due_on", part="overdue"),
        "MONTH": Key("month", fields["decided_on"], "decided_on", part="month"),
        "DEPARTMENT": Key("department", fields["source_name"], "source_department", source),
    }


def _of_case(fields: Mapping[str, Field]) -> dict[str, Key]:
    """Who answers for a case is open to whoever sees it, like the id that leads there."""
    office = Edge(
        "Department", (("department", "code"),), "承办单位", "department that answers for the cases"
    )
    return {
        "YEAR": Key("year", fields["filed_on"], "filed_on", part="year"),
        "OVERDUE": Key("overdue", fields["due_on"], "due_on", part="overdue"),
        "MONTH": Key("month", fields["filed_on"], "filed_on", part="month"),
        "DEPARTMENT": Key("department", fields["id"], "source_department", office),
    }


_LEVELS = {"region": "行政区划", "province": "省", "city": "设区市", "county": "县（市、区）"}


def _division(field: Field, level: str) -> Key:
    edge = Edge("Division", ((level, "code"),), _LEVELS[level], f"{level} of the records")
    return Key(level, field, level, edge)
