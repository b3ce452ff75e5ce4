"""Documents of a case: uploaded before, handed in with a move, and readable from then on by whoever sees the case."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from exchange.model import CaseDocument, document_content, document_upload

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.cases.turn import Turn
    from exchange.database import WriteSession

    Row = Mapping[Any, Any]


async def kinds(session: WriteSession, row: Row) -> frozenset[str]:
    """The kinds of documents that the case has."""
    columns = CaseDocument.table.c
    here = (columns.subject_id == row["subject_id"], columns.case_id == row["id"])
    return frozenset(one.kind for one in await session.all(sa.select(columns.kind).where(*here).distinct()))


async def attach(session: WriteSession, turn: Turn, after: Row) -> None:
    """Hand in the documents of the move. Raises GuardRefused for one that the caller did not upload."""
    if not turn.given.documents:
        return
    known = await _uploaded(session, turn)
    rows = []
    for number, one in enumerate(turn.given.documents, 1):
        found = known.get(one.digest)
        if found is None:
            raise turn.refuse(
                "documents",
                f"documents[{number}] was not uploaded by you. POST the file to /documents first, and give the digest it answers.",
            )
        rows.append({
            "id": uuid.uuid4(), "subject_id": after["subject_id"], "case_id": after["id"], "kind": one.kind, "title": one.title.strip(),
            "digest": one.digest, "media_type": found["media_type"], "size": found["size"], "added_on": turn.today,
            "added_by": turn.uploader, "sealed": turn.sealed,
        })  # fmt: skip
    await session.execute(sa.insert(CaseDocument.table), rows)


async def _uploaded(session: WriteSession, turn: Turn) -> dict[str, Row]:
    """What the caller uploaded of the documents named, by digest."""
    content, upload = document_content.c, document_upload.c
    wanted = [one.digest for one in turn.given.documents]
    chosen = (
        sa.select(content.digest, content.media_type, content.size)
        .join(document_upload, upload.digest == content.digest)
        .where(upload.uploader == turn.uploader, content.digest.in_(wanted))
    )
    return {one["digest"]: one for one in await session.mappings(chosen)}


async def keep_apart(session: WriteSession, turn: Turn, values: dict[str, Any]) -> None:
    """Personal values of the case, in the table that the public's login does not know."""
    table = turn.item.apart
    if table is None or not values:
        return
    key = {name: turn.row[name] for name in turn.item.primary}
    row = insert(table).values(**values, **key)
    await session.execute(row.on_conflict_do_update(index_elements=list(key), set_=values))


async def apart_of(session: WriteSession, turn: Turn) -> Row:
    """The personal values of the case as they stand before the move."""
    table = turn.item.apart
    if table is None:
        return {}
    here = (table.c[name] == turn.row[name] for name in turn.item.primary)
    found = await session.mappings(sa.select(table).where(*here))
    return found[0] if found else {}


async def take_out(session: WriteSession, turn: Turn) -> None:
    """Delete the personal values of the case and its documents; the content of a document as well, where no other case has it."""
    table, paper = turn.item.apart, CaseDocument.table
    if table is not None:
        here = (table.c[name] == turn.row[name] for name in turn.item.primary)
        await session.execute(sa.delete(table).where(*here))
    mine = (paper.c.subject_id == turn.row["subject_id"], paper.c.case_id == turn.row["id"])
    taken = await session.all(sa.delete(paper).where(*mine).returning(paper.c.digest, paper.c.added_by))
    for one in taken:
        upload, content = document_upload.c, document_content.c
        kept = sa.exists().where(paper.c.digest == one.digest)
        own = (upload.digest == one.digest, upload.uploader == one.added_by)
        await session.execute(sa.delete(document_upload).where(*own, ~kept))
        again = sa.exists().where(upload.digest == content.digest)
        await session.execute(sa.delete(document_content).where(content.digest == one.digest, ~kept, ~again))
