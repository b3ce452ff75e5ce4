"""Is the exchange alive, and can it answer?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.database import Login
from exchange.errors import ExchangeError

if TYPE_CHECKING:
    from exchange.database import Database


async def ready(db: Database) -> dict[str, str]:
    """Each thing that an answer needs, with `ok` or what is wrong with it."""
    found = {}
    for name, reading in (("public", db.reading(Login.PUBLIC)), ("reader", db.reading(Login.READER))):
        try:
            async with reading as session:
                await session.fetchval("SELECT 1")
        except ExchangeError as error:
            found[name] = error.code
        else:
            found[name] = "ok"
    return found
