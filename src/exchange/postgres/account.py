"""As whom the server runs, and which folders that account can enter.

PostgreSQL refuses to run as root. Started by root it runs as `nobody` (initdb wants an entry in the password file, so a free number
will not do), and then its files must lie where `nobody` can reach them; no parent folder is ever opened for that. Started by
anyone else it runs as that user, and all of this is nothing.
"""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exchange.errors import StartupError

if TYPE_CHECKING:
    from pathlib import Path

ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
"""All that the server's programs get to see: a PGDATA or PGHOST of the operator's must not lead them elsewhere."""


@dataclass(frozen=True, slots=True)
class Account:
    """The user the server runs as; `switched` when it is another than the one who starts it."""

    uid: int
    gid: int
    switched: bool

    def can_enter(self, folder: Path) -> bool:
        """Whether the account may pass through this folder and all its parents."""
        return not self.switched or all(self._may_pass(step) for step in (folder, *folder.parents))

    def _may_pass(self, folder: Path) -> bool:
        found = folder.stat()
        if found.st_uid == self.uid:
            return bool(found.st_mode & stat.S_IXUSR)
        if found.st_gid == self.gid:
            return bool(found.st_mode & stat.S_IXGRP)
        return bool(found.st_mode & stat.S_IXOTH)

    def give(self, path: Path) -> None:
        """Make the account owner of the path."""
        if self.switched:
            shutil.chown(path, self.uid, self.gid)

    def run(self, *command: str | Path, stdin: str = "", cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run a program as this account, apart from our terminal: Ctrl-C is for us, who then stop the server in order."""
        return subprocess.run(  # noqa: S603  # the program is the wheel's, the arguments are ours
            [str(part) for part in command],
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            cwd=cwd,
            env=ENVIRONMENT,
            start_new_session=True,
            user=self.uid if self.switched else None,
            group=self.gid if self.switched else None,
            extra_groups=[] if self.switched else None,
        )


def account() -> Account:
    """The account for a server started by this process; raises StartupError when root finds no `nobody`."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), switched=False)
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        raise StartupError(
            "PostgreSQL does not run as root, and this machine has no user `nobody` to run it as. "
            "Start the exchange as an ordinary user, or set EXCHANGE_DATABASE_URL."
        ) from None
    return Account(entry.pw_uid, entry.pw_gid, switched=True)
