"""What teaches and spreads good faith (诚信宣教资料): handbook and courses for civil servants (plan 4.1), publicity (6.3).

One item with a kind: a handbook, a course and a publicity item live the same life and are seen by the same people. They are cases and no
records: they say nothing about anybody's credit, are in no catalogue, and come from the office itself rather than by a submission.
"""

from __future__ import annotations

from exchange.model.case import Case
from exchange.model.field import Field
from exchange.model.item import Shape
from exchange.model.kinds import Code, Count, Day, Text


class IntegrityMaterial(
    Case,
    key="integrity_material",
    zh="诚信宣教资料",
    en="Material on good faith",
    shape=Shape.CASE,
):
    """Its subject is the body that made it. Everybody reads what is published, until it is withdrawn or its day is over."""

    kind = Field(Code("material_kind"), "资料类别", "kind", filter=True)
    title = Field(Text(200), "名称", "title")
    edition = Field(Text(50), "版本（期次）", "edition, or number of the course")
    audience = Field(Text(200), "适用对象", "whom it is for")
    content = Field(Text(5000), "内容", "content", masks=("redacted",))
    held_from = Field(Day(), "开课日期", "course begins on", filter=True, order=True)
    hours = Field(Count(), "学时", "hours of teaching", filter=True)
    valid_until = Field(Day(), "有效期至", "valid until", filter=True, order=True)
