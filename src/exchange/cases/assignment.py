"""Which department answers for a case from now on: one in force, and for a case against a body one that stands above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.model import Department

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.cases.turn import Turn
    from exchange.database import WriteSession


async def check(session: WriteSession, turn: Turn) -> None:
    """Raise GuardRefused for a department that cannot answer for the case.

    It is not in the registry, or not in force any more (its successor has its duties), or it is the body that the case is against,
    under it or beside it.
    """
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
    if turn.row["kept_from"] and not _stands_above(turn.row, found[0]):
        raise turn.refuse(
            "responsible",
            "this department is the body that the case is against, or under it, or beside it. Name one of its superior.",
        )


def _stands_above(row: Mapping[Any, Any], department: Mapping[Any, Any]) -> bool:
    """At or above the place of the body, and not the body itself nor any that must not learn of the case."""
    places = [row[level] for level in ("province", "city", "county") if row[level]]
    kept_from = {*row["kept_from"]}
    return department["region_code"] in places and kept_from.isdisjoint(
        {department["code"], department["region_code"]}
    )
