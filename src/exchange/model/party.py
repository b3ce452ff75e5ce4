"""The party of an administrative decision (行政相对人), as the double-publicity standards of penalties and licences share it."""

from __future__ import annotations

from exchange.model.field import Field, Need, Secrecy
from exchange.model.kinds import Code, Text
from exchange.model.record import Record


class PartyRecord(Record, abstract=True):
    """A decision towards an organisation, a self-employed household or a natural person."""

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
