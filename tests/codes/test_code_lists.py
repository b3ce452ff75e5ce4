"""Code lists: closed vocabularies that recognise what people really write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.codes import CodeList, code_list, load
from exchange.errors import StartupError
from exchange.reference import path_of, read, table

if TYPE_CHECKING:
    from pathlib import Path

FILES = sorted(path_of("penalty_kind").parent.glob("*.csv"))
LISTS = [path.stem for path in FILES if {"code", "zh", "en", "alias"} <= set(table(path.stem)[0].cells)]

PENALTY_KINDS = [
    "WARNING",
    "CRITICISM",
    "FINE",
    "CONFISCATE_GAINS",
    "CONFISCATE_GOODS",
    "SUSPEND_LICENCE",
    "DOWNGRADE",
    "REVOKE_LICENCE",
    "RESTRICT_BUSINESS",
    "SUSPEND_BUSINESS",
    "CLOSE_BUSINESS",
    "RESTRICT_OCCUPATION",
    "DETENTION",
    "OTHER",
]
RECORD_STATES = [
    "DRAFT",
    "SUBMITTED",
    "RETURNED",
    "VERIFIED",
    "CLASSIFIED",
    "SHARED",
    "PUBLISHED",
    "RESTRICTED",
    "REPAIRED",
    "WITHDRAWN",
    "EXPIRED",
    "HELD",
    "REPLACED",
    "ARCHIVED",
]


def written(tmp_path: Path, text: str) -> CodeList:
    """The list that a file with this text holds."""
    path = tmp_path / "colour.csv"
    path.write_text(text, encoding="utf-8")
    return load("colour", read(path))


@pytest.mark.parametrize("name", LISTS)
def test_every_shipped_list_loads_and_finds_its_own_labels(name: str) -> None:
    codes = code_list(name)

    found = [
        (codes.find(code), codes.find(codes.label(code, "zh")), codes.find(codes.label(code, "en")))
        for code in codes.codes
    ]

    assert found == [(code, code, code) for code in codes.codes]


def test_penalty_kinds_are_those_of_the_penalty_law() -> None:
    assert list(code_list("penalty_kind").codes) == PENALTY_KINDS


def test_record_states_are_those_of_the_lifecycle() -> None:
    assert list(code_list("record_state").codes) == RECORD_STATES


def test_sanctions_of_civil_servants_carry_their_months() -> None:
    sanctions = code_list("sanction_kind")

    months = {sanctions.label(code): sanctions[code].more["months"] for code in sanctions.codes}

    assert months == {"警告": "6", "记过": "12", "记大过": "18", "降级": "24", "撤职": "24", "开除": ""}


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("penalty_kind", " 罚 款 ", "FINE"),
        ("penalty_kind", "并处罚款", "FINE"),
        ("penalty_kind", "confiscate gains", "CONFISCATE_GAINS"),
        ("penalty_kind", "吊销许可证、吊销执照", "REVOKE_LICENCE"),
        ("penalty_kind", "其它", "OTHER"),
        ("party_type", "法人及非法人组织", "ORGANISATION"),
        ("party_type", "04", "SELF_EMPLOYED"),
        ("party_type", "０１", "NATURAL_PERSON"),
        ("identity_document", "1", "RESIDENT_ID"),
        ("identity_document", "身份证", "RESIDENT_ID"),
        ("area", "ppp", "PPP"),
        ("area", "招投标", "BIDDING"),
        ("subject_status", "存续（在营、开业、在册）", "ACTIVE"),
        ("department", "省发改委", "FJ_DRC"),
    ],
)
def test_dirty_spellings_find_their_code(name: str, text: str, code: str) -> None:
    assert code_list(name).find(text) == code


@pytest.mark.parametrize("text", ["", " ", "、", "罚", "没收违法所得、没收非法财物", "15"])
def test_what_fits_no_code_finds_none(text: str) -> None:
    assert code_list("penalty_kind").find(text) is None


@given(text=st.text(max_size=30))
def test_finding_never_fails_and_answers_codes_only(text: str) -> None:
    codes = code_list("penalty_kind")

    found = codes.find(text)

    assert found is None or found in codes


def test_a_label_of_an_unknown_code_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        code_list("penalty_kind").label("FINES")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "code,zh,en\nRED,红,Red\nRED,赤,Scarlet\n",
            "schema/codes/colour.csv, line 3: the code RED stands twice",
        ),
        ("code,zh,en\nRED,,Red\n", "schema/codes/colour.csv, line 2: zh is empty"),
        ("code,zh,en\nRED,红, \n", "schema/codes/colour.csv, line 2: en is empty"),
        ("code,zh,en\nRED,红,Red\nROSE,红,Rose\n", "line 3: '红' would mean RED and ROSE"),
        ("code,zh\nRED,红\n", "line 2: the column 'en' is missing"),
        ("code,zh,en\nRED,红\n", "line 2: 2 cells, but the header has 3"),
        ("code,code,en\n", "line 1: the header needs a name for every column"),
        ("", "line 1: the header needs a name for every column"),
    ],
)
def test_a_broken_list_stops_the_start_with_file_and_line(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(StartupError) as refused:
        written(tmp_path, text)

    assert problem in refused.value.message


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "colour.csv"
    path.write_bytes("code,zh,en\nRED,红,Red\n".encode("gb18030"))

    with pytest.raises(StartupError, match=r"schema/codes/colour.csv cannot be read as UTF-8"):
        read(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StartupError, match=r"schema/codes/colour.csv cannot be read"):
        read(tmp_path / "colour.csv")


def test_a_spreadsheet_s_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    codes = written(tmp_path, "\ufeffcode,zh,en\nRED,红,Red\n")

    assert codes.codes == ("RED",)
