"""What happened: the change log, and the audit entries of writing.

`change` is outbox, feed and warning input at once; its readers go by snapshot visibility (`xid < pg_snapshot_xmin(...)`), so `xid`
is stored. `audit_entry` is one move, written in the same transaction as the row it moved. What was read, and what changed in access, are
journals with modules of their own (`access_entry`, `access_change`).
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import INT8MULTIRANGE

from exchange.model.item import metadata
from exchange.model.timeline_entry import TimelineEntry

change = sa.Table(
    "change",
    metadata,
    sa.Column("subject_id", sa.Uuid(), nullable=False),
    sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column(
        "xid", sa.BigInteger(), nullable=False, server_default=sa.text("pg_current_xact_id()::text::bigint")
    ),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("item", sa.Text(), nullable=False),
    sa.Column("record_id", sa.Uuid(), nullable=False),
    sa.Column("move", sa.Text(), nullable=False),
    sa.Column("state", sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint("subject_id", "id"),
    sa.Index(None, "xid", "id"),
    comment="变更日志",
)

log_position = sa.Table(
    "log_position",
    metadata,
    sa.Column("reader", sa.Text(), primary_key=True),
    sa.Column("xid", sa.BigInteger(), nullable=False),
    sa.Column("line", sa.BigInteger(), nullable=False),
    comment="变更日志读取进度",
)
"""How far each reader of the change log inside the exchange has come."""

audit_entry = TimelineEntry.table

journal_seal = sa.Table(
    "journal_seal",
    metadata,
    sa.Column("journal", sa.Text(), primary_key=True),
    sa.Column("number", sa.BigInteger(), primary_key=True),
    sa.Column("lines", INT8MULTIRANGE(), nullable=False),
    sa.Column("amount", sa.BigInteger(), nullable=False),
    sa.Column("digest", sa.LargeBinary(), nullable=False),
    sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
    comment="审计记录封存",
)
"""The chain that journals are sealed by (`grants.seals`): which lines, by their numbers, and the digest of them and of the seal before."""
