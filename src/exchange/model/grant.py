"""Signing keys, and the epoch that makes every cached right stale at once.

`access_epoch` has one row. `grants` raises it in the same transaction as any change of access; each reading statement of a known
caller compares it with the epoch the caller's profile was read at. A cache of profiles can therefore only refuse, never permit. Beside it
stands the version of the disclosure rules that is followed, which every statement compares with the one it was compiled from.
"""

from __future__ import annotations

import sqlalchemy as sa

from exchange.model.item import metadata

access_epoch = sa.Table(
    "access_epoch",
    metadata,
    sa.Column("one", sa.Boolean(), primary_key=True, server_default=sa.true()),
    sa.Column("epoch", sa.BigInteger(), nullable=False),
    sa.Column("policy", sa.Text()),
    sa.CheckConstraint("one", name="one"),
    comment="授权版本",
)

signing_key = sa.Table(
    "signing_key",
    metadata,
    sa.Column("kid", sa.Text(), primary_key=True),
    sa.Column("private_jwk", sa.Text(), nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("active", sa.Boolean(), nullable=False),
    sa.Column("published_until", sa.DateTime(timezone=True)),
    sa.Index("signing_key_one_active", "active", unique=True, postgresql_where=sa.text("active")),
    comment="签名密钥",
)

keyring = sa.Table(
    "keyring",
    metadata,
    sa.Column("name", sa.Text(), primary_key=True),
    sa.Column("key", sa.LargeBinary(), nullable=False),
    comment="摘要密钥",
)
"""Keys of keyed hashes, made when the database is prepared; only the writing login reads them."""

rights_applied = sa.Table(
    "rights_applied",
    metadata,
    sa.Column("one", sa.Boolean(), primary_key=True, server_default=sa.true()),
    sa.Column("policy", sa.Text(), nullable=False),
    sa.Column("digest", sa.Text(), nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("one", name="one"),
    comment="数据库授权状态",
)
"""What the rights of the logins were when the rules were last applied (`exchange.disclosure.second_line`); the owner's alone."""

world = sa.Table(
    "world",
    metadata,
    sa.Column("one", sa.Boolean(), primary_key=True, server_default=sa.true()),
    sa.Column("kind", sa.Text(), nullable=False),
    sa.Column("seed", sa.BigInteger()),
    sa.Column("loaded_on", sa.Date(), nullable=False),
    sa.CheckConstraint("one", name="one"),
    comment="样例数据标记",
)
