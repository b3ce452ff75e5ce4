"""What may not be used again: assertions that were redeemed, tokens that were revoked.

One statement decides: the row is there or it is made, so that of any number of parallel attempts exactly one succeeds. Rows that have
lost their meaning are cleared along the way, a few at a time and none that somebody else is clearing; `LATE` is more than any clock is
off, so that no row goes while the thing it spends could still be accepted.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from exchange.grants.journal import entered, hold
from exchange.model import revoked_token, used_assertion

if TYPE_CHECKING:
    from sqlalchemy.sql import Executable

    from exchange.clock import Clock
    from exchange.database import WriteSession

LATE = dt.timedelta(minutes=10)
_AT_A_TIME = 10


async def redeem_assertion(
    session: WriteSession, clock: Clock, client_id: str, jti: str, expires_at: dt.datetime
) -> bool:
    """Use an assertion up; False when it was used before."""
    values = {"client_id": client_id, "jti": jti, "expires_at": expires_at}
    return await _spend(session, clock, used_assertion, values)


async def revoke_token(
    session: WriteSession, clock: Clock, client_id: str, jti: str, expires_at: dt.datetime
) -> bool:
    """Revoke a client's own token; False when it was revoked before.

    The access epoch stays: every statement of a known caller asks for its token by itself. Raising it would let any client make the rights
    of all others stale as often as it likes.
    """
    done = await _spend(session, clock, revoked_token, {"jti": jti, "expires_at": expires_at})
    if done:
        await hold(session)
        await entered(session, clock, client_id, "token.revoke", client_id, {"jti": jti})
    return done


async def revoke_session(session: WriteSession, clock: Clock, jti: str, expires_at: dt.datetime) -> None:
    """Let statements that are under way in a session meet its end."""
    await _spend(session, clock, revoked_token, {"jti": jti, "expires_at": expires_at})
    await hold(session)


async def _spend(session: WriteSession, clock: Clock, table: sa.Table, values: dict[str, object]) -> bool:
    parameters = {**values, "long_ago": clock.now() - LATE}
    return await session.scalar(_STATEMENTS[table], parameters) is not None


def _statement(table: sa.Table) -> Executable:
    """Built once: building it costs more than running it."""
    key = tuple(table.primary_key.columns)
    old = sa.select(*key).where(table.c.expires_at < sa.bindparam("long_ago")).limit(_AT_A_TIME)
    cleared = sa.delete(table).where(sa.tuple_(*key).in_(old.with_for_update(skip_locked=True)))
    values = {one.name: sa.bindparam(one.name, type_=one.type) for one in table.c}
    made = insert(table).values(values).on_conflict_do_nothing().returning(key[0])
    return made.add_cte(cleared.cte("cleared"))


_STATEMENTS = {table: _statement(table) for table in (used_assertion, revoked_token)}
