"""Whether the server of a cluster runs, and how far it is.

`postmaster.pid` outlives a power cut and kill -9, and the number in it may by then be another program's. So a server counts as running
only when that process is a `postgres` whose working directory is the cluster.

A server killed alone may leave a child that still writes. PostgreSQL guards against that by the pid file, so the file is removed only
when no process of the cluster is left.
"""

from __future__ import annotations

import os
from pathlib import Path

_STATUS_LINE = 7


def status(cluster: Path) -> str | None:
    """`starting`, `ready`, `stopping` or another word of the server's; None when it does not run."""
    lines = _lines(cluster)
    if not lines or not lines[0].strip().isdigit() or not _is_server(int(lines[0]), cluster):
        return None
    return lines[_STATUS_LINE].strip() if len(lines) > _STATUS_LINE else "starting"


def anything_left(cluster: Path) -> bool:
    """Whether any process of the server lives, be it a child without its parent. False where there is no /proc."""
    return any(_is_of(entry, cluster) for entry in Path("/proc").glob("[0-9]*"))


def forget(cluster: Path, socket: Path) -> None:
    """Remove what a server that is gone left behind; PostgreSQL would take the number in it for a living server's.

    Where there is no /proc to be sure by, PostgreSQL decides.
    """
    if Path("/proc/self").exists():
        (cluster / "postmaster.pid").unlink(missing_ok=True)
        for left in socket.glob(".s.PGSQL.*"):
            left.unlink(missing_ok=True)


def _lines(cluster: Path) -> list[str]:
    try:
        return (cluster / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return []


def _is_server(pid: int, cluster: Path) -> bool:
    return _is_of(Path(f"/proc/{pid}"), cluster) if Path("/proc/self").exists() else _alive(pid)


def _is_of(entry: Path, cluster: Path) -> bool:
    try:
        program = (entry / "exe").readlink().name.removesuffix(" (deleted)")
        return program == "postgres" and (entry / "cwd").samefile(cluster)
    except OSError:  # another user's, or gone by now
        return False


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
