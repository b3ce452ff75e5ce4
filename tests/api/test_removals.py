"""What is withdrawn upstream is gone everywhere within the limit, and whoever keeps records sees who has not said so yet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from exchange.calendar import working_days
from exchange.grants import agreements
from tests.api.conftest import KEEPER, NOBODY, ORIGIN
from tests.api.test_life_of_a_penalty import TODAY, moved
from tests.api.test_shares import ENTERPRISE, WAY, sharing

if TYPE_CHECKING:
    from exchange.access import Caller
    from tests.api.test_shares import Sharing

__all__ = ["sharing"]  # a fixture

WITHDRAW = ', reason: "决定撤销", document: "撤销1号"'
CONFIRM = """
mutation ($ids: [ID!]!) {
  confirmRemoval(input: {ids: $ids}) { ... on RemovalConfirmed { confirmed before } ... on Refused { code message } }
}"""
HELD = """
query ($to: Date!) {
  shares(where: {stillHeld: {is: true}, removeDueOn: {to: $to}}) {
    edges { node { id change removeDueOn stillHeld department { code } record { state } } }
  }
}"""
LINE = "{ shares { edges { node { id number change times removeDueOn stillHeld removedOn } } } }"
DUE = working_days().add(TODAY, 1).isoformat()


async def confirm(one: Sharing, *ids: str, who: Caller | None = None) -> dict[str, Any]:
    body = await one.ask(who or one.one, CONFIRM, ids=list(ids))
    told: dict[str, Any] = body["data"]["confirmRemoval"]
    return told


async def held(one: Sharing, who: Caller, to: str = DUE) -> list[dict[str, Any]]:
    body = await one.ask(who, HELD, to=to)
    return [edge["node"] for edge in body["data"]["shares"]["edges"]]


async def line(one: Sharing) -> dict[str, Any]:
    (edge,) = (await one.ask(one.one, LINE))["data"]["shares"]["edges"]
    node: dict[str, Any] = edge["node"]
    return node


async def withdrawn(one: Sharing) -> tuple[str, str]:
    """A record that was shared and then withdrawn: its id, and that of the share."""
    record = await one.sent(ENTERPRISE)
    await one.update()
    share = (await line(one))["id"]
    await moved(one.ask, "withdraw", record, WITHDRAW)
    return record, share


async def test_who_does_not_come_for_the_withdrawal_is_seen_by_the_keeper_and_the_origin(
    sharing: Sharing,
) -> None:
    _, share = await withdrawn(sharing)

    seen = {"keeper": await held(sharing, KEEPER), "origin": await held(sharing, ORIGIN)}

    waiting = {
        "id": share, "change": "NEW", "removeDueOn": DUE, "stillHeld": True, "department": {"code": "FJ_FINANCE"},
        "record": {"state": "WITHDRAWN"},
    }  # fmt: skip
    assert seen == {"keeper": [waiting], "origin": [waiting]}
    assert await held(sharing, KEEPER, TODAY.isoformat()) == []
    assert await held(sharing, sharing.other) == []


async def test_removal_is_confirmed_once_however_often_it_is_sent(sharing: Sharing) -> None:
    _, share = await withdrawn(sharing)
    await sharing.update()

    told = [await confirm(sharing, share), await confirm(sharing, share, share)]

    assert told == [{"confirmed": 1, "before": 0}, {"confirmed": 0, "before": 1}]
    assert await held(sharing, KEEPER) == []
    assert await line(sharing) == {
        "id": share, "number": 2, "change": "GONE", "times": 2, "removeDueOn": DUE, "stillHeld": False,
        "removedOn": TODAY.isoformat(),
    }  # fmt: skip


async def test_removed_before_it_is_told_gone_stays_removed(sharing: Sharing) -> None:
    _, share = await withdrawn(sharing)

    assert await confirm(sharing, share) == {"confirmed": 1, "before": 0}
    assert await sharing.update() == {"last": 2, "found": 1}
    found = await line(sharing)
    assert (found["change"], found["stillHeld"], found["removedOn"]) == ("GONE", False, TODAY.isoformat())


async def test_what_is_still_shared_cannot_be_confirmed_and_holds_the_whole_call_back(
    sharing: Sharing,
) -> None:
    _, gone = await withdrawn(sharing)
    await sharing.sent(ENTERPRISE | {"documentNumber": "闽市监罚〔2026〕31号"})
    await sharing.update()
    lines = (await sharing.ask(sharing.one, LINE))["data"]["shares"]["edges"]
    (there,) = (edge["node"]["id"] for edge in lines if edge["node"]["change"] == "NEW")

    told = await confirm(sharing, gone, there)

    assert told["code"] == "GUARD_REFUSED"
    assert "is still shared with you, so there is nothing to remove" in told["message"]
    assert [one["id"] for one in await held(sharing, KEEPER)] == [gone]


async def test_what_is_given_again_after_it_was_removed_is_to_be_removed_again(sharing: Sharing) -> None:
    record = await sharing.sent(ENTERPRISE)
    await sharing.update()
    share = (await line(sharing))["id"]
    await moved(sharing.ask, "restrict", record, ', reason: "涉及敏感事项"')
    await sharing.update()
    await confirm(sharing, share)

    for name, details in (("unrestrict", ', reason: "已解密"'), *WAY[2:]):
        await moved(sharing.ask, name, record, details)
    await sharing.update()
    again = await line(sharing)
    await moved(sharing.ask, "withdraw", record, WITHDRAW)
    await sharing.update()

    assert (again["change"], again["removeDueOn"], again["stillHeld"], again["removedOn"]) == (
        "NEW",
        None,
        False,
        None,
    )
    assert [one["id"] for one in await held(sharing, KEEPER)] == [share]


@pytest.mark.parametrize("who", ["other client", "keeper", "nobody", "made up"])
async def test_a_line_of_somebody_else_is_as_one_that_is_not_there(sharing: Sharing, who: str) -> None:
    _, share = await withdrawn(sharing)
    asked = {"other client": sharing.other, "keeper": KEEPER, "nobody": NOBODY}.get(who, sharing.one)

    told = await confirm(sharing, str(uuid4()) if who == "made up" else share, who=asked)

    assert told["code"] == ("SCOPE_MISSING" if who == "nobody" else "NOT_FOUND")
    assert len(await held(sharing, KEEPER)) == 1


@pytest.mark.parametrize("count", [0, 501])
async def test_none_and_too_many_are_refused_with_the_number_to_send(sharing: Sharing, count: int) -> None:
    told = await confirm(sharing, *(str(uuid4()) for _ in range(count)))

    assert told["code"] == "BAD_REQUEST"
    assert f"ids names {count} shares. Name 1 to 500" in told["message"]


async def test_the_duty_outlives_the_agreement(sharing: Sharing) -> None:
    _, share = await withdrawn(sharing)
    async with sharing.db.writing() as session:
        await agreements.terminate_agreement(session, sharing.clock, "test", sharing.signed)

    tried = await confirm(sharing, share, who=replace(sharing.one, sandbox=True))

    assert tried["code"] == "SANDBOX_ONLY"
    assert await confirm(sharing, share) == {"confirmed": 1, "before": 0}
