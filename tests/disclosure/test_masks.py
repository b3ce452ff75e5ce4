"""Masks: what they keep, that they hide the rest, that a second time changes nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.disclosure.masks import MASKS, redacted
from exchange.model import ITEMS

CITIZEN = "350102199003071015"
HAN = st.text(alphabet="陈林黄张吴李郑王刘明华建国伟芳", min_size=2, max_size=5)


@pytest.mark.parametrize(
    ("mask", "value", "left"),
    [
        ("surname", "张三", "张**"),
        ("surname", "张三丰", "张**"),
        ("surname", "欧阳明", "欧阳**"),
        ("id_number", CITIZEN, "350102********1015"),
        ("id_number", "E12345678", "E1******"),
        ("phone", "15912343082", "159****3082"),
        ("account", "6222021234567890123", "****0123"),
    ],
)
def test_a_mask_keeps_what_the_rules_let_through(mask: str, value: str, left: str) -> None:
    assert MASKS[mask].apply(value) == left


@pytest.mark.parametrize("mask", ["surname", "id_number", "phone"])
@pytest.mark.parametrize("value", ["张三", CITIZEN, "15912343082", "E12345678"])
def test_a_masked_value_is_not_masked_further(mask: str, value: str) -> None:
    once = MASKS[mask].apply(value)

    assert MASKS[mask].apply(once) == once


@given(HAN, HAN)
def test_names_of_one_surname_cannot_be_told_apart_by_their_mask(one: str, other: str) -> None:
    if one[0] == other[0]:
        assert MASKS["surname"].apply(one) == MASKS["surname"].apply(other)


IDENTIFIERS = [
    CITIZEN,
    "35020319851123202X",
    "350102900307101",
    "13900001234",
    "139 0000 1234",
    "0591-87654321",
    "6222021234567890123",
    "闽A12345",
    "someone@example.com",
    "E12345678",
]


@pytest.mark.parametrize("identifier", IDENTIFIERS)
def test_free_text_loses_every_kind_of_personal_identifier(identifier: str) -> None:
    text = f"当事人电话或号码{identifier}，住本市。"

    left = redacted(text)

    assert identifier not in left
    assert "当事人" in left
    assert redacted(left) == left


@given(st.text(alphabet="经查当事人于违法事实，。；", max_size=40), st.sampled_from(IDENTIFIERS))
def test_an_identifier_anywhere_in_a_text_is_hidden(text: str, identifier: str) -> None:
    assert identifier not in redacted(f"{text}{identifier}{text}")


def test_wide_digits_hide_nothing_from_the_mask() -> None:
    wide = "".join(chr(ord(one) + 0xFEE0) for one in CITIZEN)

    assert "［证件号码］" in redacted(f"号码{wide}")


def test_a_text_without_identifiers_stays_as_it_is() -> None:
    text = "经查，当事人虚假宣传，罚款20万元（大写：贰拾万元整）。"

    assert redacted(text) == text


def test_given_names_are_hidden() -> None:
    assert redacted("原告陈小明与被告", ("陈小明",)) == "原告［姓名］与被告"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("现场人员谢例思（身份证号350102199003071015）在场", "现场人员［姓名］（身份证号［证件号码］）在场"),
        ("分管负责人曾例福负有责任", "分管负责人［姓名］负有责任"),
        ("法定代表人：欧阳小明，电话13900001234", "法定代表人：［姓名］，电话［电话］"),
        ("责任人未到场", "责任人未到场"),
        ("经查，当事人林先生（证件号码E12345678）", "经查，当事人［姓名］（证件号码［证件号码］）"),
    ],
)
def test_names_are_hidden_where_the_text_says_that_a_person_is_meant(text: str, left: str) -> None:
    assert redacted(text) == left
    assert redacted(left) == left


def test_every_mask_that_a_field_names_exists() -> None:
    named = {mask for item in ITEMS.values() for field in item.fields.values() for mask in field.masks}

    assert named <= set(MASKS)


@given(st.text(max_size=80))
def test_no_text_makes_a_mask_crash(text: str) -> None:
    for mask in MASKS.values():
        assert isinstance(mask.apply(text), str)
