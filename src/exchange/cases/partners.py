"""Departments that join in: known to the registry and in force, each once, and not the one that leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.model import Department

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from exchange.cases.turn import Turn
    from exchange.clock import Clock
    from exchange.database import WriteSession


async def _partners_are_known(session: WriteSession, _clock: Clock, turn: Turn) -> dict[str, Any]:
    named = turn.given.values.get("partners") or ()
    lead = turn.given.responsible or turn.row["source_department"]
    if len({*named, lead}) <= len(named):
        raise turn.refuse(
            "partners", "partners names a department twice, or the one that leads. Name each other one once."
        )
    columns = Department.table.c
    in_force = sa.or_(columns.valid_until.is_(None), columns.valid_until > turn.today)
    known = await session.scalar(sa.select(sa.func.count()).where(columns.code.in_(named), in_force))
    if known != len(named):
        raise turn.refuse(
            "partners", f"{len(named) - (known or 0)} of partners are no departments in force. `departments` lists their codes."
        )  # fmt: skip
    return {}


EFFECTS: Mapping[str, Callable[[WriteSession, Clock, Turn], Awaitable[dict[str, Any]]]] = {
    "partners_are_known": _partners_are_known,
}
