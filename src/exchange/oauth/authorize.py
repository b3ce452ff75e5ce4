"""What an application asks of a person (RFC 6749 §4.1.1, RFC 7636, RFC 8707), checked before anybody is shown anything.

Where the client or the address to lead back to is not one that was registered, nobody is led anywhere: the person is told. Everything else
that is wrong goes back to the application, with the issuer beside it (RFC 9207).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from exchange.database import Login
from exchange.grants import clients, families, people
from exchange.oauth.refused import Refused
from exchange.oauth.server import target

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.access import Caller, Scope
    from exchange.clock import Clock
    from exchange.database import Database
    from exchange.grants.clients import Registered

NAMES = (
    *("response_type", "client_id", "redirect_uri", "scope", "state"),
    *("code_challenge", "code_challenge_method", "resource"),
)
"""Parameters that are understood; others are ignored (RFC 6749 §3.1), but for `request` and `request_uri`."""
LONGEST = 1_500
"""Characters of the whole question, which travels through the sign-in."""
LONGEST_STATE = 500
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


class LedBack(Exception):
    """A question that is answered to the application with an error; `address` is where the browser goes."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(address)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in order: which client, for which scopes and resource, to be led back where, with which challenge."""

    client: Registered
    redirect_uri: str
    scopes: tuple[Scope, ...]
    resource: str
    state: str
    challenge: str


class Authorization:
    """The authorization endpoint without its pages."""

    def __init__(self, db: Database, clock: Clock, issuer: str) -> None:
        self._db = db
        self._clock = clock
        self._issuer = issuer

    async def asked(self, given: Mapping[str, str]) -> Asked:
        """The question; Refused where nobody may be led back, LedBack where the application is told what is wrong."""
        client_id, back = given.get("client_id", ""), given.get("redirect_uri", "")
        async with self._db.writing() as session:
            client = await clients.registered(session, self._clock, client_id) if client_id else None
        if client is None or back not in client.redirect_uris:
            raise Refused(
                "The application that sent you here is not registered with this address to be led back to. Tell those who run it."
            )
        return self._judged(client, given)

    def _judged(self, client: Registered, given: Mapping[str, str]) -> Asked:
        back, state = given["redirect_uri"], given.get("state", "")
        if len(state) > LONGEST_STATE or not state.isprintable():
            raise self._wrong(back, "", "invalid_request", "state has at most 500 printable characters.")
        if {"request", "request_uri"} & set(given):
            raise self._wrong(back, state, "request_not_supported", "Send plain parameters.")
        if given.get("response_type") != "code":
            raise self._wrong(back, state, "unsupported_response_type", "response_type=code is offered.")
        challenge = given.get("code_challenge", "")
        if given.get("code_challenge_method") != "S256" or not _CHALLENGE.fullmatch(challenge):
            text = (
                "Send code_challenge_method=S256 and a code_challenge of 43 base64url characters (RFC 7636)."
            )
            raise self._wrong(back, state, "invalid_request", text)
        scopes = self._scopes(client, given, back, state)
        try:
            resource = target(client, given.get("resource"), self._issuer)
        except Refused as refused:
            raise self._wrong(back, state, refused.error, refused.description) from None
        return Asked(client, back, scopes, resource, state, challenge)

    def _scopes(
        self, client: Registered, given: Mapping[str, str], back: str, state: str
    ) -> tuple[Scope, ...]:
        """Those asked for, all of which the client must hold; all it holds when it asks for none."""
        wanted = given.get("scope", "").split() or list(client.scopes)
        if not wanted or not set(wanted) <= set(client.scopes):
            raise self._wrong(
                back, state, "invalid_scope", "The client does not hold one of the scopes asked for."
            )
        return tuple(one for one in client.scopes if one in wanted)

    async def possible(self, asked: Asked, login: str) -> Caller | None:
        """The person as they would come through this client; None when they could not."""
        async with self._db.reading(Login.READER) as session:
            return await people.read_through(session, self._clock, login, asked.client.id)

    async def allowed(self, asked: Asked, login: str, scopes: tuple[Scope, ...]) -> str:
        """Where the browser goes with the code, after the person said yes."""
        consent = families.Consent(
            asked.client.id, login, asked.redirect_uri, asked.challenge, " ".join(scopes), asked.resource
        )
        async with self._db.writing() as session:
            code = await families.give_code(session, self._clock, consent)
        return self._address(asked.redirect_uri, asked.state, code=code)

    def refused(self, asked: Asked, why: str) -> str:
        """Where the browser goes after the person said no, or could not say yes."""
        return self._address(asked.redirect_uri, asked.state, error="access_denied", error_description=why)

    def _wrong(self, back: str, state: str, error: str, text: str) -> LedBack:
        return LedBack(self._address(back, state, error=error, error_description=text))

    def _address(self, back: str, state: str, **told: str) -> str:
        parts = urlsplit(back)
        more = [*told.items(), *([("state", state)] if state else []), ("iss", self._issuer)]
        query = "&".join(one for one in (parts.query, urlencode(more)) if one)
        return urlunsplit(parts._replace(query=query))


def parameters(query: str) -> dict[str, str]:
    """The parameters of a question; Refused for one that stands twice, or a question that is too long."""
    try:
        pairs = parse_qsl(
            query, keep_blank_values=True, strict_parsing=True, max_num_fields=30, errors="strict"
        )
    except (ValueError, UnicodeDecodeError):
        pairs = []
    if not pairs or len(query) > LONGEST or any("\0" in value for _, value in pairs):
        raise Refused(f"The application's question cannot be read, or has more than {LONGEST} characters.")
    if len({name for name, _ in pairs}) != len(pairs):
        raise Refused("The application's question holds a parameter twice.")
    return dict(pairs)
