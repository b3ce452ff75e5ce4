"""Training of civil servants stays inside whatever basis is recorded (plan 4.1); a township of integrity is awarded until it ends (5.6)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from exchange.demo import numbers
from tests.api.conftest import KEEPER, NOBODY, ORIGIN, PARTNER, caller
from tests.api.test_life_of_a_penalty import TODAY, moved
from tests.api.test_lists_and_merits import REVIEW

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Ask = Callable[..., Awaitable[dict[str, Any]]]

DECIDED = (TODAY - timedelta(days=3)).isoformat()
TRAINED = {
    "partyName": "陈试样", "partyType": "公务员", "personIdType": "身份证", "personIdNumber": "350102199003071015",
    "personEmployer": "福州市鼓楼区样例局", "personPost": "科员", "documentNumber": "闽组训〔2026〕5号", "decidedOn": DECIDED,
    "course": "政务诚信专题培训", "hours": "16", "outcome": "合格", "authorityName": "福建省市场监督管理局",
}  # fmt: skip
AWARDED = {
    "partyName": "福州市鼓楼区样例镇人民政府", "partyType": "法人及非法人组织", "legalRepresentative": "林试",
    "partyCreditCode": numbers.office_code(numbers.OFFICE, "350102", 1), "documentNumber": "闽诚信〔2026〕5号", "decidedOn": DECIDED,
    "kind": "诚信乡镇", "title": "诚信乡镇", "authorityName": "福建省民政厅",
}  # fmt: skip
SENT = """
mutation ($batch: String!, $trained: [TrainingRecordRow!], $awarded: [CommendationRow!]) {
  submitRecords(input: {batch: $batch, trainingRecords: $trained, commendations: $awarded}) {
    ... on SubmissionReport { rows { verdict recordId findings { code } } } ... on Refused { code message }
  }
}"""
SEEN = "{ trainingRecords { edges { node { partyName course outcome state personIdNumber } } } }"


async def sent(ask: Ask, batch: str, **rows: list[dict[str, Any]]) -> dict[str, Any]:
    """What was said to the one row of a batch."""
    found: dict[str, Any] = (await ask(ORIGIN, SENT, batch=batch, **rows))["data"]["submitRecords"]["rows"][0]
    return found


async def passed(ask: Ask, record: str) -> None:
    """Checked and shared."""
    for name, details in (
        ("passLevel", ', level: PROVINCE, findings: "属实"'),
        ("verify", ""),
        ("share", REVIEW),
    ):
        told = await moved(ask, name, record, details)
        assert told["__typename"] == "Moved", told


async def test_training_is_read_by_the_person_its_department_and_clerks_and_never_by_the_public(
    ask: Ask,
    owner: Any,  # noqa: ANN401 - a connection
) -> None:
    row = await sent(ask, "T-1", trained=[TRAINED])
    await passed(ask, row["recordId"])
    published = await moved(
        ask, "publish", row["recordId"], ', publicationBasis: CONSENT, document: "同意书"'
    )
    subject = await owner.fetchval("SELECT subject_id FROM training_record")

    names = {}
    for name, who in {"own": caller("subject", subject=subject), "sender": ORIGIN, "keeper": KEEPER}.items():
        node = (await ask(who, SEEN))["data"]["trainingRecords"]["edges"][0]["node"]
        names[name] = (node["partyName"], node["outcome"])
    outside = [(await ask(who, SEEN))["data"]["trainingRecords"]["edges"] for who in (NOBODY, PARTNER)]

    assert published["__typename"] == "Moved"
    assert names == {
        "own": ("陈试样", "PASSED"),
        "sender": ("陈试样", "PASSED"),
        "keeper": ("陈**", "PASSED"),
    }
    assert outside == [[], []]
    assert (await ask(NOBODY, "{ trainingRecordCounts(by: []) { count persons } }"))["data"][
        "trainingRecordCounts"
    ] == []


async def test_a_township_of_integrity_is_withdrawn_with_a_reason_and_fits_nobody_else(ask: Ask) -> None:
    enterprise = AWARDED | {"partyName": "福州闽江之星贸易有限公司", "partyCreditCode": "91350102MAFJ0001XP"}
    seen = "{ commendations(where: {kind: {is: INTEGRITY_TOWNSHIP}}) { edges { node { title partyName } } } }"

    refused = await sent(ask, "A-1", awarded=[enterprise])
    record = (await sent(ask, "A-2", awarded=[AWARDED]))["recordId"]
    await passed(ask, record)
    await moved(ask, "publish", record)
    shown = (await ask(NOBODY, seen))["data"]["commendations"]["edges"]
    bare = await moved(ask, "withdraw", record, ', reason: "", document: ""')
    await moved(ask, "withdraw", record, ', reason: "承诺未兑现", document: "撤销决定1号"')
    after = (await ask(NOBODY, seen))["data"]["commendations"]["edges"]

    assert (refused["verdict"], refused["findings"]) == ("REFUSED", [{"code": "CODE_NOT_FOR_PARTY"}])
    assert shown == [{"node": {"title": "诚信乡镇", "partyName": "福州市鼓楼区样例镇人民政府"}}]
    assert bare["__typename"] == "Refused"
    assert after == []
