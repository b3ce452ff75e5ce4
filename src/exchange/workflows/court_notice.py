"""Before a government body is listed (拟列入失信名单告知): notice by the court, a warning to the superior, then the court's word.

Model of 赣州 (court and DRC): five working days ahead the notice waits for the superior, who urges the body and reports what was performed.
It ends without a listing where the court confirms that the duty is done. Listing and removal are the court's feed: the notice is listed
with the record that the feed brought, and ends when that record leaves the list.
"""

from __future__ import annotations

from exchange.access import Audience, Scope
from exchange.lifecycle import State
from exchange.workflows.table import Answers, Hand, Stage, move, workflow

_COURT = Hand(Scope.DUTY_HANDLE, Audience.ORIGIN)
_SUPERIOR = Hand(Scope.DUTY_HANDLE, Audience.SUPERIOR)
_AHEAD = ("NOTICED", "URGED")

COURT_NOTICE = workflow(
    "court_notice", "政府机构拟列入失信名单告知", "Notice before a government body is listed",
    (
        Stage("NOTICED", Audience.SUPERIOR, due="listing_on"),
        Stage("URGED", Audience.SUPERIOR, due="listing_on"),
        Stage("LISTED", Audience.SUPERIOR),
        Stage("PERFORMED"),
        Stage("DELISTED"),
        Stage("CANCELLED"),
    ),
    (
        move("file", "列入前告知", "Tell that a body is going to be listed", (), "NOTICED", _COURT,
             guards=("by_a_court", "government_body", "days_ahead", "one_notice_of_a_case"),
             needed=("case_number", "court", "duty", "listing_on"), inputs=("documents",)),
        move("urge", "督促履行", "Urge the body to do its duty", ["NOTICED"], "URGED", _SUPERIOR,
             needed=("urging",), inputs=("documents",)),
        move("report", "报告履行情况", "Report what was performed", ["URGED", "LISTED"], None, _SUPERIOR,
             needed=("fulfilment",), inputs=("documents",)),
        move("confirm", "确认履行完毕", "Confirm that the duty is done: it is not listed", _AHEAD, "PERFORMED", _COURT,
             needed=("reason", "document")),
        move("list", "列入失信名单", "Note that the court listed it", _AHEAD, "LISTED", _COURT,
             guards=("its_day",), needed=("document",)),
        move("cancel", "撤销告知", "Take the notice back", _AHEAD, "CANCELLED", _COURT, needed=("reason",)),
        move("delist", "移出失信名单", "End it: the court took the body off its list", ["LISTED"], "DELISTED"),
    ),
    addressed=True,
    answers=Answers.FILER,
    effects={"list": ("as_the_feed_has_it",)},
    brought={State.REPAIRED: "delist", State.WITHDRAWN: "delist"},
)  # fmt: skip
