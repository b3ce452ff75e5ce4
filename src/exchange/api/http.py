"""GraphQL over HTTP: POST and GET, media types, status codes, caching; the explorer page for browsers.

The caller is resolved here, once. Which status a GraphQL answer has depends on the media type it goes out in (GraphQL over HTTP §6.4):
`application/graphql-response+json` tells request errors by 4xx, `application/json` says 200 for everything that was well-formed
HTTP and JSON.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from exchange.api import body, edge, explorer, logs, media, problems
from exchange.errors import MethodNotAllowed

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from exchange.access import Caller
    from exchange.api.engine import Answer, Engine
    from exchange.oauth.door import Door

VARY = {"Vary": "Accept, Authorization, Exchange-Agreement, Exchange-Case"}


class Endpoint:
    """`/graphql`."""

    def __init__(self, engine: Engine, door: Door) -> None:
        self._engine = engine
        self._door = door

    def route(self) -> Route:
        """What the application mounts; methods are told apart here, so that a wrong one is answered from the catalogue."""
        return Route("/graphql", self)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        accept = request.headers.get("accept")
        try:
            response = await self._answer(request, accept)
        except ClientDisconnect:
            raise
        except Exception as error:  # noqa: BLE001 - the one place where anything else becomes an answer
            told = problems.public(error)
            edge.note(request, code=told.code)
            response = problems.graphql(told, accept)
        for name, value in VARY.items():
            response.headers[name] = value
        response.headers.setdefault("Cache-Control", "no-store")
        await response(scope, receive, send)

    async def _answer(self, request: Request, accept: str | None) -> Response:
        reads = request.method in {"GET", "HEAD"}
        if reads and media.wants_page(accept) and "query" not in request.query_params:
            return explorer.page(request)
        if not reads and request.method != "POST":
            raise MethodNotAllowed(method=request.method, allow="GET, POST")
        kind = media.preferred(accept, (media.GRAPHQL, media.JSON))
        caller = await self._caller(request)
        edge.note(request, client=logs.mark(caller.client))
        asked = body.asked(request.scope["query_string"]) if reads else await body.posted(request, caller)
        edge.note(request, operation=logs.name(asked.operation), document=logs.mark(asked.document))
        answer = await self._engine.answer(asked, caller)
        return Response(
            answer.body, _status(answer, kind), _cache(caller, answer), media_type=f"{kind}; charset=utf-8"
        )

    async def _caller(self, request: Request) -> Caller:
        headers = request.headers
        return await self._door.resolve(
            headers.get("authorization"), headers.get("exchange-agreement"), headers.get("exchange-case")
        )


def _status(answer: Answer, kind: str) -> int:
    """405 (a mutation by GET) is a matter of HTTP whatever the media type; other request errors are told by it."""
    if answer.status == MethodNotAllowed.status:
        return answer.status
    return answer.status if kind == media.GRAPHQL or answer.executed else 200


def _cache(caller: Caller, answer: Answer) -> dict[str, str]:
    """A known caller's answer is nobody else's; a mutation refused by GET says what is allowed."""
    headers = {"Cache-Control": "no-cache" if caller.anonymous and answer.executed else "no-store"}
    return headers | ({"Allow": "POST"} if answer.status == MethodNotAllowed.status else {})
