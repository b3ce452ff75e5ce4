"""What the rights of the logins were when they were last applied."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261123_3"
down_revision = "20261123_2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rights_applied",
        sa.Column("one", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("one", name=op.f("rights_applied_one_check")),
        sa.PrimaryKeyConstraint("one", name=op.f("rights_applied_pkey")),
        comment="数据库授权状态",
    )
