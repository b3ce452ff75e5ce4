"""A licence has a shorter way than a penalty: no severity, no repair, published while it is valid."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.api.conftest import NOBODY, ORIGIN
from tests.api.test_life_of_a_penalty import TODAY, moved

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

ROW = {
    "partyName": "福州闽江之星贸易有限公司",
    "partyType": "法人及非法人组织",
    "partyCreditCode": "91350102MAFJ0001XP",
    "legalRepresentative": "陈小明",
    "documentNumber": "闽市监许可〔2026〕12号",
    "decisionTitle": "食品经营许可决定书",
    "kind": "普通",
    "content": "预包装食品销售",
    "decidedOn": (TODAY - timedelta(days=3)).isoformat(),
    "validFrom": (TODAY - timedelta(days=3)).isoformat(),
    "validUntil": (TODAY + timedelta(days=400)).isoformat(),
    "authorityName": "福建省市场监督管理局",
}
SUBMIT = """
mutation ($batch: String!, $rows: [LicenceRow!]!) {
  submitRecords(input: {batch: $batch, licences: $rows}) {
    ... on SubmissionReport { rows { verdict recordId findings { code field } } }
    ... on Refused { code message }
  }
}
"""
SEEN = "{ licences { totalCount edges { node { state publishUntil severity subject { licences { totalCount } } } } } }"
REVIEW = f', secrecyReviewer: "王审查", secrecyReviewedOn: "{TODAY}"'


async def verified(ask: Callable[..., Awaitable[dict[str, Any]]], **other: str) -> str:
    """The record's id after its check."""
    body = await ask(ORIGIN, SUBMIT, batch="B-1", rows=[{**ROW, **other}])
    record = str(body["data"]["submitRecords"]["rows"][0]["recordId"])
    for name, details in (("passLevel", ', level: PROVINCE, findings: "属实"'), ("verify", "")):
        assert (await moved(ask, name, record, details))["__typename"] == "Moved"
    return record


async def test_it_is_shared_with_its_review_and_published_until_it_ends(
    ask: Callable[..., Awaitable[dict[str, Any]]],
) -> None:
    record = await verified(ask)
    for name, details in (("share", REVIEW), ("publish", "")):
        assert (await moved(ask, name, record, details))["__typename"] == "Moved"

    seen = (await ask(NOBODY, SEEN))["data"]["licences"]

    assert seen["totalCount"] == 1
    assert seen["edges"][0]["node"] == {
        "state": "PUBLISHED",
        "publishUntil": ROW["validUntil"],
        "severity": None,
        "subject": {"licences": {"totalCount": 1}},
    }


async def test_a_licence_without_end_is_published_without_end(
    ask: Callable[..., Awaitable[dict[str, Any]]],
) -> None:
    record = await verified(ask, validUntil="2099-12-31")
    for name, details in (("share", REVIEW), ("publish", "")):
        assert (await moved(ask, name, record, details))["__typename"] == "Moved"

    seen = (await ask(NOBODY, SEEN))["data"]["licences"]

    assert seen["edges"][0]["node"]["publishUntil"] is None


async def test_it_is_neither_classified_nor_repaired_and_whoever_tries_is_told_what_it_can_do(
    ask: Callable[..., Awaitable[dict[str, Any]]],
) -> None:
    record = await verified(ask)

    classified = await moved(ask, "classify", record, REVIEW)
    repaired = await moved(ask, "repair", record, ', reason: "已履行", document: "证明1号"')

    for refused in (classified, repaired):
        assert refused["code"] == "MOVE_NOT_ALLOWED"
        assert "share" in refused["message"]


async def test_without_a_review_it_is_not_shared(ask: Callable[..., Awaitable[dict[str, Any]]]) -> None:
    record = await verified(ask)

    refused = await moved(ask, "share", record)

    assert refused["code"] == "GUARD_REFUSED"
    assert "secrecyReviewer is missing. Give it with the move." in refused["message"]


async def test_what_ended_is_not_published_any_more(ask: Callable[..., Awaitable[dict[str, Any]]]) -> None:
    record = await verified(ask, validUntil=(TODAY - timedelta(days=1)).isoformat())
    assert (await moved(ask, "share", record, REVIEW))["__typename"] == "Moved"

    refused, expired = await moved(ask, "publish", record), await moved(ask, "expire", record)

    assert refused["code"] == "GUARD_REFUSED"
    assert "its validity ended on" in refused["message"]
    assert expired["record"]["state"] == "EXPIRED"
