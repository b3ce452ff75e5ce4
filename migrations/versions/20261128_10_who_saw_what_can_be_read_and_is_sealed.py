"""Who saw what, and who changed access, can be read and is sealed; what is held tells its last use.

A line gets a random id, as everything that goes outside; its number stays inside, and puts the lines in the order of the chain.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261128_10"
down_revision = "20261128_9"
branch_labels = None
depends_on = None

LEVELS = ("province", "city", "county")


def upgrade() -> None:
    for journal in ("access_change", "access_entry"):
        random = sa.Column("line", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False)
        op.add_column(journal, random)
    op.create_index(op.f("access_change_at_idx"), "access_change", ["at"])
    op.create_index(op.f("access_change_target_at_idx"), "access_change", ["target", "at"])
    op.add_column("access_change", sa.Column("department", sa.Text()))
    _entries()
    _accounts()
    op.add_column("agreement", sa.Column("last_used_on", sa.Date()))
    op.create_table(
        "journal_seal",
        sa.Column("journal", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("lines", postgresql.INT8MULTIRANGE(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("journal", "number", name=op.f("journal_seal_pkey")),
        comment="审计记录封存",
    )
    _held()


def _entries() -> None:
    """Where those who read worked is not known of old entries, so the province's auditors see them."""
    op.add_column(
        "access_entry", sa.Column("subject_count", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column(
        "access_entry",
        sa.Column("told_on", sa.Date(), server_default=sa.text("CURRENT_DATE"), nullable=False),
    )
    for level in LEVELS:
        op.add_column("access_entry", sa.Column(level, sa.Text()))
    op.create_index(op.f("access_entry_department_at_idx"), "access_entry", ["department", "at"])
    op.execute(
        "UPDATE access_entry SET subject_count = cardinality(subjects),"
        " told_on = (at AT TIME ZONE 'Asia/Shanghai')::date + CASE WHEN discipline_case IS NULL THEN 0 ELSE 180 END"
    )


def _accounts() -> None:
    op.add_column("account", sa.Column("factor", sa.Boolean(), server_default="false", nullable=False))
    op.add_column("account", sa.Column("last_signed_in_at", sa.DateTime(timezone=True)))
    op.execute(
        "UPDATE account SET"
        " factor = EXISTS (SELECT FROM account_secret s WHERE s.login = account.login AND s.factor_key IS NOT NULL),"
        " last_signed_in_at = (SELECT max(at) FROM access_change c WHERE c.what = 'account.sign_in' AND c.target = account.login)"
    )
    op.execute(
        "UPDATE access_change SET department = coalesce("
        "(SELECT department FROM client WHERE client.id = target), (SELECT department FROM account WHERE login = target),"
        " detail->>'department',"
        " (SELECT department FROM client WHERE client.id = actor), (SELECT department FROM account WHERE login = actor))"
    )
    op.add_column("client", sa.Column("living", sa.Boolean(), server_default="true", nullable=False))
    op.execute("UPDATE client SET living = revoked_at IS NULL")


def _held() -> None:
    """What clients hold, as given on the day of this change: nothing is known of uses before. Of people it is told from their next change on."""
    op.create_table(
        "held_scope",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("last_used_on", sa.Date()),
        sa.Column("idle_since", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("held_scope_pkey")),
        sa.UniqueConstraint("holder", "scope", name=op.f("held_scope_holder_scope_key")),
        comment="持有权限",
    )
    op.create_index(op.f("held_scope_idle_since_id_idx"), "held_scope", ["idle_since", "id"])
    op.execute(
        "INSERT INTO held_scope (id, holder, scope, given_on, idle_since)"
        " SELECT gen_random_uuid(), client.id, scope, CURRENT_DATE, CURRENT_DATE FROM client, unnest(scopes) scope"
        " WHERE revoked_at IS NULL"
    )
