"""Objection (异议): whoever a record is about says that it is wrong; the record is marked as disputed at once.

Common model of provincial credit statutes (Shandong art. 39, Zhejiang art. 30-31, Shenzhen art. 50-51, Henan art. 41): the platform
compares, the provider checks, seven working days in all, extended once; an expert's appraisal stops the clock; re-examination by the DRC
of the province.
"""

from __future__ import annotations

from exchange.access import Audience, Scope
from exchange.workflows.table import Hand, Stage, at_a_complaint, move, workflow

_SUBJECT = Hand(Scope.OBJECTION_FILE, Audience.SUBJECT)
_KEEPER = Hand(Scope.OBJECTION_HANDLE, Audience.KEEPER)
_PROVIDER = Hand(Scope.OBJECTION_HANDLE, Audience.ORIGIN)
_OPEN = ("FILED", "PLATFORM_CHECK", "PROVIDER_CHECK", "ANSWERED")

OBJECTION = workflow(
    "objection", "异议", "Objection",
    (
        Stage("FILED", Audience.KEEPER, "objection_accept"),
        Stage("PLATFORM_CHECK", Audience.KEEPER, "objection_platform"),
        Stage("PROVIDER_CHECK", Audience.ORIGIN, "objection_provider"),
        Stage("ANSWERED", Audience.KEEPER, "objection_platform"),
        Stage("SUSPENDED", Audience.KEEPER),
        Stage("DECIDED"),
        Stage("NOT_ACCEPTED"),
        Stage("RETRACTED"),
        Stage("REVIEW_REQUESTED", Audience.KEEPER, "objection_review"),
        Stage("REVIEWED"),
    ),
    (
        move("file", "提出异议", "Object to a record", (), "FILED", _SUBJECT,
             guards=("record_can_be_disputed",), needed=("ground", "statement"), inputs=("documents",)),
        move("accept", "受理", "Accept it for checking", ["FILED"], "PLATFORM_CHECK", _KEEPER, inputs=("reason",)),
        move("refuse", "不予受理", "Not accept it", ["FILED"], "NOT_ACCEPTED", _KEEPER, needed=("reason",)),
        move("refer", "转提供单位核查", "Have the provider check it", ["PLATFORM_CHECK"], "PROVIDER_CHECK", _KEEPER,
             inputs=("findings",)),
        move("answer", "反馈核查结果", "Answer as the provider", ["PROVIDER_CHECK"], "ANSWERED", _PROVIDER,
             needed=("answer", "proposal"), inputs=("documents",)),
        move("decide", "作出处理决定", "Decide it", ["PLATFORM_CHECK", "ANSWERED"], "DECIDED", _KEEPER,
             guards=("outcome_carried_out",), needed=("outcome", "reason"), inputs=("document",)),
        move("extend", "延长期限", "Extend its time, once", _OPEN[1:], None, _KEEPER, guards=("not_extended",), needed=("reason",)),
        move("suspend", "中止（鉴定）", "Stop the clock for an appraisal", _OPEN[1:], "SUSPENDED", _KEEPER,
             needed=("reason",), inputs=("document",)),
        move("resume", "恢复办理", "Go on after the appraisal", ["SUSPENDED"], None, _KEEPER, needed=("reason",)),
        *at_a_complaint(["DECIDED", "NOT_ACCEPTED"], "PLATFORM_CHECK", (*_OPEN, "SUSPENDED", "REVIEW_REQUESTED")),
        move("retract", "撤回异议", "Take it back", _OPEN, "RETRACTED", _SUBJECT, inputs=("reason",)),
        move("comment", "附注主体声明", "Have the statement of the subject stand beside the record", ["DECIDED", "REVIEWED"], None,
             _SUBJECT, guards=("upheld", "no_comment_yet"), needed=("comment",)),
        move("request_review", "申请复核", "Ask for re-examination", ["DECIDED"], "REVIEW_REQUESTED", _SUBJECT,
             guards=("in_time_for_review", "record_can_be_disputed"), needed=("statement",), inputs=("documents",)),
        move("review", "作出复核决定", "Decide the re-examination", ["REVIEW_REQUESTED"], "REVIEWED", _KEEPER,
             guards=("province_level", "other_clerk", "outcome_carried_out"), needed=("outcome", "reason"), inputs=("document",)),
    ),
    on_record=True,
    total="objection_total",
    extended="objection_extended",
    effects={
        "file": ("dispute",), "request_review": ("dispute",), "refuse": ("settle",), "retract": ("settle",),
        "decide": ("withdraw_where_so_decided", "settle"), "review": ("withdraw_where_so_decided", "settle"),
    },
)  # fmt: skip
