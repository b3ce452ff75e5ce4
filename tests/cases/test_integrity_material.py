"""Handbook, courses and publicity (plan 4.1, 6.3): drafted by the office, published by the platform, over on their day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from exchange import worker
from tests.api.conftest import KEEPER, NOBODY, PARTNER
from tests.cases.town import COUNTY, FIRM, HANDLER, office

if TYPE_CHECKING:
    from exchange.access import Caller
    from tests.cases.town import Found, Town

OFFICE = office("origin", "350102_GOVERNMENT", "350102")
SEEN = "{ integrityMaterials { edges { node { kind title content hours } } } }"


async def drafted(
    town: Town, kind: str = "HANDBOOK", more: str = "", *, about: str = COUNTY, who: Caller = OFFICE
) -> Found:
    """Something to teach."""
    town.keys += 1
    given = f'kind: {kind}, title: "诚信手册", content: "言行一致，电话13912345678", {more}'
    return await town.ask_mutation(
        who, "fileIntegrityMaterial", f'key: "M-{town.keys}", creditCode: "{about}", {given}'
    )


async def seen(town: Town, who: Caller = NOBODY) -> list[Found]:
    """What somebody reads."""
    found = (await town.house.ask(who, SEEN))["data"]["integrityMaterials"]["edges"]
    return [one["node"] for one in found]


async def test_everybody_reads_what_is_published_until_its_day_is_over_or_it_is_withdrawn(town: Town) -> None:
    until = town.house.today + dt.timedelta(days=10)
    course = (await drafted(town, "COURSE", f'heldFrom: "{until}", hours: 8, validUntil: "{until}"'))[
        "caseId"
    ]
    handbook = (await drafted(town))["caseId"]
    drafts = [await seen(town), await seen(town, PARTNER), await seen(town, OFFICE)]

    by_itself = await town.move(OFFICE, "publishIntegrityMaterial", handbook)
    published = [await town.move(KEEPER, "publishIntegrityMaterial", one) for one in (course, handbook)]
    public = await seen(town)
    late = await town.move(OFFICE, "amendIntegrityMaterial", handbook, 'title: "x"')
    town.house.on(until + dt.timedelta(days=1))
    await worker.round_of(town.house.engine.runner.db, town.house.engine.runner.clock)
    after = await seen(town, PARTNER)
    await town.move(OFFICE, "withdrawIntegrityMaterial", handbook, 'reason: "换版"')

    assert [len(one) for one in drafts] == [0, 0, 2]
    assert by_itself["code"] == "SCOPE_MISSING"
    assert [(one["case"]["state"], one["case"]["waitsFor"]) for one in published] == [("PUBLISHED", None)] * 2
    assert {(one["kind"], one["hours"]) for one in public} == {("COURSE", 8), ("HANDBOOK", None)}
    assert not any("13912345678" in one["content"] for one in public)
    assert late["code"] == "MOVE_NOT_ALLOWED"
    assert [one["kind"] for one in after] == ["HANDBOOK"]
    assert await seen(town) == []


async def test_bad_material_is_answered_with_what_is_wrong(town: Town) -> None:
    day = town.house.today

    told = [
        await drafted(town, "COURSE"),
        await drafted(town, "COURSE", f'heldFrom: "{day}", hours: 0'),
        await drafted(town, "HANDBOOK", "hours: 3"),
        await drafted(town, more=f'validUntil: "{day - dt.timedelta(days=1)}"'),
        await drafted(town, about=FIRM),
        await drafted(town, about="11350000000000001A", who=HANDLER),
    ]

    wanted = (
        "a course says when it begins", "hours is not between 1 and", "belong to a course", "validUntil is over",
        "the business of a public body", "not of your division",
    )  # fmt: skip
    assert [
        (part, one["message"]) for one, part in zip(told, wanted, strict=True) if part not in one["message"]
    ] == []
