"""Consents (授权查询): a data subject lets a department look at its records, once or for a period.

A department asks without naming anybody, and hands the id to the person on the form that it signs: so asking tells nothing of who is on
record. What the person agrees to becomes an agreement that covers this one subject, and ends when it is withdrawn.
"""

from __future__ import annotations

import sqlalchemy as sa

from exchange.model.field import Field
from exchange.model.item import Edge, Item, Shape
from exchange.model.kinds import Code, Count, Day, Identity, Instant, Text, Texts


class Consent(Item, key="consent", zh="授权查询", en="Consent of a data subject", shape=Shape.JOURNAL):
    """One consent, from its being asked for."""

    order = (("asked_at", "DESC"), ("id", "ASC"))
    subject_column = "subject_id"
    sides = ("department",)

    id = Field(Identity(), "标识", "id", nullable=False, given=False, order=True)
    state = Field(Code("consent_state"), "状态", "state", nullable=False, given=False, filter=True)
    purpose = Field(Text(500), "使用目的", "purpose", nullable=False, given=False)
    legal_basis = Field(Text(1000), "法律依据", "legal basis", nullable=False, given=False)
    items = Field(Texts(64), "信息类别", "information items asked for", nullable=False, given=False)
    valid_until = Field(Day(), "失效日期", "last day asked for", nullable=False, given=False)
    max_uses = Field(Count(), "使用次数上限", "number of uses; not limited where null", given=False)
    document = Field(Text(200), "授权文书", "written consent, by its number", given=False)
    asked_at = Field(Instant(), "提出时间", "asked for at", nullable=False, given=False, order=True)
    answered_at = Field(Instant(), "答复时间", "answered at", given=False)
    withdrawn_at = Field(Instant(), "撤回时间", "withdrawn at", given=False)

    requester = Edge("Department", (("department", "code"),), "申请部门", "department that asks")
    signed = Edge("Agreement", (("agreement", "id"),), "共享协议", "agreement that it became")

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        return [
            sa.PrimaryKeyConstraint("id"),
            sa.Column("department", sa.Text(), sa.ForeignKey("department.code"), nullable=False),
            sa.Column("subject_id", sa.Uuid(), sa.ForeignKey("subject.id")),
            sa.Column("agreement", sa.Uuid(), sa.ForeignKey("agreement.id")),
            sa.Column("region", sa.Text(), sa.ForeignKey("division.code"), nullable=False),
        ]
