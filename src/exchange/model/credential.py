"""With what a client proves who it is, and which of those proofs are spent.

A client may hold several public keys at once, so that it can change over without a gap; each has the one algorithm it signs with. An
assertion is good for one use and a revoked token for none: both are known by their `jti` until they would have expired anyway.
"""

from __future__ import annotations

import sqlalchemy as sa

from exchange.model.item import metadata

client_key = sa.Table(
    "client_key",
    metadata,
    sa.Column("client_id", sa.Text(), sa.ForeignKey("client.id"), primary_key=True),
    sa.Column("kid", sa.Text(), primary_key=True),
    sa.Column("jwk", sa.Text(), nullable=False),
    sa.Column("algorithm", sa.Text(), nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
    sa.Column("retired_at", sa.DateTime(timezone=True)),
    comment="客户端公钥",
)

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
