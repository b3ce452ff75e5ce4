"""Lists, commendations, commitments and evaluations go their ways: each by the life cycle that its kind has."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from exchange.calendar import working_days
from tests.api.conftest import KEEPER, NOBODY, ORIGIN
from tests.api.test_life_of_a_penalty import TODAY, moved

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Ask = Callable[..., Awaitable[dict[str, Any]]]

ROW = {
    "partyName": "福州闽江之星贸易有限公司",
    "partyType": "法人及非法人组织",
    "partyCreditCode": "91350102MAFJ0001XP",
    "legalRepresentative": "陈小明",
    "decidedOn": (TODAY - timedelta(days=3)).isoformat(),
    "authorityName": "福建省市场监督管理局",
}
OWN: dict[str, tuple[str, dict[str, Any]]] = {
    "abnormalOperations": (
        "AbnormalOperation",
        {"reason": "通过登记的住所无法联系", "documentNumber": "闽市监异列〔2026〕12号"},
    ),
    "seriousViolations": (
        "SeriousViolation",
        {
            "listing": "严重违法失信名单",
            "conduct": "拒不改正",
            "grounds": "办法第十条",
            "documentNumber": "闽市监严列〔2026〕12号",
        },
    ),
    "taxViolations": (
        "TaxViolation",
        {
            "nature": "偷税",
            "facts": "在账簿上少列收入",
            "outcome": "处以罚款",
            "documentNumber": "闽税稽告〔2026〕12号",
        },
    ),
    "commendations": (
        "Commendation",
        {
            "kind": "纳税信用A级",
            "title": "纳税信用A级纳税人",
            "year": "2025",
            "documentNumber": "闽信激励〔2026〕12号",
        },
    ),
    "commitments": (
        "Commitment",
        {
            "kind": "审批替代型",
            "subjectMatter": "申请许可",
            "content": "承诺符合条件",
            "fulfilment": "履行中",
            "documentNumber": "闽承诺〔2026〕12号",
        },
    ),
    "evaluations": (
        "Evaluation",
        {
            "kind": "第三方评价",
            "system": "样例指标2025版",
            "evaluator": "福建样例信用评价中心",
            "periodFrom": "2025-01-01",
            "periodUntil": "2025-12-31",
            "score": "88.25",
            "documentNumber": "闽政信评〔2026〕12号",
        },
    ),
}
REVIEW = f', secrecyReviewer: "王审查", secrecyReviewedOn: "{TODAY}"'
REMOVE = """
mutation ($id: ID!) {
  removeRecord(input: {id: $id, reason: "已改正", document: "移出决定1号"}) {
    ... on Moved { record { state } }
    ... on Refused { code message }
  }
}
"""
GRADED = (("classify", REVIEW), ("share", ""), ("publish", ""))
STANDING = (("share", REVIEW), ("publish", ""))
WAYS = {
    "abnormalOperations": STANDING,
    "seriousViolations": GRADED,
    "taxViolations": GRADED,
    "commendations": STANDING,
    "commitments": STANDING,
    "evaluations": STANDING,
}


async def received(ask: Ask, plural: str, **values: Any) -> str:  # noqa: ANN401 - field values of any kind
    """The id of one record of the kind, as it arrived."""
    name, own = OWN[plural]
    document = f"""
    mutation ($batch: String!, $rows: [{name}Row!]!) {{
      submitRecords(input: {{batch: $batch, {plural}: $rows}}) {{
        ... on SubmissionReport {{ rows {{ verdict recordId findings {{ code field }} }} }}
        ... on Refused {{ code message }}
      }}
    }}"""
    body = await ask(ORIGIN, document, batch=f"B-{len(values)}", rows=[{**ROW, **own, **values}])
    row = body["data"]["submitRecords"]["rows"][0]
    assert row["verdict"] == "ACCEPTED", row
    return str(row["recordId"])


async def published(ask: Ask, plural: str, **values: Any) -> str:  # noqa: ANN401 - field values of any kind
    """The id of one record of the kind after its whole way."""
    record = await received(ask, plural, **values)
    checked = (("passLevel", ', level: PROVINCE, findings: "属实"'), ("verify", ""))
    for name, details in (*checked, *WAYS[plural]):
        told = await moved(ask, name, record, details)
        assert told["__typename"] == "Moved", told
    return record


async def seen(ask: Ask, plural: str, fields: str = "id") -> list[dict[str, Any]]:
    """What the public sees of the kind, as nodes."""
    body = await ask(NOBODY, f"{{ {plural} {{ edges {{ node {{ {fields} }} }} }} }}")
    return [one["node"] for one in body["data"][plural]["edges"]]


@pytest.mark.parametrize("plural", OWN)
async def test_it_is_seen_by_the_public_at_the_end_of_its_way_and_not_before(ask: Ask, plural: str) -> None:
    await received(ask, plural)
    assert await seen(ask, plural) == []


@pytest.mark.parametrize("plural", OWN)
async def test_the_whole_way(ask: Ask, plural: str) -> None:
    record = await published(ask, plural)

    assert await seen(ask, plural, "id state severity") == [
        {
            "id": record,
            "state": "PUBLISHED",
            "severity": "SERIOUS" if WAYS[plural] is GRADED else None,
        }
    ]


async def test_a_business_is_taken_off_the_list_by_whoever_listed_it(ask: Ask) -> None:
    record = await published(ask, "abnormalOperations")

    by_keeper = await moved(ask, "repair", record, ', reason: "已改正", document: "移出决定1号"')
    body = await ask(ORIGIN, REMOVE, id=record)

    assert by_keeper["code"] == "MOVE_NOT_ALLOWED"
    assert body["data"]["removeRecord"] == {"record": {"state": "REPAIRED"}}
    assert await seen(ask, "abnormalOperations") == []


async def test_a_score_is_exact_and_can_be_compared_and_ordered_by(ask: Ask) -> None:
    await published(ask, "evaluations")
    within = 'evaluations(where: {score: {from: "88.2500"}}, orderBy: [{score: DESC}]) { edges { node { score } } }'
    asked = f'{{ a: {within} b: evaluations(where: {{score: {{from: "88.2501"}}}}) {{ totalCount }} }}'

    told = (await ask(NOBODY, asked))["data"]

    assert told == {"a": {"edges": [{"node": {"score": "88.25"}}]}, "b": {"totalCount": 0}}


async def test_a_limit_that_is_no_number_is_told(ask: Ask) -> None:
    told = await ask(NOBODY, '{ evaluations(where: {score: {from: "123456"}}) { totalCount } }')

    assert told["errors"][0]["extensions"]["code"] == "ARGUMENT_INVALID"
    assert "give a number of at most 5 digits before its point" in told["errors"][0]["message"]


async def test_a_rating_is_published_in_time_up_to_the_twentieth_working_day_and_late_from_then_on(
    ask: Ask,
) -> None:
    days = {
        name: working_days().add(TODAY, -count).isoformat() for name, count in (("in time", 20), ("late", 21))
    }
    prompt = await published(ask, "evaluations", decidedOn=days["in time"])
    tardy = await published(ask, "evaluations", decidedOn=days["late"], documentNumber="闽政信评〔2026〕13号")

    nodes = (
        await ask(KEEPER, "{ evaluations { edges { node { id late publishDueOn } } } }")
    )["data"]["evaluations"]["edges"]  # fmt: skip

    assert {one["node"]["id"]: (one["node"]["late"], one["node"]["publishDueOn"] < str(TODAY)) for one in nodes} == {
        prompt: (False, False), tardy: (True, True),
    }  # fmt: skip
