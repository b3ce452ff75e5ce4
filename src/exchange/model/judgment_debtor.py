"""Dishonest judgment debtors (失信被执行人), in the fields of the court's own list (失信被执行人规定 art. 4; 法释〔2017〕7号).

The list is the court's. It arrives published, nobody here checks, grades, repairs or ends it, and it is left by the court's word alone;
government bodies stand on it like anybody else (plan 6.4). Of a person the public sees what that list shows: name, sex, age, and the
document's number without month and day of birth.
"""

from __future__ import annotations

from exchange.model.field import Field, Need, Secrecy
from exchange.model.item import Shape
from exchange.model.kinds import Code, Codes, Count, Day, Text
from exchange.model.record import Record


class JudgmentDebtor(
    Record, key="judgment_debtor", zh="失信被执行人", en="Dishonest judgment debtor", shape=Shape.RECORD, cycle="feed",
    fed_by=("FJ_HIGH_COURT",),
):  # fmt: skip
    """Somebody whom a court listed for not doing what a judgment in force says although able to."""

    document_number = Field(
        Text(128), "案号", "case number", source="caseCode", need=Need.ALWAYS, check="document_number", nullable=False, filter=True,
        order=True, sought="canonical_number", note="Of the enforcement; a filter finds every spelling of it.",
    )  # fmt: skip
    decided_on = Field(
        Day(), "立案时间", "case filed on", source="regDate", need=Need.ALWAYS, nullable=False, filter=True, order=True
    )  # fmt: skip
    authority_name = Field(
        Text(200), "执行法院", "enforcing court", source="courtName", need=Need.ALWAYS, nullable=False
    )
    party_name = Field(
        Text(200), "被执行人名称（姓名）", "name of the debtor", source="iname", need=Need.ALWAYS, check="party_name",
        secrecy=Secrecy.PERSONAL, openable=True, masks=("surname",), filter=True,
    )  # fmt: skip
    party_type = Field(
        Code("party_type"), "被执行人类别", "type of the debtor", source="partyTypeName", need=Need.ALWAYS, filter=True
    )  # fmt: skip
    party_credit_code = Field(
        Text(18), "统一社会信用代码", "credit code of the debtor", source="creditCode", need=Need.ORGANISATION, check="credit_code",
        filter=True,
    )  # fmt: skip
    party_organisation_code = Field(
        Text(9), "组织机构代码", "organisation code of the debtor", source="orgCode", check="organisation_code"
    )  # fmt: skip
    legal_representative = Field(
        Text(50), "法定代表人或者负责人", "legal representative", source="businessEntity", need=Need.ORGANISATION, masks=("surname",)
    )  # fmt: skip
    sex = Field(Code("sex"), "性别", "sex", source="sexy", secrecy=Secrecy.PERSONAL, openable=True)
    age = Field(Count(), "年龄", "age", source="age", secrecy=Secrecy.PERSONAL, openable=True)
    person_id_type = Field(
        Code("identity_document"), "证件类型", "document type of the debtor", source="cardType", secrecy=Secrecy.PERSONAL
    )  # fmt: skip
    person_id_number = Field(
        Text(64), "身份证号码", "document number of the debtor", source="cardNum", need=Need.NATURAL_PERSON, check="identity_document",
        secrecy=Secrecy.PERSONAL, openable=True, opens="court_number", masks=("court_number", "id_number"),
    )  # fmt: skip
    basis_number = Field(
        Text(128), "执行依据文号", "document that is enforced", source="gistId", need=Need.ALWAYS
    )
    basis_authority = Field(
        Text(200), "做出执行依据单位", "who made that document", source="gistUnit", need=Need.ALWAYS
    )
    duty = Field(
        Text(5000), "生效法律文书确定的义务", "duty by that document", source="duty", need=Need.ALWAYS, masks=("redacted",)
    )  # fmt: skip
    performance = Field(
        Code("performance"), "被执行人的履行情况", "what was performed", source="performance", need=Need.ALWAYS, filter=True
    )  # fmt: skip
    performed_part = Field(
        Text(2000), "已履行部分", "part that was performed", source="performedPart", masks=("redacted",)
    )
    unperformed_part = Field(
        Text(2000), "未履行部分", "part that was not performed", source="unperformPart", masks=("redacted",)
    )  # fmt: skip
    conduct = Field(
        Codes("debtor_conduct"), "失信被执行人行为具体情形", "conduct", source="disruptTypeName", need=Need.ALWAYS, filter=True,
        note="失信被执行人规定 art. 1.",
    )  # fmt: skip
    listed_on = Field(
        Day(), "发布时间", "published by the court on", source="publishDate", need=Need.ALWAYS, filter=True, order=True
    )  # fmt: skip
