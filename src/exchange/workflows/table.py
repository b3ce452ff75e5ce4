"""What a workflow is made of: stages that wait for somebody, and the moves between them.

A case type is one table of these, and nothing else: mutations, worklist, time limits and tests are made from it. `exchange.cases` carries
the moves out; the guards and effects named here are functions there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from exchange.access import Audience
from exchange.lifecycle import Move

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exchange.access import Scope

FILE = "file"
"""The move that opens a case."""
REMIND, ESCALATE, RECKON = "remind", "escalate", "reckon"
"""Moves that the clock makes in every workflow."""

REOPEN, HURRY, SPARE, FOUND_BROKEN = "reopen", "hurry", "spare", "found_broken"
"""Moves that a decision in another case makes: a complaint about handling was upheld, a subject that made up for it is spared, or a
complaint found that a commitment is broken."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A state of a case: who has to act in it (nobody where it has ended), and by which row of `time_limit.csv` until when.

    `limit` counts from the day on which the stage began, or on which the case was filed (`since` names the column); a field named in it
    in braces stands for its code in small letters, so that a limit can depend on the kind of case. Where `due` names a field of the case
    instead, its date is the limit; a stage in which nobody has to act and that has such a date runs until that day comes.
    """

    state: str
    waits_for: Audience | None = None
    limit: str = ""
    due: str = ""
    since: str = "stage_since"

    @property
    def ended(self) -> bool:
        """Nothing is waited for any more, neither somebody nor a day."""
        return self.waits_for is None and not self.due


class Answers(Enum):
    """Which department answers for a case until a move names another one."""

    SOURCE = "source"  # the department that the record came from
    FILER = "filer"  # the department that opened the case
    BODY = "body"  # the office of the body that the case concerns


@dataclass(frozen=True, slots=True)
class Workflow:
    """The life of one type of case.

    `total` is the limit of the whole case, counted from the day it was filed, and `extended` what an extension makes of it; both rows of
    `time_limit.csv`, written like the limit of a stage. `on_record`: it is about a record of its subject, else about the subject itself.
    `on_case`: it is about a case of whoever files it, of one of these types, by the number of that case; whom that one concerns and from
    whom it is kept, it takes over.
    `addressed`: it was opened against or for its subject, which stands to it as the data subject, and not who filed it. `brought` are
    the moves that a state of the record brings of itself, in the transaction of the record's own move. `sealed`: documents of who filed it
    are read by who keeps the intake alone, who hands on what may be known of them.
    """

    name: str
    zh: str
    en: str
    stages: Mapping[str, Stage]
    moves: Mapping[str, Move]
    on_record: bool = False
    total: str = ""
    extended: str = ""
    effects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    addressed: bool = False
    answers: Answers = Answers.SOURCE
    brought: Mapping[str, str] = field(default_factory=dict)
    sealed: bool = False
    on_case: tuple[str, ...] = ()

    @property
    def start(self) -> str:
        """The state in which a case is filed."""
        return str(self.moves[FILE].target)

    def moves_from(self, state: str) -> tuple[Move, ...]:
        """The moves that a case in this state can take, in the order of the table."""
        return tuple(one for one in self.moves.values() if state in one.sources)


@dataclass(frozen=True, slots=True)
class Hand:
    """Who makes a move: holders of a scope who stand in a capacity to the case."""

    scope: Scope
    audience: Audience


def move(  # noqa: PLR0913 - a row of the table
    name: str,
    zh: str,
    en: str,
    sources: Iterable[str],
    target: str | None,
    *hands: Hand,
    guards: tuple[str, ...] = (),
    inputs: tuple[str, ...] = (),
    needed: tuple[str, ...] = (),
    clock: bool = False,
    ahead: bool = False,
    anybody: bool = False,
) -> Move:
    """A row of the table of moves. What is `needed` is an input as well.

    Without hands the clock makes it, or the record brings it, unless it is said to be open to anybody.
    """
    first = hands[0] if hands else None
    return Move(
        name, zh, en, frozenset(sources), target,
        first.scope if first else None,
        first.audience if first else Audience.KEEPER,
        guards, tuple(dict.fromkeys((*needed, *inputs))), needed,
        tuple((one.scope, one.audience) for one in hands[1:]),
        clock, ahead, anybody,
    )  # fmt: skip


def at_a_complaint(ended: Iterable[str], again: str, waiting: Iterable[str]) -> tuple[Move, ...]:
    """What an upheld complaint about its handling does to a case: from where it ended to `again`, or hurried where it is."""
    return (
        move(REOPEN, "重新办理", "Take it up again: a complaint about its handling was upheld", ended, again),
        move(HURRY, "责令办理", "Have it handled: a complaint about its handling was upheld", waiting, None),
    )


def workflow(  # noqa: PLR0913 - the words of a table
    name: str,
    zh: str,
    en: str,
    stages: Iterable[Stage],
    moves: Iterable[Move],
    *,
    on_record: bool = False,
    total: str = "",
    extended: str = "",
    effects: Mapping[str, tuple[str, ...]] | None = None,
    addressed: bool = False,
    answers: Answers = Answers.SOURCE,
    brought: Mapping[str, str] | None = None,
    sealed: bool = False,
    on_case: tuple[str, ...] = (),
) -> Workflow:
    """A workflow with its stages and moves by name. `effects` names by move what it does beyond its own row."""
    known = {one.state: one for one in stages}
    waiting = [state for state, one in known.items() if one.waits_for is not None]
    table = {one.name: one for one in (*moves, *_by_clock(waiting))}
    return Workflow(
        name, zh, en, known, table, on_record, total, extended, effects or {}, addressed, answers, brought or {}, sealed, on_case,
    )  # fmt: skip


def _by_clock(waiting: Iterable[str]) -> tuple[Move, ...]:
    """What the clock does to any case that waits for somebody."""
    waiting = tuple(waiting)
    return (
        move(REMIND, "催办", "Remind whoever has to act", waiting, None, clock=True, ahead=True),
        move(ESCALATE, "升级督办", "Tell the superior that it is overdue", waiting, None, clock=True),
        move(RECKON, "重新计算期限", "Work the limit out again by the calendar", waiting, None, clock=True),
    )
