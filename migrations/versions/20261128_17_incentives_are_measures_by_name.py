"""incentives are measures by name."""

from __future__ import annotations

from alembic import op

revision = "20261128_17"
down_revision = "20261128_16"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table_comment("incentive", "守信激励措施", existing_comment="守信激励", schema=None)
