"""The body of a request to an OAuth endpoint: a plain form of plain fields, or a refusal.

What Authlib would accept too generously is refused first: other content types, parameters in the address, a parameter given twice, NUL,
values of any length.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from exchange.oauth.refused import Refused

if TYPE_CHECKING:
    from starlette.requests import Request

FORM = "application/x-www-form-urlencoded"
LARGEST = 8_192
LONGEST = 2_048
MOST = 20


async def read(request: Request) -> dict[str, str]:
    """The form's fields; `Refused` for anything else."""
    if request.url.query:
        raise Refused("Parameters belong into the body, not into the address.")
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != FORM:
        raise Refused(f"Send the body as {FORM}.", status=415)
    text = await _body(request)
    try:
        pairs = parse_qsl(
            text, keep_blank_values=True, strict_parsing=bool(text), max_num_fields=MOST, errors="strict"
        )
    except (ValueError, UnicodeDecodeError):
        raise Refused("The body is not a form: write name=value pairs joined by &, in UTF-8.") from None
    if len({name for name, _ in pairs}) != len(pairs):
        raise Refused("A parameter is given twice. Give each once.")
    if any("\0" in value or len(value) > LONGEST for _, value in pairs):
        raise Refused(f"A parameter holds a NUL character or is longer than {LONGEST} characters.")
    return dict(pairs)


async def _body(request: Request) -> str:
    read = b""
    async for chunk in request.stream():
        read += chunk
        if len(read) > LARGEST:
            raise Refused(f"The body is larger than {LARGEST} bytes.", status=413)
    try:
        return read.decode("ascii")
    except UnicodeDecodeError:
        raise Refused("The body is not a form: characters outside ASCII are written as %XX.") from None
