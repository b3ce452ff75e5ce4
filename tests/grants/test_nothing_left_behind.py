"""No sequence of grants, approvals and revocations leaves access behind: what opens, opens by living acts alone."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from exchange import policy_check
from tests.grants.test_narrowed import personal
from tests.grants.test_two_persons import TERMS, WHY, held
from tests.query.test_corpus import WORLD

if TYPE_CHECKING:
    import asyncpg

    from tests.grants.house import House

    Owner = asyncpg.Connection[asyncpg.Record]

TERMS_OVER_PERSONS = TERMS | {"region": "350000", "fields": ["Penalty.partyName"]}
SENSITIVE = ["person:read", "confidential:read"]
PLAIN = ["record:read", "share:request"]


class Ledger:
    """What should be open, worked out from nothing but the acts that were answered with success."""

    def __init__(self) -> None:
        self.scopes = {*SENSITIVE, *PLAIN, "export:read"}
        self.living = True
        self.agreements: dict[str, str] = {}
        self.proposals: dict[str, tuple[str, str, list[str]]] = {}

    def open(self, agreement: str) -> bool:
        """Whether the agreement opens the person's record for the client."""
        return self.living and self.agreements[agreement] == "signed" and "record:read" in self.scopes


async def _act(house: House, ledger: Ledger, chance: random.Random) -> None:
    """One act of one administrator, and what it should have done."""
    who = chance.choice(("zhang", "li"))
    act = chance.choice(
        ("grant", "ungrant", "sign", "step", "approve", "approve", "refuse", "withdraw", "end")
    )
    if act in {"grant", "ungrant"}:
        scopes = chance.sample([*SENSITIVE, *PLAIN], 2)
        mutation = "grantScopes" if act == "grant" else "revokeScopes"
        told = await house.act(who, mutation, client="requester", scopes=scopes, **WHY)
        _counted(ledger, act, who, scopes, told)
    elif act == "sign":
        told = await house.act(
            who, "signAgreement", **TERMS_OVER_PERSONS | {"title": f"协议{chance.random()}"}
        )
        ledger.proposals[told["proposal"]] = ("AGREEMENT", who, [])
    elif act == "step" and ledger.agreements:
        one, step = (
            chance.choice(sorted(ledger.agreements)),
            chance.choice(("suspend", "resume", "terminate")),
        )
        told = await house.act(who, f"{step}Agreement", id=one, **WHY)
        if "code" not in told:
            after = {"suspend": "suspended", "resume": "signed", "terminate": "ended"}[step]
            ledger.agreements[one] = "ended" if ledger.agreements[one] == "ended" else after
    elif act in {"approve", "refuse", "withdraw"} and ledger.proposals:
        await _decided(house, ledger, who, act, chance.choice(sorted(ledger.proposals)))
    elif (
        act == "end"
        and chance.random() < 0.1
        and "code" not in await house.act(who, "revokeClient", client="requester", **WHY)
    ):
        ledger.living = False


def _counted(ledger: Ledger, act: str, who: str, scopes: list[str], told: dict[str, Any]) -> None:
    if "code" in told:
        return
    if act == "ungrant":
        ledger.scopes -= {*scopes}
        return
    gained = {*scopes} - ledger.scopes
    ledger.scopes |= gained & {*PLAIN}
    if told["proposal"]:
        ledger.proposals[told["proposal"]] = ("SCOPES", who, sorted(gained & {*SENSITIVE}))


async def _decided(house: House, ledger: Ledger, who: str, act: str, proposal: str) -> None:
    told = await house.act(who, f"{act}Proposal", id=proposal, **WHY)
    kind, by, scopes = ledger.proposals[proposal]
    assert act != "approve" or by != who or told["code"] == "ACCESS_REFUSED"
    if "code" in told:
        return
    del ledger.proposals[proposal]
    if act == "approve" and kind == "SCOPES":
        ledger.scopes |= {*scopes}
    elif act == "approve":
        ledger.agreements[told["agreement"]] = "signed"


async def _agrees(house: House, ledger: Ledger) -> None:
    """What is open is exactly what the ledger says, agreement by agreement, scope by scope."""
    scopes = await held(house, "requester")
    assert {*scopes} == (ledger.scopes if ledger.living else set())
    for agreement in ledger.agreements:
        who = await house.under(agreement, scopes=scopes)
        assert (await personal(house, who) is not None) is ledger.open(agreement), agreement


async def test_what_is_open_is_what_living_acts_of_two_persons_opened(
    house: House, owner: Owner, soaking: bool
) -> None:
    async with house.db.writing() as session:
        await policy_check._build(session, WORLD, house.clock)
    chance, ledger = random.Random(20261128), Ledger()
    seen: set[tuple[bool, bool]] = set()

    for _ in range(2_000 if soaking else 60):
        await _act(house, ledger, chance)
        await _agrees(house, ledger)
        seen |= {(ledger.open(one), ledger.living) for one in ledger.agreements}
        if not ledger.living:
            await owner.execute("UPDATE client SET revoked_at = NULL WHERE id = 'requester'")
            await owner.execute("UPDATE access_epoch SET epoch = epoch + 1")
            ledger.living = True

    assert {(True, True), (False, True)} <= seen


async def test_after_everything_is_revoked_nothing_is_open(house: House, owner: Owner) -> None:
    async with house.db.writing() as session:
        await policy_check._build(session, WORLD, house.clock)
    chance, ledger = random.Random(7), Ledger()
    for _ in range(25):
        await _act(house, ledger, chance)

    for agreement in ledger.agreements:
        await house.act("zhang", "terminateAgreement", id=agreement, **WHY)
    await house.act("zhang", "revokeClient", client="requester", **WHY)
    for proposal in ledger.proposals:
        await house.act("li", "approveProposal", id=proposal, **WHY)
        await house.act("zhang", "approveProposal", id=proposal, **WHY)

    assert await held(house, "requester") == frozenset()
    living = "SELECT count(*) FROM agreement WHERE terminated_at IS NULL AND id::text = ANY($1)"
    assert await owner.fetchval(living, list(ledger.agreements)) == 0
