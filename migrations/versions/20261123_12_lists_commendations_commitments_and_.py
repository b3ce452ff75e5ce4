"""Lists, commendations, commitments and evaluations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261123_12"
down_revision = "20261123_11"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "abnormal_operation",
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
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("circumstances", sa.Text(), nullable=True),
        sa.Column("circumstances_redacted", sa.Text(), nullable=True),
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
            name=op.f("abnormal_operation_authority_department_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["source_department"], ["department.code"], name=op.f("abnormal_operation_source_department_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("abnormal_operation_subject_id_fkey")
        ),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("abnormal_operation_pkey")),
        sa.UniqueConstraint(
            "subject_id",
            "source_department",
            "fingerprint",
            name=op.f("abnormal_operation_subject_id_source_department_fingerprint_key"),
        ),
        comment="经营异常名录",
    )
    op.create_index(
        op.f("abnormal_operation_canonical_number_idx"),
        "abnormal_operation",
        ["canonical_number"],
        unique=False,
    )
    op.create_index(
        op.f("abnormal_operation_city_decided_on_id_idx"),
        "abnormal_operation",
        ["city", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("abnormal_operation_city_state_decided_on_id_idx"),
        "abnormal_operation",
        ["city", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("abnormal_operation_county_decided_on_id_idx"),
        "abnormal_operation",
        ["county", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("abnormal_operation_county_state_decided_on_id_idx"),
        "abnormal_operation",
        ["county", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("abnormal_operation_decided_on_id_idx"), "abnormal_operation", ["decided_on", "id"], unique=False
    )
    op.create_index(
        op.f("abnormal_operation_found_under_state_decided_on_id_idx"),
        "abnormal_operation",
        ["found_under", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(op.f("abnormal_operation_id_idx"), "abnormal_operation", ["id"], unique=False)
    op.create_index(
        op.f("abnormal_operation_next_level_check_due_on_id_idx"),
        "abnormal_operation",
        ["next_level", "check_due_on", "id"],
        unique=False,
        postgresql_where=sa.text("next_level IS NOT NULL"),
    )
    op.create_index(
        op.f("abnormal_operation_party_credit_code_idx"),
        "abnormal_operation",
        ["party_credit_code"],
        unique=False,
    )
    op.create_index(
        op.f("abnormal_operation_party_name_opened_idx"),
        "abnormal_operation",
        ["party_name_opened"],
        unique=False,
    )
    op.create_index(
        op.f("abnormal_operation_source_department_decided_on_id_idx"),
        "abnormal_operation",
        ["source_department", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("abnormal_operation_state_decided_on_id_idx"),
        "abnormal_operation",
        ["state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("abnormal_operation_subject_id_lineage_idx"),
        "abnormal_operation",
        ["subject_id", "lineage"],
        unique=False,
        postgresql_where=sa.text("lineage IS NOT NULL"),
    )
    op.create_index(
        op.f("abnormal_operation_subject_id_state_decided_on_id_idx"),
        "abnormal_operation",
        ["subject_id", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_table(
        "commendation",
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
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("merits", sa.Text(), nullable=True),
        sa.Column("merits_redacted", sa.Text(), nullable=True),
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
            ["authority_department"], ["department.code"], name=op.f("commendation_authority_department_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["source_department"], ["department.code"], name=op.f("commendation_source_department_fkey")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("commendation_subject_id_fkey")),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("commendation_pkey")),
        sa.UniqueConstraint(
            "subject_id",
            "source_department",
            "fingerprint",
            name=op.f("commendation_subject_id_source_department_fingerprint_key"),
        ),
        comment="守信激励",
    )
    op.create_index(
        op.f("commendation_canonical_number_idx"), "commendation", ["canonical_number"], unique=False
    )
    op.create_index(
        op.f("commendation_city_decided_on_id_idx"),
        "commendation",
        ["city", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("commendation_city_state_decided_on_id_idx"),
        "commendation",
        ["city", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("commendation_county_decided_on_id_idx"),
        "commendation",
        ["county", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("commendation_county_state_decided_on_id_idx"),
        "commendation",
        ["county", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("commendation_decided_on_id_idx"), "commendation", ["decided_on", "id"], unique=False
    )
    op.create_index(
        op.f("commendation_found_under_state_decided_on_id_idx"),
        "commendation",
        ["found_under", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(op.f("commendation_id_idx"), "commendation", ["id"], unique=False)
    op.create_index(
        op.f("commendation_next_level_check_due_on_id_idx"),
        "commendation",
        ["next_level", "check_due_on", "id"],
        unique=False,
        postgresql_where=sa.text("next_level IS NOT NULL"),
    )
    op.create_index(
        op.f("commendation_party_credit_code_idx"), "commendation", ["party_credit_code"], unique=False
    )
    op.create_index(
        op.f("commendation_party_name_opened_idx"), "commendation", ["party_name_opened"], unique=False
    )
    op.create_index(
        op.f("commendation_source_department_decided_on_id_idx"),
        "commendation",
        ["source_department", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("commendation_state_decided_on_id_idx"),
        "commendation",
        ["state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("commendation_subject_id_lineage_idx"),
        "commendation",
        ["subject_id", "lineage"],
        unique=False,
        postgresql_where=sa.text("lineage IS NOT NULL"),
    )
    op.create_index(
        op.f("commendation_subject_id_state_decided_on_id_idx"),
        "commendation",
        ["subject_id", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_table(
        "commitment",
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
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("subject_matter", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("content_redacted", sa.Text(), nullable=True),
        sa.Column("fulfilment", sa.Text(), nullable=True),
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
            ["authority_department"], ["department.code"], name=op.f("commitment_authority_department_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["source_department"], ["department.code"], name=op.f("commitment_source_department_fkey")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("commitment_subject_id_fkey")),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("commitment_pkey")),
        sa.UniqueConstraint(
            "subject_id",
            "source_department",
            "fingerprint",
            name=op.f("commitment_subject_id_source_department_fingerprint_key"),
        ),
        comment="信用承诺",
    )
    op.create_index(op.f("commitment_canonical_number_idx"), "commitment", ["canonical_number"], unique=False)
    op.create_index(
        op.f("commitment_city_decided_on_id_idx"), "commitment", ["city", "decided_on", "id"], unique=False
    )
    op.create_index(
        op.f("commitment_city_state_decided_on_id_idx"),
        "commitment",
        ["city", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("commitment_county_decided_on_id_idx"),
        "commitment",
        ["county", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("commitment_county_state_decided_on_id_idx"),
        "commitment",
        ["county", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(op.f("commitment_decided_on_id_idx"), "commitment", ["decided_on", "id"], unique=False)
    op.create_index(
        op.f("commitment_found_under_state_decided_on_id_idx"),
        "commitment",
        ["found_under", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(op.f("commitment_id_idx"), "commitment", ["id"], unique=False)
    op.create_index(
        op.f("commitment_next_level_check_due_on_id_idx"),
        "commitment",
        ["next_level", "check_due_on", "id"],
        unique=False,
        postgresql_where=sa.text("next_level IS NOT NULL"),
    )
    op.create_index(
        op.f("commitment_party_credit_code_idx"), "commitment", ["party_credit_code"], unique=False
    )
    op.create_index(
        op.f("commitment_party_name_opened_idx"), "commitment", ["party_name_opened"], unique=False
    )
    op.create_index(
        op.f("commitment_source_department_decided_on_id_idx"),
        "commitment",
        ["source_department", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("commitment_state_decided_on_id_idx"), "commitment", ["state", "decided_on", "id"], unique=False
    )
    op.create_index(
        op.f("commitment_subject_id_lineage_idx"),
        "commitment",
        ["subject_id", "lineage"],
        unique=False,
        postgresql_where=sa.text("lineage IS NOT NULL"),
    )
    op.create_index(
        op.f("commitment_subject_id_state_decided_on_id_idx"),
        "commitment",
        ["subject_id", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_table(
        "evaluation",
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
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("system", sa.Text(), nullable=True),
        sa.Column("evaluator", sa.Text(), nullable=True),
        sa.Column("period_from", sa.Date(), nullable=True),
        sa.Column("period_until", sa.Date(), nullable=True),
        sa.Column("score", sa.Numeric(precision=10, scale=4), nullable=True),
        sa.Column("grade", sa.Text(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("summary_redacted", sa.Text(), nullable=True),
        sa.Column("indicators", sa.Text(), nullable=True),
        sa.Column("used_for", postgresql.ARRAY(sa.Text()), nullable=True),
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
            ["authority_department"], ["department.code"], name=op.f("evaluation_authority_department_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["source_department"], ["department.code"], name=op.f("evaluation_source_department_fkey")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("evaluation_subject_id_fkey")),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("evaluation_pkey")),
        sa.UniqueConstraint(
            "subject_id",
            "source_department",
            "fingerprint",
            name=op.f("evaluation_subject_id_source_department_fingerprint_key"),
        ),
        comment="信用评价",
    )
    op.create_index(op.f("evaluation_canonical_number_idx"), "evaluation", ["canonical_number"], unique=False)
    op.create_index(
        op.f("evaluation_city_decided_on_id_idx"), "evaluation", ["city", "decided_on", "id"], unique=False
    )
    op.create_index(
        op.f("evaluation_city_state_decided_on_id_idx"),
        "evaluation",
        ["city", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("evaluation_county_decided_on_id_idx"),
        "evaluation",
        ["county", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("evaluation_county_state_decided_on_id_idx"),
        "evaluation",
        ["county", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(op.f("evaluation_decided_on_id_idx"), "evaluation", ["decided_on", "id"], unique=False)
    op.create_index(
        op.f("evaluation_found_under_state_decided_on_id_idx"),
        "evaluation",
        ["found_under", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(op.f("evaluation_id_idx"), "evaluation", ["id"], unique=False)
    op.create_index(
        op.f("evaluation_next_level_check_due_on_id_idx"),
        "evaluation",
        ["next_level", "check_due_on", "id"],
        unique=False,
        postgresql_where=sa.text("next_level IS NOT NULL"),
    )
    op.create_index(
        op.f("evaluation_party_credit_code_idx"), "evaluation", ["party_credit_code"], unique=False
    )
    op.create_index(
        op.f("evaluation_party_name_opened_idx"), "evaluation", ["party_name_opened"], unique=False
    )
    op.create_index(
        op.f("evaluation_source_department_decided_on_id_idx"),
        "evaluation",
        ["source_department", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("evaluation_state_decided_on_id_idx"), "evaluation", ["state", "decided_on", "id"], unique=False
    )
    op.create_index(
        op.f("evaluation_subject_id_lineage_idx"),
        "evaluation",
        ["subject_id", "lineage"],
        unique=False,
        postgresql_where=sa.text("lineage IS NOT NULL"),
    )
    op.create_index(
        op.f("evaluation_subject_id_state_decided_on_id_idx"),
        "evaluation",
        ["subject_id", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_table(
        "serious_violation",
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
        sa.Column("listing", sa.Text(), nullable=True),
        sa.Column("conduct", sa.Text(), nullable=True),
        sa.Column("conduct_redacted", sa.Text(), nullable=True),
        sa.Column("grounds", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("outcome_redacted", sa.Text(), nullable=True),
        sa.Column("reporting_authority", sa.Text(), nullable=True),
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
            name=op.f("serious_violation_authority_department_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["source_department"], ["department.code"], name=op.f("serious_violation_source_department_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("serious_violation_subject_id_fkey")
        ),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("serious_violation_pkey")),
        sa.UniqueConstraint(
            "subject_id",
            "source_department",
            "fingerprint",
            name=op.f("serious_violation_subject_id_source_department_fingerprint_key"),
        ),
        comment="严重失信主体名单",
    )
    op.create_index(
        op.f("serious_violation_canonical_number_idx"),
        "serious_violation",
        ["canonical_number"],
        unique=False,
    )
    op.create_index(
        op.f("serious_violation_city_decided_on_id_idx"),
        "serious_violation",
        ["city", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("serious_violation_city_state_decided_on_id_idx"),
        "serious_violation",
        ["city", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("serious_violation_county_decided_on_id_idx"),
        "serious_violation",
        ["county", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("serious_violation_county_state_decided_on_id_idx"),
        "serious_violation",
        ["county", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("serious_violation_decided_on_id_idx"), "serious_violation", ["decided_on", "id"], unique=False
    )
    op.create_index(
        op.f("serious_violation_found_under_state_decided_on_id_idx"),
        "serious_violation",
        ["found_under", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(op.f("serious_violation_id_idx"), "serious_violation", ["id"], unique=False)
    op.create_index(
        op.f("serious_violation_next_level_check_due_on_id_idx"),
        "serious_violation",
        ["next_level", "check_due_on", "id"],
        unique=False,
        postgresql_where=sa.text("next_level IS NOT NULL"),
    )
    op.create_index(
        op.f("serious_violation_party_credit_code_idx"),
        "serious_violation",
        ["party_credit_code"],
        unique=False,
    )
    op.create_index(
        op.f("serious_violation_party_name_opened_idx"),
        "serious_violation",
        ["party_name_opened"],
        unique=False,
    )
    op.create_index(
        op.f("serious_violation_source_department_decided_on_id_idx"),
        "serious_violation",
        ["source_department", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("serious_violation_state_decided_on_id_idx"),
        "serious_violation",
        ["state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("serious_violation_subject_id_lineage_idx"),
        "serious_violation",
        ["subject_id", "lineage"],
        unique=False,
        postgresql_where=sa.text("lineage IS NOT NULL"),
    )
    op.create_index(
        op.f("serious_violation_subject_id_state_decided_on_id_idx"),
        "serious_violation",
        ["subject_id", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_table(
        "tax_violation",
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
        sa.Column("nature", sa.Text(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=True),
        sa.Column("facts_redacted", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("outcome_redacted", sa.Text(), nullable=True),
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
            name=op.f("tax_violation_authority_department_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["source_department"], ["department.code"], name=op.f("tax_violation_source_department_fkey")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("tax_violation_subject_id_fkey")),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("tax_violation_pkey")),
        sa.UniqueConstraint(
            "subject_id",
            "source_department",
            "fingerprint",
            name=op.f("tax_violation_subject_id_source_department_fingerprint_key"),
        ),
        comment="重大税收违法案件",
    )
    op.create_index(
        op.f("tax_violation_canonical_number_idx"), "tax_violation", ["canonical_number"], unique=False
    )
    op.create_index(
        op.f("tax_violation_city_decided_on_id_idx"),
        "tax_violation",
        ["city", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("tax_violation_city_state_decided_on_id_idx"),
        "tax_violation",
        ["city", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("tax_violation_county_decided_on_id_idx"),
        "tax_violation",
        ["county", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("tax_violation_county_state_decided_on_id_idx"),
        "tax_violation",
        ["county", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("tax_violation_decided_on_id_idx"), "tax_violation", ["decided_on", "id"], unique=False
    )
    op.create_index(
        op.f("tax_violation_found_under_state_decided_on_id_idx"),
        "tax_violation",
        ["found_under", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(op.f("tax_violation_id_idx"), "tax_violation", ["id"], unique=False)
    op.create_index(
        op.f("tax_violation_next_level_check_due_on_id_idx"),
        "tax_violation",
        ["next_level", "check_due_on", "id"],
        unique=False,
        postgresql_where=sa.text("next_level IS NOT NULL"),
    )
    op.create_index(
        op.f("tax_violation_party_credit_code_idx"), "tax_violation", ["party_credit_code"], unique=False
    )
    op.create_index(
        op.f("tax_violation_party_name_opened_idx"), "tax_violation", ["party_name_opened"], unique=False
    )
    op.create_index(
        op.f("tax_violation_source_department_decided_on_id_idx"),
        "tax_violation",
        ["source_department", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("tax_violation_state_decided_on_id_idx"),
        "tax_violation",
        ["state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("tax_violation_subject_id_lineage_idx"),
        "tax_violation",
        ["subject_id", "lineage"],
        unique=False,
        postgresql_where=sa.text("lineage IS NOT NULL"),
    )
    op.create_index(
        op.f("tax_violation_subject_id_state_decided_on_id_idx"),
        "tax_violation",
        ["subject_id", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_table(
        "abnormal_operation_person",
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
        sa.ForeignKeyConstraint(
            ["subject_id", "id"],
            ["abnormal_operation.subject_id", "abnormal_operation.id"],
            name=op.f("abnormal_operation_person_subject_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("abnormal_operation_person_pkey")),
        comment="经营异常名录（个人信息）",
    )
    op.create_table(
        "commendation_person",
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
        sa.ForeignKeyConstraint(
            ["subject_id", "id"],
            ["commendation.subject_id", "commendation.id"],
            name=op.f("commendation_person_subject_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("commendation_person_pkey")),
        comment="守信激励（个人信息）",
    )
    op.create_table(
        "commitment_person",
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
        sa.ForeignKeyConstraint(
            ["subject_id", "id"],
            ["commitment.subject_id", "commitment.id"],
            name=op.f("commitment_person_subject_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("commitment_person_pkey")),
        comment="信用承诺（个人信息）",
    )
    op.create_table(
        "evaluation_person",
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
        sa.ForeignKeyConstraint(
            ["subject_id", "id"],
            ["evaluation.subject_id", "evaluation.id"],
            name=op.f("evaluation_person_subject_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("evaluation_person_pkey")),
        comment="信用评价（个人信息）",
    )
    op.create_table(
        "serious_violation_person",
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
        sa.ForeignKeyConstraint(
            ["subject_id", "id"],
            ["serious_violation.subject_id", "serious_violation.id"],
            name=op.f("serious_violation_person_subject_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("serious_violation_person_pkey")),
        comment="严重失信主体名单（个人信息）",
    )
    op.create_table(
        "tax_violation_person",
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
        sa.ForeignKeyConstraint(
            ["subject_id", "id"],
            ["tax_violation.subject_id", "tax_violation.id"],
            name=op.f("tax_violation_person_subject_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("tax_violation_person_pkey")),
        comment="重大税收违法案件（个人信息）",
    )
