"""Signing keys: made at first start, one active, all published, so that tokens outlive a rotation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from joserfc.jwk import ECKey
from sqlalchemy.dialects.postgresql import insert

from exchange.grants.journal import changed
from exchange.model import signing_key

if TYPE_CHECKING:
    from exchange.clock import Clock
    from exchange.database import WriteSession


async def ensure_key(session: WriteSession, clock: Clock) -> None:
    """Make the first key; several starters at once end with one."""
    if await session.scalar(sa.select(signing_key.c.kid).where(signing_key.c.active)) is None:
        await session.execute(insert(signing_key).values(**_drawn(clock)).on_conflict_do_nothing())


async def rotate_key(session: WriteSession, clock: Clock, actor: str) -> None:
    """Sign with a new key from now on; the old ones stay published for the tokens they signed."""
    await session.execute(sa.update(signing_key).values(active=False))
    drawn = _drawn(clock)
    await session.execute(sa.insert(signing_key).values(**drawn))
    await changed(session, clock, actor, "key.rotate", str(drawn["kid"]), {})


async def active_key(session: WriteSession) -> ECKey:
    """The key that signs."""
    text = await session.scalar(sa.select(signing_key.c.private_jwk).where(signing_key.c.active))
    return ECKey.import_key(json.loads(text))


async def public_keys(session: WriteSession) -> dict[str, Any]:
    """The JWK set that others verify with."""
    texts = await session.scalars(
        sa.select(signing_key.c.private_jwk).order_by(signing_key.c.created_at.desc())
    )
    keys = [ECKey.import_key(json.loads(text)) for text in texts]
    return {"keys": [{**key.as_dict(private=False), "use": "sig", "alg": "ES256"} for key in keys]}


def _drawn(clock: Clock) -> dict[str, Any]:
    key = ECKey.generate_key("P-256", auto_kid=True)
    private = json.dumps({**key.as_dict(private=True), "kid": key.kid})
    return {"kid": key.kid, "private_jwk": private, "created_at": clock.now(), "active": True}
