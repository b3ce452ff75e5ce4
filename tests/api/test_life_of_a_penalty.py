"""One penalty on its way: sent by a department, checked by the platform, shared, published, repaired; five callers watch."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tests.api.conftest import KEEPER, NOBODY, ORIGIN, PARTNER

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from exchange.api.engine import Engine

TODAY = (datetime.now(UTC) + timedelta(hours=8)).date()

ROW = {
    "partyName": "福州闽江之星贸易有限公司",
    "partyType": "法人及非法人组织",
    "partyCreditCode": "91350102MAFJ0001XP",
    "legalRepresentative": "陈小明",
    "documentNumber": "闽市监罚〔2026〕12号",
    "violation": "虚假宣传",
    "violationFact": "经查，当事人虚假宣传，联系电话13800001234。",
    "legalBasis": "《中华人民共和国反不正当竞争法》第二十条",
    "kind": ["罚款"],
    "content": "罚款200000元",
    "fine": "20万元",
    "decidedOn": (TODAY - timedelta(days=3)).isoformat(),
    "effectiveUntil": "2099-12-31",
    "authorityName": "福建省市场监督管理局",
}

SUBMIT = """
mutation ($batch: String!, $rows: [PenaltyRow!]!) {
  submitRecords(input: {batch: $batch, penalties: $rows}) {
    ... on SubmissionReport { accepted warned refused duplicates rows { number verdict recordId findings { code field message } } }
    ... on Refused { code message }
  }
}
"""
FIND = "query ($n: String!) { penalties(where: {documentNumber: {is: $n}}) { totalCount edges { node { id state partyName } } } }"


async def submitted(ask: Callable[..., Awaitable[dict[str, Any]]]) -> str:
    """The record's id after the department has sent it."""
    body = await ask(ORIGIN, SUBMIT, batch="B-1", rows=[ROW])
    rows = body["data"]["submitRecords"]["rows"]
    assert rows[0]["verdict"] in {"ACCEPTED", "WARNED"}, rows
    return str(rows[0]["recordId"])


async def moved(
    ask: Callable[..., Awaitable[dict[str, Any]]], name: str, record: str, details: str = ""
) -> dict[str, Any]:
    """Make a move as the keeper."""
    document = (
        f"mutation ($id: ID!) {{ {name}Record(input: {{id: $id {details}}}) "
        "{ __typename ... on Moved { record { id state } } ... on Refused { code message } } }"
    )
    body = await ask(KEEPER, document, id=record)
    result: dict[str, Any] = body["data"][f"{name}Record"]
    return result


async def published(ask: Callable[..., Awaitable[dict[str, Any]]]) -> str:
    """The record's id after all steps up to its publication."""
    record = await submitted(ask)
    steps = [
        ("passLevel", ', level: PROVINCE, findings: "属实"'),
        ("verify", ""),
        ("classify", f', secrecyReviewer: "王审查", secrecyReviewedOn: "{TODAY}"'),
        ("share", ""),
        ("publish", ""),
    ]
    for name, details in steps:
        result = await moved(ask, name, record, details)
        assert result["__typename"] == "Moved", (name, result)
    return record


async def test_a_published_penalty_is_found_by_any_spelling_of_its_number(
    ask: Callable[..., Awaitable[dict[str, Any]]],
) -> None:
    await published(ask)

    body = await ask(NOBODY, FIND, n="闽市监罚(2026)第012号")

    assert body["data"]["penalties"]["totalCount"] == 1
    assert body["data"]["penalties"]["edges"][0]["node"]["state"] == "PUBLISHED"


async def test_before_it_is_shared_nobody_but_origin_and_keeper_sees_it(
    ask: Callable[..., Awaitable[dict[str, Any]]],
) -> None:
    await submitted(ask)

    seen = {
        name: (await ask(who, FIND, n=ROW["documentNumber"]))["data"]["penalties"]["totalCount"]
        for name, who in {"nobody": NOBODY, "partner": PARTNER, "origin": ORIGIN, "keeper": KEEPER}.items()
    }

    assert seen == {"nobody": 0, "partner": 0, "origin": 1, "keeper": 1}


async def test_a_repaired_record_is_gone_at_once_for_public_and_partner(
    ask: Callable[..., Awaitable[dict[str, Any]]],
) -> None:
    record = await published(ask)

    refused = await moved(ask, "repair", record, ', reason: "已履行", document: "证明1号", dutyDone: true')

    assert refused["code"] == "GUARD_REFUSED"
    assert "minimum_reached" in refused["message"]


async def test_a_withdrawn_record_is_gone_at_once_for_public_and_partner(
    ask: Callable[..., Awaitable[dict[str, Any]]],
) -> None:
    record = await published(ask)
    document = 'mutation ($id: ID!) { withdrawRecord(input: {id: $id, reason: "撤销", document: "复议决定1号"}) { __typename } }'

    await ask(ORIGIN, document, id=record)

    seen = {
        name: (await ask(who, FIND, n=ROW["documentNumber"]))["data"]["penalties"]["totalCount"]
        for name, who in {"nobody": NOBODY, "partner": PARTNER, "origin": ORIGIN, "keeper": KEEPER}.items()
    }
    assert seen == {"nobody": 0, "partner": 0, "origin": 1, "keeper": 1}


async def test_returned_is_corrected_and_the_submitter_reads_what_became_of_its_batch(
    ask: Callable[..., Awaitable[dict[str, Any]]],
) -> None:
    record = await submitted(ask)
    await moved(ask, "return", record, ', reason: "金额有误"')
    document = (
        'mutation ($id: ID!) { correctRecord(input: {id: $id, corrections: {penalty: {fine: "21万元", content: "罚款210000元"}}}) '
        "{ __typename ... on Moved { record { state ... on Penalty { fine } } } ... on Refused { code message } } }"
    )

    body = await ask(ORIGIN, document, id=record)
    batch = await ask(
        ORIGIN,
        '{ submission(batch: "B-1") { accepted warned rows { edges { node { number verdict recordId } } } } }',
    )

    assert body["data"]["correctRecord"] == {
        "__typename": "Moved",
        "record": {"state": "SUBMITTED", "fine": "21"},
    }
    assert batch["data"]["submission"]["rows"]["edges"][0]["node"]["recordId"] == record


async def test_a_foreign_record_and_a_missing_one_are_refused_alike(
    ask: Callable[..., Awaitable[dict[str, Any]]],
) -> None:
    record = await submitted(ask)
    other = KEEPER.__class__(
        **{name: getattr(KEEPER, name) for name in KEEPER.__slots__} | {"jurisdiction": "350500"}
    )
    document = "mutation ($id: ID!) { verifyRecord(input: {id: $id}) { ... on Refused { code message } } }"

    foreign = await ask(other, document, id=record)
    missing = await ask(other, document, id="00000000-0000-4000-8000-000000000000")

    assert foreign == missing
    assert foreign["data"]["verifyRecord"]["code"] == "NOT_FOUND"


async def test_a_record_with_a_confirmed_credit_code_can_be_corrected(
    ask: Callable[..., Awaitable[dict[str, Any]]],
) -> None:
    row = ROW | {"partyCreditCode": "91350211M0000XUF46", "creditCodeOverride": True}
    sent = (await ask(ORIGIN, SUBMIT, batch="B-1", rows=[row]))["data"]["submitRecords"]["rows"][0]
    await moved(ask, "return", sent["recordId"], ', reason: "内容有误"')
    document = (
        'mutation ($id: ID!) { correctRecord(input: {id: $id, corrections: {penalty: {violation: "引人误解的宣传"}}}) '
        "{ __typename ... on Moved { record { ... on Penalty { violation } } } ... on Refused { code message } } }"
    )

    body = await ask(ORIGIN, document, id=sent["recordId"])

    assert sent["verdict"] == "WARNED"
    assert body["data"]["correctRecord"] == {"__typename": "Moved", "record": {"violation": "引人误解的宣传"}}


async def test_a_correction_cannot_move_a_record_to_another_party(
    ask: Callable[..., Awaitable[dict[str, Any]]],
) -> None:
    record = await submitted(ask)
    await moved(ask, "return", record, ', reason: "内容有误"')
    document = (
        'mutation ($id: ID!) { correctRecord(input: {id: $id, corrections: {penalty: {partyName: "另一家公司"}}}) '
        "{ ... on Refused { code message } } }"
    )

    body = await ask(ORIGIN, document, id=record)

    assert body["data"]["correctRecord"]["code"] == "GUARD_REFUSED"
    assert "partyName: a record stays with its party" in body["data"]["correctRecord"]["message"]


async def test_a_correction_that_would_be_refused_as_a_row_says_what_is_wrong(
    ask: Callable[..., Awaitable[dict[str, Any]]],
) -> None:
    record = await submitted(ask)
    await moved(ask, "return", record, ', reason: "内容有误"')
    document = (
        'mutation ($id: ID!) { correctRecord(input: {id: $id, corrections: {penalty: {decidedOn: "2026-02-30"}}}) '
        "{ ... on Refused { code message } } }"
    )

    body = await ask(ORIGIN, document, id=record)

    assert body["data"]["correctRecord"]["code"] == "GUARD_REFUSED"
    assert "decidedOn (决定日期): There is no such day." in body["data"]["correctRecord"]["message"]
    assert "2026-02-30" not in body["data"]["correctRecord"]["message"]


async def test_what_a_move_returns_is_compiled_once_and_read_for_each_record_anew(
    engine: Engine, ask: Callable[..., Awaitable[dict[str, Any]]]
) -> None:
    rows = [{**ROW, "documentNumber": f"闽市监罚〔2026〕{number}号"} for number in (21, 22, 23)]
    sent = (await ask(ORIGIN, SUBMIT, batch="B-3", rows=rows))["data"]["submitRecords"]["rows"]
    first, *others = [str(one["recordId"]) for one in sent]
    await moved(ask, "return", first, ', reason: "补正"')
    before = engine.runner.compiled

    found = [(await moved(ask, "return", one, ', reason: "补正"'))["record"]["id"] for one in others]

    assert found == others
    assert engine.runner.compiled == before
