"""What clients and people hold, scope by scope (持有权限): since when, and when each was last used.

`client.scopes` and the roles of people say what somebody may; these rows say whether it is needed. They follow every change of rights in
its transaction. A use is noted to the day, a while after it happened (`grants.uses`): it decides nothing.
"""

from __future__ import annotations

import sqlalchemy as sa

from exchange.model.field import Field
from exchange.model.item import Edge, Item, Shape
from exchange.model.kinds import Day, Identity, Text


class HeldScope(Item, key="held_scope", zh="持有权限", en="Scope that somebody holds", shape=Shape.JOURNAL):
    """One scope of one client or person."""

    order = (("idle_since", "ASC"), ("id", "ASC"))

    id = Field(Identity(), "标识", "id", nullable=False, given=False, order=True)
    holder = Field(Text(100), "持有人", "client id or login", nullable=False, given=False, filter=True)
    scope = Field(Text(64), "权限", "scope", nullable=False, given=False, filter=True)
    given_on = Field(Day(), "授予日期", "given on", nullable=False, given=False)
    last_used_on = Field(Day(), "最近使用日期", "last used on; null where never", given=False)
    idle_since = Field(
        Day(), "未使用起始日期", "not used since: the last use, or the day it was given", nullable=False, given=False,
        filter=True, order=True,
    )  # fmt: skip

    client = Edge("Client", (("holder", "id"),), "客户端", "the client, if a client holds it")
    person = Edge("Person", (("holder", "login"),), "人员", "the person, if a person holds it")

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        return [
            sa.PrimaryKeyConstraint("id"),
            sa.UniqueConstraint("holder", "scope"),
            sa.Index(None, "idle_since", "id"),
        ]


held_scope = HeldScope.table
