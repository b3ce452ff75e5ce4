"""The external issuer of people's identities, by OpenID Connect: discovery, the way there, and what its token proves.

Asked with Authlib's words and claims over httpx, and strictly: the issuer is the one that was set, the algorithm one of four that have a
public key, the nonce the one that was sent. Authlib's own httpx client wants a library that is not among our dependencies. Keys are
remembered; a key that is not among them is asked for once more, at most once a minute.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from exchange.errors import IssuerAway

if TYPE_CHECKING:
    from exchange.grants.external import Journey

ALGORITHMS = ["ES256", "PS256", "RS256", "EdDSA"]
TIMEOUT = 5.0
REMEMBERED = 3_600.0
"""Seconds for which discovery is believed."""
AGAIN = 60.0
"""Seconds between two readings of the keys."""
LARGEST = 65_536
LEEWAY = 60
BACK = "/sign-in/back"


@dataclass(frozen=True, slots=True)
class Registration:
    """How the exchange is known at the issuer, and by which claim the issuer tells people apart."""

    issuer: str
    client_id: str
    client_secret: str
    claim: str


class Issuer:
    """One external issuer, for one process."""

    def __init__(self, registration: Registration, own: str) -> None:
        self._registration = registration
        self._back = f"{own}{BACK}"
        self._document: tuple[float, dict[str, Any]] | None = None
        self._keys: tuple[float, KeySet] | None = None

    async def question(self, journey: Journey) -> str:
        """Where the browser is sent."""
        found = await self._discovered()
        address: str = prepare_grant_uri(
            found["authorization_endpoint"],
            self._registration.client_id,
            "code",
            redirect_uri=self._back,
            scope="openid profile",
            state=journey.state,
            nonce=journey.nonce,
            code_challenge=create_s256_code_challenge(journey.verifier),
            code_challenge_method="S256",
        )
        return address

    async def who(self, code: str, journey: Journey) -> str | None:
        """The value of the claim that a code brings; None when the issuer refuses the code, IssuerAway when it proves nothing."""
        found, me = await self._discovered(), self._registration
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._back,
            "code_verifier": journey.verifier,
        }
        answer = await self._asked(
            "POST", found["token_endpoint"], data=form, auth=(me.client_id, me.client_secret)
        )
        if answer is None:
            return None
        claims = await self._proven(answer.get("id_token"), journey.nonce)
        value = claims.get(me.claim)
        return value if isinstance(value, str) and value else None

    async def _proven(self, text: object, nonce: str) -> CodeIDToken:
        """The claims of an ID token (OpenID Connect Core §3.1.3.7)."""
        me = self._registration
        if not isinstance(text, str) or len(text) > LARGEST:
            raise IssuerAway("it sent no ID token.")
        read = await self._read(text)
        must: dict[str, Any] = {
            "iss": {"essential": True, "value": me.issuer},
            "aud": {"essential": True, "value": me.client_id},
        }
        claims = CodeIDToken(read.claims, read.header, must, {"nonce": nonce, "client_id": me.client_id})
        try:
            claims.validate(leeway=LEEWAY)
        except (JoseError, ValueError, TypeError):
            raise IssuerAway(
                "its ID token is not for this exchange, not for this sign-in, or expired."
            ) from None
        return claims

    async def _read(self, text: str) -> jwt.Token:
        """With the keys remembered; where they do not fit, with those of now."""
        for fresh in (False, True):
            try:
                return jwt.decode(text, await self._published(fresh=fresh), algorithms=ALGORITHMS)
            except (JoseError, ValueError, TypeError):
                continue
        raise IssuerAway("its ID token is not signed by one of its keys.")

    async def _published(self, *, fresh: bool) -> KeySet:
        age = REMEMBERED if not fresh else AGAIN
        if self._keys is None or self._keys[0] + age < time.monotonic():
            found = await self._asked("GET", (await self._discovered())["jwks_uri"])
            try:
                self._keys = time.monotonic(), KeySet.import_key_set(found or {})  # type: ignore[arg-type]
            except (JoseError, ValueError, TypeError, KeyError):
                raise IssuerAway("its keys cannot be read.") from None
        return self._keys[1]

    async def _discovered(self) -> dict[str, Any]:
        """OpenID Connect Discovery §4; what it says must be about the issuer that was set, and lead to addresses of its kind."""
        if self._document is None or self._document[0] + REMEMBERED < time.monotonic():
            issuer = self._registration.issuer
            found = await self._asked("GET", f"{issuer}/.well-known/openid-configuration") or {}
            names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
            if found.get("issuer") != issuer or not all(_leads(found.get(one), issuer) for one in names):
                raise IssuerAway("its description is not that of the issuer which was set.")
            self._document = time.monotonic(), found
        return self._document[1]

    async def _asked(self, method: str, address: str, **more: Any) -> dict[str, Any] | None:  # noqa: ANN401 - httpx's
        """A JSON object of the issuer's; None when it refuses (400 or 401)."""
        try:
            async with httpx.AsyncClient(timeout=TIMEOUT) as web:
                answer = await web.request(method, address, **more)
            if answer.status_code in {400, 401}:
                return None
            found = answer.raise_for_status().json() if len(answer.content) <= LARGEST else None
        except (httpx.HTTPError, ValueError, RecursionError):
            raise IssuerAway("it cannot be reached, or answers with an error.") from None
        if not isinstance(found, dict):
            raise IssuerAway("its answer cannot be read.")
        return found


def _leads(address: object, issuer: str) -> bool:
    """An https address, or plain http where the issuer itself is on plain http (a trial on one machine)."""
    plain = issuer.startswith("http://") and str(address).startswith("http://")
    return isinstance(address, str) and (address.startswith("https://") or plain)
