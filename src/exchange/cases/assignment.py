"""Which department answers for a case from now on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from exchange.model import Department

if TYPE_CHECKING:
    from exchange.cases.turn import Turn
    from exchange.database import WriteSession


async def check(session: WriteSession, turn: Turn) -> None:
    """Raise GuardRefused for a department that is not in the registry, or not in force any more: its successor has its duties."""
    code = turn.given.responsible
    if code is None:
        return
    columns = Department.table.c
    found = await session.mappings(sa.select(Department.table).where(columns.code == code))
    if not found:
        raise turn.refuse("responsible", "there is no department of this code. `departments` lists them.")
    until = found[0]["valid_until"]
    if until is not None and until <= turn.today:
        named = found[0]["successor_code"] or "none"
        raise turn.refuse(
            "responsible", f"this department is not in force any more. Its successor is {named}."
        )
