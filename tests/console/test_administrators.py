"""Administrators' pages: made from the mutations, open to those who manage access, and to a data subject what is told of itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exchange import policy_check
from exchange.grants import accounts, clients
from tests.console.conftest import SENDER, posted, proof
from tests.grants.test_narrowed import PERSON
from tests.people.conftest import FACTOR, PASSWORD, signed_in
from tests.query.test_corpus import WORLD

if TYPE_CHECKING:
    import asyncpg

    from exchange.clock import Clock
    from exchange.database import Database
    from tests.people.browser import Browser
    from tests.people.conftest import Opened

    Owner = asyncpg.Connection[asyncpg.Record]

OFFICE = {"roles": "keeper", "department": "FJ_DRC", "jurisdiction": "350000"}
ENTRY = (
    "INSERT INTO access_entry (at, actor, department, purpose, subjects, fields, policy, province) "
    "VALUES (now(), 'someone', 'FJ_FINANCE', '专项资金审核', ARRAY[$1::uuid], '{Penalty.partyName}', 'x', '350000')"
)


async def test_a_person_is_made_with_a_password_told_once_and_a_role_by_two(opened: Opened) -> None:
    admin, other = await signed_in(await opened(), "admin"), await signed_in(await opened(), "other")
    await admin.open("/console/people/new/createPerson")
    await admin.send(OFFICE, login="wang", reason="新到岗")
    missing, kept = admin.wrong, admin.typed["login"]
    await admin.send(OFFICE, login="wang", name="王五")
    unexplained = admin.status, "" in admin.wrong
    await admin.send(OFFICE, login="wang", name="王五", reason="新到岗")
    told = admin.page
    found = re.search(r"/console/proposals/[0-9a-f-]{36}", told)
    assert found
    await admin.open("/console/people/wang")
    waiting = admin.page
    await other.open(f"{found[0]}/approveProposal")
    await other.send(reason="同意")
    decided = other.page
    await admin.open("/console/people/wang")

    assert (set(missing), kept) == ({"name"}, "wang")
    assert unexplained == (400, True)
    assert "初始口令" in told
    assert ("尚无角色" in waiting, "初始口令" in waiting) == (True, False)
    assert "恢复码" in decided  # told to who approved: without it nobody sets up the factor
    assert ("平台经办人" in admin.page, "尚无角色" in admin.page) == (True, False)


async def test_what_is_refused_is_told_on_the_form_and_nothing_typed_is_lost(browser: Browser) -> None:
    await signed_in(browser, "admin")
    await browser.open("/console/clients/new/createClient?lang=en")
    await browser.send(name="Treasury", role="partner", department="FJ_NOWHERE", reason="onboarding")
    refused = browser.status, browser.wrong[""], browser.typed["name"]
    await browser.send(
        name="Treasury", role="partner", department="FJ_FINANCE", jurisdiction="350000", reason="onboarding"
    )
    told = browser.page
    found = re.search(r"client-[0-9a-f]{12}", told)
    assert found
    await browser.open(f"/console/clients/{found[0]}/addClientKey?lang=en")
    await browser.send(jwk="no key")

    assert refused[0] == 400
    assert refused[1]
    assert refused[2] == "Treasury"
    assert "Secret" in told
    assert (browser.status, "no key" in browser.page) == (400, True)


async def test_the_people_of_a_department_renew_the_secret_of_its_client_on_a_page(
    browser: Browser, db: Database, clock: Clock
) -> None:
    async with db.writing() as session:
        await accounts.create_account(session, clock, "test", SENDER)
        for client, department in (("ours", "FJ_MARKET"), ("theirs", "FJ_FINANCE")):
            wanted = clients.Wanted(f"{client}程序", "origin", department, "350000", client_id=client)
            await clients.create_client(session, clock, "test", wanted)
    await signed_in(browser, "sender")

    listed = (await browser.open("/console/own-clients")).page
    await browser.open("/console/own-clients/ours/renewClientSecret")
    told = (await browser.send()).page
    await browser.open("/console/own-clients/ours/addClientKey?lang=en")
    wrong = (await browser.send(jwk="no key")).status
    foreign = (await browser.open("/console/own-clients/theirs")).status

    assert ("ours程序" in listed, "theirs程序" in listed) == (True, False)
    assert ("密钥" in told, "只显示这一次" in told) == (True, True)
    assert (wrong, foreign) == (400, 404)


async def test_who_manages_no_access_is_shown_none_of_it(browser: Browser) -> None:
    await signed_in(browser)
    places = (
        "/clients",
        "/clients/x",
        "/people/new/createPerson",
        "/rules/compare",
        "/entries",
        "/use",
        "/unused",
    )
    found = [(await browser.open(f"/console{place}")).status for place in places]
    await browser.open("/console")

    assert found == [403] * len(places)
    assert 'href="/console/clients"' not in browser.page
    assert 'href="/console/agreements"' in browser.page


async def test_what_is_wrong_with_a_rule_file_is_said_in_chinese_and_the_file_is_kept_as_it_was_typed(
    browser: Browser,
) -> None:
    await signed_in(browser, "admin")
    await browser.open("/console/rules/compare")
    given = {"proof": proof(browser), "name": "penalty.toml", "text": "[rows.nobody]\nwhen = []\n"}

    await posted(browser, "/console/rules/compare", given)
    told, kept = browser.wrong[""], "[rows.nobody]" in browser.page
    await posted(browser, "/console/rules/compare", given | {"text": "no toml"})

    assert (browser.status, kept) == (400, True)
    assert "规则文件 auth/disclosure/penalty.toml，rows." in told
    assert not re.search("[a-z]{2,} [a-z]{2,} [a-z]{2,}", told)
    assert "penalty.toml，整个文件：不是 UTF-8 编码的 TOML：" in browser.wrong[""]
    assert "line 1" in browser.wrong[""]
    assert ">no toml</textarea>" in browser.page


async def test_a_data_subject_sees_who_looked_at_it(
    browser: Browser, db: Database, clock: Clock, owner: Owner
) -> None:
    async with db.writing() as session:
        await policy_check._build(session, WORLD, clock)
        one = accounts.Person("lin", "林大山", ("subject",), None, None, PERSON, PASSWORD, FACTOR)
        await accounts.create_account(session, clock, "test", one)
    await owner.execute(ENTRY, PERSON)
    await signed_in(browser, "lin")
    await browser.open("/console/entries")

    assert "福建省财政厅" in browser.page
    assert "专项资金审核" in browser.page
    assert "当事人" in browser.page or "相对人" in browser.page
    assert "someone" not in browser.page
