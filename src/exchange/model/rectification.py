"""Orders to put right within a time limit (限期整改), with the written explanation, the measures and the report (plan 4.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from exchange.model.case import Case
from exchange.model.field import Field
from exchange.model.item import ANY_RECORD, Edge, Shape
from exchange.model.kinds import Day, Text

if TYPE_CHECKING:
    from sqlalchemy.sql.schema import SchemaItem


class Rectification(
    Case, key="rectification", zh="限期整改", en="Rectification within a time limit", shape=Shape.CASE
):
    """Ordered by the superior government against a body of government, on a record of dishonesty.

    The body itself stands to it as the data subject; its office in the registry answers.
    """

    requirement = Field(Text(4000), "整改要求", "what has to be put right", masks=("redacted",))
    rectify_by = Field(Day(), "整改期限", "last day for it", filter=True, order=True)
    explanation = Field(Text(4000), "书面说明", "explanation in writing", masks=("redacted",))
    plan = Field(Text(4000), "整改措施", "measures that are taken", masks=("redacted",))
    report = Field(Text(4000), "整改情况报告", "report of what was done", masks=("redacted",))
    review = Field(Text(2000), "验收意见", "what the superior found", masks=("redacted",))
    summary = Field(Text(1000), "通报内容", "what the public is told", masks=("redacted",))
    announced_on = Field(Day(), "公开通报日期", "public told on", given=False, filter=True)

    led_to = Edge(
        ANY_RECORD, (("subject_id", "subject_id"), ("led_to_id", "id")), "拒不整改形成的记录", "the record that its refusal led to"
    )  # fmt: skip

    @classmethod
    def structure(cls) -> list[SchemaItem]:
        return [*super().structure(), sa.Column("led_to_item", sa.Text()), sa.Column("led_to_id", sa.Uuid())]
