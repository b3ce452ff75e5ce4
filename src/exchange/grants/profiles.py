"""A client's profile: what it holds at one access epoch. Read in one statement with the epoch itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exchange.access import WHOLE, Caller, Scope, roles

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from exchange.access import Call, Narrowed, Token
    from exchange.database import ReadSession

_PROFILE = """
WITH RECURSIVE own(code) AS (
  SELECT department FROM client WHERE id = $1
  UNION
  SELECT d.code FROM department d JOIN own ON d.successor_code = own.code
)
SELECT c.id, c.name, c.role, c.department, c.subject_id, c.jurisdiction, c.scopes, c.sandbox,
       (SELECT epoch FROM access_epoch) AS epoch, (SELECT policy FROM access_epoch) AS policy,
       ARRAY(SELECT code FROM own WHERE code IS NOT NULL ORDER BY code) AS departments
FROM client c
WHERE c.id = $1 AND c.revoked_at IS NULL
  AND NOT EXISTS (SELECT FROM revoked_token WHERE jti = $2)
  AND ($3::text IS NULL OR EXISTS (
    SELECT FROM signing_key WHERE kid = $3 AND (active OR published_until > $4)))
"""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a client is, before a call says with which token and under which agreement or case it comes."""

    caller: Caller
    policy: str | None = None
    """Version of the rules that were followed at that epoch."""

    def on(self, token: Token | None, call: Call, narrowed: Narrowed = WHOLE) -> Caller:
        """The caller of one call. A token for fewer scopes than the client holds brings no more than those."""
        known, told = self.caller, token.scopes if token else None
        return Caller(
            known.client,
            known.actor,
            known.department,
            known.departments,
            known.jurisdiction,
            known.subject,
            known.scopes if told is None or known.scopes <= told else known.scopes & told,
            known.audiences,
            call.agreement,
            call.case,
            known.epoch,
            token,
            known.sandbox,
            known.person,
            narrowed,
            call.purpose,
        )


async def read(
    session: ReadSession, client_id: str, token: Token | None = None, now: dt.datetime | None = None
) -> Profile | None:
    """The profile as of now; None when the client is unknown or revoked, or the token or the key that signed it is.

    A department has the rights of its predecessors: all that lead to it by successor, however many renamings ago.
    """
    jti, kid = (token.jti, token.kid) if token else (None, None)
    row = await session.fetchrow(_PROFILE, client_id, jti, kid, now)
    if row is None or row["role"] not in roles():
        return None
    return Profile(
        Caller(
            client=row["id"],
            actor=row["id"],
            department=row["department"],
            departments=tuple(row["departments"]),
            jurisdiction=row["jurisdiction"],
            subject=row["subject_id"],
            scopes=held(row["role"], row["scopes"]),
            audiences=roles()[row["role"]].audiences,
            epoch=row["epoch"],
            sandbox=row["sandbox"],
        ),
        row["policy"],
    )


def held(role: str, scopes: Sequence[str]) -> frozenset[Scope]:
    """What a client holds: of what its row says, what its role has; nothing in a role that is gone."""
    known = roles().get(role)
    return (
        frozenset() if known is None else known.scopes & {Scope(one) for one in scopes if one in set(Scope)}
    )
