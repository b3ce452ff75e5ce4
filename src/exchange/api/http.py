"""GraphQL over HTTP: POST and GET, media types, status codes, caching; the explorer page for browsers.

The caller is resolved here, once. Which status a GraphQL answer has depends on the media type it goes out in (GraphQL over HTTP §6.4):
`application/graphql-response+json` tells request errors by 4xx, `application/json` says 200 for everything that was well-formed
HTTP and JSON.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.routing import Route

from exchange.api import body, explorer, logs, media, problems
from exchange.errors import MethodNotAllowed

if TYPE_CHECKING:
    from starlette.requests import Request

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
        return Route("/graphql", self.handle, methods=["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])

    async def handle(self, request: Request) -> Response:
        """Answer one request."""
        started = time.perf_counter()
        accept = request.headers.get("accept")
        facts: dict[str, object] = {"method": request.method, "path": "/graphql"}
        try:
            response = await self._answer(request, accept, facts)
        except Exception as error:  # noqa: BLE001 - the one place where anything else becomes an answer
            response = problems.graphql(problems.public(error), accept)
        for name, value in VARY.items():
            response.headers[name] = value
        response.headers.setdefault("Cache-Control", "no-store")
        logs.request(
            **facts, status=response.status_code, ms=round((time.perf_counter() - started) * 1000, 1)
        )
        return response

    async def _answer(self, request: Request, accept: str | None, facts: dict[str, object]) -> Response:
        if request.method == "GET" and media.wants_page(accept) and "query" not in request.query_params:
            return explorer.page(request)
        if request.method not in {"GET", "POST"}:
            raise MethodNotAllowed(method=request.method, allow="GET, POST")
        kind = media.preferred(accept, (media.GRAPHQL, media.JSON))
        caller = await self._caller(request)
        asked = (
            body.asked(dict(request.query_params))
            if request.method == "GET"
            else await body.posted(request, caller)
        )
        facts |= {
            "client": logs.mark(caller.client),
            "operation": asked.operation,
            "document": logs.mark(asked.document),
        }
        answer = await self._engine.answer(asked, caller)
        return Response(answer.body, _status(answer, kind), _cache(caller, answer), media_type=kind)

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
