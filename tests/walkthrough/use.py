"""Run inside the changed copy: prepare the database, submit a commendation, publish it, ask as three callers; print what each got."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from dataclasses import replace
from datetime import timedelta
from typing import Any

from exchange.access import ANONYMOUS, Caller, roles
from exchange.api.engine import Engine, Request
from exchange.api.schema import schema
from exchange.clock import Clock
from exchange.database import Database
from exchange.prepare import prepare
from exchange.settings import Settings

SUBMIT = """
mutation ($rows: [IntegrityAwardRow!]!) {
  submitRecords(input: {batch: "W-1", integrityAwards: $rows}) {
    ... on SubmissionReport { accepted warned refused rows { findings { code field } } }
    ... on Refused { code message }
  }
}
"""
ASK = """
{
  integrityAwards(where: {title: {is: "诚信示范单位"}}) {
    totalCount
    edges { node { title partyName merits state disclosure { field } } }
  }
}
"""


def caller(role: str, department: str) -> Caller:
    """A caller in a role."""
    held = roles()[role]
    known = Caller(
        client=role, actor=role, scopes=held.scopes, audiences=held.audiences, epoch=1, jurisdiction="350000"
    )
    return replace(known, department=department, departments=(department,))


async def main() -> dict[str, Any]:
    """What each caller got."""
    settings = Settings.load(os.environ)
    await prepare(settings)
    clock = Clock(settings)
    origin, keeper = caller("origin", "FJ_DRC"), caller("keeper", "FJ_INFORMATION_CENTRE")
    row = {
        "title": "诚信示范单位",
        "partyName": "福州样例贸易有限公司",
        "partyType": "ENTERPRISE",
        "partyCreditCode": "91350102MAFJ0001XP",
        "documentNumber": "闽发改信用〔2026〕1号",
        "decidedOn": (clock.today() - timedelta(days=2)).isoformat(),
        "authorityName": "福建省发展和改革委员会",
        "merits": "多年守信，联系电话13900001234",
    }
    async with Database.open(settings) as db:
        engine = Engine(schema(), db, clock, _same)

        async with db.reading() as session:  # the start followed the new rules, which made older rights stale
            epoch = await session.fetchval("SELECT epoch FROM access_epoch")
        origin, keeper = replace(origin, epoch=epoch), replace(keeper, epoch=epoch)

        async def ask(who: Caller, document: str, **variables: Any) -> Any:  # noqa: ANN401 - any JSON
            return json.loads((await engine.answer(Request(document, variables), who)).body)

        sent = await ask(origin, SUBMIT, rows=[row])
        callers = {"anonymous": ANONYMOUS, "keeper": keeper, "origin": origin}
        return {"sent": sent, **{name: await ask(who, ASK) for name, who in callers.items()}}


async def _same(one: Caller) -> Caller:
    return one


if __name__ == "__main__":
    json.dump(asyncio.run(main()), sys.stdout, ensure_ascii=False)
