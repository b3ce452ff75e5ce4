"""An application written from the metadata alone acts for a person who allowed it, and every known attack on that is refused."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from exchange.access import Audience, Caller, Scope
from exchange.errors import BadRequest, NotFound
from exchange.grants import accounts, agreements, applications, clients
from exchange.grants.people import NOWHERE, together
from tests.people.conftest import code, signed_in

if TYPE_CHECKING:
    import asyncpg
    import httpx

    from exchange.clock import Clock
    from exchange.database import Database
    from tests.people.browser import Browser
    from tests.people.conftest import Opened

    Owner = asyncpg.Connection[asyncpg.Record]

BACK = "https://portal.example.gov.cn/back?keep=1"
DEVICE = "http://127.0.0.1:7777/back"
ELSEWHERE = "https://node.example.gov.cn"


@dataclass
class Application:
    """A program that knows the issuer's address, its own id and perhaps a secret. It imports nothing of ours."""

    web: httpx.AsyncClient
    id: str
    secret: str | None
    back: str
    found: dict[str, Any] = field(default_factory=dict)
    verifier: str = ""

    async def discover(self) -> Application:
        resource = (await self.web.get("/.well-known/oauth-protected-resource")).json()
        (issuer,) = resource["authorization_servers"]
        self.found = (await self.web.get(f"{issuer}/.well-known/oauth-authorization-server")).json()
        return self

    def question(self, **changed: str | None) -> str:
        """Where the browser is sent."""
        self.verifier = secrets.token_urlsafe(32)
        digest = hashlib.sha256(self.verifier.encode()).digest()
        usual = {
            "response_type": "code",
            "client_id": self.id,
            "redirect_uri": self.back,
            "scope": "record:read person:read",
            "state": "a state",
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        wanted = {name: value for name, value in (usual | changed).items() if value is not None}
        return f"{urlsplit(self.found['authorization_endpoint']).path}?{urlencode(wanted)}"

    async def ask(self, **form: str) -> httpx.Response:
        proof = {"client_id": self.id} | ({"client_secret": self.secret} if self.secret else {})
        return await self.web.post(self.found["token_endpoint"], data=proof | form)

    async def redeem(self, code: str, **changed: str) -> httpx.Response:
        usual = {"redirect_uri": self.back, "code_verifier": self.verifier}
        return await self.ask(**{"grant_type": "authorization_code", "code": code} | usual | changed)

    async def refresh(self, token: str, **more: str) -> httpx.Response:
        return await self.ask(grant_type="refresh_token", refresh_token=token, **more)

    async def query(self, token: str, **headers: str) -> int:
        document = "{ penalties { totalCount } }"
        head = {"Authorization": f"Bearer {token}"} | headers
        return (await self.web.post("/graphql", json={"query": document}, headers=head)).status_code


def told(browser: Browser) -> dict[str, str]:
    """What the browser carries back to the application."""
    assert browser.answer is not None
    return dict(parse_qsl(urlsplit(browser.answer.headers.get("location", "")).query))


async def allowed(browser: Browser, application: Application, **changed: str | None) -> str:
    """The code of a person who is signed in and allows what is asked."""
    await browser.open(application.question(**changed))
    await browser.send(answer="yes")
    return told(browser)["code"]


@pytest.fixture
async def registered(db: Database, clock: Clock) -> None:
    office = "keeper", "FJ_INFORMATION_CENTRE", "350100"
    async with db.writing() as session:
        for wanted in (
            clients.Wanted("信息门户", *office, client_id="portal", secret="of portal"),
            clients.Wanted("手机应用", *office, client_id="phone", public=True),
        ):
            await clients.create_client(session, clock, "test", wanted)
        await applications.add_redirect(session, clock, "test", "portal", BACK)
        await applications.add_redirect(session, clock, "test", "phone", DEVICE)
        await applications.add_audience(session, clock, "test", "portal", ELSEWHERE)


@pytest.fixture
async def portal(registered: None, opened: Opened) -> Application:
    return await Application((await opened()).web, "portal", "of portal", BACK).discover()


@pytest.fixture
async def phone(registered: None, opened: Opened) -> Application:
    return await Application((await opened()).web, "phone", None, DEVICE).discover()


async def test_an_application_acts_for_the_person_who_allowed_it_and_the_entry_names_both(
    portal: Application, browser: Browser, owner: Owner
) -> None:
    await browser.open(portal.question())
    at = browser.path
    await browser.send(login="clerk", password="correct horse battery")
    await browser.send(code=code())
    asked = browser.page
    await browser.send(answer="yes")
    answer = told(browser)
    tokens = (await portal.redeem(answer["code"])).json()
    looked = await portal.web.post(
        portal.found["introspection_endpoint"],
        data={"client_id": "portal", "client_secret": "of portal", "token": tokens["access_token"]},
    )
    entered = await portal.web.post(
        "/graphql",
        json={"query": '{ subjects(search: "林大山") { totalCount } }'},
        headers={"Authorization": f"Bearer {tokens['access_token']}"},
    )

    assert at == "/sign-in"
    assert "信息门户" in asked
    assert "管理授权" not in asked
    assert {**answer, "code": ""} == {
        "keep": "1",
        "code": "",
        "state": "a state",
        "iss": portal.found["issuer"],
    }
    assert tokens["scope"] == "person:read record:read"
    assert (looked.json()["sub"], looked.json()["client_id"]) == ("clerk", "portal")
    assert await portal.query(tokens["access_token"]) == 200
    assert entered.status_code == 200
    row = await owner.fetchrow("SELECT actor, client, department FROM access_entry")
    assert tuple(row or ()) == ("clerk", "portal", "FJ_INFORMATION_CENTRE")


async def test_a_persons_token_says_what_its_calls_are_for_under_agreements_of_their_own_department(
    portal: Application, browser: Browser, db: Database, clock: Clock
) -> None:
    own, foreign = [
        await signed(db, clock, department) for department in ("FJ_INFORMATION_CENTRE", "FJ_MARKET")
    ]
    await signed_in(browser)
    once = await allowed(browser, portal)

    refused = await portal.redeem(once, authorization_details=detail(foreign))
    tokens = (await portal.redeem(once, authorization_details=detail(own))).json()
    later = await portal.refresh(tokens["refresh_token"], authorization_details=detail(foreign))
    renewed = (await portal.refresh(tokens["refresh_token"])).json()

    assert refused.json()["error"] == later.json()["error"] == "invalid_authorization_details"
    assert tokens["authorization_details"] == json.loads(detail(own))
    assert await portal.query(tokens["access_token"]) == 200
    assert await portal.query(tokens["access_token"], **{"Exchange-Agreement": own}) == 200
    assert await portal.query(tokens["access_token"], **{"Exchange-Agreement": foreign}) == 400
    assert "authorization_details" not in renewed


async def signed(db: Database, clock: Clock, department: str) -> str:
    """An agreement of a department's."""
    today = clock.today()
    terms = agreements.Terms("x", department, "x", "x", ("penalty",), "350000", today, today)
    async with db.writing() as session:
        return str(await agreements.sign_agreement(session, clock, "test", terms))


def detail(agreement: str) -> str:
    return json.dumps([{"type": "exchange_call", "agreement": agreement}])


async def test_a_code_that_comes_twice_ends_what_the_first_one_brought(
    portal: Application, browser: Browser
) -> None:
    await signed_in(browser)
    once = await allowed(browser, portal)
    first = (await portal.redeem(once)).json()
    before = await portal.query(first["access_token"])
    again = await portal.redeem(once)
    at_once = await allowed(browser, portal)

    answers = await asyncio.gather(*(portal.redeem(at_once) for _ in range(4)))

    assert (before, again.json()["error"]) == (200, "invalid_grant")
    assert await portal.query(first["access_token"]) == 401
    assert (await portal.refresh(first["refresh_token"])).json()["error"] == "invalid_grant"
    assert sorted(one.status_code for one in answers) == [200, 400, 400, 400]
    (won,) = (one.json() for one in answers if one.status_code == 200)
    assert await portal.query(won["access_token"]) == 401


async def test_a_code_is_redeemed_by_its_client_with_its_address_and_its_verifier_alone(
    portal: Application, phone: Application, browser: Browser, owner: Owner
) -> None:
    await signed_in(browser)
    given = await allowed(browser, portal)
    stolen = Application(phone.web, "phone", None, DEVICE, phone.found, portal.verifier)

    for answer, error in (
        (await portal.redeem(given, code_verifier="x" * 43), "invalid_grant"),
        (await portal.redeem(given, code_verifier=""), "invalid_request"),
        (await portal.redeem(given, code_verifier="short"), "invalid_request"),
        (await portal.redeem(given, redirect_uri=BACK.removesuffix("1")), "invalid_grant"),
        (await portal.redeem(given, resource=ELSEWHERE), "invalid_target"),
        (await portal.ask(grant_type="authorization_code"), "invalid_request"),
        (await portal.redeem("no code"), "invalid_grant"),
        (await stolen.redeem(given, redirect_uri=BACK), "invalid_grant"),
    ):
        assert (answer.status_code, answer.json()["error"]) == (400, error)
    good = await portal.redeem(given)
    late = await allowed(browser, portal)
    await owner.execute("UPDATE authorization_code SET expires_at = now() WHERE used_at IS NULL")

    assert good.status_code == 200
    assert (await portal.redeem(late)).json()["error"] == "invalid_grant"


async def test_a_question_that_could_lead_astray_is_answered_to_the_person_and_to_nobody_else(
    portal: Application, browser: Browser
) -> None:
    await signed_in(browser)

    for question in (
        portal.question(client_id="nobody"),
        portal.question(client_id=None),
        portal.question(redirect_uri=None),
        portal.question(redirect_uri="https://evil.example/back?keep=1"),
        portal.question(redirect_uri=f"{BACK}&more=1"),
        portal.question(redirect_uri=BACK.replace("portal", "portal.evil")),
        portal.question(redirect_uri=DEVICE),
        portal.question(client_id="portal\0"),
        f"{portal.question()}&redirect_uri=https%3A%2F%2Fevil.example",
        portal.question(state="x" * 1_600),
        "/oauth/authorize",
        "/oauth/authorize?%ff=%ff",
    ):
        await browser.open(question)

        assert (browser.status, told(browser)) == (400, {})
        assert browser.wrong[""]


async def test_a_question_that_is_wrong_otherwise_is_answered_to_the_application(
    portal: Application, browser: Browser
) -> None:
    for changed, error in (
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": None}, "unsupported_response_type"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge": "x" * 42}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"scope": "access:manage"}, "invalid_scope"),
        ({"scope": "record:read no:such"}, "invalid_scope"),
        ({"resource": "https://evil.example"}, "invalid_target"),
        ({"request_uri": "https://evil.example/request"}, "request_not_supported"),
        ({"state": "x" * 501}, "invalid_request"),
    ):
        await browser.open(portal.question(**changed))

        assert told(browser)["error"] == error
        assert told(browser)["iss"] == portal.found["issuer"]
        assert "code" not in told(browser)


async def test_nobody_but_the_person_says_yes(portal: Application, browser: Browser, owner: Owner) -> None:
    await signed_in(browser)
    await browser.open(portal.question())
    policy = browser.answer.headers["content-security-policy"] if browser.answer else ""
    forged = (await browser.send(answer="yes", proof="0" * 64)).status
    await browser.send(answer="no")
    refused = told(browser)
    await owner.execute("UPDATE account SET roles = '{superior}' WHERE login = 'clerk'")
    await browser.open(portal.question(scope="record:publish"))

    assert forged == 403
    assert "form-action 'self' https://portal.example.gov.cn;" in policy
    assert (refused["error"], refused["state"]) == ("access_denied", "a state")
    assert told(browser)["error"] == "access_denied"
    assert await owner.fetchval("SELECT count(*) FROM authorization_code") == 0


async def test_a_refresh_token_works_once_and_a_stolen_one_ends_all_that_came_from_it(
    portal: Application, phone: Application, browser: Browser
) -> None:
    await signed_in(browser)
    first = (await portal.redeem(await allowed(browser, portal))).json()
    wider = await portal.refresh(first["refresh_token"], scope="record:read record:publish")
    other = await phone.refresh(first["refresh_token"])
    second = (await portal.refresh(first["refresh_token"], scope="record:read")).json()
    third = (await portal.refresh(second["refresh_token"])).json()

    stolen = await portal.refresh(first["refresh_token"])

    assert (wider.json()["error"], other.json()["error"]) == ("invalid_scope", "invalid_grant")
    assert (second["scope"], third["scope"]) == ("record:read", "person:read record:read")
    assert stolen.json()["error"] == "invalid_grant"
    assert (await portal.refresh(third["refresh_token"])).json()["error"] == "invalid_grant"
    assert {await portal.query(one["access_token"]) for one in (first, second, third)} == {401}


async def test_what_a_person_allowed_ends_with_the_next_request(
    portal: Application, browser: Browser, db: Database, clock: Clock, owner: Owner
) -> None:
    """Revoked by the application, by a new password, by a lock, by the end of the client."""
    await signed_in(browser)
    sets = [(await portal.redeem(await allowed(browser, portal))).json() for _ in range(3)]
    proof = {"client_id": "portal", "client_secret": "of portal"}

    async def dead(tokens: dict[str, str]) -> bool:
        looked = [
            (
                await portal.web.post(portal.found["introspection_endpoint"], data=proof | {"token": one})
            ).json()
            for one in (tokens["access_token"], tokens["refresh_token"])
        ]
        refused = (await portal.refresh(tokens["refresh_token"])).status_code == 400
        return (
            refused
            and await portal.query(tokens["access_token"]) == 401
            and not any(one["active"] for one in looked)
        )

    alive = await portal.query(sets[0]["access_token"])
    for tokens, kind in zip(sets, ("access_token", "refresh_token"), strict=False):
        await portal.web.post(portal.found["revocation_endpoint"], data=proof | {"token": tokens[kind]})
        assert await dead(tokens)
    async with db.writing() as session:
        await accounts.change_password(session, clock, "clerk", "a hash", b"")
    assert await dead(sets[2])
    await owner.execute("DELETE FROM revoked_token; UPDATE token_family SET ended_at = NULL")
    again = await portal.query(sets[2]["access_token"])
    async with db.writing() as session:
        await accounts.lock_account(session, clock, "admin", "clerk")
    assert await dead(sets[2])
    async with db.writing() as session:
        await accounts.unlock_account(session, clock, "admin", "clerk")
        await clients.revoke_client(session, clock, "admin", "portal")
    gone = await portal.query(sets[2]["access_token"])

    assert (alive, again, gone) == (200, 200, 401)


async def test_a_public_client_comes_with_a_consent_alone(phone: Application, browser: Browser) -> None:
    await signed_in(browser)
    tokens = (await phone.redeem(await allowed(browser, phone))).json()

    assert await phone.query(tokens["access_token"]) == 200
    assert (await phone.refresh(tokens["refresh_token"])).status_code == 200
    by_itself = await phone.ask(grant_type="client_credentials")
    unproven = Application(phone.web, "portal", None, BACK, phone.found)
    looked = await phone.web.post(
        phone.found["introspection_endpoint"], data={"client_id": "phone", "token": tokens["access_token"]}
    )
    assert by_itself.json()["error"] == "unauthorized_client"
    assert (await unproven.ask(grant_type="client_credentials")).json()["error"] == "invalid_client"
    assert looked.json()["error"] == "invalid_client"


async def test_a_token_for_another_resource_is_for_that_one_and_none_for_this_exchange(
    portal: Application, phone: Application, browser: Browser
) -> None:
    await signed_in(browser)
    tokens = (await portal.redeem(await allowed(browser, portal, resource=ELSEWHERE))).json()
    own = (await portal.ask(grant_type="client_credentials", resource=ELSEWHERE)).json()
    here = await portal.refresh(tokens["refresh_token"], resource=portal.found["issuer"])
    foreign = await portal.ask(grant_type="client_credentials", resource="https://evil.example")

    audiences = [_claims(one["access_token"])["aud"] for one in (tokens, own)]

    assert audiences == [ELSEWHERE, ELSEWHERE]
    assert {await portal.query(one["access_token"]) for one in (tokens, own)} == {401}
    assert {here.json()["error"], foreign.json()["error"]} == {"invalid_target"}
    await browser.open(phone.question(resource=ELSEWHERE))
    assert told(browser)["error"] == "invalid_target"


def _claims(token: str) -> dict[str, Any]:
    part = token.split(".")[1]
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return found


async def test_there_is_no_grant_by_password_and_no_implicit_one(portal: Application) -> None:
    answer = await portal.ask(grant_type="password", username="clerk", password="x")

    assert answer.json()["error"] == "unsupported_grant_type"
    assert portal.found["response_types_supported"] == ["code"]
    assert portal.found["code_challenge_methods_supported"] == ["S256"]
    assert set(portal.found["grant_types_supported"]) == {
        "client_credentials",
        "authorization_code",
        "refresh_token",
    }
    assert "none" in portal.found["token_endpoint_auth_methods_supported"]
    assert "none" not in portal.found["introspection_endpoint_auth_methods_supported"]


def test_through_a_client_a_person_has_what_both_have() -> None:
    person = Caller(
        person="clerk",
        actor="clerk",
        department="A",
        departments=("A", "OLD"),
        jurisdiction="350000",
        scopes=frozenset({Scope.RECORD_READ, Scope.PERSON_READ}),
        audiences=frozenset({Audience.PUBLIC, Audience.KEEPER}),
        epoch=4,
    )
    client = Caller(
        client="portal",
        actor="portal",
        department="A",
        departments=("A",),
        jurisdiction="350100",
        scopes=frozenset({Scope.RECORD_READ, Scope.RECORD_SUBMIT}),
        audiences=frozenset({Audience.PUBLIC, Audience.PARTNER}),
        epoch=3,
    )

    both = together(person, client)
    apart = together(person, replace(client, jurisdiction="110000", department="B", departments=("B",)))
    free = together(person, replace(client, jurisdiction=None, department=None, departments=()))

    assert (both.client, both.actor, both.person, both.department) == ("portal", "clerk", "clerk", "A")
    assert (both.departments, both.jurisdiction, both.epoch) == (("A",), "350100", 3)
    assert both.scopes == {Scope.RECORD_READ}
    assert both.audiences == {Audience.PUBLIC}
    assert (apart.departments, apart.jurisdiction) == ((), NOWHERE)
    assert (free.departments, free.jurisdiction) == (("A", "OLD"), "350000")


async def test_an_address_to_be_led_back_to_is_one_on_https_or_on_the_device(
    db: Database, clock: Clock, registered: None
) -> None:
    for uri in (
        "http://portal.example.gov.cn/",
        "ftp://portal.example.gov.cn/",
        "javascript:alert(1)",
        "https://portal.example.gov.cn/#part",
        "https://user@portal.example.gov.cn/",
        "https://portal.example.gov.cn\\@evil.example",
        "https://",
        "https://[::1",
        "https://口.example/",
        f"https://a.example/{'x' * 500}",
        "",
        BACK,
    ):
        with pytest.raises(BadRequest):
            async with db.writing() as session:
                await applications.add_redirect(session, clock, "test", "portal", uri)
    async with db.writing() as session:
        await applications.remove_redirect(session, clock, "test", "portal", BACK)
        await applications.remove_audience(session, clock, "test", "portal", ELSEWHERE)

        assert await applications.addresses(session, "portal") == ([], [])
        for step in (
            applications.remove_redirect(session, clock, "test", "portal", BACK),
            applications.add_redirect(session, clock, "test", "nobody", BACK),
            applications.addresses(session, "nobody"),
        ):
            with pytest.raises(NotFound):
                await step
