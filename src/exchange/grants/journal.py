"""The line that each change of access leaves, and the epoch it raises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.model import access_change, access_epoch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.clock import Clock
    from exchange.database import WriteSession


async def changed(
    session: WriteSession, clock: Clock, actor: str, what: str, target: str, detail: Mapping[str, Any]
) -> None:
    """Enter the change and raise the epoch."""
    await entered(session, clock, actor, what, target, detail)
    await session.execute(sa.update(access_epoch).values(epoch=access_epoch.c.epoch + 1))


async def entered(
    session: WriteSession, clock: Clock, actor: str, what: str, target: str, detail: Mapping[str, Any]
) -> None:
    """Enter the change alone: for what every statement looks up by itself, so that nothing remembered becomes stale."""
    line = {"at": clock.now(), "actor": actor, "what": what, "target": target, "detail": dict(detail)}
    await session.execute(sa.insert(access_change).values(**line))


async def hold(session: WriteSession) -> None:
    """Wait for the commits that are under way in somebody's name, and let the next ones wait for this one (`standing`)."""
    await session.execute(sa.select(access_epoch.c.epoch).with_for_update(key_share=True))
