"""Sharing agreements (数据共享协议): signed, suspended, resumed, ended.

`sign_agreement` is the act itself, for whoever has decided already: a command, a granted request, an approved proposal. Callers come in by
`sign` and the steps below it, which ask who they are; terms over personal fields wait there for a second person.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.access import Audience, Scope
from exchange.disclosure import reach
from exchange.errors import NotFound, SandboxOnly, ScopeMissing
from exchange.grants import proposals
from exchange.grants.journal import changed
from exchange.grants.terms import Terms, check, over_persons, text
from exchange.model import Agreement, agreement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.access import Caller
    from exchange.clock import Clock
    from exchange.database import WriteSession

__all__ = [
    "Terms",
    "resume_agreement",
    "sign",
    "sign_agreement",
    "step",
    "suspend_agreement",
    "terminate_agreement",
]


async def sign_agreement(
    session: WriteSession, clock: Clock, actor: str, terms: Terms, agreement_id: uuid.UUID | None = None
) -> uuid.UUID:
    """Put an agreement in force; gives its id, which a call names in `Exchange-Agreement`."""
    made = agreement_id or uuid.uuid4()
    await session.execute(sa.insert(agreement).values(id=made, **terms.columns()))
    await changed(
        session,
        clock,
        actor,
        "agreement.sign",
        str(made),
        {"department": terms.department, "items": list(terms.items)},
    )
    return made


async def suspend_agreement(
    session: WriteSession, clock: Clock, actor: str, agreement_id: uuid.UUID, reason: str | None = None
) -> None:
    """Stop an agreement until it is resumed; it stops working at the next request."""
    await _stop(session, clock, actor, agreement_id, "suspended_at", reason)


async def resume_agreement(
    session: WriteSession, clock: Clock, actor: str, agreement_id: uuid.UUID, reason: str | None = None
) -> None:
    """Let a suspended agreement work again."""
    here = sa.update(agreement).where(agreement.c.id == agreement_id, agreement.c.suspended_at.is_not(None))
    if await session.scalar(here.values(suspended_at=None).returning(agreement.c.id)) is None:
        raise NotFound(what="agreement id")
    await changed(session, clock, actor, "agreement.resumed", str(agreement_id), _why(reason))


async def terminate_agreement(
    session: WriteSession, clock: Clock, actor: str, agreement_id: uuid.UUID, reason: str | None = None
) -> None:
    """End an agreement for good."""
    await _stop(session, clock, actor, agreement_id, "terminated_at", reason)


async def _stop(
    session: WriteSession,
    clock: Clock,
    actor: str,
    agreement_id: uuid.UUID,
    column: str,
    reason: str | None,
) -> None:
    here = sa.update(agreement).where(agreement.c.id == agreement_id, agreement.c[column].is_(None))
    if await session.scalar(here.values({column: clock.now()}).returning(agreement.c.id)) is None:
        raise NotFound(what="agreement id")
    await changed(
        session, clock, actor, f"agreement.{column.removesuffix('_at')}", str(agreement_id), _why(reason)
    )


def _why(reason: str | None) -> dict[str, str]:
    return {} if reason is None else {"reason": reason}


# --- in a caller's name ---------------------------------------------------------------------------------------------------------------


async def sign(
    session: WriteSession, clock: Clock, caller: Caller, terms: Terms, reason: str
) -> tuple[uuid.UUID | None, uuid.UUID | None]:
    """Sign, or propose what opens personal fields: the agreement's id, or the proposal's. Raises ScopeMissing or ArgumentInvalid."""
    caller.require(Scope.ACCESS_MANAGE)
    if caller.sandbox:
        raise SandboxOnly
    text(reason, "reason", "signAgreement", 2000)
    await check(session, terms, clock.today())
    if not over_persons(terms):
        return await sign_agreement(session, clock, caller.actor, terms), None
    what = proposals.What("AGREEMENT", terms.title, {"terms": terms.as_json()}, terms.provider, terms.region)
    return None, await proposals.propose(session, clock, caller, what, reason)


async def step(
    session: WriteSession, clock: Clock, caller: Caller, name: str, agreement_id: uuid.UUID, reason: str
) -> None:
    """Suspend, resume or terminate: an administrator, or the department that provides. The reason goes into the journal."""
    if caller.sandbox:
        raise SandboxOnly
    text(reason, "reason", f"{name}Agreement", 2000)
    await _held(session, clock, caller, agreement_id)
    await _STEPS[name](session, clock, caller.actor, agreement_id, reason)


async def _held(session: WriteSession, clock: Clock, caller: Caller, agreement_id: uuid.UUID) -> None:
    """NotFound unless the caller may move it; ScopeMissing where no scope would let it move any."""
    if Scope.ACCESS_MANAGE in caller.scopes:
        return
    if Scope.SHARE_APPROVE not in caller.scopes:
        raise ScopeMissing(scope=Scope.ACCESS_MANAGE)
    own = (
        agreement.c.id == agreement_id,
        agreement.c.provider.in_(caller.departments),
        reach(Audience.ORIGIN, Agreement, caller, clock.today()),
    )
    if await session.scalar(sa.select(agreement.c.id).where(*own)) is None:
        raise NotFound(what="agreement id")


_STEPS: Mapping[str, Any] = {
    "suspend": suspend_agreement,
    "resume": resume_agreement,
    "terminate": terminate_agreement,
}
