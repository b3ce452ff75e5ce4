"""Dated rules: a decision is treated by the rules of its own day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.calendar import working_days
from exchange.codes import code_list
from exchange.errors import StartupError
from exchange.model import ITEMS
from exchange.reference import read
from exchange.rules import (
    Severity,
    Unit,
    load_limits,
    load_publicity,
    load_severity,
    publicity_of,
    publicity_rules,
    severity_of,
    severity_rules,
    time_limit,
    time_limits,
)

if TYPE_CHECKING:
    from pathlib import Path

LAST_OF_A, FIRST_OF_B = date(2026, 3, 31), date(2026, 4, 1)
KINDS = st.lists(st.sampled_from(code_list("penalty_kind").codes), max_size=4)
DAYS = st.dates(date(2010, 1, 1), date(2035, 12, 31))
PARTIES = st.sampled_from(code_list("party_type").codes)
FINES = st.decimals(0, 10_000, places=6).map(lambda fine: {"fine": fine})


def penalty(*kinds: str, on: date, fine: str = "", party: str = "ORGANISATION") -> tuple[Severity, str]:
    """The severity of a penalty; fine in 万元."""
    amounts = {"fine": Decimal(fine)} if fine else {}
    return severity_of("penalty", kinds, amounts, on, severity_rules(), party=party)


@pytest.mark.parametrize(
    ("kinds", "fine", "party", "severity"),
    [
        (["WARNING"], "", "ORGANISATION", Severity.MINOR),
        (["CRITICISM"], "", "ORGANISATION", Severity.MINOR),
        (["FINE"], "9.999999", "ORGANISATION", Severity.MINOR),
        (["FINE"], "10", "ORGANISATION", Severity.ORDINARY),
        (["FINE"], "99.999999", "ORGANISATION", Severity.ORDINARY),
        (["FINE"], "100", "ORGANISATION", Severity.SERIOUS),
        (["FINE"], "0.999999", "NATURAL_PERSON", Severity.MINOR),
        (["FINE"], "1", "NATURAL_PERSON", Severity.ORDINARY),
        (["FINE"], "1", "SELF_EMPLOYED", Severity.ORDINARY),
        (["CONFISCATE_GAINS"], "", "ORGANISATION", Severity.ORDINARY),
        (["WARNING", "SUSPEND_LICENCE"], "", "ORGANISATION", Severity.ORDINARY),
        (["FINE", "REVOKE_LICENCE"], "0.1", "ORGANISATION", Severity.SERIOUS),
        (["RESTRICT_OCCUPATION"], "", "NATURAL_PERSON", Severity.SERIOUS),
        (["OTHER"], "", "ORGANISATION", Severity.MINOR),
        ([], "", "ORGANISATION", Severity.MINOR),
    ],
)
def test_severity_of_penalties_since_april_2026(
    kinds: list[str], fine: str, party: str, severity: Severity
) -> None:
    assert penalty(*kinds, on=FIRST_OF_B, fine=fine, party=party)[0] is severity


def test_a_small_fine_is_ordinary_before_april_2026_and_minor_after() -> None:
    before, after = penalty("FINE", on=LAST_OF_A, fine="0.5"), penalty("FINE", on=FIRST_OF_B, fine="0.5")

    assert before == (Severity.ORDINARY, "PENALTY-A-2")
    assert after == (Severity.MINOR, "PENALTY-B-0")


def test_the_gravest_rule_is_the_one_recorded() -> None:
    assert penalty("WARNING", "CLOSE_BUSINESS", on=FIRST_OF_B) == (Severity.SERIOUS, "PENALTY-B-3")


@pytest.mark.parametrize(
    ("kinds", "loss", "severity"),
    [
        (["LOW"], "0", Severity.MINOR),
        (["LOW"], "100", Severity.ORDINARY),
        (["LOW"], "1000", Severity.SERIOUS),
        (["MEDIUM", "BREACH"], "0", Severity.ORDINARY),
        (["HIGH", "IDLENESS"], "0", Severity.SERIOUS),
        (["LOW", "HARM_TO_PUBLIC"], "0", Severity.SERIOUS),
    ],
)
def test_severity_of_dishonesty_follows_loss_and_social_impact(
    kinds: list[str], loss: str, severity: Severity
) -> None:
    amounts = {"loss": Decimal(loss)}

    found, _ = severity_of("dishonesty_record", kinds, amounts, FIRST_OF_B, severity_rules())

    assert found is severity


@given(kinds=KINDS, amounts=FINES, on=DAYS, party=PARTIES)
def test_every_penalty_of_any_day_has_a_severity_and_a_period(
    kinds: list[str], amounts: dict[str, Decimal], on: date, party: str
) -> None:
    severity, rule = severity_of("penalty", kinds, amounts, on, severity_rules(), party=party)

    period = publicity_of(severity, kinds, on, publicity_rules())

    assert rule
    assert on <= period.min_until <= period.max_until


@given(kinds=KINDS, more=KINDS, amounts=FINES, on=DAYS)
def test_a_further_kind_never_makes_a_penalty_of_the_new_rules_milder(
    kinds: list[str], more: list[str], amounts: dict[str, Decimal], on: date
) -> None:
    on = max(on, FIRST_OF_B)

    fewer, _ = severity_of("penalty", kinds, amounts, on, severity_rules())
    all_of_them, _ = severity_of("penalty", [*kinds, *more], amounts, on, severity_rules())

    assert fewer.rank <= all_of_them.rank


@pytest.mark.parametrize(
    ("severity", "on", "publish", "shortest", "longest", "rule"),
    [
        (Severity.MINOR, FIRST_OF_B, False, date(2026, 4, 1), date(2026, 7, 1), "PUBLICITY-B-1"),
        (Severity.ORDINARY, FIRST_OF_B, True, date(2026, 7, 1), date(2027, 4, 1), "PUBLICITY-B-2"),
        (Severity.SERIOUS, FIRST_OF_B, True, date(2027, 4, 1), date(2029, 4, 1), "PUBLICITY-B-3"),
        (Severity.MINOR, LAST_OF_A, False, LAST_OF_A, LAST_OF_A, "PUBLICITY-A-1"),
        (Severity.ORDINARY, LAST_OF_A, True, date(2026, 6, 30), date(2029, 3, 31), "PUBLICITY-A-2"),
        (Severity.SERIOUS, LAST_OF_A, True, date(2026, 6, 30), date(2029, 3, 31), "PUBLICITY-A-2"),
        (Severity.ORDINARY, date(2023, 4, 30), True, date(2023, 7, 30), date(2024, 4, 30), "PUBLICITY-P-1"),
        (Severity.SERIOUS, date(2023, 4, 30), True, date(2023, 10, 30), date(2026, 4, 30), "PUBLICITY-P-2"),
        (Severity.SERIOUS, date(2023, 5, 1), True, date(2023, 8, 1), date(2026, 5, 1), "PUBLICITY-A-2"),
    ],
)
def test_periods_of_the_three_regimes(
    severity: Severity, on: date, shortest: date, longest: date, rule: str, *, publish: bool
) -> None:
    period = publicity_of(severity, [], on, publicity_rules())

    assert (period.publish, period.min_until, period.max_until, period.rule) == (
        publish,
        shortest,
        longest,
        rule,
    )


def test_food_and_safety_were_published_for_a_year_at_least_until_2026() -> None:
    before = publicity_of(Severity.ORDINARY, ["FINE"], LAST_OF_A, publicity_rules(), fields=["FOOD"])
    after = publicity_of(Severity.ORDINARY, ["FINE"], FIRST_OF_B, publicity_rules(), fields=["FOOD"])

    assert (before.min_until, before.rule) == (date(2027, 3, 31), "PUBLICITY-A-3")
    assert (after.min_until, after.rule) == (date(2026, 7, 1), "PUBLICITY-B-2")


def test_a_warning_about_food_was_not_published_either() -> None:
    assert not publicity_of(
        Severity.MINOR, ["WARNING"], LAST_OF_A, publicity_rules(), fields=["FOOD"]
    ).publish


def test_grave_breaches_before_2023_could_not_be_repaired() -> None:
    period = publicity_of(
        Severity.SERIOUS, ["REVOKE_LICENCE"], date(2022, 1, 1), publicity_rules(), fields=["DRUG"]
    )

    assert period.min_until == period.max_until == date(2025, 1, 1)


@pytest.mark.parametrize(
    ("stage", "amount", "unit"),
    [
        ("level_check", 5, Unit.WORKING_DAY),
        ("publish", 7, Unit.WORKING_DAY),
        ("withdraw", 3, Unit.WORKING_DAY),
        ("user_remove", 1, Unit.WORKING_DAY),
        ("objection_total", 7, Unit.WORKING_DAY),
        ("objection_extended", 20, Unit.WORKING_DAY),
        ("repair_decide", 10, Unit.WORKING_DAY),
        ("complaint_petition", 60, Unit.DAY),
    ],
)
def test_time_limits_of_the_stages(stage: str, amount: int, unit: Unit) -> None:
    limit = time_limit(stage, FIRST_OF_B, time_limits(), "penalty")

    assert (limit.amount, limit.unit) == (amount, unit)
    assert limit.basis


def test_a_limit_in_working_days_passes_over_holidays_and_one_in_days_does_not() -> None:
    publish = time_limit("publish", date(2025, 9, 26), time_limits(), "penalty")
    petition = time_limit("petition_route", date(2025, 9, 26), time_limits())

    assert publish.due(date(2025, 9, 26), working_days()) == date(2025, 10, 13)
    assert petition.due(date(2025, 9, 26), working_days()) == date(2025, 10, 11)
    assert publish.due(date(2025, 11, 3), working_days()) == date(2025, 11, 12)
    assert petition.due(date(2025, 11, 3), working_days()) == date(2025, 11, 18)


def test_publication_has_seven_working_days_where_a_rule_names_the_item_and_twenty_elsewhere() -> None:
    given = {
        item: time_limit("publish", FIRST_OF_B, time_limits(), item).amount
        for item in ("penalty", "licence", "dishonesty_record", "commendation")
    }

    assert given == {"penalty": 7, "licence": 7, "dishonesty_record": 7, "commendation": 20}


def test_rules_name_known_codes_only() -> None:
    kinds = set(code_list("penalty_kind").codes)
    impacts = {*code_list("social_impact").codes, *code_list("misconduct_category").codes}
    known: dict[str, set[str]] = {"penalty": kinds, "dishonesty_record": impacts}

    for rule in severity_rules():
        assert rule.codes <= known.get(rule.item, set())
        assert rule.item in {one.key for one in ITEMS.values()}
        assert rule.parties <= set(code_list("party_type").codes)
    for period in publicity_rules():
        assert period.codes <= kinds
        assert period.severities <= set(Severity)
        assert period.fields <= set(code_list("law_field").codes)


def test_what_no_rule_covers_is_a_lookup_error() -> None:
    with pytest.raises(LookupError, match="no severity rule for licence was in force on 2026-04-01"):
        severity_of("licence", [], {}, FIRST_OF_B, severity_rules())
    with pytest.raises(LookupError, match="no publicity rule for MINOR"):
        publicity_of(Severity.MINOR, [], FIRST_OF_B, [])
    with pytest.raises(LookupError, match="no time limit for lunch"):
        time_limit("lunch", FIRST_OF_B, time_limits())


SEVERITY = "rule,item,codes,measure,at_least,parties,severity,valid_from,valid_to,basis\n"
PUBLICITY = "rule,severities,codes,fields,publish,min_months,max_months,valid_from,valid_to,basis\n"
LIMIT = "rule,stage,items,amount,unit,valid_from,valid_to,basis\n"


@pytest.mark.parametrize(
    ("loading", "text", "problem"),
    [
        (
            load_severity,
            SEVERITY + "R,penalty,,,,,GRAVE,,,法\n",
            "severity 'GRAVE' is none of MINOR, ORDINARY",
        ),
        (load_severity, SEVERITY + "R,penalty,,fine,much,,MINOR,,,法\n", "at_least 'much' is not a number"),
        (load_severity, SEVERITY + "R,penalty,,fine,NaN,,MINOR,,,法\n", "at_least 'NaN' is not a number"),
        (load_severity, SEVERITY + "R,penalty,,,,,MINOR,,,\n", "basis is empty"),
        (load_severity, SEVERITY + "R,penalty,,,,,MINOR,,,法\n" * 2, "line 3: the rule R stands twice"),
        (load_publicity, PUBLICITY + "R,,,,yes,0,3,,,法\n", "publish 'yes' is neither true nor false"),
        (load_publicity, PUBLICITY + "R,,,,true,4,3,,,法\n", "max_months is smaller than min_months"),
        (load_publicity, PUBLICITY + "R,,,,true,-1,3,,,法\n", "min_months '-1' is not a whole number"),
        (load_limits, LIMIT + "R,s,,7,HOUR,,,法\n", "unit 'HOUR' is none of WORKING_DAY, DAY"),
        (
            load_limits,
            LIMIT + "R,s,,7,DAY,2026-04-01,2026-04-01,法\n",
            "valid_to does not lie after valid_from",
        ),
        (load_limits, LIMIT + "R,s,,7,DAY,2026/04/01,,法\n", "valid_from '2026/04/01' is not a date"),
    ],
)
def test_a_slip_in_a_rule_file_stops_the_start(
    tmp_path: Path, loading: object, text: str, problem: str
) -> None:
    path = tmp_path / "rule.csv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(StartupError) as refused:
        loading(read(path))  # type: ignore[operator] # one of three loaders

    assert problem in refused.value.message
    assert "schema/codes/rule.csv, line " in refused.value.message
