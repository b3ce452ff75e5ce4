"""Indexes for what the public looks up by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261123_4"
down_revision = "20261123_3"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        op.f("dishonesty_record_party_credit_code_idx"),
        "dishonesty_record",
        ["party_credit_code"],
        unique=False,
    )
    op.create_index(
        op.f("dishonesty_record_party_name_opened_idx"),
        "dishonesty_record",
        ["party_name_opened"],
        unique=False,
    )
    op.create_index(
        "penalty_close_business_idx",
        "penalty",
        ["state", "decided_on", "id"],
        unique=False,
        postgresql_where=sa.text("kind && '{CLOSE_BUSINESS}'::text[]"),
    )
    op.create_index(
        "penalty_confiscate_gains_idx",
        "penalty",
        ["state", "decided_on", "id"],
        unique=False,
        postgresql_where=sa.text("kind && '{CONFISCATE_GAINS}'::text[]"),
    )
    op.create_index(
        "penalty_confiscate_goods_idx",
        "penalty",
        ["state", "decided_on", "id"],
        unique=False,
        postgresql_where=sa.text("kind && '{CONFISCATE_GOODS}'::text[]"),
    )
    op.create_index(
        "penalty_criticism_idx",
        "penalty",
        ["state", "decided_on", "id"],
        unique=False,
        postgresql_where=sa.text("kind && '{CRITICISM}'::text[]"),
    )
    op.create_index(
        "penalty_detention_idx",
        "penalty",
        ["state", "decided_on", "id"],
        unique=False,
        postgresql_where=sa.text("kind && '{DETENTION}'::text[]"),
    )
    op.create_index(
        "penalty_downgrade_idx",
        "penalty",
        ["state", "decided_on", "id"],
        unique=False,
        postgresql_where=sa.text("kind && '{DOWNGRADE}'::text[]"),
    )
    op.create_index(
        "penalty_fine_idx",
        "penalty",
        ["state", "decided_on", "id"],
        unique=False,
        postgresql_where=sa.text("kind && '{FINE}'::text[]"),
    )
    op.create_index(
        "penalty_other_idx",
        "penalty",
        ["state", "decided_on", "id"],
        unique=False,
        postgresql_where=sa.text("kind && '{OTHER}'::text[]"),
    )
    op.create_index(op.f("penalty_party_credit_code_idx"), "penalty", ["party_credit_code"], unique=False)
    op.create_index(op.f("penalty_party_name_opened_idx"), "penalty", ["party_name_opened"], unique=False)
    op.create_index(
        "penalty_restrict_business_idx",
        "penalty",
        ["state", "decided_on", "id"],
        unique=False,
        postgresql_where=sa.text("kind && '{RESTRICT_BUSINESS}'::text[]"),
    )
    op.create_index(
        "penalty_restrict_occupation_idx",
        "penalty",
        ["state", "decided_on", "id"],
        unique=False,
        postgresql_where=sa.text("kind && '{RESTRICT_OCCUPATION}'::text[]"),
    )
    op.create_index(
        "penalty_revoke_licence_idx",
        "penalty",
        ["state", "decided_on", "id"],
        unique=False,
        postgresql_where=sa.text("kind && '{REVOKE_LICENCE}'::text[]"),
    )
    op.create_index(
        "penalty_suspend_business_idx",
        "penalty",
        ["state", "decided_on", "id"],
        unique=False,
        postgresql_where=sa.text("kind && '{SUSPEND_BUSINESS}'::text[]"),
    )
    op.create_index(
        "penalty_suspend_licence_idx",
        "penalty",
        ["state", "decided_on", "id"],
        unique=False,
        postgresql_where=sa.text("kind && '{SUSPEND_LICENCE}'::text[]"),
    )
    op.create_index(
        "penalty_warning_idx",
        "penalty",
        ["state", "decided_on", "id"],
        unique=False,
        postgresql_where=sa.text("kind && '{WARNING}'::text[]"),
    )
