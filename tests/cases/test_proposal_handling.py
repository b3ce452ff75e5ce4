"""Suggestions and proposals (plan 3.2): handed over, answered in months, rated, handled again, counted for the evaluation."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from exchange import worker
from exchange.calendar import add_months
from tests.api.conftest import KEEPER, NOBODY, PARTNER
from tests.cases.town import CITY, COUNTY, DISCIPLINE, FIRM, HANDLER, HOUSING, PROVINCE, office

if TYPE_CHECKING:
    from exchange.access import Caller
    from tests.cases.town import Found, Town

CONGRESS = office("origin", "FJ_CONGRESS_DEPUTIES", "350000")
LEAD = office("origin", "350102_GOVERNMENT", "350102")
PARTNERING = office("origin", "350102_HOUSING", "350102")
SEEN = "{ proposalHandlings { totalCount edges { node { title content summary satisfaction leading { code } by { code } } } } }"
WORK = "{ myWork { edges { node { item state dueOn } } } }"


async def handed(
    town: Town, more: str = "", *, about: str = COUNTY, number: str = "1001", who: Caller = CONGRESS
) -> Found:
    """A suggestion, handed to the county's government."""
    town.keys += 1
    given = f'kind: SUGGESTION, proposalNumber: "{number}", session: "十四届四次", year: 2026, title: "兑现惠企政策", content: "建立清单"'
    return await town.ask_mutation(
        who, "fileProposalHandling", f'key: "P-{town.keys}", creditCode: "{about}", {given}, {more}'
    )


async def answered(town: Town, case: str, answer_class: str = "A") -> Found:
    """What the lead answers."""
    return await town.move(
        LEAD, "answerProposalHandling", case, f'answer: "已建立清单", answerClass: {answer_class}'
    )


async def work(town: Town, who: Caller) -> list[str]:
    """The states of what waits for somebody."""
    found = (await town.house.ask(who, WORK))["data"]["myWork"]["edges"]
    return [one["node"]["state"] for one in found if one["node"]["item"] == "proposal_handling"]


async def test_it_waits_for_who_leads_then_for_who_handed_it_over_and_is_handled_again_until_it_satisfies(
    town: Town,
) -> None:
    filed = await handed(town, 'partners: ["350102_HOUSING"]')
    case, today = filed["caseId"], town.house.today
    first = (await work(town, LEAD), await work(town, CONGRESS))

    helped = await town.move(PARTNERING, "assistProposalHandling", case, 'reason: "资金已列入预算"')
    not_mine = await town.move(PARTNERING, "answerProposalHandling", case, 'answer: "x", answerClass: A')
    done = await answered(town, case, "B")
    then = (await work(town, LEAD), await work(town, CONGRESS))
    by_itself = await town.move(LEAD, "rateProposalHandling", case, "satisfaction: SATISFIED")
    unsatisfied = await town.move(CONGRESS, "rateProposalHandling", case, "satisfaction: DISSATISFIED")
    too_early = await town.move(
        CONGRESS, "reopenProposalHandling", case, 'satisfaction: SATISFIED, opinion: "x"'
    )
    again = await town.move(
        CONGRESS, "reopenProposalHandling", case, 'satisfaction: DISSATISFIED, opinion: "清单不全"'
    )
    await answered(town, case)
    closed = await town.move(CONGRESS, "rateProposalHandling", case, "satisfaction: VERY_SATISFIED")

    assert (filed["case"]["state"], filed["case"]["dueOn"]) == ("ASSIGNED", add_months(today, 3).isoformat())
    assert (first, then) == ((["ASSIGNED"], []), ([], ["ANSWERED"]))
    assert helped["case"]["state"] == "ASSIGNED"
    assert "the department that leads does this" in not_mine["message"]
    assert (done["case"]["state"], done["case"]["waitsFor"]) == ("ANSWERED", "origin")
    assert "the office that handed it over does this" in by_itself["message"]
    assert "Use reopenProposalHandling" in unsatisfied["message"]
    assert "Use rateProposalHandling" in too_early["message"]
    assert (again["case"]["state"], again["case"]["dueOn"]) == ("REOPENED", add_months(today, 1).isoformat())
    assert (closed["case"]["state"], closed["case"]["waitsFor"]) == ("CLOSED", None)


async def test_six_months_are_the_most_and_what_is_not_answered_then_is_late(town: Town) -> None:
    filed = await handed(town)
    case, today = filed["caseId"], town.house.today

    by_itself = await town.move(LEAD, "extendProposalHandling", case, 'reason: "x"')
    longer = await town.move(CONGRESS, "extendProposalHandling", case, 'reason: "涉及面广"')
    twice = await town.move(CONGRESS, "extendProposalHandling", case, 'reason: "x"')
    town.house.on(add_months(today, 6) + dt.timedelta(days=1))
    await worker.round_of(town.house.engine.runner.db, town.house.engine.runner.clock)
    done = await answered(town, case)

    assert "the office that handed it over" in by_itself["message"]
    assert longer["case"]["dueOn"] == add_months(add_months(today, 3), 3).isoformat()
    assert "extended once already" in twice["message"]
    assert done["case"]["late"] is True


async def test_who_was_handed_what_is_not_its_business_sends_it_back_and_another_one_leads(
    town: Town,
) -> None:
    case = (await handed(town))["caseId"]

    back = await town.move(LEAD, "sendBackProposalHandling", case, 'reason: "不属于本单位职责"')
    over = await town.move(
        CONGRESS, "handOverProposalHandling", case, 'responsible: "350102_DRC", reason: "另行交办"'
    )
    old = await answered(town, case)
    new = await town.move(
        office("origin", "350102_DRC", "350102"),
        "answerProposalHandling",
        case,
        'answer: "已办", answerClass: C',
    )

    assert [one["case"]["state"] for one in (back, over, new)] == ["SENT_BACK", "ASSIGNED", "ANSWERED"]
    assert old["code"] == "NOT_FOUND"


async def test_the_parties_and_the_governments_line_see_it_and_the_public_a_summary_of_the_answer(
    town: Town,
) -> None:
    case = (await handed(town, 'partners: ["350102_HOUSING"]'))["caseId"]
    await answered(town, case)
    await town.move(CONGRESS, "rateProposalHandling", case, "satisfaction: SATISFIED")
    hidden = (await town.house.ask(NOBODY, SEEN))["data"]["proposalHandlings"]["totalCount"]

    by_congress = await town.move(CONGRESS, "publiciseProposalHandling", case, 'summary: "x"')
    await town.move(LEAD, "publiciseProposalHandling", case, 'summary: "清单按月公开，联系电话13912345678"')
    twice = await town.move(LEAD, "publiciseProposalHandling", case, 'summary: "x"')
    seeing = (CONGRESS, LEAD, PARTNERING, KEEPER, CITY, town.accused, DISCIPLINE)
    nodes = [
        (await town.house.ask(who, SEEN))["data"]["proposalHandlings"]["edges"][0]["node"] for who in seeing
    ]
    shown = [
        (await town.house.ask(who, SEEN))["data"]["proposalHandlings"]["edges"]
        for who in (NOBODY, PARTNER, HANDLER)
    ]

    assert hidden == 0
    assert "the department that leads" in by_congress["message"]
    assert "it is public already" in twice["message"]
    assert {(one["content"], one["satisfaction"], one["leading"]["code"]) for one in nodes} == {
        ("建立清单", "SATISFIED", "350102_GOVERNMENT")
    }
    public = shown[0][0]["node"]
    assert (public["title"], public["content"], public["satisfaction"]) == ("兑现惠企政策", None, None)
    assert "13912345678" not in public["summary"]
    assert [one[0]["node"] == public for one in shown] == [True, True, True]


async def test_the_commission_counts_what_was_handled_by_government_and_year(town: Town) -> None:
    for number in ("1", "2", "3"):
        case = (await handed(town, number=number))["caseId"]
        if number != "3":
            await answered(town, case)
            await town.move(CONGRESS, "rateProposalHandling", case, "satisfaction: SATISFIED")
    await handed(town, about=PROVINCE, number="4", more='responsible: "FJ_FINANCE"')

    asked = "{ proposalHandlingCounts(by: [REGION, YEAR, STATE]) { region { code } year state count } }"
    told = (await town.house.ask(KEEPER, asked))["data"]["proposalHandlingCounts"]
    lower = (await town.house.ask(CITY, asked))["data"]["proposalHandlingCounts"]
    where = '{ proposalHandlingCounts(by: [SATISFACTION], where: {region: {within: "350102"}}) { satisfaction count } }'
    satisfied = (await town.house.ask(KEEPER, where))["data"]["proposalHandlingCounts"]
    by = "department { code } year state satisfaction count"
    rated = f"{{ proposalHandlingCounts(by: [DEPARTMENT, YEAR, STATE, SATISFACTION]) {{ {by} }} }}"
    rates = (await town.house.ask(KEEPER, rated))["data"]["proposalHandlingCounts"]
    public = (await town.house.ask(NOBODY, "{ proposalHandlingCounts(by: [YEAR]) { count } }"))["data"]

    year = town.house.today.year
    assert [(one["region"]["code"], one["year"], one["state"], one["count"]) for one in told] == [
        ("350000", year, "ASSIGNED", 1), ("350102", year, "ASSIGNED", 1), ("350102", year, "CLOSED", 2),
    ]  # fmt: skip
    assert [one["count"] for one in lower] == [1, 2]
    own = [one for one in rates if one["department"]["code"] == "350102_GOVERNMENT"]
    assert {(one["year"], one["state"], one["satisfaction"], one["count"]) for one in own} == {
        (year, "CLOSED", "SATISFIED", 2),
        (year, "ASSIGNED", None, 1),
    }
    assert satisfied == [{"satisfaction": "SATISFIED", "count": 2}, {"satisfaction": None, "count": 1}]
    assert public["proposalHandlingCounts"] == []


async def test_bad_input_is_answered_with_what_is_wrong(town: Town) -> None:
    await handed(town)

    told = [
        await handed(town),
        await handed(town, about=FIRM, number="2"),
        await handed(town, 'partners: ["350102_GOVERNMENT"]', number="2"),
        await handed(town, 'partners: ["350102_HOUSING", "350102_HOUSING"]', number="2"),
        await handed(town, 'partners: ["NO_SUCH", "FJ_INDUSTRY_COMMERCE"]', number="2"),
        await handed(town, f'partners: ["{"X" * 65}"]', number="2"),
        await handed(town, number="2", who=HANDLER, about=PROVINCE),
        await handed(town, number="2", about=HOUSING, more='responsible: "NO_SUCH"'),
        await handed(town, number=" "),
    ]

    wanted = (
        "was handed to this body already", "the business of a public body", "a department twice, or the one that leads",
        "a department twice, or the one that leads", "2 of partners are no departments in force", "partners is longer than 64",
        "not of your division", "no department of this code", "proposalNumber is missing",
    )  # fmt: skip
    assert [
        (part, one["message"]) for one, part in zip(told, wanted, strict=True) if part not in one["message"]
    ] == []
    assert (await handed(town, number="2", who=PARTNER))["code"] == "SCOPE_MISSING"


async def test_that_another_office_handed_it_over_is_not_told_to_one_that_does_not_see_that(
    town: Town,
) -> None:
    advisers = office("origin", "FJ_CPPCC_PROPOSALS", "350000")
    await handed(town)

    again = await handed(town)
    unseen = await handed(town, who=advisers)
    once_more = await handed(town, who=advisers)

    assert "was handed to this body already" in again["message"]
    assert unseen["case"]["state"] == "ASSIGNED"
    assert "was handed to this body already" in once_more["message"]
