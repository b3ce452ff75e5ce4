"""The plan of the sample world: valid, consistent with rules and life cycle, recognisably invented, the same for everybody."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from exchange.codes import code_list
from exchange.demo.filing import checkers, in_force_until, law_fields, measures
from exchange.demo.story import CREDIT_CODE
from exchange.demo.world import World, plan
from exchange.divisions import divisions
from exchange.forbidden import forbidden_rules, forbidden_value
from exchange.identifiers import IdentifierError, citizen_number, credit_code, organisation_code
from exchange.lifecycle import CYCLES, State
from exchange.model import DishonestyRecord, JudgmentDebtor, Licence, Penalty
from exchange.reference import table
from exchange.rules import publicity_of, publicity_rules, severity_of, severity_rules
from exchange.values import CHINA
from exchange.workflows import WORKFLOWS

if TYPE_CHECKING:
    from exchange.records.load import PastRecord

TODAY = dt.date(2026, 11, 23)
DAYS = (TODAY, dt.date(2027, 2, 20), dt.date(2028, 10, 8))
"""An ordinary day, one just after the Spring Festival, one just after the National Day holidays."""


@cache
def world(today: dt.date = TODAY) -> World:
    return plan(today)


def known_offices() -> set[str]:
    return {one.code for one in world().offices} | {line.text("code") for line in table("department")}


def test_the_same_seed_and_day_give_the_same_world() -> None:
    assert plan(TODAY) == world()


def test_another_seed_gives_another_world() -> None:
    other = plan(TODAY, 7)

    assert {one.id for one in other.records}.isdisjoint(one.id for one in world().records)


def test_a_later_day_moves_the_dates_and_keeps_the_bodies() -> None:
    later = plan(TODAY + dt.timedelta(days=400))

    assert later.subjects == world().subjects
    assert max(one.values["decided_on"] for one in later.records) > TODAY


def test_the_world_has_thousands_of_subjects_and_records() -> None:
    kinds = Counter(one.kind for one in world().subjects)

    assert set(kinds) == set(code_list("subject_kind").codes)
    assert sum(kinds.values()) > 3_000
    assert 4_000 <= len(world().records) <= 7_000


def test_every_governed_division_has_a_government_and_pingtan_its_committee() -> None:
    governments = {one.region: one for one in world().subjects if one.kind == "GOVERNMENT"}

    assert set(governments) == {one.code for one in divisions().in_force if one.administered}
    assert governments["350128"].name == "平潭综合实验区管理委员会"
    assert governments["350102"].links["superior_id"] == governments["350100"].id


def test_every_credit_code_is_valid_unless_its_override_is_recorded() -> None:
    areas = {one.code for one in divisions()}
    coded = [one for one in world().subjects if one.credit_code]

    wrong = {}
    for one in coded:
        try:
            credit_code.check(str(one.credit_code), areas)
        except IdentifierError as error:
            wrong[one.id] = error.code

    assert len({one.credit_code for one in coded}) == len(coded)
    assert set(wrong) == {one.id for one in coded if one.values.get("credit_code_override")}
    assert set(wrong.values()) == {credit_code.OVERRIDABLE}


def test_codes_of_every_registration_occur() -> None:
    kinds = {str(one.credit_code)[:2] for one in world().subjects if one.credit_code}

    assert kinds == {"11", "12", "51", "54", "91", "92", "93", "N2"}


def test_organisation_codes_and_citizen_numbers_are_valid_and_nobody_is_a_minor() -> None:
    for one in world().subjects:
        if one.values.get("organisation_code"):
            organisation_code.check(one.values["organisation_code"])
        for name in ("document_number", "legal_representative_id_number"):
            if one.values.get(name):
                assert not citizen_number.check(one.values[name]).is_minor(TODAY - dt.timedelta(days=3_000))


def test_two_persons_never_share_a_document() -> None:
    documents = [one.values["document_number"] for one in world().subjects if one.natural]

    assert len(set(documents)) == len(documents)


def test_whatever_is_invented_says_so() -> None:
    invented = (
        "ENTERPRISE",
        "SELF_EMPLOYED",
        "COOPERATIVE",
        "SOCIAL_ORGANISATION",
        "CIVIL_SERVANT",
        "NATURAL_PERSON",
    )
    bodies = [one for one in world().subjects if one.kind in invented]
    numbers = [one.values["document_number"] for one in world().records]

    assert all("例" in one.name for one in bodies)
    assert all("例" in number or re.search(r"(行初|执)9\d{4}号$", number) for number in numbers)
    assert all(one.values["remark"] == "样例数据，纯属虚构" for one in world().records)


def test_departments_named_by_records_and_persons_are_in_the_registry() -> None:
    named = {one.source_department for one in world().records}
    named |= {str(one.authority_department) for one in world().records}
    named |= {row["department_code"] for one in world().records for row in one.levels}
    named |= {one.values["managed_by"] for one in world().subjects if one.kind == "CIVIL_SERVANT"}
    named |= {one.superior for one in world().offices}

    assert named <= known_offices()


def test_every_office_has_a_code_that_can_be_read() -> None:
    assert all(re.fullmatch(r"35\d{4}_[A-Z_]+", one.code) for one in world().offices)
    assert "350102_MARKET" in known_offices()


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_what_has_a_severity_occurs_in_every_state_and_a_licence_in_those_of_its_cycle(
    today: dt.date,
) -> None:
    found = {(one.item.key, State(one.values["state"])) for one in world(today).records}

    standing = {
        State.SUBMITTED,
        State.VERIFIED,
        State.SHARED,
        State.PUBLISHED,
        State.EXPIRED,
        State.WITHDRAWN,
    }
    assert {one for one in found if one[0] in {"penalty", "dishonesty_record"}} == {
        (item, state) for item in ("penalty", "dishonesty_record") for state in State
    }
    assert {state for item, state in found if item == "judgment_debtor"} == {State.PUBLISHED, State.REPAIRED}
    assert {("licence", state) for state in (State.SHARED, State.PUBLISHED, State.EXPIRED)} <= found
    assert {state for item, state in found if item == "licence"} <= standing | {State.ARCHIVED}


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_every_history_is_a_walk_through_the_life_cycle(today: dt.date) -> None:
    for record in world(today).records:
        first, *moves = record.history
        assert (first.move, first.before) == ("receive", None)
        for before, move in pairwise(record.history):
            rule = CYCLES[record.item.cycle].moves[move.move]
            assert move.before == before.after
            assert move.before in rule.sources
            assert move.after == (rule.target or move.before)
            assert move.at > before.at
        assert record.history[-1].after == record.values["state"]
        assert record.values["decided_on"] <= first.at.astimezone(CHINA).date()
        assert record.history[-1].at.astimezone(CHINA).date() <= today
        assert record.values["disputed"] == ("dispute" in {move.move for move in moves})


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_cases_walk_through_their_tables_and_occur_in_every_state(today: dt.date) -> None:
    reached: dict[str, set[str]] = {}

    for case in world(today).told:
        table, state = WORKFLOWS[case.item.key].moves, ""
        assert [one.at for one in case.moves] == sorted(one.at for one in case.moves)
        assert case.moves[-1].at.astimezone(CHINA).date() <= today
        for told in case.moves:
            assert state in (table[told.move].sources or {""}), (case.item.key, told.move)
            state = table[told.move].target or state
        reached.setdefault(case.item.key, set()).add(state)

    assert reached.pop("government_commitment") == {"MADE_GOOD"}  # the others are made by verbs
    assert reached == {
        one: set(WORKFLOWS[one].stages)
        for one in ("rectification", "sanction", "incentive", "court_notice", "mitigation")
    }
    assert {case.source_department for case in world(today).told} - known_offices() == set()


@pytest.mark.parametrize("today", DAYS)
def test_levels_are_passed_in_order_and_all_of_them_before_verification(today: dt.date) -> None:
    for record in world(today).records:
        region = next(
            (one.region for one in world().offices if one.code == record.source_department), "350000"
        )
        due = [level for level, _ in checkers(region)]
        passed = [row["level"] for row in record.levels]
        assert passed == due[: len(passed)]
        if record.item is JudgmentDebtor:  # the court's word is not checked here
            assert not passed
        elif record.values["state"] not in {"DRAFT", "SUBMITTED", "RETURNED"}:
            assert passed == due
            assert record.values["level"] == "PROVINCE"


def graded(today: dt.date) -> list[PastRecord]:
    """The records that have a severity, and a period by it."""
    return [one for one in world(today).records if CYCLES[one.item.cycle].graded]


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_a_licence_has_no_severity_and_is_published_while_it_is_valid(today: dt.date) -> None:
    licences = [one for one in world(today).records if one.item is Licence]

    assert len(licences) > 500
    for one in licences:
        assert "severity" not in one.values
        assert one.values.get("publish_until") == (
            in_force_until(one.values) if "publish_from" in one.values else None
        )


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_severity_and_period_follow_the_rules_of_the_day_of_the_decision(today: dt.date) -> None:
    for record in graded(today):
        values = record.values
        kinds, amounts, party = measures(values)
        severity = severity_of(
            record.item.key, kinds, amounts, values["decided_on"], severity_rules(), party=party
        )
        period = publicity_of(
            severity[0],
            kinds,
            values["decided_on"],
            publicity_rules(),
            fields=law_fields(str(values.get("legal_basis"))),
        )
        if "severity" in values:
            assert (values["severity"], values["severity_rule"]) == severity
        if "publish_until" in values:
            assert period.publish
            assert (values["publish_until"], values["repairable_from"], values["publish_rule"]) == (
                period.max_until,
                period.min_until,
                period.rule,
            )


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_no_state_contradicts_its_dates(today: dt.date) -> None:
    def holds(record: PastRecord) -> bool:
        values = record.values
        match State(values["state"]):
            case State.PUBLISHED:
                return bool(values["publish_from"] <= today <= (values.get("publish_until") or today))
            case State.EXPIRED:
                done = values["duty_done"] or not CYCLES[record.item.cycle].graded
                return bool(values["publish_until"] < today and done)
            case State.HELD:
                return bool(values["publish_until"] < today and not values["duty_done"])
            case State.REPAIRED:
                return bool(values["duty_done"]) or record.item is JudgmentDebtor
            case State.VERIFIED | State.CLASSIFIED | State.SHARED | State.RESTRICTED:
                return "publish_from" not in values and values.get("finality", "FINAL") == "FINAL"
            case _:
                return True

    assert [record.values["document_number"] for record in world(today).records if not holds(record)] == []


def test_a_person_is_published_with_a_recorded_basis_only_and_by_another_hand() -> None:
    published = [
        one
        for one in world().records
        if one.natural and one.values["state"] == "PUBLISHED" and one.item is not JudgmentDebtor
    ]
    unpublished = [one for one in world().records if one.natural and one.values["state"] == "SHARED"]

    assert published
    assert unpublished
    assert all(one.values["publication_basis"] and one.values["publication_document"] for one in published)
    assert all(one.values["publication_approver"] != one.submitted_by for one in published)
    assert not any(one.values.get("publication_basis") for one in unpublished)


def test_the_content_of_a_penalty_tells_the_same_amount_as_its_field() -> None:
    for record in world().records:
        if record.item is Penalty and record.values["fine"] is not None:
            yuan = re.search(r"罚款人民币(\d+)元", record.values["content"])
            assert yuan is not None
            assert int(yuan[1]) == record.values["fine"] * 10_000


def test_nothing_in_the_texts_would_be_refused_at_the_door() -> None:
    rules = forbidden_rules()

    found = [
        (name, value)
        for record in world().records
        for name, value in record.values.items()
        if isinstance(value, str) and forbidden_value(value, rules, party=record.values["party_type"])
    ]

    assert found == []


def test_areas_impacts_and_sources_of_all_kinds_occur() -> None:
    records = [one.values for one in world().records if one.item is DishonestyRecord]

    for name, codes in (("area", "area"), ("source_kind", "source_kind"), ("social_impact", "social_impact")):
        assert {values[name] for values in records} == set(code_list(codes).codes)


def test_some_bodies_are_unresolved_renamed_or_merged() -> None:
    subjects = world().subjects
    unresolved = [one for one in subjects if one.values["unresolved"]]

    assert len(unresolved) >= 20
    assert not any(one.credit_code for one in unresolved)
    assert any("same_as_id" in one.links for one in unresolved)
    assert sum(bool(one.former) for one in subjects) > 50
    assert any("successor_id" in one.links for one in subjects)


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_the_story_stays_the_same_whatever_the_day(today: dt.date) -> None:
    told = world(today).story
    states = [str(one.values["state"]) for one in world(today).records[:10]]

    assert told["enterprise"].credit_code == CREDIT_CODE
    assert [states[place] for place in (0, 1, 2, 3, 4)] == [
        "PUBLISHED",
        "PUBLISHED",
        "REPAIRED",
        "SHARED",
        "SUBMITTED",
    ]
    assert states[5:] == ["WITHDRAWN", "PUBLISHED", "SHARED", "PUBLISHED", "SHARED"]
