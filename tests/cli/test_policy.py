"""`exchange policy apply` and a start over rights that somebody changed by hand."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from tests import command

if TYPE_CHECKING:
    import asyncpg

    from exchange.settings import Settings


def run(settings: Settings, *words: str) -> command.Said:
    """The command on this test's database."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    own = {"EXCHANGE_DATABASE_URL": str(settings.database_url), "EXCHANGE_PORT": str(port)}
    return command.run(own, *words)


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
