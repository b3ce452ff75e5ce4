"""From a secret to a caller, and every way in which that must fail."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey
from starlette.applications import Starlette

from exchange.access import ANONYMOUS, Audience
from exchange.clock import Clock
from exchange.errors import BadRequest, Unauthenticated
from exchange.grants import clients, keys
from exchange.oauth.door import Door
from exchange.oauth.shell import Endpoints

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from exchange.database import Database
    from exchange.settings import Settings

ISSUER = "http://127.0.0.1:8000"


@pytest.fixture
def clock(settings: Settings) -> Clock:
    return Clock(settings)


@pytest.fixture
async def made(db: Database, clock: Clock) -> clients.Created:
    async with db.writing() as session:
        await keys.ensure_key(session, clock)
        wanted = clients.Wanted("省市场监管局", "partner", "FJ_MARKET", "350000", client_id="market")
        return await clients.create_client(session, clock, "test", wanted)


@pytest.fixture
async def web(db: Database, clock: Clock) -> AsyncIterator[httpx.AsyncClient]:
    app = Starlette(routes=list(Endpoints(db, clock, ISSUER).routes()))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ISSUER) as client:
        yield client


@pytest.fixture
def door(db: Database, clock: Clock) -> Door:
    return Door(db, clock, ISSUER)


async def token(web: httpx.AsyncClient, made: clients.Created) -> str:
    answer = await web.post(
        "/oauth/token", data={"grant_type": "client_credentials"}, auth=(made.id, made.secret)
    )
    assert answer.status_code == 200, answer.text
    return str(answer.json()["access_token"])


async def test_a_client_with_its_secret_comes_in_with_all_departments_it_succeeded(
    web: httpx.AsyncClient, made: clients.Created, door: Door
) -> None:
    caller = await door.resolve(f"Bearer {await token(web, made)}")

    assert caller.client == "market"
    assert caller.audiences == {Audience.PUBLIC, Audience.PARTNER}
    assert set(caller.departments) >= {"FJ_MARKET", "FJ_INDUSTRY_COMMERCE"}


async def test_without_a_token_the_caller_is_anonymous(door: Door) -> None:
    assert await door.resolve(None) == ANONYMOUS


async def test_a_revoked_client_is_out_when_its_rights_are_read_afresh(
    db: Database, clock: Clock, web: httpx.AsyncClient, made: clients.Created, door: Door
) -> None:
    caller = await door.resolve(f"Bearer {await token(web, made)}")
    async with db.writing() as session:
        await clients.revoke_client(session, clock, "test", made.id)

    with pytest.raises(Unauthenticated):
        await door.refresh(caller)


async def test_secret_in_the_body_works_as_well(web: httpx.AsyncClient, made: clients.Created) -> None:
    form = {"grant_type": "client_credentials", "client_id": made.id, "client_secret": made.secret}

    answer = await web.post("/oauth/token", data=form)

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json()["token_type"] == "Bearer"
    assert answer.json()["expires_in"] == 300


async def test_wrong_secret_and_unknown_client_get_the_same_answer(
    web: httpx.AsyncClient, made: clients.Created
) -> None:
    form = {"grant_type": "client_credentials"}

    wrong = await web.post("/oauth/token", data=form, auth=(made.id, "wrong"))
    unknown = await web.post("/oauth/token", data=form, auth=("nobody", "wrong"))

    assert wrong.status_code == unknown.status_code == 401
    assert wrong.content == unknown.content
    assert wrong.json()["error"] == "invalid_client"


async def test_only_who_came_with_the_header_is_challenged(
    web: httpx.AsyncClient, made: clients.Created
) -> None:
    form = {"grant_type": "client_credentials"}

    header = await web.post("/oauth/token", data=form, auth=(made.id, "wrong"))
    secret_in_body = await web.post(
        "/oauth/token", data=form | {"client_id": made.id, "client_secret": "wrong"}
    )

    assert (header.status_code, header.headers["www-authenticate"]) == (401, 'Basic realm="exchange"')
    assert (secret_in_body.status_code, "www-authenticate" in secret_in_body.headers) == (400, False)
    assert header.content == secret_in_body.content


BAD = [
    (
        {"content": "grant_type=client_credentials", "headers": {"content-type": "application/json"}},
        415,
        "invalid_request",
    ),
    ({"data": {"grant_type": "password", "username": "a", "password": "b"}}, 400, "unsupported_grant_type"),
    ({"data": {}}, 400, "unsupported_grant_type"),
    ({"data": {"grant_type": "client_credentials"}, "params": {"client_id": "x"}}, 400, "invalid_request"),
    ({"content": "grant_type=a&grant_type=b"}, 400, "invalid_request"),
    ({"content": "grant_type=client_credentials&client_id=%00"}, 400, "invalid_request"),
    ({"content": "client_secret=" + "x" * 3000}, 400, "invalid_request"),
    ({"content": "x=" + "y" * 9000}, 413, "invalid_request"),
    ({"content": "grant_type"}, 400, "invalid_request"),
    ({"content": "a=%ff"}, 400, "invalid_request"),
    ({"content": "a=é".encode()}, 400, "invalid_request"),
    ({"data": {"grant_type": "client_credentials", "scope": "no:such"}}, 400, "invalid_client"),
]


@pytest.mark.parametrize(("request_", "status", "error"), BAD)
async def test_bad_requests_get_the_error_of_the_rfc(
    web: httpx.AsyncClient, made: clients.Created, request_: dict[str, Any], status: int, error: str
) -> None:
    given = {"headers": {"content-type": "application/x-www-form-urlencoded"}} | request_

    answer = await web.post("/oauth/token", **given)

    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert answer.json()["error_description"]


def forged(key: object, header: dict[str, Any], **claims: Any) -> Callable[[str], str]:  # noqa: ANN401
    def make(genuine: str) -> str:
        body = genuine.split(".")[1]
        told = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))) | claims
        return jwt.encode(header, told, key, algorithms=[header["alg"]])  # type: ignore[arg-type]

    return make


def unsigned(genuine: str) -> str:
    header = base64.urlsafe_b64encode(b'{"alg":"none","typ":"at+jwt"}').rstrip(b"=").decode()
    return f"{header}.{genuine.split('.')[1]}."


OTHER = ECKey.generate_key("P-256", auto_kid=True)
FORGERIES: list[Callable[[str], str]] = [
    lambda _: "nonsense",
    lambda genuine: genuine[:-4] + "AAAA",
    lambda genuine: genuine + "x" * 5000,
    unsigned,
    forged(OTHER, {"alg": "ES256", "typ": "at+jwt", "kid": "unknown"}),
    forged(OTHER, {"alg": "ES256", "typ": "at+jwt", "jwk": OTHER.as_dict(private=False)}),
    forged(OctKey.import_key("secret" * 8), {"alg": "HS256", "typ": "at+jwt"}),
]


@pytest.mark.parametrize("forge", FORGERIES)
async def test_forged_tokens_are_refused(
    web: httpx.AsyncClient, made: clients.Created, door: Door, forge: Callable[[str], str]
) -> None:
    bad = forge(await token(web, made))

    with pytest.raises(Unauthenticated):
        await door.resolve(f"Bearer {bad}")


GENUINELY_WRONG = [
    ({"alg": "ES256"}, {}),
    ({"alg": "ES256", "typ": "JWT"}, {}),
    ({"alg": "ES256", "typ": "at+jwt"}, {"aud": "http://elsewhere"}),
    ({"alg": "ES256", "typ": "at+jwt"}, {"aud": [ISSUER]}),
    ({"alg": "ES256", "typ": "at+jwt"}, {"iss": "http://elsewhere"}),
    ({"alg": "ES256", "typ": "at+jwt"}, {"exp": 1, "iat": 0}),
    ({"alg": "ES256", "typ": "at+jwt"}, {"exp": 4102444800}),
    ({"alg": "ES256", "typ": "at+jwt"}, {"client_id": "nobody"}),
]


@pytest.mark.parametrize(("header", "claims"), GENUINELY_WRONG)
async def test_tokens_of_our_own_key_are_refused_when_they_say_something_else(
    db: Database,
    web: httpx.AsyncClient,
    made: clients.Created,
    door: Door,
    header: dict[str, Any],
    claims: dict[str, Any],
) -> None:
    async with db.writing() as session:
        key = await keys.active_key(session)
    bad = forged(key, header | {"kid": key.kid}, **claims)(await token(web, made))

    with pytest.raises(Unauthenticated):
        await door.resolve(f"Bearer {bad}")


async def test_a_token_outlives_the_rotation_of_the_key(
    db: Database, clock: Clock, web: httpx.AsyncClient, made: clients.Created, door: Door
) -> None:
    old = await token(web, made)
    async with db.writing() as session:
        await keys.rotate_key(session, clock, "test")
    new = await token(web, made)

    assert (await door.resolve(f"Bearer {old}")).client == (await door.resolve(f"Bearer {new}")).client
    assert len((await web.get("/oauth/jwks.json")).json()["keys"]) == 2
    assert "d" not in (await web.get("/oauth/jwks.json")).json()["keys"][0]


@pytest.mark.parametrize(("agreement", "case"), [("x", None), (None, ""), (None, "x" * 101), (None, "a\nb")])
async def test_headers_that_name_nothing_are_refused_with_a_sentence(
    door: Door, agreement: str | None, case: str | None
) -> None:
    with pytest.raises(BadRequest) as refusal:
        await door.resolve(None, agreement, case)

    assert "Exchange-" in refusal.value.message
