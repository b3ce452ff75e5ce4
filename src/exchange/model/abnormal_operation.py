"""The list of abnormal operations (经营异常名录), as the national report shows it (企业信息公示暂行条例 art. 17, 18).

The market regulator lists a business and takes it off again: the listing has no severity and no period, and ends by that alone. No
national standard of columns exists; the codes follow those of the double publicity.
"""

from __future__ import annotations

from exchange.model.field import Field, Need
from exchange.model.item import Shape
from exchange.model.kinds import Code, Text
from exchange.model.party import PartyRecord


class AbnormalOperation(
    PartyRecord, key="abnormal_operation", zh="经营异常名录", en="Abnormal operation", shape=Shape.RECORD, cycle="listing", prefix="YC",
    codes={"authority_name": "YC_LRJG", "authority_code": "YC_LRJGDM", "source_name": "YC_LYDW", "source_code": "YC_LYDWDM"},
):  # fmt: skip
    """A business that the market regulator listed as operating abnormally."""

    reason = Field(
        Code("abnormal_reason"), "列入原因类型", "reason of the listing", source="YC_LRYY", need=Need.ALWAYS, filter=True,
        note="企业信息公示暂行条例 art. 17; 市场主体登记管理条例 art. 17.",
    )  # fmt: skip
    circumstances = Field(
        Text(2000), "列入事由", "circumstances of the listing", source="YC_LRSY", masks=("redacted",)
    )
