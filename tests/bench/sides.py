"""The two servers that are compared, each a process of its own over one database, and what they cost the machine."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from tests.bench import handwritten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from exchange.settings import Settings
    from tests.bench.shapes import Shape

_TICK = os.sysconf("SC_CLK_TCK")
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Side:
    """A server: its process and port."""

    pid: int
    port: int


@dataclass(frozen=True, slots=True)
class Known:
    """The partner department's client, its token and its agreement."""

    token: str
    client: str
    agreement: str


def exchange_request(shape: Shape, values: Sequence[Any], known: Known | None) -> bytes:
    """A question to the exchange as a GraphQL client sends it."""
    variables = {
        name: str(one) if not isinstance(one, int) else one
        for name, one in zip(shape.variables, values, strict=True)
    }
    body = json.dumps({"query": shape.document(granted=known is not None), "variables": variables}).encode()
    head = [
        "POST /graphql HTTP/1.1",
        "Host: bench",
        "Accept: application/graphql-response+json",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        *(
            [f"Authorization: Bearer {known.token}", f"Exchange-Agreement: {known.agreement}"]
            if known
            else []
        ),
    ]
    return "\r\n".join([*head, "", ""]).encode() + body


def hand_request(shape: Shape, values: Sequence[Any], known: Known | None) -> bytes:
    """The same question to the hand-written handler."""
    path = f"{'/granted' if known else ''}/{shape.name}?{urlencode(dict(zip(shape.variables, values, strict=True)))}"
    own = (
        [f"Authorization: Bearer {handwritten.TOKEN}", f"Exchange-Agreement: {known.agreement}"]
        if known
        else []
    )
    return "\r\n".join(
        [f"GET {path} HTTP/1.1", "Host: bench", "Accept: application/json", *own, "", ""]
    ).encode()


@contextmanager
def serving(settings: Settings, command: Sequence[str], more: Mapping[str, str], path: str) -> Iterator[Side]:
    """A server over the database of the settings, until the block ends; ready when `path` answers."""
    port = _free_port()
    environ = {
        **os.environ,
        "EXCHANGE_DATABASE_URL": settings.database_url or "",
        "EXCHANGE_DATA_DIR": str(settings.data_dir),
        "EXCHANGE_PORT": str(port),
        "EXCHANGE_LOG_LEVEL": "WARNING",  # the other side writes no line per request either
        "EXCHANGE_WORKER": "no",  # the other side keeps no house either
        "EXCHANGE_COST_PER_MINUTE": "0",  # all load comes from one address
        "EXCHANGE_DOCUMENTS_PER_MINUTE": "0",
        handwritten.PORT: str(port),
        **more,
    }
    process = subprocess.Popen(command, env=environ)
    try:
        _wait(process, f"http://127.0.0.1:{port}{path}")
        yield Side(process.pid, port)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def cpu(pids: Sequence[int]) -> float:
    """Seconds of processor time that the processes have used."""
    return sum(_ticks(pid) for pid in pids) / _TICK


def children(pid: int) -> list[int]:
    """A process and its children: PostgreSQL and its backends."""
    known = (int(one.name) for one in Path("/proc").iterdir() if one.name.isdigit())
    return [pid, *(one for one in known if _stat(one)[1:2] == [str(pid)])]


def _ticks(pid: int) -> int:
    fields = _stat(pid)
    return int(fields[11]) + int(fields[12]) if fields else 0


def _stat(pid: int) -> list[str]:
    """The fields after the command's name; none when the process is gone."""
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return []


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - our own server on loopback
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("A server of the benchmark did not start.")
