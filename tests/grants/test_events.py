"""One catalogue of events: the source writes no other, and the journal holds no detail that it does not name."""

from __future__ import annotations

import ast
import json
from typing import TYPE_CHECKING, Any

from exchange import resources
from exchange.audit import events
from exchange.grants.request_steps import STEPS
from tests.cli.test_policy import run
from tests.grants.test_requests import ASKED, REFUSAL, reviewed
from tests.grants.test_two_persons import TERMS, WHY

if TYPE_CHECKING:
    from collections.abc import Iterator

    import asyncpg

    from exchange.settings import Settings
    from tests.grants.house import House

    Owner = asyncpg.Connection[asyncpg.Record]

MADE = {
    *(f"request.{name}" for name in STEPS),
    *(
        "agreement.suspended",
        "agreement.terminated",
        "proposal.approved",
        "proposal.refused",
        "proposal.withdrawn",
    ),
    *("consent.give", "consent.refuse"),
}
"""Names that are put together, or handed on."""


def written() -> Iterator[str]:
    """The names of events that the source writes out."""
    for path in (resources.checkout() or resources.schema()).glob("src/exchange/**/*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"changed", "entered"}:
                yield from (
                    one.value
                    for one in node.args
                    if isinstance(one, ast.Constant) and isinstance(one.value, str)
                )


def test_the_catalogue_names_every_event_that_is_written_and_no_other() -> None:
    assert {*written()} | MADE == {*events()}


async def test_a_journal_of_many_acts_has_only_details_of_the_catalogue_and_names_who_was_refused(
    house: House, owner: Owner, settings: Settings
) -> None:
    request = await reviewed(house)
    await house.act("provider", "refuseShareRequest", id=request, **REFUSAL)
    signed = await house.act("zhang", "signAgreement", **TERMS)
    await house.act("zhang", "suspendAgreement", id=signed["id"], **WHY)
    made = await house.act("zhang", "createClient", name="x", role="agreed", **WHY)
    await house.act("zhang", "approveProposal", id=made["proposal"], **WHY)
    await house.act("li", "approveProposal", id=made["proposal"], **WHY)
    await house.act("platform", "grantScopes", client=made["id"], scopes=["record:read"], **WHY)
    await house.act("anonymous", "fileShareRequest", **ASKED)
    await house.act("zhang", "revokeClient", client=made["id"], **WHY)

    lines = await owner.fetch("SELECT actor, what, target, detail FROM access_change ORDER BY id")
    exported = run(settings, "audit", "export", "changes", "--actor", "zhang")
    table = run(
        settings, "audit", "export", "changes", "--csv", "--from", "2020-01-01", "--until", "2099-01-01"
    )
    wrong = [
        run(settings, "audit", "export", "x"),
        run(settings, "audit", "export", "readings", "--from", "soon"),
    ]

    for line in lines:
        assert {*json.loads(line["detail"])} <= events()[line["what"]].fields, line
    denied = [
        (one["actor"], one["target"], json.loads(one["detail"]))
        for one in lines
        if one["what"] == "access.denied"
    ]
    assert denied == [
        ("zhang", "approveProposal", {"code": "ACCESS_REFUSED", "rule": "two_persons"}),
        ("platform", "grantScopes", {"code": "SCOPE_MISSING", "rule": "access:manage"}),
    ]
    told: list[dict[str, Any]] = [json.loads(line) for line in exported.stdout.splitlines()]
    assert {one["actor"] for one in told} == {"zhang"}
    assert [one["what"] for one in told][-1] == "client.revoke"
    assert table.stdout.splitlines()[0] == "id,line,at,actor,what,target,detail,department"
    assert len(table.stdout.splitlines()) == len(lines) + 1
    assert [one.returncode for one in wrong] == [2, 2]
    assert ["one of changes, readings" in wrong[0].stderr, "a day is written" in wrong[1].stderr] == [
        True,
        True,
    ]
