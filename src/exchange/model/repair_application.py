"""Applications for credit repair (信用修复申请), with their materials, by the regime of the day of the decision."""

from __future__ import annotations

from exchange.model.case import Case
from exchange.model.field import Field, Secrecy
from exchange.model.item import Shape
from exchange.model.kinds import Code, Day, Flag, Text


class RepairApplication(
    Case, key="repair_application", zh="信用修复申请", en="Application for credit repair", shape=Shape.CASE
):
    """信用修复管理办法 (国家发展改革委令第36号): decided by the department that determined; no fee."""

    statement = Field(
        Text(4000), "整改情况", "how it was put right", secrecy=Secrecy.CONFIDENTIAL, masks=("redacted",)
    )
    commitment_signed = Field(Flag(), "已签信用承诺书", "credit commitment signed")
    bankruptcy = Field(
        Flag(), "破产重整或和解", "under an approved plan of reorganisation or settlement", filter=True
    )
    findings = Field(Text(2000), "初审意见", "what the formal check found", secrecy=Secrecy.CONFIDENTIAL)
    refusal_ground = Field(Code("repair_refusal"), "不予修复事由", "ground of refusal")
    screened_until = Field(Day(), "临时屏蔽至", "screened until")
    regime = Field(Text(64), "适用规则", "rule of the day of the decision", given=False)
    barred_until = Field(
        Day(), "限制申请至", "no new application before", given=False, note="After forged material."
    )
