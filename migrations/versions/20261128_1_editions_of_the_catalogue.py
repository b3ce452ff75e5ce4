"""Editions of the catalogue."""

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
        "catalogue_change",
        sa.Column("from_edition", sa.Integer(), nullable=False),
        sa.Column("to_edition", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("subject_kinds", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("fields_changed", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("from_edition", "to_edition", "code", name=op.f("catalogue_change_pkey")),
        comment="目录变更",
    )
    op.add_column("catalogue_item", sa.Column("name_en", sa.Text(), nullable=True))
    op.add_column("catalogue_item", sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("catalogue_item", sa.Column("loaded_by", sa.Text(), nullable=True))
