"""An agreement opens exactly what it says: its fields, its provider's records, its subject, its number of uses."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import asyncpg
import pytest

from exchange import policy_check
from exchange.access import WHOLE, Narrowed
from exchange.api.engine import Request
from exchange.grants.agreements import Terms, sign_agreement
from tests.query.test_corpus import WORLD

if TYPE_CHECKING:
    from uuid import UUID

    from exchange.access import Caller
    from tests.grants.house import House

    Owner = asyncpg.Connection[asyncpg.Record]

PERSONAL = str(policy_check.identity(WORLD, "record", "personal"))
PERSON = policy_check.identity(WORLD, "subject", "person")
ONE = (
    "query ($id: ID!) { penalty(id: $id) { id fine partyName personIdType documentNumber violation "
    "disclosure { field treatment reason } } }"
)


@pytest.fixture
async def world(house: House) -> House:
    """With the records of the corpus."""
    async with house.db.writing() as session:
        await policy_check._build(session, WORLD, house.clock)
    return house


async def signed(house: House, **narrower: Any) -> UUID:  # noqa: ANN401 - any part of the terms
    """An agreement of the requester's about penalties, narrowed so."""
    today = house.clock.today()
    known: dict[str, Any] = {
        "title": "x", "department": "FJ_FINANCE", "purpose": "专项资金审核", "legal_basis": "x", "items": ("penalty",),
        "region": "350000", "valid_from": today, "valid_until": today + dt.timedelta(days=9),
    }  # fmt: skip
    async with house.db.writing() as session:
        return await sign_agreement(session, house.clock, "test", Terms(**(known | narrower)))


async def personal(house: House, who: Caller) -> Any:  # noqa: ANN401 - a node or None
    """The person's penalty, as a caller sees it."""
    return (await house.ask(who, ONE, id=PERSONAL))["data"]["penalty"]


async def test_fields_that_are_not_agreed_are_hidden_with_that_reason_and_match_no_filter(
    world: House,
) -> None:
    whole = await world.under(await signed(world))
    who = await world.under(await signed(world, field_names=("Penalty.partyName",)))
    filtered = '{ penalties(where: {documentNumber: {is: "丰泽市监样罚〔2026〕4号"}}) { totalCount } }'

    found = await personal(world, who)
    matches = [(await world.ask(one, filtered))["data"]["penalties"]["totalCount"] for one in (whole, who)]

    assert (found["id"], found["partyName"], found["fine"]) == (PERSONAL, "林**", None)
    told = {one["field"]: (one["treatment"], one["reason"]) for one in found["disclosure"]}
    assert (told["fine"], told["partyName"]) == (("HIDDEN", "NOT_AGREED"), ("SURNAME", "RULE"))
    assert matches == [1, 0]


async def test_records_of_another_department_than_the_provider_stay_closed(world: House) -> None:
    own = await world.under(await signed(world, provider="bureau"))
    foreign = await world.under(await signed(world, provider="other"))

    assert (await personal(world, own))["partyName"] == "林**"
    assert await personal(world, foreign) is None


async def test_a_view_that_does_not_know_how_an_agreement_is_narrowed_opens_nothing(world: House) -> None:
    for narrower in (
        {"field_names": ("Penalty.fine",)},
        {"provider": "bureau"},
        {"max_uses": 3},
        {"subject_id": PERSON},
    ):
        who = await world.under(await signed(world, **narrower))
        assert await personal(world, who) is not None

        answer = await world.engine.answer(Request(ONE, {"id": PERSONAL}), _forgetting(who))

        assert json.loads(answer.body)["data"]["penalty"] is None, narrower


def _forgetting(who: Caller) -> Caller:
    return replace(who, narrowed=WHOLE)


async def test_of_many_readers_at_once_exactly_as_many_read_as_uses_are_left(
    world: House, owner: Owner
) -> None:
    agreement = await signed(world, max_uses=7)
    who = await world.under(agreement)

    found = await asyncio.gather(
        *(world.engine.answer(Request(ONE, {"id": PERSONAL}), who) for _ in range(20))
    )

    given = [json.loads(one.body)["data"]["penalty"] is not None for one in found]
    assert sum(given) == 7
    assert await owner.fetchval("SELECT uses FROM agreement WHERE id = $1", agreement) == 7
    assert await personal(world, who) is None


async def test_a_use_is_taken_by_what_the_agreement_answers_and_by_nothing_else(
    world: House, owner: Owner
) -> None:
    agreement = await signed(world, max_uses=9)
    who = await world.under(agreement)
    stale = replace(who, epoch=who.epoch - 1)

    await world.ask(who, "{ divisions(first: 1) { totalCount } }")
    await world.ask(replace(who, departments=("FJ_DRC",)), ONE, id=PERSONAL)
    before = await owner.fetchval("SELECT uses FROM agreement WHERE id = $1", agreement)
    answer = await world.engine.answer(Request(ONE, {"id": PERSONAL}), stale)

    assert before == 0
    assert json.loads(answer.body)["data"]["penalty"]["partyName"] == "林**"
    assert await owner.fetchval("SELECT uses FROM agreement WHERE id = $1", agreement) == 1


async def test_the_reader_cannot_raise_the_uses_over_their_number_nor_touch_anything_else(
    world: House, owner: Owner
) -> None:
    agreement = await signed(world, max_uses=1)
    async with world.db.reading() as reader:
        for statement in (
            "UPDATE agreement SET max_uses = 99",
            "UPDATE agreement SET valid_until = '2099-01-01'",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await reader.fetch(statement)
        with pytest.raises(asyncpg.CheckViolationError):
            await reader.fetch("UPDATE agreement SET uses = 2 WHERE id = $1", agreement)


async def test_consent_opens_one_subject_once_and_its_withdrawal_closes_it(
    world: House, owner: Owner
) -> None:
    subject = world.member("person", subject=PERSON)
    asked = {"purpose": "贷款审核", "legalBasis": "征信业管理条例 art. 18", "items": ["penalty"]}
    until = str(world.clock.today() + dt.timedelta(days=3))
    one = (await world.act("requester", "requestConsent", **asked, validUntil=until, once=True))["id"]
    two = (await world.act("requester", "requestConsent", **asked, validUntil=until, once=False))["id"]
    given = {"purpose": asked["purpose"], "items": asked["items"], "document": "授权书1号"}

    other = await world.act(subject, "giveConsent", **{**given, "id": one, "items": ["penalty", "licence"]})
    stranger = await world.act("stranger", "giveConsent", id=one, **given)
    first, second = [await world.act(subject, "giveConsent", id=consent, **given) for consent in (one, two)]
    again = await world.act(subject, "giveConsent", id=one, **given)

    assert (other["argument"], stranger["code"], again["code"]) == ("purpose", "NOT_FOUND", "NOT_FOUND")
    once = await world.under(first["agreement"])
    assert once.narrowed == Narrowed(subject=PERSON, counted=True)
    assert [await personal(world, once) is not None for _ in range(2)] == [True, False]
    lasting = await world.under(second["agreement"])
    assert [await personal(world, lasting) is not None for _ in range(2)] == [True, True]
    firm = await world.ask(lasting, "{ penalties { edges { node { state } } } }")
    assert {edge["node"]["state"] for edge in firm["data"]["penalties"]["edges"]} <= {"PUBLISHED", "SHARED"}
    assert (await world.act(subject, "withdrawConsent", id=two))["state"] == "WITHDRAWN"
    assert await personal(world, lasting) is None
    assert (await world.act(subject, "withdrawConsent", id=two))["code"] == "NOT_FOUND"
    assert await owner.fetchval("SELECT count(*) FROM access_entry WHERE purpose = '贷款审核'") == 3


async def test_who_is_asked_for_a_consent_sees_it_only_once_it_answered(world: House) -> None:
    subject = world.member("person", subject=PERSON)
    until = str(world.clock.today())
    asked = {"purpose": "x", "legalBasis": "x", "items": ["penalty"], "validUntil": until, "once": True}
    consent = (await world.act("requester", "requestConsent", **asked))["id"]
    shown = "{ consents { edges { node { id state } } } }"

    before = await world.ask(subject, shown)
    await world.act(subject, "refuseConsent", id=consent)
    after = await world.ask(subject, shown)
    others = [await world.ask(world.member(name), shown) for name in ("stranger", "platform", "anonymous")]

    assert before["data"]["consents"]["edges"] == []
    assert after["data"]["consents"]["edges"] == [{"node": {"id": consent, "state": "REFUSED"}}]
    assert [one["data"]["consents"]["edges"] for one in others] == [[], [], []]


async def test_suspended_resumed_terminated_and_over_each_at_the_next_request(
    world: House, owner: Owner
) -> None:
    agreement = await signed(world, provider="FJ_MARKET")
    await owner.execute("UPDATE penalty SET source_department = 'FJ_MARKET'")
    who = await world.under(agreement)
    told = []

    for mutation, by in (
        ("suspendAgreement", "provider"),
        ("resumeAgreement", "zhang"),
        ("terminateAgreement", "provider"),
    ):
        answer = await world.act(by, mutation, id=str(agreement), reason="检查")
        told.append((answer["id"], await personal(world, who) is not None))
    strangers = [
        await world.act(by, "resumeAgreement", id=str(agreement), reason="x")
        for by in ("stranger", "requester")
    ]

    assert told == [(str(agreement), False), (str(agreement), True), (str(agreement), False)]
    assert [one["code"] for one in strangers] == ["NOT_FOUND", "SCOPE_MISSING"]
    over = await signed(world, valid_until=world.clock.today() - dt.timedelta(days=1))
    assert await personal(world, await world.under(over)) is None


async def test_an_agreement_of_numbered_uses_gives_no_extract(world: House) -> None:
    who = await world.under(await signed(world, max_uses=3))

    body = await world.ask(who, "mutation { updateShares { ... on Refused { code message } } }")

    assert body["data"]["updateShares"]["code"] == "BAD_REQUEST"
