"""A merged subject's records are found under the kept one.

The stored column rewrites each table of records once; on ten million rows that takes minutes, in which the table waits.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261123_11"
down_revision = "20261123_10"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("dishonesty_record", sa.Column("same_subject_id", sa.Uuid(), nullable=True))
    op.add_column(
        "dishonesty_record",
        sa.Column(
            "found_under",
            sa.Uuid(),
            sa.Computed("COALESCE(same_subject_id, subject_id)", persisted=True),
            nullable=True,
        ),
    )
    op.create_index(
        op.f("dishonesty_record_found_under_state_decided_on_id_idx"),
        "dishonesty_record",
        ["found_under", "state", "decided_on", "id"],
        unique=False,
    )
    op.add_column("licence", sa.Column("same_subject_id", sa.Uuid(), nullable=True))
    op.add_column("judgment_debtor", sa.Column("same_subject_id", sa.Uuid(), nullable=True))
    op.add_column(
        "judgment_debtor",
        sa.Column(
            "found_under",
            sa.Uuid(),
            sa.Computed("COALESCE(same_subject_id, subject_id)", persisted=True),
            nullable=True,
        ),
    )
    op.create_index(
        op.f("judgment_debtor_found_under_state_decided_on_id_idx"),
        "judgment_debtor",
        ["found_under", "state", "decided_on", "id"],
        unique=False,
    )
    op.add_column(
        "licence",
        sa.Column(
            "found_under",
            sa.Uuid(),
            sa.Computed("COALESCE(same_subject_id, subject_id)", persisted=True),
            nullable=True,
        ),
    )
    op.create_index(
        op.f("licence_found_under_state_decided_on_id_idx"),
        "licence",
        ["found_under", "state", "decided_on", "id"],
        unique=False,
    )
    op.add_column("penalty", sa.Column("same_subject_id", sa.Uuid(), nullable=True))
    op.add_column(
        "penalty",
        sa.Column(
            "found_under",
            sa.Uuid(),
            sa.Computed("COALESCE(same_subject_id, subject_id)", persisted=True),
            nullable=True,
        ),
    )
    op.create_index(
        op.f("penalty_found_under_state_decided_on_id_idx"),
        "penalty",
        ["found_under", "state", "decided_on", "id"],
        unique=False,
    )
