"""Correcting a returned record: the changed values are judged together with those that stay, by the same rules as a new row.

The party stays: a decision about somebody else is another record, to be withdrawn and submitted again. What comes out goes into the move
`correct`, which writes it with its history.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.access import Audience, Scope
from exchange.disclosure import reach
from exchange.editions.stored import in_force
from exchange.errors import GuardRefused, NotFound
from exchange.model import OPENED, Subject, camel
from exchange.submissions import departments
from exchange.submissions.columns import Columns
from exchange.submissions.judge import Judge
from exchange.submissions.names import OVERRIDE, submitted

if TYPE_CHECKING:
    import uuid
    from collections.abc import Mapping

    from exchange.access import Caller
    from exchange.clock import Clock
    from exchange.database import WriteSession
    from exchange.model import Item

PARTY = (
    "party_name",
    "party_type",
    "party_credit_code",
    "party_organisation_code",
    "person_id_type",
    "person_id_number",
)


async def corrected(
    session: WriteSession,
    caller: Caller,
    clock: Clock,
    record_id: uuid.UUID,
    changes: Mapping[str, object],
    move: str = "correct",
) -> dict[str, Any]:
    """The checked values of the whole record after the changes; GuardRefused names every finding, NotFound as for any move."""
    caller.require(Scope.RECORD_SUBMIT)
    item, stored = await _stored(session, caller, clock, record_id)
    moved = [name for name in PARTY if name in changes and _text(changes[name]) != _text(stored.get(name))]
    if moved:
        raise _refusal(
            f"{', '.join(map(camel, moved))}: a record stays with its party. Withdraw it and submit the decision about the right party.",
            move,
        )
    row = {
        _name(item, name): _text(value) for name, value in {**stored, **changes}.items() if value is not None
    }
    submitter, catalogue = (
        await departments.submitter(session, caller),
        await in_force(session, clock.today()),
    )
    judged = Judge(Columns(item, None), submitter, catalogue).row(1, row)
    if judged.values is None:
        raise _refusal(" ".join(found.message for found in judged.findings), move)
    return {name: list(value) if isinstance(value, tuple) else value for name, value in judged.values.items()}


async def _stored(
    session: WriteSession, caller: Caller, clock: Clock, record_id: uuid.UUID
) -> tuple[type[Item], dict[str, Any]]:
    """The submitter's own values, as its own capacity sees them."""
    for item in submitted():
        mine = (
            reach(Audience.ORIGIN, item, caller, clock.today())
            if Audience.ORIGIN in caller.audiences
            else sa.false()
        )
        rows = await session.mappings(sa.select(item.table).where(item.table.c.id == record_id, mine))
        if rows:
            return item, await _values(session, item, dict(rows[0]))
    raise NotFound(what="id")


async def _values(session: WriteSession, item: type[Item], row: Mapping[str, Any]) -> dict[str, Any]:
    apart: Mapping[str, Any] = {}
    if item.apart is not None:
        keys = (item.apart.c[name] == row[name] for name in item.primary)
        found = await session.mappings(sa.select(item.apart).where(*keys))
        apart = dict(found[0]) if found else {}
    values = {}
    for name, field in item.fields.items():
        if field.given:
            own = apart.get(name) if field.personal else row[name]
            values[name] = row[f"{name}_{OPENED}"] if own is None and field.openable else own
    return values | {OVERRIDE: await _overridden(session, row["subject_id"])}


async def _overridden(session: WriteSession, subject_id: uuid.UUID) -> bool:
    """The credit code was confirmed in spite of its check digit when the decision was sent; it stays confirmed."""
    columns = Subject.table.c
    return bool(await session.scalar(sa.select(columns.credit_code_override).where(columns.id == subject_id)))


def _name(item: type[Item], name: str) -> str:
    return item.fields[name].graphql if name in item.fields else camel(name)


def _text(value: object) -> object:
    if isinstance(value, Decimal | dt.date):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def _refusal(problem: str, move: str) -> GuardRefused:
    return GuardRefused(move=move, guard="values", problem=problem)
