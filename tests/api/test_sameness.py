"""Subjects that are one: merged, separated exactly, and a body known by name only that gets its code."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.api.conftest import KEEPER, NOBODY, ORIGIN, PARTNER
from tests.api.test_life_of_a_penalty import ROW, SUBMIT

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import asyncpg

    Ask = Callable[..., Awaitable[dict[str, Any]]]

DONE = "{ __typename ... on SubjectDone { subjectId } ... on Refused { code message } }"
MERGE = f'mutation ($id: ID!, $into: ID!) {{ mergeSubjects(input: {{id: $id, into: $into, reason: "同一主体"}}) {DONE} }}'
SEPARATE = f'mutation ($id: ID!) {{ separateSubjects(input: {{id: $id, reason: "误合并"}}) {DONE} }}'
RESOLVE = f"""mutation ($id: ID!, $code: String!, $reason: String!, $override: Boolean) {{
  resolveSubject(input: {{id: $id, creditCode: $code, reason: $reason, creditCodeOverride: $override}}) {DONE} }}"""
FOUND = """query ($id: ID!) { subject(by: {id: $id}) { sameAs { id } unresolved creditCode
  penalties { totalCount edges { node { subject { id } } } } } }"""
NAMELESS = {key: value for key, value in ROW.items() if key != "partyCreditCode"} | {
    "documentNumber": "闽市监罚〔2026〕77号"
}
NONE = "00000000-0000-4000-8000-000000000000"


async def subjects(ask: Ask) -> tuple[str, str]:
    """A body with its code, and the same one known by name only; each has a record."""
    body = await ask(ORIGIN, SUBMIT, batch="B-7", rows=[ROW, NAMELESS])
    asked = "query ($id: ID!) { penalty(id: $id) { subject { id } } }"
    ids = [row["recordId"] for row in body["data"]["submitRecords"]["rows"]]
    known, unresolved = [
        (await ask(ORIGIN, asked, id=one))["data"]["penalty"]["subject"]["id"] for one in ids
    ]
    return known, unresolved


async def looked(ask: Ask, subject: str, who: Any = KEEPER) -> dict[str, Any]:  # noqa: ANN401 - a caller
    """The subject and its records."""
    found: dict[str, Any] = (await ask(who, FOUND, id=subject))["data"]["subject"]
    return found


async def rows(owner: asyncpg.Connection[Any]) -> list[str]:
    """Both subjects and their records as they are stored."""
    found = await owner.fetch(
        "SELECT p::text AS line FROM penalty p UNION ALL SELECT s::text FROM subject s ORDER BY 1"
    )
    return [one["line"] for one in found]


async def test_records_of_both_are_found_under_the_kept_one_and_separating_undoes_it_exactly(
    ask: Ask, owner: asyncpg.Connection[Any]
) -> None:
    known, unresolved = await subjects(ask)
    before = await rows(owner)

    merged = (await ask(KEEPER, MERGE, id=unresolved, into=known))["data"]["mergeSubjects"]
    under, other = await looked(ask, known), await looked(ask, unresolved)
    separated = (await ask(KEEPER, SEPARATE, id=unresolved))["data"]["separateSubjects"]

    assert merged == {"__typename": "SubjectDone", "subjectId": known}
    assert under["penalties"]["totalCount"] == 2
    assert {edge["node"]["subject"]["id"] for edge in under["penalties"]["edges"]} == {known}
    assert (other["sameAs"], other["penalties"]["totalCount"]) == ({"id": known}, 0)
    assert separated == {"__typename": "SubjectDone", "subjectId": unresolved}
    assert await rows(owner) == before
    lines = await owner.fetch("SELECT move, subject_id FROM audit_entry WHERE item = 'subject' ORDER BY id")
    told = await owner.fetch("SELECT move, subject_id FROM change WHERE item = 'subject' ORDER BY id")
    assert [one["move"] for one in lines] == ["merge", "merge", "separate", "separate"]
    assert {str(one["subject_id"]) for one in lines} == {known, unresolved}
    assert [tuple(one) for one in told] == [tuple(one) for one in lines]


async def test_a_record_that_comes_after_the_merge_is_found_under_the_kept_one_too(ask: Ask) -> None:
    known, unresolved = await subjects(ask)
    await ask(KEEPER, MERGE, id=unresolved, into=known)

    await ask(ORIGIN, SUBMIT, batch="B-8", rows=[NAMELESS | {"documentNumber": "闽市监罚〔2026〕78号"}])

    assert (await looked(ask, known))["penalties"]["totalCount"] == 3


async def test_merging_shows_nobody_a_record_that_was_hidden(ask: Ask) -> None:
    known, unresolved = await subjects(ask)
    await ask(KEEPER, MERGE, id=unresolved, into=known)

    for who in (NOBODY, PARTNER):
        assert (await looked(ask, known, who))["penalties"]["totalCount"] == 0


async def test_what_cannot_be_merged_is_told_why(ask: Ask) -> None:
    known, unresolved = await subjects(ask)

    async def told(one: str, other: str) -> str:
        return str((await ask(KEEPER, MERGE, id=one, into=other))["data"]["mergeSubjects"].get("message"))

    assert "the same subject twice" in await told(known, known)
    assert "Merge them the other way round" in await told(known, unresolved)
    assert "is found under the id given" in await told(known, NONE)
    await ask(KEEPER, MERGE, id=unresolved, into=known)
    assert "Separate it first" in await told(unresolved, known)
    again = (await ask(KEEPER, SEPARATE, id=known))["data"]["separateSubjects"]
    assert "nothing to undo" in again["message"]


async def test_only_a_keeper_of_both_merges_them(ask: Ask) -> None:
    known, unresolved = await subjects(ask)
    elsewhere = replace(KEEPER, jurisdiction="350500")

    answers = [
        (await ask(who, MERGE, id=unresolved, into=known))["data"]["mergeSubjects"]["code"]
        for who in (elsewhere, ORIGIN, NOBODY)
    ]

    assert answers == ["NOT_FOUND", "SCOPE_MISSING", "SCOPE_MISSING"]


@pytest.mark.usefixtures("patient")
async def test_two_merges_at_once_leave_one(ask: Ask) -> None:
    known, unresolved = await subjects(ask)

    bodies = await asyncio.gather(*(ask(KEEPER, MERGE, id=unresolved, into=known) for _ in range(3)))

    kinds = sorted(body["data"]["mergeSubjects"]["__typename"] for body in bodies)
    assert kinds == ["Refused", "Refused", "SubjectDone"]


async def test_an_unresolved_body_gets_its_code(ask: Ask) -> None:
    _, unresolved = await subjects(ask)

    done = (
        await ask(KEEPER, RESOLVE, id=unresolved, code=" 91350503mafj0002x8", reason="核实", override=True)
    )["data"]

    now = await looked(ask, unresolved)
    assert done["resolveSubject"]["__typename"] == "SubjectDone"
    assert (now["unresolved"], now["creditCode"]) == (False, "91350503MAFJ0002X8")


@pytest.mark.parametrize(
    ("code", "reason", "told"),
    [
        ("91350102MAFJ0001XP", "核实", "Merge this one into that with mergeSubjects"),
        ("913501", "核实", "has 18 digits and capital letters"),
        ("91350102MAFJ0001X1", "核实", "The check character"),
        ("91350102MAFJ0001XP", " ", "reason is missing"),
        ("91350102MAFJ0001XP", "核\u0007实", "reason holds control characters"),
        ("91350102MAFJ0001XP", "长" * 2001, "reason is longer than 2000 characters"),
    ],
)
async def test_a_code_that_cannot_be_is_refused_with_the_way_out(
    ask: Ask, code: str, reason: str, told: str
) -> None:
    _, unresolved = await subjects(ask)

    refused = (await ask(KEEPER, RESOLVE, id=unresolved, code=code, reason=reason))["data"]["resolveSubject"]

    assert told in refused["message"]
    assert (await looked(ask, unresolved))["unresolved"] is True
