"""Sharing agreements (数据共享协议): what a department may see of conditional items, for which purpose, where and how long."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from exchange.errors import NotFound
from exchange.grants.journal import changed
from exchange.model import agreement

if TYPE_CHECKING:
    import datetime as dt

    from exchange.clock import Clock
    from exchange.database import WriteSession


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed. `items` are item keys, `region` the division whose subtree it covers; both days belong to it.

    `kinds` are kinds of subjects: those that the extract of what changed is about; all of them where none is named.
    """

    title: str
    department: str
    purpose: str
    legal_basis: str
    items: tuple[str, ...]
    region: str
    valid_from: dt.date
    valid_until: dt.date
    kinds: tuple[str, ...] = ()


async def sign_agreement(
    session: WriteSession, clock: Clock, actor: str, terms: Terms, agreement_id: uuid.UUID | None = None
) -> uuid.UUID:
    """Put an agreement in force; gives its id, which a call names in `Exchange-Agreement`."""
    made = agreement_id or uuid.uuid4()
    values = {name: getattr(terms, name) for name in terms.__slots__} | {
        "items": list(terms.items),
        "kinds": list(terms.kinds),
    }
    await session.execute(sa.insert(agreement).values(id=made, **values))
    await changed(
        session,
        clock,
        actor,
        "agreement.sign",
        str(made),
        {"department": terms.department, "items": list(terms.items)},
    )
    return made


async def suspend_agreement(session: WriteSession, clock: Clock, actor: str, agreement_id: uuid.UUID) -> None:
    """Stop an agreement until it is resumed; it stops working at the next request."""
    await _stop(session, clock, actor, agreement_id, "suspended_at")


async def resume_agreement(session: WriteSession, clock: Clock, actor: str, agreement_id: uuid.UUID) -> None:
    """Let a suspended agreement work again."""
    here = sa.update(agreement).where(agreement.c.id == agreement_id, agreement.c.suspended_at.is_not(None))
    if await session.scalar(here.values(suspended_at=None).returning(agreement.c.id)) is None:
        raise NotFound(what="agreement id")
    await changed(session, clock, actor, "agreement.resumed", str(agreement_id), {})


async def terminate_agreement(
    session: WriteSession, clock: Clock, actor: str, agreement_id: uuid.UUID
) -> None:
    """End an agreement for good."""
    await _stop(session, clock, actor, agreement_id, "terminated_at")


async def _stop(
    session: WriteSession, clock: Clock, actor: str, agreement_id: uuid.UUID, column: str
) -> None:
    here = sa.update(agreement).where(agreement.c.id == agreement_id, agreement.c[column].is_(None))
    if await session.scalar(here.values({column: clock.now()}).returning(agreement.c.id)) is None:
        raise NotFound(what="agreement id")
    await changed(session, clock, actor, f"agreement.{column.removesuffix('_at')}", str(agreement_id), {})
