"""What a department's clients come in with: renewed and ended by its own people, or by who manages access.

**A person** renews for the clients of their own department, as far as their own rights reach: a client in a role that may more, or in a
wider region, would open by the new key what the person may not see. So nothing widens, and no second person is needed. A program renews
nothing, not even its own key: a token that is stolen for five minutes would become a key that lasts.

**Who manages access** sees no data, and whoever registers a key comes in by it. So the key of a client that holds anything sensitive
waits for a second person, and a secret, which is told to whoever asks for it, is not renewed by administrators at all.
"""

from __future__ import annotations

import asyncio
import secrets
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.access import Scope, roles, second_person
from exchange.divisions import divisions
from exchange.errors import AccessRefused, BadRequest, NotFound, SandboxOnly
from exchange.grants import client_keys, clients, proposals
from exchange.grants.journal import changed
from exchange.grants.terms import text
from exchange.model import client

if TYPE_CHECKING:
    import uuid
    from collections.abc import Mapping

    from exchange.access import Caller
    from exchange.clock import Clock
    from exchange.database import WriteSession

KIND = "CLIENT_KEY"


async def register_key(
    session: WriteSession, clock: Clock, caller: Caller, client_id: str, jwk: str, reason: str
) -> tuple[str, uuid.UUID | None]:
    """Add a key: its kid, and the proposal where it waits for a second person.

    Raises ScopeMissing, NotFound, AccessRefused with the rule, BadRequest for what is no key, ArgumentInvalid.
    """
    row = await _open(session, caller, client_id)
    key = client_keys.read_jwk(jwk)
    if _as_administrator(caller) and {*row["scopes"]} & second_person().scopes:
        text(reason, "reason", "addClientKey", 2000)
        what = {"client": client_id, "kid": key.kid, "jwk": jwk}
        waits = await proposals.propose(session, clock, caller, proposals.What(KIND, client_id, what), reason)
        return key.kid, waits
    await client_keys.add_key(session, clock, caller.actor, client_id, key)
    return key.kid, None


async def settle_key(session: WriteSession, clock: Clock, caller: Caller, what: Mapping[str, Any]) -> None:
    """Add the key that was proposed, judged once more."""
    key = client_keys.read_jwk(what["jwk"])
    await client_keys.add_key(session, clock, caller.actor, what["client"], key)


async def end_key(session: WriteSession, clock: Clock, caller: Caller, client_id: str, kid: str) -> None:
    """End a key, at once. Raises ScopeMissing, NotFound, AccessRefused with the rule."""
    await _open(session, caller, client_id)
    await client_keys.retire_key(session, clock, caller.actor, client_id, kid)


async def remove_secret(session: WriteSession, clock: Clock, caller: Caller, client_id: str) -> None:
    """Let a client come in by its keys alone. Raises as `end_key`, and BadRequest while it has no key."""
    await _open(session, caller, client_id)
    await clients.remove_secret(session, clock, caller.actor, client_id)


async def renew_secret(session: WriteSession, clock: Clock, caller: Caller, client_id: str) -> str:
    """Draw a new secret, told once; the old one ends at once. Raises as `end_key`, and BadRequest where the client has none."""
    if _as_administrator(caller):
        raise AccessRefused(
            rule="no_data",
            problem="who manages access does not learn a client's secret. A person of its department renews it.",
        )
    row = await _open(session, caller, client_id)
    if row["secret_hash"] is None:
        raise BadRequest(problem="the client comes in without a secret. Register a key for it.")
    drawn = secrets.token_urlsafe(32)
    hashed = await asyncio.to_thread(clients.hasher().hash, drawn)
    await session.execute(sa.update(client).where(client.c.id == client_id).values(secret_hash=hashed))
    await changed(session, clock, caller.actor, "client.secret.renew", client_id, {})
    return drawn


def _as_administrator(caller: Caller) -> bool:
    return Scope.ACCESS_MANAGE in caller.scopes


async def _open(session: WriteSession, caller: Caller, client_id: str) -> Mapping[Any, Any]:
    """The client's row, held until the end of the transaction, if the caller may renew what it comes in with."""
    if caller.person is None or not caller.departments:
        caller.require(Scope.ACCESS_MANAGE)
    if caller.sandbox:
        raise SandboxOnly
    here = sa.select(client).where(client.c.id == client_id, client.c.revoked_at.is_(None))
    found = await session.mappings(here.with_for_update())
    manages = _as_administrator(caller)
    if not found or not (manages or found[0]["department"] in caller.departments):
        raise NotFound(what="client id")
    if not (manages or _within(caller, found[0])):
        raise AccessRefused(
            rule="own_rights",
            problem="the client may do more than you, or work in a wider region. Ask a colleague whose role and region are its own.",
        )
    return found[0]


def _within(caller: Caller, row: Mapping[Any, Any]) -> bool:
    """Whether all that the client's role could ever open is open to the caller as well."""
    role = roles().get(row["role"])
    if role is None or row["subject_id"] is not None or Scope.ACCESS_MANAGE in role.scopes:
        return False
    here, there = caller.jurisdiction, row["jurisdiction"]
    reaches = there is None or (here is not None and divisions().within(there, here))
    return reaches and role.scopes <= caller.scopes and role.audiences <= caller.audiences
