"""The day on which what everybody sees of a record last changed; news first by an index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261124_1"
down_revision = "20261123_14"
branch_labels = None
depends_on = None

RECORDS = (
    *("abnormal_operation", "commendation", "commitment", "dishonesty_record", "evaluation", "judgment_debtor", "licence", "penalty"),
    *("serious_violation", "tax_violation"),
)  # fmt: skip


def upgrade() -> None:
    for table in RECORDS:
        op.add_column(table, sa.Column("last_updated", sa.Date(), nullable=True))
        op.create_index(
            f"{table}_newest_idx",
            table,
            ["state", sa.literal_column("last_updated DESC NULLS LAST"), sa.literal_column("id DESC")],
            unique=False,
        )
        # What was kept so far tells of the publication; a later mark of dispute is not looked for.
        one = sa.table(table, sa.column("last_updated"), sa.column("publish_from"))
        op.execute(sa.update(one).values(last_updated=one.c.publish_from))
