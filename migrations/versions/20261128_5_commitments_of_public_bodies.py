"""Commitments of public bodies, and who answered for them."""

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
        "responsible_person",
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("responsible_person_pkey")),
        comment="历任责任人",
    )
    op.create_index(
        op.f("responsible_person_subject_id_case_id_idx"),
        "responsible_person",
        ["subject_id", "case_id"],
        unique=False,
    )
    op.create_table(
        "responsible_person_person",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("post", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["subject_id", "id"],
            ["responsible_person.subject_id", "responsible_person.id"],
            name=op.f("responsible_person_person_subject_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("responsible_person_person_pkey")),
        comment="历任责任人（个人信息）",
    )
    op.create_table(
        "government_commitment",
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
        sa.Column("domain", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("content_redacted", sa.Text(), nullable=True),
        sa.Column("promised_until", sa.Date(), nullable=True),
        sa.Column("beneficiary_code", sa.Text(), nullable=True),
        sa.Column("counterparty", sa.Text(), nullable=True),
        sa.Column("amount", sa.Numeric(precision=18, scale=6), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("confirmation", sa.Text(), nullable=True),
        sa.Column("fulfilled_on", sa.Date(), nullable=True),
        sa.Column("change_reason", sa.Text(), nullable=True),
        sa.Column("change_authority", sa.Text(), nullable=True),
        sa.Column("change_procedure", sa.Text(), nullable=True),
        sa.Column("compensation", sa.Text(), nullable=True),
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
            name=op.f("government_commitment_source_department_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("government_commitment_subject_id_fkey")
        ),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("government_commitment_pkey")),
        comment="政府承诺",
    )
    op.create_index(
        op.f("government_commitment_city_filed_on_id_idx"),
        "government_commitment",
        ["city", "filed_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("government_commitment_county_filed_on_id_idx"),
        "government_commitment",
        ["county", "filed_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("government_commitment_due_on_idx"),
        "government_commitment",
        ["due_on"],
        unique=False,
        postgresql_where=sa.text("due_on IS NOT NULL"),
    )
    op.create_index(
        op.f("government_commitment_filed_on_id_idx"),
        "government_commitment",
        ["filed_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("government_commitment_filer_id_idx"),
        "government_commitment",
        ["filer_id"],
        unique=False,
        postgresql_where=sa.text("filer_id IS NOT NULL"),
    )
    op.create_index(op.f("government_commitment_id_idx"), "government_commitment", ["id"], unique=False)
    op.create_index(
        op.f("government_commitment_number_idx"), "government_commitment", ["number"], unique=False
    )
    op.create_index(
        op.f("government_commitment_reckoned_by_idx"),
        "government_commitment",
        ["reckoned_by"],
        unique=False,
        postgresql_where=sa.text("closed_on IS NULL"),
    )
    op.create_index(
        op.f("government_commitment_source_department_filed_on_id_idx"),
        "government_commitment",
        ["source_department", "filed_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("government_commitment_subject_id_record_id_idx"),
        "government_commitment",
        ["subject_id", "record_id"],
        unique=False,
    )
    op.create_table(
        "government_commitment_person",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("responsible_person", sa.Text(), nullable=True),
        sa.Column("responsible_post", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["subject_id", "id"],
            ["government_commitment.subject_id", "government_commitment.id"],
            name=op.f("government_commitment_person_subject_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("government_commitment_person_pkey")),
        comment="政府承诺（个人信息）",
    )
