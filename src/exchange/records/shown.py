"""The day on which what everybody sees of a record last changed: `lastUpdated`.

It is kept by the write path, in the statement that changes the row, and moves only when a published row changes in a column that the
public may read. So it tells nothing that a daily look at the public record does not: a change of what is hidden, of a draft, or behind a
redaction leaves it where it is. A day and no time, since the moment of a clerk's work is nobody's business.

Records alone have it. A subject's row begins with the first record about it, shown or not, so a day on it would tell of hidden ones.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.disclosure import policy
from exchange.disclosure.grants import public_columns
from exchange.lifecycle import State
from exchange.model import ITEMS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from exchange.disclosure import Policy
    from exchange.model import Item


def stamped(item: type[Item], values: Mapping[str, Any], today: dt.date) -> dict[str, Any]:
    """The values of an UPDATE of the item's table, with the day where one of them shows."""
    table, shown = item.table.c, [name for name in values if name in _columns(item.__name__)]
    if not shown or "last_updated" not in table or values.get("state", State.PUBLISHED) != State.PUBLISHED:
        return dict(values)
    shows = (table[name].is_distinct_from(values[name]) for name in shown)
    published = sa.true() if "state" in values else table.state == State.PUBLISHED
    moved = sa.case((sa.and_(published, sa.or_(*shows)), today), else_=table.last_updated)
    return {**values, "last_updated": moved}


def _columns(name: str) -> frozenset[str]:
    """What the public reads of a row. The subject it hangs on shows by the subject it is found under."""
    return _shown(policy(), name)


@lru_cache(maxsize=256)
def _shown(rules: Policy, name: str) -> frozenset[str]:
    return frozenset(public_columns(rules, ITEMS[name])) | {"same_subject_id"}
