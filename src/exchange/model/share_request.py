"""Share requests (共享申请): a department asks another for conditional items, and what became of it.

A granted request leads to its agreement; nothing is opened by the request itself. Who made which step, when and why stands in the journal
of access, beside every other change.
"""

from __future__ import annotations

import sqlalchemy as sa

from exchange.model.field import Field
from exchange.model.item import Edge, Item, Shape
from exchange.model.kinds import Code, Codes, Count, Day, Flag, Identity, Instant, Region, Text, Texts


class ShareRequest(Item, key="share_request", zh="共享申请", en="Share request", shape=Shape.JOURNAL):
    """One request. `due_on` is the last day for whoever has to act in its state."""

    order = (("filed_at", "DESC"), ("id", "ASC"))
    sides = ("department", "provider")

    id = Field(Identity(), "标识", "id", nullable=False, given=False, order=True)
    state = Field(Code("share_request_state"), "状态", "state", nullable=False, given=False, filter=True)
    title = Field(Text(200), "名称", "title", nullable=False, given=False)
    purpose = Field(Text(500), "使用目的", "purpose", nullable=False, given=False)
    legal_basis = Field(Text(1000), "法律依据", "legal basis", nullable=False, given=False)
    items = Field(Texts(64), "信息类别", "information items asked for", nullable=False, given=False)
    field_names = Field(
        Texts(100), "字段范围", "fields asked for, as `Penalty.fine`; all where null", given=False
    )
    kinds = Field(
        Codes("subject_kind"), "信用主体性质", "kinds of subject asked for; all where empty",
        nullable=False, given=False, server_default="{}",
    )  # fmt: skip
    region = Field(Region(), "区域范围", "division whose subtree is asked for", nullable=False, given=False)
    valid_from = Field(Day(), "生效日期", "first day asked for", nullable=False, given=False)
    valid_until = Field(Day(), "失效日期", "last day asked for", nullable=False, given=False)
    max_uses = Field(Count(), "使用次数上限", "number of uses asked for; not limited where null", given=False)
    filed_at = Field(Instant(), "申请时间", "filed at", nullable=False, given=False, filter=True, order=True)
    due_on = Field(Day(), "办理期限", "last day for the next step", given=False, filter=True, order=True)  # fmt: skip
    extended = Field(
        Flag(), "已延期", "the provider's review was extended", nullable=False, given=False, server_default="false",
    )  # fmt: skip
    reason = Field(Text(2000), "理由", "reason of the last step", given=False)
    law = Field(Text(500), "依据", "law on which a refusal rests", given=False)

    requester = Edge("Department", (("department", "code"),), "申请部门", "department that asks")
    asked = Edge("Department", (("provider", "code"),), "提供部门", "department that is asked")
    signed = Edge("Agreement", (("agreement", "id"),), "共享协议", "agreement that it was granted by")

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        return [
            sa.PrimaryKeyConstraint("id"),
            sa.Column("department", sa.Text(), sa.ForeignKey("department.code"), nullable=False),
            sa.Column("provider", sa.Text(), sa.ForeignKey("department.code"), nullable=False),
            sa.Column("agreement", sa.Uuid(), sa.ForeignKey("agreement.id")),
            *(sa.Column(level, sa.Text()) for level in ("province", "city", "county")),
            sa.ForeignKeyConstraint(["region"], ["division.code"]),
        ]
