"""A body as large as may be, honest or hostile: refused or done, and nobody else waits more than a tenth of a second."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.api.stub import code, message
from tests.hostile.house import STALL
from tests.submissions.test_submit import ROW

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.hostile.house import House

SUBMIT = (
    "mutation ($i: SubmitRecordsInput!) { submitRecords(input: $i) { __typename "
    "... on SubmissionReport { accepted warned refused rows { number verdict recordId findings { code field message } } } "
    "... on Refused { code } } }"
)
HEADERS = {"Content-Type": "application/json", "Authorization": "Bearer submitter"}
MEGABYTE = 1024 * 1024


def submission(rows: object) -> bytes:
    body = {"query": SUBMIT, "variables": {"i": {"batch": "b", "penalties": rows}}}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def filled(before: str, piece: str, after: str) -> bytes:
    """A megabyte made of one piece."""
    text = f'{{"query": "{{ __typename }}", "variables": {{"a": {before}'
    count = (MEGABYTE - len(text) - len(after) - 8) // len(piece.encode())
    return f"{text}{piece * count}{after}}}}}".encode()


def rows(number: int, **more: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any JSON
    return [{**ROW, "documentNumber": f"榕鼓〔2026〕{one}号", **more} for one in range(number)]


TOO_MANY: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty objects": (
        lambda: filled("[{}", ",{}", "]"),
        "the body has more than 1000 objects. Send it in parts",
    ),
    "one row too many": (
        lambda: submission(rows(1_000)),
        "the body has more than 1000 objects. Send it in parts",
    ),
    "nulls": (lambda: filled("[null", ",null", "]"), "the body has more than 20000 values. Send it in parts"),
    "numbers": (lambda: filled("[1", ",1", "]"), "the body has more than 20000 values."),
    "empty texts": (lambda: filled('[""', ',""', "]"), "the body has more than 20000 values."),
    "open brackets": (lambda: filled("", "[", ""), "the body is nested deeper than 64 levels."),
    "pairs of brackets": (lambda: filled("[[]", ",[]", "]"), "the body has more than 20000 values."),
    "keys": (
        lambda: filled('{"a":1', "".join(f',"{one}":1' for one in range(1_000)), "}"),
        "the body has more than 20000 values.",
    ),
    "digits": (lambda: filled("", "1", ""), "a number has more than 64 characters."),
    "an open text": (lambda: filled('"', "x", ""), "the body is not JSON."),
    "backslashes": (lambda: filled('"', "\\\\", ""), "the body is not JSON."),
    "quotes": (lambda: filled("", '"', ""), "the body is not JSON."),
    "escapes": (lambda: filled('"\\ud800', "\\u4e2d", '"'), "half a character (lone surrogate)."),
    "spaces": (lambda: b" " * MEGABYTE, "the body is not JSON."),
    "commas": (lambda: b"," * MEGABYTE, "the body has more than 20000 values."),
}


@pytest.mark.parametrize("name", TOO_MANY)
def test_a_megabyte_without_sense_is_refused_and_stalls_nobody(bare: House, name: str) -> None:
    make, sentence = TOO_MANY[name]
    body, got = make(), []

    stall = bare.longest(
        lambda: got.append(httpx.post(f"{bare.base}/graphql", content=body, headers=HEADERS, timeout=20))
    )

    assert (got[-1].status_code, code(got[-1])) == (400, "BAD_REQUEST")
    assert sentence in message(got[-1])
    assert got[-1].elapsed.total_seconds() < 2
    assert stall < STALL


def test_a_megabyte_of_rows_is_stored_and_stalls_nobody(served: House, tell: Callable[[str], None]) -> None:
    got: list[httpx.Response] = []
    batches = iter(range(10))

    def send() -> None:
        wanted = rows(950, violationFact="销售的预包装食品未标明生产日期。" * 10)
        body = {"query": SUBMIT, "variables": {"i": {"batch": f"b{next(batches)}", "penalties": wanted}}}
        content = json.dumps(body, ensure_ascii=False).encode()
        assert 900_000 < len(content) <= MEGABYTE
        headers = HEADERS | {"Authorization": "origin"}
        got.append(httpx.post(f"{served.base}/graphql", content=content, headers=headers, timeout=60))

    stall = served.longest(send)

    report = got[0].json()["data"]["submitRecords"]
    assert report["__typename"] == "SubmissionReport"
    assert len(report["rows"]) == report["accepted"] + report["warned"] + report["refused"] == 950
    assert report["refused"] == 0
    tell(f"loop stall by a submission of 1 MiB, 950 rows: {stall * 1000:.0f} ms")
    assert stall < STALL
