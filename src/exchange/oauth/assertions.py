"""private_key_jwt (RFC 7523 §3, with the audience of draft-ietf-oauth-rfc7523bis): what an assertion must say to prove a client.

Stricter than the RFC where its room was abused: three algorithms and the key decides which; the audience is our issuer as one text, so an
assertion made for another server, or for one of our endpoints, is none for us; five minutes at most, used once. What is wrong with the
assertion itself is told, before anything is looked up and alike for every client id; what depends on the registered keys is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exchange.grants.client_keys import ALGORITHMS, LONGEST_KID
from exchange.oauth import jose
from exchange.oauth.refused import Refused, not_authenticated

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LIFETIME = 300
"""Seconds between iat and exp."""
SKEW = 30
"""Seconds by which the client's clock may differ from ours."""
LONGEST_ID = 200
TYPES = (None, "JWT", "client-authentication+jwt")


@dataclass(frozen=True, slots=True)
class Assertion:
    """What an assertion states, in order but not yet proven."""

    client: str
    kid: str
    algorithm: str
    jti: str
    expires_at: int
    jws: jose.Jws


def stated(text: str, issuer: str, now: int) -> Assertion:
    """Read an assertion; `Refused` says what is wrong with it."""
    try:
        jws = jose.read(text)
    except ValueError:
        raise _wrong("The client_assertion is no signed JWT of three base64url parts.") from None
    kid = _header(jws)
    client = _party(jws.claims)
    if jws.claims.get("aud") != issuer:
        raise _wrong(
            f"The aud of the assertion must be this exchange's issuer as one text, no list: {issuer}"
        )
    expires_at = _times(jws.claims, now)
    jti = _text(jws.claims, "jti", "a text of its own for each assertion")
    return Assertion(client, kid, jws.header["alg"], jti, expires_at, jws)


def _header(jws: jose.Jws) -> str:
    if jws.header.get("alg") not in ALGORITHMS:
        raise _wrong(
            f"Sign the assertion with {', '.join(ALGORITHMS)}, whichever your registered key is for."
        )
    if jws.untrusted:
        raise _wrong(
            f"The assertion's header holds {', '.join(jws.untrusted)}. Name a registered key by kid, nothing else."
        )
    if jws.header.get("typ") not in TYPES:
        raise _wrong("The typ of the assertion must be JWT or client-authentication+jwt.")
    kid = jws.header.get("kid")
    if not isinstance(kid, str) or not 1 <= len(kid) <= LONGEST_KID or not kid.isprintable():
        raise _wrong("The assertion's header needs the kid of one of the client's registered keys.")
    return kid


def _party(claims: Mapping[str, Any]) -> str:
    client = _text(claims, "sub", "the client id")
    if claims.get("iss") != client:
        raise _wrong("The iss and the sub of the assertion must both be the client id.")
    return client


def _text(claims: Mapping[str, Any], name: str, what: str) -> str:
    found = claims.get(name)
    if not isinstance(found, str) or not 1 <= len(found) <= LONGEST_ID or not found.isprintable():
        raise _wrong(f"The assertion needs {name}: {what}, 1 to {LONGEST_ID} printable characters.")
    return found


def _times(claims: Mapping[str, Any], now: int) -> int:
    issued, expires, begins = claims.get("iat"), claims.get("exp"), claims.get("nbf", 0)
    if type(issued) is not int or type(expires) is not int or type(begins) is not int:
        raise _wrong("The assertion needs iat and exp (and nbf, if it has one) in whole seconds since 1970.")
    if not issued < expires <= issued + LIFETIME:
        raise _wrong(
            f"The assertion must expire after its iat, and no later than {LIFETIME} seconds after it."
        )
    if expires + SKEW <= now:
        raise _wrong("The assertion has expired. Make a new one for each request, and check the clock.")
    if max(issued, begins) - SKEW > now:
        raise _wrong("The assertion is dated in the future. Check the clock of the client.")
    return expires


def _wrong(description: str) -> Refused:
    return not_authenticated(description)
