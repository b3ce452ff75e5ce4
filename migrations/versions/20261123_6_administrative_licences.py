"""Administrative licences."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261123_6"
down_revision = "20261123_5"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "licence",
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
        sa.Column("decision_title", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("certificate_name", sa.Text(), nullable=True),
        sa.Column("certificate_number", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
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
        sa.ForeignKeyConstraint(
            ["authority_department"], ["department.code"], name=op.f("licence_authority_department_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["source_department"], ["department.code"], name=op.f("licence_source_department_fkey")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("licence_subject_id_fkey")),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("licence_pkey")),
        sa.UniqueConstraint(
            "subject_id",
            "source_department",
            "fingerprint",
            name=op.f("licence_subject_id_source_department_fingerprint_key"),
        ),
        comment="行政许可",
    )
    op.create_index(op.f("licence_canonical_number_idx"), "licence", ["canonical_number"], unique=False)
    op.create_index(
        op.f("licence_city_decided_on_id_idx"), "licence", ["city", "decided_on", "id"], unique=False
    )
    op.create_index(
        op.f("licence_city_state_decided_on_id_idx"),
        "licence",
        ["city", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("licence_county_decided_on_id_idx"), "licence", ["county", "decided_on", "id"], unique=False
    )
    op.create_index(
        op.f("licence_county_state_decided_on_id_idx"),
        "licence",
        ["county", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(op.f("licence_decided_on_id_idx"), "licence", ["decided_on", "id"], unique=False)
    op.create_index(op.f("licence_id_idx"), "licence", ["id"], unique=False)
    op.create_index(op.f("licence_party_credit_code_idx"), "licence", ["party_credit_code"], unique=False)
    op.create_index(op.f("licence_party_name_opened_idx"), "licence", ["party_name_opened"], unique=False)
    op.create_index(
        op.f("licence_source_department_decided_on_id_idx"),
        "licence",
        ["source_department", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("licence_state_decided_on_id_idx"), "licence", ["state", "decided_on", "id"], unique=False
    )
    op.create_index(
        op.f("licence_subject_id_state_decided_on_id_idx"),
        "licence",
        ["subject_id", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_table(
        "licence_person",
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
            ["licence.subject_id", "licence.id"],
            name=op.f("licence_person_subject_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("licence_person_pkey")),
        comment="行政许可（个人信息）",
    )
