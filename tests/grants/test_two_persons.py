"""What widens access takes two persons, and no way around it leaves access behind."""

from __future__ import annotations

import asyncio
import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any

from exchange.access import Scope
from exchange.database import Login
from exchange.grants import profiles
from tests.grants.test_requests import ASKED, filed, reviewed

if TYPE_CHECKING:
    import asyncpg

    from tests.grants.house import House

    Owner = asyncpg.Connection[asyncpg.Record]

WHY = {"reason": "协议约定"}
OVER_PERSONS = {"fields": ["Penalty.partyName", "Penalty.fine"]}
TERMS = (
    {name: value for name, value in ASKED.items() if name != "provider"} | {"department": "FJ_FINANCE"} | WHY
)


async def held(house: House, client: str) -> frozenset[Scope]:
    """The scopes of a client, as its next call has them."""
    async with house.db.reading(Login.READER) as session:
        found = await profiles.read(session, client)
    return frozenset() if found is None else found.caller.scopes


async def test_a_sensitive_scope_waits_for_a_second_administrator(house: House, owner: Owner) -> None:
    await house.act(
        "zhang", "revokeScopes", client="requester", scopes=["person:read", "share:request"], **WHY
    )
    without = await held(house, "requester")

    told = await house.act(
        "zhang", "grantScopes", client="requester", scopes=["person:read", "share:request"], **WHY
    )
    waiting = await held(house, "requester")
    own = await house.act("zhang", "approveProposal", id=told["proposal"], **WHY)
    nobody = await house.act("provider", "approveProposal", id=told["proposal"], **WHY)
    scopeless = await house.act("requester", "approveProposal", id=told["proposal"], **WHY)
    approved = await house.act("li", "approveProposal", id=told["proposal"], **WHY)
    again = await house.act("li", "approveProposal", id=told["proposal"], **WHY)

    assert without == {Scope.RECORD_READ, Scope.CONFIDENTIAL_READ, Scope.EXPORT_READ}
    assert waiting == without | {Scope.SHARE_REQUEST}
    assert (own["code"], own["message"]) == (
        "ACCESS_REFUSED",
        "Refused by the rule two_persons: who proposed it cannot approve it. Ask another person to.",
    )
    assert [one["code"] for one in (nobody, scopeless, again)] == [
        "NOT_FOUND",
        "SCOPE_MISSING",
        "STEP_NOT_ALLOWED",
    ]
    assert approved["state"] == "APPROVED"
    assert await held(house, "requester") == waiting | {Scope.PERSON_READ}
    journal = await owner.fetch(
        "SELECT what, actor, detail->>'reason' AS why FROM access_change WHERE what LIKE 'proposal%'"
    )
    assert [tuple(one) for one in journal] == [
        ("proposal.propose", "zhang", "协议约定"),
        ("proposal.approved", "li", "协议约定"),
    ]


async def test_a_client_is_made_with_all_but_the_sensitive_part_of_its_role(house: House) -> None:
    made = await house.act(
        "zhang", "createClient", name="省税务局", role="agreed", department="FJ_MARKET", jurisdiction="350000", **WHY
    )  # fmt: skip
    plain = await house.act(
        "zhang", "createClient", name="省财政厅", role="partner", department="FJ_FINANCE", **WHY
    )

    before, shared = await held(house, made["id"]), await held(house, plain["id"])
    await house.act("li", "approveProposal", id=made["proposal"], **WHY)

    assert before == {Scope.RECORD_READ, Scope.SHARE_REQUEST}
    assert await held(house, made["id"]) == before | {
        Scope.PERSON_READ,
        Scope.CONFIDENTIAL_READ,
        Scope.EXPORT_READ,
    }
    assert shared == before
    assert plain["proposal"] is not None  # to carry everything away waits as well
    assert len(made["secret"]) >= 43


async def test_the_rules_against_a_grant_are_named(house: House, owner: Owner) -> None:
    asked: list[tuple[str, list[str]]] = [
        ("requester", ["record:publish"]),
        ("zhang", ["audit:read"]),
        ("li", ["person:read"]),
        ("li", ["record:publish"]),
    ]

    told = [
        await house.act("zhang", "grantScopes", client=client, scopes=scopes, **WHY)
        for client, scopes in asked
    ]

    assert [one["code"] for one in told] == ["ACCESS_REFUSED"] * 4
    assert [one["message"].split(":", 1)[1] if n < 2 else one["message"] for n, one in enumerate(told)][
        2:
    ] == [
        "Refused by the rule access:manage apart from person:read: nobody holds both of them.",
        "Refused by the rule access:manage apart from record:publish: nobody holds both of them.",
    ]
    assert ["rule role" in told[0]["message"], "rule own_client" in told[1]["message"]] == [True, True]
    assert await owner.fetchval("SELECT count(*) FROM proposal") == 0


async def test_bad_input_to_the_mutations_of_clients_and_proposals_is_told_by_its_argument(
    house: House,
) -> None:
    told = [
        await house.act("zhang", "grantScopes", client="requester", scopes=["no:such"], **WHY),
        await house.act("zhang", "grantScopes", client="requester", scopes=[], **WHY),
        await house.act("zhang", "grantScopes", client="requester", scopes=["record:read"], **WHY),
        await house.act("zhang", "revokeScopes", client="requester", scopes=["record:read"], reason=" "),
        await house.act("zhang", "createClient", name="", role="partner", **WHY),
        await house.act("zhang", "signAgreement", **(TERMS | {"department": "NO_SUCH"})),
        await house.act(
            "zhang", "signAgreement", **(TERMS | {"reason": "", "fields": ["Penalty.partyName"]})
        ),
    ]
    unknown = [
        await house.act("zhang", "grantScopes", client="nobody", scopes=["record:read"], **WHY),
        await house.act("zhang", "revokeScopes", client="requester", scopes=["audit:read"], **WHY),
        await house.act("zhang", "revokeClient", client="nobody", **WHY),
        await house.act("zhang", "approveProposal", id="x", **WHY),
        await house.act("zhang", "terminateAgreement", id="x", **WHY),
        await house.act("requester", "giveConsent", id="x", purpose="x", items=[], document="x"),
    ]
    closed: dict[str, dict[str, Any]] = {
        "grantScopes": {"client": "requester", "scopes": ["record:read"], **WHY},
        "revokeScopes": {"client": "requester", "scopes": ["record:read"], **WHY},
        "revokeClient": {"client": "requester", **WHY},
        "createClient": {"name": "x", "role": "partner", **WHY},
        "signAgreement": TERMS,
    }
    others = [await house.act("platform", mutation, **given) for mutation, given in closed.items()]
    role = await house.act("zhang", "createClient", name="x", role="emperor", **WHY)

    assert [one["argument"] for one in told] == [
        "scopes",
        "scopes",
        "scopes",
        "reason",
        "name",
        "department",
        "reason",
    ]
    assert {one["code"] for one in told} == {"ARGUMENT_INVALID"}
    assert {one["code"] for one in unknown} == {"NOT_FOUND"}
    assert {one["code"] for one in others} == {"SCOPE_MISSING"}
    assert (role["code"], "The roles are" in role["message"]) == ("BAD_REQUEST", True)


async def test_an_agreement_over_personal_fields_waits_and_others_do_not(house: House, owner: Owner) -> None:
    plain = await house.act("zhang", "signAgreement", **TERMS)
    wide = await house.act(
        "zhang", "signAgreement", **({name: one for name, one in TERMS.items() if name != "fields"})
    )

    signed = await owner.fetchval("SELECT count(*) FROM agreement")
    approved = await house.act("li", "approveProposal", id=wide["proposal"], **WHY)

    assert (plain["proposal"], wide["agreement"], signed) == (None, None, 1)
    assert await owner.fetchval(
        "SELECT field_names IS NULL FROM agreement WHERE id = $1", approved["agreement"]
    )


async def test_a_grant_over_personal_fields_waits_for_a_second_clerk_of_the_provider(
    house: House, owner: Owner
) -> None:
    request = await reviewed(house, **OVER_PERSONS)

    told = await house.act("provider", "grantShareRequest", id=request)
    twice = await house.act("second", "grantShareRequest", id=request)
    own = await house.act("provider", "approveProposal", id=told["proposal"], **WHY)
    stranger = await house.act("stranger", "approveProposal", id=told["proposal"], **WHY)
    before = await owner.fetchval("SELECT count(*) FROM agreement")
    approved = await house.act("second", "approveProposal", id=told["proposal"], **WHY)

    assert (told["state"], told["agreement"], before) == ("REVIEW", None, 0)
    assert (twice["code"], "not_waiting" in twice["message"]) == ("GUARD_REFUSED", True)
    assert (own["code"], stranger["code"]) == ("ACCESS_REFUSED", "NOT_FOUND")
    row = await owner.fetchrow("SELECT state, agreement::text AS agreement FROM share_request")
    assert row is not None
    assert tuple(row) == ("GRANTED", approved["agreement"])


async def test_what_was_withdrawn_refused_or_has_gone_by_opens_nothing(house: House, owner: Owner) -> None:
    request = await reviewed(house, **OVER_PERSONS)
    first = (await house.act("provider", "grantShareRequest", id=request))["proposal"]
    foreign = await house.act("second", "withdrawProposal", id=first, **WHY)
    withdrawn = await house.act("provider", "withdrawProposal", id=first, **WHY)
    second = (await house.act("provider", "grantShareRequest", id=request))["proposal"]
    refused = await house.act("second", "refuseProposal", id=second, **WHY)
    third = (await house.act("provider", "grantShareRequest", id=request))["proposal"]

    await house.act("requester", "withdrawShareRequest", id=request)
    late = await house.act("second", "approveProposal", id=third, **WHY)

    assert (foreign["code"], withdrawn["state"], refused["state"]) == (
        "ACCESS_REFUSED",
        "WITHDRAWN",
        "REFUSED",
    )
    assert late["code"] == "STEP_NOT_ALLOWED"
    assert await owner.fetchval("SELECT count(*) FROM agreement") == 0
    assert await owner.fetchval("SELECT state FROM proposal WHERE id = $1", third) == "OPEN"


async def test_two_who_approve_at_once_do_it_once(house: House, owner: Owner) -> None:
    told = await house.act("zhang", "signAgreement", **(TERMS | {"fields": ["Penalty.partyName"]}))

    both = await asyncio.gather(
        *(house.act("li", "approveProposal", id=told["proposal"], **WHY) for _ in range(4))
    )

    assert sorted(one.get("state") or one["code"] for one in both) == ["APPROVED", *["STEP_NOT_ALLOWED"] * 3]
    assert await owner.fetchval("SELECT count(*) FROM agreement") == 1


async def test_proposals_are_shown_to_those_who_may_decide_on_them(house: House) -> None:
    await house.act("provider", "grantShareRequest", id=await reviewed(house, **OVER_PERSONS))
    await house.act("zhang", "createClient", name="x", role="agreed", **WHY)
    shown = "{ proposals { edges { node { kind state target terms proposedBy } } } }"

    seen: dict[str, Any] = {}
    for name in ("zhang", "second", "platform", "stranger", "requester", "anonymous"):
        body = await house.ask(house.member(name), shown)
        seen[name] = sorted(edge["node"]["kind"] for edge in body["data"]["proposals"]["edges"])

    assert seen == {
        "zhang": ["AGREEMENT", "SCOPES"], "second": ["AGREEMENT"], "platform": ["AGREEMENT"], "stranger": [], "requester": [],
        "anonymous": [],
    }  # fmt: skip


async def test_a_client_for_trying_out_changes_no_access(house: House) -> None:
    sandbox = house.member("requester", sandbox=True)
    boss = house.member("zhang", sandbox=True)
    asked = {
        "purpose": "x",
        "legalBasis": "x",
        "items": ["penalty"],
        "validUntil": str(dt.date(2099, 1, 1)),
        "once": True,
    }

    told = [
        await house.act(sandbox, "fileShareRequest", **ASKED),
        await house.act(sandbox, "requestConsent", **asked),
        await house.act(boss, "grantScopes", client="requester", scopes=["record:read"], **WHY),
        await house.act(boss, "signAgreement", **TERMS),
        await house.act(boss, "terminateAgreement", id=str(uuid.uuid4()), **WHY),
        await house.act(boss, "approveProposal", id=str(uuid.uuid4()), **WHY),
        await house.act(
            house.member("person", subject=uuid.uuid4(), sandbox=True), "refuseConsent", id=str(uuid.uuid4())
        ),
        await house.act(
            house.member("provider", sandbox=True),
            "refuseShareRequest",
            id=await filed(house),
            reason="x",
            law="x",
        ),
    ]

    assert {one["code"] for one in told} == {"SANDBOX_ONLY"}
