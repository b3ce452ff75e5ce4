"""People who sign in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261128_1"
down_revision = "20261124_4"
branch_labels = None
depends_on = None


def upgrade() -> None:
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
        sa.ForeignKeyConstraint(["department"], ["department.code"], name=op.f("account_department_fkey")),
        sa.ForeignKeyConstraint(["jurisdiction"], ["division.code"], name=op.f("account_jurisdiction_fkey")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("account_subject_id_fkey")),
        sa.PrimaryKeyConstraint("login", name=op.f("account_pkey")),
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
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["login"], ["account.login"], name=op.f("account_session_login_fkey")),
        sa.PrimaryKeyConstraint("mark", name=op.f("account_session_pkey")),
        comment="登录会话",
    )
    op.create_index(op.f("account_session_ends_at_idx"), "account_session", ["ends_at"], unique=False)
    op.create_index(op.f("account_session_login_idx"), "account_session", ["login"], unique=False)
