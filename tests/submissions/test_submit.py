"""Batches on a real database: verdicts, sending again, crashes in between, and what must leave no trace."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from exchange.access import Caller, Scope
from exchange.clock import Clock
from exchange.errors import ArgumentInvalid, BadRequest, BatchConflict, ScopeMissing, Unavailable
from exchange.records import intake
from exchange.submissions import open_mapping, submit

if TYPE_CHECKING:
    import asyncpg

    from exchange.database import Database
    from exchange.settings import Settings
    from exchange.submissions import Report

DRC = Caller(
    client="drc",
    actor="drc",
    department="FJ_DRC",
    departments=("FJ_DRC",),
    scopes=frozenset({Scope.RECORD_SUBMIT}),
)
MARKET = replace(DRC, client="market", actor="market", department="FJ_MARKET", departments=("FJ_MARKET",))
ROW: dict[str, object] = {
    "partyName": "福州鼓楼榕测食品有限公司",
    "partyType": "ORGANISATION",
    "partyCreditCode": "91350102MAFJ0001XP",
    "legalRepresentative": "林试",
    "documentNumber": "榕鼓市监处罚〔2026〕12号",
    "violation": "经营标签不符合规定的食品",
    "violationFact": "销售的预包装食品未标明生产日期。",
    "legalBasis": "《中华人民共和国食品安全法》第一百二十五条",
    "kind": ["FINE"],
    "content": "罚款5000元。",
    "fine": "0.5",
    "decidedOn": "2026-02-03",
    "authorityName": "福州市鼓楼区市场监督管理局",
}
UNRESOLVED = {
    **{name: value for name, value in ROW.items() if name != "partyCreditCode"},
    "documentNumber": "榕鼓〔2026〕13号",
}
REFUSED = {**ROW, "decidedOn": None, "documentNumber": "榕鼓〔2026〕14号"}
OTHER_SPELLING = {**ROW, "documentNumber": "榕鼓市监处罚（2026）第012号"}
PERSON = {
    **ROW,
    "partyName": "林试样",
    "partyType": "NATURAL_PERSON",
    "partyCreditCode": None,
    "legalRepresentative": None,
    "personIdType": "RESIDENT_ID",
    "personIdNumber": "35020319851123202X",
    "documentNumber": "榕鼓〔2026〕15号",
}
MARK = "绝不留痕迹"


@pytest.fixture
def clock(settings: Settings) -> Clock:
    return Clock(replace(settings, now=datetime(2026, 11, 23, 4, 0, tzinfo=UTC)))


def verdicts(report: Report) -> list[str]:
    return [str(row.verdict) for row in report.rows]


async def everything(owner: asyncpg.Connection[asyncpg.Record]) -> str:
    """All rows of all tables as text."""
    tables = await owner.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    found = [
        await owner.fetchval(f"SELECT coalesce(string_agg(t::text, ';'), '') FROM {row[0]} t")
        for row in tables
    ]
    return "\n".join(found)


def numbered(count: int) -> list[dict[str, object]]:
    return [{**ROW, "documentNumber": f"榕鼓〔2026〕{number}号"} for number in range(1, count + 1)]


async def test_every_row_gets_its_verdict_and_refused_ones_hold_nobody_back(
    db: Database, clock: Clock, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    report = await submit(db, DRC, clock, "penalty", "2026-0001", [ROW, REFUSED, UNRESOLVED, OTHER_SPELLING])

    assert verdicts(report) == ["ACCEPTED", "REFUSED", "WARNED", "DUPLICATE"]
    assert (report.accepted, report.warned, report.refused, report.duplicates) == (1, 1, 1, 1)
    assert report.rows[3].record_id == report.rows[0].record_id
    assert [found.code for row in report.rows for found in row.findings] == [
        "FIELD_MISSING",
        "PARTY_UNRESOLVED",
        "DUPLICATE",
    ]
    assert (
        await owner.fetchval("SELECT count(*) FROM penalty WHERE state = 'SUBMITTED' AND batch = '2026-0001'")
        == 2
    )
    stored = await owner.fetchrow("SELECT * FROM submission")
    assert stored is not None
    assert (stored["submitter"], stored["accepted"], stored["refused"], stored["province"]) == (
        "FJ_DRC",
        1,
        1,
        "350000",
    )


async def test_an_accepted_row_is_stored_as_it_was_cleaned(
    db: Database, clock: Clock, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    await submit(db, DRC, clock, "penalty", "b", [{**ROW, "fine": "5000元", "decidedOn": "2026/2/3"}])

    stored = await owner.fetchrow("SELECT * FROM penalty")

    assert stored is not None
    assert (str(stored["fine"]), stored["decided_on"].isoformat(), stored["kind"]) == (
        "0.500000",
        "2026-02-03",
        ["FINE"],
    )
    assert (stored["canonical_number"], stored["region"], stored["city"]) == (
        "榕鼓市监处罚〔2026〕12号",
        "350102",
        "350100",
    )
    assert (stored["source_name"], stored["party_name_opened"]) == (
        "福建省发展和改革委员会",
        ROW["partyName"],
    )


async def test_sending_a_batch_again_gives_the_same_report_and_changes_nothing(
    db: Database, clock: Clock, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    rows = [ROW, REFUSED, UNRESOLVED, OTHER_SPELLING]
    first = await submit(db, DRC, clock, "penalty", "b", rows)
    before = await everything(owner)

    second = await submit(db, DRC, clock, "penalty", "b", rows)

    assert second == first
    assert await everything(owner) == before


async def test_the_same_number_with_other_content_is_refused_and_nothing_stored(
    db: Database, clock: Clock, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    await submit(db, DRC, clock, "penalty", "b", [ROW])
    before = await everything(owner)

    with pytest.raises(BatchConflict):
        await submit(db, DRC, clock, "penalty", "b", [UNRESOLVED])

    assert await everything(owner) == before


async def test_without_a_number_the_content_gives_one(db: Database, clock: Clock) -> None:
    first = await submit(db, DRC, clock, "penalty", None, [ROW])
    second = await submit(db, DRC, clock, "penalty", None, [ROW])
    other = await submit(db, DRC, clock, "penalty", None, [UNRESOLVED])

    assert first == second
    assert other.batch != first.batch


async def test_a_decision_sent_under_another_number_repeats_the_own_record(
    db: Database, clock: Clock
) -> None:
    first = await submit(db, DRC, clock, "penalty", "b1", [ROW, UNRESOLVED])

    second = await submit(db, DRC, clock, "penalty", "b2", [OTHER_SPELLING, UNRESOLVED])

    assert verdicts(second) == ["DUPLICATE", "DUPLICATE"]
    assert [row.record_id for row in second.rows] == [row.record_id for row in first.rows]


async def test_another_departments_record_is_never_mentioned(
    db: Database, clock: Clock, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    first = await submit(db, DRC, clock, "penalty", "b", [ROW])

    second = await submit(db, MARKET, clock, "penalty", "b", [ROW])

    assert verdicts(second) == ["ACCEPTED"]
    assert second.rows[0].record_id != first.rows[0].record_id
    assert await owner.fetchval("SELECT count(DISTINCT subject_id) FROM penalty") == 1


async def test_a_dry_run_gives_the_same_verdicts_and_writes_nothing(
    db: Database, clock: Clock, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    rows = [ROW, REFUSED, UNRESOLVED, OTHER_SPELLING]
    before = await everything(owner)

    rehearsed = await submit(db, DRC, clock, "penalty", "b", rows, dry_run=True)

    assert await everything(owner) == before
    assert {row.record_id for row in rehearsed.rows} == {None}
    real = await submit(db, DRC, clock, "penalty", "b", rows)
    assert verdicts(rehearsed) == verdicts(real)
    assert [row.findings for row in rehearsed.rows] == [row.findings for row in real.rows]


async def test_a_dry_run_names_the_record_that_a_row_repeats(db: Database, clock: Clock) -> None:
    first = await submit(db, DRC, clock, "penalty", "b1", [ROW])

    rehearsed = await submit(db, DRC, clock, "penalty", "b2", [ROW], dry_run=True)

    assert rehearsed.rows[0].record_id == first.rows[0].record_id


async def test_after_a_crash_between_chunks_sending_again_does_what_is_missing(
    db: Database, clock: Clock, owner: asyncpg.Connection[asyncpg.Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(submit.__globals__, "CHUNK", 2)
    accept = intake.accept
    calls = 0

    async def crash_at_the_second(*args: object, **more: object) -> list[intake.Accepted]:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise Unavailable
        return await accept(*args, **more)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(intake, "accept", crash_at_the_second)
    with pytest.raises(Unavailable):
        await submit(db, DRC, clock, "penalty", "b", numbered(5))
    stored = await owner.fetchval("SELECT count(*) FROM penalty")

    report = await submit(db, DRC, clock, "penalty", "b", numbered(5))

    assert stored == 2
    assert verdicts(report) == ["ACCEPTED"] * 5
    assert await owner.fetchval("SELECT accepted FROM submission") == 5
    assert await owner.fetchval("SELECT count(*) FROM penalty") == 5


async def test_progress_is_told_chunk_by_chunk(
    db: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(submit.__globals__, "CHUNK", 2)
    told: list[tuple[int, int]] = []

    await submit(
        db, DRC, clock, "penalty", "b", numbered(5), progress=lambda done, total: told.append((done, total))
    )

    assert told == [(2, 5), (4, 5), (5, 5)]


@pytest.mark.usefixtures("patient")
async def test_a_batch_sent_twice_at_once_is_stored_once(
    db: Database, clock: Clock, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    one, other = await asyncio.gather(
        *(submit(db, DRC, clock, "penalty", "b", [ROW, UNRESOLVED]) for _ in range(2))
    )

    assert one == other
    assert await owner.fetchval("SELECT count(*) FROM penalty") == 2
    assert await owner.fetchval("SELECT warned FROM submission") == 1


@pytest.mark.parametrize(
    "secret",
    [
        {"remark": f"机密★20年 {MARK}"},
        {"violationFact": f"内部资料，注意保存。{MARK}"},
        {"content": f"当事人既往病史：高血压。{MARK}"},
        {"血型": f"O {MARK}"},
        {"unknown": f"绝密★ {MARK}"},
        {**PERSON, "personIdNumber": "350102201003071013", "partyName": MARK[:3]},
    ],
)
async def test_what_is_refused_at_the_door_leaves_no_trace(
    db: Database,
    clock: Clock,
    owner: asyncpg.Connection[asyncpg.Record],
    secret: dict[str, object],
    statements: list[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG")

    report = await submit(db, DRC, clock, "penalty", "b", [{**ROW, **secret}])

    assert verdicts(report) == ["REFUSED"]
    assert len(report.rows[0].findings) == 1
    traces = "\n".join([str(report), await everything(owner), caplog.text, *statements])
    assert MARK[:3] not in traces
    assert "350102201003071013" not in traces
    assert await owner.fetchval("SELECT count(*) FROM subject") == 0


async def test_not_even_the_hash_of_the_batch_knows_what_was_refused_at_the_door(
    db: Database, clock: Clock
) -> None:
    first = await submit(db, DRC, clock, "penalty", "b", [ROW, {**ROW, "remark": "绝密★ 甲"}])

    second = await submit(db, DRC, clock, "penalty", "b", [ROW, {**ROW, "remark": "绝密★ 乙"}])

    assert second == first


async def test_refused_rows_store_number_verdict_and_findings_only(
    db: Database, clock: Clock, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    await submit(
        db,
        DRC,
        clock,
        "penalty",
        "b",
        [{**REFUSED, "partyName": MARK, "content": MARK, "documentNumber": MARK}],
    )

    assert MARK not in await everything(owner)
    assert await owner.fetchval("SELECT record_id FROM submission_row") is None
    assert await owner.fetchval("SELECT code FROM finding") == "FIELD_MISSING"


async def test_a_persons_name_and_document_are_stored_apart(
    db: Database, clock: Clock, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    report = await submit(db, DRC, clock, "penalty", "b", [PERSON])

    assert verdicts(report) == ["ACCEPTED"]
    main = await owner.fetchval("SELECT string_agg(t::text, '') FROM penalty t")
    assert "林试样" not in main
    assert "35020319851123202X" not in main
    assert await owner.fetchval("SELECT party_name FROM penalty_person") == "林试样"
    assert await owner.fetchval("SELECT s.natural FROM subject s") is True


async def test_unknown_columns_are_noted_once_for_the_file(db: Database, clock: Clock) -> None:
    rows = [{**row, "处室": "一处", "13900001111": "x"} for row in numbered(3)]

    report = await submit(db, DRC, clock, "penalty", "b", rows)

    assert verdicts(report) == ["ACCEPTED"] * 3
    assert [note.code for note in report.notes] == ["UNKNOWN_COLUMN", "UNKNOWN_COLUMN"]
    assert "The column 处室" in report.notes[0].message
    assert "13900001111" not in report.notes[1].message


async def test_a_mapping_is_part_of_the_content(db: Database, clock: Clock) -> None:
    await submit(db, DRC, clock, "penalty", "b", [ROW])

    with pytest.raises(BatchConflict):
        await submit(db, DRC, clock, "penalty", "b", [ROW], open_mapping("published-decisions"))


async def test_an_empty_batch_is_a_batch(db: Database, clock: Clock) -> None:
    report = await submit(db, DRC, clock, "penalty", "b", [])

    assert report.rows == ()


async def test_submitting_needs_the_scope(db: Database, clock: Clock) -> None:
    with pytest.raises(ScopeMissing) as refusal:
        await submit(db, replace(DRC, scopes=frozenset()), clock, "penalty", "b", [ROW])

    assert "record:submit" in refusal.value.message


@pytest.mark.parametrize("department", [None, "NO_SUCH"])
async def test_submitting_needs_a_registered_department(
    db: Database, clock: Clock, department: str | None
) -> None:
    with pytest.raises(BadRequest) as refusal:
        await submit(db, replace(DRC, department=department), clock, "penalty", "b", [ROW])

    assert "belongs to no registered department" in refusal.value.message


@pytest.mark.parametrize(
    ("item", "batch"),
    [("passport", "b"), ("penalty", ""), ("penalty", "a b"), ("penalty", "x" * 65), ("penalty", "a\x00")],
)
async def test_an_unknown_item_or_an_unusable_number_is_refused(
    db: Database, clock: Clock, item: str, batch: str
) -> None:
    with pytest.raises(ArgumentInvalid):
        await submit(db, DRC, clock, item, batch, [ROW])
