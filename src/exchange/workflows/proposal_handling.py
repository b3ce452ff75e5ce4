"""Handling of suggestions and proposals (建议提案办理): handed over, answered within months, rated, or handled again.

Plan 3.2; 代表法 and the rules of congress and CPPCC on handling: three months from the day of handing over, six where it is hard. Who was
handed what is not its business sends it back to whom it came from. The answer may be made public in a summary of its own.
"""

from __future__ import annotations

from exchange.access import Audience, Scope
from exchange.workflows.table import Answers, Hand, Stage, move, workflow

_SIDE = Hand(Scope.DUTY_HANDLE, Audience.ORIGIN)
_HANDLED = ("ASSIGNED", "REOPENED")

PROPOSAL_HANDLING = workflow(
    "proposal_handling", "建议提案办理", "Handling of a suggestion or proposal",
    (
        Stage("ASSIGNED", Audience.ORIGIN, "proposal_answer"),
        Stage("SENT_BACK", Audience.ORIGIN, "proposal_reassign"),
        Stage("ANSWERED", Audience.ORIGIN, "proposal_opinion"),
        Stage("REOPENED", Audience.ORIGIN, "proposal_again"),
        Stage("CLOSED"),
        Stage("RETRACTED"),
    ),
    (
        move("file", "交办", "Hand it over to who leads", (), "ASSIGNED", _SIDE,
             guards=("public_body", "in_own_place", "a_year", "one_handling_of_a_number"),
             needed=("kind", "proposal_number", "session", "year", "title", "content"), inputs=("partners", "documents", "responsible")),
        move("assist", "会办意见", "Say something to it as one who joins in", _HANDLED, None, _SIDE, guards=("as_partner",),
             needed=("reason",), inputs=("documents",)),
        move("send_back", "退回交办单位", "Send it back: it is not ours", ["ASSIGNED"], "SENT_BACK", _SIDE, guards=("as_lead",),
             needed=("reason",)),
        move("hand_over", "重新交办", "Hand it over to another one", ["SENT_BACK"], "ASSIGNED", _SIDE, guards=("as_who_handed_over",),
             needed=("responsible", "reason"), inputs=("partners",)),
        move("extend", "延期答复", "Take three months more, once", ["ASSIGNED"], None, _SIDE, guards=("as_who_handed_over", "not_extended"),
             needed=("reason",)),
        move("answer", "答复", "Answer it", _HANDLED, "ANSWERED", _SIDE, guards=("as_lead",), needed=("answer", "answer_class"),
             inputs=("document", "documents")),
        move("rate", "反馈满意度", "Enter how satisfied who made it is", ["ANSWERED"], "CLOSED", _SIDE,
             guards=("as_who_handed_over", "satisfied"), needed=("satisfaction",), inputs=("opinion",)),
        move("reopen", "重新办理", "Have it handled again: who made it is not satisfied", ["ANSWERED"], "REOPENED", _SIDE,
             guards=("as_who_handed_over", "dissatisfied"), needed=("satisfaction", "opinion")),
        move("publicise", "公开答复", "Make a summary of the answer public", ["ANSWERED", "CLOSED"], None, _SIDE,
             guards=("as_lead", "not_public"), needed=("summary",)),
        move("retract", "撤案", "Take it back", ["ASSIGNED", "SENT_BACK", "ANSWERED", "REOPENED"], "RETRACTED", _SIDE,
             guards=("as_who_handed_over",), needed=("reason",)),
    ),
    addressed=True,
    answers=Answers.BODY,
    extended="proposal_extension",
    effects={
        "file": ("partners_are_known", "begin_handling"), "hand_over": ("partners_are_known", "pass_handling_on"),
        "send_back": ("back_to_who_handed_over",), "answer": ("note_answer", "back_to_who_handed_over"),
        "rate": ("back_to_lead",), "reopen": ("back_to_lead",), "retract": ("back_to_lead",), "publicise": ("show_result",),
    },
)  # fmt: skip
