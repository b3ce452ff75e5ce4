"""Complaint about handling and appeal (处理投诉、申诉): against how one's objection, application for repair or complaint was handled.

Plan 4.4, 3.3: to the superior of who decided or to the platform above it, never to who decided, and of a complaint never to the body that
it accuses. Upheld, the case is taken up again or hurried; dismissed, it says why, and until when reconsideration and the court are open.
One appeal, to the province.
"""

from __future__ import annotations

from exchange.access import Audience, Scope
from exchange.workflows.table import Hand, Stage, move, workflow

_SUBJECT = Hand(Scope.COMPLAINT_FILE, Audience.SUBJECT)
_SUPERIOR = Hand(Scope.COMPLAINT_HANDLE, Audience.SUPERIOR)
_PLATFORM = Hand(Scope.OBJECTION_HANDLE, Audience.KEEPER)
_HANDLED_IT = Hand(Scope.OBJECTION_HANDLE, Audience.ORIGIN)

RIGHTS_COMPLAINT = workflow(
    "rights_complaint", "处理投诉与申诉", "Complaint about handling, and appeal",
    (
        Stage("FILED", Audience.SUPERIOR, "rights_complaint_accept"),
        Stage("VERIFYING", Audience.SUPERIOR, "rights_complaint_decide"),
        Stage("DECIDED"),
        Stage("NOT_ACCEPTED"),
        Stage("RETRACTED"),
        Stage("APPEALED", Audience.KEEPER, "rights_appeal_decide"),
        Stage("APPEAL_DECIDED"),
    ),
    (
        move("file", "投诉处理行为", "Complain of how it was handled", (), "FILED", _SUBJECT,
             guards=("one_complaint_of_a_case",), needed=("handled_number", "ground", "statement"), inputs=("documents",)),
        move("accept", "受理", "Accept it", ["FILED"], "VERIFYING", _SUPERIOR, _PLATFORM, guards=("not_who_decided",),
             inputs=("reason",)),
        move("refuse", "不予受理", "Not accept it", ["FILED"], "NOT_ACCEPTED", _SUPERIOR, _PLATFORM, guards=("not_who_decided",),
             needed=("reason",)),
        move("answer", "原办理单位说明", "Answer as who handled it", ["VERIFYING", "APPEALED"], None, _HANDLED_IT, _PLATFORM,
             needed=("answer",), inputs=("documents",)),
        move("decide", "作出处理决定", "Decide it", ["VERIFYING"], "DECIDED", _SUPERIOR, _PLATFORM, guards=("not_who_decided",),
             needed=("outcome", "reason", "document")),
        move("extend", "延长期限", "Extend its time, once", ["VERIFYING"], None, _SUPERIOR, _PLATFORM,
             guards=("not_extended", "not_who_decided"), needed=("reason",)),
        move("retract", "撤回投诉", "Take it back", ["FILED", "VERIFYING", "APPEALED"], "RETRACTED", _SUBJECT, inputs=("reason",)),
        move("appeal", "提出申诉", "Appeal to the province", ["DECIDED", "NOT_ACCEPTED"], "APPEALED", _SUBJECT,
             guards=("nothing_upheld", "in_time_for_appeal"), needed=("appeal",), inputs=("documents",)),
        move("decide_appeal", "作出申诉决定", "Decide the appeal", ["APPEALED"], "APPEAL_DECIDED", _PLATFORM, _SUPERIOR,
             guards=("province_level", "not_who_decided", "not_who_decided_before"), needed=("outcome", "reason", "document")),
    ),
    on_case=("objection", "repair_application", "complaint"),
    extended="rights_complaint_extension",
    effects={
        "file": ("name_what_was_handled",), "refuse": ("tell_remedies",),
        "decide": ("take_up_again", "tell_remedies"), "decide_appeal": ("take_up_again", "tell_remedies"),
    },
)  # fmt: skip
