"""Objections (异议) to a record, with what the provider found and what was decided."""

from __future__ import annotations

from exchange.model.case import Case
from exchange.model.field import Field, Secrecy
from exchange.model.item import Shape
from exchange.model.kinds import Code, Text


class Objection(Case, key="objection", zh="异议申请", en="Objection", shape=Shape.CASE):
    """Filed by whom the record is about, or an agent it authorised (征信业管理条例 art. 25; Shandong art. 39)."""

    ground = Field(Code("objection_ground"), "异议事由", "ground", filter=True)
    statement = Field(
        Text(4000), "事实与理由", "facts and reasons", secrecy=Secrecy.CONFIDENTIAL, masks=("redacted",)
    )
    findings = Field(Text(2000), "平台比对意见", "what the platform found", secrecy=Secrecy.CONFIDENTIAL)
    answer = Field(Text(4000), "提供单位核查意见", "what the provider found", secrecy=Secrecy.CONFIDENTIAL)
    proposal = Field(Code("objection_outcome"), "提供单位处理建议", "what the provider proposes")
    outcome = Field(Code("objection_outcome"), "处理结果", "outcome", filter=True)
    comment = Field(
        Text(1000), "主体声明", "statement of the subject that stands beside the record", masks=("redacted",),
        note="征信业管理条例 art. 16(2).",
    )  # fmt: skip
