"""The tasks of the plan and the plans of work for them (实施方案任务分工、年度工作计划): who leads, until when, how far (plan 6.1, 6.4).

How far it came is told again and again, so each report is a row of its own and none takes another's place.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from exchange.model.case import Case
from exchange.model.field import Field
from exchange.model.item import Edge, Item, Shape
from exchange.model.kinds import Code, Count, Day, Text, Texts

_REPORTS = Edge(
    "ProgressReport", (("subject_id", "subject_id"), ("id", "case_id")), "进展报告", "how far it came, report by report", many=True,
    paged=False,
)  # fmt: skip


class PlanTask(Case, key="plan_task", zh="实施方案任务", en="Task of the plan", shape=Shape.CASE):
    """One task of the plan's table. Its subject is the body whose office leads; one without a deadline goes on."""

    sides = ("source_department", "partners")

    clause = Field(Text(8), "条款", "clause of the plan", filter=True)
    title = Field(Text(200), "任务名称", "title")
    content = Field(Text(2000), "任务内容", "what is to be done", masks=("redacted",))
    partners = Field(Texts(64), "配合单位", "codes of the departments that help")
    deadline = Field(Day(), "完成时限", "last day for it; none where it goes on", filter=True, order=True)
    progress = Field(Count(), "进度", "how far it came", unit="percent (%)", filter=True, order=True)
    report = Field(Text(2000), "最近进展", "the latest report")
    result = Field(Text(2000), "完成情况", "what was achieved")

    reports = _REPORTS

    @classmethod
    def structure(cls) -> list[Any]:
        return [*super().structure(), sa.Index(None, "partners", postgresql_using="gin")]


class WorkPlan(Case, key="work_plan", zh="工作计划", en="Plan of work", shape=Shape.CASE):
    """Of a city, or of the department that leads one of the six key fields, for one year. Its subject is who made it."""

    year = Field(Count(), "年度", "year", filter=True, order=True)
    key_field = Field(
        Code("key_field"), "重点领域", "key field; none for the plan of a city", filter=True, note="Plan 5.1-5.6."
    )  # fmt: skip
    title = Field(Text(200), "计划名称", "title")
    content = Field(Text(4000), "计划内容", "what is planned", masks=("redacted",))
    period_until = Field(Day(), "计划截止日期", "planned until", filter=True, order=True)
    progress = Field(Count(), "进度", "how far it came", unit="percent (%)", filter=True, order=True)
    report = Field(Text(2000), "最近进展", "the latest report")
    result = Field(Text(2000), "完成情况", "what was achieved")
    publicised_on = Field(Day(), "公开日期", "made public on", given=False, filter=True)

    reports = _REPORTS


class ProgressReport(Item, key="progress_report", zh="进展报告", en="Report of progress", shape=Shape.CHILD):
    """What was said once about how far a task or a plan of work came. Never changed, never deleted."""

    primary = ("subject_id", "id")
    subject_column = "subject_id"
    order = (("reported_on", "ASC"), ("id", "ASC"))

    reported_on = Field(Day(), "报告日期", "reported on", nullable=False)
    progress = Field(Count(), "进度", "how far it came", unit="percent (%)", nullable=False)
    report = Field(Text(2000), "进展情况", "what was done", nullable=False)

    by = Edge("Department", (("department", "code"),), "报告单位", "department that reported")

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        return [
            sa.Column("subject_id", sa.Uuid(), nullable=False),
            sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
            sa.Column("case_id", sa.Uuid(), nullable=False),
            sa.Column("department", sa.Text()),
            sa.PrimaryKeyConstraint("subject_id", "id"),
            sa.Index(None, "subject_id", "case_id", "id"),
        ]
