"""A breach of faith that a case found becomes a record of dishonesty, in draft: nothing is published by this."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.lifecycle import State
from exchange.model import Department, DishonestyRecord
from exchange.records import intake
from exchange.records.intake import Entry
from exchange.records.subjects import Resolved

if TYPE_CHECKING:
    from exchange.cases.turn import Turn
    from exchange.clock import Clock
    from exchange.database import WriteSession


async def breach(session: WriteSession, clock: Clock, turn: Turn, **said: str) -> dict[str, Any]:
    """The record in the name of the department that determines, which checks and sends it like any other; the link of the case to it.

    `said` are the fields of the record that the case knows: title, area, misconduct, facts, legal_basis.
    """
    subject = turn.subject
    values = {
        **said,
        "document_number": turn.given.document,
        "decided_on": turn.today,
        "source_kind": "ACCOUNTABILITY",
        "on_duty": True,
        "decision": turn.given.reason,
        "finality": "FINAL",
        "party_name": subject["name_opened"],
        "party_type": subject["kind"],
        "party_credit_code": subject["credit_code"],
        **await _authority(session, turn),
    }
    about = Resolved(subject["id"], subject["natural"], subject["region"])
    batch = f"found-{uuid.uuid4().hex[:16]}"  # says nothing of the case: the body that the record is about reads it
    (made,) = await intake.accept(
        session, turn.caller, clock, DishonestyRecord, [Entry(values, about)], batch=batch, state=State.DRAFT
    )
    return {"record_item": DishonestyRecord.key, "record_id": made.record_id}


async def _authority(session: WriteSession, turn: Turn) -> dict[str, Any]:
    columns = Department.table.c
    chosen = sa.select(columns.name, columns.credit_code).where(columns.code == turn.caller.department)
    found = (await session.mappings(chosen))[0]
    return {"authority_name": found["name"], "authority_code": found["credit_code"]}
