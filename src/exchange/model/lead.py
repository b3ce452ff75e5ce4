"""Which records lead to which person, in one place.

A natural person's row is seen only where a record leads to it, and there are many kinds of records: asked one by one, for each capacity of
the caller, they would make the longest part of every statement about subjects. So the columns that row rules go by follow the records.
"""

from __future__ import annotations

import sqlalchemy as sa

from exchange.model.follower import Follower
from exchange.model.item import metadata

lead = sa.Table(
    "lead",
    metadata,
    sa.Column("subject_id", sa.Uuid(), nullable=False),
    sa.Column("id", sa.Uuid(), nullable=False),
    sa.Column("item", sa.Text(), nullable=False),
    sa.Column("state", sa.Text(), nullable=False),
    sa.Column("natural", sa.Boolean(), nullable=False),
    sa.Column("publication_basis", sa.Text()),
    sa.Column("publish_from", sa.Date()),
    sa.Column("publish_until", sa.Date()),
    sa.Column("region", sa.Text(), nullable=False),
    *(sa.Column(level, sa.Text()) for level in ("province", "city", "county")),
    sa.Column("source_department", sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint("subject_id", "id"),
    comment="指向自然人的记录",
)

_COPIED = tuple(column.name for column in lead.c if column.name != "item")

LEAD = Follower(
    name="lead_follows",
    kept="lead",
    watched=_COPIED,
    when='{row}."natural"',
    values={"item": "{item}", **{name: f'{{row}}."{name}"' for name in _COPIED}},
)
"""The table follows every record."""
