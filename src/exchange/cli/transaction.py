"""One transaction on the database of the settings, for commands that change access.

The database is prepared first, as at every start. Whoever types these commands holds the database already, so the entry in the access
journal names the account of the operating system.
"""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, TypeVar

from exchange import postgres
from exchange.clock import Clock
from exchange.database import Database
from exchange.database.owner import Owner
from exchange.prepare import prepare
from exchange.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from exchange.database import WriteSession

T = TypeVar("T")


def transact(step: Callable[[WriteSession, Clock], Awaitable[T]], *, as_owner: bool = False) -> T:
    """Do it, and give what it gave; as the owner of the database where rights in it change."""
    with postgres.reachable(Settings.load(os.environ)) as settings:
        return asyncio.run(_in_transaction(settings, step, as_owner=as_owner))


def actor() -> str:
    """Who types."""
    return f"command-line:{os.getuid()}"


async def _in_transaction(
    settings: Settings, step: Callable[[WriteSession, Clock], Awaitable[T]], *, as_owner: bool
) -> T:
    await prepare(settings)
    if as_owner:
        async with Owner(settings).writing() as session:
            return await step(session, Clock(settings))
    async with Database.open(settings) as db, db.writing() as session:
        return await step(session, Clock(settings))
