"""Who looked at whom: told to auditors of the region, to the department, to the subject about itself; and what is held and not used."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from exchange import policy_check
from exchange.access import EXERCISED, Audience
from exchange.grants.uses import Uses
from tests.grants.test_narrowed import PERSON, PERSONAL, signed
from tests.query.test_corpus import WORLD

if TYPE_CHECKING:
    import asyncpg

    from tests.grants.house import House

    Owner = asyncpg.Connection[asyncpg.Record]

READ = "query ($id: ID!) { penalty(id: $id) { violation remark } }"
ENTRIES = (
    "{ accessEntries { totalCount edges { node { at actor client department purpose agreement disciplineCase subjects subjectCount fields "
    "policy by { name } } } } }"
)


@pytest.fixture
async def world(house: House) -> House:
    """With the records of the corpus."""
    async with house.db.writing() as session:
        await policy_check._build(session, WORLD, house.clock)
    return house


async def entries(house: House, who: Any, document: str = ENTRIES, **variables: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any JSON
    """The access entries that somebody sees."""
    body = await house.ask(who, document, **variables)
    return [one["node"] for one in body["data"]["accessEntries"]["edges"]]


async def read(house: House, name: str, **facts: Any) -> None:  # noqa: ANN401 - any part of a caller
    """Look at the person's penalty, with what is confidential in it."""
    await house.ask(house.member(name, **facts), READ, id=PERSONAL)


async def test_an_auditor_and_the_department_see_who_read_and_why_and_never_a_value(world: House) -> None:
    await read(world, "platform", purpose="核查")
    zhang = await entries(world, world.member("zhang"))
    own = await entries(
        world,
        world.member("provider", department="FJ_INFORMATION_CENTRE", departments=("FJ_INFORMATION_CENTRE",)),
    )
    others = [
        await entries(world, world.member("provider")),
        await entries(world, world.member("platform")),
        await entries(world, world.member("anonymous")),
        await entries(world, world.member("zhang", jurisdiction="350100")),
        await entries(world, world.member("zhang", scopes=frozenset())),
    ]

    assert len(zhang) == len(own) == 1
    line = zhang[0]
    assert (line["actor"], line["department"], line["purpose"]) == (
        "platform",
        "FJ_INFORMATION_CENTRE",
        "核查",
    )
    assert (line["subjects"], line["subjectCount"]) == ([str(PERSON)], 1)
    assert set(line["fields"]) <= {"Penalty.remark", "Penalty.violation"}
    assert line["fields"]
    assert (own[0]["actor"], own[0]["subjects"], own[0]["subjectCount"]) == ("platform", None, 1)
    assert others == [[], [], [], [], []]


async def test_a_subject_sees_who_looked_at_it_and_nothing_of_others(world: House, owner: Owner) -> None:
    await read(world, "platform", purpose="核查")
    await owner.execute("UPDATE access_entry SET subjects = subjects || gen_random_uuid(), subject_count = 2")
    who = world.member("subject", subject=PERSON)
    mine = await entries(world, who)
    another = await entries(world, replace(who, subject=uuid.uuid4()))
    asked = await world.ask(
        who, f'{{ accessEntries(where: {{subjects: {{in: ["{PERSON}"]}}}}) {{ totalCount }} }}'
    )

    assert [(one["department"], one["purpose"], bool(one["fields"])) for one in mine] == [
        ("FJ_INFORMATION_CENTRE", "核查", True)
    ]
    assert {
        mine[0][name] for name in ("actor", "client", "subjects", "subjectCount", "disciplineCase", "policy")
    } == {None}
    assert another == []
    assert asked["errors"][0]["extensions"]["code"] == "ARGUMENT_NOT_ALLOWED"


async def test_what_discipline_inspection_read_is_told_to_the_subject_when_the_delay_is_over(
    world: House, owner: Owner
) -> None:
    inspector = world.member("platform")
    inspector = replace(
        inspector,
        audiences=frozenset({Audience.PUBLIC, Audience.DISCIPLINE}),
        case="FJ-2026-0001",
        actor="inspector",
    )
    await world.ask(inspector, READ, id=PERSONAL)
    who = world.member("subject", subject=PERSON)
    told_on = await owner.fetchval("SELECT told_on FROM access_entry")
    today = world.clock.today()
    before = await entries(world, who)
    await owner.execute("UPDATE access_entry SET told_on = $1", today)
    after = await entries(world, who)

    assert told_on == today + dt.timedelta(days=180)
    assert before == []
    assert [one["disciplineCase"] for one in after] == [None]
    assert [one["disciplineCase"] for one in await entries(world, world.member("zhang"))] == ["FJ-2026-0001"]


async def test_that_a_record_which_its_subject_does_not_see_yet_was_read_is_told_to_it_later(
    world: House, owner: Owner
) -> None:
    origin, who = policy_check._caller(WORLD, "origin", 1), world.member("subject", subject=PERSON)
    asked = "query ($id: ID!) { penalty(id: $id) { state partyName subject { name } } }"
    state = "UPDATE penalty SET state = $2 WHERE id = $1"

    await owner.execute(state, uuid.UUID(PERSONAL), "VERIFIED")
    found = (await world.ask(origin, asked, id=PERSONAL))["data"]["penalty"]
    unseen = await entries(world, who)
    audited = [one["subjects"] for one in await entries(world, world.member("zhang"))]
    told_on = await owner.fetchval("SELECT told_on FROM access_entry")
    await owner.execute(state, uuid.UUID(PERSONAL), "SHARED")
    await world.ask(origin, asked, id=PERSONAL)
    seen = await entries(world, who)

    assert found == {"state": "VERIFIED", "partyName": "林大山", "subject": {"name": "林大山"}}
    assert (unseen, audited) == ([], [[str(PERSON)]])
    assert told_on == world.clock.today() + dt.timedelta(days=180)
    assert [one["fields"] for one in seen] == [["Penalty.partyName", "Subject.name"]]


async def test_entries_and_events_are_searched_by_what_an_auditor_asks(world: House) -> None:
    await read(world, "platform")
    zhang = world.member("zhang")
    day = world.clock.today()
    filters = {
        f'actor: {{in: ["platform"]}}, at: {{from: "{day - dt.timedelta(days=2)}T00:00:00Z"}}': 1,
        f'subjects: {{in: ["{PERSON}"]}}': 1,
        'department: {is: "FJ_FINANCE"}': 0,
        'fields: {in: ["Penalty.remark", "Penalty.violation"]}': 1,
        'fields: {in: ["Subject.phone"]}': 0,
    }
    found = {
        one: (await world.ask(zhang, f"{{ accessEntries(where: {{{one}}}) {{ totalCount }} }}"))["data"][
            "accessEntries"
        ]["totalCount"]
        for one in filters
    }
    await world.act("requester", "revokeClient", client="provider", reason="x")
    denied = await world.ask(
        zhang,
        '{ accessChanges(where: {what: {is: "access.denied"}}) { edges { node { actor target detail department } } } }',
    )
    own = await world.ask(
        world.member("requester"), '{ accessChanges(where: {what: {is: "access.denied"}}) { totalCount } }'
    )

    assert found == filters
    assert [one["node"] for one in denied["data"]["accessChanges"]["edges"]] == [
        {
            "actor": "requester",
            "target": "revokeClient",
            "detail": '{"code": "SCOPE_MISSING", "rule": "access:manage"}',
            "department": "FJ_FINANCE",
        }
    ]
    assert own["data"]["accessChanges"]["totalCount"] == 1


async def test_what_is_held_tells_its_last_use_and_what_was_never_used(world: House, owner: Owner) -> None:
    uses = Uses(world.db, world.clock)
    agreement = await signed(world)
    await owner.execute("UPDATE held_scope SET given_on = given_on - 100, idle_since = idle_since - 100")
    noted: list[Any] = []
    token = EXERCISED.set(noted)
    await world.ask(await world.under(agreement), READ, id=PERSONAL)
    EXERCISED.reset(token)
    uses.note(noted)
    await uses.flush()
    day = world.clock.today()
    long_ago = day - dt.timedelta(days=90)
    body = await world.ask(
        world.member("zhang"),
        f'{{ client(id: "requester") {{ living held {{ scope lastUsedOn idleSince }} }} heldScopes(where: {{holder: {{is: "requester"}}, '
        f'idleSince: {{to: "{long_ago}"}}}}, first: 50) {{ edges {{ node {{ scope }} }} }} '
        f"agreements {{ edges {{ node {{ lastUsedOn }} }} }} }}",
    )
    held = {one["scope"]: one["lastUsedOn"] for one in body["data"]["client"]["held"]}
    idle = {one["node"]["scope"] for one in body["data"]["heldScopes"]["edges"]}

    assert held["record:read"] == day.isoformat()
    assert held["export:read"] is None
    assert idle == {one for one, last in held.items() if last is None}
    assert {one["node"]["lastUsedOn"] for one in body["data"]["agreements"]["edges"]} == {
        None,
        day.isoformat(),
    }


async def test_who_manages_access_sees_clients_and_people_and_nobody_else_does_but_a_department_its_own(
    house: House,
) -> None:
    asked = "{ clients(first: 50) { totalCount edges { node { id role scopes keys { kid } } } } persons { totalCount } }"
    await house.act(
        "zhang",
        "createPerson",
        login="wang",
        name="王五",
        roles=["keeper"],
        department="FJ_DRC",
        jurisdiction="350000",
        reason="x",
    )
    seen = (await house.ask(house.member("zhang"), asked))["data"]
    others = [
        (await house.ask(who, asked))["data"]
        for who in (
            house.member("provider"),
            house.member("anonymous"),
            house.member("zhang", scopes=frozenset({"audit:read"})),
        )
    ]

    assert seen["clients"]["totalCount"] == 7
    assert seen["persons"]["totalCount"] == 1
    numbers = [(one["clients"]["totalCount"], one["persons"]["totalCount"]) for one in others]
    assert numbers == [(2, 0), (0, 0), (0, 0)]  # a department has its own two
