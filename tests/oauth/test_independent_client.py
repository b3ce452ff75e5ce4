"""A client written from the metadata alone gets in by both methods, and whatever proves nothing is refused with a sentence that helps."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import re
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from joserfc.jwk import ECKey, OKPKey, RSAKey

from exchange.clock import Clock
from exchange.grants import client_keys, clients
from exchange.oauth import authentication
from tests.oauth import independent
from tests.oauth.conftest import KEYS, register
from tests.oauth.independent import Client

if TYPE_CHECKING:
    from collections.abc import Callable

    import asyncpg
    import httpx
    from joserfc.jwk import Key

    from exchange.database import Database
    from exchange.settings import Settings

RSA = RSAKey.generate_key(2048, auto_kid=True)
ED25519 = OKPKey.generate_key("Ed25519", auto_kid=True)


async def test_a_client_finds_everything_from_its_first_refusal_and_comes_in_by_key_and_by_secret(
    market: Client, app_web: httpx.AsyncClient
) -> None:
    by_secret = Client(app_web, "market", secret="of market", found=market.found)

    answers = [
        await market.ask(**market.proof()),
        await by_secret.ask(**by_secret.proof()),
        await app_web.post(
            market.found["token_endpoint"],
            data={"grant_type": "client_credentials"},
            auth=("market", "of market"),
        ),
    ]

    assert [one.status_code for one in answers] == [200, 200, 200]
    assert {one.headers["cache-control"] for one in answers} == {"no-store"}
    assert [one.json()["expires_in"] for one in answers] == [300, 300, 300]
    assert [await market.query(one.json()["access_token"]) for one in answers] == [200, 200, 200]


async def test_the_metadata_tells_what_is_there_and_no_more(
    market: Client, app_web: httpx.AsyncClient
) -> None:
    told = market.found
    methods = ["private_key_jwt", "client_secret_basic", "client_secret_post"]

    assert told["grant_types_supported"] == ["client_credentials", "authorization_code", "refresh_token"]
    assert told["response_types_supported"] == ["code"]
    assert told["code_challenge_methods_supported"] == ["S256"]
    for name in ("token", "introspection", "revocation"):
        public = [] if name == "introspection" else ["none"]
        assert told[f"{name}_endpoint_auth_methods_supported"] == [*methods, *public]
        assert told[f"{name}_endpoint_auth_signing_alg_values_supported"] == ["ES256", "PS256", "EdDSA"]
        assert (await app_web.post(told[f"{name}_endpoint"])).status_code == 415
    assert told["authorization_endpoint"] == f"{told['issuer']}/oauth/authorize"
    assert (await app_web.get(told["authorization_endpoint"])).status_code == 400
    assert len((await app_web.get(told["jwks_uri"])).json()["keys"]) == 1


@pytest.mark.parametrize(("algorithm", "key"), [("PS256", RSA), ("EdDSA", ED25519)])
async def test_each_algorithm_offered_works_with_a_key_of_its_kind(
    market: Client, db: Database, settings: Settings, algorithm: str, key: Key
) -> None:
    await register(db, settings, "market", key)
    client = Client(market.web, "market", key, algorithm, found=market.found)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # joserfc prefers the newer name of EdDSA when it signs
        answer = await client.ask(**client.proof())

    assert answer.status_code == 200, answer.text


async def test_a_client_changes_its_key_without_a_gap(
    market: Client, db: Database, settings: Settings
) -> None:
    old, new = market, Client(market.web, "market", KEYS["next"], found=market.found)
    steps = [(await old.ask(**old.proof()), await new.ask(**new.proof()))]

    await register(db, settings, "market", KEYS["next"])
    steps.append((await old.ask(**old.proof()), await new.ask(**new.proof())))
    async with db.writing() as session:
        await client_keys.retire_key(session, Clock(settings), "test", "market", str(KEYS["market"].kid))
    steps.append((await old.ask(**old.proof()), await new.ask(**new.proof())))

    assert [(one.status_code, two.status_code) for one, two in steps] == [(200, 400), (200, 200), (400, 200)]


@pytest.mark.usefixtures("patient")
async def test_of_parallel_redemptions_of_one_assertion_exactly_one_succeeds(market: Client) -> None:
    one = market.proof(market.assertion())

    answers = await asyncio.gather(*(market.ask(**one) for _ in range(12)))

    refused = [answer.json() for answer in answers if answer.status_code != 200]
    assert len(refused) == 11
    assert {one["error_description"] for one in refused} == {authentication.REPLAYED}


def now() -> int:
    return int(time.time())


def unsigned(client: Client) -> str:
    header = base64.urlsafe_b64encode(
        json.dumps({"alg": "none", "kid": client.key and client.key.kid}).encode()
    )
    body = client.assertion().split(".")[1]
    return f"{header.rstrip(b'=').decode()}.{body}."


def public_key_as_secret(client: Client) -> str:
    """Algorithm confusion: the public key's text as the key of an HMAC, by hand, since joserfc refuses to."""
    assert isinstance(client.key, ECKey)
    header = json.dumps({"alg": "HS256", "kid": client.key.kid}).encode()
    signed = base64.urlsafe_b64encode(header).rstrip(b"=") + b"." + client.assertion().split(".")[1].encode()
    mac = hmac.new(client.key.as_pem(private=False), signed, hashlib.sha256).digest()
    return f"{signed.decode()}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


WRONG: dict[str, tuple[Callable[[Client], str], str]] = {
    "aud a list": (lambda one: one.assertion(aud=[one.found["issuer"]]), "no list"),
    "aud of another server": (lambda one: one.assertion(aud="https://elsewhere.example"), "issuer"),
    "aud the token endpoint": (lambda one: one.assertion(aud=one.found["token_endpoint"]), "issuer"),
    "aud with a slash": (lambda one: one.assertion(aud=one.found["issuer"] + "/"), "issuer"),
    "no aud": (lambda one: one.assertion(aud=None), "issuer"),
    "HS256 with the public key": (public_key_as_secret, "ES256, PS256, EdDSA"),
    "none": (unsigned, "ES256, PS256, EdDSA"),
    "RS256": (lambda one: one.assertion({"alg": "RS256"}, RSA), "ES256, PS256, EdDSA"),
    "expired": (lambda one: one.assertion(iat=now() - 200, exp=now() - 40), "expired"),
    "iat in the future": (lambda one: one.assertion(iat=now() + 90, exp=now() + 150), "future"),
    "nbf in the future": (lambda one: one.assertion(nbf=now() + 90), "future"),
    "no iat": (lambda one: one.assertion(iat=None), "iat and exp"),
    "no exp": (lambda one: one.assertion(exp=None), "iat and exp"),
    "times as text": (lambda one: one.assertion(iat="1", exp="2"), "whole seconds"),
    "times as truth": (lambda one: one.assertion(iat=True, exp=now() + 60), "whole seconds"),
    "no jti": (lambda one: one.assertion(jti=None), "needs jti"),
    "jti a number": (lambda one: one.assertion(jti=7), "needs jti"),
    "jti with NUL": (lambda one: one.assertion(jti="a\0b"), "needs jti"),
    "jti half a character": (lambda one: one.assertion(jti="\ud800"), "needs jti"),
    "lives too long": (lambda one: one.assertion(exp=now() + 400), "300 seconds"),
    "ends before it begins": (lambda one: one.assertion(iat=now(), exp=now()), "expire after"),
    "iss another": (lambda one: one.assertion(iss="finance"), "iss and the sub"),
    "no sub": (lambda one: one.assertion(sub=None), "needs sub"),
    "sub an object": (lambda one: one.assertion(sub={"a": 1}), "needs sub"),
    "no kid": (lambda one: one.assertion({"kid": None}), "kid"),
    "typ of an access token": (lambda one: one.assertion({"typ": "at+jwt"}), "typ"),
    "key in the header": (
        lambda one: one.assertion({"jwk": KEYS["stranger"].as_dict(private=False)}, KEYS["stranger"]),
        "Name a registered key",
    ),
    "address in the header": (
        lambda one: one.assertion({"jku": "http://127.0.0.1:9/"}),
        "Name a registered key",
    ),
    "crit": (lambda one: one.assertion({"crit": ["exp"], "exp": 1}), "Name a registered key"),
    "no JWT": (lambda _: "a.b", "no signed JWT"),
    "no base64": (lambda _: "ä.ö.ü", "no signed JWT"),
    "deep": (
        lambda one: base64.urlsafe_b64encode(b"[" * 1401).decode() + ".e30." + one.assertion()[-8:],
        "no signed JWT",
    ),
    "oversized": (lambda one: one.assertion(more="x" * 2000), "longer than"),
}
"""Wrong in itself: told, whoever asks."""
UNPROVEN: dict[str, Callable[[Client], str]] = {
    "kid that nobody has": lambda one: one.assertion({"kid": "nobody"}),
    "key of another client": lambda one: one.assertion(key=KEYS["finance"]),
    "kid of its own, signed by another": lambda one: one.assertion(
        {"kid": one.key and one.key.kid}, KEYS["stranger"]
    ),
    "another algorithm": lambda one: one.assertion({"alg": "PS256", "kid": one.key and one.key.kid}, RSA),
    "nobody's name": lambda one: one.assertion(iss="nobody", sub="nobody"),
    "signature cut": lambda one: one.assertion()[:-8],
    "signature left out": lambda one: one.assertion().rpartition(".")[0] + ".",
}
"""Wrong by what is registered: one and the same answer."""


async def test_an_assertion_that_is_wrong_in_itself_is_told_what_to_mend(market: Client) -> None:
    told = {name: await market.ask(**market.proof(make(market))) for name, (make, _) in WRONG.items()}

    for name, answer in told.items():
        body = answer.json()
        assert (name, answer.status_code) == (name, 400)
        assert body["error"] == ("invalid_request" if name == "oversized" else "invalid_client")
        assert WRONG[name][1] in body["error_description"], name
        assert answer.headers["cache-control"] == "no-store"
        assert "elsewhere" not in answer.text


async def test_an_assertion_that_proves_nothing_gets_one_answer_whatever_is_the_matter(
    market: Client, db: Database, settings: Settings
) -> None:
    clock = Clock(settings)
    retired, future, gone = (ECKey.generate_key("P-256", auto_kid=True) for _ in range(3))
    for name, key in (("market", retired), ("finance", gone)):
        await register(db, settings, name, key)
    later = client_keys.read_jwk(json.dumps({**future.as_dict(private=False), "kid": future.kid}))
    async with db.writing() as session:
        await client_keys.retire_key(session, clock, "test", "market", str(retired.kid))
        tomorrow = clock.now().replace(year=clock.now().year + 1)
        await client_keys.add_key(session, clock, "test", "market", later, tomorrow)
        await clients.revoke_client(session, clock, "test", "finance")
    made = {name: make(market) for name, make in UNPROVEN.items()}
    made |= {"retired": market.assertion(key=retired), "not yet valid": market.assertion(key=future)}
    made |= {"revoked client": market.assertion(key=gone, iss="finance", sub="finance")}

    answers = {name: await market.ask(**market.proof(text)) for name, text in made.items()}

    told = {name: (one.status_code, one.json()) for name, one in answers.items()}
    expected = (400, {"error": "invalid_client", "error_description": authentication.NO_KEY})
    assert told == dict.fromkeys(made, expected)


BESIDE: list[tuple[dict[str, str], str]] = [
    ({"client_secret": "of market", "client_id": "market"}, "invalid_request"),
    ({"client_id": "finance"}, "invalid_request"),
    ({"client_assertion_type": "urn:other"}, "invalid_request"),
    ({"client_assertion": ""}, "invalid_request"),
    ({"resource": "https://elsewhere.example"}, "invalid_target"),
    ({"scope": "access:manage"}, "invalid_scope"),
    ({"scope": "no:such"}, "invalid_scope"),
    ({"grant_type": "password"}, "unsupported_grant_type"),
]


async def test_what_stands_beside_the_assertion_must_fit(market: Client) -> None:
    answers = [await market.ask(**(market.proof() | form)) for form, _ in BESIDE]

    told = [(one.status_code, one.json()["error"]) for one in answers]
    assert told == [(400, error) for _, error in BESIDE]
    assert not [one.text for one in answers if "elsewhere" in one.text]


async def test_two_ways_at_once_are_refused_even_if_both_are_right(market: Client) -> None:
    answer = await market.web.post(
        market.found["token_endpoint"],
        data={"grant_type": "client_credentials"} | market.proof(),
        auth=("market", "of market"),
    )

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


async def test_our_own_resource_may_be_named(market: Client) -> None:
    answer = await market.ask(**market.proof(), resource=market.found["issuer"])

    assert answer.status_code == 200


async def test_a_client_without_a_secret_comes_in_by_its_key_alone(
    market: Client, db: Database, settings: Settings
) -> None:
    async with db.writing() as session:
        await clients.remove_secret(session, Clock(settings), "test", "market")
    by_secret = {"client_id": "market", "client_secret": "of market"}

    answers = [await market.ask(**by_secret), await market.ask(**market.proof())]

    assert [one.status_code for one in answers] == [400, 200]
    assert answers[0].json()["error"] == "invalid_client"


async def test_used_assertions_are_cleared_when_they_could_not_be_used_any_more(
    market: Client, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    await market.token()
    await owner.execute("UPDATE used_assertion SET expires_at = now() - interval '11 minutes', jti = 'old'")
    await owner.execute(
        "INSERT INTO used_assertion VALUES ('market', 'recent', now() - interval '9 minutes')"
    )

    await market.token()

    left: list[Any] = await owner.fetch("SELECT jti FROM used_assertion WHERE jti IN ('old', 'recent')")
    assert [row["jti"] for row in left] == ["recent"]


def test_the_independent_client_knows_nothing_of_ours() -> None:
    source = Path(independent.__file__).read_text("utf-8")

    imported = set(re.findall(r"^\s*(?:from|import) (\w+)", source, re.MULTILINE))
    assert imported <= {
        "__future__",
        "dataclasses",
        "httpx",
        "joserfc",
        "json",
        "re",
        "time",
        "typing",
        "uuid",
    }
