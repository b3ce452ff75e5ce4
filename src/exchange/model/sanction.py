"""Measures against who broke faith (失信惩戒措施), decided from the dated list `schema/codes/sanction_rule.csv` (plan 4.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from exchange.model.case import Case
from exchange.model.field import Field, Secrecy
from exchange.model.item import Shape
from exchange.model.kinds import Code, Day, Text

if TYPE_CHECKING:
    from sqlalchemy.sql.schema import SchemaItem


class Sanction(
    Case, key="sanction", zh="失信惩戒措施", en="Measure against who broke faith", shape=Shape.CASE
):
    """One measure on one record, with its basis, its first and its last day.

    What it bars from (`bars`, codes of `use_purpose`) is read by `eligibility` alone.
    """

    measure = Field(
        Code("sanction_measure"), "惩戒措施", "measure", secrecy=Secrecy.PERSONAL, openable=True, filter=True
    )
    starts_on = Field(Day(), "起始日期", "first day", filter=True, order=True)
    ends_on = Field(Day(), "截止日期", "last day", filter=True, order=True)
    basis = Field(Text(500), "措施依据", "legal basis", secrecy=Secrecy.PERSONAL, openable=True, given=False)
    rule = Field(
        Text(64), "清单条目", "row of the list of measures", secrecy=Secrecy.PERSONAL, openable=True, given=False
    )  # fmt: skip
    person_in_charge = Field(
        Text(50), "被问责的主要负责人", "person in charge who is held accountable", secrecy=Secrecy.PERSONAL, masks=("surname",)
    )  # fmt: skip
    summary = Field(Text(1000), "通报内容", "what the public is told", masks=("redacted",))
    announced_on = Field(Day(), "公开通报日期", "public told on", given=False, filter=True)

    @classmethod
    def structure(cls) -> list[SchemaItem]:
        return [*super().structure(), sa.Column("bars", ARRAY(sa.Text()))]
