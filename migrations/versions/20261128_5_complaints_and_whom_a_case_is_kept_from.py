"""Complaints, and whom a case is kept from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261128_5"
down_revision = "20261128_4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "complaint",
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
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("track", sa.Text(), nullable=True),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("misconduct", sa.Text(), nullable=True),
        sa.Column("refusal_ground", sa.Text(), nullable=True),
        sa.Column("rectify_until", sa.Date(), nullable=True),
        sa.Column("satisfaction", sa.Text(), nullable=True),
        sa.Column("receipt", sa.Text(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("summary_redacted", sa.Text(), nullable=True),
        sa.Column("publicised_on", sa.Date(), nullable=True),
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
            ["source_department"], ["department.code"], name=op.f("complaint_source_department_fkey")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("complaint_subject_id_fkey")),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("complaint_pkey")),
        comment="政务失信投诉",
    )
    op.create_index(
        op.f("complaint_city_filed_on_id_idx"), "complaint", ["city", "filed_on", "id"], unique=False
    )
    op.create_index(
        op.f("complaint_county_filed_on_id_idx"), "complaint", ["county", "filed_on", "id"], unique=False
    )
    op.create_index(
        op.f("complaint_due_on_idx"),
        "complaint",
        ["due_on"],
        unique=False,
        postgresql_where=sa.text("due_on IS NOT NULL"),
    )
    op.create_index(op.f("complaint_filed_on_id_idx"), "complaint", ["filed_on", "id"], unique=False)
    op.create_index(
        op.f("complaint_filer_id_idx"),
        "complaint",
        ["filer_id"],
        unique=False,
        postgresql_where=sa.text("filer_id IS NOT NULL"),
    )
    op.create_index(op.f("complaint_id_idx"), "complaint", ["id"], unique=False)
    op.create_index(op.f("complaint_number_idx"), "complaint", ["number"], unique=False)
    op.create_index(
        op.f("complaint_reckoned_by_idx"),
        "complaint",
        ["reckoned_by"],
        unique=False,
        postgresql_where=sa.text("closed_on IS NULL"),
    )
    op.create_index(
        op.f("complaint_source_department_filed_on_id_idx"),
        "complaint",
        ["source_department", "filed_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("complaint_subject_id_record_id_idx"), "complaint", ["subject_id", "record_id"], unique=False
    )
    op.create_table(
        "complaint_person",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("content_redacted", sa.Text(), nullable=True),
        sa.Column("complainant_name", sa.Text(), nullable=True),
        sa.Column("complainant_phone", sa.Text(), nullable=True),
        sa.Column("complainant_document_type", sa.Text(), nullable=True),
        sa.Column("complainant_document_number", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("findings", sa.Text(), nullable=True),
        sa.Column("rectification", sa.Text(), nullable=True),
        sa.Column("rectification_result", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("review_ground", sa.Text(), nullable=True),
        sa.Column("satisfaction_comment", sa.Text(), nullable=True),
        sa.Column("satisfaction_comment_redacted", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["subject_id", "id"],
            ["complaint.subject_id", "complaint.id"],
            name=op.f("complaint_person_subject_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("complaint_person_pkey")),
        comment="政务失信投诉（个人信息）",
    )
    op.add_column(
        "objection", sa.Column("kept_from", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False)
    )
    op.add_column(
        "repair_application",
        sa.Column("kept_from", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
    )
    op.add_column(
        "work_item", sa.Column("kept_from", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False)
    )
