"""Fujian's divisions in force and past."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.divisions import Level, divisions, load
from exchange.divisions import Path as Way
from exchange.errors import StartupError
from exchange.reference import path_of, read

if TYPE_CHECKING:
    from pathlib import Path

CODES = st.sampled_from(sorted({division.code for division in divisions()}))
BY_CITY = {
    "350100": 13,
    "350200": 6,
    "350300": 5,
    "350400": 11,
    "350500": 12,
    "350600": 11,
    "350700": 10,
    "350800": 7,
    "350900": 9,
}


def broken(tmp_path: Path, old: str, new: str) -> Path:
    """The shipped file with one slip in it."""
    path = tmp_path / "division.csv"
    text = path_of("division").read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_94_divisions_are_in_force() -> None:
    by_level = Counter(division.level for division in divisions().in_force)

    assert by_level == {Level.PROVINCE: 1, Level.CITY: 9, Level.COUNTY: 84}


def test_each_city_has_its_counties_of_the_standard() -> None:
    counties = [division.code for division in divisions().in_force if division.level is Level.COUNTY]

    assert Counter(code[:4] + "00" for code in counties) == BY_CITY


def test_fuzhou_is_counted_without_pingtan() -> None:
    known = divisions()
    counties = [division.code for division in known.in_force if division.level is Level.COUNTY]

    within = [code for code in counties if known.within(code, "350100")]

    assert len(within) == BY_CITY["350100"] - 1
    assert "350128" not in within


def test_pingtan_is_its_own_city_under_the_province() -> None:
    known = divisions()
    pingtan = known.find("350128")

    assert pingtan is not None
    assert (pingtan.parent, pingtan.gbt2260) == ("350000", "350128")
    assert known.path("350128") == Way("350000", "350128", "350128")
    assert known.within("350128", "350000")
    assert known.of_name("平潭综合实验区") == pingtan


def test_only_kinmen_is_not_administered() -> None:
    assert [division.name for division in divisions().in_force if not division.administered] == ["金门县"]


@pytest.mark.parametrize(
    ("code", "today"),
    [
        ("350182", "350112"),
        ("350402", "350404"),
        ("350403", "350404"),
        ("350427", "350405"),
        ("350681", "350604"),
        ("350625", "350605"),
        ("350784", "350703"),
        ("352125", "350781"),
        ("352325", "350128"),
        ("352200", "350900"),
        ("352701", "350404"),
        ("350111", "350111"),
        ("350582", "350582"),
    ],
)
def test_old_codes_lead_to_the_division_of_today(code: str, today: str) -> None:
    assert divisions().successor(code).code == today


@given(code=CODES)
def test_every_code_that_ever_was_has_a_successor_in_force_and_a_path(code: str) -> None:
    known = divisions()

    today = known.successor(code)

    assert today.in_force
    assert known.known(code)
    assert today.code in known.path(code)
    assert known.within(code, "350000")


@given(code=CODES)
def test_a_successor_is_of_the_same_level(code: str) -> None:
    assert divisions().level(code) is divisions().successor(code).level


@given(code=CODES, ancestor=CODES)
def test_within_agrees_with_the_path(code: str, ancestor: str) -> None:
    known = divisions()

    assert known.within(code, ancestor) == (known.successor(ancestor).code in known.path(code))


def test_a_code_used_twice_is_told_apart_by_the_day() -> None:
    known = divisions()

    then, now = known.find("350111", date(1990, 5, 1)), known.find("350111", date(2020, 5, 1))

    assert then is not None
    assert now is not None
    assert (then.name, now.name) == ("郊区", "晋安区")
    assert known.find("350111") == now


def test_there_is_one_latest_division_for_each_code() -> None:
    latest = {division.code: division for division in divisions().latest()}

    assert sorted(latest) == sorted({division.code for division in divisions()})
    assert latest["350111"].name == "晋安区"
    assert latest["352101"].parent == "352100"
    assert set(divisions().in_force) <= set(latest.values())


def test_a_code_is_not_found_outside_its_years() -> None:
    known = divisions()

    assert known.find("350404", date(2020, 12, 31)) is None
    assert known.find("350404", date(2021, 1, 1)) is not None
    assert known.find("350402", date(2021, 1, 1)) is None


@pytest.mark.parametrize("code", ["", "351000", "330201", "35010", "350000 "])
def test_codes_that_never_were_are_unknown(code: str) -> None:
    known = divisions()

    assert not known.known(code)
    assert known.find(code) is None
    assert not known.within(code, "350000")
    with pytest.raises(KeyError):
        known.path(code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("福建省", "350000"),
        ("福建", "350000"),
        ("泉州", "350500"),
        ("福建省泉州市晋江市", "350582"),
        (" 泉州市　晋江市 ", "350582"),
        ("福建省晋江市", "350582"),
        ("南平市", "350700"),
        ("三元区", "350404"),
        ("沙县", "350405"),
        ("平潭县", "350128"),
        ("福建省福州市平潭县", "350128"),
        ("长乐市", "350182"),
        ("莆田县", "350321"),
    ],
)
def test_names_are_recognised_with_and_without_what_stands_above(text: str, code: str) -> None:
    found = divisions().of_name(text)

    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("text", ["", "区", "郊区", "杭州市", "福州市晋江市"])
def test_names_of_none_or_several_are_not_guessed(text: str) -> None:
    assert divisions().of_name(text) is None


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("350102,鼓楼区,COUNTY,350100", "350102,鼓楼区,COUNTY,350199", "350199 is not a code of this file"),
        ("350102,鼓楼区,COUNTY", "350102,鼓楼区,TOWN", "level 'TOWN' is none of COUNTY, CITY, PROVINCE"),
        ("350102,鼓楼区", "350103,鼓楼区", "350103 with this valid_from stands twice"),
        ("2017-01-01,350112", "2017-01-01,", "350182 does not lead to a division in force"),
        ("2017-01-01,350112", "2017-01-01,350182", "350182 does not lead to a division in force"),
        ("350100,福州市,CITY,350000,1981-01-01", "350100,福州市,CITY,350000,1981", "'1981' is not a date"),
    ],
)
def test_a_slip_in_the_file_stops_the_start(tmp_path: Path, old: str, new: str, problem: str) -> None:
    path = broken(tmp_path, old, new)

    with pytest.raises(StartupError) as refused:
        load(read(path))

    assert "schema/codes/division.csv, line " in refused.value.message
    assert problem in refused.value.message
