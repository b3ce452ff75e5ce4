"""Share requests (共享申请): filed by a department, checked by the platform, decided by the department that provides.

A decision that grants makes the agreement in the same transaction, or, where personal fields would be opened, a proposal that a second
person approves; until then the request stands where it stood. Who has no part in a request is answered as if there were none.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.access import Audience, Scope
from exchange.calendar import working_days
from exchange.disclosure import reach
from exchange.errors import AccessRefused, GuardRefused, NotFound, SandboxOnly, StepNotAllowed
from exchange.grants import proposals, terms
from exchange.grants.agreements import sign_agreement
from exchange.grants.journal import entered
from exchange.grants.request_steps import FIRST_STAGE, STEPS, RequestState, Side, steps_from
from exchange.grants.terms import Terms
from exchange.model import ShareRequest
from exchange.rules import time_limit, time_limits

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from exchange.access import Caller
    from exchange.clock import Clock
    from exchange.database import WriteSession
    from exchange.grants.request_steps import Step

_REQUEST = ShareRequest.table
_PLACE = "shareRequest"
_TERMS = tuple(name for name in Terms.__slots__ if name in _REQUEST.c)


@dataclass(frozen=True, slots=True)
class Details:
    """What comes with a step: why, by which law, and of `grant_part` the parts of the terms that become smaller."""

    reason: str | None = None
    law: str | None = None
    smaller: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stepped:
    """Where the request stands now, and the agreement that it made or the proposal that waits for a second person."""

    request: uuid.UUID
    state: str
    agreement: uuid.UUID | None = None
    proposal: uuid.UUID | None = None


async def file(session: WriteSession, clock: Clock, caller: Caller, asked: Terms) -> Stepped:
    """Ask for something. Raises ScopeMissing, SandboxOnly, ArgumentInvalid."""
    caller.require(Scope.SHARE_REQUEST)
    if caller.sandbox:
        raise SandboxOnly
    if asked.department not in caller.departments:
        terms.refuse("department", _PLACE, "ask in the name of your own department.")
    if asked.provider is None or asked.provider in caller.departments:
        terms.refuse(
            "provider", _PLACE, "name the department whose records you ask for; your own you see already."
        )
    today = clock.today()
    await terms.check(session, asked, today, _PLACE)
    made = uuid.uuid4()
    values = {name: value for name, value in asked.columns().items() if name in _REQUEST.c}
    due = _due(FIRST_STAGE, today)
    more = {"id": made, "state": RequestState.FILED, "filed_at": clock.now(), "due_on": due}
    await session.execute(sa.insert(_REQUEST).values(**values, **more))
    detail = {"department": asked.department, "provider": asked.provider, "items": list(asked.items)}
    await entered(session, clock, caller.actor, "request.file", str(made), detail)
    return Stepped(made, RequestState.FILED)


async def step(
    session: WriteSession, clock: Clock, caller: Caller, name: str, request: uuid.UUID, details: Details
) -> Stepped:
    """Make one step of the table. Raises NotFound, ScopeMissing, AccessRefused, StepNotAllowed, GuardRefused, ArgumentInvalid."""
    if caller.sandbox:
        raise SandboxOnly
    one = STEPS[name]
    caller.require(one.scope)
    row = await _held(session, clock, caller, request)
    await _allowed(session, clock, caller, one, row)
    _given(one, details)
    if not one.grants:
        return await _settle(session, clock, caller, one, row, details)
    found = terms.narrower(_terms(row), details.smaller, _PLACE)
    await terms.check(session, found, clock.today(), _PLACE)
    if name == "grant_part" and found == _terms(row):
        terms.refuse("items", _PLACE, "name what becomes smaller, or grant it as asked for.")
    return await _granted(session, clock, caller, one, row, details, found)


async def _held(session: WriteSession, clock: Clock, caller: Caller, request: uuid.UUID) -> Mapping[str, Any]:
    """The request, locked, with `platform`: whether the caller keeps its region."""
    keeps = reach(Audience.KEEPER, ShareRequest, caller, clock.today())
    sides = [_REQUEST.c[name].in_(caller.departments) for name in ShareRequest.sides]
    here = sa.select(_REQUEST, keeps.label("platform")).where(_REQUEST.c.id == request, sa.or_(keeps, *sides))
    rows = await session.mappings(here.with_for_update(of=_REQUEST))
    if not rows:
        raise NotFound(what="request id")
    return dict(rows[0])


async def _allowed(
    session: WriteSession, clock: Clock, caller: Caller, one: Step, row: Mapping[str, Any]
) -> None:
    """The step is the caller's, the state has it, and its guards let it pass."""
    stands = {
        Side.REQUESTER: row["department"] in caller.departments,
        Side.PROVIDER: row["provider"] in caller.departments,
        Side.PLATFORM: row["platform"],
    }
    if not stands[one.side]:
        raise AccessRefused(rule="own_step", problem=f"the step {one.name} is for the {one.side}.")
    state = RequestState(row["state"])
    if state not in one.sources:
        possible = ", ".join(other.name for other in steps_from(state)) or "none"
        raise StepNotAllowed(what="share request", state=state, step=one.name, possible=possible)
    unconditional = await terms.unconditional(session, _terms(row), clock.today())
    against = {
        "not_waiting": await proposals.waiting(session, "AGREEMENT", str(row["id"])),
        "not_extended": row["extended"],
        "conditional": unconditional,
        "unconditional": not unconditional,
    }
    for guard in one.guards:
        if against[guard]:
            raise GuardRefused(move=one.name, guard=guard, problem=_WHY[guard])


_WHY = {
    "not_waiting": "a grant of it waits for a second person. Have that approved, refused or withdrawn first.",
    "not_extended": "the review was extended before; that is possible once.",
    "conditional": "the catalogue shares its items without condition. Take passUnconditional.",
    "unconditional": "the catalogue shares one of its items under conditions only. Take pass.",
}


def _given(one: Step, details: Details) -> None:
    for name, most in (("reason", 2000), ("law", 500)):
        value = getattr(details, name)
        if value is not None or name in one.needed:
            terms.text(value or "", name, _PLACE, most)


async def _granted(
    session: WriteSession,
    clock: Clock,
    caller: Caller,
    one: Step,
    row: Mapping[str, Any],
    details: Details,
    found: Terms,
) -> Stepped:
    if not terms.over_persons(found):
        signed = await sign_agreement(session, clock, caller.actor, found)
        return await _settle(session, clock, caller, one, row, details, signed)
    what = {"terms": found.as_json(), "request": str(row["id"]), "step": one.name, "reason": details.reason}
    wanted = proposals.What("AGREEMENT", str(row["id"]), what, found.provider, found.region)
    proposal = await proposals.propose(session, clock, caller, wanted, details.reason or one.en)
    return Stepped(row["id"], row["state"], proposal=proposal)


async def _settle(
    session: WriteSession,
    clock: Clock,
    caller: Caller,
    one: Step,
    row: Mapping[str, Any],
    details: Details,
    signed: uuid.UUID | None = None,
) -> Stepped:
    """Write the step down."""
    target = one.target or RequestState(row["state"])
    start = row["due_on"] if one.target is None else clock.today()
    values: dict[str, Any] = {"state": target, "due_on": _due(one.stage, start) if one.stage else None}
    values |= {
        "reason": details.reason,
        "law": details.law,
        "extended": row["extended"] or one.name == "extend",
    }
    if signed is not None:
        values["agreement"] = signed
    await session.execute(sa.update(_REQUEST).where(_REQUEST.c.id == row["id"]).values(**values))
    detail = {"before": row["state"], "after": target, "reason": details.reason, "law": details.law}
    await entered(session, clock, caller.actor, f"request.{one.name}", str(row["id"]), detail)
    return Stepped(row["id"], target, signed)


async def settled(
    session: WriteSession, clock: Clock, caller: Caller, what: Mapping[str, Any], signed: uuid.UUID
) -> None:
    """A second person agreed to a grant: the request goes where the first one wanted it, if it still stands there."""
    one = STEPS[what["step"]]
    here = sa.select(_REQUEST).where(_REQUEST.c.id == uuid.UUID(what["request"]))
    row = dict((await session.mappings(here.with_for_update()))[0])
    state = RequestState(row["state"])
    if state not in one.sources:
        possible = ", ".join(other.name for other in steps_from(state)) or "none"
        raise StepNotAllowed(what="share request", state=state, step=one.name, possible=possible)
    await _settle(session, clock, caller, one, row, Details(what["reason"]), signed)


def _terms(row: Mapping[str, Any]) -> Terms:
    """What was asked for."""
    values = {name: row[name] for name in _TERMS}
    lists = {name: tuple(values[name]) for name in ("items", "kinds")}
    names = None if row["field_names"] is None else tuple(row["field_names"])
    return Terms(**{**values, **lists, "field_names": names})


def _due(stage: str, start: dt.date) -> dt.date:
    return time_limit(stage, start, time_limits()).due(start, working_days())
