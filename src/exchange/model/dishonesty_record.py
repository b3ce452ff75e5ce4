"""Records of dishonesty in government affairs (政务失信记录): plan, clause 4.2.

There is no national format; the fields follow the clause (source kinds, performance of duty), the severity factors of clause 4.3
and 公职人员政务处分法 art. 7-8 for the sanctions of persons.
"""

from __future__ import annotations

from exchange.model.field import Field, Need, Secrecy
from exchange.model.item import Shape
from exchange.model.kinds import Code, Day, Flag, Text, Wan
from exchange.model.record import Record


class DishonestyRecord(
    Record, key="dishonesty_record", zh="政务失信记录", en="Record of dishonesty", shape=Shape.RECORD
):
    """What a government, a department or a civil servant did in performance of duty, as decided by a competent body."""

    title = Field(Text(300), "标题", "title", source="ZW_BT", need=Need.ALWAYS)
    source_kind = Field(
        Code("source_kind"), "记录来源类型", "kind of source", source="ZW_LYLX", need=Need.ALWAYS, filter=True
    )
    area = Field(Code("area"), "所属领域", "area", source="ZW_LY", need=Need.ALWAYS, filter=True)
    misconduct = Field(
        Code("misconduct_category"),
        "失信行为类别",
        "category of misconduct",
        source="ZW_XWLB",
        need=Need.ALWAYS,
        filter=True,
    )
    on_duty = Field(Flag(), "履职过程中", "in performance of duty", source="ZW_LZ", need=Need.ALWAYS)
    facts = Field(Text(5000), "失信事实", "facts", source="ZW_SS", need=Need.ALWAYS, masks=("redacted",))
    legal_basis = Field(Text(2000), "认定依据", "legal basis", source="ZW_YJ", need=Need.ALWAYS)
    decision = Field(
        Text(4000), "处理决定", "decision", source="ZW_CLJD", need=Need.ALWAYS, masks=("redacted",)
    )
    effective_on = Field(Day(), "生效日期", "in effect from", source="ZW_SXRQ")
    finality = Field(Code("finality"), "终局状态", "finality", source="ZW_ZJ", need=Need.ALWAYS, filter=True)
    loss = Field(
        Wan(), "损失金额", "loss", source="ZW_SSJE", unit="万元 (10,000 yuan), 6 decimals", secrecy=Secrecy.CONFIDENTIAL
    )  # fmt: skip
    loss_description = Field(
        Text(2000), "损失情况", "description of the loss", source="ZW_SSQK", secrecy=Secrecy.CONFIDENTIAL
    )  # fmt: skip
    social_impact = Field(Code("social_impact"), "社会影响程度", "social impact", source="ZW_YX")
    party_name = Field(
        Text(200), "失信主体名称", "name of the body or person", source="ZW_ZTMC", need=Need.ALWAYS, check="party_name",
        secrecy=Secrecy.PERSONAL, openable=True, masks=("surname",), filter=True,
    )  # fmt: skip
    party_type = Field(
        Code("subject_kind"),
        "失信主体类型",
        "kind of the body or person",
        source="ZW_ZTLX",
        need=Need.ALWAYS,
        filter=True,
    )
    party_credit_code = Field(
        Text(18), "失信主体统一社会信用代码", "credit code of the body", source="ZW_ZTDM", need=Need.ORGANISATION, check="credit_code",
        filter=True,
    )  # fmt: skip
    person_id_type = Field(
        Code("identity_document"), "证件类型", "document type of the person", source="ZW_ZJLX", need=Need.NATURAL_PERSON,
        secrecy=Secrecy.PERSONAL,
    )  # fmt: skip
    person_id_number = Field(
        Text(64), "证件号码", "document number of the person", source="ZW_ZJHM", need=Need.NATURAL_PERSON, check="identity_document",
        secrecy=Secrecy.PERSONAL, masks=("id_number",),
    )  # fmt: skip
    person_employer = Field(
        Text(200), "所在单位", "employer of the person", source="ZW_DW", need=Need.NATURAL_PERSON, secrecy=Secrecy.PERSONAL, openable=True
    )  # fmt: skip
    person_post = Field(
        Text(100), "职务", "post of the person", source="ZW_ZW", secrecy=Secrecy.PERSONAL, openable=True
    )
    sanction_kind = Field(
        Code("sanction_kind"), "处分种类", "kind of sanction", source="ZW_CFZL", secrecy=Secrecy.PERSONAL, openable=True,
        note="公职人员政务处分法 art. 7.",
    )  # fmt: skip
    sanction_until = Field(
        Day(), "处分影响期截止日期", "effect window of the sanction ends", source="ZW_YXQ", secrecy=Secrecy.PERSONAL,
        note="公职人员政务处分法 art. 8.",
    )  # fmt: skip
    responsible_person = Field(
        Text(50), "责任人", "responsible person", source="ZW_ZRR", secrecy=Secrecy.PERSONAL, openable=True, masks=("surname",)
    )  # fmt: skip
    responsible_post = Field(
        Text(100), "责任人职务", "post of the responsible person", source="ZW_ZRRZW", secrecy=Secrecy.PERSONAL
    )  # fmt: skip
    case_number = Field(
        Text(100), "纪检监察案件编号", "discipline case file number", source="ZW_AJBH", secrecy=Secrecy.PERSONAL, note="A work secret."
    )  # fmt: skip
    investigator = Field(Text(50), "承办人", "investigator", source="ZW_CBR", secrecy=Secrecy.PERSONAL)
