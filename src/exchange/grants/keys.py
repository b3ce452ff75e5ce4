"""Signing keys: one signs, the ones before it are published until the last token they signed has expired.

A rotation takes the private part of the old key out of the database: from then on it can only verify. A revoked key ends at once, with
every token it signed: it is no longer published, and the raised epoch makes each caller's rights be read afresh, which asks for the key.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from joserfc.jwk import ECKey
from sqlalchemy.dialects.postgresql import insert

from exchange.errors import NotFound
from exchange.grants.journal import changed
from exchange.model import access_epoch, signing_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exchange.clock import Clock
    from exchange.database import WriteSession

LONGEST_USE = dt.timedelta(minutes=6)
"""How long a key stays published after its last signature: a token's five minutes, and one for clocks that differ."""


@dataclass(frozen=True, slots=True)
class Published:
    """A key that tokens are verified with; `until` is None for the one that signs."""

    key: ECKey
    until: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Ring:
    """The published keys by their kid, the one that signs first, as they were at this access epoch."""

    epoch: int
    keys: Mapping[str, Published]


async def ensure_key(session: WriteSession, clock: Clock) -> None:
    """Make the first key; several starters at once end with one."""
    if await session.scalar(sa.select(signing_key.c.kid).where(signing_key.c.active)) is None:
        await session.execute(insert(signing_key).values(**_drawn(clock)).on_conflict_do_nothing())


async def rotate_key(session: WriteSession, clock: Clock, actor: str) -> str:
    """Sign with a new key from now on, and give its kid; the old one stays published for the tokens it signed."""
    await _alone(session)
    drawn = await _replaced(session, clock, clock.now() + LONGEST_USE)
    await changed(session, clock, actor, "key.rotate", drawn, {})
    return drawn


async def revoke_key(session: WriteSession, clock: Clock, actor: str, kid: str) -> None:
    """End a key and every token it signed, at once; the one that signs is replaced. NotFound when it has ended already."""
    await _alone(session)
    found = await session.mappings(_published(clock).where(signing_key.c.kid == kid))
    if not found:
        raise NotFound(what="key id")
    if found[0]["active"]:
        await _replaced(session, clock, clock.now())
    ended = sa.update(signing_key).where(signing_key.c.kid == kid)
    await session.execute(ended.values(published_until=clock.now()))
    await changed(session, clock, actor, "key.revoke", kid, {})


async def active_key(session: WriteSession) -> ECKey:
    """The key that signs."""
    text = await session.scalar(sa.select(signing_key.c.private_jwk).where(signing_key.c.active))
    return ECKey.import_key(json.loads(text))


async def published(session: WriteSession, clock: Clock) -> Ring:
    """The keys by which a token is verified now."""
    rows = await session.mappings(_published(clock))
    keys = {row["kid"]: Published(_public(row["private_jwk"]), row["published_until"]) for row in rows}
    return Ring(max((row["epoch"] for row in rows), default=0), keys)


async def public_keys(session: WriteSession, clock: Clock) -> dict[str, Any]:
    """The JWK set that others verify with."""
    ring = await published(session, clock)
    return {
        "keys": [
            {**one.key.as_dict(private=False), "kid": kid, "use": "sig", "alg": "ES256"}
            for kid, one in ring.keys.items()
        ]
    }


async def all_keys(session: WriteSession) -> Sequence[Mapping[Any, Any]]:
    """Every key there was, newest first, without its private part."""
    kept = [one for one in signing_key.c if one.name != "private_jwk"]
    return await session.mappings(sa.select(*kept).order_by(signing_key.c.created_at.desc()))


def _published(clock: Clock) -> sa.Select[Any]:
    return (
        sa.select(signing_key, sa.select(access_epoch.c.epoch).scalar_subquery().label("epoch"))
        .where(signing_key.c.active | (signing_key.c.published_until > clock.now()))
        .order_by(signing_key.c.active.desc(), signing_key.c.created_at.desc())
    )


async def _alone(session: WriteSession) -> None:
    """Wait for any other change of access: each raises the epoch, so each holds this row."""
    await session.execute(sa.select(access_epoch.c.one).with_for_update())


async def _replaced(session: WriteSession, clock: Clock, until: dt.datetime) -> str:
    """Put a new key in the place of the one that signs, whose private part is forgotten."""
    here = sa.select(signing_key.c.kid, signing_key.c.private_jwk).where(signing_key.c.active)
    for row in await session.mappings(here):
        public = json.dumps({**_public(row["private_jwk"]).as_dict(private=False), "kid": row["kid"]})
        gone = sa.update(signing_key).where(signing_key.c.kid == row["kid"])
        await session.execute(gone.values(active=False, published_until=until, private_jwk=public))
    drawn = _drawn(clock)
    await session.execute(sa.insert(signing_key).values(**drawn))
    return str(drawn["kid"])


def _public(text: str) -> ECKey:
    return ECKey.import_key({name: value for name, value in json.loads(text).items() if name != "d"})


def _drawn(clock: Clock) -> dict[str, Any]:
    key = ECKey.generate_key("P-256", auto_kid=True)
    private = json.dumps({**key.as_dict(private=True), "kid": key.kid})
    return {"kid": key.kid, "private_jwk": private, "created_at": clock.now(), "active": True}
