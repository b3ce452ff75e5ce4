"""Which JWK becomes a client's key, and what may be done with keys."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey

from exchange.clock import Clock
from exchange.errors import BadRequest, NotFound
from exchange.grants import client_keys, clients

if TYPE_CHECKING:
    from exchange.database import Database
    from exchange.settings import Settings

EC = ECKey.generate_key("P-256").as_dict(private=False)
RSA = RSAKey.generate_key(2048)
ED = OKPKey.generate_key("Ed25519")

KEYS: list[tuple[dict[str, Any], str]] = [
    ({**EC}, "ES256"),
    (RSA.as_dict(private=False), "PS256"),
    (ED.as_dict(private=False), "EdDSA"),
]


@pytest.mark.parametrize(("jwk", "algorithm"), KEYS)
def test_the_algorithm_follows_from_the_key_and_only_its_numbers_are_kept(
    jwk: dict[str, Any], algorithm: str
) -> None:
    given = jwk | {"kid": "mine", "alg": algorithm, "use": "sig", "x5u": "http://127.0.0.1/", "note": "x"}

    read = client_keys.read_jwk(json.dumps(given))

    assert (read.kid, read.algorithm) == ("mine", algorithm)
    assert json.loads(read.jwk).keys() <= {"kty", "crv", "x", "y", "n", "e", "kid"}


def test_a_key_without_an_id_is_named_by_its_thumbprint() -> None:
    assert client_keys.read_jwk(json.dumps(EC)).kid == ECKey.import_key(EC).thumbprint()


REFUSED: list[tuple[str, str]] = [
    ("", "no JSON object"),
    ("[]", "no JSON object"),
    ("[" * 5000, "no JSON object"),
    (json.dumps(ED.as_dict(private=True)), "private"),
    (json.dumps(RSA.as_dict(private=True)), "private"),
    (json.dumps(OctKey.generate_key(256).as_dict(private=True)), "private or shared"),
    (json.dumps(ECKey.generate_key("P-384").as_dict(private=False)), "kind that is not accepted"),
    (json.dumps(OKPKey.generate_key("X25519").as_dict(private=False)), "kind that is not accepted"),
    (json.dumps({"kty": "RSA", "n": "_" * 171, "e": "AQAB"}), "1024 bits"),
    (json.dumps({"kty": "RSA", "n": "_" * 1200, "e": "AQAB"}), "7200 bits"),
    (json.dumps({"kty": "RSA", "n": "ä", "e": "AQAB"}), "no such key"),
    (json.dumps({"kty": ["EC"]}), "kind that is not accepted"),
    (json.dumps(EC | {"alg": "RS256"}), "meant for something else"),
    (json.dumps(EC | {"use": "enc"}), "meant for something else"),
    (json.dumps(EC | {"x": "AAAA"}), "no such key"),
    (json.dumps({"kty": "EC", "crv": "P-256"}), "no such key"),
    (json.dumps(EC | {"kid": "a\nb"}), "printable"),
    (json.dumps(EC | {"kid": "k" * 101}), "printable"),
]


@pytest.mark.parametrize(("text", "told"), REFUSED, ids=range(len(REFUSED)))
def test_what_cannot_be_a_clients_key_is_refused_with_what_to_give(text: str, told: str) -> None:
    with pytest.raises(BadRequest) as refusal:
        client_keys.read_jwk(text)

    assert told in refusal.value.message


async def test_a_kid_stands_for_one_key_for_ever_and_an_end_can_be_set_and_moved_but_not_undone(
    db: Database, settings: Settings
) -> None:
    clock, key = Clock(settings), client_keys.read_jwk(json.dumps(EC))
    later = clock.now() + dt.timedelta(days=7)
    async with db.writing() as session:
        wanted = clients.Wanted("x", "partner", client_id="market")
        await clients.create_client(session, clock, "test", wanted)
        with pytest.raises(BadRequest, match="no valid key"):
            await clients.remove_secret(session, clock, "test", "market")
        await client_keys.add_key(session, clock, "test", "market", key)
        await client_keys.retire_key(session, clock, "test", "market", key.kid, later)
        found = await clients.registered(session, clock, "market", key.kid)
        assert found is not None
        assert found.algorithm == "ES256"

        await client_keys.retire_key(session, clock, "test", "market", key.kid)
        found = await clients.registered(session, clock, "market", key.kid)

        assert found is not None
        assert found.jwk is None
        with pytest.raises(NotFound):
            await client_keys.retire_key(session, clock, "test", "market", key.kid, later)
        with pytest.raises(BadRequest, match="kid"):
            await client_keys.add_key(session, clock, "test", "market", key)
