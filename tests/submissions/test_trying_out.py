"""Trying out: a dry run by the API, and a client whose every submission is one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from tests.api.conftest import KEEPER, ORIGIN, ask, engine
from tests.api.test_life_of_a_penalty import ROW, moved, submitted
from tests.submissions.test_submit import everything

from exchange.access import Call
from exchange.clock import Clock
from exchange.database import Login
from exchange.errors import SandboxOnly
from exchange.grants import clients, profiles
from exchange.submissions import submit

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import asyncpg

    from exchange.access import Caller
    from exchange.database import Database
    from exchange.settings import Settings

__all__ = ["ask", "engine"]
DRY = """
mutation ($rows: [PenaltyRow!]!, $dry: Boolean) {
  submitRecords(input: {batch: "B-1", penalties: $rows, dryRun: $dry}) {
    ... on SubmissionReport { accepted warned dryRun rows { verdict recordId } }
  }
}
"""
TRYING = replace(ORIGIN, sandbox=True)


@pytest.mark.parametrize(("who", "dry"), [(ORIGIN, True), (TRYING, None), (TRYING, False)])
async def test_what_is_tried_out_is_judged_and_nothing_is_stored(
    ask: Callable[..., Awaitable[dict[str, Any]]],
    owner: asyncpg.Connection[asyncpg.Record],
    who: Caller,
    dry: bool | None,
) -> None:
    before = await everything(owner)

    told = (await ask(who, DRY, rows=[ROW], dry=dry))["data"]["submitRecords"]

    assert told["dryRun"] is True
    assert told["accepted"] + told["warned"] == 1
    assert told["rows"][0]["recordId"] is None
    assert await everything(owner) == before


async def test_a_sandbox_client_moves_no_record(ask: Callable[..., Awaitable[dict[str, Any]]]) -> None:
    record = await submitted(ask)
    trying = replace(KEEPER, sandbox=True)

    body = await ask(
        trying,
        'mutation ($id: ID!) { passLevelRecord(input: {id: $id, level: PROVINCE, findings: "x"})'
        " { ... on Refused { code } } }",
        id=record,
    )

    assert body["data"]["passLevelRecord"] == {"code": SandboxOnly.code}
    assert (await moved(ask, "passLevel", record, ', level: PROVINCE, findings: "x"'))[
        "__typename"
    ] == "Moved"


async def test_a_client_is_registered_as_sandbox_and_its_profile_says_so(
    db: Database, settings: Settings
) -> None:

    wanted = clients.Wanted("t", "origin", "FJ_MARKET", "350000", client_id="t", sandbox=True)
    async with db.writing() as session:
        await clients.create_client(session, Clock(settings), "test", wanted)
    async with db.reading(Login.READER) as reading:
        found = await profiles.read(reading, "t")

    assert found is not None
    assert found.on(None, Call()).sandbox
    report = await submit(db, found.caller, Clock(settings), "penalty", "b", [ROW])
    assert report.dry_run
