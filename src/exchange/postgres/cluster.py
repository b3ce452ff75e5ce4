"""Making a cluster and telling whether one can be used.

initdb works in a folder beside the final one, database included, and a rename makes it real: a start that was killed half-way leaves
nothing that looks like a cluster. Collation is C on every machine, so the order of a page never depends on where the server was set up.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from exchange.errors import StartupError
from exchange.postgres.install import MAJOR

if TYPE_CHECKING:
    from pathlib import Path

    from exchange.postgres.account import Account
    from exchange.postgres.home import Home

OWNER = "exchange"
DATABASE = "exchange"
PORT = 5432
"""Only part of the socket's name; nothing listens on TCP."""

_CONFIGURATION = """\
# Written by the exchange at every start.
listen_addresses = ''
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
port = {port}
max_connections = 100
shared_buffers = 256MB
effective_cache_size = 1GB
random_page_cost = 1.1
password_encryption = scram-sha-256
logging_collector = on
log_directory = 'log'
log_filename = '%a.log'
log_truncate_on_rotation = on
log_rotation_age = 1d
log_rotation_size = 0
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
timezone = 'UTC'
log_timezone = 'UTC'
"""
"""fsync, full_page_writes and synchronous_commit keep their safe defaults. Parameters stay out of the log: they are people's data."""


def prepare(home: Home, programs: Path) -> None:
    """Have a cluster at the home that this server can run: made, checked, configured. Raises StartupError."""
    if home.cluster.exists():
        _check(home.cluster, home.runs_as)
    else:
        _make(home, programs)
    _configure(home)


def _check(cluster: Path, runs_as: Account) -> None:
    try:
        major = (cluster / "PG_VERSION").read_text().strip()
    except OSError:
        raise StartupError(
            f"{cluster} is not a PostgreSQL cluster: PG_VERSION is missing. Restore it from a backup, "
            "or set EXCHANGE_DATA_DIR to a new folder."
        ) from None
    if cluster.stat().st_uid != runs_as.uid:
        raise StartupError(
            f"{cluster} belongs to another user than the one the server would run as. "
            "Start the exchange as the user who made it, or set EXCHANGE_DATA_DIR to a new folder."
        )
    if major != MAJOR:
        raise StartupError(
            f"{cluster} was made by PostgreSQL {major}, the embedded one is {MAJOR}. Move the data with `exchange backup` "
            "under the earlier version of the exchange and `exchange restore` under this one."
        )


def _make(home: Home, programs: Path) -> None:
    unfinished = home.cluster.with_suffix(".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    home.runs_as.give(unfinished)
    _initdb(home, programs, unfinished)
    done = home.runs_as.run(
        programs / "postgres",
        "--single",
        "-D",
        unfinished,
        "postgres",
        stdin=f"CREATE DATABASE {DATABASE};\n",
        cwd=unfinished,
    )
    if done.returncode or "ERROR" in done.stderr:
        raise StartupError(
            f"The embedded PostgreSQL could not make its database: {done.stderr.strip()[-300:]}"
        )
    with (unfinished / "postgresql.conf").open("a") as file:
        file.write("include 'exchange.conf'\n")
    unfinished.rename(home.cluster)


def _initdb(home: Home, programs: Path, target: Path) -> None:
    password = home.root / "password.new"  # initdb reads it as the server's account
    password.write_text("")
    password.chmod(0o600)
    home.runs_as.give(password)
    try:
        password.write_text(home.password())
        done = home.runs_as.run(
            programs / "initdb",
            f"--pgdata={target}",
            f"--username={OWNER}",
            f"--pwfile={password}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C",
            "--locale=C",
            "--text-search-config=simple",
            cwd=target,
        )
    finally:
        password.unlink()
    if done.returncode:
        raise StartupError(
            f"The embedded PostgreSQL could not make its cluster: {done.stderr.strip()[-300:]}"
        )


def _configure(home: Home) -> None:
    socket = str(home.socket()).replace("'", "''")
    path = home.cluster / "exchange.conf"
    path.write_text(_CONFIGURATION.format(socket=socket, port=PORT))
    path.chmod(0o600)
    home.runs_as.give(path)
