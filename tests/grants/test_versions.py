"""Rules are compared, activated by two persons where they widen, followed at once everywhere, and gone back to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from exchange import policy_check, resources, worker
from exchange.api.engine import Engine, Request
from exchange.api.schema import schema
from exchange.clock import Clock
from exchange.database import Database
from exchange.disclosure import follow, policy
from exchange.disclosure.policy import shipped
from exchange.errors import StartupError
from exchange.oauth.door import Door
from exchange.prepare import prepare
from tests.query.test_corpus import WORLD

if TYPE_CHECKING:
    import asyncpg

    from exchange.access import Caller
    from exchange.settings import Settings
    from tests.grants.house import House

    Owner = asyncpg.Connection[asyncpg.Record]

PENALTY = (resources.auth() / "disclosure" / "penalty.toml").read_text("utf-8")
DIVISION = (
    (resources.auth() / "disclosure" / "division.toml")
    .read_text("utf-8")
    .replace('"always"', '"organisation"', 1)
)
WHY = {"reason": "最小够用"}
SEEN = "{ penalties(first: 5) { totalCount edges { node { documentNumber violation } } } }"
CELLS = (
    "{ version widens cells { item field audience before after gained lost touched samples { before after } } "
    "operations { role field before after } }"
)


def rules(old: str, new: str) -> list[dict[str, str]]:
    """The file of penalties with one text in another's place."""
    assert old in PENALTY
    return [{"name": "penalty.toml", "text": PENALTY.replace(old, new, 1)}]


def treated(field: str, audience: str, treatment: str) -> list[dict[str, str]]:
    """The file with another treatment for the field, in a group of its own."""
    group = next(one for one in PENALTY.split("[[group]]") if f'"{field}"' in one)
    line = next(one for one in group.splitlines() if one.startswith(f"{audience} ="))
    own = f'\nfields = ["{field}"]\n' + group[group.index("\nbasis") :].replace(
        line, f'{audience} = "{treatment}"', 1
    )
    rest = PENALTY.replace(f'"{field}", ', "", 1)
    assert rest != PENALTY
    return [{"name": "penalty.toml", "text": f"{rest.rstrip()}\n\n[[group]]{own.rstrip()}\n"}]


@pytest.fixture
async def world(house: House) -> House:
    async with house.db.writing() as session:
        await policy_check._build(session, WORLD, house.clock)
    return house


async def diff(house: House, files: list[dict[str, str]]) -> Any:  # noqa: ANN401 - decoded JSON
    body = await house.ask(
        house.member("zhang"),
        f"query ($files: [PolicyFileInput!]) {{ policyDiff(files: $files) {CELLS} }}",
        files=files,
    )
    assert "errors" not in body, body
    return body["data"]["policyDiff"]


async def test_a_narrower_rule_is_activated_and_followed_by_everybody_at_once_and_gone_back_to_by_two(
    world: House, settings: Settings, owner: Owner
) -> None:
    other = Engine(schema(), world.db, world.clock, Door(world.db, world.clock, settings.issuer).refresh)
    anonymous = world.member("anonymous")
    before = await world.ask(anonymous, SEEN)
    narrower = treated("violation", "public", "hidden")

    told = await world.act("zhang", "proposePolicy", files=narrower, **WHY)
    done = await world.act("zhang", "activatePolicy", id=told["proposal"], **WHY)
    after = json.loads((await other.answer(Request(SEEN), anonymous)).body)
    with pytest.raises(Exception, match="permission denied"):
        async with world.db.reading("exchange_public") as session:  # type: ignore[arg-type]  # the login's name
            await session.fetch("SELECT violation FROM penalty")
    back = await world.act("zhang", "proposePolicy", version=shipped().version, **WHY)
    own = await world.act("zhang", "activatePolicy", id=back["proposal"], **WHY)
    await world.act("li", "activatePolicy", id=back["proposal"], **WHY)
    again = await world.ask(anonymous, SEEN)

    assert (told["state"], done["state"], back["state"]) == ("NARROWS", "ACTIVE", "WIDENS")
    assert (
        own["message"]
        == "Refused by the rule two_persons: these rules give somebody more, so another person has to activate them."
    )
    violations = [
        [edge["node"]["violation"] for edge in one["data"]["penalties"]["edges"]] for one in (before, after)
    ]
    assert violations[0] == ["无照经营", "虚假宣传"] or sorted(violations[0]) == sorted(
        ["无照经营", "虚假宣传"]
    )
    assert violations[1] == [None, None]
    assert again == before
    listed = await owner.fetch(
        "SELECT number, shipped, active_since IS NOT NULL AND active_until IS NULL AS active FROM policy_version ORDER BY number"
    )
    assert [tuple(one) for one in listed] == [(1, True, True), (2, False, False)]
    assert await owner.fetchval("SELECT count(*) FROM access_change WHERE what = 'policy.activate'") == 2


async def test_every_access_entry_names_the_version_that_it_was_given_by(world: House, owner: Owner) -> None:
    person = world.member("person", subject=policy_check.identity(WORLD, "subject", "person"))
    question = "{ penalties(first: 9) { edges { node { partyName personIdNumber } } } }"
    told = await world.act("zhang", "proposePolicy", files=treated("violation", "public", "hidden"), **WHY)

    await world.ask(person, question)
    await world.act("zhang", "activatePolicy", id=told["proposal"], **WHY)
    await world.ask(person, question)

    versions = [one["policy"] for one in await owner.fetch("SELECT policy FROM access_entry ORDER BY id")]
    assert versions == [shipped().version, told["id"]]


async def test_a_failed_activation_leaves_the_old_rules_and_the_old_rights(
    world: House, owner: Owner
) -> None:
    told = await world.act("zhang", "proposePolicy", files=treated("violation", "public", "hidden"), **WHY)
    held = await owner.fetchval("SELECT digest FROM rights_applied")
    await owner.execute(
        "ALTER TABLE policy_version ADD CONSTRAINT broken CHECK (shipped OR active_since IS NULL)"
    )

    body = await world.ask(
        world.member("zhang"),
        "mutation ($input: ActivatePolicyInput!) { activatePolicy(input: $input) { ... on AccessChanged { id } } }",
        input={"id": told["proposal"], **WHY},
    )

    assert body["errors"][0]["extensions"]["code"] == "INTERNAL_ERROR"
    assert await owner.fetchval("SELECT policy FROM access_epoch") == shipped().version
    assert await owner.fetchval("SELECT digest FROM rights_applied") == held
    assert await owner.fetchval("SELECT state FROM proposal") == "OPEN"
    assert (await world.ask(world.member("anonymous"), SEEN))["data"]["penalties"]["totalCount"] == 2


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({}, "files", "either files or a version"),
    ({"files": [], "version": "x"}, "files", "either files or a version"),
    ({"files": []}, "files", "one file or more"),
    ({"files": [{"name": "penalty.toml", "text": PENALTY}]}, "files", "followed already"),
    ({"files": [{"name": "penalty.toml", "text": "x ="}]}, "files", "it is not TOML"),
    ({"files": [{"name": "nothing.toml", "text": ""}]}, "files", "there is no item nothing"),
    ({"files": rules('"clear"', '"seen"')}, "files", "has no treatment seen"),
    (
        {"files": [{"name": "division.toml", "text": DIVISION}]},
        "files",
        "organisation goes by natural, which rows of this item have not",
    ),
    ({"files": rules("opened", "clear")}, "files", "the public gets"),
    (
        {"files": treated("publish_from", "public", "hidden")},
        "files",
        "publish_from: the row rule of the public goes by it",
    ),
    ({"files": treated("violation", "public", "hidden"), "reason": " "}, "reason", "write 1 to"),
]


async def test_rules_that_cannot_be_are_told_by_file_and_key(house: House, owner: Owner) -> None:
    for given, argument, why in WRONG:
        told = await house.act("zhang", "proposePolicy", **(WHY | given))
        assert (told["code"], told["argument"]) == ("ARGUMENT_INVALID", argument), given
        assert why in told["message"], told
    unknown = await house.act("zhang", "proposePolicy", version="x", **WHY)
    scopeless = await house.act("platform", "proposePolicy", version="x", **WHY)
    told = await house.act("zhang", "proposePolicy", files=treated("violation", "public", "hidden"), **WHY)
    elsewhere = await house.act("li", "approveProposal", id=told["proposal"], **WHY)

    assert (unknown["code"], scopeless["code"], elsewhere["code"]) == (
        "NOT_FOUND",
        "SCOPE_MISSING",
        "ACCESS_REFUSED",
    )
    assert await owner.fetchval("SELECT count(*) FROM policy_version WHERE NOT shipped") == 1


async def test_a_comparison_counts_what_is_touched_and_shows_treatments_alone(world: House) -> None:
    found = await diff(world, treated("violation", "public", "hidden"))

    cell = next(one for one in found["cells"] if (one["field"], one["audience"]) == ("violation", "public"))
    assert found["widens"] is False
    assert (cell["before"], cell["after"], cell["gained"], cell["lost"], cell["touched"]) == (
        "clear",
        "hidden",
        False,
        True,
        2,
    )
    assert cell["samples"] == [{"before": "clear", "after": "hidden"}]
    body = await world.ask(world.member("platform"), '{ policyDiff(version: "x") { version } }')
    assert body["errors"][0]["extensions"]["code"] == "SCOPE_MISSING"


async def test_recent_operations_are_replayed_under_the_other_rules(world: House) -> None:
    await world.ask(world.member("anonymous"), SEEN)

    found = await diff(world, treated("violation", "public", "hidden"))

    told = {
        one["role"]: (one["before"], one["after"])
        for one in found["operations"]
        if one["field"] == "Penalty.violation"
    }
    assert told["anonymous"] == (["clear"], ["hidden"])
    assert told["keeper"] == (["clear"], ["clear", "hidden"])


async def test_a_start_keeps_an_administrators_rules_and_is_refused_where_they_do_not_fit(
    world: House, settings: Settings, owner: Owner
) -> None:
    told = await world.act("zhang", "proposePolicy", files=treated("violation", "public", "hidden"), **WHY)
    await world.act("zhang", "activatePolicy", id=told["proposal"], **WHY)
    follow(None)

    await prepare(settings)
    kept = policy().version
    await owner.execute("UPDATE policy_version SET files = files - 'licence.toml' WHERE NOT shipped")
    with pytest.raises(StartupError, match=r"licence\.toml, the file: it is missing"):
        await prepare(settings)

    assert kept == told["id"]


async def test_a_worker_of_its_own_learns_the_rules_before_its_round(
    world: House, settings: Settings
) -> None:
    told = await world.act("zhang", "proposePolicy", files=treated("violation", "public", "hidden"), **WHY)
    await world.act("zhang", "activatePolicy", id=told["proposal"], **WHY)
    follow(None)
    async with Database.open(settings) as db:
        await worker.round_of(db, Clock(settings), [])

    assert policy().version == told["id"]


async def test_the_door_learns_the_rules_with_the_rights(world: House, settings: Settings) -> None:
    told = await world.act("zhang", "proposePolicy", files=treated("violation", "public", "hidden"), **WHY)
    await world.act("zhang", "activatePolicy", id=told["proposal"], **WHY)
    follow(None)
    async with Database.open(settings) as db:
        door = Door(db, Clock(settings), settings.issuer)
        caller: Caller = await door.refresh(world.member("platform"))

    assert policy().version == told["id"]
    assert caller.client == "platform"
