"""A recipient meets every change that it can see exactly once, and nothing tells it of the others."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
import sqlalchemy as sa

from exchange import feed
from exchange.calendar import working_days
from exchange.clock import Clock
from exchange.errors import Unavailable
from exchange.grants import agreements, clients
from exchange.model import access_epoch
from exchange.sharing import progress
from tests.api.conftest import KEEPER, NOBODY, ORIGIN, PARTNER, caller
from tests.api.test_life_of_a_penalty import ROW, SUBMIT, TODAY, moved

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from uuid import UUID

    import asyncpg

    from exchange.access import Caller
    from exchange.database import Database
    from exchange.settings import Settings

    Ask = Callable[..., Awaitable[dict[str, Any]]]

UPDATE = "mutation { updateShares { ... on SharesUpdated { last found } ... on Refused { code } } }"
READ = """
query ($from: Int!) {
  shares(where: {number: {from: $from}}) {
    totalCount
    edges { node { number change item recordId times removeDueOn record { id state ... on Penalty { fine } } department { code } } }
  }
}"""
WAY = (
    ("passLevel", ', level: PROVINCE, findings: "属实"'),
    ("verify", ""),
    ("classify", f', secrecyReviewer: "王审查", secrecyReviewedOn: "{TODAY}"'),
    ("share", ""),
)
ENTERPRISE = dict(ROW)
PERSON = {
    key: value for key, value in ROW.items() if key not in {"partyCreditCode", "legalRepresentative"}
} | {
    "partyName": "欧阳试",
    "partyType": "自然人",
    "personIdType": "身份证",
    "personIdNumber": "35020319851123202X",
    "documentNumber": "闽市监罚〔2026〕13号",
}


@dataclass(frozen=True, slots=True)
class Sharing:
    """Two recipients, and the means to make things happen."""

    ask: Ask
    db: Database
    clock: Clock
    one: Caller
    other: Caller
    signed: UUID

    async def sent(self, row: dict[str, Any], way: tuple[tuple[str, str], ...] = WAY) -> str:
        """A record that has gone so far."""
        body = await self.ask(ORIGIN, SUBMIT, batch=f"B-{row['documentNumber'][-3:-1]}", rows=[row])
        record = str(body["data"]["submitRecords"]["rows"][0]["recordId"])
        for name, details in way:
            told = await moved(self.ask, name, record, details)
            assert told["__typename"] == "Moved", told
        return record

    async def update(self, who: Caller | None = None) -> dict[str, Any]:
        """What bringing up to date says, once no transaction anywhere in the cluster holds the log back."""
        while await self._held():
            await asyncio.sleep(0.02)
        body = await self.ask(who or self.one, UPDATE)
        told: dict[str, Any] = body["data"]["updateShares"]
        return told

    async def _held(self) -> int:
        async with self.db.writing() as session:
            return int((await session.all(feed.held()))[0][0])

    async def read(self, start: int = 1, who: Caller | None = None) -> list[dict[str, Any]]:
        """The lines from a number on."""
        body = await self.ask(who or self.one, READ, **{"from": start})
        return [one["node"] for one in body["data"]["shares"]["edges"]]


@pytest.fixture
async def sharing(ask: Ask, db: Database, settings: Settings) -> Sharing:
    """An agreement about penalties of enterprises, and two clients of its department."""
    clock = Clock(settings)
    async with db.writing() as session:
        for name in ("one", "other"):
            wanted = clients.Wanted("x", "agreed", "FJ_FINANCE", "350000", client_id=name)
            await clients.create_client(session, clock, "test", wanted)
        ends = clock.today() + timedelta(days=30)
        terms = agreements.Terms(
            "x", "FJ_FINANCE", "x", "x", ("penalty",), "350000", clock.today(), ends, ("ENTERPRISE",)
        )
        signed = await agreements.sign_agreement(session, clock, "test", terms)

    async def current(who: Caller, document: str, **variables: object) -> dict[str, Any]:
        """Asked with rights as they are now."""
        async with db.writing() as session:
            epoch = await session.scalar(sa.select(access_epoch.c.epoch))
        return await ask(who if who.anonymous else replace(who, epoch=epoch), document, **variables)

    facts: dict[str, Any] = {"department": "FJ_FINANCE", "departments": ("FJ_FINANCE",), "agreement": signed}
    one = caller("agreed", client="one", jurisdiction="350000", **facts)
    return Sharing(current, db, clock, one, replace(one, client="other"), signed)


async def test_new_changed_and_gone_each_once(sharing: Sharing) -> None:
    record = await sharing.sent(ENTERPRISE)

    assert await sharing.update() == {"last": 1, "found": 1}
    (line,) = await sharing.read()
    assert line == {
        "number": 1, "change": "NEW", "item": "penalty", "recordId": record, "times": 1, "removeDueOn": None,
        "record": {"id": record, "state": "SHARED", "fine": "20"}, "department": {"code": "FJ_FINANCE"},
    }  # fmt: skip
    assert await sharing.update() == {"last": 1, "found": 0}

    await moved(sharing.ask, "publish", record)
    assert await sharing.update() == {"last": 2, "found": 1}
    assert [(one["number"], one["change"], one["record"]["state"]) for one in await sharing.read(2)] == [
        (2, "CHANGED", "PUBLISHED")
    ]

    await moved(sharing.ask, "withdraw", record, ', reason: "决定撤销", document: "撤销1号"')
    assert await sharing.update() == {"last": 3, "found": 1}
    (line,) = await sharing.read()
    assert (line["number"], line["change"], line["record"], line["times"]) == (3, "GONE", None, 3)
    assert line["removeDueOn"] == working_days().add(TODAY, 1).isoformat()
    assert await sharing.update() == {"last": 3, "found": 0}


async def test_what_was_never_seen_is_never_gone(sharing: Sharing) -> None:
    record = await sharing.sent(ENTERPRISE, WAY[:2])
    assert await sharing.update() == {"last": 0, "found": 0}
    await moved(sharing.ask, "withdraw", record, ', reason: "决定撤销", document: "撤销1号"')

    assert await sharing.update() == {"last": 0, "found": 0}
    assert await sharing.read() == []


async def test_a_hidden_change_is_no_change(
    sharing: Sharing, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    await sharing.sent(ENTERPRISE)
    await sharing.update()

    await owner.execute("UPDATE penalty SET remark = '内部', version = version")
    await owner.execute(
        "INSERT INTO change (subject_id, at, item, record_id, move, state) "
        "SELECT subject_id, at, item, record_id, 'correct', state FROM change LIMIT 1"
    )

    assert await sharing.update() == {"last": 1, "found": 0}


async def test_the_agreement_is_about_enterprises_alone(sharing: Sharing) -> None:
    record = await sharing.sent(PERSON)
    seen = await sharing.ask(sharing.one, "query ($id: ID!) { penalty(id: $id) { id } }", id=record)

    assert seen["data"]["penalty"] == {"id": record}
    assert await sharing.update() == {"last": 0, "found": 0}


async def test_every_client_has_numbers_of_its_own(sharing: Sharing) -> None:
    await sharing.sent(ENTERPRISE)
    await sharing.update()

    assert await sharing.read(1, sharing.other) == []
    assert await sharing.update(sharing.other) == {"last": 1, "found": 1}
    assert len(await sharing.read(1, sharing.other)) == len(await sharing.read()) == 1


async def test_both_sides_see_and_count_the_shares_and_nobody_else_does(sharing: Sharing) -> None:
    await sharing.sent(ENTERPRISE)
    await sharing.update()
    await sharing.update(sharing.other)

    counted = {
        name: (await sharing.ask(who, "{ shares { totalCount } }"))["data"]["shares"]["totalCount"]
        for name, who in {
            "origin": ORIGIN,
            "keeper": KEEPER,
            "recipient": sharing.one,
            "other department": replace(ORIGIN, department="FJ_DRC", departments=("FJ_DRC",)),
            "partner": PARTNER,
            "nobody": NOBODY,
            "another agreement": replace(sharing.one, agreement=uuid4()),
        }.items()
    }

    assert counted == {
        "origin": 2, "keeper": 2, "recipient": 1, "other department": 0, "partner": 0, "nobody": 0, "another agreement": 0,
    }  # fmt: skip


async def test_an_ended_agreement_shares_no_more(sharing: Sharing) -> None:
    await sharing.sent(ENTERPRISE)
    await sharing.update()
    async with sharing.db.writing() as session:
        await agreements.terminate_agreement(session, sharing.clock, "test", sharing.signed)

    assert await sharing.update() == {"code": "NOT_FOUND"}
    assert await sharing.read() == []


@pytest.mark.parametrize(
    ("who", "code"),
    [(NOBODY, "SCOPE_MISSING"), (PARTNER, "NOT_FOUND"), (ORIGIN, "NOT_FOUND"), ("sandbox", "SANDBOX_ONLY")],
)
async def test_who_has_no_agreement_is_told_so(sharing: Sharing, who: Caller | str, code: str) -> None:
    asked = replace(sharing.one, sandbox=True) if isinstance(who, str) else who

    assert await sharing.update(asked) == {"code": code}


@pytest.mark.usefixtures("patient")
async def test_at_once_and_in_many_steps_nothing_is_doubled(
    sharing: Sharing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "LINES", 3)
    for number in range(4):
        await sharing.sent(ENTERPRISE | {"documentNumber": f"闽市监罚〔2026〕{number + 20}号"})

    asked = (sharing.ask(sharing.one, UPDATE) for _ in range(3))
    told = await asyncio.gather(*asked, return_exceptions=True)
    late = await sharing.update()  # who waited too long for another was told to come again

    assert {type(one) for one in told} <= {dict, Unavailable}
    found = [one["data"]["updateShares"]["found"] for one in told if isinstance(one, dict)]
    assert sum(found) + late["found"] == 4
    lines = await sharing.read()
    assert [one["number"] for one in lines] == [1, 2, 3, 4]
    assert all(one["record"]["id"] == one["recordId"] for one in lines)


async def test_time_that_ran_out_is_no_loss(sharing: Sharing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "LINES", 2)
    monkeypatch.setattr(progress, "SECONDS", 0.0)
    await sharing.sent(ENTERPRISE)

    told = [await sharing.update() for _ in range(6)]

    assert sum(one["found"] for one in told) == len(await sharing.read()) == 1


async def test_another_sight_has_everything_looked_through_again(
    sharing: Sharing, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    await sharing.sent(ENTERPRISE)
    await sharing.update()
    await owner.execute("UPDATE penalty SET fine = 21")
    assert await sharing.update() == {"last": 1, "found": 0}
    less = replace(sharing.one, scopes=sharing.one.scopes - {"confidential:read"})

    assert await sharing.update(less) == {"last": 2, "found": 1}
    assert await sharing.update(less) == {"last": 2, "found": 0}
