"""Which records lead to which person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261123_13"
down_revision = "20261123_12"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lead",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("natural", sa.Boolean(), nullable=False),
        sa.Column("publication_basis", sa.Text(), nullable=True),
        sa.Column("publish_from", sa.Date(), nullable=True),
        sa.Column("publish_until", sa.Date(), nullable=True),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("province", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("county", sa.Text(), nullable=True),
        sa.Column("source_department", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("lead_pkey")),
        comment="指向自然人的记录",
    )
