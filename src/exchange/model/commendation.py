"""Commendations of those who keep faith (守信激励对象): tax credit grade A, certified customs companies, honours.

Says nothing bad: no severity, no repair; it stays until its own validity ends or it is withdrawn. Fields as in the section 诚实守信 of
the national report; the codes follow those of the double publicity.
"""

from __future__ import annotations

from exchange.model.field import Field, Need
from exchange.model.item import Shape
from exchange.model.kinds import Code, Count, Day, Text
from exchange.model.party import PartyRecord


class Commendation(
    PartyRecord, key="commendation", zh="守信激励", en="Commendation", shape=Shape.RECORD, cycle="standing", prefix="JL",
    codes={"authority_name": "JL_RDJG", "authority_code": "JL_RDJGDM", "source_name": "JL_LYDW", "source_code": "JL_LYDWDM"},
):  # fmt: skip
    """Somebody whom an authority put on a red list or honoured for keeping faith."""

    kind = Field(
        Code("commendation_kind"), "激励类别", "kind of commendation", source="JL_LB", need=Need.ALWAYS, filter=True,
        note="国发〔2016〕33号.",
    )  # fmt: skip
    title = Field(Text(200), "荣誉或者等级名称", "title", source="JL_MC", need=Need.ALWAYS)
    year = Field(Count(), "评价年度", "year that it is about", source="JL_ND", filter=True)
    merits = Field(Text(2000), "主要事迹", "merits", source="JL_SJ", masks=("redacted",))
    valid_until = Field(Day(), "有效期至", "valid until", source="JL_YXQZ", filter=True, order=True)
