"""Rows of a batch by their verdict."""

from __future__ import annotations

from alembic import op

revision = "20261128_4"
down_revision = "20261128_3"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        op.f("submission_row_submitter_batch_verdict_number_idx"),
        "submission_row",
        ["submitter", "batch", "verdict", "number"],
        unique=False,
    )
