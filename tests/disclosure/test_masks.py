"""Masks: what they keep, that they hide the rest, that a second time changes nothing."""

from __future__ import annotations

import re

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


NOISE = ["\u200b", "\u2066", "\ufe0f", "\x00", "\ud800", "１", "ΐ"]
WORDS = ["13900001234", "0591", "20191217", "账号", "电话", "证件", "负责人", "A12345", "［姓名］"]
SIGNS = "0123456789 -－—\n（）()*·.@Xx陈小明闽挂第号元万"
SCRAPS = st.lists(st.sampled_from([*SIGNS, *NOISE, *WORDS]), max_size=30).map("".join)
"""Texts of the pieces that the masks look for, so that they meet in every order."""


@given(st.sampled_from(sorted(MASKS)), st.one_of(st.text(max_size=40), SCRAPS))
def test_a_masked_value_is_not_masked_further(mask: str, value: str) -> None:
    once = MASKS[mask].apply(value)

    assert MASKS[mask].apply(once) == once


@pytest.mark.parametrize("mask", ["id_number", "phone", "account"])
@pytest.mark.parametrize("value", ["1", "12", "1234", "E12345", "A-1 2"])
def test_a_short_number_is_hidden_whole(mask: str, value: str) -> None:
    assert set(MASKS[mask].apply(value)) == {"*"}


@given(
    st.sampled_from(["id_number", "phone", "account"]),
    st.text(alphabet="0123456789ABCX", min_size=1, max_size=24),
)
def test_a_number_never_comes_through_its_mask(mask: str, value: str) -> None:
    left = MASKS[mask].apply(value)

    assert value not in left
    assert "****" in left


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


ODDLY_WRITTEN = [
    "139－0000－1234",
    "139\u30000000\u30001234",
    "139\u00a00000\u00a01234",
    "139\u206600001234",
    "139\ufe0e00001234",
    "1390000\n1234",
    "139.0000.1234",
    "008613900001234",
    "059187654321",
    "(0591)87654321",
    "（0591）87654321",
    "0591——87654321",
    "87654321",
    "350102 19900307 1015",
    "350203－19851123－202x",
    "350102 900307 101",
    "35050161623200000001234",
    "6222 0212 3456 7890 1234 567",
    "6222—0212—3456—7890",
    "6222.0212.3456.7890",
    "闽A1234挂",
    "闽A1234学",
    "粤Z1234港",
    "闽a12345",
    "闽A-12345",
    "闽A・D12345",
    "M12345678",
    "H1234567890",
    "e12345678",
]


@pytest.mark.parametrize("identifier", ODDLY_WRITTEN)
def test_an_identifier_is_hidden_however_people_write_it(identifier: str) -> None:
    left = redacted(f"当事人电话{identifier}，住本市。")

    assert re.fullmatch(r"当事人电话［[^］]+］，住本市。", left)
    assert redacted(left) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("开户银行账号：35001234567890", "开户银行账号：［账号］"),
        ("银行账户：建行福州城东支行35001234567890", "银行账户：建行福州城东支行［账号］"),
        ("护照号码AB1234567", "护照号码［证件号码］"),
        ("军官证（军字第1234567号）", "军官证（军字第［证件号码］号）"),
    ],
)
def test_a_number_of_no_known_form_is_hidden_after_the_word_for_it(text: str, left: str) -> None:
    assert redacted(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "自2019-12-17 2020-12-18有效",
        "自2019.12.17-2020.12.18有效",
        "该账户收取12345678元",
        "该账户共收取1,234,567.00元",
        "没收1380000000元",
        "榕例监罚〔2025〕第01160034号",
        "例登字第0116003401号",
        "许可证JY13500000000017",
        "商品条码6901234567892",
        "证件齐全，1998年发证",
    ],
)
def test_dates_amounts_and_numbers_of_decisions_stay(text: str) -> None:
    assert redacted(text) == text


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
    ("written", "name"),
    [
        ("陈 小 明", "陈小明"),
        ("陈\u3000小明", "陈小明"),
        ("陈\u200b小明", "陈小明"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("SMITH  John", "Smith John"),
        ("王（小）明", "王(小)明"),
    ],
)
def test_a_given_name_is_hidden_however_the_text_writes_it(written: str, name: str) -> None:
    assert redacted(f"经查，{written}到场", (name,)) == "经查，［姓名］到场"


def test_a_given_name_is_hidden_whole_behind_the_word_for_a_part() -> None:
    assert redacted("负责人张陈小明到场", ("张陈小明",)) == "负责人［姓名］到场"


@pytest.mark.parametrize("name", ["", "无", "姓名"])
def test_a_given_name_that_is_none_does_not_tear_the_text(name: str) -> None:
    once = redacted("无照经营，当事人陈小明到场", ("陈小明", name))

    assert once == "无照经营，当事人［姓名］到场"
    assert redacted(once, ("陈小明", name)) == once


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
