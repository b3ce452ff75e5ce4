"""The way of a share request, as a table: states, steps, who makes them, and how long whoever is next has.

Sources: domain life cycles §5.10; 政务数据共享条例 (State Council Order 809), whose limits are rows of `time_limit.csv`. The table is the
whole truth: mutations, refusals and tests are made from it; `requests` carries the steps out.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from exchange.access import Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class RequestState(StrEnum):
    """Where a request stands."""

    FILED = "FILED"
    REVIEW = "REVIEW"
    GRANTED = "GRANTED"
    PARTIAL = "PARTIAL"
    REFUSED = "REFUSED"
    DISPUTED = "DISPUTED"
    MEDIATED = "MEDIATED"
    WITHDRAWN = "WITHDRAWN"


class Side(StrEnum):
    """In what capacity somebody stands to a request."""

    REQUESTER = "department that asks"
    PROVIDER = "department that is asked"
    PLATFORM = "keepers of the region"


@dataclass(frozen=True, slots=True)
class Step:
    """One way from state to state. `target` None keeps the state; `stage` names the limit of what begins with it.

    A step that `grants` makes an agreement; `needed` are the details that it cannot miss.
    """

    name: str
    zh: str
    en: str
    sources: frozenset[RequestState]
    target: RequestState | None
    side: Side
    scope: Scope
    stage: str = ""
    guards: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    grants: bool = False


def _step(  # noqa: PLR0913, PLR0917 - a row of the table
    name: str,
    zh: str,
    en: str,
    sources: Iterable[RequestState],
    target: RequestState | None,
    side: Side,
    stage: str = "",
    guards: tuple[str, ...] = (),
    needed: tuple[str, ...] = ("reason",),
    *,
    grants: bool = False,
) -> Step:
    scope = Scope.SHARE_REQUEST if side is Side.REQUESTER else Scope.SHARE_APPROVE
    return Step(name, zh, en, frozenset(sources), target, side, scope, stage, guards, needed, grants)


FIRST_STAGE = "share_compliance"
"""The limit that begins when a request is filed."""
_S = RequestState
STEPS: Mapping[str, Step] = {
    one.name: one
    for one in (
        _step("pass", "合规审查通过", "Find it in order: on to the provider", [_S.FILED], _S.REVIEW, Side.PLATFORM,
              "share_review", ("not_waiting", "conditional"), ()),
        _step("pass_unconditional", "无条件共享", "Find it in order and grant it: its items are shared without condition", [_S.FILED],
              _S.GRANTED, Side.PLATFORM, "", ("not_waiting", "unconditional"), (), grants=True),
        _step("reject", "合规审查不通过", "Find it not in order", [_S.FILED], _S.REFUSED, Side.PLATFORM, "", ("not_waiting",),
              ("reason", "law")),
        _step("extend", "延长审核", "Take longer for the review, once", [_S.REVIEW], None, Side.PROVIDER, "share_review_extension",
              ("not_waiting", "not_extended")),
        _step("grant", "同意共享", "Grant it as asked for", [_S.REVIEW], _S.GRANTED, Side.PROVIDER, "", ("not_waiting",), (), grants=True),
        _step("grant_part", "部分同意", "Grant a part of it", [_S.REVIEW], _S.PARTIAL, Side.PROVIDER, "", ("not_waiting",), grants=True),
        _step("refuse", "不予共享", "Refuse it", [_S.REVIEW], _S.REFUSED, Side.PROVIDER, "", ("not_waiting",), ("reason", "law")),
        _step("dispute", "提出争议", "Dispute the decision", [_S.PARTIAL, _S.REFUSED], _S.DISPUTED, Side.REQUESTER),
        _step("reopen", "重新审核", "Have the provider review it again", [_S.DISPUTED], _S.REVIEW, Side.PLATFORM, "share_review"),
        _step("mediate", "协调办结", "End the dispute: the decision stands", [_S.DISPUTED], _S.MEDIATED, Side.PLATFORM),
        _step("withdraw", "撤回申请", "Withdraw it", [_S.FILED, _S.REVIEW], _S.WITHDRAWN, Side.REQUESTER, needed=()),
    )
}  # fmt: skip


def steps_from(state: RequestState) -> tuple[Step, ...]:
    """The steps that a request in this state can take, in the order of the table."""
    return tuple(one for one in STEPS.values() if state in one.sources)
