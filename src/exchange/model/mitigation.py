"""Mitigation for self-correction (从轻或免于惩戒): who made up for it of itself is measured lighter, or not at all (plan 4.4)."""

from __future__ import annotations

from exchange.model.case import Case
from exchange.model.field import Field, Secrecy
from exchange.model.item import Shape
from exchange.model.kinds import Code, Text


class Mitigation(
    Case, key="mitigation", zh="从轻或免于惩戒", en="Mitigation for self-correction", shape=Shape.CASE
):
    """Decided outside of the exchange by the organ that decides measures, and recorded here: what was done, its proof, and what follows."""

    ground = Field(Code("mitigation_ground"), "从轻事由", "ground", filter=True)
    evidence = Field(
        Text(4000), "事实与证据", "what was done, and what shows it", secrecy=Secrecy.CONFIDENTIAL, masks=("redacted",)
    )  # fmt: skip
    effect = Field(Code("mitigation_effect"), "从轻或免于", "lighter, or none at all", filter=True)
    basis = Field(Text(500), "依据", "legal basis")
