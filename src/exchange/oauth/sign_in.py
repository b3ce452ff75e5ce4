"""How people come in: password, second factor, and the session that follows.

A name that nobody has, a wrong password and a pair of name and address that is locked out cost the same work and get the same sentence. A
password is checked between two transactions, so that no connection waits for Argon2. What the browser holds changes at each step.
"""

from __future__ import annotations

import asyncio
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exchange.access import ANONYMOUS
from exchange.account_limits import Limit, amount
from exchange.database import Login
from exchange.errors import NotFound
from exchange.grants import accounts, external, factors, people, sessions
from exchange.grants.clients import hasher
from exchange.oauth.passwords import Passwords
from exchange.oauth.throttle import Throttle, neighbourhood

if TYPE_CHECKING:
    from exchange.access import Caller
    from exchange.clock import Clock
    from exchange.database import Database, WriteSession
    from exchange.grants.sessions import Session
    from exchange.oauth.issuer import Issuer

LONGEST_LOGIN = 63
LONGEST_PASSWORD = 200
FEWEST_CHARACTERS = 5
"""Different ones, in a password."""
FACTOR_NAME = "Credit Exchange"
"""How an authenticator calls us."""


class Wrong(Exception):
    """What somebody typed is not taken; `field` is where, `problem` a key of the page's words."""

    def __init__(self, field: str, problem: str, **facts: object) -> None:
        self.field = field
        self.problem = problem
        self.facts = facts
        super().__init__(problem)


@dataclass(frozen=True, slots=True)
class Offered:
    """A second factor to set up."""

    key: str
    address: str


class SignIn:
    """Sign-ins of one process."""

    def __init__(self, db: Database, clock: Clock, issuer: Issuer | None = None) -> None:
        self._issuer = issuer
        self._db = db
        self._clock = clock
        self._passwords = Passwords()
        self._throttle = Throttle()

    async def by_password(self, login: str, password: str, address: str) -> str:
        """Begin a session; what the browser holds from now on. Wrong, or TooManyAttempts for an address that fails too often."""
        login, place = login.strip().lower()[:LONGEST_LOGIN], neighbourhood(address)
        self._throttle.admit(login, address)
        async with self._db.writing() as session:
            attempt = await sessions.admit(session, self._clock, login, place)
            secret = await sessions.secret_of(session, self._clock, login)
        fits = await self._passwords.fit(secret.hash if secret else None, password[:LONGEST_PASSWORD])
        if attempt is None or not fits or secret is None:
            self._throttle.failed(login, address)
            async with self._db.writing() as session:
                await sessions.failed(session, self._clock, login if secret else None, attempt)
            raise Wrong("password", "no_fit_for_a_while" if attempt is None else "no_fit")
        if secret.locked or secret.expired:
            raise Wrong("login", "locked" if secret.locked else "expired")
        async with self._db.writing() as session:
            if await sessions.secret_of(session, self._clock, login, kept=True) != secret:
                raise Wrong("password", "no_fit")  # it was changed while it was checked
            await sessions.forgive(session, login, place)
            return await sessions.begin(session, self._clock, login)

    async def by_code(self, held: Session, code: str) -> str:
        """Give the second factor; the session that follows."""
        typed = _digits(code)
        async with self._db.writing() as session:
            if await factors.try_code(session, self._clock, held.login, typed):
                return await self._renewed(session, held, "code", proven=True)
        raise Wrong("code", "code_wrong")

    async def offer(self, held: Session) -> Offered:
        """The second factor that the person may set up."""
        async with self._db.writing() as session:
            key = await factors.offer(session, held.login)
        return Offered(factors.spelled(key), factors.address(key, held.login, FACTOR_NAME))

    async def set_up(self, held: Session, code: str, recovery: str) -> str:
        """Take the second factor into use; the session that follows."""
        typed = _digits(code)
        async with self._db.writing() as session:
            wrong = await factors.set_up(session, self._clock, held.login, typed, recovery.strip())
            if wrong is None:
                return await self._renewed(session, held, "code", proven=True)
        raise Wrong("recovery" if wrong == "recovery" else "code", f"{wrong}_wrong")

    async def new_password(self, held: Session, old: str, new: str, again: str) -> str:
        """Change the person's own password; the session that follows. The old one is asked for once more, and failures count."""
        self._judge(held.login, old, new, again)
        async with self._db.writing() as session:
            attempt = await sessions.admit(session, self._clock, held.login, "new password")
            secret = await sessions.secret_of(session, self._clock, held.login)
        stored = secret.hash if secret else None
        if not await self._passwords.fit(stored, old[:LONGEST_PASSWORD]) or attempt is None:
            raise Wrong("old", "no_fit_for_a_while" if attempt is None else "old_wrong")
        hashed = await asyncio.to_thread(hasher().hash, new)
        async with self._db.writing() as session:
            await sessions.forgive(session, held.login, "new password")
            await accounts.change_password(session, self._clock, held.login, hashed, held.mark)
            return await self._renewed(session, held, "old", proven=held.proven)

    async def _renewed(self, session: WriteSession, held: Session, at: str, *, proven: bool) -> str:
        """The session that follows; Wrong, and nothing that was done for it stays, where the one before was ended meanwhile."""
        text = await sessions.renew(session, self._clock, held, proven=proven)
        if text is None:
            raise Wrong(at, "over")
        return text

    async def leave(self, browser: str, onward: str) -> str:
        """Where a browser goes to be vouched for; IssuerAway when nobody answers there."""
        issuer = self._vouching()
        async with self._db.writing() as session:
            journey = await external.leave(session, self._clock, browser, onward)
        return await issuer.question(journey)

    async def arrive(self, browser: str, state: str, code: str) -> tuple[str, str]:
        """A browser comes back: the session that follows, and where it wanted to go. Wrong when it brings nobody we know."""
        issuer = self._vouching()
        async with self._db.writing() as session:
            journey = await external.arrive(session, self._clock, state, browser)
        if journey is None:
            raise Wrong("", "journey")
        value = await issuer.who(code, journey) if code else None
        if value is None:
            raise Wrong("", "not_vouched")
        async with self._db.writing() as session:
            login = await external.login_of(session, value)
            if login is not None:
                return await sessions.begin_vouched(session, self._clock, login), journey.onward
        raise Wrong("", "not_linked")

    @property
    def vouched(self) -> bool:
        """Whether there is an external issuer."""
        return self._issuer is not None

    def _vouching(self) -> Issuer:
        if self._issuer is None:
            raise NotFound(what="address")
        return self._issuer

    async def held(self, text: str) -> Session | None:
        """The session of what a browser holds, at whatever stage."""
        if not text:
            return None
        async with self._db.writing() as session:
            return await sessions.find(session, self._clock, text)

    async def sign_out(self, held: Session) -> None:
        """End the session."""
        async with self._db.writing() as session:
            await sessions.sign_out(session, self._clock, held)

    async def caller(self, text: str) -> Caller:
        """Whoever acts in the session of what a browser holds, with the rights of this moment; `ANONYMOUS` when nobody is signed in."""
        held = await self.held(text)
        if held is None or held.stage is not sessions.Stage.IN:
            return ANONYMOUS
        async with self._db.reading(Login.READER) as session:
            return await people.read(session, self._clock, held.login, held.token) or ANONYMOUS

    async def described(self, caller: Caller) -> accounts.Described:
        """The person in words."""
        async with self._db.writing() as session:
            return await accounts.described(session, caller)

    @property
    def shortest(self) -> int:
        """Characters that a password has at least."""
        return amount(Limit.PASSWORD_LENGTH, self._clock.today())

    def _judge(self, login: str, old: str, new: str, again: str) -> None:
        if not self.shortest <= len(new) <= LONGEST_PASSWORD:
            raise Wrong("new", "new_length", least=self.shortest, most=LONGEST_PASSWORD)
        if len(set(new)) < FEWEST_CHARACTERS or login in new.lower() or not new.isprintable():
            raise Wrong("new", "new_simple", least=FEWEST_CHARACTERS)
        if new == old:
            raise Wrong("new", "new_same")
        if new != again:
            raise Wrong("again", "again_differs")


def _digits(typed: str) -> str:
    """A code as it was typed, in any width and with blanks."""
    found = "".join(unicodedata.normalize("NFKC", typed).split())
    if len(found) != factors.DIGITS or not (found.isascii() and found.isdigit()):
        raise Wrong("code", "code_shape", digits=factors.DIGITS)
    return found
