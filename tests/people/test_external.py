"""Signing in by an external issuer: a small one on loopback vouches, lies, rotates its keys and goes away."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import socket
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

import httpx
import pytest
import uvicorn
from joserfc import jwt
from joserfc.jwk import ECKey
from starlette.applications import Starlette
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route

from exchange.errors import BadRequest, NotFound, SecondPerson, SettingsError
from exchange.grants import accounts, external
from exchange.oauth import issuer as asking
from exchange.settings import Settings
from tests.people.conftest import signed_in

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import asyncpg
    from starlette.requests import Request
    from starlette.responses import Response

    from exchange.clock import Clock
    from exchange.database import Database
    from tests.people.browser import Browser
    from tests.people.conftest import Opened

    Owner = asyncpg.Connection[asyncpg.Record]

SECRET = "a secret of sixteen or more"


@dataclass
class Small:
    """An issuer as somebody else would write it; `claims` are put over the right ones, None takes one away."""

    base: str
    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", auto_kid=True))
    signing: ECKey | None = None
    claims: dict[str, Any] = field(default_factory=dict)
    description: dict[str, Any] = field(default_factory=dict)
    asked: dict[str, dict[str, str]] = field(default_factory=dict)

    async def describe(self, _: Request) -> Response:
        paths = {
            "authorization_endpoint": "/authorize",
            "token_endpoint": "/token",
            "jwks_uri": "/jwks",
        }
        found = {name: f"{self.base}{path}" for name, path in paths.items()}
        return JSONResponse({"issuer": self.base, **found, **self.description})

    async def authorize(self, request: Request) -> Response:
        """Everybody is let through; the code is the state."""
        given = dict(request.query_params)
        self.asked[given["state"]] = given
        back = {"code": given["state"], "state": given["state"]}
        return RedirectResponse(f"{given['redirect_uri']}?{urlencode(back)}")

    async def token(self, request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode()))
        given = self.asked.pop(form["code"], None)
        proof = base64.b64encode(f"exchange:{SECRET}".encode()).decode()
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if (
            given is None
            or request.headers["authorization"] != f"Basic {proof}"
            or (given["code_challenge"], given["code_challenge_method"]) != (challenge, "S256")
            or form["redirect_uri"] != given["redirect_uri"]
        ):
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        right = {
            "iss": self.base,
            "aud": "exchange",
            "sub": "p-17",
            "iat": now,
            "exp": now + 60,
            "nonce": given["nonce"],
        }
        claims = {name: value for name, value in (right | self.claims).items() if value is not None}
        signing = self.signing or self.key
        text = jwt.encode({"alg": "ES256", "kid": signing.kid}, claims, signing)
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "id_token": text})

    async def jwks(self, _: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self.describe),
                Route("/authorize", self.authorize),
                Route("/token", self.token, methods=["POST"]),
                Route("/jwks", self.jwks),
            ]
        )


@pytest.fixture
async def small() -> AsyncIterator[Small]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        made = Small(f"http://127.0.0.1:{listening.getsockname()[1]}")
        server = uvicorn.Server(uvicorn.Config(made.app(), log_config=None, lifespan="off"))
        running = asyncio.create_task(server.serve(sockets=[listening]))
        while not server.started:
            await asyncio.sleep(0.02)
        yield made
        server.should_exit = True
        await running


@pytest.fixture
async def settings(settings: Settings, small: Small) -> Settings:
    """The same, with the small issuer set."""
    return replace(settings, oidc_issuer=small.base, oidc_client_id="exchange", oidc_client_secret=SECRET)


@pytest.fixture
async def linked(db: Database, clock: Clock, people: None) -> None:
    async with db.writing() as session:
        await external.link_account(session, clock, "admin", "clerk", "p-17")


async def vouched(browser: Browser, small: Small, onward: str = "") -> str:
    """By the link of the page to the issuer; the address that the issuer leads back to."""
    await browser.open(f"/sign-in/external?next={onward}")
    assert browser.answer is not None
    answer = await small_web(browser.answer.headers["location"])
    return answer.removeprefix(str(browser.web.base_url).rstrip("/"))


async def small_web(address: str) -> str:
    async with httpx.AsyncClient() as web:
        return str((await web.get(address)).headers["location"])


async def test_whom_the_issuer_vouches_for_comes_in_without_password_and_code(
    linked: None, browser: Browser, small: Small, owner: Owner
) -> None:
    offered = "/sign-in/external" in (await browser.open("/sign-in")).page
    browser.hold("planted")
    await browser.open(await vouched(browser, small, "/fields"))
    landed, held = browser.path, browser.cookie
    await browser.open("/account")

    assert (offered, landed) == (True, "/fields")
    assert held != "planted"
    assert "林经办" in browser.page
    assert await owner.fetchval("SELECT detail FROM access_change WHERE what = 'account.sign_in'") == (
        '{"vouched": true}'
    )


async def test_only_the_browser_that_was_sent_comes_back_and_only_once(
    linked: None, opened: Opened, small: Small, owner: Owner
) -> None:
    one, other = await opened(), await opened()
    back = await vouched(one, small)
    await other.open("/sign-in")

    foreign = (await other.open(back)).wrong
    await one.open(back)
    twice = (await one.open(back)).wrong
    made_up = (await one.open("/sign-in/back?code=x&state=x")).wrong
    bare = (await one.open("/sign-in/back")).wrong
    late = await vouched(one, small)
    await owner.execute("UPDATE external_sign_in SET ends_at = now()")
    too_late = (await one.open(late)).wrong
    refused = (await one.open((await vouched(one, small)).replace("code=", "error="))).wrong

    assert {one[""][:6] for one in (foreign, twice, made_up, bare, too_late)} == {"登录请求已过"}
    assert "没有确认" in refused[""]


async def test_a_token_that_proves_nothing_lets_nobody_in(
    linked: None, browser: Browser, small: Small, owner: Owner
) -> None:
    now = int(time.time())
    for claims in (
        {"nonce": "another"},
        {"nonce": None},
        {"iss": "https://evil.example"},
        {"aud": "another"},
        {"aud": ["exchange", "another"]},
        {"azp": "another"},
        {"exp": now - 120},
        {"exp": None},
        {"exp": "soon"},
        {"iat": None},
    ):
        small.claims = claims
        await browser.open(await vouched(browser, small))
        assert (browser.status, browser.path) == (502, "/sign-in/back")
    small.claims = {}
    for other in ({"sub": "nobody"}, {"sub": None, "name": "p-17"}, {"sub": ["p-17"]}):
        small.claims = other
        await browser.open(await vouched(browser, small))
        assert browser.status in {400, 502}

    assert await owner.fetchval("SELECT count(*) FROM account_session") == 0


async def test_a_new_key_of_the_issuer_is_learnt_and_a_strangers_never(
    linked: None, browser: Browser, small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    await browser.open(await vouched(browser, small))
    small.signing = ECKey.generate_key("P-256", auto_kid=True)
    await browser.open(await vouched(browser, small))
    stranger = browser.status
    small.key, small.signing = small.signing, None
    monkeypatch.setattr(asking, "AGAIN", -1.0)

    await browser.open(await vouched(browser, small))

    assert (stranger, browser.path) == (502, "/console")


async def test_an_issuer_that_is_away_or_says_it_is_another_is_told_as_such(
    linked: None, browser: Browser, small: Small
) -> None:
    for wrong in (
        {"issuer": "https://evil.example"},
        {"token_endpoint": None},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": "javascript:alert(1)"},
    ):
        small.description = wrong
        await browser.open("/sign-in/external")
        assert browser.status == 502
        assert "not that of the issuer" in browser.wrong[""]


async def test_a_locked_or_unlinked_person_does_not_come_in_and_a_signed_in_one_is_out(
    linked: None, browser: Browser, small: Small, db: Database, clock: Clock
) -> None:
    await browser.open(await vouched(browser, small))
    async with db.writing() as session:
        await accounts.lock_account(session, clock, "admin", "clerk")
    out = (await browser.open("/account")).path
    locked = (await browser.open(await vouched(browser, small))).wrong
    async with db.writing() as session:
        await accounts.unlock_account(session, clock, "admin", "clerk")
        await external.link_account(session, clock, "admin", "clerk", None)
    unlinked = (await browser.open(await vouched(browser, small))).wrong

    assert out == "/sign-in"
    assert locked == unlinked
    assert "没有与该身份关联的账号" in locked[""]


async def test_a_link_is_made_by_another_to_one_account_and_a_password_still_works(
    linked: None, browser: Browser, db: Database, clock: Clock
) -> None:
    for actor, login, value, error in (
        ("admin", "admin", "p-1", SecondPerson),
        ("admin", "nobody", "p-1", NotFound),
        ("admin", "other", "p-17", BadRequest),
        ("admin", "other", "", BadRequest),
        ("admin", "other", "x" * 201, BadRequest),
    ):
        with pytest.raises(error):
            async with db.writing() as session:
                await external.link_account(session, clock, actor, login, value)

    assert (await signed_in(browser)).path == "/console"


def test_an_issuer_without_id_and_secret_stops_the_start() -> None:
    with pytest.raises(SettingsError, match="OIDC_CLIENT_ID"):
        Settings.load({"EXCHANGE_OIDC_ISSUER": "https://id.example.gov.cn"})
    with pytest.raises(SettingsError, match="visible ASCII"):
        Settings.load({"EXCHANGE_OIDC_CLAIM": "a b"})
