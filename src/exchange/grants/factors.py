"""The second factor (动态口令): time-based one-time passwords by RFC 6238, and their recovery by two administrators.

Each code works once: the statement that accepts a code moves the last time step on, so of two that come with the same code one is refused.
A failure is counted before the code is looked at, so that no number of parallel guesses gets more tries than there are.

Recovery takes two administrators, neither of whom is the person: one asks, another approves and gets a code that the person types when the
factor is set up anew. So neither an approver nor whoever knows the password can take an account over alone.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from typing import TYPE_CHECKING

import sqlalchemy as sa
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from sqlalchemy.dialects.postgresql import insert

from exchange.account_limits import Limit, amount, span
from exchange.errors import NotFound, SecondPerson
from exchange.grants.accounts import end_sessions
from exchange.grants.journal import changed, entered
from exchange.model import account, account_recovery, account_secret

if TYPE_CHECKING:
    from exchange.clock import Clock
    from exchange.database import WriteSession

STEP = 30
"""Seconds of one code."""
DIGITS = 6
SKEW = 1
"""Steps by which the telephone's clock may differ."""
KEY_BYTES = 20
BY_ITSELF = "exchange"
"""Who locks an account after too many wrong codes."""


def draw_key() -> bytes:
    """A key of a new second factor."""
    return secrets.token_bytes(KEY_BYTES)


def spelled(key: bytes) -> str:
    """The key as one types it into an authenticator."""
    return base64.b32encode(key).decode("ascii")


def address(key: bytes, login: str, issuer: str) -> str:
    """The otpauth address that a QR code holds."""
    return _totp(key).get_provisioning_uri(login, issuer)


def code_at(key: bytes, step: int) -> str:
    """The code of a time step."""
    return _totp(key).generate(step * STEP).decode("ascii")


def step_of(key: bytes, given: str, now: int) -> int | None:
    """The time step whose code was given; None when it is none of the near ones."""
    middle = now // STEP
    fitting = [
        step
        for step in range(middle - SKEW, middle + SKEW + 1)
        if secrets.compare_digest(code_at(key, step), given)
    ]
    return fitting[-1] if fitting else None


async def try_code(session: WriteSession, clock: Clock, login: str, given: str) -> bool:
    """Use a code up. False for a wrong or used one; too many in a row lock the account, until an administrator unlocks it."""
    mine = account_secret.c.login == login
    counted = sa.update(account_secret).where(mine, account_secret.c.factor_key.is_not(None))
    more = counted.values(factor_failures=account_secret.c.factor_failures + 1)
    found = await session.all(more.returning(account_secret.c.factor_key, account_secret.c.factor_failures))
    if not found:
        return False
    key, failures = found[0].factor_key, found[0].factor_failures
    most = amount(Limit.FACTOR_FAILURES, clock.today())
    step = step_of(bytes(key), given, int(clock.real().timestamp())) if failures <= most else None
    if step is not None and await _moved_on(session, login, step):
        return True
    if failures == most:
        await _lock(session, clock, login)
    return False


async def offer(session: WriteSession, login: str) -> bytes:
    """The key that the person is about to set up: the one that was offered, so that a page loaded anew shows the same."""
    mine = account_secret.c.login == login
    fresh = sa.func.coalesce(account_secret.c.factor_offered, draw_key())
    here = sa.update(account_secret).where(mine).values(factor_offered=fresh)
    return bytes(await session.scalar(here.returning(account_secret.c.factor_offered)))


async def set_up(session: WriteSession, clock: Clock, login: str, given: str, recovery: str) -> str | None:
    """Take the offered factor into use by its first code; what is wrong otherwise: `code`, `recovery`, or `again` when there is one."""
    mine = account_secret.c.login == login
    row = (await session.all(sa.select(account_secret).where(mine).with_for_update()))[0]
    if row.factor_key is not None or row.factor_offered is None:
        return "again"
    if row.recovery_hash is not None and not secrets.compare_digest(row.recovery_hash, _digest(recovery)):
        return "recovery"
    step = step_of(bytes(row.factor_offered), given, int(clock.real().timestamp()))
    if step is None:
        return "code"
    values = {
        "factor_key": row.factor_offered,
        "factor_offered": None,
        "factor_step": step,
        "factor_failures": 0,
        "recovery_hash": None,
    }
    await session.execute(sa.update(account_secret).where(mine).values(**values))
    await _has(session, login, factor=True)
    await entered(session, clock, login, "account.factor.set_up", login, {})
    return None


async def ask_recovery(session: WriteSession, clock: Clock, actor: str, login: str) -> None:
    """Ask that a lost second factor be set up anew. Asking again replaces what was asked before."""
    if actor == login:
        raise SecondPerson(problem="an administrator asks for it, not the person whose factor is lost.")
    if await session.scalar(sa.select(account.c.login).where(account.c.login == login)) is None:
        raise NotFound(what="login")
    now = clock.now()
    values = {"asked_by": actor, "asked_at": now, "ends_at": now + span(Limit.RECOVERY, clock.today())}
    made = insert(account_recovery).values(login=login, **values)
    await session.execute(made.on_conflict_do_update(index_elements=["login"], set_=values))
    await entered(session, clock, actor, "account.recovery.ask", login, {})


async def approve_recovery(session: WriteSession, clock: Clock, actor: str, login: str) -> str:
    """As the second administrator: take the lost factor out of use, and give the code that its new set-up asks for, told once.

    NotFound when nobody asked in time; SecondPerson for whoever asked, and for the person itself.
    """
    here = sa.select(account_recovery.c.asked_by).where(
        account_recovery.c.login == login, account_recovery.c.ends_at > clock.now()
    )
    asked_by = await session.scalar(here.with_for_update())
    if asked_by is None:
        raise NotFound(what="login (nobody has asked for its recovery, or too long ago)")
    if actor in {asked_by, login}:
        raise SecondPerson(
            problem="whoever asked for a recovery, and the person it is for, cannot approve it."
        )
    await session.execute(sa.delete(account_recovery).where(account_recovery.c.login == login))
    code = await ask_anew(session, clock, login)
    await changed(session, clock, actor, "account.recovery.approve", login, {"asked_by": asked_by})
    return code


async def ask_anew(session: WriteSession, clock: Clock, login: str) -> str:
    """Take a factor out of use, with the sessions that it opened; the code that the next set-up asks for, told once."""
    code = secrets.token_urlsafe(12)
    values = {
        "factor_key": None,
        "factor_offered": None,
        "factor_failures": 0,
        "recovery_hash": _digest(code),
    }
    await session.execute(sa.update(account_secret).where(account_secret.c.login == login).values(**values))
    await _has(session, login, factor=False)
    await end_sessions(session, clock, login)
    return code


async def asks(session: WriteSession, login: str) -> bool:
    """Whether something beside the password is asked for when the person comes in: the factor, or the code to set it up."""
    asked = account_secret.c.factor_key.is_not(None) | account_secret.c.recovery_hash.is_not(None)
    return await session.scalar(sa.select(asked).where(account_secret.c.login == login)) is True


async def _has(session: WriteSession, login: str, *, factor: bool) -> None:
    """Tell administrators whether a second factor is set up; they read nothing of it."""
    await session.execute(sa.update(account).where(account.c.login == login).values(factor=factor))


async def _moved_on(session: WriteSession, login: str, step: int) -> bool:
    """Whether this step's code is used now, for the first time."""
    later = account_secret.c.login == login, account_secret.c.factor_step < step
    here = sa.update(account_secret).where(*later).values(factor_step=step, factor_failures=0)
    return await session.scalar(here.returning(account_secret.c.login)) is not None


async def _lock(session: WriteSession, clock: Clock, login: str) -> None:
    here = sa.update(account).where(account.c.login == login, account.c.locked_at.is_(None))
    if await session.scalar(here.values(locked_at=clock.now()).returning(account.c.login)) is not None:
        await end_sessions(session, clock, login)
        await changed(session, clock, BY_ITSELF, "account.lock", login, {"because": "factor_failures"})


def _digest(code: str) -> str:
    """A recovery code as it is stored: drawn by us, so long that nobody guesses it, whatever the hash costs."""
    return hashlib.sha256(code.encode("utf-8", "replace")).hexdigest()


def _totp(key: bytes) -> TOTP:
    return TOTP(key, DIGITS, SHA1(), STEP)  # noqa: S303 - what every authenticator knows; RFC 6238 §1.2
