"""A share request goes its way step by step, and opens nothing but what its agreement says."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from exchange.grants.request_steps import STEPS, RequestState, Side

if TYPE_CHECKING:
    import asyncpg

    from tests.grants.house import House

    Owner = asyncpg.Connection[asyncpg.Record]

TODAY = dt.datetime.now(dt.UTC).date()
ASKED: dict[str, Any] = {
    "title": "涉企监管",
    "purpose": "专项资金审核",
    "legalBasis": "政务数据共享条例 art. 20",
    "provider": "FJ_MARKET",
    "items": ["penalty"],
    "fields": ["Penalty.documentNumber", "Penalty.fine"],
    "region": "350100",
    "validFrom": str(TODAY),
    "validUntil": str(TODAY + dt.timedelta(days=90)),
}
REFUSAL = {"reason": "超出职责范围", "law": "政务数据共享条例 art. 21"}


async def filed(house: House, **changes: Any) -> str:  # noqa: ANN401 - any input
    """A request that was filed; its id."""
    told = await house.act("requester", "fileShareRequest", **(ASKED | changes))
    assert told.get("state") == "FILED", told
    return str(told["id"])


async def reviewed(house: House, **changes: Any) -> str:  # noqa: ANN401 - any input
    """One that lies with the provider."""
    request = await filed(house, **changes)
    assert (await house.act("platform", "passShareRequest", id=request))["state"] == "REVIEW"
    return request


async def seen(house: House, who: str, request: str) -> Any:  # noqa: ANN401 - a node or None
    """The request as a member sees it."""
    document = (
        "query ($id: ID!) { shareRequest(id: $id) { state dueOn extended reason law fieldNames "
        "signed { id fieldNames maxUses region providedBy { code } } } }"
    )
    body = await house.ask(house.member(who), document, id=request)
    return body["data"]["shareRequest"]


async def test_a_request_is_checked_granted_and_becomes_an_agreement_that_both_sides_see(
    house: House, owner: Owner
) -> None:
    request = await reviewed(house)

    told = await house.act("provider", "grantShareRequest", id=request)

    assert (told["state"], told["proposal"]) == ("GRANTED", None)
    for who in ("requester", "provider", "platform", "zhang"):
        found = await seen(house, who, request)
        assert found["signed"] == {
            "id": told["agreement"], "fieldNames": ["Penalty.documentNumber", "Penalty.fine"], "maxUses": None, "region": "350100",
            "providedBy": {"code": "FJ_MARKET"},
        }, who  # fmt: skip
    assert await seen(house, "stranger", request) is None
    steps = await owner.fetch(
        "SELECT what FROM access_change WHERE what LIKE 'request%' OR what LIKE 'agr%' ORDER BY id"
    )
    assert [one["what"] for one in steps] == [
        "request.file",
        "request.pass",
        "agreement.sign",
        "request.grant",
    ]


async def test_each_step_has_its_limit_in_working_days_and_the_review_is_extended_once(house: House) -> None:
    request = await filed(house)
    checked = await seen(house, "provider", request)
    await house.act("platform", "passShareRequest", id=request)
    begun = await seen(house, "provider", request)

    extended = await house.act("provider", "extendShareRequest", id=request, reason="数据量大")
    after = await seen(house, "provider", request)
    again = await house.act("provider", "extendShareRequest", id=request, reason="仍需时间")

    limits = [dt.date.fromisoformat(one["dueOn"]) for one in (checked, begun, after)]
    assert extended["state"] == "REVIEW"
    assert after["extended"]
    assert TODAY < limits[0] < limits[1] < limits[2]
    assert (limits[1] - TODAY).days >= 12
    assert (again["code"], "not_extended" in again["message"]) == ("GUARD_REFUSED", True)


async def test_a_partial_grant_is_smaller_and_a_refusal_names_reason_and_law_and_both_can_be_disputed(
    house: House,
) -> None:
    part = await reviewed(house)
    other = await reviewed(house)

    wider = await house.act("provider", "grantPartShareRequest", id=part, reason="x", region="350200")
    same = await house.act("provider", "grantPartShareRequest", id=part, reason="x")
    granted = await house.act(
        "provider", "grantPartShareRequest", id=part, reason="最小够用", fields=["Penalty.fine"], region="350102", maxUses=5
    )  # fmt: skip
    refused = await house.act("provider", "refuseShareRequest", id=other, **REFUSAL)
    disputed = await house.act("requester", "disputeShareRequest", id=other, reason="有法定职责")
    reopened = await house.act("platform", "reopenShareRequest", id=other, reason="请提供部门复核")
    await house.act("provider", "refuseShareRequest", id=other, **REFUSAL)
    await house.act("requester", "disputeShareRequest", id=other, reason="仍有异议")
    ended = await house.act("platform", "mediateShareRequest", id=other, reason="维持原决定")

    assert [one["argument"] for one in (wider, same)] == ["region", "items"]
    assert granted["state"] == "PARTIAL"
    assert (await seen(house, "requester", part))["signed"]["fieldNames"] == ["Penalty.fine"]
    assert [one["state"] for one in (refused, disputed, reopened, ended)] == [
        "REFUSED", "DISPUTED", "REVIEW", "MEDIATED",
    ]  # fmt: skip
    assert (await seen(house, "requester", other))["signed"] is None


async def test_what_the_catalogue_shares_without_condition_is_granted_by_the_check(house: House) -> None:
    request = await filed(house, items=["abnormal_operation"], fields=["AbnormalOperation.decidedOn"])

    around = await house.act("platform", "passShareRequest", id=request)
    told = await house.act("platform", "passUnconditionalShareRequest", id=request)
    conditional = await house.act("platform", "passUnconditionalShareRequest", id=await filed(house))

    assert (around["code"], told["state"]) == ("GUARD_REFUSED", "GRANTED")
    assert told["agreement"] is not None
    assert "under conditions" in conditional["message"]


async def test_every_step_is_made_from_its_states_by_its_side_and_by_nobody_else(
    house: House, owner: Owner
) -> None:
    people = {Side.REQUESTER: "requester", Side.PROVIDER: "provider", Side.PLATFORM: "platform"}
    request = await filed(house)
    elsewhere, outside, others = set(), set(), set()

    for name, step in STEPS.items():
        mutation = "".join(part.capitalize() if place else part for place, part in enumerate(name.split("_")))
        given = {"id": request} | dict.fromkeys(step.needed, "理由")
        for state in RequestState:
            await owner.execute("UPDATE share_request SET state = $1 WHERE id = $2", state, request)
            strangers = ("stranger", "zhang") if state in step.sources else ()
            rest = {*people.values()} - {people[step.side]} if state in step.sources else ()
            if state not in step.sources:
                told = await house.act(people[step.side], f"{mutation}ShareRequest", **given)
                elsewhere.add(told["code"])
            outside |= {
                (await house.act(who, f"{mutation}ShareRequest", **given))["code"] for who in strangers
            }
            others |= {(await house.act(who, f"{mutation}ShareRequest", **given))["code"] for who in rest}

    assert elsewhere == {"STEP_NOT_ALLOWED"}
    assert outside == {"NOT_FOUND", "SCOPE_MISSING"}
    assert others == {"ACCESS_REFUSED", "SCOPE_MISSING"}
    assert await owner.fetchval("SELECT count(*) FROM agreement") == 0


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"title": " "}, "title"),
    ({"purpose": "x" * 501}, "purpose"),
    ({"legalBasis": ""}, "legalBasis"),
    ({"items": []}, "items"),
    ({"items": ["submission"]}, "items"),
    ({"fields": []}, "fields"),
    ({"fields": ["Penalty.nothing"]}, "fields"),
    ({"fields": ["Subject.name"]}, "fields"),
    ({"region": "999999"}, "region"),
    ({"provider": "NO_SUCH"}, "provider"),
    ({"provider": "FJ_FINANCE"}, "provider"),
    ({"validUntil": str(TODAY - dt.timedelta(days=1)), "validFrom": "2020-01-01"}, "validUntil"),
    ({"validFrom": str(TODAY + dt.timedelta(days=91))}, "validUntil"),
    ({"maxUses": 0}, "maxUses"),
]


async def test_what_cannot_be_asked_for_is_told_by_its_argument_and_nothing_is_stored(
    house: House, owner: Owner
) -> None:
    for wrong, argument in WRONG:
        told = await house.act("requester", "fileShareRequest", **(ASKED | wrong))

        assert (told["code"], told["argument"]) == ("ARGUMENT_INVALID", argument), wrong
        assert f"The argument {argument} of shareRequest" in told["message"]
    assert await owner.fetchval("SELECT count(*) FROM share_request") == 0


async def test_who_has_no_scope_for_requests_is_told_so(house: House) -> None:
    told = await house.act("platform", "fileShareRequest", **ASKED)
    request = await reviewed(house)

    missing = await house.act("provider", "refuseShareRequest", id=request, reason=" ", law="x")
    unknown = await house.act("provider", "grantShareRequest", id="not an id")

    assert told["code"] == "SCOPE_MISSING"
    assert (missing["code"], missing["argument"]) == ("ARGUMENT_INVALID", "reason")
    assert unknown["code"] == "NOT_FOUND"
