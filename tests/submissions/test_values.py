"""Dirty values: what they become, and what is said when they cannot become anything."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.model import Field, Penalty
from exchange.model.kinds import Day, Flag, Text, Wan
from exchange.submissions.amounts import number_of
from exchange.submissions.clean import Unusable, clean
from exchange.submissions.content import told

DAY = Field(Day(), "日期", "date", name="decided_on")
MONEY = Field(Wan(), "金额", "amount", name="fine")
LINE = Field(Text(10), "名称", "name", name="party_name")
CODE = Field(Text(18), "代码", "code", name="party_credit_code", check="credit_code")
FLAG = Field(Flag(), "标志", "flag", name="on_duty")
KINDS = Penalty.fields["kind"]

DIGITS = "零壹贰叁肆伍陆柒捌玖"


def refusal(field: Field, raw: object) -> str:
    with pytest.raises(Unusable) as unusable:
        clean(field, raw)
    return unusable.value.finding.code


@pytest.mark.parametrize(
    "text",
    [
        "2019-12-17",
        "2019/12/17",
        "2019.12.17",
        "2019/12/17 08:30",
        "20191217",
        "2019年12月17日",
        "２０１９－１２－１７",
        "2019-12-17 00:00:00",
        "2019-12-17T10:00:00+08:00",
        "2019-12-16T16:00:00Z",
        "二〇一九年十二月十七日",
        " 2019-12-17\u200b",
    ],
)
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert clean(DAY, text).value == date(2019, 12, 17)


def test_a_moment_is_its_day_in_china() -> None:
    assert clean(DAY, datetime(2019, 12, 16, 16, 0, tzinfo=UTC)).value == date(2019, 12, 17)


@pytest.mark.parametrize(
    "text",
    ["12/05/2019", "19-12-17", "2019-12", "2019112", "tomorrow", "1576540800000", "2019-12/17"],
)
def test_a_date_that_can_be_read_in_two_ways_is_not_guessed(text: str) -> None:
    assert refusal(DAY, text) == "DATE_UNREADABLE"


@pytest.mark.parametrize("raw", ["43816", 43816, 43816.5])
def test_a_day_number_of_a_spreadsheet_is_told_as_that(raw: object) -> None:
    assert refusal(DAY, raw) == "DATE_IS_NUMBER"


@pytest.mark.parametrize("text", ["2019-02-30", "20191301", "2019年13月1日"])
def test_a_day_that_the_calendar_lacks_is_told_so(text: str) -> None:
    assert refusal(DAY, text) == "DATE_IMPOSSIBLE"


@pytest.mark.parametrize(
    ("text", "wan"),
    [
        ("0.2", "0.2"),
        ("2000元", "0.2"),
        ("0.2万元", "0.2"),
        ("0.2万", "0.2"),
        ("¥2,000.00元", "0.2"),
        ("人民币贰仟元整", "0.2"),
        ("两千元", "0.2"),
        ("1.5亿元", "15000"),
        ("3千元", "0.3"),
        ("叁拾万零伍佰元", "30.05"),
        ("12元5角", "0.00125"),
        ("肆仟柒佰贰拾捌元柒角伍分", "0.472875"),
        ("０．２", "0.2"),
        ("0", "0"),
        ("十元", "0.001"),
    ],
)
def test_an_amount_is_kept_in_wan(text: str, wan: str) -> None:
    assert clean(MONEY, text).value == Decimal(wan)


def test_a_bare_number_follows_the_unit_of_its_column() -> None:
    assert clean(MONEY, "2000", "元").value == Decimal("0.2")
    assert clean(MONEY, 2000, "元").value == Decimal("0.2")
    assert clean(MONEY, Decimal("0.2")).value == Decimal("0.2")


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("-5", "AMOUNT_NEGATIVE"),
        ("many", "AMOUNT_UNREADABLE"),
        ("NaN元", "AMOUNT_UNREADABLE"),
        (Decimal("Infinity"), "AMOUNT_UNREADABLE"),
        ("9" * 13, "AMOUNT_TOO_LARGE"),
        ("10元/平方米", "AMOUNT_UNREADABLE"),
        ("万", "AMOUNT_UNREADABLE"),
        ("万元", "AMOUNT_UNREADABLE"),
        ([1], "WRONG_TYPE"),
        (True, "WRONG_TYPE"),
    ],
)
def test_an_amount_that_is_none_is_refused(raw: object, code: str) -> None:
    assert refusal(MONEY, raw) == code


def test_what_lies_below_a_fen_is_rounded_with_a_warning() -> None:
    cleaned = clean(MONEY, "0.12345678")

    assert cleaned.value == Decimal("0.123457")
    assert [found.code for found in cleaned.warnings] == ["AMOUNT_ROUNDED"]


def test_a_unit_without_a_number_in_a_text_is_no_amount() -> None:
    assert told("罚款万元").fine == frozenset()


@pytest.mark.parametrize("raw", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00"])
def test_a_moment_at_the_edge_of_the_calendar_is_refused_and_no_crash(raw: str) -> None:
    assert refusal(DAY, raw).startswith("DATE_")


@given(st.integers(1, 9999))
def test_numerals_in_words_mean_their_number(number: int) -> None:
    words = "".join(
        f"{DIGITS[number // ten % 10]}{unit}" if number // ten % 10 else "零"
        for ten, unit in ((1000, "仟"), (100, "佰"), (10, "拾"), (1, ""))
    )

    assert number_of(words) == number
    assert number_of(f"{words}万") == number * 10_000


@pytest.mark.parametrize(
    "raw", [None, "", " ", "\u3000", "-", "/", "无", "NULL", "N/A", "—", "暂无", [], "\\N"]
)
def test_null_markers_mean_nothing(raw: object) -> None:
    assert clean(LINE, raw).value is None


@pytest.mark.parametrize("raw", ["a\x00b", "\ud800", "a\x1b[31m", "\u202eabc", "\x7f"])
def test_broken_characters_are_refused(raw: str) -> None:
    assert refusal(LINE, raw) == "CONTROL_CHARACTER"


def test_a_text_over_the_limit_is_refused_with_the_limit() -> None:
    with pytest.raises(Unusable) as unusable:
        clean(LINE, "x" * 11)

    assert unusable.value.finding.code == "TEXT_TOO_LONG"
    assert "longer than 10 characters" in unusable.value.finding.message


@pytest.mark.parametrize("raw", ["9.1350102E+17", Decimal("9.1350102E+17"), 9.1350102e17])
def test_a_number_that_a_spreadsheet_rounded_is_no_code(raw: object) -> None:
    assert refusal(CODE, raw) == "DIGITS_LOST"


def test_a_whole_number_is_taken_as_its_digits() -> None:
    assert clean(CODE, 12).value == "12"
    assert clean(CODE, Decimal("12.0")).value == "12"


@pytest.mark.parametrize("raw", [{"a": 1}, [1], True, float("nan")])
def test_a_value_of_the_wrong_type_is_refused(raw: object) -> None:
    assert refusal(LINE, raw) == "WRONG_TYPE"


@pytest.mark.parametrize(
    ("raw", "value"), [("是", True), ("Y", True), (True, True), (1, True), ("否", False), ("false", False)]
)
def test_a_flag_is_yes_or_no(raw: object, value: object) -> None:
    assert clean(FLAG, raw).value is value


@pytest.mark.parametrize(
    "raw",
    [
        "罚款;没收违法所得",
        "没收违法所得、罚款",
        ["FINE", "CONFISCATE_GAINS"],
        "并处罚款 没收非法所得",
        "fine,没收违法所得",
    ],
)
def test_kinds_come_in_many_spellings_and_one_order(raw: object) -> None:
    assert clean(KINDS, raw).value == ("FINE", "CONFISCATE_GAINS")


def test_a_label_that_holds_a_separator_is_one_kind() -> None:
    assert clean(KINDS, "罚款、暂扣许可证、暂扣执照、其他-责令改正").value == (
        "FINE",
        "SUSPEND_LICENCE",
        "OTHER",
    )


@given(
    st.one_of(
        st.text(),
        st.integers(),
        st.floats(),
        st.lists(st.text()),
        st.booleans(),
        st.binary(),
        st.dictionaries(st.text(), st.text()),
    )
)
def test_no_value_crashes_any_kind_of_field(raw: object) -> None:
    for field in Penalty.fields.values():
        with suppress(Unusable):
            clean(field, raw)


@pytest.mark.parametrize(
    ("content", "kinds", "fine", "confiscated"),
    [
        ("罚款伍佰元整（500元）", ("FINE",), {"0.05"}, set()),
        ("1、没收违法所得1144元；2、罚款20000元。", ("FINE", "CONFISCATE_GAINS"), {"2"}, {"0.1144"}),
        ("按20元/平方米的标准并处罚款，共计3000.50元(叁仟元伍角)", ("FINE",), {"0.30005"}, set()),
        (
            "罚款人民币壹仟元整；没收违法所得叁佰元整；共计罚没款壹仟叁佰元整。",
            ("FINE", "CONFISCATE_GAINS"),
            {"0.1"},
            {"0.03"},
        ),
        ("责令改正，处10,000元罚款。", ("FINE",), {"1"}, set()),
        (
            "罚款0.1万元，没收违法所得和非法财物",
            ("FINE", "CONFISCATE_GAINS", "CONFISCATE_GOODS"),
            {"0.1"},
            set(),
        ),
        ("处罚款1000元；另处罚款2000元", ("FINE",), {"0.1", "0.2"}, set()),
        ("警告，不予罚款", ("WARNING",), set(), set()),
        ("责令停产停业整顿，吊销食品经营许可证", ("REVOKE_LICENCE", "SUSPEND_BUSINESS"), set(), set()),
        ("货值5000元", (), set(), set()),
        ("", (), set(), set()),
    ],
)
def test_the_content_tells_kinds_and_amounts(
    content: str, kinds: tuple[str, ...], fine: set[str], confiscated: set[str]
) -> None:
    says = told(content)

    assert says.kinds == kinds
    assert says.fine == {Decimal(amount) for amount in fine}
    assert says.confiscated == {Decimal(amount) for amount in confiscated}
