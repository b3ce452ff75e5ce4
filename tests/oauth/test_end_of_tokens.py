"""How tokens end: revoked by their client, with the key that signed them, with their client; and who is told what of them."""

from __future__ import annotations

import asyncio
import base64
import datetime as dt
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from exchange.access import Scope
from exchange.api.engine import Engine, Request
from exchange.api.schema import schema
from exchange.clock import Clock
from exchange.errors import Unauthenticated
from exchange.grants import clients, keys
from exchange.oauth import tokens
from exchange.oauth.door import Door

if TYPE_CHECKING:
    import asyncpg

    from exchange.database import Database
    from exchange.settings import Settings
    from tests.oauth.independent import Client

    Owner = asyncpg.Connection[asyncpg.Record]


async def test_a_token_is_told_to_its_own_client_and_to_who_may_look_at_access(
    market: Client, finance: Client, admin: Client
) -> None:
    token = await market.token()

    own, other, auditor = [await one.introspect(token) for one in (market, finance, admin)]

    assert own == auditor
    assert own | {"iat": 0, "exp": 0, "jti": ""} == {
        "active": True,
        "iss": market.found["issuer"],
        "aud": market.found["issuer"],
        "sub": "market",
        "client_id": "market",
        "token_type": "Bearer",
        "scope": "export:read record:read share:request",
        "iat": 0,
        "exp": 0,
        "jti": "",
    }
    assert own["exp"] - own["iat"] == 300
    assert other == {"active": False}


async def test_what_is_no_living_token_is_inactive_and_nothing_else(market: Client, admin: Client) -> None:
    token = await market.token()
    dead = ["x", "a.b.c", "ä", token[:-3], token + ".", token.swapcase(), "x" * 2000, market.assertion()]

    assert [await one.introspect(text) for text in dead for one in (market, admin)] == [
        {"active": False}
    ] * 16


@pytest.mark.parametrize("name", ["introspection_endpoint", "revocation_endpoint"])
async def test_both_endpoints_want_a_proven_client_and_a_token(market: Client, name: str) -> None:
    token = await market.token()
    used = market.proof()
    await market.ask(**used)
    asked: list[dict[str, str]] = [
        {"token": token},
        {"token": token, "client_id": "market", "client_secret": "wrong"},
        {"token": token, **used},
        market.proof(),
    ]

    answers = [await market.web.post(market.found[name], data=form) for form in asked]

    told = [(one.status_code, one.json()["error"]) for one in answers]
    assert told == [(400, "invalid_client")] * 3 + [(400, "invalid_request")]
    assert {one.headers["cache-control"] for one in answers} == {"no-store"}
    assert await market.query(token) == 200


async def test_a_revoked_token_is_dead_with_the_next_request_and_its_sister_lives(
    market: Client, db: Database, settings: Settings
) -> None:
    token, sister = await market.token(), await market.token()
    elsewhere = Door(db, Clock(settings), settings.issuer)
    remembered = await elsewhere.resolve(f"Bearer {token}")
    before = [await market.query(one) for one in (token, sister)]

    told = await market.revoke(token)
    after = [await market.query(one) for one in (token, sister, token)]
    nothing = (
        "{ __typename }",
        "{ __schema { queryType { name } } }",
        '{ __typename __type(name: "ID") { name } }',
    )
    about_nothing = [[await market.query(one, text) for text in nothing] for one in (token, sister)]

    assert (before, told, after) == ([200, 200], 200, [401, 200, 401])
    assert about_nothing == [[401] * 3, [200] * 3]
    assert await market.introspect(token) == {"active": False}
    with pytest.raises(Unauthenticated):
        await elsewhere.refresh(remembered)


async def test_to_revoke_what_is_not_ones_own_or_nothing_does_nothing_and_says_nothing(
    market: Client, finance: Client, admin: Client, owner: Owner
) -> None:
    token = await market.token()
    epoch = await owner.fetchval("SELECT epoch FROM access_epoch")

    told = [await one.revoke(text) for one in (finance, admin) for text in (token, "nonsense", "a.b.c")]
    alive = await market.query(token)
    told += [await market.revoke(token), await market.revoke(token)]

    assert (set(told), alive) == ({200}, 200)
    assert await owner.fetchval("SELECT count(*) FROM revoked_token") == 1
    journal = await owner.fetch("SELECT actor, target FROM access_change WHERE what = 'token.revoke'")
    assert [tuple(one) for one in journal] == [("market", "market")]
    assert await owner.fetchval("SELECT epoch FROM access_epoch") == epoch


async def test_a_revoked_token_dies_between_the_door_and_the_statement(
    market: Client, db: Database, settings: Settings
) -> None:
    token = await market.token()
    door = Door(db, Clock(settings), settings.issuer)
    engine = Engine(schema(), db, Clock(settings), door.refresh)
    caller = await door.resolve(f"Bearer {token}")
    asked = Request("{ penalties(first: 1) { totalCount } }")
    before = await engine.answer(asked, caller)

    await market.revoke(token)

    assert before.executed
    with pytest.raises(Unauthenticated):
        await engine.answer(asked, caller)


async def test_revoked_tokens_are_cleared_when_they_have_long_expired(market: Client, owner: Owner) -> None:
    await market.revoke(await market.token())
    await owner.execute("UPDATE revoked_token SET expires_at = now() - interval '11 minutes', jti = 'old'")

    await market.revoke(await market.token())

    assert await owner.fetchval("SELECT count(*) FILTER (WHERE jti = 'old') FROM revoked_token") == 0
    assert await owner.fetchval("SELECT count(*) FROM revoked_token") == 1


async def test_a_rotation_is_noticed_by_every_process_and_disturbs_none(
    market: Client, db: Database, settings: Settings, owner: Owner
) -> None:
    clock = Clock(settings)
    old = await market.token()
    assert await market.query(old) == 200
    async with db.writing() as session:
        kid = await keys.rotate_key(session, clock, "test")

    new = await market.token()

    assert jwt_header(new)["kid"] == kid
    assert [await market.query(one) for one in (old, new, old)] == [200, 200, 200]
    published = (await market.web.get(market.found["jwks_uri"])).json()["keys"]
    assert [one["kid"] for one in published] == [kid, jwt_header(old)["kid"]]
    assert not any("d" in one for one in published)
    assert await owner.fetchval("SELECT count(*) FROM signing_key WHERE private_jwk LIKE '%\"d\"%'") == 1


async def test_a_key_rotated_away_is_dropped_in_time_and_what_it_signs_afterwards_is_nothing(
    market: Client, db: Database, settings: Settings
) -> None:
    clock = Clock(settings)
    async with db.writing() as session:
        stolen = await keys.active_key(session)
        await keys.rotate_key(session, clock, "test")
    late = Clock(replace(settings, now=clock.now() + keys.LONGEST_USE + dt.timedelta(seconds=1)))
    early = Clock(replace(settings, now=clock.now() + keys.LONGEST_USE - dt.timedelta(seconds=5)))

    told = []
    for moment in (early, late):
        door = Door(db, moment, settings.issuer)
        forged = signed_with(stolen, settings.issuer, int(moment.now().timestamp()))
        try:
            claims, _ = await door.inspect(forged)
            told.append(claims.expires_at - int(moment.now().timestamp()))
        except Unauthenticated:
            told.append(0)
    async with db.writing() as session:
        left = await keys.public_keys(session, late)

    assert told == [pytest.approx(5, abs=1), 0]
    assert len(left["keys"]) == 1


def test_a_token_whose_key_has_ended_is_no_token_however_young() -> None:
    key, now = ECKey.generate_key("P-256", auto_kid=True), 1_800_000_000
    text = tokens.issue(key, "http://here", tokens.Wanted("market", "record:read", "http://here"), now)

    def expires(seconds: int) -> int:
        until = dt.datetime.fromtimestamp(now + seconds, dt.UTC)
        ring = {str(key.kid): keys.Published(key, until)}
        return tokens.verify(text, ring, "http://here", now).expires_at - now

    assert (expires(400), expires(7)) == (300, 7)
    with pytest.raises(Unauthenticated):
        expires(0)


async def test_a_process_that_saw_no_new_key_drops_the_old_one_in_time_too(
    market: Client, db: Database, settings: Settings
) -> None:
    clock = Clock(settings)
    door = Door(db, clock, settings.issuer)
    caller = await door.resolve(f"Bearer {await market.token()}")
    async with db.writing() as session:
        stolen = await keys.active_key(session)
        await keys.rotate_key(session, clock, "test")
    await door.refresh(caller)

    door._clock = Clock(replace(settings, now=clock.now() + keys.LONGEST_USE))
    forged = signed_with(stolen, settings.issuer, int(door._clock.now().timestamp()))

    with pytest.raises(Unauthenticated):
        await door.resolve(f"Bearer {forged}")


async def test_a_revoked_signing_key_ends_every_token_it_signed_in_every_process(
    market: Client, finance: Client, db: Database, settings: Settings
) -> None:
    clock = Clock(settings)
    token, others = await market.token(), await finance.token()
    elsewhere = Door(db, clock, settings.issuer)
    remembered = await elsewhere.resolve(f"Bearer {token}")
    before = [await market.query(one) for one in (token, others)]
    async with db.writing() as session:
        await keys.revoke_key(session, clock, "test", jwt_header(token)["kid"])

    fresh = await market.token()
    after = [await market.query(one) for one in (fresh, token, others, fresh)]

    assert (before, after) == ([200, 200], [200, 401, 401, 200])
    assert await market.introspect(token) == {"active": False}
    with pytest.raises(Unauthenticated):
        await elsewhere.refresh(remembered)
    assert len((await market.web.get(market.found["jwks_uri"])).json()["keys"]) == 1


async def test_a_token_for_fewer_scopes_brings_no_more_than_those(
    admin: Client, db: Database, settings: Settings
) -> None:
    door = Door(db, Clock(settings), settings.issuer)
    less = (await admin.ask(**admin.proof(), scope="audit:read")).json()

    caller = await door.resolve(f"Bearer {less['access_token']}")

    assert less["scope"] == "audit:read"
    assert caller.scopes == (await door.refresh(caller)).scopes == {Scope.AUDIT_READ}
    assert (await admin.introspect(less["access_token"]))["scope"] == "audit:read"


async def test_a_revoked_client_has_no_living_token(
    market: Client, admin: Client, db: Database, settings: Settings
) -> None:
    token = await market.token()
    async with db.writing() as session:
        await clients.revoke_client(session, Clock(settings), "test", "market")

    assert await admin.introspect(token) == {"active": False}
    assert await market.query(token) == 401


async def test_made_up_keys_cost_one_reading_at_a_time(
    market: Client, db: Database, settings: Settings, statements: list[str]
) -> None:

    door = Door(db, Clock(settings), settings.issuer)
    key = ECKey.generate_key("P-256", auto_kid=True)
    forged = [signed_with(key, settings.issuer, int(Clock(settings).now().timestamp())) for _ in range(40)]
    statements.clear()

    told = await asyncio.gather(*(door.resolve(f"Bearer {one}") for one in forged), return_exceptions=True)

    assert {type(one).__mro__[1] for one in told} == {Unauthenticated}
    assert len([one for one in statements if "signing_key" in one]) <= 2


def jwt_header(token: str) -> dict[str, Any]:

    part = token.split(".", maxsplit=1)[0]
    header: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return header


def signed_with(key: ECKey, issuer: str, now: int) -> str:
    claims = {"iss": issuer, "aud": issuer, "sub": "market", "client_id": "market", "scope": "record:read"}
    times = {"iat": now, "exp": now + 300, "jti": "forged"}
    return jwt.encode({"alg": "ES256", "typ": "at+jwt", "kid": key.kid}, claims | times, key)
