"""An exchange of its own, as an operator runs it: `exchange serve` in a process, its embedded PostgreSQL with every safety on."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg
import httpx

from exchange import postgres
from exchange.clock import Clock
from exchange.database import Database
from exchange.grants.clients import Wanted, create_client
from exchange.postgres import process
from exchange.prepare import prepare
from exchange.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

COMMAND = str(Path(sys.executable).with_name("exchange"))
SECRET = "durable"
CLIENTS = {"origin": "FJ_MARKET", "keeper": "FJ_INFORMATION_CENTRE"}


@dataclass
class Site:
    """A data folder, and the server on it when one runs."""

    data: Path
    port: int
    server: subprocess.Popen[bytes] | None = None

    @property
    def cluster(self) -> Path:
        return self.data / "postgres" / "cluster"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> str:
        password = (self.data / "postgres" / "password").read_text()
        return (
            f"postgresql://exchange:{password}@/exchange?host={self.data / 'postgres' / 'socket'}&port=5432"
        )

    def start(self) -> None:
        """Serve, adopting or recovering what the last one left; returns when it is ready."""
        environ = {**os.environ, "EXCHANGE_DATA_DIR": str(self.data), "EXCHANGE_PORT": str(self.port)}
        self.server = subprocess.Popen([COMMAND, "serve"], env=environ, stdout=subprocess.DEVNULL)
        until = time.monotonic() + 90
        while not self.ready():
            assert self.server.poll() is None, "the server ended at its start"
            assert time.monotonic() < until, "the server did not become ready"
            time.sleep(0.05)

    def ready(self) -> bool:
        try:
            return httpx.get(f"{self.url}/readyz", timeout=2).status_code == 200
        except httpx.HTTPError:
            return False

    def kill(self) -> None:
        """End the server without a word."""
        assert self.server is not None
        self.server.kill()
        self.server.wait()

    def stop(self) -> None:
        """End it in order, and what it started with it."""
        if self.server is not None:
            self.server.send_signal(signal.SIGINT)
            self.server.wait(timeout=60)

    def postmaster(self) -> int:
        return int((self.cluster / "postmaster.pid").read_text().splitlines()[0])

    def down(self) -> None:
        """Kill PostgreSQL's parent, and wait until it and its children are gone."""
        os.kill(self.postmaster(), signal.SIGKILL)
        until = time.monotonic() + 30
        while process.anything_left(self.cluster) and time.monotonic() < until:
            time.sleep(0.02)

    async def rows(self, statement: str, *values: object) -> Sequence[asyncpg.Record]:
        """What the database holds, for the owner."""
        connection = await asyncpg.connect(self.database, server_settings={"synchronous_commit": "local"})
        try:
            return await connection.fetch(statement, *values)
        finally:
            await connection.close()


def roomy(wanted: int) -> Path | None:
    """The file system in memory, where it has so many bytes free; else None, which `tempfile` takes for its usual place."""
    shared = Path("/dev/shm")  # noqa: S108 - a new folder in it, and nobody else's to guess
    return shared if shared.is_dir() and shutil.disk_usage(shared).free > wanted else None


@contextmanager
def in_memory() -> Iterator[Path]:
    """A folder in memory where there is room: what is killed loses nothing there that it would keep on a disk."""
    path = Path(tempfile.mkdtemp(prefix="exchange-", dir=roomy(1 << 30)))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path)


async def made(data: Path) -> Site:
    """A site with two clients, not running yet."""
    with postgres.reachable(Settings.load({"EXCHANGE_DATA_DIR": str(data)})) as settings:
        await prepare(settings)
        async with Database.open(settings) as db, db.writing() as session:
            for role, department in CLIENTS.items():
                wanted = Wanted(
                    role, role, department=department, jurisdiction="350000", client_id=role, secret=SECRET
                )
                await create_client(session, Clock(settings), "test", wanted)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return Site(data, free.getsockname()[1])
