"""Judgment debtors."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261123_10"
down_revision = "20261123_9"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "judgment_debtor",
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
        sa.Column("party_organisation_code", sa.Text(), nullable=True),
        sa.Column("legal_representative", sa.Text(), nullable=True),
        sa.Column("legal_representative_surname", sa.Text(), nullable=True),
        sa.Column("sex_opened", sa.Text(), nullable=True),
        sa.Column("age_opened", sa.Integer(), nullable=True),
        sa.Column("person_id_number_opened", sa.Text(), nullable=True),
        sa.Column("basis_number", sa.Text(), nullable=True),
        sa.Column("basis_authority", sa.Text(), nullable=True),
        sa.Column("duty", sa.Text(), nullable=True),
        sa.Column("duty_redacted", sa.Text(), nullable=True),
        sa.Column("performance", sa.Text(), nullable=True),
        sa.Column("performed_part", sa.Text(), nullable=True),
        sa.Column("performed_part_redacted", sa.Text(), nullable=True),
        sa.Column("unperformed_part", sa.Text(), nullable=True),
        sa.Column("unperformed_part_redacted", sa.Text(), nullable=True),
        sa.Column("conduct", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.Column("listed_on", sa.Date(), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("natural", sa.Boolean(), nullable=False),
        sa.Column("province", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("county", sa.Text(), nullable=True),
        sa.Column("source_department", sa.Text(), nullable=False),
        sa.Column("authority_department", sa.Text(), nullable=True),
        sa.Column("submitted_by", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("lineage", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["authority_department"],
            ["department.code"],
            name=op.f("judgment_debtor_authority_department_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["source_department"], ["department.code"], name=op.f("judgment_debtor_source_department_fkey")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("judgment_debtor_subject_id_fkey")),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("judgment_debtor_pkey")),
        sa.UniqueConstraint(
            "subject_id",
            "source_department",
            "fingerprint",
            name=op.f("judgment_debtor_subject_id_source_department_fingerprint_key"),
        ),
        comment="失信被执行人",
    )
    op.create_index(
        op.f("judgment_debtor_canonical_number_idx"), "judgment_debtor", ["canonical_number"], unique=False
    )
    op.create_index(
        op.f("judgment_debtor_city_decided_on_id_idx"),
        "judgment_debtor",
        ["city", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("judgment_debtor_city_state_decided_on_id_idx"),
        "judgment_debtor",
        ["city", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("judgment_debtor_county_decided_on_id_idx"),
        "judgment_debtor",
        ["county", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("judgment_debtor_county_state_decided_on_id_idx"),
        "judgment_debtor",
        ["county", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("judgment_debtor_decided_on_id_idx"), "judgment_debtor", ["decided_on", "id"], unique=False
    )
    op.create_index(op.f("judgment_debtor_id_idx"), "judgment_debtor", ["id"], unique=False)
    op.create_index(
        op.f("judgment_debtor_next_level_check_due_on_id_idx"),
        "judgment_debtor",
        ["next_level", "check_due_on", "id"],
        unique=False,
        postgresql_where=sa.text("next_level IS NOT NULL"),
    )
    op.create_index(
        op.f("judgment_debtor_party_credit_code_idx"), "judgment_debtor", ["party_credit_code"], unique=False
    )
    op.create_index(
        op.f("judgment_debtor_party_name_opened_idx"), "judgment_debtor", ["party_name_opened"], unique=False
    )
    op.create_index(
        op.f("judgment_debtor_source_department_decided_on_id_idx"),
        "judgment_debtor",
        ["source_department", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("judgment_debtor_state_decided_on_id_idx"),
        "judgment_debtor",
        ["state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("judgment_debtor_subject_id_lineage_idx"),
        "judgment_debtor",
        ["subject_id", "lineage"],
        unique=False,
        postgresql_where=sa.text("lineage IS NOT NULL"),
    )
    op.create_index(
        op.f("judgment_debtor_subject_id_state_decided_on_id_idx"),
        "judgment_debtor",
        ["subject_id", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_table(
        "judgment_debtor_person",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("party_name", sa.Text(), nullable=True),
        sa.Column("party_name_surname", sa.Text(), nullable=True),
        sa.Column("sex", sa.Text(), nullable=True),
        sa.Column("age", sa.Integer(), nullable=True),
        sa.Column("person_id_type", sa.Text(), nullable=True),
        sa.Column("person_id_number", sa.Text(), nullable=True),
        sa.Column("person_id_number_court_number", sa.Text(), nullable=True),
        sa.Column("person_id_number_id_number", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["subject_id", "id"],
            ["judgment_debtor.subject_id", "judgment_debtor.id"],
            name=op.f("judgment_debtor_person_subject_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("judgment_debtor_person_pkey")),
        comment="失信被执行人（个人信息）",
    )
