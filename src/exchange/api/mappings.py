"""`/submissions/mapping`: a client's own mapping files, for a source whose columns have other names."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response

from exchange.api import body
from exchange.api.sender import media, sender
from exchange.errors import MethodNotAllowed, UnsupportedMediaType
from exchange.submissions import shipped

if TYPE_CHECKING:
    from starlette.requests import Request

    from exchange.oauth.door import Door
    from exchange.submissions.own_mappings import OwnMappings

PATH = "/submissions/mapping"
TOML = "application/toml"
_FRESH = {"Cache-Control": "no-store"}


@dataclass(slots=True)
class Mappings:
    """The endpoint. A client finds its own mappings and those that come along."""

    door: Door
    own: OwnMappings

    async def __call__(self, request: Request) -> Response:
        """GET tells one, or without a name which there are; PUT keeps one; DELETE forgets it."""
        methods = {"GET": self._get, "HEAD": self._get, "PUT": self._put, "DELETE": self._delete}
        if request.method not in methods:
            raise MethodNotAllowed(method=request.method, allow=", ".join(methods))
        by = await sender(request, self.door, ("name",))
        return await methods[request.method](request, by.caller.client or "", by.given.get("name", ""))

    async def _get(self, _request: Request, client: str, name: str) -> Response:
        if not name:
            return JSONResponse({"own": self.own.names(client), "shipped": shipped()}, headers=_FRESH)
        return Response(self.own.text(client, name), media_type=TOML, headers=_FRESH)

    async def _put(self, request: Request, client: str, name: str) -> Response:
        if media(request) != TOML:
            raise UnsupportedMediaType(expected=TOML)
        content = await body.read(request.receive, body.SMALL)
        await asyncio.to_thread(self.own.put, client, name, content)
        return Response(status_code=204, headers=_FRESH)

    async def _delete(self, _request: Request, client: str, name: str) -> Response:
        self.own.remove(client, name)
        return Response(status_code=204, headers=_FRESH)
