"""Incentives for who keeps faith (守信激励): preferential policy, priority, commendation (plan 2.2-4, 4.3)."""

from __future__ import annotations

from exchange.model.case import Case
from exchange.model.field import Field
from exchange.model.item import Shape
from exchange.model.kinds import Code, Day, Text


class Incentive(
    Case, key="incentive", zh="守信激励措施", en="Incentive for who keeps faith", shape=Shape.CASE
):
    """Granted to a body or person by whoever has it to give, for a time."""

    kind = Field(Code("incentive_kind"), "激励类型", "kind of incentive", filter=True)
    content = Field(Text(1000), "激励内容", "what is granted", masks=("redacted",))
    basis = Field(Text(500), "激励依据", "policy or decision that it rests on", masks=("redacted",))
    starts_on = Field(Day(), "起始日期", "first day", filter=True, order=True)
    ends_on = Field(Day(), "截止日期", "last day", filter=True, order=True)
    use = Field(Text(1000), "使用情况", "how it was used", masks=("redacted",))
