"""After submission, by the API: a version in the place of another, what differs, and what became of it; five callers watch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.api.conftest import KEEPER, NOBODY, ORIGIN, PARTNER
from tests.api.test_life_of_a_penalty import FIND, ROW, moved, published

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Ask = Callable[..., Awaitable[dict[str, Any]]]

REPLACE = """
mutation ($id: ID!) {
  replaceRecord(input: {id: $id, reason: "决定书更正", document: "闽市监更正〔2026〕1号",
                        corrections: {penalty: {fine: "21万元", content: "罚款210000元"}}}) {
    __typename ... on Moved { recordId record { id state version } } ... on Refused { code message }
  }
}
"""


async def test_a_new_version_hides_the_old_one_and_tells_its_own_department_what_changed(ask: Ask) -> None:
    record = await published(ask)

    done = (await ask(ORIGIN, REPLACE, id=record))["data"]["replaceRecord"]

    seen = {
        name: (await ask(who, FIND, n=ROW["documentNumber"]))["data"]["penalties"]["totalCount"]
        for name, who in {"nobody": NOBODY, "partner": PARTNER, "origin": ORIGIN, "keeper": KEEPER}.items()
    }
    asked = (
        "query ($id: ID!) { penalty(id: $id) { versions { version state } changes { field before after } } }"
    )
    told = (await ask(ORIGIN, asked, id=done["recordId"]))["data"]["penalty"]
    assert done["record"] == {"id": done["recordId"], "state": "SUBMITTED", "version": 2}
    assert done["recordId"] != record
    assert seen == {"nobody": 0, "partner": 0, "origin": 2, "keeper": 2}
    assert [one["state"] for one in told["versions"]] == ["REPLACED", "SUBMITTED"]
    assert told["changes"] == [
        {"field": "content", "before": "罚款200000元", "after": "罚款210000元"},
        {"field": "fine", "before": "20", "after": "21"},
    ]


async def test_the_timeline_tells_each_move_with_its_department_reason_and_rule(ask: Ask) -> None:
    record = await published(ask)
    await moved(ask, "dispute", record, ', reason: "主体提出异议"')

    asked = (
        "query ($id: ID!) { penalty(id: $id) { timeline { move stateAfter reason rule actor by { code } } } }"
    )
    lines = (await ask(KEEPER, asked, id=record))["data"]["penalty"]["timeline"]
    own = (await ask(ORIGIN, asked, id=record))["data"]["penalty"]["timeline"]
    nobodys = (await ask(NOBODY, asked, id=record))["data"]["penalty"]

    assert [one["move"] for one in lines] == [
        "receive", "pass_level", "verify", "classify", "share", "publish", "dispute"
    ]  # fmt: skip
    assert [one["reason"] for one in lines if one["reason"]] == ["属实", "主体提出异议"]
    assert lines[1]["rule"] == "LIMIT-LEVEL-CHECK-1"
    assert {one["by"]["code"] for one in lines} == {"FJ_MARKET", "FJ_INFORMATION_CENTRE"}
    assert {one["actor"] for one in lines} == {"test-origin", "test-keeper"}
    assert [one["actor"] for one in own] == [None] * len(lines)
    assert nobodys is None or nobodys["timeline"] == []


async def test_a_replacement_that_would_be_refused_as_a_row_says_what_is_wrong(ask: Ask) -> None:
    record = await published(ask)
    wrong = REPLACE.replace('fine: "21万元", content: "罚款210000元"', 'decidedOn: "2099-01-01"')

    refused = (await ask(ORIGIN, wrong, id=record))["data"]["replaceRecord"]

    assert refused["code"] == "GUARD_REFUSED"
    assert "replace" in refused["message"]
    assert "decidedOn" in refused["message"] or "future" in refused["message"]


async def test_a_limit_for_withdrawing_is_counted_and_shown(ask: Ask) -> None:
    record = await published(ask)
    document = (
        'mutation ($id: ID!) { withdrawRecord(input: {id: $id, reason: "撤销", document: "复议决定1号"}) '
        "{ ... on Moved { record { state ... on Penalty { annulledOn withdrawDueOn userRemoveDueOn } } } } }"
    )

    shown = (await ask(ORIGIN, document, id=record))["data"]["withdrawRecord"]["record"]

    assert shown["state"] == "WITHDRAWN"
    assert shown["annulledOn"] < shown["userRemoveDueOn"] < shown["withdrawDueOn"]
