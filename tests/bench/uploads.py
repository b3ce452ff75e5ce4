"""How much memory and time a department's file takes by HTTP: `exchange serve` as its own process, one `POST`, asked until done.

Also a command: `python -m tests.bench.uploads 10000 100000`, or with the kind of file: `… 100000 json`, `… 100000 gb18030`.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from tests.bench.imports import Rate, lines
from tests.durability.scene import SECRET, Site, made

if TYPE_CHECKING:
    from collections.abc import Iterator

MEDIA = {"ndjson": "application/x-ndjson", "json": "application/json", "gb18030": "text/csv"}


def upload_rate(site: Site, rows: int, kind: str = "ndjson") -> Rate:
    """Send so many valid rows to a server of its own; seconds count from the first byte sent to the report."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "decisions"
        with path.open("wb") as file:
            file.writelines(content(rows, kind))
        site.start()
        try:
            return _measured(site, path, rows, kind)
        finally:
            site.stop()


def content(rows: int, kind: str) -> Iterator[bytes]:
    """The rows as a file of this kind."""
    texts = lines(rows)
    if kind == "ndjson":
        yield from (text.encode() for text in texts)
    elif kind == "json":
        yield b"["
        for number, text in enumerate(texts):
            yield (text if number == 0 else f",{text}").encode()
        yield b"]"
    else:
        first = json.loads(next(texts))
        yield f"{','.join(first)}\n".encode(kind)
        for one in itertools.chain([first], map(json.loads, texts)):
            yield f"{','.join(map(_cell, one.values()))}\n".encode(kind)


def _cell(value: object) -> str:
    return value[0] if isinstance(value, list) else str(value)


def _measured(site: Site, path: Path, rows: int, kind: str) -> Rate:
    assert site.server is not None
    status = Path(f"/proc/{site.server.pid}/status")
    with httpx.Client(base_url=site.url, timeout=60) as web:
        start = time.monotonic()
        told = _sent(web, path, f"bench-{rows}-{kind}-{time.time_ns()}", MEDIA[kind])
        seconds = time.monotonic() - start
    assert told["accepted"] + told["warned"] == rows, told
    facts = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
    return Rate(rows, seconds, _processor(site.server.pid), int(facts["VmHWM"].split()[0]) / 1024)


def _sent(web: httpx.Client, path: Path, batch: str, media: str) -> dict[str, int]:
    """The report, asked for until it is there."""
    _signed_in(web)
    with path.open("rb") as file:
        parts = iter(lambda: file.read(1 << 20), b"")
        answer = web.post(
            "/submissions",
            params={"item": "penalty", "batch": batch},
            content=parts,
            headers={"content-type": media},
        )
    while answer.status_code == httpx.codes.ACCEPTED:
        time.sleep(1)
        answer = web.get("/submissions", params={"batch": batch})
        if answer.status_code == httpx.codes.UNAUTHORIZED:  # a token lives five minutes
            _signed_in(web)
            answer = httpx.Response(httpx.codes.ACCEPTED)
    assert answer.status_code == httpx.codes.OK, answer.text
    found: dict[str, int] = answer.json()
    return found


def _signed_in(web: httpx.Client) -> None:
    told = web.post("/oauth/token", auth=("origin", SECRET), data={"grant_type": "client_credentials"})
    web.headers["authorization"] = f"Bearer {told.json()['access_token']}"


def _processor(pid: int) -> float:
    """CPU seconds of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def main() -> None:
    """Print the rates for the numbers of rows that are given."""
    kinds = [word for word in sys.argv[1:] if word in MEDIA] or ["ndjson"]
    sizes = [int(word) for word in sys.argv[1:] if word.isdecimal()] or [10_000]
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        site = asyncio.run(made(Path(folder) / "data"))
        for kind in kinds:
            for rows in sizes:
                print(f"by HTTP, {kind}: {upload_rate(site, rows, kind)}", flush=True)


if __name__ == "__main__":
    main()
