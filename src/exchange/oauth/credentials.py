"""How a request says who it is: by a secret in the header, a secret in the body, or an assertion; by exactly one (RFC 6749 §2.3)."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from exchange.oauth.assertions import BEARER, LONGEST_ID
from exchange.oauth.refused import Refused, not_authenticated

if TYPE_CHECKING:
    from collections.abc import Mapping

METHODS = ["private_key_jwt", "client_secret_basic", "client_secret_post"]
PUBLIC = "none"
"""How public clients prove themselves: not at all (RFC 8414 §2)."""
LONGEST_SECRET = 2_048
_NO_PAIR = "The Authorization header is no client id and secret: write id:secret in UTF-8, Base64, after the word Basic."
_NOBODY = (
    "The request does not say which client it comes from. Send client_assertion and client_assertion_type, or client id and secret in "
    "the Authorization header."
)


@dataclass(frozen=True, slots=True)
class Secret:
    """A client id and a secret; `header` tells whether they came as HTTP Basic."""

    client: str
    secret: str
    header: bool


@dataclass(frozen=True, slots=True)
class Named:
    """A client id alone: enough for a public client, which proves itself by what a person gave it."""

    client: str


@dataclass(frozen=True, slots=True)
class Signed:
    """An assertion, and the client id beside it, if one was sent."""

    text: str
    client: str | None


def presented(
    form: Mapping[str, str], authorization: str | None, *, named: bool = False
) -> Secret | Signed | Named:
    """The one proof in a request; `Refused` when there is none or more than one. A name is enough where `named`."""
    signed = "client_assertion" in form or "client_assertion_type" in form
    if sum((bool(authorization), "client_secret" in form, signed)) > 1:
        raise Refused(
            "The request proves its client in more than one way. Choose one: assertion, header or body."
        )
    if authorization:
        return _from_header(authorization, form.get("client_id"))
    if signed:
        return _from_assertion(form)
    if named and form.get("client_id") and "client_secret" not in form:
        return Named(_identity(form["client_id"], header=False))
    if not form.get("client_id") or "client_secret" not in form:
        raise not_authenticated(_NOBODY)
    return Secret(_identity(form["client_id"], header=False), form["client_secret"], header=False)


def _from_header(authorization: str, beside: str | None) -> Secret:
    scheme, _, encoded = authorization.partition(" ")
    try:
        pair = base64.b64decode(encoded.strip().encode("ascii"), validate=True).decode()
    except ValueError:  # of the alphabet, the padding or UTF-8
        pair = ""
    name, colon, secret = pair.partition(":")
    client, secret = unquote(name), unquote(secret)
    if scheme.lower() != "basic" or not (client and colon) or len(secret) > LONGEST_SECRET:
        raise not_authenticated(_NO_PAIR, challenged=True)
    if beside not in {None, client}:
        raise Refused("The client_id in the body is not the one in the Authorization header. Leave it out.")
    return Secret(_identity(client, header=True), secret, header=True)


def _from_assertion(form: Mapping[str, str]) -> Signed:
    if form.get("client_assertion_type") != BEARER:
        raise Refused(f"With client_assertion goes client_assertion_type={BEARER}, and nothing else.")
    if not form.get("client_assertion"):
        raise Refused("With client_assertion_type goes client_assertion, a signed JWT (RFC 7523).")
    return Signed(form["client_assertion"], form.get("client_id"))


def _identity(client: str, *, header: bool) -> str:
    if len(client) > LONGEST_ID or not client.isprintable():
        raise not_authenticated(f"A client id has 1 to {LONGEST_ID} printable characters.", challenged=header)
    return client
