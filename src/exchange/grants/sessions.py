"""Sessions of people: from a password that fits to a sign-out, a limit, or a change of access.

What the browser holds is random and known by its hash alone. It is drawn anew at each step that gives more (password, second factor, new
password), so a value that somebody planted before never becomes a session. A session that ends is entered as a revoked token too: what it
is still doing at that moment is then refused by the very statement that reads or writes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from exchange.access import ANONYMOUS, Scope, Token
from exchange.account_limits import Limit, amount, span
from exchange.grants import spent
from exchange.grants.journal import entered
from exchange.model import account, account_secret, account_session, keyring, sign_in_failure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchange.clock import Clock
    from exchange.database import WriteSession

SIGN_IN_KEY = "sign_in"
"""Name of the key by which names and addresses of failures are hashed."""
_FRESH = dt.timedelta(minutes=1)
"""How exactly the last use of a session is known."""
_AT_A_TIME = 10
_EVERYTHING = frozenset(str(one) for one in Scope)


class Stage(StrEnum):
    """What a session still asks for; only `IN` acts."""

    SECOND_FACTOR = "SECOND_FACTOR"
    NEW_PASSWORD = "NEW_PASSWORD"  # noqa: S105 - a name
    SET_UP = "SET_UP"
    IN = "IN"


@dataclass(frozen=True, slots=True)
class Session:
    """A session as it stands now."""

    mark: bytes
    login: str
    stage: Stage
    proven: bool
    recovering: bool = False
    """A second factor is set up anew after a recovery, which asks for a code of its own."""
    external: bool = False

    @property
    def token(self) -> Token:
        """By what the statements of this session's caller ask whether it was ended meanwhile."""
        return Token(jti_of(self.mark), None, _EVERYTHING)


@dataclass(frozen=True, slots=True)
class Secret:
    """What the password is held against."""

    hash: str
    locked: bool
    expired: bool


def mark_of(text: str) -> bytes:
    """What is stored of a session's value."""
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()


def jti_of(mark: bytes) -> str:
    """The name under which an ended session is known as a revoked token."""
    return f"session-{mark.hex()}"


async def admit(session: WriteSession, clock: Clock, login: str, place: str) -> int | None:
    """Count an attempt for this name from this place before it is looked at, and tell which it is; None while that pair is locked out.

    Unknown names count like known ones. `forgive` takes the count back after a success.
    """
    now, day = clock.now(), clock.today()
    most, pause = amount(Limit.FAILURES, day), span(Limit.LOCK_OUT, day)
    old = sign_in_failure.c.last_at < now - pause
    values = {"mark": await _place_mark(session, login, place), "failures": 1, "last_at": now}
    more = {"failures": sa.case((old, 1), else_=sign_in_failure.c.failures + 1), "last_at": now}
    counted = insert(sign_in_failure).values(**values)
    counted = counted.on_conflict_do_update(
        index_elements=["mark"], set_=more, where=old | (sign_in_failure.c.failures < most)
    )
    await _clear(session, sign_in_failure, sign_in_failure.c.last_at < now - 2 * pause)
    found: int | None = await session.scalar(counted.returning(sign_in_failure.c.failures))
    return found


async def failed(session: WriteSession, clock: Clock, login: str | None, attempt: int | None) -> None:
    """Enter that the last attempt failed that there was. A name that nobody has is entered as unknown: it may be a password."""
    if attempt == amount(Limit.FAILURES, clock.today()):
        await entered(session, clock, ANONYMOUS.actor, "account.lock_out", login or "unknown", {})


async def forgive(session: WriteSession, login: str, place: str) -> None:
    """Forget the failures of this name from this place."""
    mark = await _place_mark(session, login, place)
    await session.execute(sa.delete(sign_in_failure).where(sign_in_failure.c.mark == mark))


async def secret_of(session: WriteSession, clock: Clock, login: str, *, kept: bool = False) -> Secret | None:
    """The stored secret of an account; None for an unknown one. Where it is `kept`, nobody changes it until the transaction ends."""
    chosen = (
        sa.select(account_secret.c.password_hash, account_secret.c.initial_until, account.c.locked_at)
        .join(account, account.c.login == account_secret.c.login)
        .where(account.c.login == login)
    )
    for row in await session.all(chosen.with_for_update(read=True, of=account_secret) if kept else chosen):
        expired = row.initial_until is not None and row.initial_until <= clock.now()
        return Secret(row.password_hash, row.locked_at is not None, expired)
    return None


async def begin(session: WriteSession, clock: Clock, login: str) -> str:
    """Open a session after the password fitted; gives what the browser holds."""
    ends = clock.now() + span(Limit.SIGNING_IN, clock.today())
    await _clear(session, account_session, account_session.c.ends_at < clock.now() - spent.LATE)
    return await _opened(session, clock, login, ends, proven=False)


async def begin_vouched(session: WriteSession, clock: Clock, login: str) -> str:
    """Open a session for somebody whom the external issuer vouches for; it acts at once."""
    await _signed_in(session, clock, login, {"vouched": True})
    ends = clock.now() + span(Limit.LONGEST, clock.today())
    return await _opened(session, clock, login, ends, proven=True, external=True)


async def renew(session: WriteSession, clock: Clock, before: Session, *, proven: bool) -> str | None:
    """Put a new session in the place of one that just proved more; the old value is worth nothing from now on.

    None for one that was ended meanwhile, by a sign-out, an administrator, or another request that renewed it.
    """
    if not await _ended(session, clock, before.mark):
        return None
    stage = await _stage(session, before.login, proven=proven, external=before.external)
    limit = Limit.LONGEST if stage is Stage.IN else Limit.SIGNING_IN
    if stage is Stage.IN:
        await _signed_in(session, clock, before.login, {})
    ends = clock.now() + span(limit, clock.today())
    return await _opened(session, clock, before.login, ends, proven=proven, external=before.external)


async def find(session: WriteSession, clock: Clock, text: str) -> Session | None:
    """The open session of what a browser holds; None when it is none, or over by one of its limits. Finding it is using it."""
    now = clock.now()
    idle = span(Limit.IDLE, clock.today())
    here = account_session.c.mark == mark_of(text)
    living = account_session.c.ends_at > now, account_session.c.seen_at > now - idle
    chosen = (
        sa.select(account_session, account_secret)
        .join(account_secret, account_secret.c.login == account_session.c.login)
        .where(here, *living)
    )
    for row in await session.mappings(chosen):
        if row[account_session.c.seen_at] < now - _FRESH:
            await session.execute(sa.update(account_session).where(here).values(seen_at=now))
        proven, external = row[account_session.c.proven], row[account_session.c.external]
        recovering = row[account_secret.c.recovery_hash] is not None
        login = row[account_session.c.login]
        stage = _next(row, proven=proven, external=external)
        return Session(mark_of(text), login, stage, proven, recovering, external)
    return None


async def sign_out(session: WriteSession, clock: Clock, open_one: Session) -> None:
    """End a session for good."""
    await _ended(session, clock, open_one.mark)
    await entered(session, clock, open_one.login, "account.sign_out", open_one.login, {})


async def _signed_in(session: WriteSession, clock: Clock, login: str, detail: dict[str, bool]) -> None:
    here = sa.update(account).where(account.c.login == login)
    await session.execute(here.values(last_signed_in_at=clock.now()))
    await entered(session, clock, login, "account.sign_in", login, detail)


async def _opened(
    session: WriteSession,
    clock: Clock,
    login: str,
    ends: dt.datetime,
    *,
    proven: bool,
    external: bool = False,
) -> str:
    text = secrets.token_urlsafe(32)
    values = {"mark": mark_of(text), "login": login, "proven": proven, "external": external, "ends_at": ends}
    times = {"begun_at": clock.now(), "seen_at": clock.now()}
    await session.execute(sa.insert(account_session).values(**values, **times))
    return text


async def _ended(session: WriteSession, clock: Clock, mark: bytes) -> bool:
    gone = sa.delete(account_session).where(account_session.c.mark == mark)
    ends = await session.scalar(gone.returning(account_session.c.ends_at))
    if ends is not None:
        await spent.revoke_session(session, clock, jti_of(mark), ends)
    return ends is not None


async def _stage(session: WriteSession, login: str, *, proven: bool, external: bool) -> Stage:
    chosen = sa.select(account_secret).where(account_secret.c.login == login)
    return _next((await session.mappings(chosen))[0], proven=proven, external=external)


def _next(row: Any, *, proven: bool, external: bool) -> Stage:  # noqa: ANN401 - a row with the columns of account_secret
    """What is asked for next: the factor first, so that nobody changes a password, or sets a factor up, with a password alone.

    Of somebody whom an external issuer vouches for, nothing.
    """
    if external:
        return Stage.IN
    if row[account_secret.c.factor_key] is not None and not proven:
        return Stage.SECOND_FACTOR
    if row[account_secret.c.initial_until] is not None:
        return Stage.NEW_PASSWORD
    return Stage.IN if proven else Stage.SET_UP


async def _place_mark(session: WriteSession, login: str, place: str) -> bytes:
    key = await session.scalar(sa.select(keyring.c.key).where(keyring.c.name == SIGN_IN_KEY))
    return hmac.digest(bytes(key), f"{login}\0{place}".encode("utf-8", "replace"), "sha256")


async def _clear(session: WriteSession, table: sa.Table, *old: sa.ColumnElement[bool]) -> None:
    """Rows without meaning go along the way, a few at a time and none that somebody else is clearing."""
    key: Sequence[sa.ColumnElement[Any]] = list(table.primary_key.columns)
    some = sa.select(*key).where(*old).limit(_AT_A_TIME).with_for_update(skip_locked=True)
    await session.execute(sa.delete(table).where(sa.tuple_(*key).in_(some)))
