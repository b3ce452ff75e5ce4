"""Document numbers, case numbers and names: any spelling of one thing becomes the same text, and none is ever refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.identifiers import case_number, document_number, party_name

SAME = [
    ("榕市监罚（2019）9号", "榕市监罚〔2019〕9号"),
    ("榕市监罚【2019】第09号", "榕市监罚〔2019〕9号"),
    ("榕市监罚﹝2019﹞009 号", "榕市监罚〔2019〕9号"),
    ("榕市监罚[2019]9号", "榕市监罚〔2019〕9号"),
    ("榕城管（ 路 ）罚〔2019〕第1号", "榕城管(路)罚〔2019〕1号"),
    ("(320101000561)登字〔2025〕第01160034号", "(320101000561)登字〔2025〕1160034号"),
    ("银罚决字〔2026〕68-70号", "银罚决字〔2026〕68-70号"),
    ("银罚决字〔2026〕068—70号", "银罚决字〔2026〕68-70号"),
    ("榕市监罚〔2019\u2066〕9\x00号", "榕市监罚〔2019〕9号"),
]


@pytest.mark.parametrize(("written", "canonical"), SAME)
def test_spellings_of_a_document_number_become_one(written: str, canonical: str) -> None:
    assert document_number.canonical(written).canonical == canonical


def test_a_number_without_a_year_is_told_not_refused() -> None:
    assert document_number.canonical("深交罚决第ZD021974号").warnings == ("DOCUMENT_NUMBER_WITHOUT_YEAR",)


@given(st.text(max_size=60))
def test_canonical_spelling_stays_as_it_is(text: str) -> None:
    once = document_number.canonical(text).canonical

    assert document_number.canonical(once).canonical == once


COURT = [
    ("(2023)闽01执123号", "(2023)闽01执123号", "闽01", "执"),
    ("(2016)闽0102执01774号", "(2016)闽0102执1774号", "闽0102", "执"),
    ("（2017）浙0402破申6号", "(2017)浙0402破申6号", "浙0402", "破申"),
    ("（2017）闽0203执02377号民事判决书", "(2017)闽0203执2377号", "闽0203", "执"),
    ("(2014)厦执行字第044号", "(2014)厦执行字第044号", None, None),
    ("（2009）浦民二(商)初字第2521号", "(2009)浦民二(商)初字第2521号", None, None),
]


@pytest.mark.parametrize(("written", "canonical", "court", "kind"), COURT)
def test_case_numbers_of_the_new_rule_are_read_and_old_ones_kept(
    written: str, canonical: str, court: str | None, kind: str | None
) -> None:
    found = case_number.canonical(written)

    assert (found.canonical, found.court, found.kind) == (canonical, court, kind)
    assert bool(found.warnings) is (court is None)


def test_a_case_number_of_endless_digits_is_told_not_counted() -> None:
    assert case_number.canonical(f"(2023)闽01执{'1' * 5000}号").warnings == ("CASE_NUMBER_OLD_FORM",)


@given(
    st.lists(st.sampled_from([*"([【〔（）〕】])第号0123-— 闽罚执", "2019", "\u200b"]), max_size=20).map(
        "".join
    )
)
def test_pieces_of_numbers_in_any_order_have_one_canonical_spelling(text: str) -> None:
    document = document_number.canonical(text).canonical
    case = case_number.canonical(text).canonical

    assert document_number.canonical(document).canonical == document
    assert case_number.canonical(case).canonical == case


@given(st.text(max_size=60))
def test_a_canonical_case_number_stays_as_it_is(text: str) -> None:
    once = case_number.canonical(text).canonical

    assert case_number.canonical(once).canonical == once


def test_a_name_has_one_spelling_whatever_its_brackets_and_width() -> None:
    spellings = ["中国(福建)自由贸易", "中国（福建）自由贸易", "中国 (福建) 自由贸易", "中国[福建]自由贸易"]

    assert {party_name.canonical(one) for one in spellings} == {"中国（福建）自由贸易"}


@given(st.text(max_size=60))
def test_a_canonical_name_stays_as_it_is(text: str) -> None:
    once = party_name.canonical(text)

    assert party_name.canonical(once) == once


@pytest.mark.parametrize(
    ("name", "surname"), [("陈小明", "陈"), ("欧阳修", "欧阳"), ("欧阳", "欧"), ("", "")]
)
def test_surnames_of_two_characters_are_known(name: str, surname: str) -> None:
    assert party_name.surname(name) == surname
