"""Measures against who broke faith (失信惩戒措施): decided from the dated list alone, with their basis, their first and their last day.

Plan, clause 4.3; 国办发〔2020〕49号: no measure that the list does not have. A measure hangs on its record: it falls in the very
transaction in which the record is repaired, screened, withdrawn or taken off its list, and revives where the record is checked and shared
again because a repair was taken back. What was lifted by a decision of its own stays lifted.
"""

from __future__ import annotations

from exchange.access import Audience, Scope
from exchange.lifecycle import State
from exchange.workflows.table import SPARE, Hand, Stage, move, workflow

_SUPERIOR = Hand(Scope.DUTY_HANDLE, Audience.SUPERIOR)
_DETERMINING = Hand(Scope.DUTY_HANDLE, Audience.ORIGIN)

SANCTION = workflow(
    "sanction", "失信惩戒措施", "Measure against who broke faith",
    (
        Stage("IN_FORCE", due="ends_on"),
        Stage("LIFTED"),
        Stage("ENDED"),
        Stage("FALLEN"),
    ),
    (
        move("file", "决定惩戒措施", "Decide a measure", (), "IN_FORCE", _SUPERIOR, _DETERMINING,
             guards=("on_the_list", "for_this_kind", "may_decide", "record_in_effect", "severe_enough", "period_of_the_list",
                     "within_the_window", "person_named", "summary_for_the_public", "not_the_same_measure"),
             needed=("measure", "starts_on", "ends_on", "reason", "document"), inputs=("person_in_charge", "summary", "documents")),
        move("lift", "解除措施", "Lift it", ["IN_FORCE"], "LIFTED", _SUPERIOR, _DETERMINING, guards=("who_decided",),
             needed=("reason", "document")),
        move("expire", "期满", "End it: its last day is over", ["IN_FORCE"], "ENDED", clock=True),
        move(SPARE, "免于惩戒", "Lift it: its subject made up for it and is spared", ["IN_FORCE"], "LIFTED"),
        move("fall", "随记录解除", "Let it fall with its record", ["IN_FORCE"], "FALLEN"),
        move("revive", "随记录恢复", "Bring it back with its record", ["FALLEN"], "IN_FORCE"),
    ),
    on_record=True,
    addressed=True,
    effects={"file": ("respect_mitigation", "take_from_the_list")},
    brought={
        State.REPAIRED: "fall", State.WITHDRAWN: "fall", State.EXPIRED: "fall", State.ARCHIVED: "fall", State.RESTRICTED: "fall",
        State.SHARED: "revive",
    },
)  # fmt: skip
