"""Starting, sharing, adopting and stopping the embedded server.

Every process that uses the server holds a shared lock for as long as it lives; the kernel lets go of it even after kill -9, so the last
one to leave knows that it is the last and stops the server. Starting and stopping happen under a second, exclusive lock.
What kill -9 left running is recognised by its process, not by its pid file, which may name a stranger after a reboot.
"""

from __future__ import annotations

import fcntl
import os
import re
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Self
from urllib.parse import quote

from exchange.errors import StartupError
from exchange.postgres import cluster, process
from exchange.postgres.account import account
from exchange.postgres.home import Home, home
from exchange.postgres.install import programs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

_PATIENCE = 60
"""Seconds granted to a recovery after a crash, or to a server that is stopping."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """A running server that this process uses. Leave it by `stop`, or use it as a context manager."""

    url: str
    log: Path
    _home: Home
    _programs: Path
    _using: IO[bytes]

    def stop(self) -> None:
        """Leave the server; it is shut down when nobody else uses it. A second call does nothing."""
        if self._using.closed:
            return
        with _locked(self._home.starting):
            self._using.close()
            with _opened(self._home.users) as users:
                if _alone(users):
                    _stop(self._home, self._programs)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def start(data_dir: Path) -> Embedded:
    """The server of a data folder: started, joined when another process runs it, adopted when a killed one left it.

    Raises StartupError.
    """
    place = home(data_dir, account())
    with _locked(place.starting):
        binaries = programs(place.runs_as, place.root)
        if not _running(place.cluster):
            cluster.prepare(place, binaries)
            process.forget(place.cluster, place.socket())
            _start(place, binaries)
        using = _opened(place.users)
        fcntl.flock(using, fcntl.LOCK_SH)
    return Embedded(_url(place), place.cluster / "log", place, binaries, using)


def _running(folder: Path) -> bool:
    """Whether the server is ready. Waits for one on its way up or down, and for the children of one that was killed."""
    deadline = time.monotonic() + _PATIENCE
    while (status := process.status(folder)) != "ready":
        if status is None and not process.anything_left(folder):
            return False
        if time.monotonic() > deadline:
            raise StartupError(
                f"The embedded PostgreSQL is {status or 'killed, but its processes live on'} for {_PATIENCE} seconds. "
                f"Its log is in {folder / 'log'}."
            )
        time.sleep(0.05)
    return True


def _start(place: Home, binaries: Path) -> None:
    place.start_log.write_text("")
    place.start_log.chmod(0o600)
    place.runs_as.give(place.start_log)
    done = place.runs_as.run(
        *(binaries / "pg_ctl", "start", "--silent", "--wait", f"--timeout={_PATIENCE}"),
        *(f"--pgdata={place.cluster}", f"--log={place.start_log}"),
        cwd=place.cluster,
    )
    if done.returncode:
        reason = _fatal(place) or done.stderr.strip()
        raise StartupError(
            f"The embedded PostgreSQL did not start: {reason}. Its log is in {place.cluster / 'log'}."
        )


def _fatal(place: Home) -> str | None:
    """The last fatal message of the start, before its own log was open or after."""
    logs = sorted((place.cluster / "log").glob("*.log"), key=lambda log: log.stat().st_mtime)
    for log in (place.start_log, *logs[-1:]):
        found = re.findall(r"(?:FATAL|PANIC): +(.*)", log.read_text(errors="replace"))
        if found:
            return str(found[-1])
    return None


def _stop(place: Home, binaries: Path) -> None:
    place.runs_as.run(
        *(binaries / "pg_ctl", "stop", "--silent", "--wait", "--mode=fast", f"--timeout={_PATIENCE}"),
        f"--pgdata={place.cluster}",
        cwd=place.cluster,
    )


def _url(place: Home) -> str:
    socket = quote(str(place.socket()), safe="")
    return f"postgresql://{cluster.OWNER}:{place.password()}@/{cluster.DATABASE}?host={socket}&port={cluster.PORT}"


def _opened(path: Path) -> IO[bytes]:
    """A lock file that no other user can open, and so cannot hold against us."""
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "rb+")


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with _opened(path) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _alone(users: IO[bytes]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
