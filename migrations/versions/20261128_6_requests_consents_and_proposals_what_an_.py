"""Requests, consents and proposals; what an agreement is narrowed to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261128_6"
down_revision = "20261128_5"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "proposal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("provider", sa.Text(), nullable=True),
        sa.Column("what", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("province", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("county", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["provider"], ["department.code"], name=op.f("proposal_provider_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("proposal_pkey")),
        comment="复核事项",
    )
    op.create_index(
        op.f("proposal_state_kind_target_idx"), "proposal", ["state", "kind", "target"], unique=False
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("legal_basis", sa.Text(), nullable=False),
        sa.Column("items", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("max_uses", sa.Integer(), nullable=True),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("agreement", sa.Uuid(), nullable=True),
        sa.Column("region", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["agreement"], ["agreement.id"], name=op.f("consent_agreement_fkey")),
        sa.ForeignKeyConstraint(["department"], ["department.code"], name=op.f("consent_department_fkey")),
        sa.ForeignKeyConstraint(["region"], ["division.code"], name=op.f("consent_region_fkey")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("consent_subject_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("consent_pkey")),
        comment="授权查询",
    )
    op.create_table(
        "share_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("legal_basis", sa.Text(), nullable=False),
        sa.Column("items", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("field_names", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.Column("kinds", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("max_uses", sa.Integer(), nullable=True),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("extended", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("law", sa.Text(), nullable=True),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("agreement", sa.Uuid(), nullable=True),
        sa.Column("province", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("county", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["agreement"], ["agreement.id"], name=op.f("share_request_agreement_fkey")),
        sa.ForeignKeyConstraint(
            ["department"], ["department.code"], name=op.f("share_request_department_fkey")
        ),
        sa.ForeignKeyConstraint(["provider"], ["department.code"], name=op.f("share_request_provider_fkey")),
        sa.ForeignKeyConstraint(["region"], ["division.code"], name=op.f("share_request_region_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("share_request_pkey")),
        comment="共享申请",
    )
    op.add_column("agreement", sa.Column("field_names", postgresql.ARRAY(sa.Text()), nullable=True))
    op.add_column("agreement", sa.Column("max_uses", sa.Integer(), nullable=True))
    op.add_column("agreement", sa.Column("uses", sa.Integer(), server_default="0", nullable=False))
    op.add_column("agreement", sa.Column("provider", sa.Text(), nullable=True))
    op.add_column("agreement", sa.Column("subject_id", sa.Uuid(), nullable=True))
    op.add_column("agreement", sa.Column("province", sa.Text(), nullable=True))
    op.add_column("agreement", sa.Column("city", sa.Text(), nullable=True))
    op.add_column("agreement", sa.Column("county", sa.Text(), nullable=True))
    op.create_foreign_key(op.f("agreement_provider_fkey"), "agreement", "department", ["provider"], ["code"])
    op.create_foreign_key(op.f("agreement_subject_id_fkey"), "agreement", "subject", ["subject_id"], ["id"])
    op.create_check_constraint(op.f("agreement_uses_check"), "agreement", "uses <= max_uses")
    # For the lists of keepers only: what an agreement covers goes by its region.
    op.execute("""
        UPDATE agreement SET province = left(region, 2) || '0000',
               city = CASE WHEN right(region, 4) <> '0000' THEN left(region, 4) || '00' END,
               county = CASE WHEN right(region, 2) <> '00' THEN region END
    """)
