"""People who sign in, and what they allow to clients."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261128_2"
down_revision = "20261128_1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "external_sign_in",
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("browser", sa.LargeBinary(), nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.Column("verifier", sa.Text(), nullable=False),
        sa.Column("onward", sa.Text(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("external_sign_in_pkey")),
        comment="外部登录",
    )
    op.create_index(op.f("external_sign_in_ends_at_idx"), "external_sign_in", ["ends_at"], unique=False)
    op.create_table(
        "sign_in_failure",
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("sign_in_failure_pkey")),
        comment="登录失败计数",
    )
    op.create_index(op.f("sign_in_failure_last_at_idx"), "sign_in_failure", ["last_at"], unique=False)
    op.create_table(
        "account",
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("jurisdiction", sa.Text(), nullable=True),
        sa.Column("roles", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("external", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["department"], ["department.code"], name=op.f("account_department_fkey")),
        sa.ForeignKeyConstraint(["jurisdiction"], ["division.code"], name=op.f("account_jurisdiction_fkey")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("account_subject_id_fkey")),
        sa.PrimaryKeyConstraint("login", name=op.f("account_pkey")),
        sa.UniqueConstraint("external", name=op.f("account_external_key")),
        comment="人员账号",
    )
    op.create_table(
        "account_recovery",
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["login"], ["account.login"], name=op.f("account_recovery_login_fkey")),
        sa.PrimaryKeyConstraint("login", name=op.f("account_recovery_pkey")),
        comment="双人恢复申请",
    )
    op.create_table(
        "account_secret",
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("initial_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("factor_key", sa.LargeBinary(), nullable=True),
        sa.Column("factor_offered", sa.LargeBinary(), nullable=True),
        sa.Column("factor_step", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("factor_failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("recovery_hash", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["login"], ["account.login"], name=op.f("account_secret_login_fkey")),
        sa.PrimaryKeyConstraint("login", name=op.f("account_secret_pkey")),
        comment="账号凭证",
    )
    op.create_table(
        "account_session",
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("proven", sa.Boolean(), nullable=False),
        sa.Column("external", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["login"], ["account.login"], name=op.f("account_session_login_fkey")),
        sa.PrimaryKeyConstraint("mark", name=op.f("account_session_pkey")),
        comment="登录会话",
    )
    op.create_index(op.f("account_session_ends_at_idx"), "account_session", ["ends_at"], unique=False)
    op.create_index(op.f("account_session_login_idx"), "account_session", ["login"], unique=False)
    op.create_table(
        "authorization_code",
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("family", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("redirect_uri", sa.Text(), nullable=False),
        sa.Column("challenge", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("resource", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("authorization_code_client_id_fkey")),
        sa.ForeignKeyConstraint(["login"], ["account.login"], name=op.f("authorization_code_login_fkey")),
        sa.PrimaryKeyConstraint("mark", name=op.f("authorization_code_pkey")),
        comment="授权码",
    )
    op.create_index(
        op.f("authorization_code_expires_at_idx"), "authorization_code", ["expires_at"], unique=False
    )
    op.create_table(
        "token_family",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("resource", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("token_family_client_id_fkey")),
        sa.ForeignKeyConstraint(["login"], ["account.login"], name=op.f("token_family_login_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("token_family_pkey")),
        comment="个人授权",
    )
    op.create_index(op.f("token_family_expires_at_idx"), "token_family", ["expires_at"], unique=False)
    op.create_index(op.f("token_family_login_idx"), "token_family", ["login"], unique=False)
    op.create_table(
        "refresh_token",
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("family", sa.Uuid(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["family"], ["token_family.id"], name=op.f("refresh_token_family_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("mark", name=op.f("refresh_token_pkey")),
        comment="刷新令牌",
    )
    op.create_index(op.f("refresh_token_family_idx"), "refresh_token", ["family"], unique=False)
    op.add_column(
        "client", sa.Column("public", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column(
        "client", sa.Column("redirect_uris", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False)
    )
    op.add_column(
        "client", sa.Column("audiences", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False)
    )
