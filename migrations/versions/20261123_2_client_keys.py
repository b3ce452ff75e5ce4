"""Client keys, used assertions, revoked tokens; signing keys end."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261123_2"
down_revision = "20261123_1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "revoked_token",
        sa.Column("jti", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("jti", name=op.f("revoked_token_pkey")),
        comment="已撤销令牌",
    )
    op.create_index(op.f("revoked_token_expires_at_idx"), "revoked_token", ["expires_at"], unique=False)
    op.create_table(
        "used_assertion",
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("jti", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("client_id", "jti", name=op.f("used_assertion_pkey")),
        comment="已用断言",
    )
    op.create_index(op.f("used_assertion_expires_at_idx"), "used_assertion", ["expires_at"], unique=False)
    op.create_table(
        "client_key",
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("kid", sa.Text(), nullable=False),
        sa.Column("jwk", sa.Text(), nullable=False),
        sa.Column("algorithm", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("client_key_client_id_fkey")),
        sa.PrimaryKeyConstraint("client_id", "kid", name=op.f("client_key_pkey")),
        comment="客户端公钥",
    )
    op.add_column("signing_key", sa.Column("published_until", sa.DateTime(timezone=True), nullable=True))
    # Keys that an earlier version rotated away: the tokens they signed live five minutes more at most.
    op.execute("UPDATE signing_key SET published_until = now() + interval '6 minutes' WHERE NOT active")
