"""What clients come in with is renewed by their own department, and never by one administrator who would read by it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from joserfc.jwk import ECKey

from exchange.grants import clients
from tests.grants.test_two_persons import TERMS, WHY

if TYPE_CHECKING:
    import asyncpg

    from exchange.access import Caller
    from tests.grants.house import House

    Owner = asyncpg.Connection[asyncpg.Record]

OWN = "{ clients(first: 50) { totalCount edges { node { id scopes keys { kid retiredAt } } } } }"


def jwk(kid: str) -> str:
    """A fresh public key."""
    return json.dumps({**ECKey.generate_key("P-256").as_dict(private=False), "kid": kid})


def person(house: House, client: str, **facts: Any) -> Caller:  # noqa: ANN401 - any part of a caller
    """Somebody of a client's department, in its role."""
    return house.member(client, **{"client": None, "person": "wang", "actor": "wang"} | facts)


async def live(owner: Owner, client: str) -> list[str]:
    """The keys by which a client may come in."""
    chosen = "SELECT kid FROM client_key WHERE client_id = $1 AND retired_at IS NULL ORDER BY kid"
    return [one["kid"] for one in await owner.fetch(chosen, client)]


async def secret_of(owner: Owner, client: str) -> str | None:
    found: str | None = await owner.fetchval("SELECT secret_hash FROM client WHERE id = $1", client)
    return found


async def test_a_key_by_which_an_administrator_would_read_waits_for_a_second_one(
    house: House, owner: Owner
) -> None:
    plain = await house.act("zhang", "createClient", name="x", role="partner", **WHY)

    told = await house.act("zhang", "addClientKey", client="platform", jwk=jwk("k1"), **WHY)
    unsaid = await house.act("zhang", "addClientKey", client="platform", jwk=jwk("k2"))
    before = await live(owner, "platform")
    own = await house.act("zhang", "approveProposal", id=told["proposal"], **WHY)
    await house.act("li", "approveProposal", id=told["proposal"], **WHY)
    at_once = await house.act("zhang", "addClientKey", client=plain["id"], jwk=jwk("k1"))
    drawn = await house.act("zhang", "renewClientSecret", client=plain["id"])

    assert (told["state"], before) == ("k1", [])
    assert [one["code"] for one in (unsaid, own, drawn)] == [
        "ARGUMENT_INVALID",
        "ACCESS_REFUSED",
        "ACCESS_REFUSED",
    ]
    assert "rule no_data" in drawn["message"]
    assert await live(owner, "platform") == ["k1"]
    assert (at_once["proposal"], await live(owner, plain["id"])) == (None, ["k1"])


async def test_the_people_of_a_department_renew_what_their_own_client_comes_in_with(
    house: House, owner: Owner
) -> None:
    wang = person(house, "provider")

    seen = (await house.ask(wang, OWN))["data"]["clients"]
    renewed = await house.act(wang, "renewClientSecret", client="second")
    stored = await secret_of(owner, "second")
    added = await house.act(wang, "addClientKey", client="second", jwk=jwk("k1"))
    alone = await house.act(wang, "removeClientSecret", client="second")
    back = await house.act(wang, "renewClientSecret", client="second")
    retired = await house.act(wang, "retireClientKey", client="second", kid="k1")

    assert [one["node"]["id"] for one in seen["edges"]] == ["second", "provider"]
    assert clients.secret_fits(stored, renewed["secret"])
    assert not clients.secret_fits(stored, "s")
    assert (added["proposal"], alone["state"], retired["state"]) == (None, "KEYS_ALONE", "RETIRED")
    assert (back["code"], await secret_of(owner, "second")) == ("BAD_REQUEST", None)
    assert await live(owner, "second") == []
    lines = await owner.fetch(
        "SELECT what, target, department, detail FROM access_change WHERE actor = 'wang'"
    )
    assert [(one["what"], one["target"], one["department"]) for one in lines] == [
        (what, "second", "FJ_MARKET")
        for what in ("client.secret.renew", "client.key.add", "client.secret.remove", "client.key.retire")
    ]
    assert renewed["secret"] not in str([one["detail"] for one in lines])


async def test_nobody_renews_what_opens_more_than_is_open_to_them(house: House, owner: Owner) -> None:
    provider = house.member("provider")
    await owner.execute("UPDATE client SET jurisdiction = '350100' WHERE id = 'second'")
    asked: list[tuple[str, Caller, str]] = [
        ("another department's", person(house, "provider"), "requester"),
        ("none at all", person(house, "provider"), "nobody"),
        ("one that may more", person(house, "provider", scopes=frozenset({"record:read"})), "provider"),
        ("a wider region", person(house, "provider", jurisdiction="350100"), "provider"),
        ("by a program", provider, "provider"),
        ("of who manages access", person(house, "stranger"), "zhang"),
        ("by a subject", person(house, "subject", departments=()), "provider"),
        ("in the wider region", person(house, "provider"), "second"),
    ]

    told = {what: await house.act(who, "renewClientSecret", client=client) for what, who, client in asked}

    assert {what: one.get("code") for what, one in told.items()} == {
        "another department's": "NOT_FOUND",
        "none at all": "NOT_FOUND",
        "one that may more": "ACCESS_REFUSED",
        "a wider region": "ACCESS_REFUSED",
        "by a program": "SCOPE_MISSING",
        "of who manages access": "ACCESS_REFUSED",
        "by a subject": "SCOPE_MISSING",
        "in the wider region": None,
    }
    assert told["another department's"] == told["none at all"]
    assert clients.secret_fits(await secret_of(owner, "provider"), "s")
    denied = (
        "SELECT count(*) FROM access_change WHERE what = 'access.denied' AND target = 'renewClientSecret'"
    )
    assert await owner.fetchval(denied) == 5


async def test_a_department_sees_its_own_clients_and_a_stranger_others(house: House) -> None:
    lists = {
        who: {
            one["node"]["id"]
            for one in (await house.ask(person(house, who), OWN))["data"]["clients"]["edges"]
        }
        for who in ("provider", "requester", "stranger", "platform", "subject")
    }

    assert lists == {
        "provider": {"provider", "second"},
        "requester": {"requester"},
        "stranger": {"stranger", "zhang", "li"},
        "platform": set(),
        "subject": set(),
    }


async def test_a_client_is_no_second_person_for_who_gave_it_its_key(house: House, owner: Owner) -> None:
    """The clerk proposes, gives the department's own client a secret, and comes in as that client to approve."""
    request = await house.act(
        "zhang",
        "signAgreement",
        **TERMS | {"fields": ["Penalty.partyName"], "region": "350000", "provider": "FJ_MARKET"},
    )
    await owner.execute("UPDATE proposal SET proposed_by = 'wang'")
    await house.act(person(house, "provider"), "renewClientSecret", client="second")

    through = await house.act("second", "approveProposal", id=request["proposal"], **WHY)
    other = await house.act("provider", "approveProposal", id=request["proposal"], **WHY)

    assert (through["code"], "registered for it" in through["message"]) == ("ACCESS_REFUSED", True)
    assert other["state"] == "APPROVED"
