"""After submission, by the API: a version in the place of another, what differs, and what became of it; five callers watch."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.api.conftest import KEEPER, NOBODY, ORIGIN, PARTNER
from tests.api.test_life_of_a_penalty import FIND, ROW, SUBMIT, moved, published

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


MANY = """
mutation ($batch: String!, $moves: [RecordMove!]!) {
  moveRecords(input: {batch: $batch, moves: $moves}) {
    __typename
    ... on MovesReport { done refused rows { number move done repeated recordId code message } }
    ... on Refused { code message }
  }
}
"""
PASS = {"level": "PROVINCE", "findings": "属实"}


async def two_submitted(ask: Ask) -> list[str]:
    """Two records that wait for their check."""
    rows = [ROW, ROW | {"documentNumber": "闽市监罚〔2026〕13号"}]
    body = await ask(ORIGIN, SUBMIT, batch="B-2", rows=rows)
    return [row["recordId"] for row in body["data"]["submitRecords"]["rows"]]


async def test_moves_of_one_batch_are_made_each_by_itself(ask: Ask) -> None:
    first, second = await two_submitted(ask)
    moves = [
        {"passLevel": {"id": first, **PASS}},
        {"verify": {"id": second}},
        {"verify": {"id": first}},
        {"verify": {"id": "nothing"}},
    ]

    report = (await ask(KEEPER, MANY, batch="M-1", moves=moves))["data"]["moveRecords"]

    assert (report["done"], report["refused"]) == (2, 2)
    assert [row["code"] for row in report["rows"]] == [None, "GUARD_REFUSED", None, "NOT_FOUND"]
    assert report["rows"][1]["message"].endswith("Pass that level first.")


async def test_a_batch_sent_again_makes_no_move_twice_and_tries_again_what_was_refused(ask: Ask) -> None:
    first, second = await two_submitted(ask)
    moves = [{"passLevel": {"id": first, **PASS}}, {"verify": {"id": second}}]
    await ask(KEEPER, MANY, batch="M-1", moves=moves)
    await moved(ask, "passLevel", second, ', level: PROVINCE, findings: "属实"')

    again = (await ask(KEEPER, MANY, batch="M-1", moves=moves))["data"]["moveRecords"]
    lines = await ask(KEEPER, "query ($id: ID!) { penalty(id: $id) { timeline { move } } }", id=first)

    assert [(row["done"], row["repeated"]) for row in again["rows"]] == [(True, True), (True, False)]
    assert again["rows"][0]["recordId"] == first
    assert [one["move"] for one in lines["data"]["penalty"]["timeline"]] == ["receive", "pass_level"]


async def test_a_number_that_stands_for_another_move_is_refused(ask: Ask) -> None:
    first, second = await two_submitted(ask)
    await ask(KEEPER, MANY, batch="M-1", moves=[{"passLevel": {"id": first, **PASS}}])

    report = (await ask(KEEPER, MANY, batch="M-1", moves=[{"passLevel": {"id": second, **PASS}}]))["data"]

    assert report["moveRecords"]["rows"][0]["code"] == "BATCH_CONFLICT"


@pytest.mark.usefixtures("patient")
async def test_the_same_batch_twice_at_once_makes_each_move_once(ask: Ask) -> None:
    first, _ = await two_submitted(ask)
    moves = [{"passLevel": {"id": first, **PASS}}]

    bodies = await asyncio.gather(*(ask(KEEPER, MANY, batch="M-1", moves=moves) for _ in range(4)))

    rows = [body["data"]["moveRecords"]["rows"][0] for body in bodies]
    assert [row["done"] for row in rows] == [True] * 4
    assert sorted(row["repeated"] for row in rows) == [False, True, True, True]


@pytest.mark.parametrize(
    ("batch", "count", "told"),
    [
        ("M 1", 1, "batch: write 1 to 64 letters"),
        ("", 1, "batch: write 1 to 64 letters"),
        ("M-1", 0, "moves: give 1 to 100 of them"),
        ("M-1", 101, "moves: give 1 to 100 of them"),
    ],
)
async def test_an_unusable_batch_is_refused_as_a_whole(ask: Ask, batch: str, count: int, told: str) -> None:
    moves = [{"verify": {"id": "nothing"}}] * count

    refused = (await ask(KEEPER, MANY, batch=batch, moves=moves))["data"]["moveRecords"]

    assert refused["code"] == "ARGUMENT_INVALID"
    assert told in refused["message"]


async def test_another_department_moves_nothing_by_a_batch_and_learns_nothing(ask: Ask) -> None:
    first, _ = await two_submitted(ask)
    other = replace(KEEPER, jurisdiction="350500")
    moves = [{"verify": {"id": one}} for one in (first, "00000000-0000-4000-8000-000000000000")]

    rows = (await ask(other, MANY, batch="M-1", moves=moves))["data"]["moveRecords"]["rows"]

    assert rows[0]["code"] == rows[1]["code"] == "NOT_FOUND"
    assert rows[0]["message"] == rows[1]["message"]
