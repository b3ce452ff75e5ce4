"""The edge: what holds for every answer, whatever made it. Safe headers, one line in the log, and nothing raised towards the server.

The log names a path as the application knows it: what stands in the place of a parameter, and addresses that nobody serves, could be
anybody's number.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Protocol

from starlette.requests import ClientDisconnect, Request

from exchange.access import EXERCISED
from exchange.api import logs, problems
from exchange.laps import Laps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from exchange.grants.uses import Uses

SECURITY = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
NOTHING_RUNS = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")
"""For everything but pages, which bring a policy of their own."""

UNAUTHENTICATED, CHALLENGE = 401, b"www-authenticate"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
GONE = 499
"""What the log says when the client left before it was answered."""

_FACTS, _LAPS = "exchange.facts", "exchange.laps"
_TOLD = {"client": logs.mark, "document": logs.mark, "operation": logs.name}
"""What of a request is told only in part."""


def note(scope: Scope, **facts: object) -> None:
    """Facts for the request's line in the log."""
    scope.setdefault(_FACTS, {}).update(facts)


def laps(scope: Scope) -> Laps | None:
    """The laps of a request that is traced, the reading of it done."""
    found: Laps | None = scope.get(_LAPS)
    if found is not None:
        found.lap("read")
    return found


class Watcher(Protocol):
    """Wants to know of every request that was answered: the metrics, the traces."""

    def request(self, path: str, document: str | None, status: int, codes: Sequence[str], laps: Laps) -> None:
        """`path` as the application knows it; of the document's text only a hash may be told."""


class Edge:
    """The outermost layer of the application."""

    def __init__(
        self,
        app: ASGIApp,
        resource_metadata: str | None = None,
        watchers: Sequence[Watcher] = (),
        uses: Callable[[], Uses | None] = lambda: None,
    ) -> None:
        self._app = app
        self._uses = uses
        self._watchers = watchers
        self._resource = f', resource_metadata="{resource_metadata}"'.encode() if resource_metadata else b""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, and write down that and how long."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if self._watchers:
            scope[_LAPS] = Laps()
        uses = self._uses()
        noted = EXERCISED.set([]) if uses is not None else None
        started, sending = time.perf_counter(), _Sending(send, self._resource)
        try:
            await self._app(scope, receive, sending)
        except ClientDisconnect:
            sending.status = sending.status or GONE
        except Exception as error:  # noqa: BLE001 - the last resort
            response = await problems.problem(Request(scope), error)
            if not sending.status:
                await response(scope, receive, sending)
        spent = time.perf_counter() - started
        if uses is not None and noted is not None:
            uses.note(EXERCISED.get() or ())
            EXERCISED.reset(noted)
        if self._watchers:
            self._tell(scope, sending.status)
        if logs.requests_wanted():
            logs.request(**_facts(scope), status=sending.status, ms=round(spent * 1000, 1))

    def _tell(self, scope: Scope, status: int) -> None:
        """Tell those who watch."""
        told, laps = scope.get(_FACTS, {}), scope[_LAPS]
        laps.lap("send")
        for one in self._watchers:
            one.request(_path(scope), told.get("document"), status, _codes(told), laps)


class _Sending:
    """Sends, adds the headers, remembers the status."""

    def __init__(self, send: Send, resource: bytes) -> None:
        self._send = send
        self._resource = resource
        self.status = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = self._led(message["headers"]) if self.status == UNAUTHENTICATED else message["headers"]
            own = NOTHING_RUNS[0] in dict(headers)
            message["headers"] = [*headers, *SECURITY] if own else [*headers, *SECURITY, NOTHING_RUNS]
        await self._send(message)

    def _led(self, headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        """Whoever is asked for a token is told where one learns to get it (RFC 9728 §5.1)."""
        return [
            (name, value + self._resource if name == CHALLENGE and value.startswith(b"Bearer ") else value)
            for name, value in headers
        ]


def _codes(facts: dict[str, Any]) -> tuple[str, ...]:
    """Codes of the errors that were told: several inside a GraphQL answer, one in place of an answer."""
    found: tuple[str, ...] = facts.get("codes", ())
    return found or ((facts["code"],) if "code" in facts else ())


def _path(scope: Scope) -> str:
    """The address as the application knows it."""
    path = str(scope["path"]) if "endpoint" in scope else "unknown"
    for name, value in scope.get("path_params", {}).items():
        before, _, after = path.rpartition(str(value))
        path = f"{before}{{{name}}}{after}"
    return path


def _facts(scope: Scope) -> dict[str, Any]:
    method = scope["method"] if scope["method"] in METHODS else "other"
    facts = scope.get(_FACTS, {})
    named = {name: tell(facts[name]) for name, tell in _TOLD.items() if name in facts}
    return {"method": method, "path": _path(scope), **facts, **named}
