"""The door: a token and three headers in, a frozen `Caller` out. Below here nobody reads a header.

Four things are remembered, each bounded and each only able to refuse: verified tokens by their hash until they expire, our own public
keys, what an agreement leaves of its items, which never changes, the profile of a client together with the access epoch it was read at,
and the caller that came of the headers under that profile. The reading statement compares that epoch with the current one; when it has
moved, `refresh` reads the profile afresh, and a revoked client is out. A revoked token is asked for by the statement and by `refresh`. A
revoked signing key raises the epoch and `refresh` asks for the key: so profiles are kept per client and key. Public keys are as old as
the epoch they were read at: nothing new is verified by keys that are older than a profile in use.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from exchange.access import ANONYMOUS, WHOLE, Call, Caller
from exchange.cases.tracking import presented
from exchange.database import Login
from exchange.disclosure import policy
from exchange.errors import BadRequest, Unauthenticated
from exchange.grants import agreed, keys, people, profiles, versions
from exchange.oauth import tokens
from exchange.oauth.details import LONGEST_CASE

if TYPE_CHECKING:
    from exchange.access import Narrowed, Token
    from exchange.clock import Clock
    from exchange.database import Database
    from exchange.grants.profiles import Profile
    from exchange.oauth.tokens import Claims

KEPT = 10_000


@dataclass(frozen=True, slots=True)
class _Known:
    """A caller as long as its token lives and its profile is the one in use."""

    caller: Caller
    until: int
    profile: Profile
    place: tuple[str, str]


class Door:
    """Resolves callers."""

    def __init__(self, db: Database, clock: Clock, issuer: str) -> None:
        self._db = db
        self._clock = clock
        self._issuer = issuer
        self._tokens: OrderedDict[bytes, Claims] = OrderedDict()
        self._profiles: OrderedDict[tuple[str, str], Profile] = OrderedDict()
        self._known: OrderedDict[tuple[bytes, str | None, str | None], _Known] = OrderedDict()
        self._narrowings: OrderedDict[UUID, Narrowed] = OrderedDict()
        self._ring = keys.Ring(0, {})
        self._epoch = 0
        self._learnt = 0.0
        self._learning = asyncio.Lock()

    async def resolve(
        self,
        authorization: str | None,
        agreement: str | None = None,
        case: str | None = None,
        tracking: str | None = None,
    ) -> Caller:
        """The caller of a request; anonymous without a token, or known by a case that it has the secret of.

        Unauthenticated or BadRequest otherwise.
        """
        if authorization is None:
            _agreement(agreement), _case(case)
            return ANONYMOUS if tracking is None else presented(tracking)
        if tracking is not None:
            raise BadRequest(
                problem="the header Exchange-Tracking is for callers without a token. Leave out one of the two."
            )
        mark = hashlib.sha256(authorization.encode("utf-8", "replace")).digest()
        known = self._known.get((mark, agreement, case))
        if (
            known is None
            or known.until <= self._clock.now().timestamp()
            or self._profiles.get(known.place) is not known.profile
        ):
            return await self._resolve(authorization, agreement, case, mark)
        return known.caller

    async def _resolve(
        self, authorization: str, agreement: str | None, case: str | None, mark: bytes
    ) -> Caller:
        """The caller whom nobody remembers; of clients it is remembered under the headers, of people nothing is."""
        named = Call(_agreement(agreement), _case(case))
        kind, _, text = authorization.partition(" ")
        if kind.lower() != "bearer":
            raise Unauthenticated
        claims = await self._verified(text.strip())
        call = _joined(named, claims.token.call)
        narrowed = await self._narrowed(call)
        if claims.person is not None:
            return _on(await self._person(claims.person, claims.client, claims.token), call, narrowed)
        place = (claims.client, claims.token.kid or "")
        profile = self._profiles.get(place) or await self._read(claims.client, claims.token)
        caller = profile.on(claims.token, call, narrowed)
        self._known[mark, agreement, case] = _Known(caller, claims.expires_at, profile, place)
        _bounded(self._known)
        return caller

    async def refresh(self, caller: Caller) -> Caller:
        """The same caller with its rights as they are now; Unauthenticated when its client, its token or the token's key is revoked."""
        call = Call(caller.agreement, caller.case, caller.purpose)
        if caller.client is None or caller.person is not None:
            async with self._db.reading(Login.READER) as session:
                await versions.learn(session)
        if caller.person is not None:
            found = await self._person(caller.person, caller.client, caller.token)
            return _on(found, call, await self._narrowed(call))
        if caller.client is None:
            return caller
        profile = await self._read(caller.client, caller.token)
        return profile.on(caller.token, call, await self._narrowed(call))

    async def _person(self, login: str, client: str | None, token: Token | None) -> Caller:
        """A person as it stands now, through a client or in a session: nothing is remembered of people (`grants.people`)."""
        async with self._db.reading(Login.READER) as session:
            found = (
                await people.read(session, self._clock, login, token)
                if client is None
                else await people.read_through(session, self._clock, login, client, token)
            )
        if found is None:
            raise Unauthenticated
        return found

    async def inspect(self, text: str) -> tuple[Claims, Caller]:
        """What a token says and whom it lets in at this moment, nothing remembered; Unauthenticated when nobody."""
        claims = await self._verified(text)
        if claims.person is not None:
            return claims, await self._person(claims.person, claims.client, claims.token)
        profile = await self._read(claims.client, claims.token)
        return claims, profile.on(claims.token, Call())

    async def _narrowed(self, call: Call) -> Narrowed:
        """What the agreement leaves of its items. It is fixed when it is signed, so it is read once."""
        if call.agreement is None:
            return WHOLE
        found = self._narrowings.get(call.agreement)
        if found is None:
            async with self._db.reading(Login.READER) as session:
                found = await agreed.narrowed(session, call.agreement)
            if found is None:
                return WHOLE
            self._narrowings[call.agreement] = found
            _bounded(self._narrowings)
        return found

    async def _verified(self, text: str) -> Claims:
        now = int(self._clock.now().timestamp())
        mark = hashlib.sha256(text.encode("utf-8", "replace")).digest()
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
        """With the keys remembered, unless access has changed since; for a key that is not among them, with those of the database."""
        asked = time.monotonic()
        if self._ring.epoch < self._epoch:
            await self._learn(asked)
        try:
            return tokens.verify(text, self._ring.keys, self._issuer, now)
        except tokens.KeyUnknown:
            await self._learn(asked)
            return tokens.verify(text, self._ring.keys, self._issuer, now)

    async def _learn(self, asked: float) -> None:
        """Read the published keys, unless somebody began to after `asked`: any number of made-up keys costs one reading at a time."""
        async with self._learning:
            if self._learnt <= asked:
                begun = time.monotonic()
                async with self._db.writing() as session:
                    self._ring = await keys.published(session, self._clock)
                self._learnt = begun

    async def _read(self, client: str, token: Token | None) -> Profile:
        key = (client, (token.kid if token else None) or "")
        self._profiles.pop(key, None)
        async with self._db.reading(Login.READER) as session:
            profile = await profiles.read(session, client, token, self._clock.now())
            if profile is not None and profile.policy != policy().version:
                await versions.learn(session)
        if profile is None:
            raise Unauthenticated
        self._epoch = max(self._epoch, profile.caller.epoch)
        self._profiles[key] = profile
        _bounded(self._profiles)
        return profile


def _joined(named: Call, granted: Call | None) -> Call:
    """What the call names, and what its token was given for. A token for one agreement or case is none for another."""
    if granted is None:
        return named
    pairs = ((named.agreement, granted.agreement), (named.case, granted.case))
    if any(one is not None and other is not None and one != other for one, other in pairs):
        raise BadRequest(
            problem="the headers Exchange-Agreement and Exchange-Case name something else than the token was given for. Leave them out."
        )
    return Call(granted.agreement or named.agreement, granted.case or named.case, granted.purpose)


def _on(person: Caller, call: Call, narrowed: Narrowed) -> Caller:
    """A person in one call; what a client has of it by its profile."""
    return replace(person, agreement=call.agreement, case=call.case, purpose=call.purpose, narrowed=narrowed)


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
