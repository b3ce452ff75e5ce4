"""Writing in somebody's name: nothing is committed by rights that ended before the commit.

A read compares the access epoch inside its one statement. A write does it with the last statement before its commit, and holds the epoch's
row until then. Whoever changes access raises that row, and whoever revokes a token locks it: so either the change waits for this commit,
or this write meets the change and is rolled back. Between the look and the commit there is no moment left.

The lock is shared, so writers never wait for each other, and it is held no longer than a commit takes.
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.errors import Unavailable
from exchange.model import access_epoch, revoked_token

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from exchange.access import Caller
    from exchange.database import Writes, WriteSession


class RightsMoved(Unavailable):
    """Somebody's access changed since the caller's rights were read; nothing was stored. Read them afresh and try again."""


class Standing:
    """A caller that writes, as long as its rights stand."""

    def __init__(self, db: Writes, caller: Caller) -> None:
        self._db = db
        self.caller = caller

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[WriteSession]:
        """A transaction like `Database.writing`; rolled back with RightsMoved when the caller's rights are not those of its end."""
        async with self._db.writing() as session:
            yield session
            await self._confirm(session)

    @asynccontextmanager
    async def changing(self) -> AsyncIterator[WriteSession]:
        """A transaction that changes access itself: looked at before it begins, and nobody else changes access until it ends."""
        async with self._db.writing() as session:
            await self._confirm(session, _ALONE)
            yield session

    async def _confirm(self, session: WriteSession, look: sa.Select[Any] | None = None) -> None:
        """Who has no account has no rights that could end."""
        if self.caller.anonymous:
            return
        epoch = await session.scalar(_EPOCH if look is None else look)
        if epoch != self.caller.epoch or await self._revoked(session):
            raise RightsMoved

    async def _revoked(self, session: WriteSession) -> bool:
        """A statement of its own after the lock: it sees every revocation that was committed before."""
        token = self.caller.token
        return token is not None and await session.scalar(_REVOKED, {"jti": token.jti}) is not None


_EPOCH = sa.select(access_epoch.c.epoch).with_for_update(read=True)
_ALONE = sa.select(access_epoch.c.epoch).with_for_update()
_REVOKED = sa.select(revoked_token.c.jti).where(revoked_token.c.jti == sa.bindparam("jti"))
