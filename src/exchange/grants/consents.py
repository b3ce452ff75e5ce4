"""Consents (授权查询): asked for by a department, given and withdrawn by the subject alone.

Asking names nobody, so it tells nobody who is on record. Who consents says again to what, so that a form that was exchanged on the way
between them opens nothing. What was given is an agreement over this one subject, which the withdrawal ends at the next request.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.access import Audience, Scope
from exchange.errors import ArgumentInvalid, NotFound, SandboxOnly, ScopeMissing
from exchange.grants import terms
from exchange.grants.agreements import sign_agreement, terminate_agreement
from exchange.grants.journal import entered
from exchange.grants.terms import Terms
from exchange.model import Consent, Department
from exchange.records.rows import region_columns

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from exchange.access import Caller
    from exchange.clock import Clock
    from exchange.database import WriteSession

_CONSENT = Consent.table


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a department asks for. `once` is for a single use; otherwise for any number until the last day."""

    purpose: str
    legal_basis: str
    items: tuple[str, ...]
    valid_until: dt.date
    once: bool


async def ask(session: WriteSession, clock: Clock, caller: Caller, wanted: Wanted) -> uuid.UUID:
    """Ask for a consent; gives the id that goes onto the form. Raises ScopeMissing, SandboxOnly, ArgumentInvalid."""
    caller.require(Scope.SHARE_REQUEST)
    if caller.sandbox:
        raise SandboxOnly
    if caller.department is None:
        raise ScopeMissing(scope=Scope.SHARE_REQUEST)
    home = sa.select(Department.table.c.region_code).where(Department.table.c.code == caller.department)
    region = str(region_columns(await session.scalar(home))["province"])
    made, max_uses = uuid.uuid4(), 1 if wanted.once else None
    row = {
        "department": caller.department, "purpose": wanted.purpose, "legal_basis": wanted.legal_basis, "items": list(wanted.items),
        "valid_until": wanted.valid_until, "max_uses": max_uses, "region": region,
    }  # fmt: skip
    await terms.check(session, _terms(row, clock.today(), None), clock.today(), "requestConsent")
    asked = {"id": made, "state": "REQUESTED", "asked_at": clock.now()}
    await session.execute(sa.insert(_CONSENT).values(**row, **asked))
    detail = {"department": caller.department, "items": list(wanted.items)}
    await entered(session, clock, caller.actor, "consent.request", str(made), detail)
    return made


async def give(
    session: WriteSession,
    clock: Clock,
    caller: Caller,
    consent: uuid.UUID,
    purpose: str,
    items: tuple[str, ...],
    document: str,
) -> uuid.UUID:
    """Consent in one's own name; gives the agreement that the department names from now on.

    NotFound for a consent that nobody asks for; ArgumentInvalid where purpose or items are not those that were asked for.
    """
    row = await _waiting(session, caller, consent)
    terms.text(document, "document", "giveConsent", 200)
    if purpose != row["purpose"] or {*items} != {*row["items"]}:
        raise ArgumentInvalid(
            argument="purpose", field="giveConsent",
            problem="purpose and items are not those that were asked for. Compare them with the form, and consent to nothing else.",
        )  # fmt: skip
    signed = await sign_agreement(session, clock, caller.actor, _terms(row, clock.today(), caller.subject))
    values = {"state": "CONSENTED", "document": document, "agreement": signed}
    await _answered(session, clock, caller, consent, values, "consent.give")
    return signed


async def refuse(session: WriteSession, clock: Clock, caller: Caller, consent: uuid.UUID) -> None:
    """Say no."""
    await _waiting(session, caller, consent)
    await _answered(session, clock, caller, consent, {"state": "REFUSED"}, "consent.refuse")


async def withdraw(session: WriteSession, clock: Clock, caller: Caller, consent: uuid.UUID) -> None:
    """Take it back: what was opened is closed from the next request on. NotFound unless it is one's own and was given."""
    _subject(caller)
    own = (
        _CONSENT.c.id == consent,
        _CONSENT.c.subject_id == caller.subject,
        _CONSENT.c.state == "CONSENTED",
    )
    values = {"state": "WITHDRAWN", "withdrawn_at": clock.now()}
    taken = sa.update(_CONSENT).where(*own).values(**values).returning(_CONSENT.c.agreement)
    agreement = await session.scalar(taken)
    if agreement is None:
        raise NotFound(what="consent id")
    await terminate_agreement(session, clock, caller.actor, agreement, "withdrawn by the subject")
    await entered(session, clock, caller.actor, "consent.withdraw", str(consent), {})


def _subject(caller: Caller) -> None:
    if caller.subject is None or Audience.SUBJECT not in caller.audiences:
        raise NotFound(what="consent id")
    if caller.sandbox:
        raise SandboxOnly


async def _waiting(session: WriteSession, caller: Caller, consent: uuid.UUID) -> Mapping[str, Any]:
    _subject(caller)
    here = sa.select(_CONSENT).where(_CONSENT.c.id == consent, _CONSENT.c.state == "REQUESTED")
    rows = await session.mappings(here.with_for_update())
    if not rows:
        raise NotFound(what="consent id")
    return dict(rows[0])


async def _answered(
    session: WriteSession,
    clock: Clock,
    caller: Caller,
    consent: uuid.UUID,
    values: Mapping[str, Any],
    what: str,
) -> None:
    answer = {**values, "subject_id": caller.subject, "answered_at": clock.now()}
    await session.execute(sa.update(_CONSENT).where(_CONSENT.c.id == consent).values(**answer))
    await entered(session, clock, caller.actor, what, str(consent), {})


def _terms(row: Mapping[str, Any], today: dt.date, subject: uuid.UUID | None) -> Terms:
    return Terms(
        title="授权查询", department=row["department"], purpose=row["purpose"], legal_basis=row["legal_basis"],
        items=tuple(row["items"]), region=row["region"], valid_from=today, valid_until=row["valid_until"],
        max_uses=row["max_uses"], subject_id=subject,
    )  # fmt: skip
