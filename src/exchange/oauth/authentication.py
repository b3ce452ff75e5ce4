"""Which client a request comes from: its proof, held against what is registered.

All failures that depend on what is registered — no such client, revoked, another secret, no such key, a retired one, another's signature —
cost the same work and get the same sentence. An assertion is verified and used up in one transaction; a secret is checked between two, so
that no connection waits for Argon2.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import secrets
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from joserfc.jwk import ECKey, OKPKey, RSAKey, import_key

from exchange.grants import clients, spent
from exchange.grants.client_keys import EDDSA, ES256, SHORTEST_RSA
from exchange.oauth import assertions
from exchange.oauth.credentials import Named, Secret, Signed
from exchange.oauth.passwords import Passwords
from exchange.oauth.refused import Refused, not_authenticated
from exchange.oauth.throttle import Throttle

if TYPE_CHECKING:
    from joserfc.jwk import Key

    from exchange.clock import Clock
    from exchange.database import Database
    from exchange.grants.clients import Registered
    from exchange.oauth.assertions import Assertion

NO_SECRET = (
    "Client id and secret do not fit, or the client was revoked. Check both, or ask the access administrator."  # noqa: S105 - a sentence
)
NO_KEY = (
    "The assertion is not signed by a valid key of that client: check sub, kid, the key and its algorithm, and with the access "
    "administrator whether the key is registered, not yet or no longer valid, or the client was revoked."
)
REPLAYED = "The assertion was used before. Make a new one, with a jti of its own, for each request."
TWO_CLIENTS = "The client_id in the body is not the sub of the assertion. Leave it out."


class Authentication:
    """Tells clients apart, for one process."""

    def __init__(self, db: Database, clock: Clock, issuer: str) -> None:
        self._db = db
        self._clock = clock
        self._issuer = issuer
        self._passwords = Passwords()
        self._throttle = Throttle()

    async def client(self, proof: Secret | Signed | Named, address: str) -> Registered:
        """The client. `Refused` when the proof does not hold, TooManyAttempts when too many did not."""
        if isinstance(proof, Named):
            return await self._by_name(proof, address)
        return await (
            self._by_secret(proof, address) if isinstance(proof, Secret) else self._by_key(proof, address)
        )

    async def _by_name(self, proof: Named, address: str) -> Registered:
        """A public client, which has nothing to prove itself by."""
        self._throttle.admit(proof.client, address)
        async with self._db.writing() as session:
            found = await clients.registered(session, self._clock, proof.client)
        if found is None or not found.public:
            self._throttle.failed(proof.client, address)
            raise not_authenticated(NO_SECRET)
        return found

    async def _by_secret(self, proof: Secret, address: str) -> Registered:
        async with self._db.writing() as session:
            found = await clients.registered(session, self._clock, proof.client)
        stored = found.secret_hash if found else None
        if not self._passwords.remembers(stored, proof.secret):
            self._throttle.admit(proof.client, address)
            if not await self._passwords.fit(stored, proof.secret):
                found = None
        if found is None:
            self._throttle.failed(proof.client, address)
            raise not_authenticated(NO_SECRET, challenged=proof.header)
        return found

    async def _by_key(self, proof: Signed, address: str) -> Registered:
        assertion = assertions.stated(proof.text, self._issuer, int(self._clock.now().timestamp()))
        if proof.client not in {None, assertion.client}:
            raise Refused(TWO_CLIENTS)
        async with self._db.writing() as session:
            found = await clients.registered(session, self._clock, assertion.client, assertion.kid)
            if not _signed(assertion, found) or found is None:
                self._throttle.admit(assertion.client, address)
                self._throttle.failed(assertion.client, address)
                raise not_authenticated(NO_KEY)
            ends = dt.datetime.fromtimestamp(assertion.expires_at, dt.UTC)
            if not await spent.redeem_assertion(session, self._clock, found.id, assertion.jti, ends):
                raise not_authenticated(REPLAYED)
        return found


def _signed(assertion: Assertion, client: Registered | None) -> bool:
    """By the registered key and its algorithm; where there is none, the work is done on a key that fits nothing."""
    known = client is not None and client.jwk is not None and client.algorithm == assertion.algorithm
    key = _imported(client.jwk) if known and client and client.jwk else _decoy(assertion.algorithm)
    return assertion.jws.is_signed_by(key, assertion.algorithm) and known


@lru_cache(maxsize=1_000)
def _imported(jwk: str) -> Key:
    return import_key(json.loads(jwk))


@cache
def _decoy(algorithm: str) -> Key:
    if algorithm == ES256:
        return ECKey.generate_key("P-256", private=False)
    if algorithm == EDDSA:
        return OKPKey.generate_key("Ed25519", private=False)
    odd = (
        secrets.randbits(SHORTEST_RSA) | 1 << SHORTEST_RSA - 1 | 1
    )  # nobody knows its factors, if it has any
    number = base64.urlsafe_b64encode(odd.to_bytes(SHORTEST_RSA // 8, "big")).rstrip(b"=").decode()
    return RSAKey.import_key({"kty": "RSA", "n": number, "e": "AQAB"})
