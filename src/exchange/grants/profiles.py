"""A client's profile: what it holds at one access epoch. Read in one statement with the epoch itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exchange.access import Caller, Scope, roles

if TYPE_CHECKING:
    import uuid

    from exchange.database import ReadSession

_PROFILE = """
WITH RECURSIVE own(code) AS (
  SELECT department FROM client WHERE id = $1
  UNION
  SELECT d.code FROM department d JOIN own ON d.successor_code = own.code
)
SELECT c.id, c.name, c.role, c.department, c.subject_id, c.jurisdiction, c.scopes,
       (SELECT epoch FROM access_epoch) AS epoch,
       ARRAY(SELECT code FROM own WHERE code IS NOT NULL ORDER BY code) AS departments
FROM client c WHERE c.id = $1 AND c.revoked_at IS NULL
"""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a client is, before a call says under which agreement or case it comes."""

    caller: Caller

    def on(self, agreement: uuid.UUID | None, case: str | None) -> Caller:
        """The caller of one call."""
        known = {name: getattr(self.caller, name) for name in self.caller.__slots__}
        return Caller(**known | {"agreement": agreement, "case": case})


async def read(session: ReadSession, client_id: str) -> Profile | None:
    """The profile as of now; None when the client is unknown or revoked.

    A department has the rights of its predecessors: all that lead to it by successor, however many renamings ago.
    """
    row = await session.fetchrow(_PROFILE, client_id)
    if row is None or row["role"] not in roles():
        return None
    role = roles()[row["role"]]
    return Profile(
        Caller(
            client=row["id"],
            actor=row["id"],
            department=row["department"],
            departments=tuple(row["departments"]),
            jurisdiction=row["jurisdiction"],
            subject=row["subject_id"],
            scopes=role.scopes & {Scope(one) for one in row["scopes"] if one in set(Scope)},
            audiences=role.audiences,
            epoch=row["epoch"],
        )
    )
