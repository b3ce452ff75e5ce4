"""Writing masks again after one of them changed: `exchange remask`.

Walks every item that has masks in chunks of its key, reads the clear value, and writes the twins as the preparer would today. A chunk is a
transaction of its own; running it again changes nothing more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.model import ITEMS
from exchange.records.rows import NAMES, prepare
from exchange.records.shown import stamped

if TYPE_CHECKING:
    import datetime as dt

    from exchange.database import Database, WriteSession
    from exchange.model import Item

CHUNK = 500


async def remask(db: Database, today: dt.date) -> dict[str, int]:
    """Rewrite all masked columns; rows visited by item."""
    return {
        item.key: await _item(db, item, today)
        for item in ITEMS.values()
        if any(field.masks for field in item.fields.values())
    }


async def _item(db: Database, item: type[Item], today: dt.date) -> int:
    visited, after = 0, None
    while True:
        async with db.writing() as session:
            rows = await _rows(session, item, after)
            for row in rows:
                await _write(session, item, row, today)
        if not rows:
            return visited
        visited += len(rows)
        after = tuple(rows[-1][name] for name in item.primary)


async def _rows(
    session: WriteSession, item: type[Item], after: tuple[Any, ...] | None
) -> list[dict[str, Any]]:
    """Clear values of the masked fields and of the names that free text must not repeat, with the key; locked against a correction."""
    keys = [item.table.c[name] for name in item.primary]
    needed = [field for field in item.fields.values() if field.masks or field.name in NAMES]
    columns = [(item.apart if field.personal else item.table).c[field.name] for field in needed]  # type: ignore[union-attr]
    source: Any = item.table
    if item.apart is not None:
        source = source.outerjoin(
            item.apart, sa.and_(*(item.table.c[name] == item.apart.c[name] for name in item.primary))
        )
    chosen = sa.select(*keys, item.table.c.natural, *columns).select_from(source).order_by(*keys).limit(CHUNK)
    if after is not None:
        chosen = chosen.where(sa.tuple_(*keys) > sa.tuple_(*after))
    return [dict(row) for row in await session.mappings(chosen.with_for_update(of=item.table))]


async def _write(session: WriteSession, item: type[Item], row: dict[str, Any], today: dt.date) -> None:
    values = {name: row[name] for name in item.fields if row.get(name) is not None}
    prepared = prepare(item, values, natural=row["natural"])
    for table, changes in ((item.table, prepared.main), (item.apart, prepared.apart)):
        own = {
            name: value
            for name, value in changes.items()
            if name not in item.fields and not name.endswith("_opened")
        }
        if table is not None and own:
            here = (table.c[name] == row[name] for name in item.primary)
            shown = stamped(item, own, today) if table is item.table else own
            await session.execute(sa.update(table).where(*here).values(shown))
