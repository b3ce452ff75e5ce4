"""Administrative penalties (行政处罚), in the fields of the national standard of 2018 (发改办财金〔2018〕424号, 双公示)."""

from __future__ import annotations

import sqlalchemy as sa

from exchange.codes import code_list
from exchange.model.field import Field, Need
from exchange.model.item import Shape
from exchange.model.kinds import Codes, Day, Text, Wan
from exchange.model.party import PartyRecord


class Penalty(
    PartyRecord,
    key="penalty",
    plural="penalties",
    zh="行政处罚",
    en="Administrative penalty",
    shape=Shape.RECORD,
):
    """A decision on an administrative penalty against an organisation, a self-employed household or a natural person."""

    violation = Field(Text(2000), "违法行为类型", "type of violation", source="CF_WFXW", need=Need.ALWAYS)
    violation_fact = Field(
        Text(5000),
        "违法事实",
        "facts of the violation",
        source="CF_SY",
        need=Need.ALWAYS,
        masks=("redacted",),
    )
    legal_basis = Field(Text(2000), "处罚依据", "legal basis", source="CF_YJ", need=Need.ALWAYS)
    kind = Field(
        Codes("penalty_kind"), "处罚类别", "kinds of penalty", source="CF_CFLB", aliases=("CF_CFLB1",), need=Need.ALWAYS, filter=True,
        note="行政处罚法 art. 9.",
    )  # fmt: skip
    content = Field(
        Text(4000), "处罚内容", "content of the penalty", source="CF_NR", aliases=("CF_JG",), need=Need.ALWAYS
    )
    fine = Field(
        Wan(), "罚款金额", "fine", source="CF_NR_FK", need=Need.FINE, unit="万元 (10,000 yuan), 6 decimals", filter=True, order=True
    )  # fmt: skip
    confiscated = Field(
        Wan(), "没收违法所得、没收非法财物的金额", "amount confiscated", source="CF_NR_WFFF", unit="万元 (10,000 yuan), 6 decimals",
        filter=True,
    )  # fmt: skip
    licence_touched = Field(
        Text(200), "暂扣或吊销证照名称及编号", "licence suspended or revoked", source="CF_NR_ZKDX"
    )
    effective_until = Field(
        Day(), "处罚有效期", "penalty in effect until", source="CF_YXQ", note="2099-12-31 stands for no end."
    )  # fmt: skip

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        # One index a kind: under row level security none answers a comparison of arrays, which is not leakproof. That an index holds
        # just the rows of a condition, PostgreSQL sees without comparing anything.
        kinds = (
            sa.Index(
                f"penalty_{code.lower()}_idx",
                *("state", "decided_on", "id"),
                postgresql_where=sa.text(f"kind && '{{{code}}}'::text[]"),
            )
            for code in code_list("penalty_kind").codes
        )
        return [*super().structure(), *kinds]
