"""No sequence of consents, renewals, thefts and ends leaves an application a token that was ended."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from exchange.access import Token
from exchange.database import Login
from exchange.grants import accounts, clients, families, people

if TYPE_CHECKING:
    import asyncpg

    from exchange.clock import Clock
    from exchange.database import Database

    Owner = asyncpg.Connection[asyncpg.Record]


class Ledger:
    """What should be alive, worked out from nothing but the acts: codes, and of each family the one refresh token that is good."""

    def __init__(self) -> None:
        self.codes: dict[str, bool] = {}
        self.families: dict[str, str] = {}
        self.spent: dict[str, str] = {}
        self.ended: set[str] = set()
        self.locked = False

    def all_end(self) -> None:
        """Everything that a person allowed is over."""
        self.codes = dict.fromkeys(self.codes, False)
        self.ended |= {*self.families}

    def alive(self, family: str) -> bool:
        """Whether the family's tokens open anything."""
        return family not in self.ended and not self.locked


class Application:
    """One application, and the person who allows it or not."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db, self.clock, self.ledger = db, clock, Ledger()

    async def allow(self, _: random.Random) -> None:
        """The person says yes."""
        asked = families.Consent("portal", "clerk", "x", "x", "record:read", "x")
        async with self.db.writing() as session:
            self.ledger.codes[await families.give_code(session, self.clock, asked)] = True

    async def redeem(self, chance: random.Random) -> None:
        """A code comes, perhaps not for the first time."""
        if not self.ledger.codes:
            return
        code = chance.choice([*self.ledger.codes])
        async with self.db.writing() as session:
            given = await families.redeem(session, self.clock, code, "portal")
        assert (given is not None) is self.ledger.codes[code]
        self.ledger.codes[code] = False
        if given is None:
            if code in self.ledger.spent:
                self.ledger.ended.add(self.ledger.spent[code])
            return
        self.ledger.families[given.handle] = given.refresh
        self.ledger.spent[code] = given.handle

    async def renew(self, chance: random.Random) -> None:
        """A refresh token comes: the good one, or one that was used before."""
        if not self.ledger.families:
            return
        handle = chance.choice([*self.ledger.families])
        used = [one for one, of in self.ledger.spent.items() if of == handle and one not in self.ledger.codes]
        stolen = bool(used) and chance.random() < 0.2
        text = chance.choice(used) if stolen else self.ledger.families[handle]
        async with self.db.writing() as session:
            given = await families.rotate(session, self.clock, text, "portal")
        assert (given is not None) is (not stolen and handle not in self.ledger.ended)
        if stolen:
            self.ledger.ended.add(handle)
        elif given is not None:
            self.ledger.spent[text] = handle
            self.ledger.families[handle] = given.refresh

    async def reset(self, _: random.Random) -> None:
        """An administrator gives a new password."""
        async with self.db.writing() as session:
            await accounts.reset_password(session, self.clock, "admin", "clerk")
        self.ledger.all_end()

    async def lock(self, _: random.Random) -> None:
        """The person is shut out, or let in again."""
        step = accounts.unlock_account if self.ledger.locked else accounts.lock_account
        async with self.db.writing() as session:
            await step(session, self.clock, "admin", "clerk")
        self.ledger.locked = not self.ledger.locked
        if self.ledger.locked:
            self.ledger.all_end()

    async def agrees(self) -> None:
        """Each family opens what the ledger says, and nothing else."""
        async with self.db.reading(Login.READER) as session:
            for handle in self.ledger.families:
                token = Token(handle, None, frozenset({"record:read"}))
                found = await people.read_through(session, self.clock, "clerk", "portal", token)
                assert (found is not None) is self.ledger.alive(handle), handle


async def test_what_an_application_holds_is_what_living_consents_gave(
    db: Database, clock: Clock, people: None, soaking: bool
) -> None:
    wanted = clients.Wanted("门户", "keeper", "FJ_MARKET", "350000", client_id="portal")
    async with db.writing() as session:
        await clients.create_client(session, clock, "test", wanted)
    chance, one = random.Random(20261128), Application(db, clock)
    acts = (one.allow, one.allow, one.redeem, one.redeem, one.renew, one.renew, one.renew)

    seen: set[bool] = set()

    for _ in range(1_000 if soaking else 70):
        rare = chance.random() < 0.12
        await chance.choice((one.reset, one.lock) if rare else acts)(chance)
        await one.agrees()
        seen |= {one.ledger.alive(handle) for handle in one.ledger.families}

    assert seen == {True, False}


async def test_a_code_that_was_not_redeemed_yet_ends_with_the_sessions(
    db: Database, clock: Clock, people: None
) -> None:
    one = Application(db, clock)
    async with db.writing() as session:
        await clients.create_client(
            session, clock, "test", clients.Wanted("门户", "keeper", client_id="portal")
        )
    await one.allow(random.Random())
    (code,) = one.ledger.codes

    await one.reset(random.Random())
    async with db.writing() as session:
        given = await families.redeem(session, clock, code, "portal")

    assert given is None
