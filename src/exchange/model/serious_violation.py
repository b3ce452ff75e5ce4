"""Lists of seriously dishonest subjects (严重失信主体名单), under the dated rules for serious dishonesty (国家发展改革委令第36号).

Which lists there may be is for laws and the national catalogue to say; the code list names them. Fields as in the section 严重失信 of the
national report; the codes follow those of the double publicity.
"""

from __future__ import annotations

from exchange.model.field import Field, Need
from exchange.model.item import Shape
from exchange.model.kinds import Code, Text
from exchange.model.party import PartyRecord


class SeriousViolation(
    PartyRecord, key="serious_violation", zh="严重失信主体名单", en="Seriously dishonest subject", shape=Shape.RECORD, prefix="SX",
    codes={"authority_name": "SX_LRJG", "authority_code": "SX_LRJGDM", "source_name": "SX_LYDW", "source_code": "SX_LYDWDM"},
):  # fmt: skip
    """Somebody whom an authority put on a list of serious dishonesty."""

    listing = Field(
        Code("serious_list"), "名单类别", "which list", source="SX_MDLB", need=Need.ALWAYS, filter=True,
        note="失信惩戒措施基础清单; 国办发〔2020〕49号 art. 4.",
    )  # fmt: skip
    conduct = Field(
        Text(4000), "失信行为简况", "conduct", source="SX_XWJK", need=Need.ALWAYS, masks=("redacted",)
    )
    grounds = Field(
        Text(1000),
        "纳入理由",
        "grounds of the listing, with law and article",
        source="SX_NRLY",
        need=Need.ALWAYS,
    )
    outcome = Field(
        Text(2000), "处理处罚结果", "what was decided beside", source="SX_CLJG", masks=("redacted",)
    )
    reporting_authority = Field(Text(200), "信息报送机关", "authority that reported it", source="SX_BSJG")
