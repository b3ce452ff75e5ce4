"""Moves of many records at once: which of a client's batch are made, so that sending the batch again makes none of them twice.

A line is written in the transaction of its move, so it is there exactly if the move was made. It holds no reason and no value.
"""

from __future__ import annotations

import sqlalchemy as sa

from exchange.model.item import metadata

moved_row = sa.Table(
    "moved_row",
    metadata,
    sa.Column("client", sa.Text(), primary_key=True),
    sa.Column("batch", sa.Text(), primary_key=True),
    sa.Column("number", sa.Integer(), primary_key=True),
    sa.Column("asked", sa.LargeBinary(), nullable=False),
    sa.Column("record_id", sa.Uuid(), nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    comment="批量办理结果",
)
