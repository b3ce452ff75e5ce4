"""What a recipient sees of some records at this moment, as a digest of each.

The digest is over the very JSON that a query for all fields would give this caller, written by the same compiler: what is hidden or masked
goes in as hidden or masked. So it moves exactly when the visible answer does. No value leaves the database, so nothing is entered as read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.access import Audience
from exchange.disclosure.predicates import exists
from exchange.disclosure.view import bound
from exchange.model import Subject
from exchange.query.pages import Writer
from exchange.query.plan import Body, Pick
from exchange.query.values import Level

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from uuid import UUID

    from exchange.access import Caller
    from exchange.disclosure import Row, View
    from exchange.model import Item

    Clause = sa.ColumnElement[bool]

_KEPT = ("id", "subject_id", "source_department", "province", "city", "county")


def seen(
    view: View, caller: Caller, day: dt.date, item: type[Item], records: Sequence[UUID], kinds: Sequence[str]
) -> sa.Select[Any]:
    """Those of the records that the caller's agreement shows it: where they belong, and `digest`. `kinds` of subjects, or all if empty."""
    writer = Writer(view)
    row = writer.row(item, None)
    level = Level(row)
    value = writer.body(level, Body(item, tuple(Pick(one.graphql, one) for one in item.fields.values())))
    text = sa.cast(sa.func.json_strip_nulls(value), sa.Text())
    digest = sa.func.sha256(sa.func.convert_to(text, sa.literal_column("'UTF8'"))).label("digest")
    asked = row.main.c.id == sa.any_(sa.literal(list(records), sa.ARRAY(sa.Uuid())))
    where = [asked, view.judged(row, Audience.AGREED), *_about(row, kinds)]
    columns = [row.main.c[name] for name in _KEPT]
    given = (
        sa.select(*columns, digest)
        .select_from(writer.joined(level, value, *where))
        .where(*where)
        .lateral("given")
    )
    chosen = sa.select(*given.c).select_from(writer.facts.table().join(given, sa.true()))
    return bound(chosen, caller, day)


def _about(row: Row, kinds: Sequence[str]) -> list[Clause]:
    if not kinds:
        return []
    one = Subject.table.alias("about")
    return [exists(one, one.c.id == row.main.c.subject_id, one.c.kind.in_(sorted(kinds)))]
