"""The line that each change of access leaves, and the epoch it raises."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.model import access_change, access_epoch, account, client

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
    line["line"] = (
        uuid.uuid4()
    )  # drawn where all ids are drawn, so that a test can draw them alike in two worlds
    concerns = sa.func.coalesce(_of(target), sa.cast(detail.get("department"), sa.Text()), _of(actor))
    await session.execute(sa.insert(access_change).values(**line, department=concerns))


def _of(name: str) -> sa.ColumnElement[str]:
    """The department of the client or person of that name; no client is called like a person."""
    program = sa.select(client.c.department).where(client.c.id == name).scalar_subquery()
    person = sa.select(account.c.department).where(account.c.login == name).scalar_subquery()
    return sa.func.coalesce(program, person)


async def hold(session: WriteSession) -> None:
    """Wait for the commits that are under way in somebody's name, and let the next ones wait for this one (`standing`)."""
    await session.execute(sa.select(access_epoch.c.epoch).with_for_update(key_share=True))
