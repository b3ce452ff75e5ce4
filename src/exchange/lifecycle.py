"""The life cycle of a credit record, as a table: states, moves, who may make them, and which guards each must pass.

Sources: plan 4.2-4.4, 国家发展改革委令第36号, 行政处罚法 art. 48, and the common model of provincial credit statutes. The table is the
whole truth: mutations, pages and tests are made from it. `records` carries moves out; the guards named here are functions there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from exchange.access import Audience, Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class State(StrEnum):
    """Where a record stands. `disputed` is a flag beside the state."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"
    VERIFIED = "VERIFIED"
    CLASSIFIED = "CLASSIFIED"
    SHARED = "SHARED"
    PUBLISHED = "PUBLISHED"
    RESTRICTED = "RESTRICTED"
    REPAIRED = "REPAIRED"
    WITHDRAWN = "WITHDRAWN"
    EXPIRED = "EXPIRED"
    HELD = "HELD"
    REPLACED = "REPLACED"
    ARCHIVED = "ARCHIVED"


@dataclass(frozen=True, slots=True)
class Move:
    """One way from state to state. `target` None keeps the state; `inputs` are the details it takes, `needed` those it cannot miss.

    Who may make it: whoever holds `scope` and stands as `audience` to the record, or one of the further pairs in `also`. Nobody by hand
    where `scope` is None. `clock`: the worker makes it when the limit is over, or with `ahead` when it comes near (`exchange.worker`).
    `anybody`: it is open to whoever comes, with an account or without one; said in a word of its own, since nobody in `ways` means nobody.
    """

    name: str
    zh: str
    en: str
    sources: frozenset[str]
    target: str | None
    scope: Scope | None
    audience: Audience
    guards: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    also: tuple[tuple[Scope, Audience], ...] = ()
    clock: bool = False
    ahead: bool = False
    anybody: bool = False

    @property
    def ways(self) -> tuple[tuple[Scope, Audience], ...]:
        """Every scope with the capacity that belongs to it."""
        return self.also if self.scope is None else ((self.scope, self.audience), *self.also)


_SHOWN = (State.SHARED, State.PUBLISHED)
_ENDED = (State.REPAIRED, State.WITHDRAWN, State.EXPIRED, State.REPLACED)
_LIVE = (State.VERIFIED, State.CLASSIFIED, *_SHOWN, State.RESTRICTED)


def _move(  # noqa: PLR0913, PLR0917 - a row of the table
    name: str,
    zh: str,
    en: str,
    sources: Iterable[State],
    target: State | None,
    scope: Scope | None,
    audience: Audience = Audience.KEEPER,
    guards: tuple[str, ...] = (),
    inputs: tuple[str, ...] = (),
    needed: tuple[str, ...] = (),
    also: tuple[tuple[Scope, Audience], ...] = (),
    *,
    clock: bool = False,
) -> Move:
    return Move(
        name, zh, en, frozenset(sources), target, scope, audience, guards, inputs, needed, also, clock
    )


_S = State
_INTAKE = (
    _move("submit", "报送", "Submit a draft", [_S.DRAFT], _S.SUBMITTED, Scope.RECORD_SUBMIT, Audience.ORIGIN,
          ("catalogue_allows",), ("reason",)),
    _move("return", "退回", "Return for correction", [_S.SUBMITTED], _S.RETURNED, Scope.RECORD_VERIFY,
          inputs=("reason",), needed=("reason",)),
    _move("correct", "更正", "Correct a returned record", [_S.RETURNED, _S.DRAFT], _S.SUBMITTED, Scope.RECORD_SUBMIT, Audience.ORIGIN,
          ("catalogue_allows",), ("reason", "corrections"), ("corrections",)),
    _move("pass_level", "逐级审核通过", "Pass the check of a level", [_S.SUBMITTED], None, Scope.RECORD_VERIFY,
          guards=("own_level", "next_level"), inputs=("findings", "level"), needed=("level",)),
    _move("verify", "核实", "Verify", [_S.SUBMITTED], _S.VERIFIED, Scope.RECORD_VERIFY,
          guards=("levels_passed", "decision_final"), inputs=("reason",)),
)  # fmt: skip
_RESTRICTION = (
    _move("restrict", "限制", "Restrict: never public", [_S.VERIFIED, _S.CLASSIFIED, *_SHOWN], _S.RESTRICTED, Scope.RECORD_PUBLISH,
          inputs=("reason", "document"), needed=("reason",)),
    _move("unrestrict", "解除限制", "Lift the restriction", [_S.RESTRICTED], _S.VERIFIED, Scope.RECORD_PUBLISH,
          inputs=("reason",), needed=("reason",)),
)  # fmt: skip
_ARCHIVE = (
    _move("archive", "归档", "Archive after retention", _ENDED, _S.ARCHIVED, Scope.RECORD_PUBLISH,
          guards=("not_disputed", "retention_over"), inputs=("reason",)),
)  # fmt: skip
_DISPUTE = (
    _move("dispute", "标注异议", "Mark as disputed", [*_SHOWN, _S.RESTRICTED, _S.HELD], None, Scope.OBJECTION_HANDLE,
          guards=("not_disputed",), inputs=("reason",), needed=("reason",)),
    _move("settle", "取消异议标注", "Settle the dispute", [*_LIVE, _S.HELD, *_ENDED], None, Scope.OBJECTION_HANDLE,
          guards=("disputed",), inputs=("reason", "outcome"), needed=("reason", "outcome")),
)  # fmt: skip

_CHANGE = (
    _move("withdraw", "撤下", "Withdraw because the decision was annulled or changed",
          [*_LIVE, _S.SUBMITTED, _S.RETURNED, _S.HELD, _S.EXPIRED], _S.WITHDRAWN, Scope.RECORD_SUBMIT, Audience.ORIGIN,
          guards=("annulled_by_now",), inputs=("reason", "document", "annulled_on"), needed=("reason", "document"),
          also=((Scope.RECORD_PUBLISH, Audience.KEEPER),)),
    _move("replace", "更正换版", "Replace by a new version, which is checked from the start; the old one is kept",
          [_S.VERIFIED, _S.CLASSIFIED, *_SHOWN], _S.REPLACED, Scope.RECORD_SUBMIT, Audience.ORIGIN,
          ("catalogue_allows",), ("reason", "document", "corrections"), ("reason", "document", "corrections")),
)  # fmt: skip

_DECISION = (
    *_INTAKE,
    _move("classify", "分类定级", "Classify by severity", [_S.VERIFIED], _S.CLASSIFIED, Scope.RECORD_VERIFY,
          guards=("secrecy_reviewed",), inputs=("secrecy_reviewer", "secrecy_reviewed_on", "reason"),
          needed=("secrecy_reviewer", "secrecy_reviewed_on")),
    _move("share", "共享", "Share with departments", [_S.CLASSIFIED], _S.SHARED, Scope.RECORD_PUBLISH,
          guards=("sharing_allowed",), inputs=("reason",)),
    _move("publish", "公示", "Publish", [_S.SHARED], _S.PUBLISHED, Scope.RECORD_PUBLISH,
          guards=("severe_enough", "within_period", "basis_for_person", "other_approver"),
          inputs=("reason", "document", "publication_basis", "necessary")),
    _move("repair", "信用修复", "Repair", [*_SHOWN, _S.HELD, _S.RESTRICTED], _S.REPAIRED, Scope.REPAIR_DECIDE,
          guards=("duty_done", "minimum_reached"), inputs=("reason", "document", "duty_done"), needed=("reason", "document")),
    *_CHANGE,
    _move("expire", "到期", "End the publication at its maximum", [_S.PUBLISHED, _S.HELD], _S.EXPIRED, Scope.RECORD_PUBLISH,
          guards=("period_over", "duty_done_or_sector_rule"), inputs=("reason", "document", "duty_done"), clock=True),
    _move("hold", "到期未履行", "Hold by the rule of the sector: the period is over, the duty is not done", [_S.PUBLISHED], _S.HELD,
          Scope.RECORD_PUBLISH, guards=("period_over", "duty_open"), inputs=("reason",), clock=True),
    _move("reinstate", "恢复", "Bring back what was repaired by forged material or screened for a plan that failed; it is checked anew",
          [_S.REPAIRED, _S.RESTRICTED], _S.VERIFIED, None, inputs=("reason", "document"), needed=("reason",)),
    *_RESTRICTION,
    *_ARCHIVE,
    *_DISPUTE,
)  # fmt: skip

_SHARE = (
    _move("share", "共享", "Share with departments", [_S.VERIFIED], _S.SHARED, Scope.RECORD_PUBLISH,
          guards=("secrecy_reviewed", "sharing_allowed"), inputs=("secrecy_reviewer", "secrecy_reviewed_on", "reason"),
          needed=("secrecy_reviewer", "secrecy_reviewed_on")),
    _move("publish", "公示", "Publish", [_S.SHARED], _S.PUBLISHED, Scope.RECORD_PUBLISH,
          guards=("in_effect", "basis_for_person", "other_approver"), inputs=("reason", "document", "publication_basis")),
)  # fmt: skip

_STANDING = (
    *_INTAKE,
    *_SHARE,
    *_CHANGE,
    _move("expire", "到期", "End it when its validity is over", _SHOWN, _S.EXPIRED, Scope.RECORD_PUBLISH,
          guards=("period_over",), inputs=("reason", "document"), clock=True),
    *_RESTRICTION,
    *_ARCHIVE,
    *_DISPUTE,
)  # fmt: skip

_LISTING = (
    *_INTAKE,
    *_SHARE,
    *_CHANGE,
    _move("remove", "移出", "Take off the list", _SHOWN, _S.REPAIRED, Scope.RECORD_SUBMIT, Audience.ORIGIN,
          inputs=("reason", "document"), needed=("reason", "document")),
    *_RESTRICTION,
    *_ARCHIVE,
    *_DISPUTE,
)  # fmt: skip

_FEED = (
    _move("remove", "移出", "Take off the list", [_S.PUBLISHED], _S.REPAIRED, Scope.RECORD_SUBMIT, Audience.ORIGIN,
          inputs=("reason", "document"), needed=("reason", "document")),
    *_ARCHIVE,
    *_DISPUTE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cycle:
    """A life cycle: the state in which a record arrives, its moves by name, and whether a rule of severity gives its period.

    Without one it is published until its own `valid_until`, or for as long as nobody ends it.
    """

    name: str
    zh: str
    start: State
    moves: Mapping[str, Move]
    graded: bool = False

    def moves_from(self, state: State) -> tuple[Move, ...]:
        """The moves that a record in this state can take, in the order of the table."""
        return tuple(move for move in self.moves.values() if state in move.sources)


def _cycle(name: str, zh: str, start: State, table: Iterable[Move], *, graded: bool = False) -> Cycle:
    return Cycle(name, zh, start, {move.name: move for move in table}, graded)


CYCLES: Mapping[str, Cycle] = {
    one.name: one
    for one in (
        _cycle("decision", "失信认定", State.SUBMITTED, _DECISION, graded=True),
        _cycle("standing", "有效期内", State.SUBMITTED, _STANDING),
        _cycle("listing", "列入名录", State.SUBMITTED, _LISTING),
        _cycle("feed", "法院推送", State.PUBLISHED, _FEED),
    )
}
"""Every life cycle by its name. Published at once is only what a court lists: its list is public by law (失信被执行人规定 art. 7)."""

RECORD_MOVES: Mapping[str, Move] = CYCLES["decision"].moves
"""The moves of a record of dishonesty or a penalty, by name."""


def _offered() -> dict[str, Move]:
    """A move of several cycles is one mutation: it takes what any of them takes, and must be given what all of them need."""
    found: dict[str, Move] = {}
    for move in (one for cycle in CYCLES.values() for one in cycle.moves.values() if one.ways):
        first = found.setdefault(move.name, move)
        found[move.name] = replace(
            first,
            inputs=tuple(dict.fromkeys((*first.inputs, *move.inputs))),
            needed=tuple(one for one in first.needed if one in move.needed),
            also=tuple(way for way in dict.fromkeys((*first.also, *move.ways)) if way != first.ways[0]),
        )
    return found


MOVES: Mapping[str, Move] = _offered()
"""Every move of any cycle that somebody can make by hand, by name, as the API offers it."""
