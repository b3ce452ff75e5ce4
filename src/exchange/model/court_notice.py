"""Government bodies before the court (政府机构失信被执行人专项治理): the court tells of a listing before it lists.

Plan, clause 6.4: so that the duty is done in time. The list itself is the court's (`JudgmentDebtor`): here stands what led to it, and what
the superior did.
"""

from __future__ import annotations

from exchange.model.case import Case
from exchange.model.field import Field
from exchange.model.item import Shape
from exchange.model.kinds import Day, Text


class CourtNotice(
    Case,
    key="court_notice",
    zh="政府机构拟列入失信名单告知",
    en="Notice of the court before it lists a government body",
    shape=Shape.CASE,
):
    """One enforcement against one body, from the court's notice to its end."""

    case_number = Field(Text(128), "执行案号", "case number of the enforcement", filter=True)
    court = Field(Text(200), "执行法院", "enforcing court")
    duty = Field(Text(4000), "应履行义务", "duty by the document that is enforced", masks=("redacted",))
    listing_on = Field(
        Day(), "拟列入日期", "day on which the court is going to list it", filter=True, order=True
    )
    urging = Field(Text(2000), "督促措施", "what the superior does about it", masks=("redacted",))
    fulfilment = Field(Text(2000), "履行情况", "what was performed", masks=("redacted",))
    listed_on = Field(Day(), "列入日期", "listed on", given=False, filter=True)
