"""Rectification within a time limit (限期整改): ordered by the superior government, explained in writing, reported, accepted or returned.

Plan, clause 4.3: a government with a record of dishonesty explains in writing and puts it right within a time limit. What is late goes to
the superior, who ends it with a report that comes after all, with a measure from the list, or by confirming that it is refused, which is
a record of dishonesty of its own (发改财金〔2023〕1103号: 拒不整改). It ends by itself where the record does.
"""

from __future__ import annotations

from exchange.access import Audience, Scope
from exchange.lifecycle import State
from exchange.workflows.table import Answers, Hand, Stage, move, workflow

_SUPERIOR = Hand(Scope.DUTY_HANDLE, Audience.SUPERIOR)
_BODY = Hand(Scope.DUTY_HANDLE, Audience.ORIGIN)
_AT_WORK = ("ORDERED", "EXPLAINED", "IN_PROGRESS", "RETURNED")
_MISSED = ("OVERDUE", "ESCALATED")
_OPEN = (*_AT_WORK, "REPORTED", *_MISSED)

RECTIFICATION = workflow(
    "rectification", "限期整改", "Rectification within a time limit",
    (
        Stage("ORDERED", Audience.ORIGIN, "rectification_explanation"),
        Stage("EXPLAINED", Audience.ORIGIN, due="rectify_by"),
        Stage("IN_PROGRESS", Audience.ORIGIN, due="rectify_by"),
        Stage("REPORTED", Audience.SUPERIOR, "rectification_review"),
        Stage("RETURNED", Audience.ORIGIN, due="rectify_by"),
        Stage("OVERDUE", Audience.SUPERIOR, "rectification_escalation"),
        Stage("ESCALATED", Audience.SUPERIOR, "rectification_sanction"),
        Stage("ACCEPTED"),
        Stage("SANCTIONED"),
        Stage("CONFIRMED_BREACH"),
        Stage("CANCELLED"),
    ),
    (
        move("file", "责令限期整改", "Order a body to put it right", (), "ORDERED", _SUPERIOR,
             guards=("government_body", "record_in_effect", "one_at_a_time", "time_to_come"),
             needed=("requirement", "rectify_by", "reason", "document"), inputs=("documents", "responsible")),
        move("explain", "书面说明原因", "Explain in writing", ["ORDERED"], "EXPLAINED", _BODY,
             needed=("explanation",), inputs=("documents",)),
        move("start", "制定整改措施", "Begin, by a plan of measures", ["EXPLAINED"], "IN_PROGRESS", _BODY,
             needed=("plan",), inputs=("documents",)),
        move("report", "报告整改情况", "Report what was done", ["IN_PROGRESS", "RETURNED", *_MISSED], "REPORTED", _BODY,
             guards=("explained",), needed=("report",), inputs=("explanation", "documents")),
        move("accept", "验收通过", "Accept it as put right", ["REPORTED"], "ACCEPTED", _SUPERIOR, needed=("review",)),
        move("return", "退回继续整改", "Return it, with a new day", ["REPORTED"], "RETURNED", _SUPERIOR,
             guards=("time_to_come",), needed=("review", "rectify_by")),
        move("extend", "延长整改期限", "Give it more time, once", ["EXPLAINED", "IN_PROGRESS", "RETURNED"], None, _SUPERIOR,
             guards=("not_extended", "longer"), needed=("rectify_by", "reason")),
        move("announce", "公开通报", "Tell the public of it", _OPEN, None, _SUPERIOR,
             guards=("not_announced",), needed=("summary", "document")),
        move("miss", "逾期", "Note that its day is over", _AT_WORK, "OVERDUE", clock=True),
        move("take_up", "升级督办", "Take it up as the superior", ["OVERDUE"], "ESCALATED", _SUPERIOR, inputs=("reason",), clock=True),
        move("sanction", "转失信惩戒", "End it with a measure from the list", ["ESCALATED"], "SANCTIONED", _SUPERIOR,
             needed=("reason", "document")),
        move("confirm", "认定拒不整改", "Confirm that it is refused: it becomes a record of dishonesty, in draft", ["ESCALATED"],
             "CONFIRMED_BREACH", _SUPERIOR, guards=("has_a_department",), needed=("reason", "document")),
        move("cancel", "撤销责令", "Take the order back", _OPEN, "CANCELLED", _SUPERIOR, needed=("reason", "document")),
        move("fall", "随记录终结", "End it with its record", _OPEN, "CANCELLED"),
    ),
    on_record=True,
    addressed=True,
    answers=Answers.BODY,
    effects={"announce": ("announce",), "sanction": ("sanctioned",), "confirm": ("draft_refusal",)},
    brought={State.REPAIRED: "fall", State.WITHDRAWN: "fall", State.EXPIRED: "fall", State.ARCHIVED: "fall"},
)  # fmt: skip
