"""Material on good faith (诚信宣教资料): drafted by its office, published by the platform, withdrawn or over (plan 4.1, 6.3)."""

from __future__ import annotations

from exchange.access import Audience, Scope
from exchange.workflows.table import Answers, Hand, Stage, move, workflow

_OFFICE = Hand(Scope.TASK_REPORT, Audience.ORIGIN)
_KEEPER = Hand(Scope.RECORD_PUBLISH, Audience.KEEPER)
_SAID = ("edition", "audience", "held_from", "hours", "valid_until")

INTEGRITY_MATERIAL = workflow(
    "integrity_material", "诚信宣教资料", "Material on good faith",
    (
        Stage("DRAFT", Audience.KEEPER, "material_review"),
        Stage("PUBLISHED", due="valid_until"),
        Stage("RETRACTED"),
        Stage("WITHDRAWN"),
        Stage("ENDED"),
    ),
    (
        move("file", "登记资料", "Enter what is to be published", (), "DRAFT", _OFFICE,
             guards=("public_body", "in_own_place", "hours_of_a_course", "still_valid"), needed=("kind", "title", "content"),
             inputs=(*_SAID, "documents")),
        move("amend", "修改草稿", "Amend the draft", ["DRAFT"], None, _OFFICE, guards=("hours_of_a_course", "still_valid"),
             inputs=("title", "content", *_SAID)),
        move("retract", "撤回草稿", "Take the draft back", ["DRAFT"], "RETRACTED", _OFFICE, inputs=("reason",)),
        move("publish", "公开", "Publish it", ["DRAFT"], "PUBLISHED", _KEEPER, guards=("still_valid",), inputs=("reason",)),
        move("withdraw", "下架", "Withdraw it", ["PUBLISHED"], "WITHDRAWN", _OFFICE, _KEEPER, needed=("reason",)),
        move("expire", "到期", "End it when its day is over", ["PUBLISHED"], "ENDED", clock=True),
    ),
    addressed=True,
    answers=Answers.FILER,
)  # fmt: skip
