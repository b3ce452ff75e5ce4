"""The life cycle of a credit record, as a table: states, moves, who may make them, and which guards each must pass.

Sources: plan 4.2-4.4, 国家发展改革委令第36号, 行政处罚法 art. 48, and the common model of provincial credit statutes. The table is the
whole truth: mutations, pages and tests are made from it. `records` carries moves out; the guards named here are functions there.
"""

from __future__ import annotations

from dataclasses import dataclass
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
    ARCHIVED = "ARCHIVED"


@dataclass(frozen=True, slots=True)
class Move:
    """One way from state to state. `target` None keeps the state; `inputs` are the details it takes, `needed` those it cannot miss.

    Who may make it: whoever holds `scope` and stands as `audience` to the record, or one of the further pairs in `also`.
    """

    name: str
    zh: str
    en: str
    sources: frozenset[State]
    target: State | None
    scope: Scope
    audience: Audience
    guards: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    also: tuple[tuple[Scope, Audience], ...] = ()

    @property
    def ways(self) -> tuple[tuple[Scope, Audience], ...]:
        """Every scope with the capacity that belongs to it."""
        return ((self.scope, self.audience), *self.also)


_SHOWN = (State.SHARED, State.PUBLISHED)
_ENDED = (State.REPAIRED, State.WITHDRAWN, State.EXPIRED)
_LIVE = (State.VERIFIED, State.CLASSIFIED, *_SHOWN, State.RESTRICTED)


def _move(  # noqa: PLR0913, PLR0917 - a row of the table
    name: str,
    zh: str,
    en: str,
    sources: Iterable[State],
    target: State | None,
    scope: Scope,
    audience: Audience = Audience.KEEPER,
    guards: tuple[str, ...] = (),
    inputs: tuple[str, ...] = (),
    needed: tuple[str, ...] = (),
    also: tuple[tuple[Scope, Audience], ...] = (),
) -> Move:
    return Move(name, zh, en, frozenset(sources), target, scope, audience, guards, inputs, needed, also)


_S = State
_TABLE = (
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
    _move("classify", "分类定级", "Classify by severity", [_S.VERIFIED], _S.CLASSIFIED, Scope.RECORD_VERIFY,
          guards=("secrecy_reviewed",), inputs=("secrecy_reviewer", "secrecy_reviewed_on", "reason"),
          needed=("secrecy_reviewer", "secrecy_reviewed_on")),
    _move("share", "共享", "Share with departments", [_S.CLASSIFIED], _S.SHARED, Scope.RECORD_PUBLISH,
          guards=("sharing_allowed",), inputs=("reason",)),
    _move("publish", "公示", "Publish", [_S.SHARED], _S.PUBLISHED, Scope.RECORD_PUBLISH,
          guards=("severe_enough", "within_period", "basis_for_person", "other_approver"),
          inputs=("reason", "document", "publication_basis", "necessary")),
    _move("repair", "信用修复", "Repair", [*_SHOWN, _S.HELD], _S.REPAIRED, Scope.REPAIR_DECIDE,
          guards=("duty_done", "minimum_reached"), inputs=("reason", "document", "duty_done"), needed=("reason", "document")),
    _move("withdraw", "撤下", "Withdraw because the decision was annulled or changed",
          [*_LIVE, _S.SUBMITTED, _S.RETURNED, _S.HELD, _S.EXPIRED], _S.WITHDRAWN, Scope.RECORD_SUBMIT, Audience.ORIGIN,
          inputs=("reason", "document"), needed=("reason", "document"), also=((Scope.RECORD_PUBLISH, Audience.KEEPER),)),
    _move("expire", "到期", "End the publication at its maximum", [_S.PUBLISHED, _S.HELD], _S.EXPIRED, Scope.RECORD_PUBLISH,
          guards=("period_over", "duty_done_or_sector_rule"), inputs=("reason", "document", "duty_done")),
    _move("hold", "到期未履行", "Hold by the rule of the sector: the period is over, the duty is not done", [_S.PUBLISHED], _S.HELD,
          Scope.RECORD_PUBLISH, guards=("period_over", "duty_open"), inputs=("reason",)),
    _move("restrict", "限制", "Restrict: never public", [_S.VERIFIED, _S.CLASSIFIED, *_SHOWN], _S.RESTRICTED, Scope.RECORD_PUBLISH,
          inputs=("reason", "document"), needed=("reason",)),
    _move("unrestrict", "解除限制", "Lift the restriction", [_S.RESTRICTED], _S.VERIFIED, Scope.RECORD_PUBLISH,
          inputs=("reason",), needed=("reason",)),
    _move("archive", "归档", "Archive after retention", _ENDED, _S.ARCHIVED, Scope.RECORD_PUBLISH,
          guards=("retention_over",), inputs=("reason",)),
    _move("dispute", "标注异议", "Mark as disputed", [*_SHOWN, _S.RESTRICTED, _S.HELD], None, Scope.OBJECTION_HANDLE,
          guards=("not_disputed",), inputs=("reason",), needed=("reason",)),
    _move("settle", "取消异议标注", "Settle the dispute", [*_LIVE, _S.HELD, *_ENDED], None, Scope.OBJECTION_HANDLE,
          guards=("disputed",), inputs=("reason", "outcome"), needed=("reason", "outcome")),
)  # fmt: skip

RECORD_MOVES: Mapping[str, Move] = {move.name: move for move in _TABLE}
"""Every move of a record by its name."""


def moves_from(state: State) -> tuple[Move, ...]:
    """The moves that a record in this state can take, in the order of the table."""
    return tuple(move for move in _TABLE if state in move.sources)
