"""HTTP/1.1 as strictly as a server on the open net needs it; uvicorn's protocol has no deadline for what a client sends.

Everything here is refused before the application hears of it, with a sentence of the catalogue, and the connection is closed: after a
request that two readers could understand in two ways, nobody knows where the next one begins.

One watch for all connections looks at their deadlines twice a second; a timer for each request would cost the honest ones.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import httptools
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from exchange.api import problems
from exchange.errors import BadRequest, HeadersTooLarge, RequestTimeout, TooManyRequests
from exchange.wire.crowd import IDLE
from exchange.wire.cycle import Cycle

if TYPE_CHECKING:
    from exchange.errors import ExchangeError
    from exchange.wire.crowd import Crowd

HEADERS = 3.0
"""Seconds from the first byte of a request to the end of its headers."""
BODY = 6.0
"""Seconds for the body: a megabyte at 1.4 Mbit/s."""
UPLOADED = ("/submissions", "/documents")
RATE = 16 * 1024
"""Bytes a second that a file must come at least, so that a large one may take its time and a slow one is cut off: it can go on."""
UPLOAD = 3600.0
"""Seconds for one part of a file."""
UNREAD = 30.0
"""Seconds in which a client must have taken an answer."""
LINGER = 1.0
"""Seconds for a refused client to hear why."""
HEAD = 32 * 1024
"""Bytes of address and headers together: a GET carries its query in the address."""
PIPELINED = 16
"""Requests waiting behind one that is being answered, on one connection."""
ALONE = frozenset(
    {
        b"host",
        b"authorization",
        b"content-type",
        b"content-encoding",
        b"exchange-agreement",
        b"exchange-case",
        b"upload-offset",
        b"upload-complete",
    }
)
"""Headers that say one thing: sent twice, a proxy and we could each read another one."""


class Unclear(Exception):
    """Raised inside the parser to end it."""


class Guarded(HttpToolsProtocol):
    """uvicorn's protocol with deadlines, limits and no forgiveness. `guarded` makes the class that the server takes."""

    crowd: Crowd

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Let it in unless its address has too many."""
        super().connection_made(transport)
        self.error: ExchangeError = BadRequest(problem="it is not proper HTTP/1.1.")
        self.head = 0
        self.refused = False
        self.unread_since = self.ends = 0.0
        self.address = self.client[0] if self.client else ""
        unwelcome = self.crowd.enter(self)
        self.deadline = self.crowd.now + IDLE
        if unwelcome is not None:
            self.refuse(unwelcome)

    def connection_lost(self, exc: Exception | None) -> None:
        """Make room for the next one."""
        self.crowd.leave(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Parse, and look whether headers come without end."""
        if self.refused:
            return
        self.head += len(data)
        super().data_received(data)
        if self.head > HEAD and self.cycle is None and not self.transport.is_closing():
            self.refuse(HeadersTooLarge(limit=HEAD))

    def on_message_begin(self) -> None:
        """From here the clock runs."""
        super().on_message_begin()
        self.deadline = self.crowd.now + HEADERS

    def on_headers_complete(self) -> None:
        """Refuse what is unclear; what comes behind the body as a trailer is no header of this request."""
        error = self._unclear()
        if error is not None:
            self.error = error
            raise Unclear
        self._begin()
        self.headers = []
        self.deadline = self.crowd.now + BODY
        self.ends = self.crowd.now + UPLOAD if self.cycle.scope["path"] in UPLOADED else 0.0

    def _begin(self) -> None:
        """Hand the request on, or let it wait for the one before.

        h2c is passed over, as RFC 9110 §7.8 allows; the connection ends with the answer.
        """
        parser, scope, url = self.parser, self.scope, httptools.parse_url(self.url)
        version, path = parser.get_http_version(), url.path.decode("ascii")
        scope["http_version"], scope["method"] = version, parser.get_method().decode("ascii")
        scope["path"], scope["raw_path"] = unquote(path) if "%" in path else path, url.path
        scope["query_string"] = url.query or b""
        before: RequestResponseCycle | None = self.cycle
        self.cycle = Cycle(
            scope,
            self.transport,
            self.flow,
            self.logger,
            self.access_logger,
            self.access_log,
            self.server_state.default_headers,
            asyncio.Event(),
            self.expect_100_continue,
            version != "1.0" and parser.should_keep_alive() and not parser.should_upgrade(),
            self.on_response_complete,
        )
        if before is None or before.response_complete:
            self._start_asgi_task(self.cycle, self.app)
        else:
            self.flow.pause_reading()
            self.pipeline.appendleft((self.cycle, self.app))

    def on_body(self, body: bytes) -> None:
        """A file earns its time by coming."""
        super().on_body(body)
        if self.ends and self.deadline:
            earned = max(self.deadline, self.crowd.now) + len(body) / RATE
            self.deadline = min(earned, self.crowd.now + BODY, self.ends)

    def on_message_complete(self) -> None:
        """Now it is our turn."""
        super().on_message_complete()
        self.deadline = 0.0
        self.head = 0

    def on_response_complete(self) -> None:
        """Wait for the next request, but not for ever; the watch looks after that, so uvicorn's timer is not set."""
        self.server_state.total_requests += 1
        if self.transport.is_closing():
            return
        self.flow.resume_reading()
        if self.pipeline:
            self._start_asgi_task(*self.pipeline.pop())
        if self.cycle.response_complete and not self.cycle.more_body:
            self.deadline = self.crowd.now + IDLE

    def resume_writing(self) -> None:
        """Most of what waited has been taken: a client that reads slowly is no client that does not read."""
        super().resume_writing()
        self.unread_since = 0.0

    def look(self, now: float) -> None:
        """End the connection when its client is too slow in sending or in taking."""
        if self.transport.get_write_buffer_size():
            self.unread_since = self.unread_since or now
            if now - self.unread_since > UNREAD:
                self.transport.abort()
            return
        self.unread_since = 0.0
        if not 0 < self.deadline < now or self.flow.read_paused:
            return
        if self.head and not self.refused:
            self.refuse(RequestTimeout())
        else:
            self.transport.close()

    def _unsupported_upgrade_warning(self) -> None:
        """Anybody can ask for an upgrade; that is nothing to tell the operator."""

    def send_400_response(self, msg: str) -> None:
        """What the parser could not take, in our words; uvicorn calls this."""
        del msg
        self.refuse(self.error)

    def refuse(self, error: ExchangeError) -> None:
        """Say why and hang up. While an earlier request is being answered only hang up: the words would be taken for its answer."""
        cycle: RequestResponseCycle | None = self.cycle
        if cycle is not None and not cycle.response_complete:
            if cycle.response_started or not cycle.more_body or self.pipeline:
                self.transport.close()
                return
            cycle.disconnected = True  # nothing more comes of it; whoever reads its body is told
            cycle.message_event.set()
        self.transport.write(_answer(error))
        self.transport.write_eof()
        self.refused = (
            True  # what still comes is read and dropped: closing at once would destroy the words on their way
        )
        self.deadline = self.crowd.now + LINGER

    def _unclear(self) -> ExchangeError | None:
        if self.head > HEAD and _size(self.url, self.headers) > HEAD:
            return HeadersTooLarge(limit=HEAD)
        if len(self.pipeline) >= PIPELINED:
            return TooManyRequests(what="requests waiting on a connection", limit=PIPELINED, retry_after=1)
        version = self.parser.get_http_version()
        if version not in {"1.1", "1.0"}:
            return BadRequest(problem="only HTTP/1.1 and HTTP/1.0 are spoken here.")
        names = dict(self.headers)
        if b"host" not in names:
            return BadRequest(problem="the header Host is missing.")
        if len(names) < len(self.headers) and _twice(self.headers):
            return BadRequest(problem="a header that says one thing is sent twice.")
        if b"transfer-encoding" in names and (version == "1.0" or not _chunked(self.headers)):
            return BadRequest(problem="the only transfer encoding is chunked, in HTTP/1.1.")
        if self.parser.should_upgrade() and self._get_upgrade() == b"websocket":
            return BadRequest(problem="WebSocket is not offered here. Use GET or POST.")
        return None


def guarded(crowd: Crowd) -> type[Guarded]:
    """The protocol for one server and its crowd."""
    return type("Guarded", (Guarded,), {"crowd": crowd})


def _size(url: bytes, headers: list[tuple[bytes, bytes]]) -> int:
    return len(url) + sum(len(name) + len(value) + 4 for name, value in headers)


def _twice(headers: list[tuple[bytes, bytes]]) -> bool:
    names = [name for name, _ in headers]
    return any(names.count(name) > 1 for name in ALONE)


def _chunked(headers: list[tuple[bytes, bytes]]) -> bool:
    return [value.lower() for name, value in headers if name == b"transfer-encoding"] == [b"chunked"]


def _answer(error: ExchangeError) -> bytes:
    response: Any = problems.details(error)
    lines = [b"%b: %b\r\n" % pair for pair in response.raw_headers]
    return b"".join(
        [STATUS_LINE[response.status_code], *lines, b"connection: close\r\n\r\n", bytes(response.body)]
    )
