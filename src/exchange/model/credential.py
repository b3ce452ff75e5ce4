"""Which proofs of clients are spent.

An assertion is good for one use and a revoked token for none: both are known by their `jti` until they would have expired anyway.
"""

from __future__ import annotations

import sqlalchemy as sa

from exchange.model.item import metadata

used_assertion = sa.Table(
    "used_assertion",
    metadata,
    sa.Column("client_id", sa.Text(), primary_key=True),
    sa.Column("jti", sa.Text(), primary_key=True),
    sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False, index=True),
    comment="已用断言",
)

revoked_token = sa.Table(
    "revoked_token",
    metadata,
    sa.Column("jti", sa.Text(), primary_key=True),
    sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False, index=True),
    comment="已撤销令牌",
)
