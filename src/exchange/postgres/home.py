"""The folder that holds one embedded server, and proof that it is ours.

    data_dir/exchange.marker       a data folder of the exchange; anything else that is not empty is left alone
    data_dir/postgres/             the home, or /var/lib/credit-exchange-<hash> when `nobody` cannot enter data_dir
        cluster/                   PGDATA
        password                   of the owner, 0600
        socket/                    private folder of the socket
        starting.lock, users.lock  one process starts or stops at a time; every user holds the second one shared

A file or folder that cannot be used ends the start with a sentence that names it.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from exchange.errors import StartupError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchange.postgres.account import Account

MARKER = "exchange.marker"
_MARKER_TEXT = "Data folder of a Credit Exchange. Do not edit; to start afresh, remove the whole folder.\n"
_SHARED = Path("/var/lib")
_LONGEST_SOCKET = 107 - len("/.s.PGSQL.5432.lock")
_GROUP_AND_OTHERS = 0o077


@dataclass(frozen=True, slots=True)
class Home:
    """Paths of one embedded server."""

    data_dir: Path
    root: Path
    runs_as: Account

    @property
    def cluster(self) -> Path:
        """PGDATA."""
        return self.root / "cluster"

    @property
    def start_log(self) -> Path:
        """What the server said before its own log was open."""
        return self.root / "start.log"

    @property
    def starting(self) -> Path:
        """Lock of whoever starts or stops."""
        return self.root / "starting.lock"

    @property
    def users(self) -> Path:
        """Lock held shared by every process that uses the server."""
        return self.root / "users.lock"

    def socket(self) -> Path:
        """The private folder of the socket, made when missing. A socket's path is limited to 107 bytes."""
        inside = self.root / "socket"
        if len(os.fsencode(inside)) <= _LONGEST_SOCKET:
            return _private(inside, self.runs_as)
        return _private(Path(tempfile.gettempdir()) / f"credit-exchange-{_digest(self.root)}", self.runs_as)

    def password(self) -> str:
        """The owner's password, made at first use."""
        path = self.root / "password"
        if not path.exists():
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_hex(32))
        return path.read_text()


def home(data_dir: Path, runs_as: Account) -> Home:
    """The home of the server of a data folder, made when missing. Raises StartupError for a folder that cannot be used."""
    with _explained(data_dir):
        _claim(data_dir, runs_as)
        inside = data_dir / "postgres"
        root = inside if runs_as.can_enter(data_dir) else _SHARED / f"credit-exchange-{_digest(data_dir)}"
    with _explained(root):
        root.mkdir(mode=0o711, exist_ok=True)
        if runs_as.switched:
            root.chmod(0o711)
        (root / "starting.lock").touch(mode=0o600)
    return Home(data_dir, root, runs_as)


def _claim(data_dir: Path, runs_as: Account) -> None:
    """Mark a new or empty folder as ours. The marker is the first thing in it: another starter sees it or nothing."""
    if not data_dir.is_dir():
        data_dir.mkdir(parents=True, exist_ok=True)
        data_dir.chmod(0o711 if runs_as.switched else 0o700)  # the server's account may pass, not list
    found = {path.name for path in data_dir.iterdir()}
    if MARKER in found:
        return
    if found:
        raise StartupError(
            f"The data folder {data_dir} holds files that are not an exchange's. "
            "Set EXCHANGE_DATA_DIR to a new or empty folder."
        )
    (data_dir / MARKER).write_text(_MARKER_TEXT)


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except (FileExistsError, NotADirectoryError):
        problem = f"The data folder {folder} cannot be made: a file is in its place. Set EXCHANGE_DATA_DIR to a folder."
        raise StartupError(problem) from None
    except OSError as error:
        problem = (
            f"The data folder {folder} cannot be written ({error.strerror}). "
            "Give this user the right to write there, or set EXCHANGE_DATA_DIR to another folder."
        )
        raise StartupError(problem) from None


def _private(folder: Path, runs_as: Account) -> Path:
    """The folder, which must be the account's alone: in a place open to all someone else may have made it first."""
    with _explained(folder):
        if not folder.exists():
            folder.mkdir(mode=0o700)
            runs_as.give(folder)
        found = folder.lstat()
        if folder.is_symlink() or found.st_uid != runs_as.uid or found.st_mode & _GROUP_AND_OTHERS:
            raise StartupError(
                f"The socket folder {folder} is not this server's alone. Remove it and start again."
            )
    return folder


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:16]
