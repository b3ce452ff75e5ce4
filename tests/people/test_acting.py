"""What a person does in a session goes the way of every caller: the compiler reads, the entry names the person, rights are those of now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
import pytest
from starlette.requests import Request as Incoming

from exchange.access import ANONYMOUS, Caller
from exchange.api.engine import Engine, Request
from exchange.api.schema import schema
from exchange.errors import Unauthenticated
from exchange.grants import accounts
from exchange.oauth.door import Door
from exchange.oauth.sign_in import SignIn
from exchange.web.cookies import Cookie
from exchange.web.people import People
from tests.people.conftest import signed_in

if TYPE_CHECKING:
    import asyncpg

    from exchange.clock import Clock
    from exchange.database import Database
    from exchange.settings import Settings
    from tests.people.browser import Browser

    Owner = asyncpg.Connection[asyncpg.Record]

SEARCH = '{ subjects(search: "林大山") { totalCount } }'
VERIFY = """mutation { verifyRecord(input: {id: "00000000-0000-4000-8000-000000000001"}) {
  __typename ... on Refused { code } } }"""


async def _asked(engine: Engine, caller: Caller, document: str) -> dict[str, Any]:
    answer: dict[str, Any] = orjson.loads((await engine.answer(Request(document), caller)).body)
    return answer


async def test_a_person_reads_through_the_compiler_until_the_session_ends(
    browser: Browser, db: Database, clock: Clock, settings: Settings, owner: Owner
) -> None:
    await signed_in(browser)
    people = People(SignIn(db, clock), Cookie(settings.issuer))
    engine = Engine(schema(), db, clock, Door(db, clock, settings.issuer).refresh)
    request = browser.web.build_request("GET", "/console")
    caller = await people.caller(_starlette(request.headers.get("cookie", "")))

    found = await _asked(engine, caller, SEARCH)
    entry = await owner.fetchrow("SELECT actor, client, department FROM access_entry")
    await browser.sign_out()
    with pytest.raises(Unauthenticated):
        await engine.answer(Request(SEARCH), caller)
    nobody = await people.caller(_starlette(request.headers.get("cookie", "")))

    assert found == {"data": {"subjects": {"totalCount": 0}}}
    assert tuple(entry or ()) == ("clerk", None, "FJ_INFORMATION_CENTRE")
    assert nobody == await people.caller(_starlette("")) == ANONYMOUS
    assert await owner.fetchval("SELECT count(*) FROM access_entry") == 1


async def test_rights_that_change_while_a_request_is_under_way_are_those_of_its_end(
    browser: Browser, db: Database, clock: Clock, settings: Settings
) -> None:
    await signed_in(browser)
    sign_in = SignIn(db, clock)
    engine = Engine(schema(), db, clock, Door(db, clock, settings.issuer).refresh)
    caller = await sign_in.caller(browser.cookie)
    async with db.writing() as session:
        await accounts.change_account(session, clock, "admin", "clerk", roles=["partner"])

    written = await _asked(engine, caller, VERIFY)
    async with db.writing() as session:
        await accounts.lock_account(session, clock, "admin", "clerk")

    assert written["data"]["verifyRecord"]["code"] == "SCOPE_MISSING"
    for document in (SEARCH, VERIFY):
        with pytest.raises(Unauthenticated):
            await engine.answer(Request(document), caller)


def _starlette(cookie: str) -> Incoming:
    return Incoming({"type": "http", "method": "GET", "headers": [(b"cookie", cookie.encode())]})


async def test_administrators_manage_people_by_the_api_and_nobody_else_does(
    db: Database, clock: Clock, settings: Settings, owner: Owner, people: None
) -> None:
    door = Door(db, clock, settings.issuer)
    engine = Engine(schema(), db, clock, door.refresh)
    admin, other, clerk = [
        await door.refresh(Caller(person=name, actor=name)) for name in ("admin", "other", "clerk")
    ]

    async def done(caller: Caller, name: str, given: str) -> dict[str, Any]:
        document = (
            f"mutation {{ {name}(input: {{{given}}}) {{ __typename ... on Refused {{ code message }} "
            "... on PersonDone { login initialPassword recoveryCode proposal } } }"
        )
        found: dict[str, Any] = (await _asked(engine, caller, document))["data"][name]
        return found

    office = 'department: "FJ_MARKET", jurisdiction: "350000"'
    new = f'login: "new", name: "新人", roles: ["partner"], reason: "新到岗", {office}'
    made = await done(admin, "createPerson", new)
    given = await _asked(
        engine,
        other,
        f'mutation {{ approveProposal(input: {{id: "{made["proposal"]}", reason: "同意"}}) {{ __typename }} }}',
    )
    codes = [
        (await done(clerk, "createPerson", new))["code"],
        (await done(admin, "createPerson", new))["code"],
        (await done(admin, "changePerson", 'login: "admin", roles: ["keeper"]'))["code"],
        (await done(admin, "changePerson", 'login: "new", roles: ["administrator", "keeper"]'))["code"],
        (await done(admin, "lockPerson", 'login: "nobody"'))["code"],
    ]
    changed = await done(admin, "changePerson", 'login: "new", jurisdiction: "350100"')
    locked = await done(admin, "lockPerson", 'login: "new"')
    unlocked = await done(admin, "unlockPerson", 'login: "new"')
    reset = await done(admin, "resetPersonPassword", 'login: "new"')
    linked = await done(admin, "linkPerson", 'login: "new", value: "p-1", reason: "统一身份认证"')
    await done(admin, "askFactorRecovery", 'login: "clerk"')
    alone = await done(admin, "approveFactorRecovery", 'login: "clerk"')
    together = await done(other, "approveFactorRecovery", 'login: "clerk"')

    assert made["login"] == "new"
    assert given["data"]["approveProposal"]["__typename"] == "AccessChanged"
    assert made["initialPassword"]
    assert codes == ["SCOPE_MISSING", "BAD_REQUEST", "SECOND_PERSON", "ROLES_APART", "NOT_FOUND"]
    assert {one["__typename"] for one in (changed, locked, unlocked, reset, linked)} == {"PersonDone"}
    assert reset["initialPassword"] not in {None, made["initialPassword"]}
    assert alone["code"] == "SECOND_PERSON"
    assert together["recoveryCode"]
    lines = await owner.fetch("SELECT actor, what FROM access_change WHERE target = 'clerk' ORDER BY id DESC")
    assert [tuple(one) for one in lines[:2]] == [
        ("other", "account.recovery.approve"),
        ("admin", "account.recovery.ask"),
    ]
