"""The agreement that a call names, as the door and the token endpoint look at it.

Whether it lives at the moment of reading only the reading statement knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.access import WHOLE, Narrowed

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from uuid import UUID

    from exchange.database import ReadSession

_NARROWED = """
WITH RECURSIVE side(code) AS (
  SELECT provider FROM agreement WHERE id = $1
  UNION
  SELECT d.code FROM department d JOIN side ON d.successor_code = side.code
)
SELECT field_names, provider, subject_id, max_uses IS NOT NULL AS counted, ARRAY(SELECT code FROM side ORDER BY code) AS sources
FROM agreement WHERE id = $1
"""
_LIVING = """
SELECT purpose FROM agreement
WHERE id = $2 AND department = ANY($1::text[]) AND suspended_at IS NULL AND terminated_at IS NULL
  AND valid_from <= $3 AND valid_until >= $3 AND (max_uses IS NULL OR uses < max_uses)
"""


async def narrowed(session: ReadSession, agreement: UUID) -> Narrowed | None:
    """What the agreement leaves of its items; None where there is none of that id. It never changes."""
    row = await session.fetchrow(_NARROWED, agreement)
    if row is None:
        return None
    fields = None if row["field_names"] is None else frozenset(row["field_names"])
    sources = None if row["provider"] is None else tuple(row["sources"])
    return _kept(Narrowed(fields, sources, row["subject_id"], row["counted"]))


def _kept(found: Narrowed) -> Narrowed:
    return WHOLE if found == WHOLE else found


async def living(
    session: ReadSession, departments: Sequence[str], agreement: UUID, day: dt.date
) -> str | None:
    """The purpose of these departments' agreement that is in force on the day and has a use left; None where there is none of that id."""
    purpose: str | None = await session.fetchval(_LIVING, list(departments), agreement, day)
    return purpose
