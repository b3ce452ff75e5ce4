"""Approving a proposal: a second person agrees, and what was proposed is done in the same transaction.

Everything is judged again: what was allowed when it was proposed may not be any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exchange.errors import AccessRefused
from exchange.grants import offices, own_clients, requests, scopes
from exchange.grants.agreements import sign_agreement
from exchange.grants.proposals import another, close, decided
from exchange.grants.terms import Terms, check

if TYPE_CHECKING:
    import uuid
    from collections.abc import Awaitable, Callable, Mapping

    from exchange.access import Caller
    from exchange.clock import Clock
    from exchange.database import WriteSession

    Effect = Callable[[WriteSession, Clock, Caller, Mapping[str, Any]], Awaitable["Done"]]


@dataclass(frozen=True, slots=True)
class Done:
    """What an approval made: an agreement, by its id; a code that is told once, to whoever approved."""

    agreement: uuid.UUID | None = None
    recovery_code: str | None = None


async def approve(
    session: WriteSession, clock: Clock, caller: Caller, proposal: uuid.UUID, answer: str
) -> Done:
    """Agree to a proposal of somebody else's, and do what it says; what came of it.

    Raises NotFound, ScopeMissing, StepNotAllowed, AccessRefused for one's own, and whatever the act itself refuses.
    """
    row = await decided(session, clock, caller, proposal, "approve", answer)
    problem = "who proposed it cannot approve it. Ask another person to."
    await another(session, caller, row["proposed_by"], problem)
    if row["kind"] not in _EFFECTS:
        raise AccessRefused(
            rule="rights_first", problem="rules are activated by activatePolicy, rights and all."
        )
    await close(session, clock, caller, proposal, "APPROVED", answer)
    return await _EFFECTS[row["kind"]](session, clock, caller, row["what"])


async def _sign(session: WriteSession, clock: Clock, caller: Caller, what: Mapping[str, Any]) -> Done:
    terms = Terms.of_json(what["terms"])
    await check(session, terms, clock.today())
    signed = await sign_agreement(session, clock, caller.actor, terms)
    if "request" in what:
        await requests.settled(session, clock, caller, what, signed)
    return Done(agreement=signed)


async def _give(session: WriteSession, clock: Clock, caller: Caller, what: Mapping[str, Any]) -> Done:
    await scopes.give(session, clock, caller, what["client"], what["scopes"])
    return Done()


async def _appoint(session: WriteSession, clock: Clock, caller: Caller, what: Mapping[str, Any]) -> Done:
    return Done(recovery_code=await offices.settle(session, clock, caller, what))


async def _link(session: WriteSession, clock: Clock, caller: Caller, what: Mapping[str, Any]) -> Done:
    await offices.settle_link(session, clock, caller, what)
    return Done()


async def _register(session: WriteSession, clock: Clock, caller: Caller, what: Mapping[str, Any]) -> Done:
    await own_clients.settle_key(session, clock, caller, what)
    return Done()


_EFFECTS: Mapping[str, Effect] = {
    "AGREEMENT": _sign,
    "SCOPES": _give,
    offices.KIND: _appoint,
    offices.LINK: _link,
    own_clients.KIND: _register,
}
