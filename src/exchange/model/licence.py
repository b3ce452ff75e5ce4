"""Administrative licences (行政许可), in the fields of the national standard of 2018 (发改办财金〔2018〕424号, 双公示).

A licence says nothing bad of its holder: it has no severity, is not repaired, and stays until its validity ends or it is withdrawn.
"""

from __future__ import annotations

from exchange.model.field import Field, Need
from exchange.model.item import Shape
from exchange.model.kinds import Code, Day, Text
from exchange.model.party import PartyRecord


class Licence(
    PartyRecord, key="licence", zh="行政许可", en="Administrative licence", shape=Shape.RECORD, cycle="standing", prefix="XK",
    codes={"authority_name": "XK_XKJG", "authority_code": "XK_XKJGDM", "source_name": "XK_LYDW", "source_code": "XK_LYDWDM"},
):  # fmt: skip
    """A decision that allows an organisation, a self-employed household or a natural person something."""

    decision_title = Field(
        Text(200), "行政许可决定文书名称", "title of the decision", source="XK_XKWS", need=Need.ALWAYS
    )
    kind = Field(
        Code("licence_kind"),
        "许可类别",
        "kind of licence",
        source="XK_XKLB",
        need=Need.ALWAYS,
        filter=True,
        note="行政许可法 art. 12.",
    )
    certificate_name = Field(Text(200), "许可证书名称", "certificate", source="XK_XKZS")
    certificate_number = Field(Text(128), "许可编号", "number of the certificate", source="XK_XKBH")
    content = Field(Text(4000), "许可内容", "what is allowed", source="XK_NR", need=Need.ALWAYS)
    valid_from = Field(Day(), "有效期自", "valid from", source="XK_YXQZ", need=Need.ALWAYS)
    valid_until = Field(
        Day(), "有效期至", "valid until", source="XK_YXQZI", need=Need.ALWAYS, filter=True, order=True, note="2099-12-31 stands for no end."
    )  # fmt: skip
