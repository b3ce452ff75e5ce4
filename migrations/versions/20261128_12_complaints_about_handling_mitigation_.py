"""complaints about handling, mitigation, and the area in which a commitment was broken."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261128_12"
down_revision = "20261128_11"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mitigation",
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
        sa.Column("ground", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("evidence_redacted", sa.Text(), nullable=True),
        sa.Column("effect", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
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
            ["source_department"], ["department.code"], name=op.f("mitigation_source_department_fkey")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("mitigation_subject_id_fkey")),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("mitigation_pkey")),
        comment="从轻或免于惩戒",
    )
    op.create_index(
        op.f("mitigation_city_filed_on_id_idx"), "mitigation", ["city", "filed_on", "id"], unique=False
    )
    op.create_index(
        op.f("mitigation_county_filed_on_id_idx"), "mitigation", ["county", "filed_on", "id"], unique=False
    )
    op.create_index(
        op.f("mitigation_due_on_idx"),
        "mitigation",
        ["due_on"],
        unique=False,
        postgresql_where=sa.text("due_on IS NOT NULL"),
    )
    op.create_index(op.f("mitigation_filed_on_id_idx"), "mitigation", ["filed_on", "id"], unique=False)
    op.create_index(
        op.f("mitigation_filer_id_idx"),
        "mitigation",
        ["filer_id"],
        unique=False,
        postgresql_where=sa.text("filer_id IS NOT NULL"),
    )
    op.create_index(op.f("mitigation_id_idx"), "mitigation", ["id"], unique=False)
    op.create_index(op.f("mitigation_number_idx"), "mitigation", ["number"], unique=False)
    op.create_index(
        op.f("mitigation_reckoned_by_idx"),
        "mitigation",
        ["reckoned_by"],
        unique=False,
        postgresql_where=sa.text("closed_on IS NULL"),
    )
    op.create_index(
        op.f("mitigation_source_department_filed_on_id_idx"),
        "mitigation",
        ["source_department", "filed_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("mitigation_subject_id_record_id_idx"), "mitigation", ["subject_id", "record_id"], unique=False
    )
    op.create_table(
        "rights_complaint",
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
        sa.Column("handled_number", sa.Text(), nullable=True),
        sa.Column("handled_item", sa.Text(), nullable=True),
        sa.Column("ground", sa.Text(), nullable=True),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("statement_redacted", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("appeal", sa.Text(), nullable=True),
        sa.Column("appeal_redacted", sa.Text(), nullable=True),
        sa.Column("reconsideration_until", sa.Date(), nullable=True),
        sa.Column("litigation_until", sa.Date(), nullable=True),
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
        sa.Column("handled_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_in", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["source_department"], ["department.code"], name=op.f("rights_complaint_source_department_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("rights_complaint_subject_id_fkey")
        ),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("rights_complaint_pkey")),
        comment="处理投诉与申诉",
    )
    op.create_index(
        op.f("rights_complaint_city_filed_on_id_idx"),
        "rights_complaint",
        ["city", "filed_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("rights_complaint_county_filed_on_id_idx"),
        "rights_complaint",
        ["county", "filed_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("rights_complaint_due_on_idx"),
        "rights_complaint",
        ["due_on"],
        unique=False,
        postgresql_where=sa.text("due_on IS NOT NULL"),
    )
    op.create_index(
        op.f("rights_complaint_filed_on_id_idx"), "rights_complaint", ["filed_on", "id"], unique=False
    )
    op.create_index(
        op.f("rights_complaint_filer_id_idx"),
        "rights_complaint",
        ["filer_id"],
        unique=False,
        postgresql_where=sa.text("filer_id IS NOT NULL"),
    )
    op.create_index(op.f("rights_complaint_id_idx"), "rights_complaint", ["id"], unique=False)
    op.create_index(op.f("rights_complaint_number_idx"), "rights_complaint", ["number"], unique=False)
    op.create_index(
        op.f("rights_complaint_reckoned_by_idx"),
        "rights_complaint",
        ["reckoned_by"],
        unique=False,
        postgresql_where=sa.text("closed_on IS NULL"),
    )
    op.create_index(
        op.f("rights_complaint_source_department_filed_on_id_idx"),
        "rights_complaint",
        ["source_department", "filed_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("rights_complaint_subject_id_record_id_idx"),
        "rights_complaint",
        ["subject_id", "record_id"],
        unique=False,
    )
    op.add_column("government_commitment", sa.Column("area", sa.Text(), nullable=True))
