"""Clients registered for trying out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261123_7"
down_revision = "20261123_6"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("client", sa.Column("sandbox", sa.Boolean(), server_default=sa.false(), nullable=False))
