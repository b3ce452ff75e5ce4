"""Editions of the catalogue, possible duplicates, persons counted as of a day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261128_1"
down_revision = "20261124_4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "catalogue_change",
        sa.Column("from_edition", sa.Integer(), nullable=False),
        sa.Column("to_edition", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("subject_kinds", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("fields_changed", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("from_edition", "to_edition", "code", name=op.f("catalogue_change_pkey")),
        comment="目录变更",
    )
    op.create_table(
        "counted_person",
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
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("counted_person_pkey")),
        comment="自然人统计基准",
    )
    op.create_index(
        op.f("counted_person_item_decided_on_county_idx"),
        "counted_person",
        ["item", "decided_on", "county"],
        unique=False,
    )
    op.create_table(
        "headcount",
        sa.Column("one", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.CheckConstraint("one", name=op.f("headcount_one_check")),
        sa.PrimaryKeyConstraint("one", name=op.f("headcount_pkey")),
        comment="自然人统计基准日",
    )
    op.create_table(
        "log_position",
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("xid", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("reader", name=op.f("log_position_pkey")),
        comment="变更日志读取进度",
    )
    op.create_table(
        "duplicate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("other_subject_id", sa.Uuid(), nullable=False),
        sa.Column("province", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("county", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["other_subject_id"], ["subject.id"], name=op.f("duplicate_other_subject_id_fkey")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("duplicate_subject_id_fkey")),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("duplicate_pkey")),
        sa.UniqueConstraint(
            "subject_id", "record_id", "other_id", name=op.f("duplicate_subject_id_record_id_other_id_key")
        ),
        comment="疑似重复记录",
    )
    op.create_index(op.f("duplicate_found_on_id_idx"), "duplicate", ["found_on", "id"], unique=False)
    op.create_index(op.f("duplicate_id_idx"), "duplicate", ["id"], unique=False)
    op.create_index(
        op.f("duplicate_other_subject_id_other_id_idx"),
        "duplicate",
        ["other_subject_id", "other_id"],
        unique=False,
    )
    op.add_column("catalogue_item", sa.Column("name_en", sa.Text(), nullable=True))
    op.add_column("catalogue_item", sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("catalogue_item", sa.Column("loaded_by", sa.Text(), nullable=True))
    op.add_column("share", sa.Column("remove_due_on", sa.Date(), nullable=True))
