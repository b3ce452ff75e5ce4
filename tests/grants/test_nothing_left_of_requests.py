"""No sequence of requests, grants, consents and withdrawals leaves a record open, and none of keys and secrets a client that was closed."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exchange import policy_check
from exchange.grants import clients
from tests.grants.test_credentials import jwk, person
from tests.grants.test_narrowed import PERSON, personal
from tests.grants.test_requests import ASKED
from tests.grants.test_two_persons import WHY
from tests.query.test_corpus import WORLD

if TYPE_CHECKING:
    import asyncpg

    from tests.grants.house import House

    Owner = asyncpg.Connection[asyncpg.Record]

OVER_A_PERSON = ASKED | {"region": "350000", "fields": ["Penalty.partyName", "Penalty.documentNumber"]}
CONSENT = {"purpose": "贷款审核", "items": ["penalty"]}
STEPS = ("pass", "pass", "grant", "grant", "grant", "refuse", "withdraw")
OFFICES = {"pass": "platform", "grant": "", "refuse": "", "withdraw": "requester"}
"""Who takes a step of a request; the empty ones are one of the provider's two clerks."""


@dataclass
class Ledger:
    """What should be open, worked out from nothing but the acts that were answered with success."""

    agreements: dict[str, bool] = field(default_factory=dict)
    requests: dict[str, str] = field(default_factory=dict)
    proposals: dict[str, tuple[str, str]] = field(default_factory=dict)
    consents: dict[str, str] = field(default_factory=dict)


async def _request(house: House, ledger: Ledger, chance: random.Random) -> None:
    if not ledger.requests or chance.random() < 0.15:
        told = await house.act("requester", "fileShareRequest", **OVER_A_PERSON)
        ledger.requests[told["id"]] = "FILED"
        return
    one, step = chance.choice([*ledger.requests]), chance.choice(STEPS)
    who = OFFICES[step] or chance.choice(("provider", "second"))
    given = {"reason": "依规", "law": "x"} if step == "refuse" else {}
    told = await house.act(who, f"{step}ShareRequest", id=one, **given)
    if "code" in told:
        return
    assert told["agreement"] is None  # over a person nobody grants alone
    ledger.requests[one] = told["state"]
    if told["proposal"]:
        ledger.proposals[told["proposal"]] = (who, one)


async def _decide(house: House, ledger: Ledger, chance: random.Random) -> None:
    if not ledger.proposals:
        return
    proposal = chance.choice([*ledger.proposals])
    (by, request), who = ledger.proposals[proposal], chance.choice(("provider", "second", "stranger"))
    told = await house.act(who, "approveProposal", id=proposal, **WHY)

    passed = who not in {by, "stranger"} and ledger.requests[request] == "REVIEW"
    assert ("code" not in told) is passed
    if passed:
        ledger.agreements[told["agreement"]] = True
        ledger.requests[request] = "GRANTED"
        del ledger.proposals[proposal]


async def _consent(house: House, ledger: Ledger, chance: random.Random) -> None:
    subject = house.member("person", subject=PERSON)
    if not ledger.consents or chance.random() < 0.3:
        asked = {
            "legalBasis": "征信业管理条例 art. 18",
            "validUntil": str(house.clock.today()),
            "once": False,
        }
        told = await house.act("requester", "requestConsent", **CONSENT | asked)
        ledger.consents[told["id"]] = ""
        return
    one, step = chance.choice([*ledger.consents]), chance.choice(("give", "give", "refuse", "withdraw"))
    given = CONSENT | {"document": "授权书1号"} if step == "give" else {}
    told = await house.act(subject, f"{step}Consent", id=one, **given)
    if "code" in told:
        return
    if step == "give":
        ledger.consents[one] = told["agreement"]
        ledger.agreements[told["agreement"]] = True
    elif ledger.consents[one]:
        ledger.agreements[ledger.consents[one]] = False


async def _end(house: House, ledger: Ledger, chance: random.Random) -> None:
    if ledger.agreements:
        one = chance.choice([*ledger.agreements])
        await house.act(chance.choice(("zhang", "li")), "terminateAgreement", id=one, **WHY)
        ledger.agreements[one] = False


async def test_a_request_or_a_consent_opens_while_it_stands_and_not_a_moment_longer(
    house: House, owner: Owner, soaking: bool
) -> None:
    async with house.db.writing() as session:
        await policy_check._build(session, WORLD, house.clock)
    await owner.execute("UPDATE penalty SET source_department = 'FJ_MARKET'")
    chance, ledger = random.Random(20261128), Ledger()
    seen: set[bool] = set()

    for _ in range(2_000 if soaking else 200):
        await chance.choice((_request, _request, _decide, _decide, _consent, _consent, _end))(
            house, ledger, chance
        )
        for agreement, opens in ledger.agreements.items():
            found = await personal(house, await house.under(agreement))
            assert (found is not None) is opens, agreement
            seen.add(opens)

    assert seen == {True, False}
    assert "GRANTED" in ledger.requests.values()
    assert any(ledger.consents.values())


@dataclass
class Credentials:
    """By what a client should come in."""

    secret: str | None = "s"
    secrets: set[str] = field(default_factory=lambda: {"s"})
    keys: dict[str, bool] = field(default_factory=dict)
    waiting: tuple[str, str] | None = None


async def _credential(house: House, held: Credentials, chance: random.Random) -> None:
    who = person(house, "provider") if chance.random() < 0.5 else house.member("zhang")
    act = chance.choice(
        ("renewClientSecret", "addClientKey", "retireClientKey", "approve", "approve", "removeClientSecret")
    )
    kid = chance.choice([*held.keys] or ["none"])
    if act == "approve":
        await _approve(house, held)
        return
    given = {"addClientKey": {"jwk": jwk(f"k{len(held.keys)}"), **WHY}, "retireClientKey": {"kid": kid}}.get(
        act, {}
    )
    told = await house.act(who, act, client="second", **given)
    if "code" in told:
        return
    if act == "renewClientSecret":
        held.secret = told["secret"]
        held.secrets.add(told["secret"])
    elif act == "removeClientSecret":
        held.secret = None
    elif act == "retireClientKey":
        held.keys[kid] = False
    elif told["proposal"]:
        assert who.person is None
        held.waiting = told["proposal"], told["state"]
        held.keys[told["state"]] = False
    else:
        held.keys[told["state"]] = True


async def _approve(house: House, held: Credentials) -> None:
    if held.waiting is not None:
        proposal, kid = held.waiting
        alone = await house.act("zhang", "approveProposal", id=proposal, **WHY)
        await house.act("li", "approveProposal", id=proposal, **WHY)
        assert alone["code"] == "ACCESS_REFUSED"
        held.keys[kid], held.waiting = True, None


async def _comes_in(house: House, held: Credentials) -> None:
    async with house.db.writing() as session:
        known = {kid: await clients.registered(session, house.clock, "second", kid) for kid in held.keys}
        plain = await clients.registered(session, house.clock, "second")
    assert plain is not None
    assert {one for one in held.secrets if clients.secret_fits(plain.secret_hash, one)} == {held.secret} - {
        None
    }
    assert {kid: one is not None and one.jwk is not None for kid, one in known.items()} == held.keys


async def test_a_client_comes_in_by_what_stands_and_by_nothing_that_was_ended(
    house: House, soaking: bool
) -> None:
    chance, held = random.Random(5), Credentials()
    seen: set[tuple[bool, bool]] = set()

    for _ in range(500 if soaking else 50):
        await _credential(house, held, chance)
        await _comes_in(house, held)
        seen.add((held.secret is not None, any(held.keys.values())))
    await house.act("zhang", "revokeClient", client="second", **WHY)

    async with house.db.writing() as session:
        assert await clients.registered(session, house.clock, "second") is None
    assert {(True, True), (False, True)} <= seen
