"""Major tax violations (重大税收违法失信主体), as the tax authority publishes them (国家税务总局令第54号).

Serious dishonesty by rule. No amount of tax is collected beyond what the published facts say (征信业管理条例 art. 14); the codes follow
those of the double publicity.
"""

from __future__ import annotations

from exchange.model.field import Field, Need
from exchange.model.item import Shape
from exchange.model.kinds import Code, Text
from exchange.model.party import PartyRecord


class TaxViolation(
    PartyRecord, key="tax_violation", zh="重大税收违法案件", en="Major tax violation", shape=Shape.RECORD, prefix="SS",
    codes={"authority_name": "SS_RDJG", "authority_code": "SS_RDJGDM", "source_name": "SS_LYDW", "source_code": "SS_LYDWDM"},
):  # fmt: skip
    """A case of tax evasion or of forged invoices that the tax authority found major."""

    nature = Field(
        Code("tax_case"), "案件性质", "nature of the case", source="SS_AJXZ", need=Need.ALWAYS, filter=True,
        note="重大税收违法失信主体信息公布管理办法 art. 6.",
    )  # fmt: skip
    facts = Field(
        Text(5000), "主要违法事实", "main facts", source="SS_WFSS", need=Need.ALWAYS, masks=("redacted",)
    )
    outcome = Field(
        Text(5000), "法律依据及处理处罚情况", "law and outcome", source="SS_CLCF", need=Need.ALWAYS, masks=("redacted",)
    )  # fmt: skip
