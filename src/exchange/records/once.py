"""A move that is made once, however often it is sent: under the number that the client gave it in its batch.

The number is taken first, in the transaction of the move. Who sends it a second time finds it taken and gets what came of it; who sends it
while the first is still on its way waits for that. A move that was refused leaves no number behind: it can be tried again when mended.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Protocol

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from exchange.errors import BatchConflict
from exchange.model import moved_row

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Awaitable, Callable

    from exchange.access import Caller
    from exchange.database import WriteSession


class Made(Protocol):
    """What a move led to."""

    @property
    def record_id(self) -> uuid.UUID:
        """The record or case."""


_NONE = uuid.UUID(int=0)


async def once(
    session: WriteSession,
    caller: Caller,
    now: dt.datetime,
    place: tuple[str, int],
    asked: bytes,
    make: Callable[[], Awaitable[Made]],
) -> tuple[uuid.UUID, bool]:
    """The record or case that the move led to, and whether it had been made before.

    Raises BatchConflict when the number stands for something else.
    """
    batch, number = place
    key = {"client": caller.actor, "batch": batch, "number": number}
    here = [moved_row.c[name] == value for name, value in key.items()]
    taken = insert(moved_row).values(**key, asked=asked, record_id=_NONE, at=now).on_conflict_do_nothing()
    if await session.scalar(taken.returning(moved_row.c.number)) is None:
        known = (await session.mappings(sa.select(moved_row).where(*here)))[0]
        if bytes(known["asked"]) != asked:
            raise BatchConflict
        return known["record_id"], True
    made = await make()
    await session.execute(sa.update(moved_row).where(*here).values(record_id=made.record_id))
    return made.record_id, False
