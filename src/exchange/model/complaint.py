"""Complaints about breach of faith by public bodies (政务失信投诉): who complained of what, what was found, what came of it.

The subject is the body complained of, and learns nothing of the case (`kept_from`); who filed it is its `filer_id`. What was said may name
anybody, so it lies apart; who said it is for intake alone.
"""

from __future__ import annotations

from exchange.model.case import Case
from exchange.model.field import Field, Secrecy
from exchange.model.item import Shape
from exchange.model.kinds import Code, Day, Text


class Complaint(Case, key="complaint", zh="政务失信投诉", en="Complaint", shape=Shape.CASE):
    """发改财金〔2023〕1103号; 信访工作条例; plan 3.3."""

    channel = Field(Code("complaint_channel"), "来源渠道", "channel it came by", filter=True)
    medium = Field(Text(200), "媒体名称或网址", "newspaper, programme or address that told of it")
    reported_on = Field(Day(), "媒体报道日期", "told by the media on", filter=True)
    track = Field(Code("complaint_track"), "办理类别", "kind of handling, which gives its time", filter=True)
    area = Field(Code("area"), "所属领域", "area", filter=True)
    misconduct = Field(Code("misconduct_category"), "失信行为类别", "category of misconduct, as found")
    content = Field(
        Text(4000), "投诉内容", "what is complained of", secrecy=Secrecy.PERSONAL, masks=("redacted",)
    )
    complainant_name = Field(Text(100), "投诉人姓名或名称", "name of who complains", secrecy=Secrecy.IDENTITY)
    complainant_phone = Field(Text(30), "投诉人电话", "telephone of who complains", secrecy=Secrecy.IDENTITY)
    complainant_document_type = Field(
        Code("identity_document"),
        "投诉人证件类型",
        "document type of who complains",
        secrecy=Secrecy.IDENTITY,
    )
    complainant_document_number = Field(
        Text(64), "投诉人证件号码", "document number of who complains", secrecy=Secrecy.IDENTITY
    )  # fmt: skip
    note = Field(Text(2000), "办理说明", "what offices tell each other", secrecy=Secrecy.PERSONAL)
    refusal_ground = Field(
        Code("complaint_refusal"), "不予受理事由", "ground of not accepting it", filter=True
    )
    findings = Field(Text(4000), "核查情况", "what was found", secrecy=Secrecy.PERSONAL)
    rectification = Field(Text(2000), "整改要求", "what has to be put right", secrecy=Secrecy.PERSONAL)
    rectify_until = Field(Day(), "整改期限", "last day to put it right")
    rectification_result = Field(
        Text(2000), "整改情况", "how it was put right, or how it was refused", secrecy=Secrecy.PERSONAL
    )
    promise_number = Field(Text(32), "所涉承诺编号", "number of the commitment that was broken", filter=True)
    answer = Field(Text(4000), "答复意见", "answer to who complained", secrecy=Secrecy.PERSONAL)
    review_ground = Field(
        Text(2000), "复查复核理由", "why the answer is not accepted", secrecy=Secrecy.PERSONAL
    )
    satisfaction = Field(Code("satisfaction"), "满意度", "satisfaction", filter=True)
    satisfaction_comment = Field(
        Text(500), "评价意见", "what the rating is for", secrecy=Secrecy.PERSONAL, masks=("redacted",)
    )
    receipt = Field(
        Text(100), "移送回执编号", "number of the receipt of discipline inspection",
        note="With it the case holds nothing else but its number and dates.",
    )  # fmt: skip
    summary = Field(
        Text(1000), "办理结果摘要", "result in words for everybody", masks=("redacted",),
        note="Written for publication; says neither who complained nor what cannot be public.",
    )  # fmt: skip
    publicised_on = Field(Day(), "结果公开日期", "result public since", given=False, filter=True)
