"""The records about natural persons as they stood on one day: what counts of persons are taken from (`records.headcount`).

The columns that row rules go by, and the day of the decision, by which persons are grouped. No value about a person but its id.
"""

from __future__ import annotations

import sqlalchemy as sa

from exchange.model.item import metadata
from exchange.model.lead import lead

counted_person = sa.Table(
    "counted_person",
    metadata,
    *(sa.Column(one.name, one.type, nullable=one.nullable) for one in lead.c),
    sa.Column("decided_on", sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint("subject_id", "id"),
    sa.Index(None, "item", "decided_on", "county"),
    comment="自然人统计基准",
)

headcount = sa.Table(
    "headcount",
    metadata,
    sa.Column("one", sa.Boolean(), primary_key=True, server_default=sa.true()),
    sa.Column("as_of", sa.Date(), nullable=False),
    sa.CheckConstraint("one", name="one"),
    comment="自然人统计基准日",
)
