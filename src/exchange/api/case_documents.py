"""`/documents`: a document to hand in is sent here first; one that was handed in is got here by whoever sees it in the case.

Who may have a content follows from the case: the compiler is asked for the documents of the case, as this caller, and what it gives of the
digest leads to the bytes. So the same rules, the same access entry and the same "not found" hold as for any field.

Whoever filed without an account comes with number and secret of an open case. From one address only so many uploads are taken in a while.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import orjson
from starlette.responses import JSONResponse, Response

from exchange.access import Scope
from exchange.api.engine import Request as Asked
from exchange.api.routes import AnyMethod
from exchange.api.sender import known
from exchange.cases import tracking, uploads
from exchange.database import Login
from exchange.errors import (
    MethodNotAllowed,
    NotFound,
    PayloadTooLarge,
    ScopeMissing,
    TooManyRequests,
    Unauthenticated,
)
from exchange.grants.standing import Standing
from exchange.oauth.throttle import Buckets, Rate, neighbourhood
from exchange.workflows import WORKFLOWS

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import Route

    from exchange.access import Caller
    from exchange.api.engine import Engine
    from exchange.oauth.door import Door

PATH = "/documents"
PER_ADDRESS = Rate(10, 60)
"""Documents that whoever has no account may upload from one address: so many at once, and one more each minute."""
_LISTED = """query ($id: ID!) { node(id: $id) { ... on Case { documents { id digest title mediaType } } } }"""
_CONTENT = "SELECT content FROM document_content WHERE digest = $1"
_HANDS_IN = frozenset(
    scope
    for workflow in WORKFLOWS.values()
    for move in workflow.moves.values()
    if "documents" in move.inputs
    for scope, _ in move.ways
)
"""The scopes of whoever can hand a document in."""


class CaseDocuments:
    """The two addresses."""

    def __init__(self, engine: Engine, door: Door) -> None:
        self._engine = engine
        self._door = door
        self._uploads = Buckets()

    def routes(self) -> list[Route]:
        """What the application mounts."""
        return [
            AnyMethod(PATH, self._upload),
            AnyMethod(f"{PATH}/{{case}}/{{document}}", self._content),
        ]

    async def _upload(self, request: Request) -> Response:
        if request.method != "POST":
            raise MethodNotAllowed(method=request.method, allow="POST")
        caller = await known(request, self._door, tracked=True)
        _may(caller)
        if caller.anonymous:
            self._admit(request)
        content = await _read(request)
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        digest = await keep(self._engine, caller, kind, content)
        return JSONResponse(
            {"digest": digest, "size": len(content), "mediaType": kind}, HTTPStatus.CREATED, _PRIVATE
        )

    def _admit(self, request: Request) -> None:
        """Count an upload of somebody without an account; TooManyRequests for one too many from an address."""
        address = neighbourhood(request.client.host if request.client else "")
        wait = self._uploads.wait(address, PER_ADDRESS)
        if wait:
            what = "documents uploaded without an account"
            raise TooManyRequests(what=what, limit=PER_ADDRESS.room, retry_after=wait)
        self._uploads.fill(address, PER_ADDRESS)

    async def _content(self, request: Request) -> Response:
        if request.method != "GET":
            raise MethodNotAllowed(method=request.method, allow="GET")
        caller = await known(request, self._door, tracked=True)
        return await content(
            self._engine, caller, request.path_params["case"], request.path_params["document"]
        )


async def content(engine: Engine, caller: Caller, case: str, document: str) -> Response:
    """A document of a case as a file. Raises NotFound where this caller does not see it, or not what leads to the content."""
    found = await _listed(engine, caller, case, document)
    async with engine.runner.db.reading(Login.READER) as session:
        held = await session.fetchval(_CONTENT, found["digest"])
    name = quote(found["title"] or "document", safe="")
    headers = _PRIVATE | {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(bytes(held), headers=headers, media_type=found["mediaType"])


async def _listed(engine: Engine, caller: Caller, case: str, document: str) -> dict[str, Any]:
    answer = await engine.answer(Asked(_LISTED, {"id": case}), caller)
    node = (orjson.loads(answer.body).get("data") or {}).get("node") or {}
    for one in node.get("documents", ()):
        if one["id"] == document and one["digest"]:
            return dict(one)
    raise NotFound(what="address")


def _may(caller: Caller) -> None:
    if not caller.scopes & _HANDS_IN:
        raise ScopeMissing(scope=Scope.OBJECTION_FILE)


async def keep(engine: Engine, caller: Caller, kind: str, content: bytes) -> str:
    """Keep a document to hand in; its digest. Raises ScopeMissing, PayloadTooLarge, Unauthenticated, and what `uploads.keep` raises."""
    _may(caller)
    if len(content) > uploads.LARGEST:
        raise PayloadTooLarge(limit=uploads.LARGEST)
    async with Standing(engine.runner.db, caller).writing() as session:
        if caller.anonymous and not await tracking.known(session, caller):
            raise Unauthenticated
        return await uploads.keep(session, caller, engine.runner.clock.now(), kind, content)


_PRIVATE = {"Cache-Control": "no-store"}


async def _read(request: Request) -> bytes:
    """The body, never more of it than a document may have."""
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > uploads.LARGEST:
            raise PayloadTooLarge(limit=uploads.LARGEST)
    return bytes(content)
