"""Special supervision (政务诚信专项督导) and its findings: planned, carried out, concluded, handed on for evaluation (plan 3.1).

What is found waits for the government that was inspected, then for the superior, who settles it, asks again or orders a rectification.
A programme is concluded when nothing that it found is open. Its result goes to whoever evaluates (省效能办); the public is told of it in
words written for that, or not at all.
"""

from __future__ import annotations

from exchange.access import Audience, Scope
from exchange.workflows.table import Answers, Hand, Stage, move, workflow

_SUPERIOR = Hand(Scope.DUTY_HANDLE, Audience.SUPERIOR)
_KEEPER = Hand(Scope.DUTY_HANDLE, Audience.KEEPER)
_BODY = Hand(Scope.DUTY_HANDLE, Audience.ORIGIN)
_LEADING = (_SUPERIOR, _KEEPER)

SUPERVISION_PROGRAMME = workflow(
    "supervision_programme", "政务诚信专项督导", "Programme of special supervision",
    (
        Stage("PLANNED", Audience.SUPERIOR, due="period_from"),
        Stage("UNDER_WAY", Audience.SUPERIOR, due="period_until"),
        Stage("CONCLUDED", Audience.SUPERIOR, "supervision_hand_on"),
        Stage("HANDED_ON"),
        Stage("CANCELLED"),
    ),
    (
        move("file", "制定督导计划", "Plan an inspection", (), "PLANNED", *_LEADING,
             guards=("of_own_level", "a_year", "programme_in_order", "scope_below", "one_programme_of_a_title"),
             needed=("title", "year", "period_from", "period_until", "scope", "plan"), inputs=("documents",)),
        move("amend", "调整督导计划", "Change the plan", ["PLANNED"], None, *_LEADING, guards=("programme_in_order", "scope_below"),
             needed=("reason",), inputs=("period_from", "period_until", "scope", "plan")),
        move("start", "启动督导", "Begin", ["PLANNED"], "UNDER_WAY", *_LEADING, inputs=("document",)),
        move("conclude", "形成督导结果", "Conclude it, when nothing that was found is open", ["UNDER_WAY"], "CONCLUDED", *_LEADING,
             needed=("result",), inputs=("documents",)),
        move("hand_on", "移交督导结果", "Hand the result on for evaluation", ["CONCLUDED"], "HANDED_ON", *_LEADING,
             needed=("handed_to", "document")),
        move("announce", "公开通报", "Tell the public of it", ["CONCLUDED", "HANDED_ON"], None, *_LEADING,
             guards=("not_announced",), needed=("summary", "document")),
        move("cancel", "取消督导", "Cancel it", ["PLANNED", "UNDER_WAY"], "CANCELLED", *_LEADING, needed=("reason",)),
    ),
    addressed=True,
    answers=Answers.FILER,
    effects={
        "conclude": ("all_found_is_settled",), "cancel": ("all_found_is_settled",), "hand_on": ("note_handing_on",),
        "announce": ("announce",),
    },
)  # fmt: skip

INSPECTION_FINDING = workflow(
    "inspection_finding", "督导发现问题", "Finding of an inspection",
    (
        Stage("FOUND", Audience.ORIGIN, due="rectify_by"),
        Stage("ANSWERED", Audience.SUPERIOR, "finding_review"),
        Stage("SETTLED"),
        Stage("RECTIFICATION_ORDERED"),
        Stage("CANCELLED"),
    ),
    (
        move("file", "登记发现问题", "Enter what was found", (), "FOUND", _SUPERIOR, guards=("government_body", "time_to_come"),
             needed=("programme_number", "finding", "severity", "rectify_by"), inputs=("documents", "responsible")),
        move("answer", "反馈整改情况", "Say what was done", ["FOUND"], "ANSWERED", _BODY, needed=("answer",), inputs=("documents",)),
        move("settle", "销号", "Settle it", ["ANSWERED"], "SETTLED", _SUPERIOR, needed=("review",)),
        move("return", "退回", "Ask again, with a new day", ["ANSWERED"], "FOUND", _SUPERIOR, guards=("time_to_come",),
             needed=("review", "rectify_by")),
        move("order", "转限期整改", "End it with a rectification that was ordered", ["FOUND", "ANSWERED"], "RECTIFICATION_ORDERED",
             _SUPERIOR, needed=("rectification_number",), inputs=("review",)),
        move("cancel", "撤销", "Take it back", ["FOUND", "ANSWERED"], "CANCELLED", _SUPERIOR, needed=("reason",)),
    ),
    addressed=True,
    answers=Answers.BODY,
    effects={"file": ("found_in_a_programme",), "order": ("rectification_is_there",)},
)  # fmt: skip
