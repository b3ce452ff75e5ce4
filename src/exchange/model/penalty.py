"""Administrative penalties (行政处罚), in the fields of the national standard of 2018 (发改办财金〔2018〕424号, 双公示)."""

from __future__ import annotations

import sqlalchemy as sa

from exchange.codes import code_list
from exchange.model.field import Field, Need, Secrecy
from exchange.model.item import Shape
from exchange.model.kinds import Code, Codes, Day, Text, Wan
from exchange.model.record import Record


class Penalty(Record, key="penalty", zh="行政处罚", en="Administrative penalty", shape=Shape.RECORD):
    """A decision on an administrative penalty against an organisation, a self-employed household or a natural person."""

    party_name = Field(
        Text(200), "行政相对人名称", "name of the party", source="CF_XDR_MC", need=Need.ALWAYS, check="party_name",
        secrecy=Secrecy.PERSONAL, openable=True, masks=("surname",), filter=True,
    )  # fmt: skip
    party_type = Field(
        Code("party_type"),
        "行政相对人类别",
        "type of the party",
        source="CF_XDR_LB",
        need=Need.ALWAYS,
        filter=True,
    )
    party_credit_code = Field(
        Text(18), "行政相对人代码_1（统一社会信用代码）", "credit code of the party", source="CF_XDR_SHXYM",
        need=Need.ORGANISATION, check="credit_code", filter=True,
    )  # fmt: skip
    party_registration_number = Field(
        Text(50), "行政相对人代码_2（工商注册号）", "registration number of the party", source="CF_XDR_GSZC", aliases=("CF_XDR_GSDJ",)
    )  # fmt: skip
    party_organisation_code = Field(
        Text(9), "行政相对人代码_3（组织机构代码）", "organisation code of the party", source="CF_XDR_ZZJG", aliases=("CF_XDR_ZDM",),
        check="organisation_code",
    )  # fmt: skip
    party_tax_number = Field(
        Text(20), "行政相对人代码_4（税务登记号）", "tax number of the party", source="CF_XDR_SWDJ"
    )
    party_institution_number = Field(
        Text(50), "行政相对人代码_5（事业单位证书号）", "public institution certificate number", source="CF_XDR_SYDW"
    )  # fmt: skip
    party_social_organisation_number = Field(
        Text(50), "行政相对人代码_6（社会组织登记证号）", "social organisation registration number", source="CF_XDR_SHZZ"
    )  # fmt: skip
    legal_representative = Field(
        Text(50), "法定代表人", "legal representative", source="CF_FRDB", aliases=("CF_FR",), need=Need.ORGANISATION, masks=("surname",)
    )  # fmt: skip
    legal_representative_id_type = Field(
        Code("identity_document"), "法定代表人证件类型", "document type of the legal representative", source="CF_FR_ZJLX",
        secrecy=Secrecy.PERSONAL,
    )  # fmt: skip
    legal_representative_id_number = Field(
        Text(64), "法定代表人证件号码", "document number of the legal representative", source="CF_FR_ZJHM", aliases=("CF_FR_SFZH",),
        check="identity_document", secrecy=Secrecy.PERSONAL, masks=("id_number",),
    )  # fmt: skip
    person_id_type = Field(
        Code("identity_document"), "自然人证件类型", "document type of the party", source="CF_XDR_ZJLX", need=Need.NATURAL_PERSON,
        secrecy=Secrecy.PERSONAL,
    )  # fmt: skip
    person_id_number = Field(
        Text(64), "自然人证件号码", "document number of the party", source="CF_XDR_ZJHM", aliases=("CF_XDR_SFZ",),
        need=Need.NATURAL_PERSON, check="identity_document", secrecy=Secrecy.PERSONAL, masks=("id_number",),
    )  # fmt: skip
    violation = Field(Text(2000), "违法行为类型", "type of violation", source="CF_WFXW", need=Need.ALWAYS)
    violation_fact = Field(
        Text(5000),
        "违法事实",
        "facts of the violation",
        source="CF_SY",
        need=Need.ALWAYS,
        masks=("redacted",),
    )
    legal_basis = Field(Text(2000), "处罚依据", "legal basis", source="CF_YJ", need=Need.ALWAYS)
    kind = Field(
        Codes("penalty_kind"), "处罚类别", "kinds of penalty", source="CF_CFLB", aliases=("CF_CFLB1",), need=Need.ALWAYS, filter=True,
        note="行政处罚法 art. 9.",
    )  # fmt: skip
    content = Field(
        Text(4000), "处罚内容", "content of the penalty", source="CF_NR", aliases=("CF_JG",), need=Need.ALWAYS
    )
    fine = Field(
        Wan(), "罚款金额", "fine", source="CF_NR_FK", need=Need.FINE, unit="万元 (10,000 yuan), 6 decimals", filter=True, order=True
    )  # fmt: skip
    confiscated = Field(
        Wan(), "没收违法所得、没收非法财物的金额", "amount confiscated", source="CF_NR_WFFF", unit="万元 (10,000 yuan), 6 decimals",
        filter=True,
    )  # fmt: skip
    licence_touched = Field(
        Text(200), "暂扣或吊销证照名称及编号", "licence suspended or revoked", source="CF_NR_ZKDX"
    )
    effective_until = Field(
        Day(), "处罚有效期", "penalty in effect until", source="CF_YXQ", note="2099-12-31 stands for no end."
    )  # fmt: skip

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        # One index a kind: under row level security none answers a comparison of arrays, which is not leakproof. That an index holds
        # just the rows of a condition, PostgreSQL sees without comparing anything.
        kinds = (
            sa.Index(
                f"penalty_{code.lower()}_idx",
                *("state", "decided_on", "id"),
                postgresql_where=sa.text(f"kind && '{{{code}}}'::text[]"),
            )
            for code in code_list("penalty_kind").codes
        )
        return [*super().structure(), *kinds]
