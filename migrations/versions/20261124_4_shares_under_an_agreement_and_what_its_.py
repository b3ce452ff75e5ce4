"""Shares under an agreement, and what its extract is about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261124_4"
down_revision = "20261124_3"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "share",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("agreement", sa.Uuid(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("source_department", sa.Text(), nullable=True),
        sa.Column("digest", sa.LargeBinary(), nullable=True),
        sa.Column("province", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("county", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("share_subject_id_fkey")),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("share_pkey")),
        sa.UniqueConstraint(
            "subject_id",
            "agreement",
            "client",
            "record_id",
            name=op.f("share_subject_id_agreement_client_record_id_key"),
        ),
        comment="共享记录",
    )
    op.create_index(
        op.f("share_agreement_client_number_id_idx"),
        "share",
        ["agreement", "client", "number", "id"],
        unique=False,
    )
    op.create_index(
        op.f("share_source_department_number_id_idx"),
        "share",
        ["source_department", "number", "id"],
        unique=False,
    )
    op.create_table(
        "share_position",
        sa.Column("agreement", sa.Uuid(), nullable=False),
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("xid", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sight", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("agreement", "client", name=op.f("share_position_pkey")),
        comment="共享进度",
    )
    op.add_column(
        "agreement", sa.Column("kinds", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False)
    )
