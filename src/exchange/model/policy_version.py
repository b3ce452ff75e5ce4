"""Versions of the disclosure rules (披露规则版本): the files themselves, who brought them in and why, and since when they are followed.

A version is named by the digest of its files, so an access entry that names it says exactly by which rules something was given. Nothing is
ever taken out; the one that is followed stands in `access_epoch`, beside the number that makes remembered rights stale.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from exchange.model.field import Field
from exchange.model.item import Item, Shape
from exchange.model.kinds import Count, Flag, Identity, Instant, Text


class PolicyVersion(
    Item, key="policy_version", zh="披露规则版本", en="Version of the disclosure rules", shape=Shape.JOURNAL
):
    """One version."""

    order = (("number", "DESC"), ("id", "ASC"))

    id = Field(Identity(), "标识", "id", nullable=False, given=False)
    number = Field(Count(), "序号", "number, from 1", nullable=False, given=False, filter=True, order=True)
    version = Field(
        Text(64),
        "版本",
        "digest of the files, as access entries name it",
        nullable=False,
        given=False,
        filter=True,
    )
    shipped = Field(
        Flag(), "随程序发布", "it came with the program", nullable=False, given=False, filter=True
    )
    made_by = Field(Text(100), "提出人", "who brought it in", nullable=False, given=False)
    made_at = Field(Instant(), "提出时间", "brought in at", nullable=False, given=False, order=True)
    reason = Field(Text(2000), "理由", "why", nullable=False, given=False)
    active_since = Field(Instant(), "启用时间", "followed since", given=False)
    active_until = Field(Instant(), "停用时间", "followed until", given=False)

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        return [
            sa.PrimaryKeyConstraint("id"),
            sa.Column("files", JSONB(), nullable=False),
            sa.UniqueConstraint("version"),
            sa.UniqueConstraint("number"),
        ]
