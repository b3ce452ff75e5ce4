"""Administrators at the machine: what widens waits for a second account there, too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.cli.test_policy import run

if TYPE_CHECKING:
    import asyncpg

    from exchange.settings import Settings

WHY = ("--reason", "协议约定")
SIGN = (
    "agreement", "sign", "涉企监管", "--department", "FJ_FINANCE", "--purpose", "x", "--law", "x", "--item", "penalty",
    "--region", "350000", "--until", "2099-12-31", *WHY,
)  # fmt: skip


async def test_an_agreement_is_signed_or_proposed_and_ended(
    settings: Settings, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    signed = run(settings, *SIGN, "--field", "Penalty.fine", "--uses", "3")
    proposed = run(settings, *SIGN)
    proposal = proposed.stdout.split("\n")[0].removeprefix("proposal=")
    own = run(settings, "proposal", "approve", proposal, *WHY)
    await owner.execute("UPDATE proposal SET proposed_by = 'command-line:another'")
    approved = run(settings, "proposal", "approve", proposal, *WHY)
    agreement = signed.stdout.strip().removeprefix("agreement=")
    ended = run(settings, "agreement", "terminate", agreement, *WHY)
    listed = run(settings, "agreement", "list")

    assert "A second person has to approve it." in proposed.stdout
    assert (own.returncode, "two_persons" in own.stderr) == (2, True)
    assert re.search("agreement=[0-9a-f-]{36}", approved.stdout)
    assert ended.stdout == f"{agreement}: terminate is done.\n"
    assert f"{agreement}\tFJ_FINANCE\t" in listed.stdout
    assert "\t0/3\tterminated\t涉企监管" in listed.stdout


async def test_scopes_are_given_and_taken_and_bad_input_is_told(
    settings: Settings, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    run(settings, "client", "create", "x", "--role", "agreed", "--id", "agreed")
    taken = run(settings, "client", "ungrant", "agreed", "record:read", "person:read", *WHY)
    given = run(settings, "client", "grant", "agreed", "record:read", *WHY)
    proposed = run(settings, "client", "grant", "agreed", "person:read", *WHY)
    listed = run(settings, "proposal", "list")
    refused = run(settings, "proposal", "refuse", listed.stdout.split("\t")[0], *WHY)
    wrong = [
        run(settings, "client", "grant", "agreed", "no:such", *WHY),
        run(settings, *SIGN[:-3], "soon", *WHY),
    ]

    assert [one.returncode for one in (taken, given, proposed, refused)] == [0, 0, 0, 0]
    assert "\tSCOPES\tOPEN\tcommand-line:" in listed.stdout
    assert await owner.fetchval("SELECT scopes FROM client") == [
        "confidential:read",
        "export:read",
        "record:read",
        "share:request",
    ]
    assert {one.returncode for one in wrong} == {2}
    assert ["scopes" in wrong[0].stderr, "a day is written" in wrong[1].stderr] == [True] * 2
    assert not any("Traceback" in one.stderr for one in wrong)
