"""Reading a form of the console, with the files in it: as long as clerks need it, and no longer.

Files that are too large are read past and dropped, so that the browser gets its answer and all that was typed is there to be shown again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import FormData
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser

from exchange.errors import BadRequest, PayloadTooLarge, UnsupportedMediaType

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from starlette.requests import Request

PLAIN, MIXED = "application/x-www-form-urlencoded", "multipart/form-data"
MEBIBYTE = 1024 * 1024
SMALL, LARGEST, PATIENT = MEBIBYTE, 32 * MEBIBYTE, 1024 * MEBIBYTE
"""Bytes of a form, of all the files in one, and of what is read past before the connection is given up."""
FIELDS, FILES = 2_000, 20
LONGEST = 100_000
"""Bytes of one value."""


class _Files(MultiPartParser):
    """Keeps files up to the limit. Of a form that has more none is kept, and its fields are."""

    taken = 0

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        """Further bytes of a field or file."""
        if self._current_part.file is not None:
            self.taken += end - start
            if self.taken > LARGEST:
                return
        super().on_part_data(data, start, end)


async def read(request: Request) -> tuple[FormData, bool]:
    """The fields and files of a form, and whether the files were too large and are left out.

    Raises BadRequest, PayloadTooLarge, UnsupportedMediaType.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    readers = {PLAIN: _plain, MIXED: _mixed}
    if kind not in readers:
        raise UnsupportedMediaType(expected=f"{PLAIN} or {MIXED}")
    try:
        found, large = await readers[kind](request)
    except (MultiPartException, UnicodeDecodeError, KeyError) as error:
        raise BadRequest(
            problem="the form is no form, or has too many fields. Go back and send it again."
        ) from error
    if any("\0" in value for _, value in found.multi_items() if isinstance(value, str)):
        raise BadRequest(problem="a field holds a NUL character. Type it anew.")
    return found, large


async def _plain(request: Request) -> tuple[FormData, bool]:
    return await FormParser(request.headers, _limited(request, SMALL), max_fields=FIELDS).parse(), False


async def _mixed(request: Request) -> tuple[FormData, bool]:
    parser = _Files(
        request.headers, _limited(request, PATIENT), max_files=FILES, max_fields=FIELDS, max_part_size=LONGEST
    )
    found = await parser.parse()
    if parser.taken <= LARGEST:
        return found, False
    await found.close()
    return FormData([(name, value) for name, value in found.multi_items() if isinstance(value, str)]), True


async def _limited(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    size = 0
    async for piece in request.stream():
        size += len(piece)
        if size > most:
            raise PayloadTooLarge(limit=most)
        yield piece
