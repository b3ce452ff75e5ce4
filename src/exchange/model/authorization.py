"""What a person allowed a client to do in their name: codes, families of tokens, refresh tokens.

A code and a refresh token are known by their hash and used once. All tokens that came from one consent are a family: a sign that one of
them is in wrong hands (a code or a refresh token that comes a second time) ends them all.
"""

from __future__ import annotations

import sqlalchemy as sa

from exchange.model.item import metadata

authorization_code = sa.Table(
    "authorization_code",
    metadata,
    sa.Column("mark", sa.LargeBinary(), primary_key=True),
    sa.Column("family", sa.Uuid(), nullable=False),
    sa.Column("client_id", sa.Text(), sa.ForeignKey("client.id"), nullable=False),
    sa.Column("login", sa.Text(), sa.ForeignKey("account.login"), nullable=False),
    sa.Column("redirect_uri", sa.Text(), nullable=False),
    sa.Column("challenge", sa.Text(), nullable=False),
    sa.Column("scope", sa.Text(), nullable=False),
    sa.Column("resource", sa.Text(), nullable=False),
    sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False, index=True),
    sa.Column("used_at", sa.DateTime(timezone=True)),
    comment="授权码",
)

token_family = sa.Table(
    "token_family",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("client_id", sa.Text(), sa.ForeignKey("client.id"), nullable=False),
    sa.Column("login", sa.Text(), sa.ForeignKey("account.login"), nullable=False, index=True),
    sa.Column("scope", sa.Text(), nullable=False),
    sa.Column("resource", sa.Text(), nullable=False),
    sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False, index=True),
    sa.Column("ended_at", sa.DateTime(timezone=True)),
    comment="个人授权",
)

refresh_token = sa.Table(
    "refresh_token",
    metadata,
    sa.Column("mark", sa.LargeBinary(), primary_key=True),
    sa.Column(
        "family", sa.Uuid(), sa.ForeignKey("token_family.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("used_at", sa.DateTime(timezone=True)),
    comment="刷新令牌",
)
