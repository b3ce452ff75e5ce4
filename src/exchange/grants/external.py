"""People whom an external issuer vouches for: on the way there and back, and which account they are.

Whoever comes back must be the browser that was sent, with a state that was given to it and not used yet; one statement looks and uses it
up. A person is found by the value of one claim that an administrator linked to an account: nothing is made from what an issuer says.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from exchange.account_limits import Limit, span
from exchange.errors import BadRequest, NotFound, SecondPerson
from exchange.grants.journal import changed
from exchange.model import account, external_sign_in

if TYPE_CHECKING:
    from exchange.clock import Clock
    from exchange.database import WriteSession

LONGEST_VALUE = 200
_AT_A_TIME = 10


@dataclass(frozen=True, slots=True)
class Journey:
    """What a browser takes along to the issuer, and what we keep of it."""

    state: str
    nonce: str
    verifier: str
    onward: str


async def link_account(
    session: WriteSession, clock: Clock, actor: str, login: str, value: str | None
) -> None:
    """Say by which value of the claim the external issuer knows a person; None ends that. NotFound for an unknown login."""
    await linkable(session, actor, login, value)
    await session.execute(sa.update(account).where(account.c.login == login).values(external=value))
    await changed(session, clock, actor, "account.link", login, {"linked": value is not None})


async def linkable(session: WriteSession, actor: str, login: str, value: str | None) -> None:
    """Raise what is against a link: SecondPerson for one's own, BadRequest for what is no value or another's, NotFound."""
    if actor == login:
        raise SecondPerson(problem="nobody links their own account.")
    if value is not None and (not 1 <= len(value) <= LONGEST_VALUE or not value.isprintable()):
        raise BadRequest(problem=f"the value of the claim has 1 to {LONGEST_VALUE} printable characters.")
    taken = sa.select(account.c.login).where(account.c.external == value, account.c.login != login)
    if value is not None and await session.scalar(taken) is not None:
        raise BadRequest(problem="another account is linked to that value already.")
    here = sa.select(account.c.login).where(account.c.login == login)
    if await session.scalar(here.with_for_update()) is None:
        raise NotFound(what="login")


async def leave(session: WriteSession, clock: Clock, browser: str, onward: str) -> Journey:
    """Send a browser to the issuer."""
    now = clock.now()
    old = sa.select(external_sign_in.c.mark).where(external_sign_in.c.ends_at < now).limit(_AT_A_TIME)
    gone = external_sign_in.c.mark.in_(old.with_for_update(skip_locked=True))
    await session.execute(sa.delete(external_sign_in).where(gone))
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    made = Journey(state, nonce, verifier, onward)
    values = {"mark": _mark(made.state), "browser": _mark(browser), "nonce": made.nonce}
    more = {
        "verifier": made.verifier,
        "onward": onward,
        "ends_at": now + span(Limit.SIGNING_IN, clock.today()),
    }
    await session.execute(sa.insert(external_sign_in).values(**values, **more))
    return made


async def arrive(session: WriteSession, clock: Clock, state: str, browser: str) -> Journey | None:
    """The journey that ends here, used up; None for a state that is not this browser's, too old, or used before."""
    row = external_sign_in.c
    mine = row.mark == _mark(state), row.browser == _mark(browser), row.ends_at > clock.now()
    for one in await session.all(sa.delete(external_sign_in).where(*mine).returning(external_sign_in)):
        return Journey(state, one.nonce, one.verifier, one.onward)
    return None


async def login_of(session: WriteSession, value: str) -> str | None:
    """Whose account is linked to this value, if it may come in."""
    here = account.c.external == value, account.c.locked_at.is_(None)
    found: str | None = await session.scalar(sa.select(account.c.login).where(*here))
    return found


def _mark(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()
