"""Which department answers for a case from now on: one in force, and for a case against a body one that stands above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.model import Department
from exchange.workflows import Answers

if TYPE_CHECKING:
    import datetime as dt
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
        if turn.workflow.answers is Answers.BODY and turn.row["source_department"] is None:
            raise turn.refuse(
                "responsible",
                "this body has no office in the registry of departments, so nobody could answer for it. Name in responsible the department "
                "that does.",
            )
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


async def office(session: WriteSession, subject: Mapping[Any, Any], today: dt.date) -> str | None:
    """The office of a body in the registry, by its credit code; None where it has none in force."""
    columns = Department.table.c
    in_force = sa.or_(columns.valid_until.is_(None), columns.valid_until > today)
    found = sa.select(columns.code).where(columns.credit_code == subject["credit_code"], in_force)
    code: str | None = await session.scalar(found.order_by(columns.code).limit(1))
    return code
