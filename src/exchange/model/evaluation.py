"""Finished evaluations (信用评价、政务诚信评价): of a government's integrity, or a third party's rating of anybody (plan 3.3, 4.3).

Recorded when it is finished and approved, and published in time; how an evaluation is carried out is another matter. Of the score by
indicator and its evidence the public sees nothing (政府信息公开条例 art. 16). The codes follow those of the double publicity.
"""

from __future__ import annotations

from exchange.model.field import Field, Need, Secrecy
from exchange.model.item import Shape
from exchange.model.kinds import Code, Codes, Count, Day, Score, Text
from exchange.model.party import PartyRecord


class Evaluation(
    PartyRecord, key="evaluation", zh="信用评价", en="Evaluation", shape=Shape.RECORD, cycle="standing", prefix="PJ",
    codes={"authority_name": "PJ_DW", "authority_code": "PJ_DWDM", "source_name": "PJ_LYDW", "source_code": "PJ_LYDWDM"},
):  # fmt: skip
    """What an evaluation of one subject over one period came to."""

    document_number = Field(
        Text(128), "评价报告文号", "number of the report", source="PJ_WSH", aliases=("WSH",), need=Need.ALWAYS, check="document_number",
        nullable=False, filter=True, order=True, sought="canonical_number", note="A filter finds every spelling of it.",
    )  # fmt: skip
    decided_on = Field(
        Day(), "评定日期", "approved on", source="PJ_RQ", need=Need.ALWAYS, nullable=False, filter=True, order=True
    )  # fmt: skip
    kind = Field(
        Code("evaluation_kind"), "评价方式", "who evaluates", source="PJ_FS", need=Need.ALWAYS, filter=True, note="Plan 3.3."
    )  # fmt: skip
    system = Field(
        Text(200),
        "评价体系名称及版本",
        "system of evaluation, with its version",
        source="PJ_TX",
        need=Need.ALWAYS,
    )
    evaluator = Field(Text(200), "评定单位", "evaluator", source="PJ_PDDW", need=Need.ALWAYS)
    period_from = Field(Day(), "评价期间自", "period from", source="PJ_QJQ", need=Need.ALWAYS)
    period_until = Field(
        Day(), "评价期间至", "period until", source="PJ_QJZ", need=Need.ALWAYS, filter=True, order=True
    )
    score = Field(
        Score(), "得分", "score", source="PJ_DF", unit="points of the system, 4 decimals", filter=True, order=True
    )  # fmt: skip
    grade = Field(Text(20), "等级", "grade", source="PJ_DJ", filter=True)
    rank = Field(
        Count(), "同级排名", "rank among those of its level", source="PJ_PM", filter=True, order=True
    )
    summary = Field(Text(4000), "评定内容", "what was found", source="PJ_NR", masks=("redacted",))
    indicators = Field(
        Text(5000), "指标得分及依据", "scores by indicator, with the evidence", source="PJ_ZB", secrecy=Secrecy.CONFIDENTIAL
    )  # fmt: skip
    used_for = Field(
        Codes("evaluation_use"), "结果应用", "what it is used for", source="PJ_YY", filter=True, note="Plan 3.3, 4.3."
    )  # fmt: skip
    valid_until = Field(Day(), "有效期至", "valid until", source="PJ_YXQZ", filter=True, order=True)
