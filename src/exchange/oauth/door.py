"""The door: a token and two headers in, a frozen `Caller` out. Below here nobody reads a header.

Three things are remembered, each bounded and each only able to refuse: verified tokens by their hash until they expire, our own public
keys, and the profile of a client together with the access epoch it was read at. The reading statement compares that epoch with the
current one; when it has moved, `refresh` reads the profile afresh, and a revoked client is out.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from typing import TYPE_CHECKING, Any
from uuid import UUID

from exchange.access import ANONYMOUS, Caller
from exchange.database import Login
from exchange.errors import BadRequest, Unauthenticated
from exchange.grants import keys, profiles
from exchange.oauth import tokens

if TYPE_CHECKING:
    from exchange.clock import Clock
    from exchange.database import Database
    from exchange.grants.profiles import Profile
    from exchange.oauth.tokens import Claims

KEPT = 10_000
LONGEST_TOKEN = 4_096
LONGEST_CASE = 100


class Door:
    """Resolves callers."""

    def __init__(self, db: Database, clock: Clock, issuer: str) -> None:
        self._db = db
        self._clock = clock
        self._issuer = issuer
        self._tokens: OrderedDict[bytes, Claims] = OrderedDict()
        self._profiles: OrderedDict[str, Profile] = OrderedDict()
        self._keys: dict[str, Any] = {"keys": []}

    async def resolve(
        self, authorization: str | None, agreement: str | None = None, case: str | None = None
    ) -> Caller:
        """The caller of a request; anonymous without a token. Unauthenticated or BadRequest otherwise."""
        named, file = _agreement(agreement), _case(case)
        if authorization is None:
            return ANONYMOUS
        kind, _, text = authorization.partition(" ")
        if kind.lower() != "bearer" or not text or len(text) > LONGEST_TOKEN or not text.isascii():
            raise Unauthenticated
        claims = await self._verified(text.strip())
        profile = self._profiles.get(claims.client) or await self._read(claims.client)
        return profile.on(named, file)

    async def refresh(self, caller: Caller) -> Caller:
        """The same caller with its rights as they are now; Unauthenticated when the client is revoked."""
        if caller.client is None:
            return caller
        self._profiles.pop(caller.client, None)
        profile = await self._read(caller.client)
        return profile.on(caller.agreement, caller.case)

    async def _verified(self, text: str) -> Claims:
        now = int(self._clock.now().timestamp())
        mark = hashlib.sha256(text.encode()).digest()
        claims = self._tokens.get(mark)
        if claims is None:
            claims = await self._verify(text, now)
            self._tokens[mark] = claims
            _bounded(self._tokens)
        if claims.expires_at <= now:
            self._tokens.pop(mark, None)
            raise Unauthenticated
        return claims

    async def _verify(self, text: str, now: int) -> Claims:
        """With the keys known; once more with those of the database, since another process may have rotated them."""
        try:
            return tokens.verify(text, self._keys, self._issuer, now)
        except Unauthenticated:
            async with self._db.writing() as session:
                self._keys = await keys.public_keys(session)
            return tokens.verify(text, self._keys, self._issuer, now)

    async def _read(self, client: str) -> Profile:
        async with self._db.reading(Login.READER) as session:
            profile = await profiles.read(session, client)
        if profile is None:
            raise Unauthenticated
        self._profiles[client] = profile
        _bounded(self._profiles)
        return profile


def _bounded(kept: OrderedDict[Any, Any]) -> None:
    if len(kept) > KEPT:
        kept.popitem(last=False)


def _agreement(text: str | None) -> UUID | None:
    if text is None:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise BadRequest(
            problem="the header Exchange-Agreement is no agreement id. Copy the id from the agreement."
        ) from None


def _case(text: str | None) -> str | None:
    if text is None:
        return None
    if not 1 <= len(text) <= LONGEST_CASE or not text.isprintable():
        raise BadRequest(
            problem=f"the header Exchange-Case must have 1 to {LONGEST_CASE} printable characters."
        )
    return text
