"""Two persons for what widens access: one proposes, another one approves, and only the approval does anything.

Who may approve is who might have proposed: nobody's proposal gives more than two such persons agree to. The proposer may withdraw it and
nothing else. What an approval does is `approvals`' business.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.access import Audience, Scope
from exchange.disclosure import reach
from exchange.errors import AccessRefused, NotFound, SandboxOnly, ScopeMissing, StepNotAllowed
from exchange.grants.journal import entered
from exchange.grants.terms import text
from exchange.model import Proposal, access_change
from exchange.records.rows import region_columns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.access import Caller
    from exchange.clock import Clock
    from exchange.database import WriteSession

TWO_PERSONS = "two_persons"
_PROPOSAL = Proposal.table
_LONGEST = 2000
_CREDENTIALS = ("client.create", "client.key.add", "client.secret.renew")
"""After which who did it can come in as the client."""


@dataclass(frozen=True, slots=True)
class What:
    """What is proposed: its kind, what it is about, and all that the approval needs; provider and region of an agreement."""

    kind: str
    target: str
    detail: Mapping[str, Any]
    provider: str | None = None
    region: str | None = None


async def propose(session: WriteSession, clock: Clock, caller: Caller, what: What, reason: str) -> uuid.UUID:
    """Enter a proposal and give its id. One about the same thing that waits already is refused (StepNotAllowed)."""
    if caller.sandbox:
        raise SandboxOnly
    text(reason, "reason", "proposal", _LONGEST)
    await _only_one(session, what)
    made = uuid.uuid4()
    levels = {} if what.region is None else region_columns(what.region)
    terms = json.dumps(what.detail, ensure_ascii=False, sort_keys=True)
    values = {
        "id": made, "kind": what.kind, "state": "OPEN", "target": what.target, "terms": terms, "what": dict(what.detail),
        "reason": reason, "proposed_by": caller.actor, "proposed_at": clock.now(), "provider": what.provider,
    }  # fmt: skip
    await session.execute(sa.insert(_PROPOSAL).values(**values, **levels))
    detail = {"kind": what.kind, "target": what.target, "reason": reason}
    await entered(session, clock, caller.actor, "proposal.propose", str(made), detail)
    return made


async def waiting(session: WriteSession, kind: str, target: str) -> bool:
    """Whether a proposal about this waits for its second person."""
    open_ones = sa.select(_PROPOSAL.c.id).where(
        _PROPOSAL.c.state == "OPEN", _PROPOSAL.c.kind == kind, _PROPOSAL.c.target == target
    )
    return await session.scalar(open_ones) is not None


async def approved(session: WriteSession, kind: str, target: str) -> int:
    """How many proposals about this were approved."""
    here = _PROPOSAL.c.state == "APPROVED", _PROPOSAL.c.kind == kind, _PROPOSAL.c.target == target
    return int(await session.scalar(sa.select(sa.func.count()).select_from(_PROPOSAL).where(*here)))


async def refuse(
    session: WriteSession, clock: Clock, caller: Caller, proposal: uuid.UUID, answer: str
) -> None:
    """Decide against a proposal."""
    await decided(session, clock, caller, proposal, "refuse", answer)
    await close(session, clock, caller, proposal, "REFUSED", answer)


async def withdraw(
    session: WriteSession, clock: Clock, caller: Caller, proposal: uuid.UUID, answer: str
) -> None:
    """Take one's own proposal back."""
    row = await decided(session, clock, caller, proposal, "withdraw", answer)
    if row["proposed_by"] != caller.actor:
        raise AccessRefused(
            rule=TWO_PERSONS, problem="only who proposed it can withdraw it. Refuse it instead."
        )
    await close(session, clock, caller, proposal, "WITHDRAWN", answer)


async def _only_one(session: WriteSession, what: What) -> None:
    if await waiting(session, what.kind, what.target):
        raise StepNotAllowed(
            what="proposal", state="OPEN", step="propose", possible="approve, refuse, withdraw"
        )


async def decided(
    session: WriteSession, clock: Clock, caller: Caller, proposal: uuid.UUID, step: str, answer: str
) -> Mapping[str, Any]:
    """The proposal, held until the end of the transaction, if the caller may decide on it and it still waits."""
    if caller.sandbox:
        raise SandboxOnly
    text(answer, "reason", f"{step}Proposal", _LONGEST)
    here = sa.select(_PROPOSAL).where(_PROPOSAL.c.id == proposal, _mine(clock, caller))
    rows = await session.mappings(here.with_for_update())
    if not rows:
        raise NotFound(what="proposal id")
    if rows[0]["state"] != "OPEN":
        raise StepNotAllowed(what="proposal", state=rows[0]["state"], step=step, possible="none")
    return dict(rows[0])


async def another(session: WriteSession, caller: Caller, proposed_by: str, problem: str) -> None:
    """AccessRefused unless the caller is somebody else than who proposed: nor a client that the proposer can come in as."""
    if proposed_by == caller.actor:
        raise AccessRefused(rule=TWO_PERSONS, problem=problem)
    if caller.person is not None:
        return
    line = access_change.c
    given = line.target == caller.client, line.actor == proposed_by, line.what.in_(_CREDENTIALS)
    if await session.scalar(sa.select(line.id).where(*given).limit(1)) is not None:
        raise AccessRefused(
            rule=TWO_PERSONS,
            problem="the client comes in by what the proposer registered for it. Ask another person to.",
        )


def _mine(clock: Clock, caller: Caller) -> sa.ColumnElement[bool]:
    """The proposals that the caller may decide on: all of them with access:manage, those about its agreements with share:approve."""
    if Scope.ACCESS_MANAGE in caller.scopes:
        return sa.true()
    if Scope.SHARE_APPROVE not in caller.scopes:
        raise ScopeMissing(scope=Scope.ACCESS_MANAGE)
    capacities = (reach(one, Proposal, caller, clock.today()) for one in (Audience.KEEPER, Audience.ORIGIN))
    return sa.and_(_PROPOSAL.c.kind == "AGREEMENT", sa.or_(*capacities))


async def close(
    session: WriteSession, clock: Clock, caller: Caller, proposal: uuid.UUID, state: str, answer: str
) -> None:
    """Write the decision down."""
    values = {"state": state, "decided_by": caller.actor, "decided_at": clock.now(), "answer": answer}
    await session.execute(sa.update(_PROPOSAL).where(_PROPOSAL.c.id == proposal).values(**values))
    await entered(
        session, clock, caller.actor, f"proposal.{state.lower()}", str(proposal), {"reason": answer}
    )
