"""Scopes that nobody needed are taken away in one step, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.grants.test_two_persons import WHY, held

if TYPE_CHECKING:
    import asyncpg

    from tests.grants.house import House

    Owner = asyncpg.Connection[asyncpg.Record]

AGO = "UPDATE held_scope SET idle_since = idle_since - {days} WHERE (holder, scope) IN {these}"
THESE = [
    {"client": "requester", "scope": "export:read"},
    {"client": "requester", "scope": "person:read"},
    {"client": "provider", "scope": "record:submit"},
]
ROWS = "(('requester', 'export:read'), ('requester', 'person:read'), ('provider', 'record:submit'))"


async def test_what_was_not_used_for_the_period_is_ended_in_one_step_and_again_changes_nothing(
    house: House, owner: Owner
) -> None:
    before = {name: await held(house, name) for name in ("requester", "provider")}
    await owner.execute(AGO.format(days=90, these=ROWS))

    told = await house.act("zhang", "revokeUnusedScopes", grants=THESE, **WHY)
    again = await house.act("zhang", "revokeUnusedScopes", grants=THESE, **WHY)

    assert (told["state"], again["state"]) == ("REVOKED", "UNCHANGED")
    assert before["requester"] - await held(house, "requester") == {"export:read", "person:read"}
    assert before["provider"] - await held(house, "provider") == {"record:submit"}
    lines = await owner.fetch(
        "SELECT target, detail->'scopes' AS scopes FROM access_change WHERE what = 'client.scopes.revoke' ORDER BY id"
    )
    assert [tuple(one) for one in lines] == [
        ("provider", '["record:submit"]'),
        ("requester", '["export:read", "person:read"]'),
    ]
    assert await owner.fetchval(f"SELECT count(*) FROM held_scope WHERE (holder, scope) IN {ROWS}") == 0


async def test_one_that_was_used_since_keeps_them_all(house: House, owner: Owner) -> None:
    await owner.execute(AGO.format(days=90, these=ROWS))
    await owner.execute(AGO.format(days=-1, these="(VALUES ('requester', 'person:read'))"))
    before = {name: await held(house, name) for name in ("requester", "provider")}

    told = await house.act("zhang", "revokeUnusedScopes", grants=THESE, **WHY)

    assert told["code"] == "ARGUMENT_INVALID"
    assert "requester used person:read after" in told["message"]
    assert {name: await held(house, name) for name in ("requester", "provider")} == before


async def test_a_list_that_cannot_be_taken_away_is_told_by_what_is_wrong(house: House, owner: Owner) -> None:
    await owner.execute(AGO.format(days=90, these=ROWS))
    lists = {
        "empty": [],
        "too long": [*THESE] * 67,
        "no scope": [*THESE, {"client": "requester", "scope": "x"}],
        "no client": [*THESE, {"client": "nobody", "scope": "export:read"}],
        "shut out": [{"client": "second", "scope": "export:read"}],
    }
    await house.act("zhang", "revokeClient", client="second", **WHY)

    told = {
        what: await house.act("zhang", "revokeUnusedScopes", grants=grants, **WHY)
        for what, grants in lists.items()
    }
    mine = await house.act("provider", "revokeUnusedScopes", grants=THESE, **WHY)

    assert {what: one.get("code") or one["state"] for what, one in told.items()} == {
        "empty": "ARGUMENT_INVALID",
        "too long": "ARGUMENT_INVALID",
        "no scope": "ARGUMENT_INVALID",
        "no client": "NOT_FOUND",
        "shut out": "UNCHANGED",
    }
    assert mine["code"] == "SCOPE_MISSING"
    assert "person:read" in await held(house, "requester")
