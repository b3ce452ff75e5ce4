"""`exchange policy apply` and a start over rights that somebody changed by hand."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncpg

    from exchange.settings import Settings

COMMAND = str(Path(sys.executable).with_name("exchange"))


def run(settings: Settings, *words: str) -> subprocess.CompletedProcess[str]:
    """The command on this test's database."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("EXCHANGE_")}
    own = {"EXCHANGE_DATABASE_URL": str(settings.database_url), "EXCHANGE_PORT": str(port)}
    return subprocess.run(
        [COMMAND, *words], env={**kept, **own}, capture_output=True, text=True, timeout=60, check=False
    )


async def test_a_right_widened_by_hand_stops_the_server_until_it_is_put_right(
    settings: Settings, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    await owner.execute("GRANT SELECT (remark) ON penalty TO exchange_public")
    await owner.execute("ALTER TABLE subject DISABLE ROW LEVEL SECURITY")

    served = run(settings, "serve")
    applied = run(settings, "policy", "apply")
    again = run(settings, "policy", "apply")

    assert served.returncode == 2
    assert "table penalty: exchange_public has SELECT (remark)" in served.stderr
    assert "row level security of table subject is not enabled" in served.stderr
    assert "Traceback" not in served.stderr
    assert applied.stdout.splitlines()[:2] == [
        "changed: table penalty: exchange_public has SELECT (remark)",
        "changed: row level security of table subject is not enabled",
    ]
    assert ": 2 changed." in applied.stdout
    assert ": nothing changed." in again.stdout
    assert (applied.returncode, again.returncode) == (0, 0)
