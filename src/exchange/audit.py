"""The audit trail of writing: who moved which record from where to where, why, on what document and by which rule.

Written in the transaction of the move itself. It holds the reasons of offices, never a field of the record.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from exchange.model import audit_entry
from exchange.resources import schema
from exchange.values import CHINA

if TYPE_CHECKING:
    import datetime as dt
    import uuid
    from collections.abc import Mapping, Sequence

    from exchange.database import WriteSession


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the trail."""

    at: dt.datetime
    actor: str
    client: str | None
    department: str | None
    item: str
    subject_id: uuid.UUID
    record_id: uuid.UUID
    move: str
    state_before: str | None
    state_after: str
    reason: str | None = None
    document: str | None = None
    rule: str | None = None

    def row(self) -> dict[str, Any]:
        """Column values."""
        return {name: getattr(self, name) for name in self.__slots__}


def step(entry: Entry, due_on: dt.date | None) -> dict[str, Any]:
    """Column values of the step of a case; it is late after the last day of the stage that it ends."""
    columns = entry.row()
    columns["case_id"] = columns.pop("record_id")
    late = due_on is not None and due_on < entry.at.astimezone(CHINA).date()
    return columns | {"due_on": due_on, "late": late}


async def write(session: WriteSession, entries: Sequence[Entry]) -> None:
    """Add lines to the trail."""
    await session.insert(audit_entry, [entry.row() for entry in entries])


@dataclass(frozen=True, slots=True)
class Event:
    """A kind of line in the journal of access: labels, what its target is, and which details it may have."""

    zh: str
    en: str
    target: str
    fields: frozenset[str]


@cache
def events() -> Mapping[str, Event]:
    """The one catalogue of events, by name as the journal has it; `schema/events.toml`."""
    groups = tomllib.loads((schema() / "events.toml").read_text("utf-8"))
    return {
        f"{group}.{name}": Event(one["zh"], one["en"], one["target"], frozenset(one["fields"]))
        for group, members in groups.items()
        for name, one in members.items()
    }
