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


@dataclass(frozen=True, slots=True)
class Claims:
    """What a verified token says."""

    client: str
    token: Token
    issued_at: int
    expires_at: int


class KeyUnknown(Unauthenticated):
    """The token names a key that is not among those given; it may be newer than they are."""


def issue(key: ECKey, issuer: str, client_id: str, scope: str, now: int, call: Call | None = None) -> str:
    """A token for a client, and for one purpose if it names one."""
    header = {"alg": ALGORITHM, "typ": TYPE, "kid": key.kid}
    claims = {
        "iss": issuer,
        "aud": issuer,
        "sub": client_id,
        "client_id": client_id,
        "scope": scope,
        "iat": now,
        "exp": now + LIFETIME,
        "jti": secrets.token_urlsafe(16),
        **({} if call is None else {details.NAME: details.told(call)}),
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
    told = claims.get(details.NAME)
    call = details.read(told[0]) if told else None
    token = Token(claims["jti"], jws.header["kid"], frozenset(claims["scope"].split()), call)
    return Claims(claims["client_id"], token, claims["iat"], min(claims["exp"], ends or claims["exp"]))


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
    if not all(isinstance(claims.get(name), str) for name in _TEXTS) or claims["sub"] != claims["client_id"]:
        raise Unauthenticated
    issued, expires = claims.get("iat"), claims.get("exp")
    if type(issued) is not int or type(expires) is not int:
        raise Unauthenticated
    if not issued - SKEW <= now < expires <= issued + LIFETIME:
        raise Unauthenticated
    return claims
