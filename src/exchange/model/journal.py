"""What happened: the change log, the audit entries of writing, the access entries of reading.

`change` is outbox, feed and warning input at once; its readers go by snapshot visibility (`xid < pg_snapshot_xmin(...)`), so `xid`
is stored. `audit_entry` is one move or access change, written in the same transaction as the row it moved. `access_entry` is one
reading statement that touched personal or confidential fields in clear; it holds who, why and which fields, never a value.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

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

access_change = sa.Table(
    "access_change",
    metadata,
    sa.Column("id", sa.BigInteger(), sa.Identity(always=True), primary_key=True),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("actor", sa.Text(), nullable=False),
    sa.Column("what", sa.Text(), nullable=False),
    sa.Column("target", sa.Text(), nullable=False),
    sa.Column("detail", JSONB(), nullable=False),
    comment="审计记录（授权）",
)

access_entry = sa.Table(
    "access_entry",
    metadata,
    sa.Column("id", sa.BigInteger(), sa.Identity(always=True), primary_key=True),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("actor", sa.Text(), nullable=False),
    sa.Column("client", sa.Text()),
    sa.Column("department", sa.Text()),
    sa.Column("purpose", sa.Text()),
    sa.Column("agreement", sa.Uuid()),
    sa.Column("discipline_case", sa.Text()),
    sa.Column("subjects", ARRAY(sa.Uuid()), nullable=False),
    sa.Column("fields", ARRAY(sa.Text()), nullable=False),
    sa.Column("policy", sa.Text(), nullable=False),
    sa.Index(None, "at"),
    sa.Index(None, "subjects", postgresql_using="gin"),
    comment="访问记录（读）",
)
