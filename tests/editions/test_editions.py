"""A new edition of the catalogue: checked row by row, loaded whole, in force in every process from its first day on, compared."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from exchange.catalogue import SharingClass, shipped
from exchange.clock import Clock
from exchange.database import Database
from exchange.editions import load, stored
from exchange.editions.check import COLUMNS, check
from exchange.errors import EditionRefused, GuardRefused
from exchange.model import DishonestyRecord
from exchange.prepare import prepare
from exchange.submissions import submit
from tests.api.conftest import KEEPER, NOBODY, ORIGIN
from tests.api.test_life_of_a_penalty import ROW
from tests.records.conftest import COMPANY, PERSON, SHARED, Office
from tests.records.conftest import stored as row_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    import asyncpg

    from exchange.catalogue import CatalogueEntry
    from exchange.settings import Settings

    Ask = Callable[..., Awaitable[dict[str, Any]]]

TODAY = dt.date(2026, 6, 1)
START = dt.date(2026, 6, 2)
NOW = tuple(one for one in shipped() if one.edition == 2026)
NEXT = (
    *(
        replace(one, sharing_class=SharingClass.CONDITIONAL, retention_months=120)
        if one.code == "DISHONESTY_BODY"
        else one
        for one in NOW
        if one.item != "penalty"
    ),
    replace(NOW[0], code="SUBJECT_FOREIGN", item="penalty", subject_kinds=frozenset({"GOVERNMENT"})),
)
"""Without penalties of enterprises; dishonesty of bodies under an agreement, and kept for ten years."""


def at(settings: Settings, day: dt.date) -> Clock:
    return Clock(replace(settings, now=dt.datetime.combine(day, dt.time(4), dt.UTC)))


async def loaded(
    db: Database,
    clock: Clock,
    edition: int = 2027,
    start: dt.date = START,
    entries: Sequence[CatalogueEntry] = NEXT,
) -> bool:
    async with db.writing() as session:
        return await load.load(session, clock, "clerk", edition, start, entries)


async def periods(owner: asyncpg.Connection[Any]) -> dict[int, tuple[dt.date, dt.date | None, int]]:
    rows = await owner.fetch(
        "SELECT edition, min(valid_from) f, max(valid_until) u, count(*) n, count(DISTINCT valid_until) d "
        "FROM catalogue_item GROUP BY edition"
    )
    assert all(row["d"] <= 1 for row in rows)
    return {row["edition"]: (row["f"], row["u"], row["n"]) for row in rows}


async def test_every_process_goes_by_a_loaded_edition_from_its_first_day_on(
    db: Database, settings: Settings, owner: asyncpg.Connection[Any]
) -> None:
    verdicts: list[list[str]] = []
    async with Database.open(settings) as another:
        await submit(
            db, ORIGIN, at(settings, TODAY), "penalty", "before", [{**ROW, "decidedOn": "2026-05-29"}]
        )
        await loaded(db, at(settings, TODAY))

        for process, day, batch in (
            (another, TODAY, "same-day"),
            (db, START, "first-day"),
            (another, START, "there-too"),
        ):
            sent = [
                {
                    **ROW,
                    "decidedOn": "2026-05-29",
                    "documentNumber": f"闽市监罚〔2026〕{100 + len(verdicts)}号",
                }
            ]
            report = await submit(process, ORIGIN, at(settings, day), "penalty", batch, sent)
            verdicts.append([one.code for one in report.rows[0].findings if one.refuses])

    assert verdicts == [[], ["NOT_IN_CATALOGUE"], ["NOT_IN_CATALOGUE"]]
    assert [
        one["catalogue_edition"] for one in await owner.fetch("SELECT catalogue_edition FROM penalty")
    ] == [2026, 2026]
    assert (await periods(owner))[2026] == (dt.date(2026, 4, 1), START, 21)
    assert (await periods(owner))[2027] == (START, None, len(NEXT))


async def test_a_record_is_kept_by_its_own_edition_and_shared_by_that_of_today(
    db: Database, settings: Settings, owner: asyncpg.Connection[Any]
) -> None:
    office = Office(db, settings)
    old = await office.go(await office.take(DishonestyRecord, COMPANY), *SHARED[:3])
    unlisted = await office.go(await office.take(), *SHARED[:3])
    await loaded(db, at(settings, TODAY))
    office.today = START
    new = await office.take(DishonestyRecord, COMPANY, decided_on=START)
    await office.go(old, "share")

    with pytest.raises(GuardRefused, match="the catalogue in force has no entry"):
        await office.move(unlisted, "share")
    for record in (old, new):
        await office.go(record, "withdraw")
    office.today = dt.date(2031, 6, 3)
    archived = await office.move(old, "archive")
    with pytest.raises(GuardRefused, match="until 2036-06-02"):
        await office.move(new, "archive")

    assert archived.state == "ARCHIVED"
    assert [(await row_of(owner, one))["catalogue_edition"] for one in (old, new)] == [2026, 2027]


async def test_what_is_corrected_is_taken_in_under_the_edition_of_that_day(
    db: Database, settings: Settings, owner: asyncpg.Connection[Any]
) -> None:
    office = Office(db, settings)
    record = await office.go(await office.take(DishonestyRecord, PERSON), "return")
    await loaded(db, at(settings, TODAY))
    office.today = START
    kept = dict(await row_of(owner, record))
    corrections = {
        name: kept[name]
        for name in ("document_number", "decided_on", "authority_name", "social_impact", "misconduct")
    }

    await office.move(record, "correct", corrections=corrections)

    assert (kept["catalogue_edition"], (await row_of(owner, record))["catalogue_edition"]) == (2026, 2027)


@pytest.mark.parametrize(
    ("edition", "start", "sentence"),
    [
        (2027, TODAY, "2026-06-01 is not a day to come"),
        (2026, START, "it is in force since 2026-04-01"),
        (2023, START, "A higher number has to begin later, a lower one earlier"),
    ],
)
async def test_what_does_not_fit_beside_the_other_editions_is_refused_and_changes_nothing(
    db: Database,
    settings: Settings,
    owner: asyncpg.Connection[Any],
    edition: int,
    start: dt.date,
    sentence: str,
) -> None:
    before = await owner.fetch("SELECT * FROM catalogue_item ORDER BY edition, code")

    with pytest.raises(EditionRefused, match=sentence):
        await loaded(db, at(settings, TODAY), edition, start)

    assert await owner.fetch("SELECT * FROM catalogue_item ORDER BY edition, code") == before


async def test_until_its_first_day_an_edition_may_be_loaded_again_and_twice_the_same_is_once(
    db: Database, settings: Settings, owner: asyncpg.Connection[Any]
) -> None:
    clock = at(settings, TODAY)
    await loaded(db, clock, 2028, dt.date(2028, 4, 1), NOW)

    first = await loaded(db, clock)
    again = await loaded(db, clock)
    mended = await loaded(db, clock, start=dt.date(2027, 4, 1), entries=NEXT[1:])
    late = await loaded(db, at(settings, dt.date(2027, 5, 1)), start=dt.date(2027, 4, 1), entries=NEXT[1:])

    assert (first, again, mended, late) == (True, False, True, False)
    found = await periods(owner)
    assert found[2026][1] == dt.date(2027, 4, 1)
    assert found[2027] == (dt.date(2027, 4, 1), dt.date(2028, 4, 1), len(NEXT) - 1)
    assert await owner.fetchval("SELECT count(*) FROM access_change WHERE what = 'catalogue.load'") == 3


async def test_a_start_leaves_what_was_loaded_and_follows_the_shipped_file_otherwise(
    db: Database, settings: Settings, owner: asyncpg.Connection[Any]
) -> None:
    await loaded(db, at(settings, TODAY))
    await owner.execute("UPDATE catalogue_item SET name = 'changed by hand' WHERE edition = 2025")
    before = await periods(owner)

    await prepare(settings)

    assert await periods(owner) == before
    assert await owner.fetchval("SELECT count(*) FROM catalogue_item WHERE name = 'changed by hand'") == 0
    async with db.writing() as session:
        own = await stored.entries(session, stored.TABLE.c.edition == 2027)
    assert {one.code for one in own} == {one.code for one in NEXT}


COMPARE = """query ($before: Int!, $after: Int!) {
  catalogueChanges(first: 100, where: {fromEdition: {is: $before}, toEdition: {is: $after}}) {
    edges { node { code change fieldsChanged records earlier { sharingClass } later { sharingClass retentionMonths } } }
  }
}"""


async def test_editions_are_compared_entry_by_entry_with_the_records_that_the_caller_sees(
    db: Database, settings: Settings, ask: Ask
) -> None:
    office = Office(db, settings)
    await office.go(await office.take(DishonestyRecord, COMPANY), *SHARED)
    await office.take(DishonestyRecord, COMPANY)
    await office.go(await office.take(), *SHARED, "publish")
    await office.take(DishonestyRecord, PERSON)
    await loaded(db, at(settings, TODAY))

    told = {}
    for who in (KEEPER, NOBODY):
        edges = (await ask(who, COMPARE, before=2026, after=2027))["data"]["catalogueChanges"]["edges"]
        told[who.client] = {edge["node"]["code"]: edge["node"] for edge in edges}

    seen = told[KEEPER.client]
    assert {code: one["change"] for code, one in seen.items()} == {
        "DISHONESTY_BODY": "CHANGED", "PENALTY_ORGANISATION": "REMOVED", "PENALTY_PERSON": "REMOVED", "SUBJECT_FOREIGN": "ADDED",
    }  # fmt: skip
    assert seen["DISHONESTY_BODY"] == {
        "code": "DISHONESTY_BODY", "change": "CHANGED", "fieldsChanged": ["SHARING_CLASS", "RETENTION_MONTHS"], "records": 2,
        "earlier": {"sharingClass": "UNCONDITIONAL"}, "later": {"sharingClass": "CONDITIONAL", "retentionMonths": 120},
    }  # fmt: skip
    assert [
        seen[code]["records"] for code in ("PENALTY_ORGANISATION", "PENALTY_PERSON", "SUBJECT_FOREIGN")
    ] == [1, None, 0]
    assert (seen["SUBJECT_FOREIGN"]["earlier"], seen["PENALTY_PERSON"]["later"]) == (None, None)
    public = told[NOBODY.client]
    assert [public[code]["records"] for code in ("DISHONESTY_BODY", "PENALTY_ORGANISATION")] == [0, 1]


def file_row(**changed: object) -> dict[str, object]:
    one = NOW[2]
    row = {column: getattr(one, name) for column, name in COLUMNS.items()}
    return row | {"subject_kinds": "企业；个体工商户", "sharing_class": "无条件共享"} | changed


def test_a_file_may_use_chinese_labels_and_names_of_codes() -> None:
    chinese = {
        "信息类别": "行政处罚", "条目编码": "X1", "条目名称": "处罚", "信用主体性质": "企业、个体工商户", "归集来源": "机关", "依据": "法",
        "共享属性": "有条件共享", "公开属性": "公开", "保存期限": 60.0, "更新频率": "每日", "目录版本": 2027,
    }  # fmt: skip

    found = check([chinese])

    assert found.problems == []
    entry = found.entries[0]
    assert (entry.item, entry.code, entry.retention_months) == ("penalty", "X1", 60)
    assert entry.subject_kinds == {"ENTERPRISE", "SELF_EMPLOYED"}
    assert "Nothing about subject (" in found.notes[0]


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([file_row(zh="")], "row 1, zh: it is empty"),
        ([file_row(item="红灯")], "row 1, item: this exchange collects no such item"),
        (
            [file_row(), file_row(code="B", subject_kinds="企业")],
            "row 2, subject_kinds: row 1 lists penalty about ENTERPRISE already",
        ),
        (
            [file_row(), file_row(subject_kinds="公务员")],
            "row 2, code: row 1 lists the code PENALTY_ORGANISATION already",
        ),
        ([file_row(sharing_class="秘密")], "row 1, sharing_class: '秘密' is none of UNCONDITIONAL"),
        ([file_row(subject_kinds="企业;外星人")], "row 1, subject_kinds: '外星人' is none of GOVERNMENT"),
        ([file_row(retention_months="五年")], "row 1, retention_months: write whole months, 1 to 1200"),
        ([file_row(retention_months="99999")], "row 1, retention_months: write whole months"),
        ([file_row(definition="字" * 2001)], "row 1, definition: it is longer than 2000"),
        (["it has 3 cells, but the first line names 2 columns."], "row 1: it has 3 cells"),
    ],
)
def test_a_clerk_is_told_row_by_row_what_is_wrong(rows: list[Any], problem: str) -> None:
    found = check(rows)

    assert [one for one in found.problems if one.startswith(problem)], found.problems
