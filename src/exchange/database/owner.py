"""Writing as the owner: the one act of a running exchange that changes rights in the database, the activation of rules."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from exchange.database.connect import owner_engine
from exchange.database.writing import WriteSession, transaction

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from exchange.settings import Settings


class Owner:
    """Transactions of the owner, each on a connection of its own: it is wanted a few times a year."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[WriteSession]:
        """A session inside one transaction, committed at the end of the block."""
        engine = owner_engine(self.settings)
        try:
            async with transaction(engine) as session:
                yield session
        finally:
            await engine.dispose()
