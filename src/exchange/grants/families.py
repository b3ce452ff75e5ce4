"""Codes and tokens that a person's consent brings, each used once; what comes a second time ends the whole family.

One statement uses a code or a refresh token up, so of any number of parallel attempts one succeeds. The family's name is what access tokens
are revoked by: the reading statement asks for it, as it asks for the token of a program.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from exchange.account_limits import Limit, span
from exchange.grants import spent
from exchange.grants.journal import entered, hold
from exchange.model import authorization_code, refresh_token, revoked_token, token_family

if TYPE_CHECKING:
    from exchange.clock import Clock
    from exchange.database import WriteSession

LONGEST_TOKEN = dt.timedelta(minutes=6)
"""Longer than any access token lives."""
REPLAYED, REVOKED = "replayed", "revoked"
"""Why a family ended."""
_AT_A_TIME = 10


@dataclass(frozen=True, slots=True)
class Consent:
    """What a person allowed: to whom, what, for which resource, and by which proof the code is redeemed."""

    client: str
    login: str
    redirect_uri: str
    challenge: str
    scope: str
    resource: str


@dataclass(frozen=True, slots=True)
class Given:
    """What a code or a refresh token that was used up stands for, and the refresh token that follows it."""

    family: uuid.UUID
    login: str
    scope: str
    resource: str
    refresh: str
    redirect_uri: str = ""
    challenge: str = ""

    @property
    def handle(self) -> str:
        """By what the family's access tokens are revoked."""
        return handle_of(self.family)


@dataclass(frozen=True, slots=True)
class Living:
    """A refresh token that could be used now."""

    family: uuid.UUID
    client: str
    login: str
    scope: str
    resource: str
    begun_at: dt.datetime
    expires_at: dt.datetime


def handle_of(family: uuid.UUID) -> str:
    """The name of a family among revoked tokens."""
    return f"family-{family}"


def family_of(handle: str) -> uuid.UUID:
    """The family of a handle."""
    return uuid.UUID(handle.removeprefix("family-"))


async def give_code(session: WriteSession, clock: Clock, consent: Consent) -> str:
    """A code for what was allowed, told once."""
    code = secrets.token_urlsafe(32)
    old = authorization_code.c.expires_at < clock.now() - span(Limit.REFRESH_LONGEST, clock.today())
    some = sa.select(authorization_code.c.mark).where(old).limit(_AT_A_TIME).with_for_update(skip_locked=True)
    await session.execute(sa.delete(authorization_code).where(authorization_code.c.mark.in_(some)))
    values = {
        "mark": _mark(code),
        "family": uuid.uuid4(),
        "client_id": consent.client,
        "login": consent.login,
        "redirect_uri": consent.redirect_uri,
        "challenge": consent.challenge,
        "scope": consent.scope,
        "resource": consent.resource,
        "expires_at": clock.now() + span(Limit.CODE, clock.today()),
    }
    await session.execute(sa.insert(authorization_code).values(**values))
    detail = {"client": consent.client, "scope": consent.scope, "resource": consent.resource}
    await entered(session, clock, consent.login, "application.allow", consent.login, detail)
    return code


async def redeem(session: WriteSession, clock: Clock, code: str, client_id: str) -> Given | None:
    """Use a code up and begin its family.

    None for one that is unknown, another client's, expired or used before; the last one ends its family.
    """
    now, row = clock.now(), authorization_code.c
    mine = row.mark == _mark(code), row.client_id == client_id
    use = sa.update(authorization_code).where(*mine, row.used_at.is_(None), row.expires_at > now)
    for one in await session.all(use.values(used_at=now).returning(authorization_code)):
        ends = now + span(Limit.REFRESH_LONGEST, clock.today())
        values = {"client_id": client_id, "login": one.login, "scope": one.scope, "resource": one.resource}
        made = sa.insert(token_family).values(id=one.family, **values, begun_at=now, expires_at=ends)
        await session.execute(made)
        follows = await _refresh(session, clock, one.family, ends)
        return Given(one.family, one.login, one.scope, one.resource, follows, one.redirect_uri, one.challenge)
    again = sa.select(row.family).where(*mine, row.used_at.is_not(None))
    for family in await session.scalars(again):
        await end(session, clock, family, REPLAYED)
    return None


async def rotate(session: WriteSession, clock: Clock, text: str, client_id: str) -> Given | None:
    """Use a refresh token up; None for one that is not good any more, and one that was used before ends its family."""
    now, row, family = clock.now(), refresh_token.c, token_family.c
    mine = row.mark == _mark(text), family.id == row.family, family.client_id == client_id
    living = row.used_at.is_(None), row.expires_at > now, family.ended_at.is_(None), family.expires_at > now
    use = sa.update(refresh_token).where(*mine, *living).values(used_at=now).returning(token_family)
    for one in await session.all(use):
        follows = await _refresh(session, clock, one.id, one.expires_at)
        return Given(one.id, one.login, one.scope, one.resource, follows)
    again = sa.select(family.id).where(*mine, row.used_at.is_not(None), family.ended_at.is_(None))
    for found in await session.scalars(again):
        await end(session, clock, found, REPLAYED)
    return None


async def look(session: WriteSession, clock: Clock, text: str) -> Living | None:
    """What a refresh token stands for, without using it."""
    now, row, family = clock.now(), refresh_token.c, token_family.c
    living = row.used_at.is_(None), row.expires_at > now, family.ended_at.is_(None), family.expires_at > now
    chosen = sa.select(token_family, row.expires_at.label("ends")).join(
        refresh_token, row.family == family.id
    )
    for one in await session.all(chosen.where(row.mark == _mark(text), *living)):
        return Living(one.id, one.client_id, one.login, one.scope, one.resource, one.begun_at, one.ends)
    return None


async def end(session: WriteSession, clock: Clock, family: uuid.UUID, why: str) -> None:
    """End a family: its refresh tokens are worth nothing, and its access tokens are refused by every statement."""
    here = sa.update(token_family).where(token_family.c.id == family, token_family.c.ended_at.is_(None))
    ended = here.values(ended_at=clock.now()).returning(token_family.c.login, token_family.c.client_id)
    for one in await session.all(ended):
        await _refuse(session, clock, family)
        detail = {"client": one.client_id, "because": why}
        await entered(session, clock, one.login, "application.end", one.login, detail)


async def end_all(session: WriteSession, clock: Clock, login: str) -> None:
    """End every family of a person, and every code that would begin one.

    The codes first: one that is being redeemed meanwhile is waited for, and its family is among those that end.
    """
    code = authorization_code.c
    unused = sa.update(authorization_code).where(code.login == login, code.used_at.is_(None))
    await session.execute(unused.values(used_at=clock.now()))
    chosen = sa.select(token_family.c.id).where(
        token_family.c.login == login, token_family.c.ended_at.is_(None)
    )
    for family in await session.scalars(chosen):
        await end(session, clock, family, REVOKED)


async def _refuse(session: WriteSession, clock: Clock, family: uuid.UUID) -> None:
    values = {"jti": handle_of(family), "expires_at": clock.now() + LONGEST_TOKEN}
    await session.execute(insert(revoked_token).values(**values).on_conflict_do_nothing())
    await hold(session)


async def _refresh(session: WriteSession, clock: Clock, family: uuid.UUID, latest: dt.datetime) -> str:
    text = secrets.token_urlsafe(32)
    ends = min(clock.now() + span(Limit.REFRESH_IDLE, clock.today()), latest)
    await session.execute(sa.insert(refresh_token).values(mark=_mark(text), family=family, expires_at=ends))
    old = token_family.c.expires_at < clock.now() - spent.LATE
    some = sa.select(token_family.c.id).where(old).limit(_AT_A_TIME).with_for_update(skip_locked=True)
    await session.execute(sa.delete(token_family).where(token_family.c.id.in_(some)))
    return text


def _mark(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()
