"""Bad files by HTTP: each is told as by the command, the good rows are stored, the refused ones come back as a file."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from exchange.api import submissions
from exchange.api.sender import MEDIA
from exchange.clock import Clock
from exchange.grants import clients
from exchange.submissions import submit
from exchange.submissions.names import RETURNED_ROW, RETURNED_WHY
from tests.api.test_submissions import people, settings, token, web
from tests.submissions.faults import FAULTS, table
from tests.submissions.test_submit import MARK, REFUSED, ROW

if TYPE_CHECKING:
    import asyncpg
    import httpx

    from exchange.database import Database
    from exchange.settings import Settings

__all__ = ["people", "settings", "web"]
CSV = {"content-type": "text/csv"}
TYPES = {suffix: {"content-type": kind} for kind, suffix in MEDIA.items()}


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(submissions, "PATIENCE", 60.0)


async def test_each_fault_is_told_by_its_place_and_every_good_row_is_stored(
    web: httpx.AsyncClient, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    told: dict[str, tuple[object, ...]] = {}
    expected: dict[str, tuple[object, ...]] = {}
    for number, fault in enumerate(FAULTS):
        where = {"item": "penalty", "batch": f"B-{number}"}
        answer = await web.post(
            "/submissions", params=where, headers=TYPES[fault.suffix], content=fault.content
        )
        page = await web.get("/submissions/rows", params={"batch": where["batch"]})
        assert answer.status_code == (400 if fault.said else 200), (fault.name, answer.text)
        if fault.said:
            told[fault.name] = answer.status_code, fault.said in answer.json()["detail"], page.status_code
            expected[fault.name] = 400, True, 404
            continue
        refused = {
            row["number"]: row["findings"] for row in page.json()["rows"] if row["verdict"] == "REFUSED"
        }
        told[fault.name] = (
            answer.json()["refused"],
            {
                number: (found["code"], found["field"], fault.refused[number][2] in found["message"])
                for number, (found,) in refused.items()
            },
        )
        expected[fault.name] = (
            len(fault.refused),
            {number: (code, field, True) for number, (code, field, _) in fault.refused.items()},
        )

    assert told == expected
    assert await owner.fetchval("SELECT count(*) FROM penalty") == 3
    taken = sum(fault.rows - len(fault.refused) for fault in FAULTS if not fault.said)
    stored = "SELECT count(*) FROM submission_row WHERE verdict <> 'REFUSED' AND record_id IS NOT NULL"
    assert await owner.fetchval(stored) == taken


async def test_refused_rows_are_listed_alone_and_come_back_as_a_file_that_is_mended_and_sent(
    web: httpx.AsyncClient,
) -> None:
    secret = {**ROW, "violationFact": f"{MARK}（机密★）"}
    sent = table(ROW, REFUSED, secret, {**REFUSED, "documentNumber": "榕鼓〔2026〕31号"})
    await web.post("/submissions", params={"item": "penalty", "batch": "B-1"}, headers=CSV, content=sent)
    asked = {"batch": "B-1", "verdict": "REFUSED"}

    page = (await web.get("/submissions/rows", params=asked | {"first": "2"})).json()
    rest = (await web.get("/submissions/rows", params=asked | {"after": page["next"]})).json()
    files = {
        kind: await web.get("/submissions/rows", params=asked | {"format": kind})
        for kind in ("csv", "xlsx", "ndjson")
    }
    back = list(csv.DictReader(files["csv"].content.decode("utf-8-sig").splitlines()))
    mended = files["csv"].text.replace(",,", ",2026-02-03,").encode()
    again = await web.post(
        "/submissions", params={"item": "penalty", "batch": "B-2"}, headers=CSV, content=mended
    )

    assert [row["number"] for row in page["rows"] + rest["rows"]] == [2, 3, 4]
    assert rest["next"] is None
    assert [(row[RETURNED_ROW], "decidedOn (决定日期): This is missing" in row[RETURNED_WHY]) for row in back] == [
        ("2", True), ("4", True),
    ]  # fmt: skip
    assert (again.json()["accepted"], again.json()["refused"], again.json()["notes"]) == (2, 0, [])
    assert files["xlsx"].headers["content-disposition"] == 'attachment; filename="penalty-refused.xlsx"'
    assert {one.headers["content-type"].partition(";")[0] for one in files.values()} < set(MEDIA)
    assert MARK not in "".join(one.content.decode("utf-8", "replace") for one in files.values())


async def test_refused_rows_are_for_who_sent_them_and_for_a_day(
    web: httpx.AsyncClient, db: Database, settings: Settings
) -> None:
    async with db.writing() as session:
        wanted = clients.Wanted(
            "c", "origin", "FJ_MARKET", "350000", client_id="colleague", secret="of colleague"
        )
        await clients.create_client(session, Clock(settings), "test", wanted)
    params = {"item": "penalty", "batch": "B-1"}
    asked = {"batch": "B-1", "verdict": "REFUSED", "format": "csv"}
    before = await web.get("/submissions/rows", params=asked)
    await web.post("/submissions", params=params, headers=CSV, content=table(REFUSED))
    mine = await web.get("/submissions/rows", params=asked)
    web.headers.update(await token(web, "colleague"))
    other = await web.get("/submissions/rows", params=asked)
    seen = await web.get("/submissions/rows", params={"batch": "B-1"})
    sent_again = await web.post("/submissions", params=params, headers=CSV, content=table(REFUSED))
    then = await web.get("/submissions/rows", params=asked)

    assert (before.status_code, before.json()["code"]) == (404, "ROWS_NOT_KEPT")
    assert (mine.status_code, other.status_code, seen.status_code) == (200, 404, 200)
    assert other.json() == before.json()
    assert (sent_again.json()["refused"], then.status_code) == (1, 200)


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"verdict": "LOST"}, "verdict must be one of ACCEPTED, WARNED, REFUSED, DUPLICATE."),
        ({"verdict": "REFUSED", "format": "pdf"}, "format must be one of csv, xlsx, ndjson."),
        ({"format": "csv"}, "format goes with verdict=REFUSED"),
        ({"first": "0"}, "first must be a number from 1 to 1000."),
        ({"first": "1e3"}, "first must be a number from 1 to 1000."),
        (
            {"item": "penalty"},
            "the address takes each of after, batch, dryRun, first, format, verdict at most once.",
        ),
        ({"batch": "a b"}, "batch must be 1 to 64 letters"),
    ],
)
async def test_what_cannot_be_asked_of_a_report_is_told(
    web: httpx.AsyncClient, params: dict[str, str], said: str
) -> None:
    told = await web.get("/submissions/rows", params={"batch": "B-1"} | params)

    assert (told.status_code, told.json()["code"]) == (400, "BAD_REQUEST")
    assert said in told.json()["detail"]


async def test_a_dry_run_is_paged_by_verdict_too_and_is_not_endless(
    web: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    dry = {"dryRun": "true"}
    params = {"item": "penalty", "batch": "B-1"} | dry
    content = table(REFUSED, ROW, REFUSED, REFUSED)
    await web.post("/submissions", params=params, headers=CSV, content=content)
    asked = {"batch": "B-1", "verdict": "REFUSED", "first": "2"} | dry

    page = (await web.get("/submissions/rows", params=asked)).json()
    rest = (await web.get("/submissions/rows", params=asked | {"after": page["next"]})).json()
    file = await web.get(
        "/submissions/rows", params={"batch": "B-1", "verdict": "REFUSED", "format": "ndjson"} | dry
    )
    monkeypatch.setitem(submit.__globals__, "TRIED", 3)
    longer = await web.post("/submissions", params=params | {"batch": "B-2"}, headers=CSV, content=content)

    assert [row["number"] for row in page["rows"] + rest["rows"]] == [1, 3, 4]
    assert rest["next"] is None
    assert len(file.text.splitlines()) == 3
    assert (longer.status_code, longer.json()["code"]) == (400, "ARGUMENT_INVALID")
    assert "it takes at most 3 rows. Try a part of the file" in longer.json()["detail"]
