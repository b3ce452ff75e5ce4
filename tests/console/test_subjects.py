"""Somebody is looked for by name or code, and found with all that is on record, as far as the person may see it and for what."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from exchange.grants import accounts, agreements
from exchange.web.console import subjects
from tests.api.test_life_of_a_penalty import ROW, published
from tests.people.conftest import FACTOR, PASSWORD, signed_in

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import asyncpg

    from exchange.clock import Clock
    from exchange.database import Database
    from tests.people.browser import Browser
    from tests.people.conftest import Opened

    Owner = asyncpg.Connection[asyncpg.Record]
    Ask = Callable[..., Awaitable[dict[str, Any]]]

FOUND = re.compile(r'<td data-name="名称（姓名）"><a href="([^"]+)">([^<]+)</a>')


async def somebody(opened: Opened, db: Database, clock: Clock, role: str) -> Browser:
    """A person of the market regulator in a role, signed in."""
    one = accounts.Person(role, "某人", (role,), "FJ_MARKET", "350000", None, PASSWORD, FACTOR)
    async with db.writing() as session:
        await accounts.create_account(session, clock, "test", one)
    return await signed_in(await opened(), role)


async def agreed(db: Database, clock: Clock) -> str:
    """An agreement of the market regulator over penalties."""
    today = clock.today()
    terms = agreements.Terms(
        "共享协议",
        "FJ_MARKET",
        "市场监管",
        "条例",
        ("subject", "penalty"),
        "350000",
        today,
        today + dt.timedelta(days=9),
    )
    async with db.writing() as session:
        return str(await agreements.sign_agreement(session, clock, "test", terms))


async def test_a_subject_is_found_by_name_or_code_and_shown_with_its_records_and_its_record_leads_back(
    clerk: Browser, ask: Ask
) -> None:
    record = await published(ask)
    fresh = (await clerk.open("/console/subjects")).page
    by_name = FOUND.findall((await clerk.open(f"/console/subjects?search={str(ROW['partyName'])[2:6]}")).page)
    by_code = FOUND.findall((await clerk.open(f"/console/subjects?search={ROW['partyCreditCode']}")).page)

    page = (await clerk.open(by_code[0][0])).page
    every = (await clerk.open(f"{by_code[0][0]}/penalty")).page
    back = (await clerk.open(f"/console/records/penalty/{record}")).page

    assert "没有找到" not in fresh
    assert by_name == by_code == [(by_code[0][0], ROW["partyName"])]
    assert all(f'href="/console/records/penalty/{record}"' in one for one in (page, every))
    assert str(ROW["partyCreditCode"]) in page
    assert f'<a href="{by_code[0][0]}">{ROW["partyName"]}</a>' in back


async def test_what_is_not_found_or_cannot_be_asked_keeps_what_was_typed_and_says_what_to_do(
    clerk: Browser,
) -> None:
    none = await clerk.open("/console/subjects?search=查无此人&kind=ENTERPRISE")
    told, kept = "没有找到。请减少字数" in none.page, 'value="查无此人"' in none.page
    long = await clerk.open(f"/console/subjects?search={'长' * 500}")
    wrong = long.status, bool(long.wrong[""]), f'value="{"长" * 500}"' in long.page
    odd = [
        (await clerk.open(f"/console/subjects/{one}")).status
        for one in ("nobody", "00000000-0000-4000-8000-000000000000", "x/penalty", "x/nothing")
    ]

    assert (told, kept) == (True, True)
    assert wrong == (400, True, True)
    assert all(status in {400, 404} for status in odd)


async def test_an_agreement_is_chosen_once_and_goes_along_from_page_to_page_and_nobody_elses_is_offered(
    opened: Opened, db: Database, clock: Clock, ask: Ask, partner: Browser
) -> None:
    await published(ask)
    agreement = await agreed(db, clock)
    reader = await somebody(opened, db, clock, "agreed")
    plain = (await reader.open(f"/console/subjects?search={ROW['partyCreditCode']}")).page
    under = (await reader.open(f"/console/subjects?search={ROW['partyCreditCode']}&under={agreement}")).page
    followed = (await reader.open(FOUND.findall(under)[0][0].replace("&amp;", "&"))).page
    stranger = (
        await partner.open(f"/console/subjects?search={ROW['partyCreditCode']}&under={agreement}")
    ).page
    made_up = await reader.open("/console/subjects?under=00000000-0000-4000-8000-000000000000")

    assert (f'<option value="{agreement}"' in plain, f"under={agreement}" in plain) == (True, False)
    assert f'<option value="{agreement}" selected' in followed
    assert f"under={agreement}" in followed
    assert agreement not in re.sub(r'href="[^"]*"', "", stranger)
    assert "所填的查询依据不能使用" in made_up.page


async def test_discipline_inspection_names_its_case_and_the_access_entry_has_it(
    opened: Opened, db: Database, clock: Clock, ask: Ask, owner: Owner
) -> None:
    await published(ask)
    reader = await somebody(opened, db, clock, "discipline")
    found = FOUND.findall(
        (await reader.open(f"/console/subjects?search={ROW['partyCreditCode']}&inCase=样〔2026〕1号")).page
    )

    await reader.open(found[0][0].replace("&amp;", "&"))
    too_long = await reader.open(f"/console/subjects?inCase={'长' * 300}")

    assert (
        await owner.fetchval("SELECT count(*) FROM access_entry WHERE discipline_case = '样〔2026〕1号'") > 0
    )
    assert "所填的查询依据不能使用" in too_long.page


def test_every_kind_that_a_subject_has_a_list_of_is_on_its_page_once() -> None:
    kinds = [kind.item.key for kind in subjects._kinds()]

    assert len(kinds) == len(set(kinds)) > subjects.TOGETHER
    assert {"penalty", "complaint"} <= set(kinds)
    assert "share_request" not in kinds


async def test_who_reads_no_records_has_no_such_page(opened: Opened, people: None) -> None:
    admin = await signed_in(await opened(), "admin")

    assert (await admin.open("/console/subjects")).status == 403
    assert 'href="/console/subjects"' not in (await admin.open("/console")).page


async def test_a_data_subject_comes_from_the_search_to_its_own_file(
    opened: Opened, db: Database, clock: Clock, ask: Ask, owner: Owner
) -> None:
    await published(ask)
    code = str(ROW["partyCreditCode"])
    found = await owner.fetchval("SELECT id FROM subject WHERE credit_code = $1", code)
    one = accounts.Person("concerned", "某企业", ("subject",), None, None, found, PASSWORD, FACTOR)
    async with db.writing() as session:
        await accounts.create_account(session, clock, "test", one)
    browser = await signed_in(await opened(), "concerned")

    page = (await browser.open("/console/subjects")).page

    assert f'href="/console/subjects/{found}"' in page
    assert code in (await browser.open(f"/console/subjects/{found}")).page
