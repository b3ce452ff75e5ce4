"""Application for credit repair (信用修复申请): checked by the single window, decided by who determined (谁认定、谁修复).

信用修复管理办法 (国家发展改革委令第36号) for decisions from 2026-04-01, Order 58 before: which materials are needed stands in
`repair_rule.csv`. Ten working days, ten more where something has to be verified; what is refused may be applied for again on new
grounds; what was granted on forged material is taken back. While a bankruptcy plan runs the record is screened (Order 36), and repaired
or brought back at its end.
"""

from __future__ import annotations

from exchange.access import Audience, Scope
from exchange.workflows.table import Hand, Stage, at_a_complaint, move, workflow

_SUBJECT = Hand(Scope.REPAIR_FILE, Audience.SUBJECT)
_WINDOW = Hand(Scope.REPAIR_DECIDE, Audience.KEEPER)
_DETERMINING = Hand(Scope.REPAIR_DECIDE, Audience.ORIGIN)

REPAIR = workflow(
    "repair_application", "信用修复申请", "Application for credit repair",
    (
        Stage("FILED", Audience.KEEPER, "repair_formal"),
        Stage("SUPPLEMENT_REQUESTED", Audience.SUBJECT, "repair_supplement"),
        Stage("FORWARDED", Audience.ORIGIN, "repair_decide"),
        Stage("TEMP_SCREENED", Audience.ORIGIN, due="screened_until"),
        Stage("GRANTED"),
        Stage("REFUSED"),
        Stage("RETRACTED"),
        Stage("LAPSED"),
        Stage("RESTORED"),
        Stage("REVOKED"),
    ),
    (
        move("file", "提出修复申请", "Apply for repair", (), "FILED", _SUBJECT,
             guards=("record_can_be_repaired", "not_barred", "not_the_same_again", "commitment_signed"),
             needed=("statement", "commitment_signed"), inputs=("bankruptcy", "documents")),
        move("request_supplement", "要求补正", "Ask for what is missing", ["FILED"], "SUPPLEMENT_REQUESTED", _WINDOW, needed=("reason",)),
        move("supplement", "补正材料", "Send what was missing", ["SUPPLEMENT_REQUESTED"], "FILED", _SUBJECT, needed=("documents",),
             inputs=("statement",)),
        move("lapse", "逾期未补正", "End it: what was missing did not come", ["SUPPLEMENT_REQUESTED"], "LAPSED", clock=True),
        move("forward", "转认定单位", "Forward to the department that determined", ["FILED"], "FORWARDED", _WINDOW,
             guards=("materials_complete",), inputs=("findings",)),
        move("grant", "准予修复", "Grant", ["FORWARDED"], "GRANTED", _DETERMINING,
             guards=("duty_shown",), needed=("reason", "document")),
        move("refuse", "不予修复", "Refuse", ["FORWARDED"], "REFUSED", _DETERMINING, needed=("reason", "refusal_ground")),
        move("screen", "临时屏蔽", "Screen while the plan runs", ["FORWARDED"], "TEMP_SCREENED", _DETERMINING,
             guards=("in_bankruptcy",), needed=("reason", "document", "screened_until")),
        move("complete", "重整计划执行完毕", "Repair for good: the plan is carried out", ["TEMP_SCREENED"], "GRANTED", _DETERMINING,
             needed=("reason", "document")),
        move("restore", "恢复公示", "Bring the record back: the plan failed", ["TEMP_SCREENED"], "RESTORED", _DETERMINING,
             needed=("reason", "document")),
        move("extend", "延长期限", "Extend its time, once", ["FORWARDED"], None, _DETERMINING, guards=("not_extended",),
             needed=("reason",)),
        *at_a_complaint(["REFUSED"], "FORWARDED", ["FILED", "SUPPLEMENT_REQUESTED", "FORWARDED", "TEMP_SCREENED"]),
        move("retract", "撤回申请", "Take it back", ["FILED", "SUPPLEMENT_REQUESTED", "FORWARDED"], "RETRACTED", _SUBJECT,
             inputs=("reason",)),
        move("revoke", "撤销修复", "Take the repair back: the material was forged", ["GRANTED"], "REVOKED", _DETERMINING,
             needed=("reason", "document")),
    ),
    on_record=True,
    extended="repair_extension",
    effects={
        "grant": ("repair",), "complete": ("repair",), "screen": ("restrict",), "restore": ("reinstate",),
        "revoke": ("reinstate", "bar"),
    },
)  # fmt: skip
