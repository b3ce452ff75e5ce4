"""Versions of a record, its route and its time limits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261123_8"
down_revision = "20261123_7"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("dishonesty_record", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.add_column("dishonesty_record", sa.Column("next_level", sa.Text(), nullable=True))
    op.add_column("dishonesty_record", sa.Column("check_due_on", sa.Date(), nullable=True))
    op.add_column("dishonesty_record", sa.Column("publish_due_on", sa.Date(), nullable=True))
    op.add_column("dishonesty_record", sa.Column("publish_due_rule", sa.Text(), nullable=True))
    op.add_column("dishonesty_record", sa.Column("annulled_on", sa.Date(), nullable=True))
    op.add_column("dishonesty_record", sa.Column("withdraw_due_on", sa.Date(), nullable=True))
    op.add_column("dishonesty_record", sa.Column("user_remove_due_on", sa.Date(), nullable=True))
    op.add_column("dishonesty_record", sa.Column("lineage", sa.Uuid(), nullable=True))
    op.create_index(
        op.f("dishonesty_record_next_level_check_due_on_id_idx"),
        "dishonesty_record",
        ["next_level", "check_due_on", "id"],
        unique=False,
        postgresql_where=sa.text("next_level IS NOT NULL"),
    )
    op.create_index(
        op.f("dishonesty_record_subject_id_lineage_idx"),
        "dishonesty_record",
        ["subject_id", "lineage"],
        unique=False,
        postgresql_where=sa.text("lineage IS NOT NULL"),
    )
    op.add_column("licence", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.add_column("licence", sa.Column("next_level", sa.Text(), nullable=True))
    op.add_column("licence", sa.Column("check_due_on", sa.Date(), nullable=True))
    op.add_column("licence", sa.Column("publish_due_on", sa.Date(), nullable=True))
    op.add_column("licence", sa.Column("publish_due_rule", sa.Text(), nullable=True))
    op.add_column("licence", sa.Column("annulled_on", sa.Date(), nullable=True))
    op.add_column("licence", sa.Column("withdraw_due_on", sa.Date(), nullable=True))
    op.add_column("licence", sa.Column("user_remove_due_on", sa.Date(), nullable=True))
    op.add_column("licence", sa.Column("lineage", sa.Uuid(), nullable=True))
    op.create_index(
        op.f("licence_next_level_check_due_on_id_idx"),
        "licence",
        ["next_level", "check_due_on", "id"],
        unique=False,
        postgresql_where=sa.text("next_level IS NOT NULL"),
    )
    op.create_index(
        op.f("licence_subject_id_lineage_idx"),
        "licence",
        ["subject_id", "lineage"],
        unique=False,
        postgresql_where=sa.text("lineage IS NOT NULL"),
    )
    op.add_column("penalty", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.add_column("penalty", sa.Column("next_level", sa.Text(), nullable=True))
    op.add_column("penalty", sa.Column("check_due_on", sa.Date(), nullable=True))
    op.add_column("penalty", sa.Column("publish_due_on", sa.Date(), nullable=True))
    op.add_column("penalty", sa.Column("publish_due_rule", sa.Text(), nullable=True))
    op.add_column("penalty", sa.Column("annulled_on", sa.Date(), nullable=True))
    op.add_column("penalty", sa.Column("withdraw_due_on", sa.Date(), nullable=True))
    op.add_column("penalty", sa.Column("user_remove_due_on", sa.Date(), nullable=True))
    op.add_column("penalty", sa.Column("lineage", sa.Uuid(), nullable=True))
    op.create_index(
        op.f("penalty_next_level_check_due_on_id_idx"),
        "penalty",
        ["next_level", "check_due_on", "id"],
        unique=False,
        postgresql_where=sa.text("next_level IS NOT NULL"),
    )
    op.create_index(
        op.f("penalty_subject_id_lineage_idx"),
        "penalty",
        ["subject_id", "lineage"],
        unique=False,
        postgresql_where=sa.text("lineage IS NOT NULL"),
    )
