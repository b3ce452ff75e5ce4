"""Complaints about handling (处理投诉) and appeals (申诉): of how an objection, an application for repair or a complaint was handled.

Plan 4.4. The superior of who decided, or the platform above it, decides; never who decided. Upheld, the case that was handled wrongly is
taken up again; dismissed, the reason stands in the step and the ways outside of the exchange with their last days beside it.
"""

from __future__ import annotations

import sqlalchemy as sa

from exchange.model.case import Case
from exchange.model.field import Field, Secrecy
from exchange.model.item import Shape
from exchange.model.kinds import Code, Day, Text


class RightsComplaint(
    Case,
    key="rights_complaint",
    zh="处理投诉与申诉",
    en="Complaint about handling, and appeal",
    shape=Shape.CASE,
):
    """About one objection, application for repair or complaint of whoever files it, named by its number; kept from whom that one is kept.

    `decided_by` and `decided_in` are department and division of who decided it or lets it wait: what may not decide about itself. A
    superior that lets a complaint wait is known by its division alone.
    """

    handled_number = Field(
        Text(32),
        "被投诉案件编号",
        "number of the objection, application or complaint that was handled",
        filter=True,
    )
    handled_item = Field(Text(64), "被投诉案件类别", "what that case is", given=False, filter=True)
    ground = Field(Code("handling_ground"), "投诉事由", "ground", filter=True)
    statement = Field(
        Text(4000), "事实与理由", "facts and reasons", secrecy=Secrecy.CONFIDENTIAL, masks=("redacted",)
    )
    answer = Field(Text(4000), "原办理单位说明", "what who handled it answers", secrecy=Secrecy.CONFIDENTIAL)
    outcome = Field(Code("handling_outcome"), "处理结果", "outcome", filter=True)
    appeal = Field(
        Text(4000), "申诉理由", "why the subject appeals", secrecy=Secrecy.CONFIDENTIAL, masks=("redacted",)
    )
    reconsideration_until = Field(
        Day(), "申请行政复议截止日期", "last day to apply for administrative reconsideration", given=False,
        note="Told with a refusal. 行政复议法 art. 20.",
    )  # fmt: skip
    litigation_until = Field(
        Day(), "提起行政诉讼截止日期", "last day to sue", given=False, note="Told with a refusal. 行政诉讼法 art. 46."
    )  # fmt: skip

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        return [
            *super().structure(),
            sa.Column("handled_id", sa.Uuid()),
            sa.Column("decided_by", sa.Text()),
            sa.Column("decided_in", sa.Text()),
        ]
