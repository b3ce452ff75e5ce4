"""Proposals (双人复核): what widens access waits here until a second person agrees.

A proposal holds all that its approval will do, so that what is approved is what was read. It opens nothing while it waits, and when it is
approved everything is judged again: what was allowed when it was proposed may not be any more.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from exchange.model.field import Field
from exchange.model.item import Item, Shape
from exchange.model.kinds import Code, Identity, Instant, Text


class Proposal(Item, key="proposal", zh="复核事项", en="Proposal", shape=Shape.JOURNAL):
    """One proposal."""

    order = (("proposed_at", "DESC"), ("id", "ASC"))
    sides = ("provider",)

    id = Field(Identity(), "标识", "id", nullable=False, given=False, order=True)
    kind = Field(Code("proposal_kind"), "事项", "what it widens", nullable=False, given=False, filter=True)
    state = Field(Code("proposal_state"), "状态", "state", nullable=False, given=False, filter=True)
    target = Field(Text(200), "对象", "client, request or version of the rules", nullable=False, given=False,
        filter=True,
    )  # fmt: skip
    terms = Field(Text(8000), "内容", "what its approval does, as JSON", nullable=False, given=False)
    reason = Field(Text(2000), "理由", "why it is proposed", nullable=False, given=False)
    proposed_by = Field(Text(100), "提出人", "who proposed it", nullable=False, given=False)
    proposed_at = Field(Instant(), "提出时间", "proposed at", nullable=False, given=False, order=True)
    decided_by = Field(Text(100), "复核人", "who decided", given=False)
    decided_at = Field(Instant(), "复核时间", "decided at", given=False)
    answer = Field(Text(2000), "复核意见", "why it was decided so", given=False)

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        return [
            sa.PrimaryKeyConstraint("id"),
            sa.Column("provider", sa.Text(), sa.ForeignKey("department.code")),
            sa.Column("what", JSONB(), nullable=False),
            *(sa.Column(level, sa.Text()) for level in ("province", "city", "county")),
            sa.Index(None, "state", "kind", "target"),
        ]
