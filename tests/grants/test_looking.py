"""Whoever looks at the rules sees who may see what, and never what there is to see."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from graphql import build_schema

from exchange import policy_check
from exchange.access import EXERCISED, Audience
from exchange.disclosure import policy
from exchange.model import ITEMS, Penalty, Subject
from tests.grants.test_narrowed import PERSON, PERSONAL, signed
from tests.query.test_corpus import WORLD

if TYPE_CHECKING:
    from tests.grants.house import House

MINE = """{ myAccess { client department jurisdiction scopes audiences agreement agreementLives case purpose policy
  limits { name most } withheld { item field treatments reasons } sdl } }"""
EXPLAINED = "query ($id: ID!, $client: String) { explainRow(id: $id, client: $client) { visible fields { field treatment reason basis } } }"


@pytest.fixture
async def world(house: House) -> House:
    async with house.db.writing() as session:
        await policy_check._build(session, WORLD, house.clock)
    return house


async def asked(house: House, who: str, document: str, **variables: Any) -> Any:  # noqa: ANN401 - decoded JSON
    body = await house.ask(house.member(who), document, **variables)
    assert "errors" not in body, body
    return next(iter(body["data"].values()))


async def refused(house: House, who: str, document: str, **variables: Any) -> tuple[str, str]:  # noqa: ANN401 - any JSON
    body = await house.ask(house.member(who), document, **variables)
    (error,) = body["errors"]
    return error["extensions"]["code"], error["message"]


async def test_the_matrix_has_every_cell_with_its_law_in_words(house: House) -> None:
    found = await asked(
        house, "anonymous",
        '{ policyMatrix(item: "penalty") { item field audience treatment told rows rowsTold basis rowsBasis } }',
    )  # fmt: skip

    assert len(found) == len(Penalty.fields) * len(Audience)
    cell = next(one for one in found if (one["field"], one["audience"]) == ("partyName", "agreed"))
    rule = policy().of(Penalty)
    assert cell == {
        "item": "Penalty", "field": "partyName", "audience": "agreed", "treatment": "surname", "told": "只显示姓氏",
        "rows": list(rule.rows[Audience.AGREED].when), "rowsTold": cell["rowsTold"],
        "basis": rule.fields["party_name"][Audience.AGREED].basis, "rowsBasis": rule.rows[Audience.AGREED].basis,
    }  # fmt: skip
    assert all(one["told"] and one["rowsTold"] and one["basis"] for one in found)


async def test_a_role_a_client_and_a_field_are_looked_at_from_both_sides(house: House) -> None:
    viewers = '{ fieldViewers(item: "Penalty", field: "remark") { role client treatments } }'
    sees = "query ($role: String, $client: String) { policyAs(role: $role, client: $client) { item field treatments } }"

    by_role = await asked(house, "anonymous", viewers)
    by_client = await asked(house, "zhang", viewers)
    keeper = await asked(house, "anonymous", sees, role="keeper")
    client = await asked(house, "zhang", sees, client="platform")

    assert {one["client"] for one in by_role} == {None}
    assert {"keeper", "origin"} <= {one["role"] for one in by_role}
    assert "platform" in {one["client"] for one in by_client}
    assert "anonymous" not in {one["role"] for one in by_role}
    assert keeper == client
    remark = next(one for one in keeper if (one["item"], one["field"]) == ("Penalty", "remark"))
    assert remark["treatments"][0] == "clear"


async def test_one_row_is_explained_as_a_client_gets_it_and_no_value_is_told(world: House) -> None:
    own = await asked(world, "platform", EXPLAINED, id=PERSONAL)
    told = await asked(world, "zhang", EXPLAINED, id=PERSONAL, client="platform")
    hidden = await asked(world, "zhang", EXPLAINED, id=PERSONAL, client="stranger")
    missing = await asked(
        world, "zhang", EXPLAINED, id="00000000-0000-4000-8000-000000000000", client="platform"
    )

    assert own == told
    cells = {one["field"]: one["treatment"] for one in told["fields"]}
    assert set(cells) == {one.graphql for one in Penalty.fields.values()}
    assert cells["documentNumber"] == "CLEAR"
    assert hidden == missing == {"visible": False, "fields": []}
    values = json.dumps(told, ensure_ascii=False)
    assert "林大山" not in values
    assert "丰泽" not in values


async def test_a_row_is_explained_by_a_statement_that_is_made_once_and_is_no_use_of_the_clients_scopes(
    world: House,
) -> None:
    noted: list[Any] = []
    token = EXERCISED.set(noted)
    await asked(world, "zhang", EXPLAINED, id=PERSONAL, client="platform")
    EXERCISED.reset(token)
    before = world.engine.runner.compiled

    again = [
        await asked(world, "zhang", EXPLAINED, id=one, client="platform") for one in (PERSONAL, str(PERSON))
    ]

    assert world.engine.runner.compiled == before
    assert [len(one["fields"]) for one in again] == [len(Penalty.fields), len(Subject.fields)]
    assert {caller.client for caller, _ in noted} == {"zhang"}


async def test_bad_questions_about_rules_are_told_by_their_argument(house: House) -> None:
    told = [
        await refused(house, "anonymous", '{ policyMatrix(item: "x") { field } }'),
        await refused(house, "anonymous", '{ policyAs(role: "emperor") { field } }'),
        await refused(house, "anonymous", '{ fieldViewers(item: "penalty", field: "x") { role } }'),
        await refused(house, "zhang", "{ policyDiff { version } }"),
    ]
    closed = [
        await refused(house, "platform", '{ policyAs(client: "zhang") { field } }'),
        await refused(house, "platform", EXPLAINED, id=PERSONAL, client="zhang"),
        await refused(house, "anonymous", '{ policyDiff(version: "x") { version } }'),
    ]
    unknown = [
        await refused(house, "zhang", '{ policyAs(client: "nobody") { field } }'),
        await refused(house, "zhang", '{ policyDiff(version: "x") { version } }'),
    ]

    assert [code for code, _ in told] == ["ARGUMENT_INVALID"] * 4
    assert "write one of anonymous, partner" in told[1][1]
    assert [code for code, _ in closed] == ["SCOPE_MISSING"] * 3
    assert [code for code, _ in unknown] == ["NOT_FOUND"] * 2


async def test_my_access_tells_what_this_token_may_see_and_why_not_more(world: House) -> None:
    agreement = await signed(world, field_names=("Penalty.partyName",))
    who = await world.under(agreement)
    body = await world.ask(who, MINE)
    public = (await world.ask(world.member("anonymous"), MINE))["data"]["myAccess"]
    subject = (await world.ask(world.member("person", subject=PERSON), MINE))["data"]["myAccess"]

    mine = body["data"]["myAccess"]
    assert (mine["client"], mine["department"], mine["agreement"], mine["agreementLives"]) == (
        "requester", "FJ_FINANCE", str(agreement), True,
    )  # fmt: skip
    assert mine["policy"] == policy().version
    reasons = {(one["item"], one["field"]): one["reasons"] for one in mine["withheld"]}
    assert "NOT_AGREED" in reasons["Penalty", "personIdNumber"]
    assert (public["client"], public["scopes"], public["audiences"]) == (None, [], ["public"])
    for one in (mine, public, subject):
        own = build_schema(one["sdl"])
        for name in ITEMS:
            kind: Any = own.type_map.get(name)
            shown = (
                set()
                if kind is None
                else {*kind.fields} & {field.graphql for field in ITEMS[name].fields.values()}
            )
            hidden = {
                each["field"]
                for each in one["withheld"]
                if each["item"] == name and set(each["treatments"]) <= {"hidden"}
            }
            assert shown & hidden <= {"id"}
    assert build_schema(mine["sdl"]).mutation_type is not None
    assert build_schema(public["sdl"]).mutation_type is None
    assert "proposals" not in build_schema(public["sdl"]).query_type.fields  # type: ignore[union-attr]  # there is one
