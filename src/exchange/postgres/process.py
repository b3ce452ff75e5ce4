"""Whether the server of a cluster runs, and how far it is.

`postmaster.pid` outlives a power cut and kill -9, and the number in it may by then be another program's. So a server counts as running
only when that process is a `postgres` whose working directory is the cluster.
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


def forget(cluster: Path) -> None:
    """Remove the pid file of a server that does not run any more."""
    (cluster / "postmaster.pid").unlink(missing_ok=True)


def _lines(cluster: Path) -> list[str]:
    try:
        return (cluster / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return []


def _is_server(pid: int, cluster: Path) -> bool:
    if not Path("/proc/self").exists():  # no /proc on macOS: alive has to do
        return _alive(pid)
    try:
        program = Path(f"/proc/{pid}/exe").readlink().name.removesuffix(" (deleted)")
        return program == "postgres" and Path(f"/proc/{pid}/cwd").samefile(cluster)
    except OSError:
        return False


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
