"""What a client needs to know to come in, told to anybody: RFC 8414, RFC 9728, RFC 7517. A client can be written from these alone."""

from __future__ import annotations

from typing import Any

from exchange.access import Scope
from exchange.grants.client_keys import ALGORITHMS
from exchange.oauth.credentials import METHODS, PUBLIC
from exchange.oauth.details import TYPE
from exchange.oauth.server import GRANTS

SERVER = "/.well-known/oauth-authorization-server"
RESOURCE = "/.well-known/oauth-protected-resource"
JWKS = "/oauth/jwks.json"
TOKEN, INTROSPECT, REVOKE = "/oauth/token", "/oauth/introspect", "/oauth/revoke"
AUTHORIZE = "/oauth/authorize"


def server(issuer: str) -> dict[str, Any]:
    """RFC 8414. Codes with PKCE by S256 are the one way for people; there is no implicit grant and none by password."""
    body: dict[str, Any] = {
        "issuer": issuer,
        "jwks_uri": f"{issuer}{JWKS}",
        "grant_types_supported": GRANTS,
        "authorization_endpoint": f"{issuer}{AUTHORIZE}",
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": True,
        "ui_locales_supported": ["zh-CN", "en"],
        "scopes_supported": sorted(Scope),
        "authorization_details_types_supported": [TYPE],
        "protected_resources": [issuer],
    }
    for name, path in (("token", TOKEN), ("introspection", INTROSPECT), ("revocation", REVOKE)):
        body[f"{name}_endpoint"] = f"{issuer}{path}"
        body[f"{name}_endpoint_auth_methods_supported"] = [*METHODS, *_named(path)]
        body[f"{name}_endpoint_auth_signing_alg_values_supported"] = list(ALGORITHMS)
    return body


def _named(path: str) -> list[str]:
    """A public client gets and revokes tokens, and looks into none."""
    return [] if path == INTROSPECT else [PUBLIC]


def resource(issuer: str) -> dict[str, Any]:
    """RFC 9728: the exchange as a resource is the exchange as an issuer."""
    return {
        "resource": issuer,
        "resource_name": "Credit Exchange",
        "resource_name#zh": "政务诚信信用信息交换平台",
        "authorization_servers": [issuer],
        "bearer_methods_supported": ["header"],
        "scopes_supported": sorted(Scope),
        "authorization_details_types_supported": [TYPE],
    }
