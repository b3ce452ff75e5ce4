"""The sharing class in force is found by its item."""

from __future__ import annotations

from alembic import op

revision = "20261123_14"
down_revision = "20261123_13"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        op.f("catalogue_item_item_edition_idx"), "catalogue_item", ["item", "edition"], unique=False
    )
