"""evidence kept from who handles, who told of a complaint and what a refusal led to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_13"
down_revision = "20261128_12"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "case_document", sa.Column("sealed", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column("complaint", sa.Column("medium", sa.Text(), nullable=True))
    op.add_column("complaint", sa.Column("reported_on", sa.Date(), nullable=True))
    op.add_column("rectification", sa.Column("led_to_item", sa.Text(), nullable=True))
    op.add_column("rectification", sa.Column("led_to_id", sa.Uuid(), nullable=True))
