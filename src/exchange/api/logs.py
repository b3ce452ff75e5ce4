"""Structured logs: one JSON object a line, with what an operator needs and nothing that a record, a token or a person is in.

A line of a request has method, path without its query, status, milliseconds, the client's hash, the operation's name and the hash of its
document. A failure has its reference, the kind of exception and where it happened; never the exception's own words.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, TextIO

import orjson

FACTS = "facts"
_NAME = re.compile(r"[A-Za-z_][A-Za-z_0-9]{0,59}")
_requests = logging.getLogger("exchange.request")
_failures = logging.getLogger("exchange.failure")


class Lines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, logger, facts; of a message without arguments the first line, since asyncio quotes exceptions below it."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.name if record.args else str(record.msg).partition("\n")[0],
        }
        return orjson.dumps(line | getattr(record, FACTS, {}), default=str).decode()


class Batch(logging.Handler):
    """Writes the lines of one round of the event loop at once: a request does not wait for a disk or a pipe, sixteen share the call."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream
        self._waiting: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line until the loop's next round; without a loop write at once."""
        self._waiting.append(self.format(record))
        if len(self._waiting) > 1:
            return
        try:
            asyncio.get_running_loop().call_soon(self.flush)
        except RuntimeError:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        lines, self._waiting = self._waiting, []
        if lines:
            self._stream.write("\n".join(lines) + "\n")
            self._stream.flush()


def configure(level: str) -> None:
    """Send our lines to standard error; third parties speak from warning on, and Authlib never in detail (it prints tokens)."""
    # What no line of ours says is not looked up for each: the names of thread, process and task.
    for name in ("logThreads", "logProcesses", "logMultiprocessing", "logAsyncioTasks"):
        setattr(logging, name, False)
    handler = Batch(sys.stderr)
    handler.setFormatter(Lines())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("exchange").setLevel(level.upper())
    logging.getLogger("authlib").setLevel(logging.WARNING)


def requests_wanted() -> bool:
    """Whether anybody reads the lines of requests."""
    return _requests.isEnabledFor(logging.INFO)


def request(**facts: object) -> None:
    """A request that was answered."""
    record = logging.LogRecord(_requests.name, logging.INFO, "", 0, "request", (), None)
    setattr(record, FACTS, facts)
    _requests.handle(record)  # `info` would walk the stack for a line number that nobody prints


@lru_cache(maxsize=4096)
def name(text: str | None) -> str | None:
    """An operation's name as far as it is one; without digits, since some put a number of somebody into it."""
    return None if text is None or not _NAME.fullmatch(text) else re.sub(r"\d", "#", text)


def failure(reference: str, error: BaseException) -> None:
    """Something that no error of ours describes."""
    where = [
        f"{Path(one.filename).name}:{one.lineno} {one.name}"
        for one in traceback.extract_tb(error.__traceback__)[-8:]
    ]
    facts = {"reference": reference, "kind": type(error).__name__, "where": where}
    _failures.error("internal error", extra={FACTS: facts})


@lru_cache(maxsize=4096)
def mark(text: str | None) -> str | None:
    """A short hash: enough to find lines that belong together, too little to tell what of."""
    return None if text is None else hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]
