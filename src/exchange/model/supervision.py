"""Special supervision of good faith in government (政务诚信专项督导): programmes of a superior government, and what they find (plan 3.1).

A programme is carried out by an office of the superior government for one period and some of the governments below it. What is found is a
case of its own about the government that was inspected: it answers, and the superior settles it or orders a rectification.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from exchange.model.case import Case
from exchange.model.field import Field
from exchange.model.item import Edge, Shape
from exchange.model.kinds import Code, Count, Day, Text, Texts


class SupervisionProgramme(
    Case, key="supervision_programme", zh="政务诚信专项督导", en="Programme of special supervision", shape=Shape.CASE
):  # fmt: skip
    """Its subject is the office that carries it out. Inside the governments' line until its result is told to the public."""

    title = Field(Text(200), "督导名称", "title")
    year = Field(Count(), "督导年度", "year", filter=True, order=True)
    period_from = Field(Day(), "督导期间自", "period from", filter=True, order=True)
    period_until = Field(Day(), "督导期间至", "period until", filter=True, order=True)
    scope = Field(
        Texts(6), "督导范围（行政区划代码）", "division codes of the governments that are inspected"
    )
    plan = Field(Text(4000), "督导方案", "plan of the inspection")
    result = Field(Text(4000), "督导结果", "what it came to")
    handed_to = Field(Text(200), "结果移交单位", "to whom the result was handed for its evaluation")
    handed_on_on = Field(Day(), "结果移交日期", "result handed on", given=False, filter=True)
    summary = Field(Text(1000), "通报内容", "what the public is told", masks=("redacted",))
    announced_on = Field(Day(), "公开通报日期", "public told on", given=False, filter=True)

    findings = Edge(
        "InspectionFinding", (("subject_id", "programme_subject_id"), ("id", "programme_id")), "督导发现问题", "what was found", many=True,
        paged=False,
    )  # fmt: skip


class InspectionFinding(
    Case, key="inspection_finding", zh="督导发现问题", en="Finding of an inspection", shape=Shape.CASE
):
    """One thing found at one government, in a programme that is under way."""

    programme_number = Field(Text(32), "督导案件编号", "number of the programme", filter=True)
    finding = Field(Text(4000), "发现的问题", "what was found")
    severity = Field(Code("severity"), "严重程度", "severity", filter=True)
    rectify_by = Field(Day(), "整改期限", "last day for putting it right", filter=True, order=True)
    answer = Field(Text(4000), "被督导单位反馈", "what the body says and did")
    review = Field(Text(2000), "复查意见", "what the superior says to it")
    rectification_number = Field(Text(32), "限期整改编号", "number of the rectification that it led to")

    programme = Edge(
        "SupervisionProgramme",
        (("programme_subject_id", "subject_id"), ("programme_id", "id")),
        "专项督导",
        "the programme",
    )
    rectification = Edge(
        "Rectification",
        (("subject_id", "subject_id"), ("rectification_id", "id")),
        "限期整改",
        "what it led to",
    )

    @classmethod
    def structure(cls) -> list[Any]:
        return [
            *super().structure(),
            *(sa.Column(name, sa.Uuid()) for name in ("programme_subject_id", "programme_id", "rectification_id")),
            sa.Index(None, "programme_subject_id", "programme_id"),
        ]  # fmt: skip
