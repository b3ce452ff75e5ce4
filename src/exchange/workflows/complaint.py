"""Complaint about breach of faith by a public body (政务失信投诉): intake, superior of the accused, handling department; never the accused.

发改财金〔2023〕1103号 and plan 3.3: complaints from the hotline 12345, procurement, investment promotion, media and the website go to the
superior of the body complained of. Limits of the hotline in working days, those of 信访工作条例 in calendar days. A breach that is found
and not put right becomes a record of dishonesty, in draft; a matter of discipline inspection is handed over, and a receipt stays.

Texts go into fields of the case rather than into the reason of a step: steps are never changed, and what is handed over is emptied.
"""

from __future__ import annotations

from exchange.access import Audience, Scope
from exchange.workflows.table import Hand, Stage, at_a_complaint, move, workflow

_INTAKE = Hand(Scope.COMPLAINT_HANDLE, Audience.KEEPER)
_SUPERIOR = Hand(Scope.COMPLAINT_HANDLE, Audience.SUPERIOR)
_HANDLER = Hand(Scope.COMPLAINT_HANDLE, Audience.ORIGIN)
_COMPLAINANT = Hand(Scope.COMPLAINT_FILE, Audience.SUBJECT)
_IDENTITY = (
    "complainant_name",
    "complainant_phone",
    "complainant_document_type",
    "complainant_document_number",
)
_OPEN = ("RECEIVED", "TRANSFERRED", "VERIFYING")
_ANSWERED = ("FEEDBACK", "CLOSED", "REVIEWED")
_IN_HAND = (
    *(
        *_OPEN,
        "SUSPENDED",
        "UNFOUNDED",
        "RECTIFYING",
        "RECTIFIED",
        "RECTIFICATION_REFUSED",
        "CONFIRMED_BREACH",
    ),
    *("FEEDBACK", "REVIEW_REQUESTED"),
)

COMPLAINT = workflow(
    "complaint", "政务失信投诉", "Complaint",
    (
        Stage("RECEIVED", Audience.KEEPER, "complaint_dispatch"),
        Stage("TRANSFERRED", Audience.SUPERIOR, "complaint_assign"),
        Stage("VERIFYING", Audience.ORIGIN, "complaint_{track}", since="counts_from"),
        Stage("SUSPENDED", Audience.ORIGIN),
        Stage("UNFOUNDED", Audience.ORIGIN, "complaint_feedback"),
        Stage("RECTIFYING", Audience.ORIGIN, due="rectify_until"),
        Stage("RECTIFIED", Audience.ORIGIN, "complaint_feedback"),
        Stage("RECTIFICATION_REFUSED", Audience.ORIGIN, "complaint_confirm"),
        Stage("CONFIRMED_BREACH", Audience.ORIGIN, "complaint_feedback"),
        Stage("FEEDBACK", Audience.SUBJECT, "complaint_rating"),
        Stage("REVIEW_REQUESTED", Audience.SUPERIOR, "petition_review"),
        Stage("CLOSED"),
        Stage("REVIEWED"),
        Stage("NOT_ACCEPTED"),
        Stage("RETRACTED"),
        Stage("HANDED_OVER"),
    ),
    (
        move("file", "提出投诉", "Complain of a public body", (), "RECEIVED", _INTAKE, _HANDLER, anybody=True,
             guards=("about_a_public_body", "has_a_superior", "not_about_oneself", "own_channel", "media_named"),
             needed=("channel", "content"), inputs=("area", "medium", "reported_on", *_IDENTITY, "documents")),
        move("supplement", "补充材料", "Hand in evidence", (*_OPEN, "SUSPENDED", "RECTIFYING"), None, _COMPLAINANT, _INTAKE,
             needed=("documents",)),
        move("dispatch", "派单转上级", "Send it to the superior of the body", ["RECEIVED"], "TRANSFERRED", _INTAKE,
             needed=("track",), inputs=("area", "note")),
        move("refuse", "不予受理", "Not accept it", ["RECEIVED"], "NOT_ACCEPTED", _INTAKE, needed=("refusal_ground", "answer")),
        move("assign", "确定承办单位", "Name the department that handles it", ["TRANSFERRED"], "VERIFYING", _SUPERIOR, _INTAKE,
             needed=("responsible",), inputs=("note",)),
        move("reassign", "改派承办单位", "Name another department to handle it", ["VERIFYING", "RECTIFYING"], None, _SUPERIOR, _INTAKE,
             needed=("responsible", "note")),
        move("answer", "答复咨询", "Answer an enquiry", ["VERIFYING"], "FEEDBACK", _HANDLER, guards=("is_enquiry",), needed=("answer",)),
        move("dismiss", "查无实据", "Find it unfounded", ["VERIFYING"], "UNFOUNDED", _HANDLER, guards=("is_no_enquiry",),
             needed=("findings",), inputs=("documents",)),
        move("uphold", "查实", "Find it true, and order to put it right", ["VERIFYING"], "RECTIFYING", _HANDLER,
             guards=("is_no_enquiry", "time_to_rectify"), needed=("findings", "misconduct", "rectification", "rectify_until"),
             inputs=("area", "documents")),
        move("rectify", "整改完成", "Find it put right", ["RECTIFYING", "RECTIFICATION_REFUSED"], "RECTIFIED", _HANDLER,
             needed=("rectification_result",), inputs=("documents",)),
        move("report_refusal", "拒不整改", "Find that it is not put right", ["RECTIFYING"], "RECTIFICATION_REFUSED", _HANDLER,
             needed=("rectification_result",), inputs=("documents",)),
        move("confirm", "认定失信", "Confirm the breach: it becomes a record of dishonesty, in draft", ["RECTIFICATION_REFUSED"],
             "CONFIRMED_BREACH", _HANDLER, guards=("has_a_department", "area_known"), needed=("document", "reason"),
             inputs=("promise_number",)),
        move("feedback", "答复投诉人", "Answer who complained", ["UNFOUNDED", "RECTIFIED", "CONFIRMED_BREACH"], "FEEDBACK", _HANDLER,
             needed=("answer",)),
        move("rate", "评价", "Rate how it was handled", ["FEEDBACK"], "CLOSED", _COMPLAINANT, _INTAKE,
             needed=("satisfaction",), inputs=("satisfaction_comment",)),
        move("close", "逾期未评价办结", "Close it: no rating came", ["FEEDBACK"], "CLOSED", clock=True),
        move("extend", "延长期限", "Extend its time, once", ["VERIFYING"], None, _HANDLER, guards=("not_extended",), needed=("note",)),
        move("suspend", "中止", "Stop the clock", ["VERIFYING"], "SUSPENDED", _HANDLER, needed=("note",)),
        move("resume", "恢复办理", "Go on", ["SUSPENDED"], None, _HANDLER, needed=("note",)),
        move("retract", "撤回投诉", "Take it back", _OPEN, "RETRACTED", _COMPLAINANT),
        move("hand_over", "移送纪检监察", "Hand it over to discipline inspection: a receipt stays, the content does not",
             [*_OPEN, "UNFOUNDED", "RECTIFYING", "RECTIFIED", "RECTIFICATION_REFUSED"], "HANDED_OVER",
             _INTAKE, _SUPERIOR, _HANDLER, needed=("receipt",)),
        move("request_review", "申请复查复核", "Ask for review", _ANSWERED, "REVIEW_REQUESTED", _COMPLAINANT,
             guards=("is_petition", "in_time_for_petition_review", "reviewed_once_at_most"), needed=("review_ground",)),
        move("review", "复查复核答复", "Decide the review", ["REVIEW_REQUESTED"], "REVIEWED", _SUPERIOR, needed=("answer",)),
        move("publicise", "公开办理结果", "Make the result public", _ANSWERED, None, _INTAKE, guards=("not_public_yet",),
             needed=("summary",)),
        move("conceal", "撤下公开结果", "Take the public result back", _ANSWERED, None, _INTAKE, guards=("is_public",),
             needed=("note",)),
        *at_a_complaint((*_ANSWERED, "NOT_ACCEPTED"), "RECEIVED", _IN_HAND),
    ),
    sealed=True,
    extended="complaint_{track}_extension",
    effects={
        "file": ("keep_from_accused",), "hand_over": ("keep_the_receipt_only",), "confirm": ("draft_record",),
        "publicise": ("show_result",), "conceal": ("hide_result",),
    },
)  # fmt: skip
