"""A court's list is mirrored: public at once, moved by nobody here, left by the court's word alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tests.api.conftest import KEEPER, NOBODY, ORIGIN
from tests.api.test_life_of_a_penalty import moved

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

COURT = replace(
    ORIGIN, client="court", actor="court", department="FJ_HIGH_COURT", departments=("FJ_HIGH_COURT",)
)
PERSON = {
    "partyName": "林试",
    "partyType": "NATURAL_PERSON",
    "personIdType": "RESIDENT_ID",
    "personIdNumber": "35020319851123202X",
    "sex": "女",
    "age": "40",
    "documentNumber": "（2026）闽0102执1235号",
    "decidedOn": "2026-02-03",
    "authorityName": "福州市鼓楼区人民法院",
    "basisNumber": "（2025）闽0102民初1235号",
    "basisAuthority": "福州市鼓楼区人民法院",
    "duty": "偿还借款人民币5万元，债权人电话13800001234",
    "performance": "部分未履行",
    "conduct": ["UNWILLING"],
    "listedOn": "2026-03-05",
}
SUBMIT = """
mutation ($batch: String!, $rows: [JudgmentDebtorRow!]!) {
  submitRecords(input: {batch: $batch, judgmentDebtors: $rows}) {
    ... on SubmissionReport { rows { verdict recordId findings { code field } } }
    ... on Refused { code message }
  }
}
"""
SEEN = """{
  judgmentDebtors { totalCount edges { node { state partyName sex age personIdNumber duty subject { name } } } }
  subjects(search: "林试") { totalCount }
}"""


async def listed(ask: Callable[..., Awaitable[dict[str, Any]]]) -> str:
    """The record's id after the court has sent it."""
    body = await ask(COURT, SUBMIT, batch="C-1", rows=[PERSON])
    return str(body["data"]["submitRecords"]["rows"][0]["recordId"])


async def test_what_the_court_lists_is_public_at_once_as_the_court_shows_it(
    ask: Callable[..., Awaitable[dict[str, Any]]],
) -> None:
    before = (await ask(NOBODY, SEEN))["data"]
    await listed(ask)
    after = (await ask(NOBODY, SEEN))["data"]

    assert before == {"judgmentDebtors": {"totalCount": 0, "edges": []}, "subjects": {"totalCount": 0}}
    assert after["subjects"]["totalCount"] == 1
    assert after["judgmentDebtors"]["edges"][0]["node"] == {
        "state": "PUBLISHED",
        "partyName": "林试",
        "sex": "FEMALE",
        "age": 40,
        "personIdNumber": "3502031985****202X",
        "duty": "偿还借款人民币5万元，债权人电话［电话］",
        "subject": {"name": "林试"},
    }


async def test_only_the_court_sends_it(ask: Callable[..., Awaitable[dict[str, Any]]]) -> None:
    told = (await ask(ORIGIN, SUBMIT, batch="C-1", rows=[PERSON]))["data"]["submitRecords"]

    assert told["code"] == "FEED_ONLY"
    assert "FJ_HIGH_COURT" in told["message"]
    assert (await ask(NOBODY, SEEN))["data"]["judgmentDebtors"]["totalCount"] == 0


async def test_nobody_here_ends_it(ask: Callable[..., Awaitable[dict[str, Any]]]) -> None:
    record = await listed(ask)

    for name in ("repair", "withdraw"):
        told = await moved(ask, name, record, ', reason: "已履行", document: "证明1号"')
        assert told["code"] == "MOVE_NOT_ALLOWED", name
    removed = await moved(ask, "remove", record, ', reason: "已履行", document: "证明1号"')

    assert removed["code"] == "SCOPE_MISSING"
    assert (await ask(NOBODY, SEEN))["data"]["judgmentDebtors"]["totalCount"] == 1


async def test_when_the_court_takes_it_off_it_and_the_name_are_gone_at_once(
    ask: Callable[..., Awaitable[dict[str, Any]]],
) -> None:
    record = await listed(ask)
    document = """mutation ($id: ID!) { removeRecord(input: {id: $id, reason: "履行完毕", document: "删除决定1号"}) {
      __typename ... on Moved { record { state } } } }"""

    done = (await ask(COURT, document, id=record))["data"]["removeRecord"]

    assert done == {"__typename": "Moved", "record": {"state": "REPAIRED"}}
    assert (await ask(NOBODY, SEEN))["data"] == {
        "judgmentDebtors": {"totalCount": 0, "edges": []},
        "subjects": {"totalCount": 0},
    }
    kept = (await ask(KEEPER, "{ judgmentDebtors { edges { node { partyName personIdNumber } } } }"))["data"]
    assert kept["judgmentDebtors"]["edges"][0]["node"]["personIdNumber"] == "3502031985****202X"
