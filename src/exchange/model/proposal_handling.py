"""Suggestions of deputies and proposals of the CPPCC, and how they are handled (人大代表建议、政协委员提案办理; plan 3.2).

Several departments are party to one: who hands it over, who leads, who joins in. All of them see it. `source_department` is whichever has
to act, so that it stands in that one's worklist. Who made the suggestion is kept by the office that hands it over, and not here.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from exchange.model.case import Case
from exchange.model.field import Field
from exchange.model.item import Edge, Shape
from exchange.model.kinds import Code, Count, Day, Text, Texts


class ProposalHandling(
    Case,
    key="proposal_handling",
    zh="建议提案办理",
    en="Handling of a suggestion or proposal",
    shape=Shape.CASE,
):
    """Its subject is the body whose office leads the handling."""

    sides = ("source_department", "lead", "handed_over_by", "partners")

    kind = Field(Code("suggestion_kind"), "类别", "kind", filter=True)
    proposal_number = Field(Text(32), "建议提案编号", "number that it bears", filter=True)
    session = Field(Text(50), "届次", "session", filter=True)
    year = Field(Count(), "年度", "year of the session", filter=True, order=True)
    title = Field(Text(200), "案由", "title")
    content = Field(Text(4000), "内容", "content")
    partners = Field(Texts(64), "会办单位", "codes of the departments that join in")
    handed_over_on = Field(Day(), "交办日期", "handed over on", given=False, filter=True, order=True)
    answer = Field(Text(4000), "答复内容", "answer")
    answer_class = Field(Code("answer_class"), "答复类别", "class of the answer", filter=True)
    answered_on = Field(Day(), "答复日期", "answered on", given=False, filter=True)
    satisfaction = Field(Code("satisfaction"), "满意度", "how satisfied who made it is", filter=True)
    opinion = Field(Text(1000), "反馈意见", "what who made it says to the answer")
    summary = Field(Text(1000), "公开摘要", "what the public is told of the answer", masks=("redacted",))
    publicised_on = Field(Day(), "答复公开日期", "answer made public on", given=False, filter=True)

    leading = Edge("Department", (("lead", "code"),), "主办单位", "department that leads")
    by = Edge("Department", (("handed_over_by", "code"),), "交办单位", "office that handed it over")

    @classmethod
    def structure(cls) -> list[Any]:
        return [
            *super().structure(),
            *(sa.Column(name, sa.Text(), sa.ForeignKey("department.code")) for name in ("lead", "handed_over_by")),
            *(sa.Index(None, name, "filed_on", "id") for name in ("lead", "handed_over_by")),
            sa.Index(None, "partners", postgresql_using="gin"),
        ]  # fmt: skip
