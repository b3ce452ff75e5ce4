"""Commendations for integrity (守信表彰): plan 4.3, incentives for those who keep faith."""

from __future__ import annotations

from exchange.model.field import Field, Need, Secrecy
from exchange.model.item import Shape
from exchange.model.kinds import Code, Text
from exchange.model.record import Record


class IntegrityAward(
    Record, key="integrity_award", zh="守信表彰", en="Commendation for integrity", shape=Shape.RECORD
):
    """A commendation that a competent body gave to a body or a person for keeping faith."""

    title = Field(Text(200), "表彰名称", "title", source="SX_BT", need=Need.ALWAYS, filter=True)
    party_name = Field(
        Text(200), "受表彰主体", "name of the body or person", source="SX_ZT", need=Need.ALWAYS, check="party_name",
        secrecy=Secrecy.PERSONAL, openable=True, masks=("surname",), filter=True,
    )  # fmt: skip
    party_type = Field(
        Code("subject_kind"), "主体类型", "kind of the body or person", source="SX_ZTLX", need=Need.ALWAYS
    )
    party_credit_code = Field(
        Text(18), "统一社会信用代码", "credit code of the body", source="SX_ZTDM", need=Need.ORGANISATION, check="credit_code"
    )  # fmt: skip
    merits = Field(Text(2000), "主要事迹", "merits", source="SX_SJ", masks=("redacted",))
