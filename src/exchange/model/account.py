"""People who sign in: who they are, what proves it, and which of their sessions are open.

What the reading login needs to know of an account (whose it is, in which roles, whether it may come in) stands apart from what only signing
in needs (hashes, the second factor's key, counts of failures), so that a reading statement cannot reach a secret. Of a session only a hash
is stored: whoever reads the table cannot take one over.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from exchange.model.item import metadata

account = sa.Table(
    "account",
    metadata,
    sa.Column("login", sa.Text(), primary_key=True),
    sa.Column("name", sa.Text(), nullable=False),
    sa.Column("department", sa.Text(), sa.ForeignKey("department.code")),
    sa.Column("subject_id", sa.Uuid(), sa.ForeignKey("subject.id")),
    sa.Column("jurisdiction", sa.Text(), sa.ForeignKey("division.code")),
    sa.Column("roles", ARRAY(sa.Text()), nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("locked_at", sa.DateTime(timezone=True)),
    sa.Column("external", sa.Text(), unique=True),
    comment="人员账号",
)
"""`external` is by what the external issuer, if there is one, knows the person."""

account_secret = sa.Table(
    "account_secret",
    metadata,
    sa.Column("login", sa.Text(), sa.ForeignKey("account.login"), primary_key=True),
    sa.Column("password_hash", sa.Text(), nullable=False),
    sa.Column("initial_until", sa.DateTime(timezone=True)),
    sa.Column("factor_key", sa.LargeBinary()),
    sa.Column("factor_offered", sa.LargeBinary()),
    sa.Column("factor_step", sa.BigInteger(), nullable=False, server_default="0"),
    sa.Column("factor_failures", sa.Integer(), nullable=False, server_default="0"),
    sa.Column("recovery_hash", sa.Text()),
    comment="账号凭证",
)
"""`initial_until` is set while the password is one that somebody else knows. `factor_key` is the second factor in use, `factor_offered` one
that is being set up, `factor_step` the last time step whose code was used, `recovery_hash` that of the code a new set-up asks for."""

account_session = sa.Table(
    "account_session",
    metadata,
    sa.Column("mark", sa.LargeBinary(), primary_key=True),
    sa.Column("login", sa.Text(), sa.ForeignKey("account.login"), nullable=False, index=True),
    sa.Column("proven", sa.Boolean(), nullable=False),
    sa.Column("external", sa.Boolean(), nullable=False, server_default=sa.false()),
    sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False, index=True),
    comment="登录会话",
)
"""`mark` is the hash of what the browser holds; `proven` tells whether the second factor was given in this session, `external` whether
an external issuer vouches for the person: then neither password nor factor of ours is asked for."""

external_sign_in = sa.Table(
    "external_sign_in",
    metadata,
    sa.Column("mark", sa.LargeBinary(), primary_key=True),
    sa.Column("browser", sa.LargeBinary(), nullable=False),
    sa.Column("nonce", sa.Text(), nullable=False),
    sa.Column("verifier", sa.Text(), nullable=False),
    sa.Column("onward", sa.Text(), nullable=False),
    sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False, index=True),
    comment="外部登录",
)
"""A person who is away at the external issuer: by the hash of the state, for the one browser that was sent."""

account_recovery = sa.Table(
    "account_recovery",
    metadata,
    sa.Column("login", sa.Text(), sa.ForeignKey("account.login"), primary_key=True),
    sa.Column("asked_by", sa.Text(), nullable=False),
    sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
    comment="双人恢复申请",
)

sign_in_failure = sa.Table(
    "sign_in_failure",
    metadata,
    sa.Column("mark", sa.LargeBinary(), primary_key=True),
    sa.Column("failures", sa.Integer(), nullable=False),
    sa.Column("last_at", sa.DateTime(timezone=True), nullable=False, index=True),
    comment="登录失败计数",
)
"""By a keyed hash of name and address, since a name that nobody has is often a password typed into the wrong field."""
