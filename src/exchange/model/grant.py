"""Who may come in: clients, signing keys, and the epoch that makes every cached right stale at once.

`access_epoch` has one row. `grants` raises it in the same transaction as any change of access; each reading statement of a known
caller compares it with the epoch the caller's profile was read at. A cache of profiles can therefore only refuse, never permit. Beside it
stands the version of the disclosure rules that is followed, which every statement compares with the one it was compiled from.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

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

client = sa.Table(
    "client",
    metadata,
    sa.Column("id", sa.Text(), primary_key=True),
    sa.Column("name", sa.Text(), nullable=False),
    sa.Column("secret_hash", sa.Text()),
    sa.Column("role", sa.Text(), nullable=False),
    sa.Column("department", sa.Text(), sa.ForeignKey("department.code")),
    sa.Column("subject_id", sa.Uuid(), sa.ForeignKey("subject.id")),
    sa.Column("jurisdiction", sa.Text(), sa.ForeignKey("division.code")),
    sa.Column("scopes", ARRAY(sa.Text()), nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("revoked_at", sa.DateTime(timezone=True)),
    sa.Column("sandbox", sa.Boolean(), nullable=False, server_default=sa.false()),
    sa.Column("public", sa.Boolean(), nullable=False, server_default=sa.false()),
    sa.Column("redirect_uris", ARRAY(sa.Text()), nullable=False, server_default="{}"),
    sa.Column("audiences", ARRAY(sa.Text()), nullable=False, server_default="{}"),
    comment="客户端",
)
"""A `public` client (an application on people's own devices) can keep no secret, and comes only with a person's consent. `audiences` are
resources beside this exchange that it may have tokens for."""

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
