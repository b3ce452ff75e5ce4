"""Shares: what a client was given under an agreement, kept up to date, so that it can take what changed since it last asked.

One line for each record and recipient. It says that the record is there for this recipient, that it looks different from before, or that
it is gone; a digest of what the recipient sees tells the three apart. So a change of something that the recipient does not see is no
change, and a record that it never saw is never gone. Lines are numbered for each recipient by what became visible to it, and a line that
changes takes a new number: whoever reads on from the last number it saw meets every later change once.

What is gone, or was withdrawn at its source, is `still_held` until the recipient says that it removed what it was given.

Both sides see the same lines: the recipient its own, the department that sent the record those of its records, the keeper those of its
region.
"""

from __future__ import annotations

import sqlalchemy as sa

from exchange.model.field import Field
from exchange.model.item import OWN, Edge, Item, Shape, metadata
from exchange.model.kinds import Code, Count, Day, Flag, Identity, Instant, Text


class Share(Item, key="share", zh="共享记录", en="Share", shape=Shape.JOURNAL):
    """One record, given to one client under one agreement."""

    primary = ("subject_id", "id")
    order = (("number", "ASC"), ("id", "ASC"))

    id = Field(Identity(), "标识", "id", nullable=False, given=False, order=True)
    number = Field(
        Count(), "序号", "number among the changes of this recipient, from 1", nullable=False, given=False, filter=True, order=True,
    )  # fmt: skip
    agreement = Field(
        Identity(), "共享协议标识", "id of the agreement", nullable=False, given=False, filter=True
    )
    item = Field(Text(64), "信息类别", "information item", nullable=False, given=False, filter=True)
    record_id = Field(Identity(), "记录标识", "id of the record", nullable=False, given=False, filter=True)
    change = Field(
        Code("share_change"), "变化", "what became of it", nullable=False, given=False, filter=True
    )
    given_at = Field(
        Instant(),
        "更新时间",
        "when this change was found",
        nullable=False,
        given=False,
        filter=True,
        order=True,
    )
    times = Field(
        Count(), "次数", "how many changes of it there were, this one included", nullable=False, given=False
    )

    remove_due_on = Field(
        Day(), "删除期限", "last day in time for its recipient to remove what it was given; set when it is gone or withdrawn",
        given=False, filter=True,
    )  # fmt: skip

    still_held = Field(
        Flag(), "尚未确认删除", "its recipient has still to confirm that it removed what it was given",
        nullable=False, given=False, filter=True, server_default="false",
    )  # fmt: skip
    removed_on = Field(
        Day(), "确认删除日期", "its recipient confirmed on that it removed what it was given", given=False, filter=True
    )  # fmt: skip

    record = Edge(
        OWN,
        (("subject_id", "subject_id"), ("record_id", "id")),
        "记录",
        "the record as you see it now; null if you do not",
    )
    department = Edge("Department", (("department", "code"),), "接收部门", "department that receives it")
    source = Edge(
        "Department", (("source_department", "code"),), "提供部门", "department that the record is from"
    )

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        return [
            sa.Column("subject_id", sa.Uuid(), nullable=False),
            sa.Column("client", sa.Text(), nullable=False),
            sa.Column("department", sa.Text(), nullable=False),
            sa.Column("source_department", sa.Text()),
            sa.Column("digest", sa.LargeBinary()),
            *(sa.Column(level, sa.Text()) for level in ("province", "city", "county")),
            sa.PrimaryKeyConstraint("subject_id", "id"),
            sa.UniqueConstraint("subject_id", "agreement", "client", "record_id"),
            sa.ForeignKeyConstraint(["subject_id"], ["subject.id"]),
            sa.Index(None, "agreement", "client", "number", "id"),
            sa.Index(None, "source_department", "number", "id"),
            sa.Index(None, "remove_due_on", "id", postgresql_where=sa.text("still_held")),
        ]


share_position = sa.Table(
    "share_position",
    metadata,
    sa.Column("agreement", sa.Uuid(), nullable=False),
    sa.Column("client", sa.Text(), nullable=False),
    sa.Column("xid", sa.BigInteger(), nullable=False),
    sa.Column("line", sa.BigInteger(), nullable=False),
    sa.Column("number", sa.Integer(), nullable=False),
    sa.Column("sight", sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint("agreement", "client"),
    comment="共享进度",
)
"""How far the change log has been looked through for a recipient, its last number, and what it could see then: with another sight all is
looked through again."""
