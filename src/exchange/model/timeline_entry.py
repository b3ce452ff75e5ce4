"""What became of a record, move by move (办理经过): the audit trail of writing, as those may read it who see the record.

The table is the trail itself, not a copy of it, so the two can never tell different stories. It is read through the compiler like any
other child of a record; who made a move, why and on what document are for those who answer for the record.
"""

from __future__ import annotations

import sqlalchemy as sa

from exchange.model.field import Field, Secrecy
from exchange.model.item import Edge, Item, Shape
from exchange.model.kinds import Code, Instant, Text


class TimelineEntry(
    Item, key="audit_entry", zh="审计记录（写）", en="Entry of a timeline", shape=Shape.CHILD
):
    """One move, written in the same transaction as the row it moved. Never changed, never deleted."""

    primary = ("subject_id", "id")
    subject_column = "subject_id"
    order = (("id", "ASC"),)

    at = Field(Instant(), "办理时间", "when", nullable=False)
    move = Field(Text(64), "办理事项", "move, by its name in the table of moves", nullable=False)
    state_before = Field(Code("record_state"), "办理前状态", "state before")
    state_after = Field(Code("record_state"), "办理后状态", "state after", nullable=False)
    reason = Field(Text(2000), "理由", "why, or what a check found", secrecy=Secrecy.CONFIDENTIAL)
    document = Field(Text(200), "依据文书", "document that the move rests on", secrecy=Secrecy.CONFIDENTIAL)
    rule = Field(Text(64), "适用规则", "dated rule by which it was allowed")
    actor = Field(Text(100), "经办人", "who made it", nullable=False, secrecy=Secrecy.CONFIDENTIAL)

    by = Edge("Department", (("department", "code"),), "办理单位", "department that made the move")

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        return [
            sa.Column("subject_id", sa.Uuid(), nullable=False),
            sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
            sa.Column("client", sa.Text()),
            sa.Column("department", sa.Text()),
            sa.Column("item", sa.Text(), nullable=False),
            sa.Column("record_id", sa.Uuid(), nullable=False),
            sa.PrimaryKeyConstraint("subject_id", "id"),
            sa.Index(None, "subject_id", "record_id", "id"),
        ]
