"""The journal of access (授权变更记录): every change of rights, every sign-in, every refusal; `schema/events.toml` lists them.

Written in the transaction of the change itself. `department` is the one that the line concerns: of the client or person it is about, else
of who acted.
"""

from __future__ import annotations

import sqlalchemy as sa

from exchange.model.field import Field
from exchange.model.item import Item, Shape
from exchange.model.kinds import Identity, Instant, Json, Text


class AccessChange(
    Item, key="access_change", zh="审计记录（授权）", en="Event of access", shape=Shape.JOURNAL
):
    """One event. Never changed, never deleted."""

    order = (("at", "DESC"), ("line", "ASC"))
    sides = ("department",)

    line = Field(
        Identity(),
        "标识",
        "random id of the line",
        nullable=False,
        given=False,
        order=True,
        server_default="gen_random_uuid()",
    )
    at = Field(Instant(), "时间", "when", nullable=False, given=False, filter=True, order=True)
    actor = Field(Text(100), "操作人", "who did it", nullable=False, given=False, filter=True)
    what = Field(
        Text(64),
        "事件",
        "event, as `exchange audit events` lists it",
        nullable=False,
        given=False,
        filter=True,
    )
    target = Field(Text(200), "对象", "what it is about", nullable=False, given=False, filter=True)
    detail = Field(Json(), "详情", "what else the event tells, as JSON", nullable=False, given=False)
    department = Field(Text(64), "部门编码", "code of the department concerned", given=False, filter=True)

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        return [
            sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
            sa.PrimaryKeyConstraint("id"),
            sa.Index(None, "at"),
            sa.Index(None, "target", "at"),
        ]


access_change = AccessChange.table
