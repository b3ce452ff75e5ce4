"""Access tokens: JWTs by RFC 9068, ES256, five minutes, for this exchange only.

A token says who, not what: which rights a client has is read where the data is read. Verification names the one algorithm and the one type;
the key is found by `kid` among our own, never taken from the token (CVE-2026-27962 was a `jwk` header believed).
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from exchange.errors import Unauthenticated

if TYPE_CHECKING:
    from joserfc.jwk import ECKey

LIFETIME = 300
"""Seconds."""
ALGORITHM = "ES256"
TYPE = "at+jwt"
_NEEDED = ("iss", "aud", "sub", "client_id", "exp", "iat", "jti")


@dataclass(frozen=True, slots=True)
class Claims:
    """What a verified token says."""

    client: str
    jti: str
    expires_at: int


def issue(key: ECKey, issuer: str, client_id: str, scope: str, now: int) -> str:
    """A token for a client."""
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
    }
    return jwt.encode(header, claims, key, algorithms=[ALGORITHM])


def verify(text: str, keys: dict[str, Any], issuer: str, now: int) -> Claims:
    """The claims of a token of ours; Unauthenticated for anything else, whatever is wrong with it."""
    try:
        token = jwt.decode(text, KeySet.import_key_set({"keys": keys["keys"]}), algorithms=[ALGORITHM])
    except (JoseError, ValueError, TypeError, KeyError):
        raise Unauthenticated from None
    header, claims = token.header, token.claims
    if (
        header.get("typ") != TYPE
        or {"jwk", "jku", "x5c", "x5u", "crit"} & set(header)
        or not header.get("kid")
    ):
        raise Unauthenticated
    if any(name not in claims for name in _NEEDED) or claims["iss"] != issuer or claims["aud"] != issuer:
        raise Unauthenticated
    times = claims["iat"], claims["exp"]
    if (
        not all(type(one) is int for one in times)
        or not times[0] - 60 <= now < times[1]
        or times[1] - times[0] > LIFETIME
    ):
        raise Unauthenticated
    if not all(isinstance(claims[name], str) for name in ("client_id", "jti")):
        raise Unauthenticated
    return Claims(claims["client_id"], claims["jti"], times[1])
