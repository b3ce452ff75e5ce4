"""Supervision, suggestions and proposals, tasks of the plan, material and training."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261128_9"
down_revision = "20261128_8"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "progress_report",
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("department", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("progress_report_pkey")),
        comment="进展报告",
    )
    op.create_index(
        op.f("progress_report_subject_id_case_id_id_idx"),
        "progress_report",
        ["subject_id", "case_id", "id"],
        unique=False,
    )
    op.create_table(
        "inspection_finding",
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
        sa.Column("programme_number", sa.Text(), nullable=True),
        sa.Column("finding", sa.Text(), nullable=True),
        sa.Column("severity", sa.Text(), nullable=True),
        sa.Column("rectify_by", sa.Date(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("review", sa.Text(), nullable=True),
        sa.Column("rectification_number", sa.Text(), nullable=True),
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
        sa.Column("programme_subject_id", sa.Uuid(), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=True),
        sa.Column("rectification_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["source_department"], ["department.code"], name=op.f("inspection_finding_source_department_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("inspection_finding_subject_id_fkey")
        ),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("inspection_finding_pkey")),
        comment="督导发现问题",
    )
    op.create_index(
        op.f("inspection_finding_city_filed_on_id_idx"),
        "inspection_finding",
        ["city", "filed_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("inspection_finding_county_filed_on_id_idx"),
        "inspection_finding",
        ["county", "filed_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("inspection_finding_due_on_idx"),
        "inspection_finding",
        ["due_on"],
        unique=False,
        postgresql_where=sa.text("due_on IS NOT NULL"),
    )
    op.create_index(
        op.f("inspection_finding_filed_on_id_idx"), "inspection_finding", ["filed_on", "id"], unique=False
    )
    op.create_index(
        op.f("inspection_finding_filer_id_idx"),
        "inspection_finding",
        ["filer_id"],
        unique=False,
        postgresql_where=sa.text("filer_id IS NOT NULL"),
    )
    op.create_index(op.f("inspection_finding_id_idx"), "inspection_finding", ["id"], unique=False)
    op.create_index(op.f("inspection_finding_number_idx"), "inspection_finding", ["number"], unique=False)
    op.create_index(
        op.f("inspection_finding_programme_subject_id_programme_id_idx"),
        "inspection_finding",
        ["programme_subject_id", "programme_id"],
        unique=False,
    )
    op.create_index(
        op.f("inspection_finding_reckoned_by_idx"),
        "inspection_finding",
        ["reckoned_by"],
        unique=False,
        postgresql_where=sa.text("closed_on IS NULL"),
    )
    op.create_index(
        op.f("inspection_finding_source_department_filed_on_id_idx"),
        "inspection_finding",
        ["source_department", "filed_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("inspection_finding_subject_id_record_id_idx"),
        "inspection_finding",
        ["subject_id", "record_id"],
        unique=False,
    )
    op.create_table(
        "integrity_material",
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
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("edition", sa.Text(), nullable=True),
        sa.Column("audience", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("content_redacted", sa.Text(), nullable=True),
        sa.Column("held_from", sa.Date(), nullable=True),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
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
            ["source_department"], ["department.code"], name=op.f("integrity_material_source_department_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("integrity_material_subject_id_fkey")
        ),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("integrity_material_pkey")),
        comment="诚信宣教资料",
    )
    op.create_index(
        op.f("integrity_material_city_filed_on_id_idx"),
        "integrity_material",
        ["city", "filed_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("integrity_material_county_filed_on_id_idx"),
        "integrity_material",
        ["county", "filed_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("integrity_material_due_on_idx"),
        "integrity_material",
        ["due_on"],
        unique=False,
        postgresql_where=sa.text("due_on IS NOT NULL"),
    )
    op.create_index(
        op.f("integrity_material_filed_on_id_idx"), "integrity_material", ["filed_on", "id"], unique=False
    )
    op.create_index(
        op.f("integrity_material_filer_id_idx"),
        "integrity_material",
        ["filer_id"],
        unique=False,
        postgresql_where=sa.text("filer_id IS NOT NULL"),
    )
    op.create_index(op.f("integrity_material_id_idx"), "integrity_material", ["id"], unique=False)
    op.create_index(op.f("integrity_material_number_idx"), "integrity_material", ["number"], unique=False)
    op.create_index(
        op.f("integrity_material_reckoned_by_idx"),
        "integrity_material",
        ["reckoned_by"],
        unique=False,
        postgresql_where=sa.text("closed_on IS NULL"),
    )
    op.create_index(
        op.f("integrity_material_source_department_filed_on_id_idx"),
        "integrity_material",
        ["source_department", "filed_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("integrity_material_subject_id_record_id_idx"),
        "integrity_material",
        ["subject_id", "record_id"],
        unique=False,
    )
    op.create_table(
        "plan_task",
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
        sa.Column("clause", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("content_redacted", sa.Text(), nullable=True),
        sa.Column("partners", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("progress", sa.Integer(), nullable=True),
        sa.Column("report", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
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
            ["source_department"], ["department.code"], name=op.f("plan_task_source_department_fkey")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("plan_task_subject_id_fkey")),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("plan_task_pkey")),
        comment="实施方案任务",
    )
    op.create_index(
        op.f("plan_task_city_filed_on_id_idx"), "plan_task", ["city", "filed_on", "id"], unique=False
    )
    op.create_index(
        op.f("plan_task_county_filed_on_id_idx"), "plan_task", ["county", "filed_on", "id"], unique=False
    )
    op.create_index(
        op.f("plan_task_due_on_idx"),
        "plan_task",
        ["due_on"],
        unique=False,
        postgresql_where=sa.text("due_on IS NOT NULL"),
    )
    op.create_index(op.f("plan_task_filed_on_id_idx"), "plan_task", ["filed_on", "id"], unique=False)
    op.create_index(
        op.f("plan_task_filer_id_idx"),
        "plan_task",
        ["filer_id"],
        unique=False,
        postgresql_where=sa.text("filer_id IS NOT NULL"),
    )
    op.create_index(op.f("plan_task_id_idx"), "plan_task", ["id"], unique=False)
    op.create_index(op.f("plan_task_number_idx"), "plan_task", ["number"], unique=False)
    op.create_index(
        op.f("plan_task_partners_idx"), "plan_task", ["partners"], unique=False, postgresql_using="gin"
    )
    op.create_index(
        op.f("plan_task_reckoned_by_idx"),
        "plan_task",
        ["reckoned_by"],
        unique=False,
        postgresql_where=sa.text("closed_on IS NULL"),
    )
    op.create_index(
        op.f("plan_task_source_department_filed_on_id_idx"),
        "plan_task",
        ["source_department", "filed_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("plan_task_subject_id_record_id_idx"), "plan_task", ["subject_id", "record_id"], unique=False
    )
    op.create_table(
        "proposal_handling",
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
        sa.Column("proposal_number", sa.Text(), nullable=True),
        sa.Column("session", sa.Text(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("partners", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.Column("handed_over_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answer_class", sa.Text(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("satisfaction", sa.Text(), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=True),
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
        sa.Column("lead", sa.Text(), nullable=True),
        sa.Column("handed_over_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["handed_over_by"], ["department.code"], name=op.f("proposal_handling_handed_over_by_fkey")
        ),
        sa.ForeignKeyConstraint(["lead"], ["department.code"], name=op.f("proposal_handling_lead_fkey")),
        sa.ForeignKeyConstraint(
            ["source_department"], ["department.code"], name=op.f("proposal_handling_source_department_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("proposal_handling_subject_id_fkey")
        ),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("proposal_handling_pkey")),
        comment="建议提案办理",
    )
    op.create_index(
        op.f("proposal_handling_city_filed_on_id_idx"),
        "proposal_handling",
        ["city", "filed_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("proposal_handling_county_filed_on_id_idx"),
        "proposal_handling",
        ["county", "filed_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("proposal_handling_due_on_idx"),
        "proposal_handling",
        ["due_on"],
        unique=False,
        postgresql_where=sa.text("due_on IS NOT NULL"),
    )
    op.create_index(
        op.f("proposal_handling_filed_on_id_idx"), "proposal_handling", ["filed_on", "id"], unique=False
    )
    op.create_index(
        op.f("proposal_handling_filer_id_idx"),
        "proposal_handling",
        ["filer_id"],
        unique=False,
        postgresql_where=sa.text("filer_id IS NOT NULL"),
    )
    op.create_index(
        op.f("proposal_handling_handed_over_by_filed_on_id_idx"),
        "proposal_handling",
        ["handed_over_by", "filed_on", "id"],
        unique=False,
    )
    op.create_index(op.f("proposal_handling_id_idx"), "proposal_handling", ["id"], unique=False)
    op.create_index(
        op.f("proposal_handling_lead_filed_on_id_idx"),
        "proposal_handling",
        ["lead", "filed_on", "id"],
        unique=False,
    )
    op.create_index(op.f("proposal_handling_number_idx"), "proposal_handling", ["number"], unique=False)
    op.create_index(
        op.f("proposal_handling_partners_idx"),
        "proposal_handling",
        ["partners"],
        unique=False,
        postgresql_using="gin",
    )
    op.create_index(
        op.f("proposal_handling_reckoned_by_idx"),
        "proposal_handling",
        ["reckoned_by"],
        unique=False,
        postgresql_where=sa.text("closed_on IS NULL"),
    )
    op.create_index(
        op.f("proposal_handling_source_department_filed_on_id_idx"),
        "proposal_handling",
        ["source_department", "filed_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("proposal_handling_subject_id_record_id_idx"),
        "proposal_handling",
        ["subject_id", "record_id"],
        unique=False,
    )
    op.create_table(
        "supervision_programme",
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
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("period_from", sa.Date(), nullable=True),
        sa.Column("period_until", sa.Date(), nullable=True),
        sa.Column("scope", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.Column("plan", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("handed_to", sa.Text(), nullable=True),
        sa.Column("handed_on_on", sa.Date(), nullable=True),
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
            ["source_department"],
            ["department.code"],
            name=op.f("supervision_programme_source_department_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("supervision_programme_subject_id_fkey")
        ),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("supervision_programme_pkey")),
        comment="政务诚信专项督导",
    )
    op.create_index(
        op.f("supervision_programme_city_filed_on_id_idx"),
        "supervision_programme",
        ["city", "filed_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("supervision_programme_county_filed_on_id_idx"),
        "supervision_programme",
        ["county", "filed_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("supervision_programme_due_on_idx"),
        "supervision_programme",
        ["due_on"],
        unique=False,
        postgresql_where=sa.text("due_on IS NOT NULL"),
    )
    op.create_index(
        op.f("supervision_programme_filed_on_id_idx"),
        "supervision_programme",
        ["filed_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("supervision_programme_filer_id_idx"),
        "supervision_programme",
        ["filer_id"],
        unique=False,
        postgresql_where=sa.text("filer_id IS NOT NULL"),
    )
    op.create_index(op.f("supervision_programme_id_idx"), "supervision_programme", ["id"], unique=False)
    op.create_index(
        op.f("supervision_programme_number_idx"), "supervision_programme", ["number"], unique=False
    )
    op.create_index(
        op.f("supervision_programme_reckoned_by_idx"),
        "supervision_programme",
        ["reckoned_by"],
        unique=False,
        postgresql_where=sa.text("closed_on IS NULL"),
    )
    op.create_index(
        op.f("supervision_programme_source_department_filed_on_id_idx"),
        "supervision_programme",
        ["source_department", "filed_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("supervision_programme_subject_id_record_id_idx"),
        "supervision_programme",
        ["subject_id", "record_id"],
        unique=False,
    )
    op.create_table(
        "training_record",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document_number", sa.Text(), nullable=False),
        sa.Column("canonical_number", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("authority_name", sa.Text(), nullable=False),
        sa.Column("authority_code", sa.Text(), nullable=True),
        sa.Column("source_name", sa.Text(), nullable=True),
        sa.Column("source_code", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("disputed", sa.Boolean(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("severity", sa.Text(), nullable=True),
        sa.Column("severity_rule", sa.Text(), nullable=True),
        sa.Column("publish_from", sa.Date(), nullable=True),
        sa.Column("publish_until", sa.Date(), nullable=True),
        sa.Column("repairable_from", sa.Date(), nullable=True),
        sa.Column("publish_rule", sa.Text(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("last_updated", sa.Date(), nullable=True),
        sa.Column("publication_basis", sa.Text(), nullable=True),
        sa.Column("publication_document", sa.Text(), nullable=True),
        sa.Column("publication_approver", sa.Text(), nullable=True),
        sa.Column("secrecy_reviewed_on", sa.Date(), nullable=True),
        sa.Column("secrecy_reviewer", sa.Text(), nullable=True),
        sa.Column("duty_done", sa.Boolean(), nullable=False),
        sa.Column("catalogue_edition", sa.Integer(), nullable=False),
        sa.Column("batch", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("next_level", sa.Text(), nullable=True),
        sa.Column("check_due_on", sa.Date(), nullable=True),
        sa.Column("levels_to_come", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.Column("publish_due_on", sa.Date(), nullable=True),
        sa.Column("publish_due_rule", sa.Text(), nullable=True),
        sa.Column("annulled_on", sa.Date(), nullable=True),
        sa.Column("withdraw_due_on", sa.Date(), nullable=True),
        sa.Column("user_remove_due_on", sa.Date(), nullable=True),
        sa.Column("party_name_opened", sa.Text(), nullable=True),
        sa.Column("party_type", sa.Text(), nullable=True),
        sa.Column("party_credit_code", sa.Text(), nullable=True),
        sa.Column("party_registration_number", sa.Text(), nullable=True),
        sa.Column("party_organisation_code", sa.Text(), nullable=True),
        sa.Column("party_tax_number", sa.Text(), nullable=True),
        sa.Column("party_institution_number", sa.Text(), nullable=True),
        sa.Column("party_social_organisation_number", sa.Text(), nullable=True),
        sa.Column("legal_representative", sa.Text(), nullable=True),
        sa.Column("legal_representative_surname", sa.Text(), nullable=True),
        sa.Column("person_employer_opened", sa.Text(), nullable=True),
        sa.Column("person_post_opened", sa.Text(), nullable=True),
        sa.Column("course", sa.Text(), nullable=True),
        sa.Column("course_number", sa.Text(), nullable=True),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("natural", sa.Boolean(), nullable=False),
        sa.Column("province", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("county", sa.Text(), nullable=True),
        sa.Column("source_department", sa.Text(), nullable=False),
        sa.Column("authority_department", sa.Text(), nullable=True),
        sa.Column("submitted_by", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("same_subject_id", sa.Uuid(), nullable=True),
        sa.Column(
            "found_under",
            sa.Uuid(),
            sa.Computed("COALESCE(same_subject_id, subject_id)", persisted=True),
            nullable=True,
        ),
        sa.Column("lineage", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["authority_department"],
            ["department.code"],
            name=op.f("training_record_authority_department_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["source_department"], ["department.code"], name=op.f("training_record_source_department_fkey")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("training_record_subject_id_fkey")),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("training_record_pkey")),
        sa.UniqueConstraint(
            "subject_id",
            "source_department",
            "fingerprint",
            name=op.f("training_record_subject_id_source_department_fingerprint_key"),
        ),
        comment="诚信教育培训记录",
    )
    op.create_index(
        op.f("training_record_canonical_number_idx"), "training_record", ["canonical_number"], unique=False
    )
    op.create_index(
        op.f("training_record_city_decided_on_id_idx"),
        "training_record",
        ["city", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("training_record_city_state_decided_on_id_idx"),
        "training_record",
        ["city", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("training_record_county_decided_on_id_idx"),
        "training_record",
        ["county", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("training_record_county_state_decided_on_id_idx"),
        "training_record",
        ["county", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("training_record_decided_on_id_idx"), "training_record", ["decided_on", "id"], unique=False
    )
    op.create_index(
        "training_record_ends_idx",
        "training_record",
        [sa.literal_column("coalesce(publish_until, valid_until, 'infinity'::date)")],
        unique=False,
        postgresql_where=sa.text("state IN ('SHARED', 'PUBLISHED')"),
    )
    op.create_index(
        op.f("training_record_found_under_state_decided_on_id_idx"),
        "training_record",
        ["found_under", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(op.f("training_record_id_idx"), "training_record", ["id"], unique=False)
    op.create_index(
        "training_record_newest_idx",
        "training_record",
        ["state", sa.literal_column("last_updated DESC NULLS LAST"), sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(
        op.f("training_record_next_level_check_due_on_id_idx"),
        "training_record",
        ["next_level", "check_due_on", "id"],
        unique=False,
        postgresql_where=sa.text("next_level IS NOT NULL"),
    )
    op.create_index(
        op.f("training_record_party_credit_code_idx"), "training_record", ["party_credit_code"], unique=False
    )
    op.create_index(
        op.f("training_record_party_name_opened_idx"), "training_record", ["party_name_opened"], unique=False
    )
    op.create_index(
        op.f("training_record_source_department_decided_on_id_idx"),
        "training_record",
        ["source_department", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("training_record_state_decided_on_id_idx"),
        "training_record",
        ["state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("training_record_subject_id_lineage_idx"),
        "training_record",
        ["subject_id", "lineage"],
        unique=False,
        postgresql_where=sa.text("lineage IS NOT NULL"),
    )
    op.create_index(
        op.f("training_record_subject_id_state_decided_on_id_idx"),
        "training_record",
        ["subject_id", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_table(
        "work_plan",
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
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("key_field", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("content_redacted", sa.Text(), nullable=True),
        sa.Column("period_until", sa.Date(), nullable=True),
        sa.Column("progress", sa.Integer(), nullable=True),
        sa.Column("report", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
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
            ["source_department"], ["department.code"], name=op.f("work_plan_source_department_fkey")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("work_plan_subject_id_fkey")),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("work_plan_pkey")),
        comment="工作计划",
    )
    op.create_index(
        op.f("work_plan_city_filed_on_id_idx"), "work_plan", ["city", "filed_on", "id"], unique=False
    )
    op.create_index(
        op.f("work_plan_county_filed_on_id_idx"), "work_plan", ["county", "filed_on", "id"], unique=False
    )
    op.create_index(
        op.f("work_plan_due_on_idx"),
        "work_plan",
        ["due_on"],
        unique=False,
        postgresql_where=sa.text("due_on IS NOT NULL"),
    )
    op.create_index(op.f("work_plan_filed_on_id_idx"), "work_plan", ["filed_on", "id"], unique=False)
    op.create_index(
        op.f("work_plan_filer_id_idx"),
        "work_plan",
        ["filer_id"],
        unique=False,
        postgresql_where=sa.text("filer_id IS NOT NULL"),
    )
    op.create_index(op.f("work_plan_id_idx"), "work_plan", ["id"], unique=False)
    op.create_index(op.f("work_plan_number_idx"), "work_plan", ["number"], unique=False)
    op.create_index(
        op.f("work_plan_reckoned_by_idx"),
        "work_plan",
        ["reckoned_by"],
        unique=False,
        postgresql_where=sa.text("closed_on IS NULL"),
    )
    op.create_index(
        op.f("work_plan_source_department_filed_on_id_idx"),
        "work_plan",
        ["source_department", "filed_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("work_plan_subject_id_record_id_idx"), "work_plan", ["subject_id", "record_id"], unique=False
    )
    op.create_table(
        "training_record_person",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("party_name", sa.Text(), nullable=True),
        sa.Column("party_name_surname", sa.Text(), nullable=True),
        sa.Column("legal_representative_id_type", sa.Text(), nullable=True),
        sa.Column("legal_representative_id_number", sa.Text(), nullable=True),
        sa.Column("legal_representative_id_number_id_number", sa.Text(), nullable=True),
        sa.Column("person_id_type", sa.Text(), nullable=True),
        sa.Column("person_id_number", sa.Text(), nullable=True),
        sa.Column("person_id_number_id_number", sa.Text(), nullable=True),
        sa.Column("person_employer", sa.Text(), nullable=True),
        sa.Column("person_post", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["subject_id", "id"],
            ["training_record.subject_id", "training_record.id"],
            name=op.f("training_record_person_subject_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("training_record_person_pkey")),
        comment="诚信教育培训记录（个人信息）",
    )
