"""Codes of bodies and persons: the standards' examples, real ones, and what one wrong character does."""

from __future__ import annotations

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.divisions import divisions
from exchange.identifiers import IdentifierError, citizen_number, credit_code, organisation_code
from exchange.identifiers.card import Card, classify

CREDIT = [
    "91350100M000100Y43",
    "9135010026017703XW",
    "91320100748204660Q",
    "91360000625912173B",
    "911101066976941872",
    "91110000101623741K",
    "11320100MB1886843H",
    "11230500001755309F",
    "12330227419611791H",
    "11350000003590018K",
    "11350100003598028K",
    "11350128003599071W",
    "11350582003600175M",
    "12350200488600113T",
    "91350102MAFJ0001XP",
    "92350503MAFJ010206",
    "93350783MAFJ02031L",
    "51350000MJC00001X9",
    "N2350722MF000011XR",
]
ORGANISATION = "D2143569X MA64ND86-2 10774368-0 746917835 132215150 625912173 000000086".split()  # noqa: SIM905 - the same
CITIZEN = [
    "11010519491231002X",
    "440524188001010014",
    "360426199101010071",
    "350102199003071015",
    "35020319851123202X",
    "35058219990101303X",
    "350128200112314046",
    "350723197908155059",
]


@pytest.mark.parametrize("code", CREDIT)
def test_credit_codes_of_the_standard_and_of_real_bodies_pass(code: str) -> None:
    found = credit_code.check(code)

    assert found.text == code
    assert organisation_code.check(found.organisation_code) == found.organisation_code


@pytest.mark.parametrize(
    ("code", "finding"),
    [
        ("91350100M000100Y4A", "CREDIT_CODE_CHECK_DIGIT"),
        ("91340400667119998R", "CREDIT_CODE_CHECK_DIGIT"),
        ("91350211M0000XUF46", "CREDIT_CODE_CHECK_DIGIT"),
        ("91310115MA1H8R7C6D", "CREDIT_CODE_CHECK_DIGIT"),
        ("A1110000600037341L", "CREDIT_CODE_CHECK_DIGIT"),
        ("91350100M000100Y4", "CREDIT_CODE_SHAPE"),
        ("91350100M000100Y4I", "CREDIT_CODE_SHAPE"),
        ("", "CREDIT_CODE_SHAPE"),
        ("99350100M000100Y43", "CREDIT_CODE_AUTHORITY"),
        ("\x00\ud800", "CREDIT_CODE_SHAPE"),
    ],
)
def test_wrong_credit_codes_are_told_apart(code: str, finding: str) -> None:
    with pytest.raises(IdentifierError) as refusal:
        credit_code.check(code)

    assert refusal.value.code == finding
    assert not code or code not in refusal.value.message
    assert "统一社会信用代码" in refusal.value.message


def test_a_division_that_never_was_is_told_and_one_that_is_gone_is_not() -> None:
    class Known:
        def __contains__(self, code: object) -> bool:
            return divisions().known(str(code))

    gone = "91350182MAFJ0001X"
    never = "91350199MAFJ0001X"

    assert credit_code.check(gone + credit_code.check_digit(gone), Known()).area == "350182"
    with pytest.raises(IdentifierError) as refusal:
        credit_code.check(never + credit_code.check_digit(never), Known())
    assert refusal.value.code == "CREDIT_CODE_AREA"


@given(st.sampled_from(CREDIT), st.integers(0, 17), st.sampled_from(credit_code.ALPHABET))
def test_one_changed_character_of_a_credit_code_is_noticed(code: str, place: int, other: str) -> None:
    changed = code[:place] + other + code[place + 1 :]

    if changed != code:
        with pytest.raises(IdentifierError):
            credit_code.check(changed)


@given(st.sampled_from(CREDIT), st.sampled_from([" ", "-", "\u200b", "\u3000", "－"]), st.integers(0, 18))
def test_blanks_hyphens_width_and_case_do_not_matter(code: str, noise: str, place: int) -> None:
    dirty = "".join(chr(ord(one) + 0xFEE0) for one in code[:place].lower()) + noise + code[place:]

    assert credit_code.check(dirty).text == code


@pytest.mark.parametrize("code", ORGANISATION)
def test_organisation_codes_pass_with_and_without_hyphen(code: str) -> None:
    assert organisation_code.check(code) == code.replace("-", "")


@given(
    st.text(alphabet="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=8, max_size=8),
    st.sampled_from("0123456789X"),
)
def test_only_one_check_character_fits_an_organisation_code(body: str, digit: str) -> None:
    if digit == organisation_code.check_digit(body):
        assert organisation_code.check(body + digit) == body + digit
        return
    with pytest.raises(IdentifierError) as refusal:
        organisation_code.check(body + digit)
    assert refusal.value.code == "ORGANISATION_CODE_CHECK_DIGIT"


@pytest.mark.parametrize("number", CITIZEN)
def test_citizen_numbers_pass(number: str) -> None:
    assert citizen_number.check(number.lower()).text == number


@pytest.mark.parametrize(
    ("number", "finding"),
    [
        ("110105194912310021", "CITIZEN_NUMBER_CHECK_DIGIT"),
        ("110105194902310021", "CITIZEN_NUMBER_BIRTH"),
        ("11010519491231002", "CITIZEN_NUMBER_SHAPE"),
        ("110105491231002", "CITIZEN_NUMBER_SHAPE"),
        ("", "CITIZEN_NUMBER_SHAPE"),
    ],
)
def test_wrong_citizen_numbers_are_told_apart_without_repeating_them(number: str, finding: str) -> None:
    with pytest.raises(IdentifierError) as refusal:
        citizen_number.check(number)

    assert refusal.value.code == finding
    assert not number or number not in refusal.value.message


def test_age_is_in_completed_years() -> None:
    found = citizen_number.check("350128200112314046")

    assert found.age_on(dt.date(2019, 12, 30)) == 17
    assert found.is_minor(dt.date(2019, 12, 30))
    assert not found.is_minor(dt.date(2019, 12, 31))
    assert not found.male


@given(st.one_of(st.text(), st.text(alphabet="ΐΰßǰ1a \u0308\u0301－-\u200b\u2066\x00\ud800")))
def test_a_normalised_code_stays_as_it_is(text: str) -> None:
    for normalise in (credit_code.normalise, organisation_code.normalise, citizen_number.normalise):
        assert normalise(normalise(text)) == normalise(text)


@given(st.sampled_from(CITIZEN), st.integers(0, 16), st.sampled_from("0123456789"))
def test_one_changed_digit_of_a_citizen_number_is_noticed(number: str, place: int, other: str) -> None:
    changed = number[:place] + other + number[place + 1 :]

    if changed != number:
        with pytest.raises(IdentifierError) as refusal:
            citizen_number.check(changed)
        assert changed not in refusal.value.message


@given(st.sampled_from(ORGANISATION), st.integers(0, 7), st.sampled_from("0123456789"))
def test_one_changed_digit_of_an_organisation_code_is_noticed(code: str, place: int, other: str) -> None:
    plain = organisation_code.normalise(code)
    changed = plain[:place] + other + plain[place + 1 :]

    if plain[place].isdigit() and changed != plain:
        with pytest.raises(IdentifierError):
            organisation_code.check(changed)


@given(st.text())
def test_no_text_at_all_makes_a_check_crash(text: str) -> None:
    for check in (credit_code.check, organisation_code.check, citizen_number.check):
        with contextlib.suppress(IdentifierError):
            check(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("91350100M000100Y43", Card.CREDIT_CODE),
        ("D2143569X", Card.ORGANISATION_CODE),
        ("11010519491231002X", Card.CITIZEN_NUMBER),
        ("3423011964****3224", Card.MASKED),
        ("JY33202810257113", Card.UNKNOWN),
    ],
)
def test_court_card_numbers_are_told_apart_by_shape(text: str, kind: Card) -> None:
    assert classify(text) is kind
