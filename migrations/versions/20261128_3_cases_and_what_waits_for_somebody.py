"""Cases and what waits for somebody."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261128_3"
down_revision = "20261128_2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_step",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("move", sa.Text(), nullable=False),
        sa.Column("state_before", sa.Text(), nullable=True),
        sa.Column("state_after", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("client", sa.Text(), nullable=True),
        sa.Column("department", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("case_step_pkey")),
        comment="办理经过（案件）",
    )
    op.create_index(
        op.f("case_step_subject_id_case_id_id_idx"),
        "case_step",
        ["subject_id", "case_id", "id"],
        unique=False,
    )
    op.create_table(
        "document_content",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("document_content_pkey")),
        comment="材料内容",
    )
    op.create_table(
        "work_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("waits_for", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("escalated", sa.Boolean(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("filer_id", sa.Uuid(), nullable=True),
        sa.Column("province", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("county", sa.Text(), nullable=True),
        sa.Column("source_department", sa.Text(), nullable=True),
        sa.Column("kept_from", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("work_item_pkey")),
        comment="待办事项",
    )
    op.create_index(op.f("work_item_city_due_on_id_idx"), "work_item", ["city", "due_on", "id"], unique=False)
    op.create_index(
        op.f("work_item_county_due_on_id_idx"), "work_item", ["county", "due_on", "id"], unique=False
    )
    op.create_index(op.f("work_item_due_on_id_idx"), "work_item", ["due_on", "id"], unique=False)
    op.create_index(
        op.f("work_item_source_department_due_on_id_idx"),
        "work_item",
        ["source_department", "due_on", "id"],
        unique=False,
    )
    op.create_table(
        "case_document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["digest"], ["document_content.digest"], name=op.f("case_document_digest_fkey")
        ),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("case_document_pkey")),
        comment="案件材料",
    )
    op.create_index(op.f("case_document_id_idx"), "case_document", ["id"], unique=False)
    op.create_index(
        op.f("case_document_subject_id_case_id_idx"), "case_document", ["subject_id", "case_id"], unique=False
    )
    op.create_table(
        "document_upload",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("uploader", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["digest"], ["document_content.digest"], name=op.f("document_upload_digest_fkey")
        ),
        sa.PrimaryKeyConstraint("digest", "uploader", name=op.f("document_upload_pkey")),
        comment="已上传材料",
    )
    op.create_index(op.f("document_upload_at_idx"), "document_upload", ["at"], unique=False)
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
        "incentive",
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
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("content_redacted", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("basis_redacted", sa.Text(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("use", sa.Text(), nullable=True),
        sa.Column("use_redacted", sa.Text(), nullable=True),
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
            ["source_department"], ["department.code"], name=op.f("incentive_source_department_fkey")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("incentive_subject_id_fkey")),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("incentive_pkey")),
        comment="守信激励",
    )
    op.create_index(
        op.f("incentive_city_filed_on_id_idx"), "incentive", ["city", "filed_on", "id"], unique=False
    )
    op.create_index(
        op.f("incentive_county_filed_on_id_idx"), "incentive", ["county", "filed_on", "id"], unique=False
    )
    op.create_index(
        op.f("incentive_due_on_idx"),
        "incentive",
        ["due_on"],
        unique=False,
        postgresql_where=sa.text("due_on IS NOT NULL"),
    )
    op.create_index(op.f("incentive_filed_on_id_idx"), "incentive", ["filed_on", "id"], unique=False)
    op.create_index(
        op.f("incentive_filer_id_idx"),
        "incentive",
        ["filer_id"],
        unique=False,
        postgresql_where=sa.text("filer_id IS NOT NULL"),
    )
    op.create_index(op.f("incentive_id_idx"), "incentive", ["id"], unique=False)
    op.create_index(op.f("incentive_number_idx"), "incentive", ["number"], unique=False)
    op.create_index(
        op.f("incentive_reckoned_by_idx"),
        "incentive",
        ["reckoned_by"],
        unique=False,
        postgresql_where=sa.text("closed_on IS NULL"),
    )
    op.create_index(
        op.f("incentive_source_department_filed_on_id_idx"),
        "incentive",
        ["source_department", "filed_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("incentive_subject_id_record_id_idx"), "incentive", ["subject_id", "record_id"], unique=False
    )
    op.create_table(
        "objection",
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
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("statement_redacted", sa.Text(), nullable=True),
        sa.Column("findings", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("proposal", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("comment_redacted", sa.Text(), nullable=True),
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
            ["source_department"], ["department.code"], name=op.f("objection_source_department_fkey")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("objection_subject_id_fkey")),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("objection_pkey")),
        comment="异议申请",
    )
    op.create_index(
        op.f("objection_city_filed_on_id_idx"), "objection", ["city", "filed_on", "id"], unique=False
    )
    op.create_index(
        op.f("objection_county_filed_on_id_idx"), "objection", ["county", "filed_on", "id"], unique=False
    )
    op.create_index(
        op.f("objection_due_on_idx"),
        "objection",
        ["due_on"],
        unique=False,
        postgresql_where=sa.text("due_on IS NOT NULL"),
    )
    op.create_index(op.f("objection_filed_on_id_idx"), "objection", ["filed_on", "id"], unique=False)
    op.create_index(
        op.f("objection_filer_id_idx"),
        "objection",
        ["filer_id"],
        unique=False,
        postgresql_where=sa.text("filer_id IS NOT NULL"),
    )
    op.create_index(op.f("objection_id_idx"), "objection", ["id"], unique=False)
    op.create_index(op.f("objection_number_idx"), "objection", ["number"], unique=False)
    op.create_index(
        op.f("objection_reckoned_by_idx"),
        "objection",
        ["reckoned_by"],
        unique=False,
        postgresql_where=sa.text("closed_on IS NULL"),
    )
    op.create_index(
        op.f("objection_source_department_filed_on_id_idx"),
        "objection",
        ["source_department", "filed_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("objection_subject_id_record_id_idx"), "objection", ["subject_id", "record_id"], unique=False
    )
    op.create_table(
        "rectification",
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
        sa.Column("requirement", sa.Text(), nullable=True),
        sa.Column("requirement_redacted", sa.Text(), nullable=True),
        sa.Column("rectify_by", sa.Date(), nullable=True),
        sa.Column("explanation", sa.Text(), nullable=True),
        sa.Column("explanation_redacted", sa.Text(), nullable=True),
        sa.Column("plan", sa.Text(), nullable=True),
        sa.Column("plan_redacted", sa.Text(), nullable=True),
        sa.Column("report", sa.Text(), nullable=True),
        sa.Column("report_redacted", sa.Text(), nullable=True),
        sa.Column("review", sa.Text(), nullable=True),
        sa.Column("review_redacted", sa.Text(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("summary_redacted", sa.Text(), nullable=True),
        sa.Column("announced_on", sa.Date(), nullable=True),
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
            ["source_department"], ["department.code"], name=op.f("rectification_source_department_fkey")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("rectification_subject_id_fkey")),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("rectification_pkey")),
        comment="限期整改",
    )
    op.create_index(
        op.f("rectification_city_filed_on_id_idx"), "rectification", ["city", "filed_on", "id"], unique=False
    )
    op.create_index(
        op.f("rectification_county_filed_on_id_idx"),
        "rectification",
        ["county", "filed_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("rectification_due_on_idx"),
        "rectification",
        ["due_on"],
        unique=False,
        postgresql_where=sa.text("due_on IS NOT NULL"),
    )
    op.create_index(op.f("rectification_filed_on_id_idx"), "rectification", ["filed_on", "id"], unique=False)
    op.create_index(
        op.f("rectification_filer_id_idx"),
        "rectification",
        ["filer_id"],
        unique=False,
        postgresql_where=sa.text("filer_id IS NOT NULL"),
    )
    op.create_index(op.f("rectification_id_idx"), "rectification", ["id"], unique=False)
    op.create_index(op.f("rectification_number_idx"), "rectification", ["number"], unique=False)
    op.create_index(
        op.f("rectification_reckoned_by_idx"),
        "rectification",
        ["reckoned_by"],
        unique=False,
        postgresql_where=sa.text("closed_on IS NULL"),
    )
    op.create_index(
        op.f("rectification_source_department_filed_on_id_idx"),
        "rectification",
        ["source_department", "filed_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("rectification_subject_id_record_id_idx"),
        "rectification",
        ["subject_id", "record_id"],
        unique=False,
    )
    op.create_table(
        "repair_application",
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
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("statement_redacted", sa.Text(), nullable=True),
        sa.Column("commitment_signed", sa.Boolean(), nullable=True),
        sa.Column("bankruptcy", sa.Boolean(), nullable=True),
        sa.Column("findings", sa.Text(), nullable=True),
        sa.Column("refusal_ground", sa.Text(), nullable=True),
        sa.Column("screened_until", sa.Date(), nullable=True),
        sa.Column("regime", sa.Text(), nullable=True),
        sa.Column("barred_until", sa.Date(), nullable=True),
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
            ["source_department"], ["department.code"], name=op.f("repair_application_source_department_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("repair_application_subject_id_fkey")
        ),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("repair_application_pkey")),
        comment="信用修复申请",
    )
    op.create_index(
        op.f("repair_application_city_filed_on_id_idx"),
        "repair_application",
        ["city", "filed_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("repair_application_county_filed_on_id_idx"),
        "repair_application",
        ["county", "filed_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("repair_application_due_on_idx"),
        "repair_application",
        ["due_on"],
        unique=False,
        postgresql_where=sa.text("due_on IS NOT NULL"),
    )
    op.create_index(
        op.f("repair_application_filed_on_id_idx"), "repair_application", ["filed_on", "id"], unique=False
    )
    op.create_index(
        op.f("repair_application_filer_id_idx"),
        "repair_application",
        ["filer_id"],
        unique=False,
        postgresql_where=sa.text("filer_id IS NOT NULL"),
    )
    op.create_index(op.f("repair_application_id_idx"), "repair_application", ["id"], unique=False)
    op.create_index(op.f("repair_application_number_idx"), "repair_application", ["number"], unique=False)
    op.create_index(
        op.f("repair_application_reckoned_by_idx"),
        "repair_application",
        ["reckoned_by"],
        unique=False,
        postgresql_where=sa.text("closed_on IS NULL"),
    )
    op.create_index(
        op.f("repair_application_source_department_filed_on_id_idx"),
        "repair_application",
        ["source_department", "filed_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("repair_application_subject_id_record_id_idx"),
        "repair_application",
        ["subject_id", "record_id"],
        unique=False,
    )
    op.create_table(
        "sanction",
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
        sa.Column("measure_opened", sa.Text(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("basis_opened", sa.Text(), nullable=True),
        sa.Column("rule_opened", sa.Text(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("summary_redacted", sa.Text(), nullable=True),
        sa.Column("announced_on", sa.Date(), nullable=True),
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
        sa.Column("bars", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.ForeignKeyConstraint(
            ["source_department"], ["department.code"], name=op.f("sanction_source_department_fkey")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("sanction_subject_id_fkey")),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("sanction_pkey")),
        comment="失信惩戒措施",
    )
    op.create_index(
        op.f("sanction_city_filed_on_id_idx"), "sanction", ["city", "filed_on", "id"], unique=False
    )
    op.create_index(
        op.f("sanction_county_filed_on_id_idx"), "sanction", ["county", "filed_on", "id"], unique=False
    )
    op.create_index(
        op.f("sanction_due_on_idx"),
        "sanction",
        ["due_on"],
        unique=False,
        postgresql_where=sa.text("due_on IS NOT NULL"),
    )
    op.create_index(op.f("sanction_filed_on_id_idx"), "sanction", ["filed_on", "id"], unique=False)
    op.create_index(
        op.f("sanction_filer_id_idx"),
        "sanction",
        ["filer_id"],
        unique=False,
        postgresql_where=sa.text("filer_id IS NOT NULL"),
    )
    op.create_index(op.f("sanction_id_idx"), "sanction", ["id"], unique=False)
    op.create_index(op.f("sanction_number_idx"), "sanction", ["number"], unique=False)
    op.create_index(
        op.f("sanction_reckoned_by_idx"),
        "sanction",
        ["reckoned_by"],
        unique=False,
        postgresql_where=sa.text("closed_on IS NULL"),
    )
    op.create_index(
        op.f("sanction_source_department_filed_on_id_idx"),
        "sanction",
        ["source_department", "filed_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("sanction_subject_id_record_id_idx"), "sanction", ["subject_id", "record_id"], unique=False
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
    op.create_table(
        "sanction_person",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=True),
        sa.Column("person_in_charge", sa.Text(), nullable=True),
        sa.Column("person_in_charge_surname", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["subject_id", "id"],
            ["sanction.subject_id", "sanction.id"],
            name=op.f("sanction_person_subject_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("sanction_person_pkey")),
        comment="失信惩戒措施（个人信息）",
    )
    op.create_index(
        "abnormal_operation_ends_idx",
        "abnormal_operation",
        [sa.literal_column("(COALESCE(publish_until, 'infinity'::date))")],
        unique=False,
        postgresql_where=sa.text("state IN ('SHARED', 'PUBLISHED')"),
    )
    op.create_index(
        "commendation_ends_idx",
        "commendation",
        [sa.literal_column("(COALESCE(publish_until, valid_until, 'infinity'::date))")],
        unique=False,
        postgresql_where=sa.text("state IN ('SHARED', 'PUBLISHED')"),
    )
    op.create_index(
        "commitment_ends_idx",
        "commitment",
        [sa.literal_column("(COALESCE(publish_until, valid_until, 'infinity'::date))")],
        unique=False,
        postgresql_where=sa.text("state IN ('SHARED', 'PUBLISHED')"),
    )
    op.create_index(
        "dishonesty_record_ends_idx",
        "dishonesty_record",
        [sa.literal_column("(COALESCE(publish_until, 'infinity'::date))")],
        unique=False,
        postgresql_where=sa.text("state IN ('SHARED', 'PUBLISHED')"),
    )
    op.create_index(
        "evaluation_ends_idx",
        "evaluation",
        [sa.literal_column("(COALESCE(publish_until, valid_until, 'infinity'::date))")],
        unique=False,
        postgresql_where=sa.text("state IN ('SHARED', 'PUBLISHED')"),
    )
    op.create_index(
        "judgment_debtor_ends_idx",
        "judgment_debtor",
        [sa.literal_column("(COALESCE(publish_until, 'infinity'::date))")],
        unique=False,
        postgresql_where=sa.text("state IN ('SHARED', 'PUBLISHED')"),
    )
    op.create_index(
        "licence_ends_idx",
        "licence",
        [sa.literal_column("(COALESCE(publish_until, valid_until, 'infinity'::date))")],
        unique=False,
        postgresql_where=sa.text("state IN ('SHARED', 'PUBLISHED')"),
    )
    op.create_index(
        "penalty_ends_idx",
        "penalty",
        [sa.literal_column("(COALESCE(publish_until, 'infinity'::date))")],
        unique=False,
        postgresql_where=sa.text("state IN ('SHARED', 'PUBLISHED')"),
    )
    op.create_index(
        "serious_violation_ends_idx",
        "serious_violation",
        [sa.literal_column("(COALESCE(publish_until, 'infinity'::date))")],
        unique=False,
        postgresql_where=sa.text("state IN ('SHARED', 'PUBLISHED')"),
    )
    op.create_index(
        "tax_violation_ends_idx",
        "tax_violation",
        [sa.literal_column("(COALESCE(publish_until, 'infinity'::date))")],
        unique=False,
        postgresql_where=sa.text("state IN ('SHARED', 'PUBLISHED')"),
    )
