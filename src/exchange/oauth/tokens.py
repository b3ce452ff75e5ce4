"""Access tokens: JWTs by RFC 9068, ES256, five minutes, for this exchange only.

A token says who, and for which scopes at most; which rights a client has is read where the data is read. Verification names the one
algorithm and the one type; the key is found by `kid` among our own, never taken from the token (CVE-2026-27962: a `jwk` header believed).
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from joserfc import jwt

from exchange.access import Token
from exchange.errors import Unauthenticated
from exchange.oauth import details, jose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from joserfc.jwk import ECKey

    from exchange.access import Call
    from exchange.grants.keys import Published

LIFETIME = 300
"""Seconds."""
ALGORITHM = "ES256"
TYPE = "at+jwt"
LONGEST = 4_096
SKEW = 60
_TEXTS = ("client_id", "sub", "jti", "scope")
_HANDLE = "family"
"""Claim of a token that a person allowed: what it is revoked by. A program's own token has none, and is its own subject."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a verified token says."""

    client: str
    token: Token
    issued_at: int
    expires_at: int
    jti: str
    person: str | None = None


class KeyUnknown(Unauthenticated):
    """The token names a key that is not among those given; it may be newer than they are."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a token shall say: for whom, which scopes, resource and calls, and in whose name, with the handle it is revoked by."""

    client: str
    scope: str
    resource: str
    person: str | None = None
    handle: str | None = None
    call: Call | None = None


def issue(key: ECKey, issuer: str, wanted: Wanted, now: int) -> str:
    """A token for a client, or for a person who comes through it."""
    header = {"alg": ALGORITHM, "typ": TYPE, "kid": key.kid}
    named = {} if wanted.handle is None else {_HANDLE: wanted.handle}
    claims = {
        "iss": issuer,
        "aud": wanted.resource,
        "sub": wanted.person or wanted.client,
        "client_id": wanted.client,
        "scope": wanted.scope,
        **named,
        "iat": now,
        "exp": now + LIFETIME,
        "jti": secrets.token_urlsafe(16),
        **({} if wanted.call is None else {details.NAME: details.told(wanted.call)}),
    }
    return jwt.encode(header, claims, key, algorithms=[ALGORITHM])


def verify(text: str, keys: Mapping[str, Published], issuer: str, now: int) -> Claims:
    """The claims of a token of ours; Unauthenticated for anything else, whatever is wrong with it.

    It ends with its key at the latest: a key that no longer signs could be somebody else's by then.
    """
    jws = _read(text)
    found = keys.get(jws.header["kid"])
    if found is None:
        raise KeyUnknown
    ends = None if found.until is None else int(found.until.timestamp())
    if (ends is not None and ends <= now) or not jws.is_signed_by(found.key, ALGORITHM):
        raise Unauthenticated
    claims = _checked(jws.claims, issuer, now)
    person = claims["sub"] if _HANDLE in claims else None
    told = claims.get(details.NAME)
    call = details.read(told[0]) if told else None
    handle, scopes = claims.get(_HANDLE, claims["jti"]), frozenset(claims["scope"].split())
    token = Token(handle, jws.header["kid"], scopes, call)
    until = min(claims["exp"], ends or claims["exp"])
    return Claims(claims["client_id"], token, claims["iat"], until, claims["jti"], person)


def _read(text: str) -> jose.Jws:
    if len(text) > LONGEST or not text.isascii():
        raise Unauthenticated
    try:
        jws = jose.read(text)
    except ValueError:
        raise Unauthenticated from None
    header = jws.header
    if header.get("alg") != ALGORITHM or header.get("typ") != TYPE or jws.untrusted:
        raise Unauthenticated
    if not isinstance(header.get("kid"), str):
        raise Unauthenticated
    return jws


def _checked(claims: Mapping[str, Any], issuer: str, now: int) -> Mapping[str, Any]:
    if claims.get("iss") != issuer or claims.get("aud") != issuer:
        raise Unauthenticated
    if not all(isinstance(claims.get(name), str) for name in _TEXTS):
        raise Unauthenticated
    if not (isinstance(claims[_HANDLE], str) if _HANDLE in claims else claims["sub"] == claims["client_id"]):
        raise Unauthenticated
    issued, expires = claims.get("iat"), claims.get("exp")
    if type(issued) is not int or type(expires) is not int:
        raise Unauthenticated
    if not issued - SKEW <= now < expires <= issued + LIFETIME:
        raise Unauthenticated
    return claims
