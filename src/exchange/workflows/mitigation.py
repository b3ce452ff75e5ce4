"""Mitigation for self-correction (从轻或免于惩戒): recorded by who decides the measures, and respected by them.

Plan 4.4: who recovers the loss, removes the effect or prevents the harm of itself is treated lighter or spared. The organ of appointment or
supervision decides about persons; the exchange records that decision, and holds the list of measures to it.
"""

from __future__ import annotations

from exchange.access import Audience, Scope
from exchange.lifecycle import State
from exchange.workflows.table import Hand, Stage, move, workflow

_SUPERIOR = Hand(Scope.DUTY_HANDLE, Audience.SUPERIOR)
_DETERMINING = Hand(Scope.DUTY_HANDLE, Audience.ORIGIN)

MITIGATION = workflow(
    "mitigation", "从轻或免于惩戒", "Mitigation for self-correction",
    (Stage("RECOGNISED"), Stage("CANCELLED"), Stage("FALLEN")),
    (
        move("file", "认定从轻情形", "Recognise that it was made up for", (), "RECOGNISED", _SUPERIOR, _DETERMINING,
             guards=("record_in_effect", "no_other_mitigation", "proof_handed_in"),
             needed=("ground", "evidence", "effect", "basis", "reason", "document", "documents")),
        move("cancel", "撤销认定", "Take it back: what it rests on is not true", ["RECOGNISED"], "CANCELLED", _SUPERIOR, _DETERMINING,
             guards=("who_recognised",), needed=("reason", "document")),
        move("fall", "随记录终结", "End it with its record", ["RECOGNISED"], "FALLEN"),
    ),
    on_record=True,
    addressed=True,
    effects={"file": ("spare",)},
    brought={State.WITHDRAWN: "fall", State.ARCHIVED: "fall"},
)  # fmt: skip
