"""Lists in order for whoever sees several states."""

from __future__ import annotations

from alembic import op

revision = "20261123_5"
down_revision = "20261123_4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        op.f("dishonesty_record_city_decided_on_id_idx"),
        "dishonesty_record",
        ["city", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("dishonesty_record_county_decided_on_id_idx"),
        "dishonesty_record",
        ["county", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("dishonesty_record_decided_on_id_idx"), "dishonesty_record", ["decided_on", "id"], unique=False
    )
    op.create_index(
        op.f("penalty_city_decided_on_id_idx"), "penalty", ["city", "decided_on", "id"], unique=False
    )
    op.create_index(
        op.f("penalty_county_decided_on_id_idx"), "penalty", ["county", "decided_on", "id"], unique=False
    )
    op.create_index(op.f("penalty_decided_on_id_idx"), "penalty", ["decided_on", "id"], unique=False)
