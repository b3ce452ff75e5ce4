"""Incentives for who keeps faith (守信激励): preferential policy, priority or commendation — granted, used, ended.

Plan, clauses 2.2-4 and 4.3. Granted by the department that has it to give, or by the superior government; whoever grants it notes its use
and may take it back with a reason.
"""

from __future__ import annotations

from exchange.access import Audience, Scope
from exchange.workflows.table import Answers, Hand, Stage, move, workflow

_GIVER = Hand(Scope.DUTY_HANDLE, Audience.ORIGIN)
_SUPERIOR = Hand(Scope.DUTY_HANDLE, Audience.SUPERIOR)
_RUNNING = ("CONFERRED", "USED")

INCENTIVE = workflow(
    "incentive", "守信激励措施", "Incentive for who keeps faith",
    (
        Stage("CONFERRED", due="ends_on"),
        Stage("USED", due="ends_on"),
        Stage("ENDED"),
        Stage("CANCELLED"),
    ),
    (
        move("file", "给予激励", "Grant an incentive", (), "CONFERRED", _GIVER, _SUPERIOR,
             guards=("period_in_order",),
             needed=("kind", "content", "basis", "starts_on", "ends_on"), inputs=("documents",)),
        move("use", "记录使用", "Note that it was used", _RUNNING, "USED", _GIVER, _SUPERIOR, guards=("running",), needed=("use",)),
        move("end", "提前终止", "End it before its last day", _RUNNING, "ENDED", _GIVER, _SUPERIOR, needed=("reason",)),
        move("cancel", "撤销激励", "Take it back: it was given wrongly, or faith was broken", _RUNNING, "CANCELLED", _GIVER, _SUPERIOR,
             needed=("reason", "document")),
        move("expire", "期满", "End it: its last day is over", _RUNNING, "ENDED", clock=True),
    ),
    addressed=True,
    answers=Answers.FILER,
)  # fmt: skip
