"""Reading a form of the console, with the files in it: as long as clerks need it, and no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.formparsers import FormParser, MultiPartException, MultiPartParser

from exchange.errors import BadRequest, PayloadTooLarge, UnsupportedMediaType

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable

    from starlette.datastructures import FormData
    from starlette.requests import Request

PLAIN, MIXED = "application/x-www-form-urlencoded", "multipart/form-data"
SMALL, LARGEST = 1024 * 1024, 32 * 1024 * 1024
"""Bytes of a form, and of one that has files in it."""
FIELDS, FILES = 2_000, 20
LONGEST = 100_000
"""Bytes of one value."""


async def read(request: Request) -> FormData:
    """The fields and files of a form. Raises BadRequest, PayloadTooLarge, UnsupportedMediaType."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    parsers: dict[str, Callable[[], Awaitable[FormData]]] = {
        PLAIN: lambda: FormParser(request.headers, _limited(request, SMALL), max_fields=FIELDS).parse(),
        MIXED: lambda: MultiPartParser(
            request.headers,
            _limited(request, LARGEST),
            max_files=FILES,
            max_fields=FIELDS,
            max_part_size=LONGEST,
        ).parse(),
    }
    if kind not in parsers:
        raise UnsupportedMediaType(expected=f"{PLAIN} or {MIXED}")
    try:
        found = await parsers[kind]()
    except (MultiPartException, UnicodeDecodeError, KeyError) as error:
        raise BadRequest(
            problem="the form is no form, or has too many fields. Go back and send it again."
        ) from error
    if any("\0" in value for _, value in found.multi_items() if isinstance(value, str)):
        raise BadRequest(problem="a field holds a NUL character. Type it anew.")
    return found


async def _limited(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    size = 0
    async for piece in request.stream():
        size += len(piece)
        if size > most:
            raise PayloadTooLarge(limit=most)
        yield piece
