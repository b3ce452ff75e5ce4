"""The levels still to come on a record's way, and whether a level checked it late."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261124_3"
down_revision = "20261124_2"
branch_labels = None
depends_on = None

RECORDS = (
    *("abnormal_operation", "commendation", "commitment", "dishonesty_record", "evaluation", "judgment_debtor", "licence", "penalty"),
    *("serious_violation", "tax_violation"),
)  # fmt: skip
AHEAD = {"COUNTY": "{COUNTY,CITY,PROVINCE}", "CITY": "{CITY,PROVINCE}", "PROVINCE": "{PROVINCE}"}


def upgrade() -> None:
    listed = postgresql.ARRAY(sa.Text())
    for table in RECORDS:
        op.add_column(table, sa.Column("levels_to_come", listed, nullable=True))
        one = sa.table(table, sa.column("levels_to_come"), sa.column("next_level"))
        ahead = sa.case(AHEAD, value=one.c.next_level)
        waits = one.c.next_level.is_not(None)
        op.execute(sa.update(one).where(waits).values(levels_to_come=sa.cast(ahead, listed)))
    op.add_column("level_check", sa.Column("late", sa.Boolean(), server_default="false", nullable=False))
    check = sa.table("level_check", sa.column("late"), sa.column("checked_on"), sa.column("due_on"))
    op.execute(sa.update(check).where(check.c.checked_on > check.c.due_on).values(late=True))
