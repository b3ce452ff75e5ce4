"""what counts are read from, and who still holds what was withdrawn."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_11"
down_revision = "20261128_10"
branch_labels = None
depends_on = None

SEEN = (
    "subject_id", "province", "city", "county", "region", "source_department", "publish_from", "publish_until", "publication_basis",
    "decided_on", "check_due_on",
)  # fmt: skip
COMMON = ("disputed", "late", "next_level", "party_type", "severity")
OWN = {
    "abnormal_operation": ("reason",),
    "commendation": ("kind",),
    "commitment": ("fulfilment", "kind"),
    "dishonesty_record": ("area", "finality", "misconduct", "source_kind"),
    "evaluation": ("kind", "used_for"),
    "judgment_debtor": ("conduct", "performance"),
    "licence": ("kind",),
    "penalty": ("kind",),
    "serious_violation": ("listing",),
    "tax_violation": ("nature",),
    "training_record": ("outcome",),
}


def upgrade() -> None:
    for table, own in OWN.items():
        included = [*SEEN, *sorted((*COMMON, *own))]
        op.create_index(f"{table}_counted_idx", table, ["natural", "state"], postgresql_include=included)
    op.add_column("share", sa.Column("still_held", sa.Boolean(), server_default="false", nullable=False))
    op.add_column("share", sa.Column("removed_on", sa.Date(), nullable=True))
    op.execute("UPDATE share SET still_held = true WHERE change = 'GONE'")
    op.create_index(
        op.f("share_remove_due_on_id_idx"),
        "share",
        ["remove_due_on", "id"],
        unique=False,
        postgresql_where=sa.text("still_held"),
    )
