"""Who may have which account, who may change it, and that a change is felt with the next request."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from exchange.access import ANONYMOUS, Audience, Caller, Scope, apart, combined, roles
from exchange.account_limits import Limit, amount, load
from exchange.cli import app as commands
from exchange.database import Login
from exchange.errors import BadRequest, ExchangeError, NotFound, RolesApart, SecondPerson, StartupError
from exchange.grants import accounts, factors, people
from exchange.oauth.sign_in import SignIn
from exchange.reference import Line
from tests.people.conftest import FACTOR, PASSWORD, code, signed_in

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import asyncpg

    from exchange.clock import Clock
    from exchange.database import Database, WriteSession
    from exchange.settings import Settings
    from tests.people.browser import Browser

    Owner = asyncpg.Connection[asyncpg.Record]
    Step = Callable[[WriteSession, Clock], Awaitable[object]]

NEW = accounts.Person("new", "某人", ("partner",), "FJ_MARKET", "350000")
CHANGES: dict[str, Step] = {
    "account.create": lambda session, clock: accounts.create_account(session, clock, "zhang", NEW),
    "account.change": lambda session, clock: accounts.change_account(
        session, clock, "zhang", "clerk", roles=["origin"]
    ),
    "account.lock": lambda session, clock: accounts.lock_account(session, clock, "zhang", "clerk"),
    "account.password.reset": lambda session, clock: accounts.reset_password(
        session, clock, "zhang", "clerk"
    ),
}


async def test_each_change_leaves_one_line_raises_the_epoch_and_tells_no_secret(
    db: Database, clock: Clock, owner: Owner, people: None
) -> None:
    for what, change in CHANGES.items():
        before = await owner.fetchval("SELECT epoch FROM access_epoch")
        await owner.execute("UPDATE access_change SET actor = 'earlier'")
        async with db.writing() as session:
            told = await change(session, clock)

        assert await owner.fetchval("SELECT epoch FROM access_epoch") == before + 1
        lines = await owner.fetch("SELECT what, detail::text FROM access_change WHERE actor = 'zhang'")
        assert [one["what"] for one in lines] == [what]
        if isinstance(told, accounts.Told):
            assert told.password not in lines[0]["detail"]


REFUSED: list[tuple[accounts.Person, type[ExchangeError], str]] = [
    (accounts.Person("Zhang San", "x", ("partner",), "FJ_MARKET", "350000"), BadRequest, "small letters"),
    (accounts.Person("x2", " ", ("partner",), "FJ_MARKET", "350000"), BadRequest, "name"),
    (accounts.Person("x2", "x", ("emperor",), "FJ_MARKET", "350000"), BadRequest, "keeper"),
    (accounts.Person("x2", "x", (), "FJ_MARKET", "350000"), BadRequest, "keeper"),
    (accounts.Person("x2", "x", ("partner",), None, "350000"), BadRequest, "department"),
    (accounts.Person("x2", "x", ("partner",), "FJ_MARKET", None), BadRequest, "jurisdiction"),
    (accounts.Person("x2", "x", ("partner",), "NO_SUCH", "350000"), BadRequest, "registry"),
    (accounts.Person("x2", "x", ("subject",), "FJ_MARKET", "350000"), BadRequest, "subject"),
    (accounts.Person("x2", "x", ("subject", "partner")), BadRequest, "second account"),
    (accounts.Person("clerk", "x", ("partner",), "FJ_MARKET", "350000"), BadRequest, "already"),
    (
        accounts.Person("x2", "x", ("administrator", "keeper"), "FJ_DRC", "350000"),
        RolesApart,
        "access:manage never combines with person:read",
    ),
]


async def test_an_account_that_cannot_be_made_is_refused_with_what_to_mend(
    db: Database, clock: Clock, people: None
) -> None:
    for wanted, error, told in REFUSED:
        with pytest.raises(error) as refusal:
            async with db.writing() as session:
                await accounts.create_account(session, clock, "zhang", wanted)
        assert told in refusal.value.message


@given(st.sets(st.sampled_from(sorted(roles()))))
def test_no_union_of_roles_ever_holds_what_never_combines(names: set[str]) -> None:
    try:
        rights = combined(names)
    except BadRequest:
        assert not names or ("subject" in names and len(names) > 1)
    except RolesApart:
        scopes = frozenset[Scope]().union(*(roles()[one].scopes for one in names))
        assert apart(scopes)
    else:
        assert rights.scopes == frozenset[Scope]().union(*(roles()[one].scopes for one in names))
        assert not apart(rights.scopes)


async def test_nobody_changes_their_own_rights_and_nobody_recovers_alone(
    db: Database, clock: Clock, people: None
) -> None:
    alone: list[Step] = [
        lambda session, clock: accounts.change_account(session, clock, "admin", "admin", roles=["keeper"]),
        lambda session, clock: accounts.unlock_account(session, clock, "admin", "admin"),
        lambda session, clock: accounts.reset_password(session, clock, "admin", "admin"),
        lambda session, clock: factors.ask_recovery(session, clock, "clerk", "clerk"),
        lambda session, clock: factors.approve_recovery(session, clock, "admin", "clerk"),
        lambda session, clock: factors.approve_recovery(session, clock, "clerk", "clerk"),
    ]
    async with db.writing() as session:
        await factors.ask_recovery(session, clock, "admin", "clerk")

        for step in alone:
            with pytest.raises(SecondPerson):
                await step(session, clock)


async def test_a_lost_factor_comes_back_by_two_administrators_the_password_and_their_code(
    db: Database, clock: Clock, owner: Owner, browser: Browser
) -> None:
    async with db.writing() as session:
        await factors.ask_recovery(session, clock, "admin", "clerk")
        told = await factors.approve_recovery(session, clock, "other", "clerk")
        with pytest.raises(NotFound):
            await factors.approve_recovery(session, clock, "other", "clerk")
    await browser.open("/sign-in")
    await browser.send(login="clerk", password=PASSWORD)
    key = await owner.fetchval("SELECT factor_offered FROM account_secret WHERE login = 'clerk'")
    fits = factors.code_at(key, int(clock.real().timestamp()) // factors.STEP)

    await browser.send(code=fits, recovery="not it")
    refused = dict(browser.wrong)
    await browser.send(code=fits, recovery=told)

    assert key != FACTOR
    assert list(refused) == ["recovery"]
    assert browser.path == "/console"


async def test_a_recovery_that_waited_too_long_is_not_approved(
    db: Database, clock: Clock, owner: Owner, people: None
) -> None:
    async with db.writing() as session:
        await factors.ask_recovery(session, clock, "admin", "clerk")
    await owner.execute("UPDATE account_recovery SET ends_at = now() - interval '1 second'")

    with pytest.raises(NotFound):
        async with db.writing() as session:
            await factors.approve_recovery(session, clock, "other", "clerk")


async def _read(db: Database, clock: Clock, login: str) -> Caller | None:
    async with db.reading(Login.READER) as session:
        return await people.read(session, clock, login)


async def test_a_person_works_for_the_department_that_stands_in_the_place_of_the_old_one(
    db: Database, clock: Clock, owner: Owner, people: None
) -> None:
    yesterday = clock.today() - dt.timedelta(days=1)
    await owner.execute("UPDATE department SET successor_code = NULL, valid_until = NULL")
    before = await _read(db, clock, "admin")
    await owner.execute("UPDATE department SET valid_until = $1 WHERE code = 'FJ_DRC'", yesterday)
    without = await _read(db, clock, "admin")
    await owner.execute("UPDATE department SET successor_code = 'FJ_MARKET' WHERE code = 'FJ_DRC'")
    after = await _read(db, clock, "admin")
    await owner.execute("UPDATE department SET successor_code = 'FJ_DRC' WHERE code = 'FJ_MARKET'")
    in_a_ring = await _read(db, clock, "admin")

    assert before is not None
    assert (before.department, before.departments) == ("FJ_DRC", ("FJ_DRC",))
    assert without is None
    assert after is not None
    assert (after.department, after.departments) == ("FJ_MARKET", ("FJ_DRC", "FJ_MARKET"))
    assert in_a_ring is not None


async def test_roles_that_no_longer_go_together_give_nothing(
    db: Database, clock: Clock, owner: Owner, people: None
) -> None:
    for held in (["administrator", "keeper"], ["gone"], []):
        await owner.execute("UPDATE account SET roles = $1 WHERE login = 'admin'", held)

        assert await _read(db, clock, "admin") is None


async def test_a_locked_person_and_one_with_other_roles_feel_it_with_the_next_request(
    db: Database, clock: Clock, settings: Settings, browser: Browser
) -> None:
    await signed_in(browser)
    sign_in = SignIn(db, clock)
    before = await sign_in.caller(browser.cookie)
    async with db.writing() as session:
        await accounts.change_account(session, clock, "admin", "clerk", roles=["partner"])
    changed = await sign_in.caller(browser.cookie)
    async with db.writing() as session:
        await accounts.lock_account(session, clock, "admin", "clerk")

    assert (before.person, before.actor, before.client) == ("clerk", "clerk", None)
    assert Scope.RECORD_PUBLISH in before.scopes
    assert changed.scopes == roles()["partner"].scopes
    assert changed.audiences == {Audience.PARTNER, Audience.PUBLIC}
    assert await sign_in.caller(browser.cookie) == ANONYMOUS
    assert (await browser.open("/account")).path == "/sign-in"


async def test_a_locked_account_is_told_so_only_after_the_right_password(
    db: Database, clock: Clock, browser: Browser
) -> None:
    async with db.writing() as session:
        await accounts.lock_account(session, clock, "admin", "clerk")
    await browser.open("/sign-in")

    guessed = dict((await browser.send(login="clerk", password="wrong")).wrong)
    known = dict((await browser.send(login="clerk", password=PASSWORD)).wrong)

    assert list(guessed) == ["password"]
    assert list(known) == ["login"]


async def test_an_initial_password_ends_by_itself(db: Database, owner: Owner, browser: Browser) -> None:
    await owner.execute("UPDATE account_secret SET initial_until = now() WHERE login = 'fresh'")
    await browser.open("/sign-in")

    await browser.send(login="fresh", password="the initial one")

    assert "有效期" in browser.wrong["login"]


async def test_a_reset_password_leaves_the_factor_and_ends_the_sessions(
    db: Database, clock: Clock, browser: Browser
) -> None:
    await signed_in(browser)
    async with db.writing() as session:
        told = await accounts.reset_password(session, clock, "admin", "clerk")

    out = (await browser.open("/account")).path
    factor = (await browser.send(login="clerk", password=told.password)).path
    forced = (await browser.send(code=code(1))).path

    assert (out, factor, forced) == ("/sign-in", "/sign-in/factor", "/account/password")


def test_a_limit_is_a_dated_row_and_a_slip_in_it_is_told_by_its_line() -> None:
    cells = {"rule": "R", "limit": "idle", "amount": "5", "unit": "MINUTE", "basis": "b"}
    day = dt.date(2026, 1, 1)
    dated = [
        Line("f, line 2", cells | {"valid_from": "", "valid_to": "2026-01-01"}),
        Line("f, line 3", cells | {"amount": "7", "valid_from": "2026-01-01", "valid_to": ""}),
    ]

    assert [amount(Limit.IDLE, one, load(dated)) for one in (day - dt.timedelta(days=1), day)] == [5, 7]
    with pytest.raises(LookupError):
        amount(Limit.IDLE, day, load(dated[:1]))
    for change in ({"limit": "lunch"}, {"unit": "TIME"}, {"amount": "0"}, {"amount": "x"}, {"basis": ""}):
        with pytest.raises(StartupError, match="line 3"):
            load([Line("f, line 3", dict(dated[1].cells) | change)])


def test_every_limit_is_in_force_today() -> None:
    assert all(amount(one, dt.date(2026, 11, 28)) > 0 for one in Limit)


async def test_the_commands_do_what_they_say(settings: Settings, owner: Owner) -> None:
    runner = CliRunner(env={"EXCHANGE_DATABASE_URL": settings.database_url or ""})

    def typed(line: str) -> str:
        done = runner.invoke(commands, line.split())
        return done.output if done.exception is None else str(done.exception)

    told = [
        await asyncio.to_thread(typed, line)
        for line in (
            "user create boss 林主任 --admin --department FJ_DRC --jurisdiction 350000",
            "user change boss --role partner",
            "user list",
            "user lock boss",
            "user unlock boss",
            "user reset boss",
            "user recover boss",
            "user approve boss",
            "user link boss p-1",
            "client create 手机 --role partner --id phone --public",
            "client redirect add phone http://127.0.0.1:7/back",
            "client redirect list phone",
            "client redirect remove phone http://127.0.0.1:7/back",
            "client audience add phone https://node.example",
            "client audience list phone",
            "client audience remove phone https://node.example",
        )
    ]

    assert told[0].startswith("login=boss\ninitial_password=")
    assert told[2] == "boss\tpartner\tFJ_DRC\t350000\tactive\tno factor\t林主任\n"
    assert told[5].startswith("login=boss\ninitial_password=")
    assert "cannot approve it" in told[7]
    assert told[9] == "client_id=phone\n"
    assert (told[11], told[14]) == ("http://127.0.0.1:7/back\n", "https://node.example\n")
    whats = await owner.fetch("SELECT what FROM access_change WHERE target = 'phone' ORDER BY id")
    assert [one["what"].removeprefix("client.") for one in whats] == [
        "create",
        "redirect.add",
        "redirect.remove",
        "audience.add",
        "audience.remove",
    ]
