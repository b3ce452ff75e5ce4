"""Clients that act for people: where they may be led back to, and which resources they may have tokens for.

A redirect address is compared as text, whole; so what is registered is one address, on https or on the device itself (RFC 8252), without
anything that could lead elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import sqlalchemy as sa

from exchange.errors import BadRequest, NotFound
from exchange.grants.journal import changed
from exchange.model import client

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchange.clock import Clock
    from exchange.database import WriteSession

LONGEST = 500
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


async def add_redirect(session: WriteSession, clock: Clock, actor: str, client_id: str, uri: str) -> None:
    """Let a client be led back to this address. BadRequest for one that is no such address or registered already."""
    await _add(session, client_id, client.c.redirect_uris, _absolute(uri, "redirect address"))
    await changed(session, clock, actor, "client.redirect.add", client_id, {"uri": uri})


async def remove_redirect(session: WriteSession, clock: Clock, actor: str, client_id: str, uri: str) -> None:
    """Take an address away; NotFound when the client has none like it."""
    await _remove(session, client_id, client.c.redirect_uris, uri)
    await changed(session, clock, actor, "client.redirect.remove", client_id, {"uri": uri})


async def add_audience(session: WriteSession, clock: Clock, actor: str, client_id: str, uri: str) -> None:
    """Let a client have tokens for this resource, too (RFC 8707)."""
    await _add(session, client_id, client.c.audiences, _absolute(uri, "resource"))
    await changed(session, clock, actor, "client.audience.add", client_id, {"uri": uri})


async def remove_audience(session: WriteSession, clock: Clock, actor: str, client_id: str, uri: str) -> None:
    """Take a resource away; tokens that were given live for five minutes at most."""
    await _remove(session, client_id, client.c.audiences, uri)
    await changed(session, clock, actor, "client.audience.remove", client_id, {"uri": uri})


async def addresses(session: WriteSession, client_id: str) -> tuple[Sequence[str], Sequence[str]]:
    """Redirect addresses and resources of a client."""
    chosen = sa.select(client.c.redirect_uris, client.c.audiences).where(client.c.id == client_id)
    for one in await session.all(chosen):
        return one.redirect_uris, one.audiences
    raise NotFound(what="client id")


def _absolute(uri: str, what: str) -> str:
    shape = f"write the {what} like https://app.example.gov.cn/back; http is for an application on the person's own device"
    try:
        parts = urlsplit(uri)
        _ = parts.port
    except ValueError:
        raise BadRequest(problem=f"this is no address: {shape}.") from None
    if not uri.isascii() or not uri.isprintable() or " " in uri or len(uri) > LONGEST or not parts.hostname:
        raise BadRequest(
            problem=f"this is no address of at most {LONGEST} visible ASCII characters: {shape}."
        )
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise BadRequest(problem=f"the address is neither https nor on the device itself: {shape}.")
    if parts.fragment or "#" in uri or parts.username or parts.password or "\\" in uri:
        raise BadRequest(problem=f"the address has a user, a backslash or a fragment: {shape}.")
    return uri


async def _add(session: WriteSession, client_id: str, column: sa.Column[list[str]], uri: str) -> None:
    here = sa.select(column).where(client.c.id == client_id, client.c.revoked_at.is_(None)).with_for_update()
    held = await session.scalar(here)
    if held is None:
        raise NotFound(what="client id")
    if uri in held:
        raise BadRequest(problem="the client has this address already.")
    await session.execute(sa.update(client).where(client.c.id == client_id).values({column: [*held, uri]}))


async def _remove(session: WriteSession, client_id: str, column: sa.Column[list[str]], uri: str) -> None:
    here = sa.update(client).where(client.c.id == client_id, sa.literal(uri) == sa.any_(column))
    less = here.values({column: sa.func.array_remove(column, uri)})
    if await session.scalar(less.returning(client.c.id)) is None:
        raise NotFound(what="client id and address")
