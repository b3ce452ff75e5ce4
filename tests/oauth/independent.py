"""A client as somebody else would write it: httpx, joserfc, and what the documents of the exchange say. It imports nothing of ours."""

from __future__ import annotations

import json
import re
import time
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from joserfc import jws

if TYPE_CHECKING:
    import httpx
    from joserfc.jwk import Key

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class _Generous(jws.JWSRegistry):
    """Signs whatever it is told to, as an attacker's library would."""

    def check_header(self, header: object) -> None:
        """Anything goes."""


GENEROUS = _Generous(algorithms=list(jws.JWSRegistry.algorithms))


@dataclass
class Client:
    """A program that knows one address of the exchange, its own id, and its key or secret."""

    web: httpx.AsyncClient
    id: str
    key: Key | None = None
    algorithm: str = "ES256"
    secret: str | None = None
    found: dict[str, Any] = field(default_factory=dict)

    async def discover(self) -> Client:
        """From being refused to the endpoints: RFC 9728 §5, then RFC 8414 §3."""
        refused = await self.web.post(
            "/graphql", json={"query": "{__typename}"}, headers={"Authorization": "Bearer none"}
        )
        (address,) = re.findall(r'resource_metadata="([^"]+)"', refused.headers["www-authenticate"])
        resource = (await self.web.get(address)).json()
        (issuer,) = resource["authorization_servers"]
        self.found = (await self.web.get(f"{issuer}/.well-known/oauth-authorization-server")).json()
        assert self.found["issuer"] == issuer
        assert resource["resource"] == issuer
        return self

    def claims(self, **changed: Any) -> dict[str, Any]:  # noqa: ANN401 - any claim; None leaves it out
        now = int(time.time())
        usual = {"iss": self.id, "sub": self.id, "aud": self.found["issuer"], "iat": now, "exp": now + 60}
        all_of = usual | {"jti": str(uuid.uuid4())} | changed
        return {name: value for name, value in all_of.items() if value is not None}

    def assertion(self, header: dict[str, Any] | None = None, key: Key | None = None, **changed: Any) -> str:  # noqa: ANN401
        signing = key or self.key
        assert signing is not None
        usual = {"alg": self.algorithm, "kid": signing.kid, "typ": "JWT"}
        head = {name: value for name, value in (usual | (header or {})).items() if value is not None}
        return jws.serialize_compact(head, json.dumps(self.claims(**changed)), signing, registry=GENEROUS)

    def proof(self, assertion: str | None = None) -> dict[str, str]:
        if self.key is None and assertion is None:
            return {"client_id": self.id, "client_secret": self.secret or ""}
        return {"client_assertion_type": ASSERTION, "client_assertion": assertion or self.assertion()}

    async def ask(self, **form: str) -> httpx.Response:
        return await self.web.post(
            self.found["token_endpoint"], data={"grant_type": "client_credentials"} | form
        )

    async def token(self) -> str:
        answer = await self.ask(**self.proof())
        assert answer.status_code == 200, answer.text
        return str(answer.json()["access_token"])

    async def introspect(self, token: str) -> dict[str, Any]:
        answer = await self.web.post(
            self.found["introspection_endpoint"], data={"token": token} | self.proof()
        )
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    async def revoke(self, token: str) -> int:
        answer = await self.web.post(self.found["revocation_endpoint"], data={"token": token} | self.proof())
        assert answer.content == b""
        return answer.status_code

    async def query(self, token: str, text: str = "{ penalties(first: 1) { totalCount } }") -> int:
        """Status of a read with the token."""
        headers = {"Authorization": f"Bearer {token}", "Accept": "application/graphql-response+json"}
        answer = await self.web.post("/graphql", json={"query": text}, headers=headers)
        return answer.status_code
