"""What the records of an item can be counted by, read off its declaration: an item that is added has its counts without a line.

A key stands on one field, which the caller must be given in clear; a row on which it is hidden is in the group without a value. So a
group tells nothing that its rows do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exchange.model import Edge, Field, Item, Secrecy
from exchange.model.kinds import Code, Codes, Flag

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
    found["YEAR"] = Key("year", fields["decided_on"], "decided_on", part="year")
    found["CHECK_OVERDUE"] = Key("checkOverdue", fields["check_due_on"], "check_due_on", part="overdue")
    found["MONTH"] = Key("month", fields["decided_on"], "decided_on", part="month")
    source = Edge("Department", (("department", "code"),), "数据来源单位", "department the records came from")
    found["DEPARTMENT"] = Key("department", fields["source_name"], "source_department", source)
    for field in fields.values():
        if field.filter and field.secrecy is Secrecy.OPEN and isinstance(field.kind, Code | Codes | Flag):
            found[field.name.upper()] = Key(field.graphql, field, field.name)
    return found


_LEVELS = {"region": "行政区划", "province": "省", "city": "设区市", "county": "县（市、区）"}


def _division(field: Field, level: str) -> Key:
    edge = Edge("Division", ((level, "code"),), _LEVELS[level], f"{level} of the records")
    return Key(level, field, level, edge)
