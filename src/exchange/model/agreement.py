"""Sharing agreements (数据共享协议): what a department may see of conditional items, for which purpose, where, how long and how often.

What an agreement covers never changes once it is signed; only its life does (suspended, resumed, ended, used). So whoever resolves a call
may remember what the agreement leaves of its items, and asks in the reading statement whether it lives. Where uses are numbered the reading
statement takes one itself: of two readers of the last use exactly one gets it.
"""

from __future__ import annotations

import sqlalchemy as sa

from exchange.model.field import Field
from exchange.model.item import Edge, Item, Shape
from exchange.model.kinds import Codes, Count, Day, Identity, Instant, Region, Text, Texts


class Agreement(Item, key="agreement", zh="共享协议", en="Sharing agreement", shape=Shape.JOURNAL):
    """One agreement. Both days of its period belong to it."""

    order = (("valid_from", "DESC"), ("id", "ASC"))
    subject_column = "subject_id"
    sides = ("department", "provider")

    id = Field(Identity(), "标识", "id", nullable=False, given=False, order=True)
    title = Field(Text(200), "名称", "title", nullable=False, given=False)
    purpose = Field(Text(500), "使用目的", "purpose", nullable=False, given=False)
    legal_basis = Field(Text(1000), "法律依据", "legal basis", nullable=False, given=False)
    items = Field(Texts(64), "信息类别", "information items that it covers", nullable=False, given=False)
    field_names = Field(
        Texts(100), "字段范围", "fields that it covers, as `Penalty.fine`; all where null", given=False
    )
    kinds = Field(
        Codes("subject_kind"), "信用主体性质", "kinds of subject that it is about; all where empty",
        nullable=False, given=False, server_default="{}",
    )  # fmt: skip
    region = Field(Region(), "区域范围", "division whose subtree it covers", nullable=False, given=False)
    valid_from = Field(Day(), "生效日期", "first day", nullable=False, given=False, filter=True, order=True)
    valid_until = Field(Day(), "失效日期", "last day", nullable=False, given=False, filter=True, order=True)
    max_uses = Field(Count(), "使用次数上限", "number of uses; not limited where null", given=False)
    uses = Field(
        Count(), "已使用次数", "uses so far, where they are limited", nullable=False, given=False,
        server_default="0",
    )  # fmt: skip
    suspended_at = Field(Instant(), "中止时间", "suspended at", given=False)
    terminated_at = Field(Instant(), "终止时间", "terminated at", given=False)

    last_used_on = Field(
        Day(), "最近使用日期", "last used on; null where never", given=False, filter=True, order=True
    )

    recipient = Edge("Department", (("department", "code"),), "接收部门", "department that may use it")
    provided_by = Edge("Department", (("provider", "code"),), "提供部门", "department whose records it covers; all where null")  # fmt: skip

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        return [
            sa.PrimaryKeyConstraint("id"),
            sa.Column("department", sa.Text(), sa.ForeignKey("department.code"), nullable=False),
            sa.Column("provider", sa.Text(), sa.ForeignKey("department.code")),
            sa.Column("subject_id", sa.Uuid(), sa.ForeignKey("subject.id")),
            *(sa.Column(level, sa.Text()) for level in ("province", "city", "county")),
            sa.ForeignKeyConstraint(["region"], ["division.code"]),
            sa.CheckConstraint("uses <= max_uses", name="uses"),
        ]


agreement = Agreement.table
