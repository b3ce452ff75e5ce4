"""Moves of many records, each made once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261123_9"
down_revision = "20261123_8"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "moved_row",
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("batch", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("asked", sa.LargeBinary(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("client", "batch", "number", name=op.f("moved_row_pkey")),
        comment="批量办理结果",
    )
