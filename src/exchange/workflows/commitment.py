"""Commitment of a public body (政府承诺): published, due, reported, confirmed by whom it was promised to or by the superior.

Plan 5.4: what was promised is kept. It is changed for national or public interest or another statutory ground alone, by who may, in due
procedure and against compensation; that the government or its persons changed is no ground. Plan 2.2, 5.6: services of streets,
townships and villages, prior credit commitments and openness of finances go the same way. One that is found broken becomes a record of
dishonesty in draft (4.2), and is made good by the repair of that record.
"""

from __future__ import annotations

from exchange.access import Audience, Scope
from exchange.lifecycle import State
from exchange.workflows.table import FOUND_BROKEN, Answers, Hand, Stage, move, workflow

_BODY = Hand(Scope.COMMITMENT_WRITE, Audience.ORIGIN)
_KEEPER = Hand(Scope.RECORD_PUBLISH, Audience.KEEPER)
_BENEFICIARY = Hand(Scope.COMMITMENT_CONFIRM, Audience.SUBJECT)
_SUPERIOR = Hand(Scope.COMMITMENT_CONFIRM, Audience.SUPERIOR)
_RUNNING = ("PUBLISHED", "DUE_SOON")
_OWED = (*_RUNNING, "PARTIAL", "BREACHED")
_TERMS = ("domain", "beneficiary_code", "counterparty", "amount")
_PERSON = ("responsible_person", "responsible_post")

COMMITMENT = workflow(
    "government_commitment", "政府承诺", "Commitment of a government",
    (
        Stage("DRAFT", Audience.KEEPER, "commitment_publish"),
        Stage("PUBLISHED", Audience.ORIGIN, due="promised_until"),
        Stage("DUE_SOON", Audience.ORIGIN, due="promised_until"),
        Stage("REPORTED", Audience.SUPERIOR, "commitment_confirm"),
        Stage("PARTIAL", Audience.ORIGIN, due="promised_until"),
        Stage("BREACHED", Audience.ORIGIN),
        Stage("MADE_GOOD"),
        Stage("FULFILLED"),
        Stage("LAWFULLY_CHANGED"),
        Stage("RETRACTED"),
    ),
    (
        move("file", "登记承诺", "Register a commitment", (), "DRAFT", _BODY,
             guards=("promised_by_a_public_body", "in_own_place", "promised_ahead", "domain_of_a_service"),
             needed=("kind", "title", "content", "promised_until"), inputs=(*_TERMS, *_PERSON, "documents")),
        move("amend", "修改草稿", "Amend the draft", ["DRAFT"], None, _BODY, guards=("promised_ahead", "domain_of_a_service"),
             inputs=("title", "content", "promised_until", *_TERMS)),
        move("retract", "撤回草稿", "Take the draft back", ["DRAFT"], "RETRACTED", _BODY, inputs=("reason",)),
        move("publish", "公开承诺", "Publish it", ["DRAFT"], "PUBLISHED", _KEEPER, inputs=("reason",)),
        move("approach", "即将到期", "It is due soon", ["PUBLISHED"], "DUE_SOON", clock=True, ahead=True),
        move("hand_on", "责任人交接", "Name who answers for it from now on; who did before stays on record", ["DRAFT", *_OWED, "REPORTED"],
             None, _BODY, needed=("responsible_person", "reason"), inputs=("responsible_post",)),
        move("report", "报告履行", "Report that it is fulfilled", _OWED, "REPORTED", _BODY, needed=("evidence",), inputs=("documents",)),
        move("confirm", "确认履行", "Confirm that it is fulfilled", ["REPORTED"], "FULFILLED", _BENEFICIARY, _SUPERIOR,
             inputs=("confirmation",)),
        move("confirm_part", "确认部分履行", "Confirm that it is fulfilled in part", ["REPORTED"], "PARTIAL", _BENEFICIARY, _SUPERIOR,
             needed=("confirmation",)),
        move("deny", "否认履行", "Say that it is not fulfilled", ["REPORTED"], "PUBLISHED", _BENEFICIARY, _SUPERIOR,
             needed=("confirmation",)),
        move("breach", "认定违约", "Find that it is broken", [*_RUNNING, "PARTIAL"], "BREACHED", _SUPERIOR,
             guards=("time_is_over", "has_a_department"), needed=("area", "reason", "document")),
        move(FOUND_BROKEN, "随投诉认定违约", "Note that a complaint found it broken", [*_RUNNING, "PARTIAL", "REPORTED"], "BREACHED"),
        move("make_good", "随失信记录修复", "Note that it was made good: its record of dishonesty was repaired", ["BREACHED"], "MADE_GOOD"),
        move("relapse", "随失信记录恢复", "Take that back with the repair of its record", ["MADE_GOOD"], "BREACHED"),
        move("change", "依法变更", "Change it lawfully", [*_OWED, "REPORTED"], "LAWFULLY_CHANGED", _SUPERIOR,
             guards=("lawful_ground",),
             needed=("change_reason", "change_authority", "change_procedure", "compensation", "reason", "document")),
    ),
    answers=Answers.FILER,
    effects={
        "file": ("promised_to", "begin_responsibility"), "amend": ("promised_to",),
        "hand_on": ("pass_responsibility_on",), "confirm": ("note_fulfilment",),
        "breach": ("draft_broken_promise",),
    },
    brought={State.REPAIRED: "make_good", State.SHARED: "relapse"},
)  # fmt: skip
