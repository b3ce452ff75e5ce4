"""notices of the court before it lists a government body."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261128_8"
down_revision = "20261128_7"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "court_notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("filed_on", sa.Date(), nullable=False),
        sa.Column("waits_for", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_rule", sa.Text(), nullable=True),
        sa.Column("total_due_on", sa.Date(), nullable=True),
        sa.Column("extended", sa.Boolean(), nullable=False),
        sa.Column("suspended_on", sa.Date(), nullable=True),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("escalated_on", sa.Date(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("case_number", sa.Text(), nullable=True),
        sa.Column("court", sa.Text(), nullable=True),
        sa.Column("duty", sa.Text(), nullable=True),
        sa.Column("duty_redacted", sa.Text(), nullable=True),
        sa.Column("listing_on", sa.Date(), nullable=True),
        sa.Column("urging", sa.Text(), nullable=True),
        sa.Column("urging_redacted", sa.Text(), nullable=True),
        sa.Column("fulfilment", sa.Text(), nullable=True),
        sa.Column("fulfilment_redacted", sa.Text(), nullable=True),
        sa.Column("listed_on", sa.Date(), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("natural", sa.Boolean(), nullable=False),
        sa.Column("filer_id", sa.Uuid(), nullable=True),
        sa.Column("record_item", sa.Text(), nullable=True),
        sa.Column("record_id", sa.Uuid(), nullable=True),
        sa.Column("province", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("county", sa.Text(), nullable=True),
        sa.Column("source_department", sa.Text(), nullable=True),
        sa.Column("kept_from", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("filed_by", sa.Text(), nullable=False),
        sa.Column("stage_since", sa.Date(), nullable=False),
        sa.Column("counts_from", sa.Date(), nullable=False),
        sa.Column("reckoned_by", sa.Text(), nullable=False),
        sa.Column("resumes_in", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["source_department"], ["department.code"], name=op.f("court_notice_source_department_fkey")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("court_notice_subject_id_fkey")),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("court_notice_pkey")),
        comment="政府机构拟列入失信名单告知",
    )
    op.create_index(
        op.f("court_notice_city_filed_on_id_idx"), "court_notice", ["city", "filed_on", "id"], unique=False
    )
    op.create_index(
        op.f("court_notice_county_filed_on_id_idx"),
        "court_notice",
        ["county", "filed_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("court_notice_due_on_idx"),
        "court_notice",
        ["due_on"],
        unique=False,
        postgresql_where=sa.text("due_on IS NOT NULL"),
    )
    op.create_index(op.f("court_notice_filed_on_id_idx"), "court_notice", ["filed_on", "id"], unique=False)
    op.create_index(
        op.f("court_notice_filer_id_idx"),
        "court_notice",
        ["filer_id"],
        unique=False,
        postgresql_where=sa.text("filer_id IS NOT NULL"),
    )
    op.create_index(op.f("court_notice_id_idx"), "court_notice", ["id"], unique=False)
    op.create_index(op.f("court_notice_number_idx"), "court_notice", ["number"], unique=False)
    op.create_index(
        op.f("court_notice_reckoned_by_idx"),
        "court_notice",
        ["reckoned_by"],
        unique=False,
        postgresql_where=sa.text("closed_on IS NULL"),
    )
    op.create_index(
        op.f("court_notice_source_department_filed_on_id_idx"),
        "court_notice",
        ["source_department", "filed_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("court_notice_subject_id_record_id_idx"),
        "court_notice",
        ["subject_id", "record_id"],
        unique=False,
    )
