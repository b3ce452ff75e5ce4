"""One move of a case about to be made: the locked row, who makes it, with what, and the day. Guards are functions of it alone."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from exchange.access import Audience
from exchange.errors import GuardRefused

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from exchange.access import Caller
    from exchange.lifecycle import Move
    from exchange.model import Item
    from exchange.workflows import Workflow

PAPERS = ("reason", "document", "documents", "responsible")
"""What a move takes beside fields of the case: why, on what, with which documents, and which department answers from now on."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document that was uploaded before and is handed in now: its hash, what it is, and its title."""

    digest: str
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Given:
    """What comes with a move. `values` are fields of the case, typed."""

    values: Mapping[str, Any] = field(default_factory=dict)
    reason: str | None = None
    document: str | None = None
    documents: tuple[Attachment, ...] = ()
    responsible: str | None = None

    def named(self, name: str) -> object:
        """What was given under a name of the table of moves."""
        return getattr(self, name) if name in PAPERS else self.values.get(name)


@dataclass(frozen=True, slots=True)
class About:
    """The record or case that a case is about, locked, with what is kept apart of a record."""

    item: type[Item]
    row: Mapping[Any, Any]
    apart: Mapping[Any, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Turn:
    """The move, the row it is made on, and everything that its guards ask about.

    `before` are the steps so far, oldest first; `materials` the kinds of documents that the case has with this move; `others` the cases of
    the same type about the same record or subject, the newest first. `subject` is whom the case concerns, `capacities` are those in which
    the caller may make the move on this very row. `handled` is the case that the filing is about, where it is about one.
    """

    item: type[Item]
    workflow: Workflow
    move: Move
    row: Mapping[Any, Any]
    about: About | None
    caller: Caller
    given: Given
    today: dt.date
    before: tuple[Mapping[Any, Any], ...] = ()
    materials: frozenset[str] = frozenset()
    others: tuple[Mapping[Any, Any], ...] = ()
    subject: Mapping[Any, Any] = field(default_factory=dict)
    capacities: frozenset[Audience] = frozenset()
    handled: About | None = None

    @property
    def hand(self) -> str:
        """Who makes the move, as steps and uploads name it."""
        return self.caller.actor

    @property
    def uploader(self) -> str:
        """In whose name what is handed in was uploaded."""
        return self.caller.uploader

    @property
    def sealed(self) -> bool:
        """What is handed in with it tells who filed the case, and that is for intake alone."""
        offices = {Audience.KEEPER, Audience.ORIGIN, Audience.SUPERIOR}
        secret = self.workflow.sealed or bool(self.row["kept_from"])
        return secret and not self.capacities & offices

    @property
    def known(self) -> Iterator[Mapping[Any, Any]]:
        """The others that the caller sees: a refusal that rests on further ones would tell of them."""
        return (one for one in self.others if one["in_sight"])

    def decided(self, changes: Mapping[str, Any]) -> tuple[Turn, dict[str, Any]]:
        """The turn with what its effects say of fields of the case, and the further columns that they change."""
        fields = {name: value for name, value in changes.items() if name in self.item.fields}
        given = replace(self.given, values={**self.given.values, **fields})
        return replace(self, given=given), {
            name: value for name, value in changes.items() if name not in fields
        }

    def value(self, name: str) -> Any:  # noqa: ANN401 - a value of any kind
        """A field of the case as it is after the move."""
        return self.given.values.get(name, self.row.get(name))

    def refuse(self, guard: str, problem: str) -> GuardRefused:
        """The refusal by one guard."""
        return GuardRefused(move=self.move.name, guard=guard, problem=problem)
