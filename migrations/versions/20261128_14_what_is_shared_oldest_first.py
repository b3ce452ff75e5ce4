"""what is shared, oldest first."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_14"
down_revision = "20261128_13"
branch_labels = None
depends_on = None


RECORDS = (
    *("abnormal_operation", "commendation", "commitment", "dishonesty_record", "evaluation", "judgment_debtor", "licence", "penalty"),
    *("serious_violation", "tax_violation", "training_record"),
)  # fmt: skip


def upgrade() -> None:
    given = sa.text("state IN ('SHARED', 'PUBLISHED')")
    for table in RECORDS:
        op.create_index(f"{table}_given_idx", table, ["decided_on", "id"], postgresql_where=given)
