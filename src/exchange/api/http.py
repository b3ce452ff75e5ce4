"""GraphQL over HTTP: POST and GET, media types, status codes, caching; the explorer page for browsers.

The caller is resolved here, once. Which status a GraphQL answer has depends on the media type it goes out in (GraphQL over HTTP §6.4):
`application/graphql-response+json` tells request errors by 4xx, `application/json` says 200 for everything that was well-formed
HTTP and JSON.

Plain ASGI: this is the address that nearly every request goes to, and Starlette's request and response cost as much as a small query.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from starlette.requests import ClientDisconnect, Request
from starlette.routing import Route

from exchange.api import body, edge, explorer, freshness, media, problems
from exchange.api.shares import TIMED_OUT, Shares
from exchange.api.trusted import Trusted
from exchange.errors import MethodNotAllowed, TimedOut

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.responses import Response
    from starlette.types import Receive, Scope, Send

    from exchange.access import Caller
    from exchange.api.engine import Answer, Engine
    from exchange.oauth.door import Door

PATH = "/graphql"
READS = frozenset({"GET", "HEAD"})
NOT_MODIFIED = 304
VARY = {"Vary": "Accept, Authorization, Exchange-Agreement, Exchange-Case, Exchange-Tracking"}


class Endpoint:
    """`/graphql`."""

    def __init__(
        self, engine: Engine, door: Door, shares: Shares | None = None, trusted: Trusted | None = None
    ) -> None:
        self._engine = engine
        self._door = door
        self._bodies = body.Bodies()
        self._shares = shares or Shares(0, 0)
        self._trusted = trusted or Trusted({})

    def route(self) -> Route:
        """What the application mounts; methods are told apart here, so that a wrong one is answered from the catalogue."""
        return Route(PATH, self)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        headers = _headers(scope)
        try:
            if _wants_page(scope, headers):
                await _respond(explorer.page(Request(scope)), scope, receive, send)
                return
            kind, caller, answer = await self._answer(scope, headers, receive)
        except ClientDisconnect:
            raise
        except Exception as error:  # noqa: BLE001 - the one place where anything else becomes an answer
            told = problems.public(error)
            edge.note(scope, code=told.code)
            await _respond(problems.graphql(told, _text(headers, b"accept")), scope, receive, send)
            return
        status, head, content = _told(scope, headers, kind, caller, answer)
        await send({"type": "http.response.start", "status": status, "headers": head})
        await send({"type": "http.response.body", "body": content})

    async def _answer(
        self, scope: Scope, headers: Mapping[bytes, bytes], receive: Receive
    ) -> tuple[str, Caller, Answer]:
        """Media type, caller and answer."""
        reads = scope["method"] in READS
        if not reads and scope["method"] != "POST":
            raise MethodNotAllowed(method=scope["method"], allow="GET, POST")
        kind = _kind(_text(headers, b"accept"))
        caller = await self._door.resolve(
            _text(headers, b"authorization"),
            _text(headers, b"exchange-agreement"),
            _text(headers, b"exchange-case"),
            _text(headers, b"exchange-tracking"),
        )
        edge.note(scope, client=caller.client)
        share = self._shares.begin(caller.client, scope["client"][0] if scope["client"] else "")
        try:
            asked = (
                body.asked(scope["query_string"])
                if reads
                else await self._bodies.posted(headers, receive, caller)
            )
            self._trusted.settle(asked, caller)
            asked.share = share
            asked.laps = edge.laps(scope)
            edge.note(scope, operation=asked.operation, document=asked.document)
            answer = await self._engine.answer(asked, caller)
        except TimedOut:
            share.cost += TIMED_OUT
            raise
        else:
            if answer.codes:
                edge.note(scope, codes=answer.codes)
            return kind, caller, answer
        finally:
            share.running -= 1


def _headers(scope: Scope) -> dict[bytes, bytes]:
    """Header values by name; of a header sent twice the first."""
    return dict(reversed(scope["headers"]))


def _text(headers: Mapping[bytes, bytes], name: bytes) -> str | None:
    value = headers.get(name)
    return None if value is None else value.decode("latin-1")


def _wants_page(scope: Scope, headers: Mapping[bytes, bytes]) -> bool:
    """A browser that opens the address gets the explorer, unless it asks a query."""
    return (
        scope["method"] in READS
        and media.wants_page(_text(headers, b"accept"))
        and not Request(scope).query_params.keys() & {"query", "documentId"}
    )


async def _respond(response: Response, scope: Scope, receive: Receive, send: Send) -> None:
    for name, value in VARY.items():
        response.headers[name] = value
    response.headers.setdefault("Cache-Control", "no-store")
    await response(scope, receive, send)


@lru_cache(maxsize=256)
def _kind(accept: str | None) -> str:
    return media.preferred(accept, (media.GRAPHQL, media.JSON))


def _status(answer: Answer, kind: str) -> int:
    """405 (a mutation by GET) is a matter of HTTP whatever the media type; other request errors are told by it."""
    if answer.status == MethodNotAllowed.status:
        return answer.status
    return answer.status if kind == media.GRAPHQL or answer.executed else 200


def _told(
    scope: Scope, headers: Mapping[bytes, bytes], kind: str, caller: Caller, answer: Answer
) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    """Status, headers and body; a read that everybody gets alike has a tag, and is not sent to who holds it already."""
    lasting = caller.anybody and scope["method"] in READS and answer.executed and not answer.codes
    head = [(b"content-length", b"%d" % len(answer.body)), *_fixed(kind, public=lasting)]
    if answer.status == MethodNotAllowed.status:  # a mutation by GET
        head.append((b"allow", b"POST"))
    if not lasting:
        return _status(answer, kind), head, answer.body
    tag = freshness.tag(kind, answer.body)
    head.append((b"etag", tag.encode()))
    if freshness.held(_text(headers, b"if-none-match"), tag):
        return NOT_MODIFIED, [one for one in head if not one[0].startswith(b"content-")], b""
    return _status(answer, kind), head, answer.body


@lru_cache(maxsize=4)
def _fixed(kind: str, *, public: bool) -> tuple[tuple[bytes, bytes], ...]:
    """A known caller's answer is nobody else's."""
    return (
        (b"content-type", f"{kind}; charset=utf-8".encode()),
        (b"cache-control", (freshness.PUBLIC if public else freshness.PRIVATE).encode()),
        *((name.lower().encode(), value.encode()) for name, value in VARY.items()),
    )
