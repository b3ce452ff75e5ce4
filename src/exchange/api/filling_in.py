"""`/submissions/template`: the file that a department fills in. There is nothing of anybody in it, so whoever asks gets it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.responses import Response

from exchange.api.sender import MEDIA, chosen, item_named, parameters
from exchange.errors import MethodNotAllowed
from exchange.submissions.template import FORMATS, file_name, template

if TYPE_CHECKING:
    from starlette.requests import Request

PATH = "/submissions/template"


async def to_fill_in(request: Request) -> Response:
    """The template, or the code lists that go with a CSV."""
    if request.method not in {"GET", "HEAD"}:
        raise MethodNotAllowed(method=request.method, allow="GET")
    given = parameters(request, ("item", "format"))
    item, kind = item_named(given.get("item", "")), chosen(given, "format", FORMATS, "xlsx")
    data, name = await asyncio.to_thread(template, item.key, kind), file_name(item.key, kind)
    media = next(media for media, suffix in MEDIA.items() if name.endswith(suffix))
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "public, max-age=3600",
    }
    return Response(data, media_type=media, headers=headers)
