"""What the market regulator was given under its agreement and has to remove, since the decision was annulled (共享后撤下).

Lines that are gone alone: they need no digest of what is seen. With its first `updateShares` the regulator's client reads on after them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange import feed
from exchange.demo.callers import TERM
from exchange.demo.seed import Seed
from exchange.lifecycle import State
from exchange.model import Penalty, Share, share_position
from exchange.query.roots import BUSINESSES
from exchange.records.rows import region_columns

if TYPE_CHECKING:
    import datetime as dt

    from exchange.database import WriteSession
    from exchange.demo.world import World
    from exchange.records.load import PastRecord

CLIENT, DEPARTMENT = "demo-agreed", "FJ_MARKET"
_HELD = 5
"""One in so many was not confirmed."""


async def load(session: WriteSession, made: World, today: dt.date) -> None:
    """The shares, and how far the client has read."""
    given = withdrawn(made, today)
    if not given:
        return
    rows = [_line(made, one, number, today) for number, one in enumerate(given, 1)]
    await session.execute(sa.insert(Share.table), rows)
    place = dict(zip(("xid", "line"), feed.START, strict=True))
    own = {"agreement": made.agreement, "client": CLIENT, "number": len(rows), "sight": ""}
    await session.execute(sa.insert(share_position).values(**place, **own))


def withdrawn(made: World, today: dt.date) -> list[PastRecord]:
    """Penalties of businesses that were withdrawn under the agreement, first things first."""
    businesses = {one.id for one in made.subjects if one.kind in BUSINESSES}
    found = [
        one
        for one in made.records
        if one.item is Penalty
        and one.subject_id in businesses
        and one.values["state"] == State.WITHDRAWN
        and today - one.history[-1].at.date() < TERM
    ]
    return sorted(found, key=lambda one: one.history[-1].at)


def _line(made: World, one: PastRecord, number: int, today: dt.date) -> dict[str, Any]:
    due = one.values["user_remove_due_on"]
    held = number % _HELD == 0 or due > today
    return {
        "id": Seed(made.seed).id("share", one.id), "subject_id": one.subject_id, "record_id": one.id, "item": one.item.key,
        "agreement": made.agreement, "client": CLIENT, "department": DEPARTMENT, "source_department": one.source_department,
        "number": number, "change": "GONE", "times": 2, "given_at": one.history[-1].at, "digest": None,
        "remove_due_on": due, "still_held": held, "removed_on": None if held else due, **region_columns(one.values["region"]),
    }  # fmt: skip
