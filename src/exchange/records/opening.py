"""Opening what a recorded basis lets everybody see of a natural person, and closing it again.

`publish` copies the clear values of openable fields into the opened columns: of the record, and of the person's own row, whose name then
can be searched too. When publication ends the record's columns are emptied with the move; the person's are emptied once no other published
record about the person has a basis.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from exchange.disclosure.predicates import records
from exchange.lifecycle import State
from exchange.model import Subject, open_search
from exchange.records.rows import closed, opened
from exchange.records.subjects import search_keys

if TYPE_CHECKING:
    import uuid

    from exchange.database import WriteSession
    from exchange.model import Item


async def open_row(
    session: WriteSession, item: type[Item], subject_id: uuid.UUID, record_id: uuid.UUID
) -> None:
    """Open the record and the person it is about."""
    await _open(session, item, {"subject_id": subject_id, "id": record_id})
    name = await _open(session, Subject, {"id": subject_id})
    if name:
        keys = search_keys(subject_id, [name], natural=True)
        await session.execute(insert(open_search).on_conflict_do_nothing(), keys)


async def _open(session: WriteSession, item: type[Item], key: dict[str, Any]) -> str | None:
    if item.apart is None:
        return None
    clear = await session.mappings(
        sa.select(item.apart).where(*(item.apart.c[name] == value for name, value in key.items()))
    )
    if not clear:
        return None
    here = (item.table.c[name] == value for name, value in key.items())
    await session.execute(sa.update(item.table).where(*here).values(**opened(item, clear[0])))
    return clear[0].get("name")


async def close_subject(session: WriteSession, subject_id: uuid.UUID) -> None:
    """Close the person's row unless another published record with a basis keeps it open.

    Its row is locked first: of two last records that end at the same time, the later one must see that the earlier is gone.
    """
    table = Subject.table
    held = sa.select(table.c.id).where(table.c.id == subject_id).with_for_update(key_share=True)
    await session.execute(held)
    for item in records():
        columns = item.table.c
        kept = sa.select(columns.id).where(
            columns.subject_id == subject_id,
            columns.state == State.PUBLISHED,
            columns.publication_basis.is_not(None),
        )
        if await session.scalar(kept.limit(1)) is not None:
            return
    await session.execute(
        sa.update(table).where(table.c.id == subject_id, table.c.natural).values(**closed(Subject))
    )
    await session.execute(
        sa.delete(open_search).where(
            open_search.c.subject_id == subject_id,
            sa.exists().where(table.c.id == subject_id, table.c.natural),
        )
    )
