"""One decision sent twice in two spellings: found, shown to whoever keeps both, decided once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from exchange import feed
from exchange.errors import GuardRefused, MoveNotAllowed
from exchange.lifecycle import State
from exchange.records import duplicates
from exchange.records.sameness import Paper
from exchange.records.subjects import Party
from tests.api.conftest import KEEPER, NOBODY, ORIGIN, PARTNER
from tests.records.conftest import COMPANY, OTHER_ORIGIN, Office, stored, trail

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import asyncpg

    from exchange.database import Database
    from exchange.settings import Settings
    from tests.records.conftest import Taken

    Ask = Callable[..., Awaitable[dict[str, Any]]]

LIST = """{ duplicates(where: {outcome: {in: [OPEN]}}) { totalCount edges { node {
  id item recordId otherId outcome record { id documentNumber } other { id documentNumber } } } } }"""
SETTLE = """mutation ($id: ID!, $keep: ID, $paper: String) {
  settleDuplicate(input: {id: $id, keep: $keep, reason: "同一文书", document: $paper}) {
    __typename ... on DuplicateSettled { id } ... on Refused { code message } } }"""
NAMELESS = Party("ENTERPRISE", COMPANY.name, "350102")
QUANZHOU = Party("ENTERPRISE", "泉州测试贸易有限公司", "350502")
CLERK = replace(KEEPER, client="quanzhou", jurisdiction="350500")


@pytest.fixture
def office(db: Database, settings: Settings) -> Office:
    return Office(db, settings)


async def spelled(office: Office) -> tuple[Taken, Taken]:
    """The number in two spellings, the party once without its code; and two decisions that only look a little alike."""
    one = await office.take(document_number="闽市监罚字〔2026〕第8号")
    other = await office.take(party=NAMELESS, document_number="闽市监罚[2026]8号")
    await office.take(document_number="闽市监罚〔2026〕9号")
    await office.take(
        party=QUANZHOU, who=OTHER_ORIGIN, document_number="闽市监罚〔2026〕8号", authority_name="泉州市某局"
    )
    return one, other


async def look(office: Office) -> int:
    """How many pairs come to light, once no transaction anywhere in the cluster holds the log back."""
    while True:
        async with office.db.writing() as session:
            if (await session.all(feed.held()))[0][0] == 0:
                break
        await asyncio.sleep(0.02)
    return await duplicates.find(office.db, office.clock)


async def listed(ask: Ask, who: Any = KEEPER) -> list[dict[str, Any]]:  # noqa: ANN401 - a caller
    found = (await ask(who, LIST))["data"]["duplicates"]
    assert found["totalCount"] == len(found["edges"])
    return [one["node"] for one in found["edges"]]


async def test_the_same_decision_in_two_spellings_is_found_once_for_who_keeps_both(
    ask: Ask, office: Office
) -> None:
    records = await spelled(office)

    found = [await look(office) for _ in range(2)]

    assert found == [1, 0]
    pair = (await listed(ask))[0]
    assert {pair["recordId"], pair["otherId"]} == {str(one.id) for one in records}
    assert {pair["record"]["documentNumber"], pair["other"]["documentNumber"]} == {
        "闽市监罚字〔2026〕第8号",
        "闽市监罚[2026]8号",
    }
    for stranger in (NOBODY, ORIGIN, PARTNER, CLERK):
        shown = await ask(stranger, LIST)
        assert "ARGUMENT_NOT_ALLOWED" in str(shown) or shown["data"]["duplicates"] == {
            "totalCount": 0,
            "edges": [],
        }
        refused = await ask(stranger, SETTLE, id=pair["id"])
        assert "Settled" not in str(refused)
        assert (
            "SCOPE_MISSING" in str(refused)
            or "NOT_FOUND" in str(refused)
            or "UNAUTHENTICATED" in str(refused)
        )


async def test_one_decision_leaves_one_record_and_the_other_is_withdrawn(
    ask: Ask, office: Office, owner: asyncpg.Connection[Any]
) -> None:
    one, other = await spelled(office)
    await look(office)
    pair = (await listed(ask))[0]["id"]

    unfounded = await ask(KEEPER, SETTLE, id=pair, keep=str(one.id))
    strange = await ask(KEEPER, SETTLE, id=pair, keep=pair, paper="核查单1号")
    done = await ask(KEEPER, SETTLE, id=pair, keep=str(one.id), paper="核查单1号")
    again = await ask(KEEPER, SETTLE, id=pair)

    assert "document is missing" in unfounded["data"]["settleDuplicate"]["message"]
    assert "keep names neither of the two" in strange["data"]["settleDuplicate"]["message"]
    assert done["data"]["settleDuplicate"] == {"__typename": "DuplicateSettled", "id": pair}
    assert "it is decided already: SAME" in again["data"]["settleDuplicate"]["message"]
    assert [(await stored(owner, each))["state"] for each in (one, other)] == [
        State.SUBMITTED,
        State.WITHDRAWN,
    ]
    assert [line["move"] for line in await trail(owner, other)] == ["receive", "withdraw"]


async def test_two_decisions_stay_and_are_not_found_again(
    ask: Ask, office: Office, owner: asyncpg.Connection[Any]
) -> None:
    one, other = await spelled(office)
    await look(office)

    await ask(KEEPER, SETTLE, id=(await listed(ask))[0]["id"])
    await office.move(one, "return", reason="再核")
    again = await look(office)

    assert again == 0
    assert await listed(ask) == []
    for each in (one, other):
        assert "tell_apart" in [line["move"] for line in await trail(owner, each)]


async def test_what_spans_two_divisions_is_for_who_keeps_both_and_what_ended_is_for_nobody(
    ask: Ask, office: Office
) -> None:
    for party in (COMPANY, QUANZHOU):
        await office.take(party=party, document_number="闽联罚〔2026〕1号")
    await look(office)

    (pair,) = await listed(ask)
    below = await listed(ask, CLERK)
    await office.move(UUID(pair["recordId"]), "withdraw", reason="撤销", document="1号")
    await look(office)

    assert below == []
    assert await listed(ask) == []


async def test_a_refused_withdrawal_leaves_the_pair_open(
    office: Office, owner: asyncpg.Connection[Any]
) -> None:
    one, other = await spelled(office)
    await look(office)
    await owner.execute("UPDATE penalty SET state = 'REPAIRED' WHERE id = $1", other.id)
    pair = await owner.fetchval("SELECT id FROM duplicate")

    with pytest.raises((MoveNotAllowed, GuardRefused)):
        async with office.db.writing() as session:
            await duplicates.settle(session, KEEPER, office.clock, pair, one.id, Paper("同一文书", "1号"))

    assert await owner.fetchval("SELECT outcome FROM duplicate") == "OPEN"
