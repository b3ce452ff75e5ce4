"""Approving a proposal: a second person agrees, and what was proposed is done in the same transaction.

Everything is judged again: what was allowed when it was proposed may not be any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchange.errors import AccessRefused
from exchange.grants import offices, requests, scopes
from exchange.grants.agreements import sign_agreement
from exchange.grants.proposals import TWO_PERSONS, close, decided
from exchange.grants.terms import Terms, check

if TYPE_CHECKING:
    import uuid
    from collections.abc import Awaitable, Callable, Mapping

    from exchange.access import Caller
    from exchange.clock import Clock
    from exchange.database import WriteSession

    Effect = Callable[[WriteSession, Clock, Caller, Mapping[str, Any]], Awaitable[uuid.UUID | None]]


async def approve(
    session: WriteSession, clock: Clock, caller: Caller, proposal: uuid.UUID, answer: str
) -> uuid.UUID | None:
    """Agree to a proposal of somebody else's, and do what it says; the id of the agreement that it made, if it made one.

    Raises NotFound, ScopeMissing, StepNotAllowed, AccessRefused for one's own, and whatever the act itself refuses.
    """
    row = await decided(session, clock, caller, proposal, "approve", answer)
    if row["proposed_by"] == caller.actor:
        raise AccessRefused(
            rule=TWO_PERSONS, problem="who proposed it cannot approve it. Ask another person to."
        )
    if row["kind"] not in _EFFECTS:
        raise AccessRefused(
            rule="rights_first", problem="rules are activated by activatePolicy, rights and all."
        )
    await close(session, clock, caller, proposal, "APPROVED", answer)
    return await _EFFECTS[row["kind"]](session, clock, caller, row["what"])


async def _sign(session: WriteSession, clock: Clock, caller: Caller, what: Mapping[str, Any]) -> uuid.UUID:
    terms = Terms.of_json(what["terms"])
    await check(session, terms, clock.today())
    signed = await sign_agreement(session, clock, caller.actor, terms)
    if "request" in what:
        await requests.settled(session, clock, caller, what, signed)
    return signed


async def _give(session: WriteSession, clock: Clock, caller: Caller, what: Mapping[str, Any]) -> None:
    await scopes.give(session, clock, caller, what["client"], what["scopes"])


async def _appoint(session: WriteSession, clock: Clock, caller: Caller, what: Mapping[str, Any]) -> None:
    await offices.settle(session, clock, caller, what)


_EFFECTS: Mapping[str, Effect] = {"AGREEMENT": _sign, "SCOPES": _give, offices.KIND: _appoint}
