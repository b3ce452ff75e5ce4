"""`exchange policy apply` and a start over rights that somebody changed by hand."""

from __future__ import annotations

import socket
import uuid
from typing import TYPE_CHECKING

from graphql import build_schema

from exchange import policy_check, resources
from exchange.clock import Clock
from exchange.grants import clients
from tests import command
from tests.query.test_corpus import WORLD

if TYPE_CHECKING:
    from pathlib import Path

    import asyncpg

    from exchange.database import Database
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


async def test_other_rules_are_compared_proposed_and_followed(
    settings: Settings, owner: asyncpg.Connection[asyncpg.Record], tmp_path: Path
) -> None:
    text = (resources.auth() / "disclosure" / "penalty.toml").read_text("utf-8")
    file = tmp_path / "penalty.toml"
    file.write_text(text.replace('partner = "redacted"', 'partner = "hidden"', 1), "utf-8")

    compared = run(settings, "policy", "diff", str(file))
    proposed = run(settings, "policy", "propose", str(file), "--reason", "最小够用")
    proposal = proposed.stdout.split("proposal=")[1].split("\n")[0]
    activated = run(settings, "policy", "activate", proposal, "--reason", "同意")
    listed = run(settings, "policy", "versions")
    file.write_text("x =", "utf-8")
    broken = run(settings, "policy", "diff", str(file))

    version = proposed.stdout.split("version=")[1].split("\n")[0]
    assert "lost\tPenalty.violationFact\tpartner\tredacted -> hidden\t0 rows" in compared.stdout
    assert f"-> {version}: 1 cells; nobody gets more." in compared.stdout
    assert "Nobody gets more by it." in proposed.stdout
    assert activated.stdout == f"{version} is followed.\n"
    assert listed.stdout.startswith(f"2\t{version}\tfollowed\tcommand-line:")
    assert await owner.fetchval("SELECT policy FROM access_epoch") == version
    assert (broken.returncode, "auth/disclosure/penalty.toml, the file: it is not TOML" in broken.stderr) == (
        2,
        True,
    )


async def test_a_cell_of_one_record_is_explained_as_a_client_gets_it(
    settings: Settings, db: Database
) -> None:
    async with db.writing() as session:
        await policy_check._build(session, WORLD, Clock(settings))
        wanted = clients.Wanted("x", "partner", "FJ_FINANCE", "350000", client_id="finance")
        await clients.create_client(session, Clock(settings), "test", wanted)
    record = str(policy_check.identity(WORLD, "record", "first"))

    told = run(settings, "policy", "explain", "penalty", "remark", "--record", record, "--as", "finance")
    unseen = run(
        settings, "policy", "explain", "penalty", "remark", "--record", str(uuid.uuid4()), "--as", "finance"
    )

    assert told.stdout.startswith("finance: HIDDEN  RULE  ")
    assert unseen.stdout == "finance does not see the record, or it is of another kind.\n"


def test_the_schema_is_printed_as_a_role_ever_sees_it() -> None:
    printed = command.run({}, "schema", "print", "--as", "anonymous")

    own = build_schema(printed.stdout)
    assert own.query_type is not None
    assert "penalties" in own.query_type.fields
    assert "remark" not in own.type_map["Penalty"].fields  # type: ignore[attr-defined]  # an object type
