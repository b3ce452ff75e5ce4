"""What a person may do at this moment: read in one statement with the access epoch, never remembered.

A person works for the department that stands today in the place of the one the account was made for: where a department ended, its rights
and duties are those of its successor, and where it ended without one, nobody acts for it any more. What ends by a date raises no epoch, so
the rights of people are read for each request; there are few of them.

Through a client a person has what both have: their scopes and audiences in common, the departments and the region in which both work. A
client without department, region or subject sets no bound of that kind.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exchange.access import Call, Caller, combined
from exchange.divisions import divisions
from exchange.errors import BadRequest, RolesApart
from exchange.grants import profiles
from exchange.grants.profiles import Profile

if TYPE_CHECKING:
    from exchange.access import Token
    from exchange.clock import Clock
    from exchange.database import ReadSession

NOWHERE = "000000"
"""No division has this code, and none lies within it."""

_PERSON = """
WITH RECURSIVE seat(code, successor, ended) AS (
  SELECT d.code, d.successor_code, coalesce(d.valid_until <= $5, false)
  FROM account a JOIN department d ON d.code = a.department WHERE a.login = $1
  UNION
  SELECT d.code, d.successor_code, coalesce(d.valid_until <= $5, false)
  FROM seat JOIN department d ON d.code = seat.successor WHERE seat.ended
), here AS (SELECT code FROM seat WHERE NOT ended), own(code) AS (
  SELECT code FROM here
  UNION
  SELECT d.code FROM department d JOIN own ON d.successor_code = own.code
)
SELECT a.login, a.name, a.roles, a.subject_id, a.jurisdiction,
       (SELECT code FROM here) AS department,
       (SELECT epoch FROM access_epoch) AS epoch,
       ARRAY(SELECT code FROM own ORDER BY code) AS departments
FROM account a
WHERE a.login = $1 AND a.locked_at IS NULL
  AND (a.department IS NULL OR EXISTS (SELECT FROM here))
  AND NOT EXISTS (SELECT FROM revoked_token WHERE jti = $2)
  AND ($3::text IS NULL OR EXISTS (
    SELECT FROM signing_key WHERE kid = $3 AND (active OR published_until > $4)))
"""


async def read(session: ReadSession, clock: Clock, login: str, token: Token | None = None) -> Caller | None:
    """The person as a caller; None when unknown, locked, without a department that stands, or when the token or its key was revoked."""
    jti, kid = (token.jti, token.kid) if token else (None, None)
    row = await session.fetchrow(_PERSON, login, jti, kid, clock.now(), clock.today())
    if row is None:
        return None
    try:
        rights = combined(row["roles"])
    except (BadRequest, RolesApart):  # the roles were changed since they were given
        return None
    known = Caller(
        actor=row["login"],
        department=row["department"],
        departments=tuple(row["departments"]),
        jurisdiction=row["jurisdiction"],
        subject=row["subject_id"],
        scopes=rights.scopes,
        audiences=rights.audiences,
        epoch=row["epoch"],
        person=row["login"],
    )
    return Profile(known).on(token, Call())


async def read_through(
    session: ReadSession, clock: Clock, login: str, client_id: str, token: Token | None = None
) -> Caller | None:
    """The same through a client; None also when the client is unknown or revoked.

    Two statements, each with the epoch: the older one is kept, so that a change in between is met by the reading statement.
    """
    person = await read(session, clock, login, token)
    client = await profiles.read(session, client_id, None, None)
    if person is None or client is None:
        return None
    return together(person, client.caller)


def together(person: Caller, client: Caller) -> Caller:
    """What a person may do through a client: what both may."""
    return replace(
        person,
        client=client.client,
        departments=_shared(person.departments, client),
        jurisdiction=_narrower(person.jurisdiction, client.jurisdiction),
        subject=person.subject if client.subject in {None, person.subject} else None,
        scopes=person.scopes & client.scopes,
        audiences=person.audiences & client.audiences,
        epoch=min(person.epoch, client.epoch),
        sandbox=client.sandbox,
    )


def _shared(departments: tuple[str, ...], client: Caller) -> tuple[str, ...]:
    if client.department is None:
        return departments
    return tuple(one for one in departments if one in client.departments)


def _narrower(one: str | None, other: str | None) -> str | None:
    """The division that lies in the other; `NOWHERE` when neither does."""
    if one is None or other is None:
        return one or other
    if divisions().within(one, other):
        return one
    return other if divisions().within(other, one) else NOWHERE
