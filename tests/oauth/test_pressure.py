"""Guesses, floods and load: the loop goes on, nobody is locked out by a stranger, nothing is told by time or log."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING

import httpx
import pytest
from starlette.applications import Starlette

from exchange.access import Call, Caller, Token
from exchange.api import logs
from exchange.clock import Clock
from exchange.errors import TooManyAttempts, Unavailable
from exchange.grants import clients
from exchange.grants.profiles import Profile
from exchange.oauth import jose, passwords, throttle
from exchange.oauth.door import Door
from exchange.oauth.passwords import Passwords
from exchange.oauth.shell import Endpoints
from exchange.oauth.throttle import Throttle
from tests.oauth.conftest import KEYS

if TYPE_CHECKING:
    from joserfc.jwk import Key

    from exchange.database import Database
    from exchange.settings import Settings
    from tests.oauth.independent import Client

RIGHT = clients.hasher().hash("right")


class Watch:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def standing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Buckets that forgive nothing while the test runs, however slow the machine."""
    monkeypatch.setattr(Throttle.__init__, "__defaults__", (Watch(),))


def fails(bucket: Throttle, times: int, client: str, address: str) -> None:
    for _ in range(times):
        bucket.failed(client, address)


def test_failures_of_a_client_at_an_address_are_counted_and_forgiven_in_time() -> None:
    watch = Watch()
    bucket = Throttle(watch)
    fails(bucket, throttle.PER_CLIENT.room - 1, "market", "10.0.0.1")
    bucket.admit("market", "10.0.0.1")

    bucket.failed("market", "10.0.0.1")
    with pytest.raises(TooManyAttempts) as refusal:
        bucket.admit("market", "10.0.0.1")
    watch.at += float(refusal.value.headers["Retry-After"])

    bucket.admit("market", "10.0.0.1")


def test_a_stranger_elsewhere_locks_nobody_out() -> None:
    bucket = Throttle(Watch())
    fails(bucket, 1000, "market", "10.0.0.1")

    bucket.admit("market", "10.0.0.2")
    with pytest.raises(TooManyAttempts):
        bucket.admit("finance", "10.0.0.1")


def test_all_addresses_of_one_ipv6_network_are_one() -> None:
    bucket = Throttle(Watch())
    fails(bucket, throttle.PER_CLIENT.room, "market", "2001:db8::1")

    bucket.admit("market", "2001:db8:0:1::1")
    with pytest.raises(TooManyAttempts):
        bucket.admit("market", "2001:db8::ffff")


def test_memory_of_failures_is_bounded() -> None:
    bucket = Throttle(Watch())
    for number in range(throttle.KEPT):
        bucket.failed(f"client-{number}", f"10.{number >> 8}.{number & 255}.1")

    assert len(bucket._failures._full) == throttle.KEPT


@pytest.mark.usefixtures("standing")
async def test_guesses_are_slowed_down_and_who_came_in_before_still_comes_in(
    market: Client, app_web: httpx.AsyncClient
) -> None:
    right = {"client_id": "market", "client_secret": "of market"}
    before = await market.ask(**right)

    guesses = [await market.ask(client_id="market", client_secret=f"guess {n}") for n in range(12)]
    again = [await market.ask(**right), await market.ask(**market.proof())]

    assert [one.status_code for one in guesses] == [400] * 10 + [429] * 2
    assert guesses[-1].json()["error"] == "temporarily_unavailable"
    assert int(guesses[-1].headers["retry-after"]) == 6
    assert [one.status_code for one in (before, *again)] == [200, 200, 200]


@pytest.mark.usefixtures("standing")
async def test_assertions_that_prove_nothing_are_slowed_down_and_good_ones_are_not(market: Client) -> None:
    wrong = [await market.ask(**market.proof(market.assertion({"kid": "nobody"}))) for _ in range(11)]

    assert [one.status_code for one in wrong] == [400] * 10 + [429]
    assert (await market.ask(**market.proof())).status_code == 200


async def test_every_failure_costs_one_check_whatever_is_registered(
    market: Client, db: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with db.writing() as session:
        await clients.remove_secret(session, Clock(settings), "test", "finance")
        await clients.revoke_client(session, Clock(settings), "test", "admin")
    checks: list[str] = []
    verified: list[str] = []
    plain = jose.Jws.is_signed_by

    def fits(_stored: str | None, given: str) -> bool:
        checks.append(given)
        return False

    def is_signed_by(jws: jose.Jws, key: Key, algorithm: str) -> bool:
        verified.append(algorithm)
        return plain(jws, key, algorithm)

    monkeypatch.setattr(passwords, "secret_fits", fits)
    monkeypatch.setattr(jose.Jws, "is_signed_by", is_signed_by)

    for client in ("market", "nobody", "finance", "admin"):
        await market.ask(client_id=client, client_secret=f"guess at {client}")
    for kid, name in (("nobody's", "market"), (str(KEYS["market"].kid), "nobody"), ("x", "admin")):
        await market.ask(**market.proof(market.assertion({"kid": kid}, iss=name, sub=name)))

    assert checks == [f"guess at {client}" for client in ("market", "nobody", "finance", "admin")]
    assert verified == ["ES256"] * 3


async def test_while_secrets_are_checked_the_loop_goes_on() -> None:
    """Rounds of the loop are counted: how long one takes depends on what else the machine does, a blocked loop makes none."""
    checking = Passwords()
    rounds, checks = 0, [asyncio.create_task(checking.fit(RIGHT, f"wrong {n}")) for n in range(24)]
    while not all(one.done() for one in checks):
        await asyncio.sleep(0.001)
        rounds += 1

    assert not any([await one for one in checks])
    assert rounds > 2 * len(checks)


async def test_when_too_many_secrets_wait_the_rest_is_told_to_come_back() -> None:
    checking = Passwords()

    told = await asyncio.gather(
        *(checking.fit(RIGHT, f"wrong {n}") for n in range(passwords.WAITING + 5)), return_exceptions=True
    )

    assert sum(isinstance(one, Unavailable) for one in told) == 5
    assert await checking.fit(RIGHT, "right")


async def test_a_secret_is_remembered_only_with_the_hash_it_fitted() -> None:
    checking = Passwords()
    await checking.fit(RIGHT, "right")
    await checking.fit(RIGHT, "wrong")
    await checking.fit(None, "right")

    assert checking.remembers(RIGHT, "right")
    assert not checking.remembers(RIGHT, "wrong")
    assert not checking.remembers(None, "right")
    assert not checking.remembers(clients.hasher().hash("right"), "right")


async def test_no_log_holds_a_secret_a_token_or_an_assertion_however_talkative(
    market: Client, capsys: pytest.CaptureFixture[str], settings: Settings
) -> None:
    logs.configure("DEBUG")
    assertion = market.assertion()
    told = (await market.ask(**market.proof(assertion))).json()["access_token"]
    basic = await market.web.post(
        market.found["token_endpoint"],
        data={"grant_type": "client_credentials"},
        auth=("market", "of market"),
    )
    await market.ask(**market.proof(assertion))
    await market.introspect(told)
    await market.revoke(told)

    written = capsys.readouterr().err
    secret = [assertion, told, basic.json()["access_token"], "of market", "bWFya2V0Om9mIG1hcmtldA"]
    assert written.count("/oauth/token") >= 3
    assert not [one for one in secret if one in written or one.split(".")[-1] in written]
    assert logging.getLogger("authlib.oauth2").getEffectiveLevel() >= logging.WARNING


async def test_a_remembered_token_costs_the_door_microseconds(
    market: Client, db: Database, settings: Settings
) -> None:
    door = Door(db, Clock(settings), settings.issuer)
    header = f"Bearer {await market.token()}"
    await door.resolve(header)

    spent = []
    for _ in range(5):
        begun = time.thread_time()
        for _ in range(1000):
            await door.resolve(header)
        spent.append(time.thread_time() - begun)

    assert min(spent) < 0.03  # a thousand: 30 µs each on a slow machine, where verifying takes 200


def test_a_token_for_all_that_is_held_takes_nothing_away() -> None:
    caller = Caller("market", "market")

    assert Profile(caller).on(Token("1", "2", frozenset({"record:read"})), Call()).scopes is caller.scopes


HOSTILE = [
    {"content": b"", "headers": {"content-type": "application/x-www-form-urlencoded", "authorization": ""}},
    {"data": {"grant_type": "client_credentials"}, "auth": ("m%00", "x")},
    {"data": {"grant_type": "client_credentials"}, "auth": ("market", "%00")},
    {"data": {"grant_type": "client_credentials"}, "auth": ("%FF%FE", "%ED%A0%80")},
    {"data": {"grant_type": "client_credentials"}, "auth": ("m" * 300, "x")},
    {
        "data": {
            "grant_type": "client_credentials",
            "client_id": "\ud83d\ude00".encode("utf-16", "surrogatepass"),
            "client_secret": "x",
        }
    },
    {"data": {"grant_type": "client_credentials", "client_id": "m\n", "client_secret": "x"}},
    {"data": {"grant_type": "client_credentials", "client_id": "", "client_secret": ""}},
    {
        "data": {
            "grant_type": "client_credentials",
            "scope": "x " * 900,
            "client_id": "a",
            "client_secret": "b",
        }
    },
    {"data": {f"p{n}": "x" for n in range(30)}},
]


async def test_hostile_forms_are_refused_quickly_and_in_the_form_of_the_rfc(
    db: Database, settings: Settings
) -> None:
    app = Starlette(routes=list(Endpoints(db, Clock(settings), settings.issuer).routes()))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=settings.issuer) as web:
        for path in ("token", "introspect", "revoke"):
            for request in HOSTILE:
                begun = time.thread_time()
                answer = await web.post(f"/oauth/{path}", **request)  # type: ignore[arg-type]
                spent = time.thread_time() - begun

                assert (answer.status_code, path, request) in [
                    (status, path, request) for status in (400, 401, 413)
                ]
                assert answer.json()["error"] in {
                    "invalid_request",
                    "invalid_client",
                    "unsupported_grant_type",
                }
                assert spent < 1
