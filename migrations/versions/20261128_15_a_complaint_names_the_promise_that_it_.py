"""a complaint names the promise that it is about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_15"
down_revision = "20261128_14"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("complaint", sa.Column("promise_number", sa.Text(), nullable=True))
