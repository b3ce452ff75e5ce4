"""Signing in, step by step, and everything that is refused on the way."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest

from exchange.database import Login
from exchange.grants import accounts, factors
from exchange.oauth.sign_in import SignIn, Wrong
from exchange.web import rendering
from tests.people.conftest import PASSWORD, code, signed_in

if TYPE_CHECKING:
    import asyncpg

    from exchange.clock import Clock
    from exchange.database import Database
    from tests.people.browser import Browser
    from tests.people.conftest import Opened

    Owner = asyncpg.Connection[asyncpg.Record]


async def test_a_person_comes_in_by_password_and_code_and_sees_who_they_are(browser: Browser) -> None:
    await browser.open("/sign-in")
    await browser.send(login=" Clerk", password=PASSWORD)
    at_factor = browser.path

    await browser.send(code=f" {code()[:3]} {code()[3:]}")

    assert (at_factor, browser.path, browser.status) == ("/sign-in/factor", "/console", 200)
    await browser.open("/account")
    assert "林经办" in browser.page
    assert "福建省经济信息中心" in browser.page
    assert "公示记录" in browser.page


async def test_an_initial_password_is_replaced_and_a_factor_set_up_before_anything_else(
    browser: Browser, owner: Owner
) -> None:
    await browser.open("/sign-in?next=/fields&lang=en")
    await browser.send(login="fresh", password="the initial one")
    forced = browser.path
    await browser.send(old="the initial one", new="words of my own", again="words of my own")
    setting_up, shown = browser.path, browser.page
    key = await owner.fetchval("SELECT factor_offered FROM account_secret WHERE login = 'fresh'")
    wrong = (await browser.send(code="000000")).wrong
    kept = browser.page
    await browser.send(code=factors.code_at(key, int(time.time()) // factors.STEP))

    assert (forced, setting_up, browser.path) == ("/account/password", "/sign-in/set-up", "/fields")
    assert factors.spelled(key) in shown.replace(" ", "")
    assert factors.spelled(key) in kept.replace(" ", "")
    assert 'class="qrline"' in shown
    assert "used before" in wrong["code"]


async def test_what_is_wrong_is_told_alike_for_a_name_that_nobody_has(browser: Browser) -> None:
    await browser.open("/sign-in")

    known = dict((await browser.send(login="clerk", password="wrong")).wrong), browser.status
    typed = browser.typed
    unknown = dict((await browser.send(login="nobody", password="wrong")).wrong), browser.status

    assert known == unknown == ({"password": "账号与口令不符。请检查两者，注意大小写。"}, 400)
    assert typed["login"] == "clerk"
    assert "password" not in typed


async def test_too_many_failures_shut_the_pair_of_name_and_address_out_and_nobody_else(
    browser: Browser, owner: Owner
) -> None:
    await browser.open("/sign-in")
    for _ in range(5):
        await browser.send(login="clerk", password="wrong")

    shut = dict((await browser.send(login="clerk", password=PASSWORD)).wrong)
    other = (await browser.send(login="admin", password=PASSWORD)).path
    await owner.execute("UPDATE sign_in_failure SET last_at = last_at - interval '16 minutes'")
    await browser.sign_out()
    later = (await browser.send(login="clerk", password=PASSWORD)).path

    assert "失败次数过多" in shut["password"]
    assert await owner.fetchval(
        "SELECT array_agg(target) FROM access_change WHERE what = 'account.lock_out'"
    ) == ["clerk"]
    assert (other, later) == ("/sign-in/factor", "/sign-in/factor")


async def test_parallel_guesses_get_no_more_tries_than_there_are(opened: Opened) -> None:
    browsers = [await (await opened()).open("/sign-in") for _ in range(9)]

    await asyncio.gather(*(one.send(login="clerk", password="wrong") for one in browsers))

    told = [one.wrong.get("password", "") for one in browsers]
    assert sum("失败次数过多" in one for one in told) == 4


async def test_a_code_works_once_and_of_two_at_the_same_moment_for_one(opened: Opened) -> None:
    first, second = await opened(), await opened()
    for one in (first, second):
        await one.open("/sign-in")
        await one.send(login="clerk", password=PASSWORD)

    await asyncio.gather(first.send(code=code()), second.send(code=code()))

    assert sorted((first.path, second.path)) == ["/console", "/sign-in/factor"]
    assert "用过" in (first.wrong | second.wrong)["code"]


async def test_what_was_ended_while_a_step_was_taken_does_not_live_on_by_it(
    db: Database, clock: Clock, people: None
) -> None:
    door = SignIn(db, clock)
    before = await door.by_password("clerk", PASSWORD, "127.0.0.1")
    held = await door.held(before)
    assert held is not None
    inside = await door.by_code(held, code())
    acting = await door.held(inside)
    assert acting is not None

    async with db.writing() as session:
        told = await accounts.reset_password(session, clock, "admin", "clerk")
    refused = []
    for step in (
        door.by_code(held, code(1)),
        door.new_password(acting, told.password, "another good password", "another good password"),
        door.by_password("clerk", PASSWORD, "127.0.0.1"),
    ):
        with pytest.raises(Wrong) as wrong:
            await step
        refused.append((wrong.value.field, wrong.value.problem))

    assert refused == [("code", "over"), ("old", "over"), ("password", "no_fit")]
    assert await door.by_password("clerk", told.password, "127.0.0.1")
    async with db.reading(Login.READER) as reading:
        assert (
            await reading.fetchval("SELECT count(*) FROM revoked_token WHERE jti = $1", acting.token.jti) == 1
        )


async def test_a_password_that_is_changed_while_it_is_checked_opens_nothing(
    db: Database, clock: Clock, people: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    door = SignIn(db, clock)
    fit = door._passwords.fit

    async def slowly(stored: str | None, given: str) -> bool:
        found = await fit(stored, given)
        async with db.writing() as session:
            await accounts.reset_password(session, clock, "admin", "clerk")
        return found

    monkeypatch.setattr(door._passwords, "fit", slowly)

    with pytest.raises(Wrong) as wrong:
        await door.by_password("clerk", PASSWORD, "127.0.0.1")

    assert wrong.value.problem == "no_fit"


async def test_too_many_wrong_codes_lock_the_account_until_an_administrator_unlocks_it(
    browser: Browser, owner: Owner
) -> None:
    await browser.open("/sign-in")
    await browser.send(login="clerk", password=PASSWORD)
    for _ in range(10):
        await browser.send(code="000000" if code() != "000000" else "000001")

    out = browser.path, (await browser.open("/sign-in/factor")).path
    await browser.send(login="clerk", password=PASSWORD)

    assert out == ("/sign-in/factor", "/sign-in")
    assert browser.wrong == {"login": "该账号已被锁定。请联系授权管理员。"}
    assert await owner.fetchval("SELECT detail FROM access_change WHERE what = 'account.lock'") == (
        '{"because": "factor_failures"}'
    )


async def test_a_session_that_was_planted_before_is_none_afterwards(browser: Browser) -> None:
    browser.hold("planted")

    await browser.open("/sign-in")
    await browser.send(login="clerk", password=PASSWORD)
    halfway = browser.cookie
    await browser.send(code=code())

    assert len({"planted", halfway, browser.cookie}) == 3
    for value in ("planted", halfway):
        browser.hold(value)
        assert (await browser.open("/account")).path == "/sign-in"


async def test_what_stands_in_the_database_opens_nothing(browser: Browser, owner: Owner) -> None:
    await signed_in(browser)
    stored = await owner.fetchval("SELECT mark FROM account_session")

    assert browser.cookie.encode() not in stored
    browser.hold(stored.hex())
    assert (await browser.open("/account")).path == "/sign-in"


async def test_a_form_that_is_not_of_our_page_does_nothing_and_keeps_what_was_typed(
    browser: Browser, owner: Owner
) -> None:
    await browser.open("/sign-in")
    own = browser.typed["proof"]
    foreign = {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}

    for proof, headers in (("", {}), ("0" * 64, {}), ("口" * 64, {}), *((own, one) for one in foreign)):
        browser.headers = headers
        await browser.send(login="clerk", password=PASSWORD, proof=proof)

        assert (browser.status, browser.typed["login"]) == (403, "clerk")
        assert "其他网站" in browser.wrong[""]
    assert await owner.fetchval("SELECT count(*) FROM account_session") == 0


async def test_another_site_cannot_sign_somebody_out(browser: Browser) -> None:
    await signed_in(browser)
    await browser.web.post("/sign-out", data={"proof": "0" * 64})

    assert (await browser.open("/account")).path == "/account"


async def test_a_sign_out_ends_the_session_wherever_its_value_went(browser: Browser, owner: Owner) -> None:
    await signed_in(browser)
    value = browser.cookie

    await browser.sign_out()
    browser.hold(value)

    assert (await browser.open("/account")).path == "/sign-in"
    whats = await owner.fetch("SELECT what FROM access_change WHERE actor = 'clerk' ORDER BY id")
    assert [one["what"] for one in whats] == ["account.sign_in", "account.sign_out"]


@pytest.mark.parametrize("column", ["seen_at = seen_at - interval '31 minutes'", "ends_at = now()"])
async def test_a_session_ends_when_idle_and_at_the_latest_after_its_longest_time(
    browser: Browser, owner: Owner, column: str
) -> None:
    await signed_in(browser)

    await owner.execute(f"UPDATE account_session SET {column}")

    assert (await browser.open("/account")).path == "/sign-in"


async def test_a_session_that_is_used_goes_on(browser: Browser, owner: Owner) -> None:
    await signed_in(browser)
    for _ in range(3):
        await owner.execute("UPDATE account_session SET seen_at = seen_at - interval '25 minutes'")
        assert (await browser.open("/account")).path == "/account"


async def test_a_new_password_is_refused_at_the_field_that_is_wrong(browser: Browser) -> None:
    await signed_in(browser)
    await browser.open("/account/password")

    for old, new, again, field, told in (
        ("wrong", "words of my own", "words of my own", "old", "不正确"),
        (PASSWORD, "short", "short", "new", "12"),
        (PASSWORD, "abababababababab", "abababababababab", "new", "简单"),
        (PASSWORD, "i am the clerk!", "i am the clerk!", "new", "账号"),
        (PASSWORD, PASSWORD, PASSWORD, "new", "相同"),
        (PASSWORD, "words of my own", "words of your own", "again", "不一致"),
    ):
        await browser.send(old=old, new=new, again=again)

        assert (browser.status, list(browser.wrong)) == (400, [field])
        assert told in browser.wrong[field]


async def test_a_new_password_ends_the_other_sessions_and_the_old_password(opened: Opened) -> None:
    here, elsewhere = await signed_in(await opened()), await signed_in(await opened(), ahead=1)
    await here.open("/account/password?next=/account")

    await here.send(old=PASSWORD, new="words of my own", again="words of my own")

    assert here.path == "/account"
    assert (await elsewhere.open("/account")).path == "/sign-in"
    assert (await elsewhere.send(login="clerk", password=PASSWORD)).status == 400
    assert (await elsewhere.send(login="clerk", password="words of my own")).path == "/sign-in/factor"


@pytest.mark.parametrize("page", ["/sign-in", "/sign-in/factor", "/sign-in/set-up", "/account/password"])
async def test_nothing_that_is_typed_into_a_form_breaks_it(browser: Browser, owner: Owner, page: str) -> None:
    await browser.open("/sign-in")
    if page != "/sign-in":
        login, password = ("clerk", PASSWORD) if page == "/sign-in/factor" else ("fresh", "the initial one")
        await browser.send(login=login, password=password)
    if page == "/sign-in/set-up":
        await browser.send(old="the initial one", new="words of my own", again="words of my own")
    names = ("login", "password", "code", "recovery", "old", "new", "again", "next", "lang")

    for value in ("", "\u0000", "口令\uffff😀", "x" * 700, "'; DROP TABLE account; --", "<b>"):
        await owner.execute("DELETE FROM sign_in_failure")
        await browser.open(page)
        await browser.send(dict.fromkeys(names, value))

        assert browser.status == 400
        assert browser.wrong
        assert "<b>" not in browser.page


def test_after_signing_in_one_lands_on_a_page_of_ours_alone() -> None:
    foreign = (
        "",
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "/\tevil",
        "javascript:alert(1)",
        "/口",
    )

    assert rendering.local("/fields?lang=en") == "/fields?lang=en"
    assert [one for one in foreign if rendering.local(one)] == []


async def test_every_page_forbids_scripts_storing_and_frames_and_the_cookie_is_kept_from_scripts(
    browser: Browser,
) -> None:
    answer = (await browser.open("/sign-in")).answer

    assert answer is not None
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-frame-options"] == "DENY"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert "<script" not in browser.page
    assert "/sign-in/external" not in browser.page
    assert (await browser.web.get("/sign-in/external")).status_code == 404
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "SameSite=lax" in answer.headers["set-cookie"]
