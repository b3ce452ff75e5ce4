"""duties, measures and incentives."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261128_4"
down_revision = "20261128_3"
branch_labels = None
depends_on = None


def upgrade() -> None:
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
