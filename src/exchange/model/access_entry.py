"""Who was given what (访问记录): one line per reading statement that gave something personal or confidential in clear.

Written by the reading statement itself, so nothing is given without it. It holds who, when, why, whose and which fields, never a value.
`told_on` is the day from which on the subjects are told: a reading of discipline inspection stays untold as long as the dated rule says.
"""

from __future__ import annotations

import sqlalchemy as sa

from exchange.model.field import Field
from exchange.model.item import Edge, Item, Shape
from exchange.model.kinds import Count, Identities, Identity, Instant, Text, Texts


class AccessEntry(
    Item, key="access_entry", plural="access_entries", zh="访问记录（读）", en="Access entry", shape=Shape.JOURNAL
):  # fmt: skip
    """One reading. Never changed, never deleted."""

    order = (("at", "DESC"), ("line", "ASC"))
    subjects_column = "subjects"
    sides = ("department",)

    line = Field(
        Identity(),
        "标识",
        "random id of the line",
        nullable=False,
        given=False,
        order=True,
        server_default="gen_random_uuid()",
    )
    at = Field(Instant(), "时间", "when", nullable=False, given=False, filter=True, order=True)
    actor = Field(
        Text(100),
        "操作人",
        "the person, or else the client, who read",
        nullable=False,
        given=False,
        filter=True,
    )
    client = Field(Text(100), "客户端标识", "client that it was read through", given=False, filter=True)
    department = Field(Text(64), "部门编码", "code of the department that read", given=False, filter=True)
    purpose = Field(Text(500), "使用目的", "what for", given=False)
    agreement = Field(Identity(), "共享协议", "agreement that it was read under", given=False, filter=True)
    discipline_case = Field(
        Text(100), "立案编号", "case number that the call named", given=False, filter=True
    )
    subjects = Field(
        Identities(),
        "信用主体标识",
        "ids of the subjects whose data it was",
        nullable=False,
        given=False,
        filter=True,
    )
    subject_count = Field(
        Count(), "信用主体数", "how many subjects", nullable=False, given=False, server_default="0"
    )
    fields_ = Field(
        Texts(100), "字段", "fields that were given in clear, as `Penalty.partyName`", nullable=False, given=False,
        filter=True,
    )  # fmt: skip
    policy = Field(
        Text(64), "规则版本", "version of the disclosure rules", nullable=False, given=False, filter=True
    )

    by = Edge("Department", (("department", "code"),), "访问部门", "department that read")

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        return [
            sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
            sa.PrimaryKeyConstraint("id"),
            sa.Column("told_on", sa.Date(), nullable=False, server_default=sa.text("CURRENT_DATE")),
            *(sa.Column(level, sa.Text()) for level in ("province", "city", "county")),
            sa.Index(None, "at"),
            sa.Index(None, "department", "at"),
            sa.Index(None, "subjects", postgresql_using="gin"),
        ]


access_entry = AccessEntry.table
