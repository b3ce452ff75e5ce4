"""Documents on their way: kept under the SHA-256 of their bytes, for whoever uploaded them to hand in with a move.

What a file is, its bytes say, and they alone: a content is kept once, so a word of whoever sent it first would tell the next one that
somebody had sent it. What nobody hands in is removed after the time that `time_limit.csv` gives it.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from exchange.errors import TooManyRequests, UnsupportedMediaType
from exchange.model import CaseDocument, document_content, document_upload
from exchange.rules import time_limit, time_limits
from exchange.values import CHINA

if TYPE_CHECKING:
    import datetime as dt

    from exchange.access import Caller
    from exchange.database import WriteSession

LARGEST = 10 * 1024 * 1024
"""Bytes of one document."""
A_DAY = 200 * 1024 * 1024
"""Bytes that one client or person may upload in a day."""
A_DAY_UNKNOWN = 50 * 1024 * 1024
"""Bytes that whoever has the secret of a case may upload in a day."""
_KNOWN: dict[str, tuple[bytes, bytes]] = {
    "application/pdf": (b"%PDF-", b""),
    "image/jpeg": (b"\xff\xd8\xff", b""),
    "image/png": (b"\x89PNG\r\n\x1a\n", b""),
    "application/ofd": (b"PK\x03\x04", b"OFD.xml"),  # 版式文档 (GB/T 33190): a zip
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (
        b"PK\x03\x04",
        b"word/document.xml",
    ),
}
"""What is taken, how it begins, and the name that a packed one has inside; the first that fits is what it is."""


def kind_of(content: bytes) -> str | None:
    """The media type of a content; None for none that is taken."""
    fits = (
        kind for kind, (begins, within) in _KNOWN.items() if content.startswith(begins) and within in content
    )
    return next(fits, None)


async def keep(
    session: WriteSession, caller: Caller, now: dt.datetime, media_type: str, content: bytes
) -> str:
    """Keep a document; its digest. The same again changes nothing. Raises UnsupportedMediaType or TooManyRequests."""
    if kind_of(content) != media_type:
        raise UnsupportedMediaType(
            expected=f"a file that is what its Content-Type says, one of {', '.join(_KNOWN)}"
        )
    uploader, digest = caller.uploader, hashlib.sha256(content).hexdigest()
    await _within_the_day(session, uploader, now, len(content), A_DAY_UNKNOWN if caller.anonymous else A_DAY)
    row = {"digest": digest, "media_type": media_type, "size": len(content), "content": content}
    await session.execute(insert(document_content).values(row).on_conflict_do_nothing())
    mine = insert(document_upload).values(digest=digest, uploader=uploader, at=now)
    await session.execute(mine.on_conflict_do_update(index_elements=["digest", "uploader"], set_={"at": now}))
    return digest


async def _within_the_day(
    session: WriteSession, uploader: str, now: dt.datetime, size: int, most: int
) -> None:
    upload, content = document_upload.c, document_content.c
    sent = (
        sa.select(sa.func.coalesce(sa.func.sum(content.size), 0))
        .join(document_content, content.digest == upload.digest)
        .where(upload.uploader == uploader, upload.at > now - timedelta(days=1))
    )
    if int(await session.scalar(sent)) + size > most:
        raise TooManyRequests(what="bytes of documents in a day", limit=most, retry_after=3600)


async def forget(session: WriteSession, now: dt.datetime) -> int:
    """Remove what nobody handed in in time; how many documents."""
    limit = time_limit("document_upload", now.astimezone(CHINA).date(), time_limits())
    upload, content = document_upload.c, document_content.c
    await session.execute(sa.delete(document_upload).where(upload.at < now - timedelta(days=limit.amount)))
    handed_in = sa.exists().where(CaseDocument.table.c.digest == content.digest)
    waiting = sa.exists().where(upload.digest == content.digest)
    gone = sa.delete(document_content).where(~handed_in, ~waiting).returning(content.digest)
    return len(await session.all(gone))
