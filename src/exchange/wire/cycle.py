"""One request and its answer, as uvicorn has it, with the usual answer written in one piece.

uvicorn looks at each header of each answer for characters that may not stand there, and writes head and body apart. Nearly all of our
headers are the same from answer to answer, so their lines are kept, looked at once. What is streamed, chunked or the last of its connection
goes uvicorn's way.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.httptools_impl import (
    HEADER_RE,
    HEADER_VALUE_RE,
    STATUS_LINE,
    RequestResponseCycle,
)

if TYPE_CHECKING:
    from starlette.types import Message

_KEPT = 2_048
_STEERING = frozenset({b"connection", b"transfer-encoding"})
"""Headers that say how the answer is sent."""


class Cycle(RequestResponseCycle):
    """uvicorn's cycle; the head waits for the beginning of the body."""

    _head: Any = None

    async def send(self, message: Any) -> None:  # noqa: ANN401 - uvicorn's types of messages are its own
        """Send a message of the application."""
        head = self._head
        if head is None:
            if message["type"] == "http.response.start":
                self._head = message
                return
            await super().send(message)
            return
        del self._head
        if self._plain(message):
            whole = _whole(head, message["body"])
            if whole is not None:
                self._answer(whole)
                return
        await super().send(head)
        await super().send(message)

    def _plain(self, message: Message) -> bool:
        """Whether the body is all there, and there is nothing else to heed."""
        return (
            self.keep_alive
            and not (message.get("more_body") or self.response_started)
            and not (self.disconnected or self.flow.write_paused or self.access_log)
            and self.scope["method"] != "HEAD"
        )

    def _answer(self, whole: bytes) -> None:
        self.response_started = self.response_complete = True
        self.waiting_for_100_continue = False
        self.transport.write(whole)
        self.message_event.set()
        self.on_response()


def _whole(head: Message, body: bytes) -> bytes | None:
    """The answer as it goes over the wire; None where its head does not simply say how long the body is."""
    headers = head["headers"]
    if (b"content-length", b"%d" % len(body)) not in headers:
        return None
    lines = [_line(pair) for pair in headers]
    return None if None in lines else b"".join([STATUS_LINE[head["status"]], *lines, b"\r\n", body])  # type: ignore[list-item]


@lru_cache(_KEPT)
def _line(pair: tuple[bytes, bytes]) -> bytes | None:
    """A header as a line; None for what uvicorn has to look at."""
    name, value = pair[0].lower(), pair[1]
    if name in _STEERING or HEADER_RE.search(name) or HEADER_VALUE_RE.search(value):
        return None
    return b"%b: %b\r\n" % (name, value)
