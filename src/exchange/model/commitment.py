"""Credit commitments of enterprises and persons (信用承诺), as the national report shows them.

Made towards an authority, which tells whether it was kept. The codes follow those of the double publicity. Commitments that a government
makes are another thing, with counterparties and due dates of their own.
"""

from __future__ import annotations

from exchange.model.field import Field, Need
from exchange.model.item import Shape
from exchange.model.kinds import Code, Day, Text
from exchange.model.party import PartyRecord


class Commitment(
    PartyRecord, key="commitment", zh="信用承诺", en="Credit commitment", shape=Shape.RECORD, cycle="standing", prefix="CN",
    codes={"authority_name": "CN_SLDW", "authority_code": "CN_SLDWDM", "source_name": "CN_LYDW", "source_code": "CN_LYDWDM"},
):  # fmt: skip
    """What somebody promised to an authority in writing, and whether it was kept."""

    document_number = Field(
        Text(128), "承诺编码", "number of the commitment", source="CN_BM", aliases=("WSH",), need=Need.ALWAYS, check="document_number",
        nullable=False, filter=True, order=True, sought="canonical_number", note="A filter finds every spelling of it.",
    )  # fmt: skip
    decided_on = Field(
        Day(), "做出承诺日期", "made on", source="CN_RQ", need=Need.ALWAYS, nullable=False, filter=True, order=True
    )  # fmt: skip
    kind = Field(
        Code("commitment_kind"), "承诺类型", "kind of commitment", source="CN_LX", need=Need.ALWAYS, filter=True,
        note="国办发〔2020〕49号; 国办发〔2020〕42号.",
    )  # fmt: skip
    subject_matter = Field(Text(500), "承诺事由", "what it is about", source="CN_SY", need=Need.ALWAYS)
    content = Field(
        Text(4000), "承诺内容", "what was promised", source="CN_NR", need=Need.ALWAYS, masks=("redacted",)
    )
    fulfilment = Field(
        Code("fulfilment"), "承诺履约状态", "whether it was kept", source="CN_LYZT", need=Need.ALWAYS, filter=True
    )  # fmt: skip
    valid_until = Field(Day(), "承诺有效期至", "holds until", source="CN_YXQZ", filter=True, order=True)
