"""Pairs of records that may be one decision, sent twice in two spellings; a keeper decides.

A pair is about two records, so it belongs where both belong: its province, city and county stand only where they are those of both. Whoever
keeps a smaller division than that meets neither the pair nor, by it, the record elsewhere.
"""

from __future__ import annotations

import sqlalchemy as sa

from exchange.model.field import Field, Secrecy
from exchange.model.item import OWN, Edge, Item, Shape
from exchange.model.kinds import Code, Day, Identity, Text


class Duplicate(Item, key="duplicate", zh="疑似重复记录", en="Possible duplicate", shape=Shape.JOURNAL):
    """Two records of one item that look like one decision."""

    primary = ("subject_id", "id")
    order = (("found_on", "DESC"), ("id", "DESC"))

    id = Field(Identity(), "标识", "id", nullable=False, given=False, order=True)
    item = Field(Text(64), "信息类别", "information item", nullable=False, given=False, filter=True)
    record_id = Field(Identity(), "记录标识", "id of one record", nullable=False, given=False, filter=True)
    other_id = Field(
        Identity(), "另一记录标识", "id of the other record", nullable=False, given=False, filter=True
    )
    found_on = Field(Day(), "发现日期", "found on", nullable=False, given=False, filter=True, order=True)
    outcome = Field(
        Code("duplicate_outcome"), "认定结果", "what was decided", nullable=False, given=False, filter=True
    )
    settled_on = Field(Day(), "认定日期", "decided on", given=False)
    reason = Field(Text(2000), "认定理由", "why", given=False, secrecy=Secrecy.CONFIDENTIAL)

    record = Edge(
        OWN, (("subject_id", "subject_id"), ("record_id", "id")), "记录", "one record, as you see it"
    )
    other = Edge(
        OWN,
        (("other_subject_id", "subject_id"), ("other_id", "id")),
        "另一记录",
        "the other record, as you see it",
    )

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        return [
            sa.Column("subject_id", sa.Uuid(), nullable=False),
            sa.Column("other_subject_id", sa.Uuid(), nullable=False),
            *(sa.Column(level, sa.Text()) for level in ("province", "city", "county")),
            sa.PrimaryKeyConstraint("subject_id", "id"),
            sa.UniqueConstraint("subject_id", "record_id", "other_id"),
            sa.ForeignKeyConstraint(["subject_id"], ["subject.id"]),
            sa.ForeignKeyConstraint(["other_subject_id"], ["subject.id"]),
            sa.Index(None, "id"),
            sa.Index(None, "other_subject_id", "other_id"),
            sa.Index(None, "found_on", "id"),
        ]
